"""Pages of several providers, in the order in which they arrive; a failure says where to go on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

import attrs

from ._cursors import written
from ._session import Binding
from .errors import CallFacts, ClientClosedError, PaginationError, TrunklineError, facts_of
from .models import Page

if TYPE_CHECKING:
    from ._drivers import Driver, Race

T = TypeVar("T")


@attrs.define(repr=False, eq=False)
class Source(Generic[T]):
    """One provider's pages, and the place of the first that was not handed out yet."""

    binding: Binding
    pages: AsyncIterator[Page[T]]
    cursor: str | None
    under_way: bool = False

    async def next(self) -> Page[T] | None:
        """The next page; `None` at the end."""
        try:
            return await anext(self.pages)
        except StopAsyncIteration:
            return None


@attrs.define(repr=False, eq=False)
class MergedPages(Generic[T]):
    """The pages of several providers, in the order in which they arrive; at most one of each is waiting."""

    _driver: Driver
    _operation: str
    _show: Callable[[Binding, Page[T]], Page[T]]
    _errors: list[TrunklineError] | None
    _sources: list[Source[T]]
    _filters: str
    _failed: list[Source[T]] = attrs.field(factory=list["Source[T]"])
    _race: Race[Page[T] | None] | None = None
    _busy: bool = False
    _pages: int = 0
    _items: int = 0

    def __aiter__(self) -> MergedPages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        if self._busy:
            raise RuntimeError(
                "this list is being read by somebody else: each reader needs an iteration of its own"
            )
        self._busy = True
        try:
            return await self._next()
        finally:
            self._busy = False

    async def _next(self) -> Page[T]:
        if self._race is not None and self._sources and not self._race.is_here:
            self._fail_elsewhere()
        while self._sources:
            source, outcome = await self._first()
            source.under_way = False
            if isinstance(outcome, TrunklineError):
                self._fail(source, outcome)
                continue
            if isinstance(outcome, BaseException):
                self._end()
                raise outcome
            if outcome is None or outcome.next_cursor is None:
                self._sources.remove(source)
            if outcome is None:
                continue
            source.cursor = outcome.next_cursor
            page = self._show(source.binding, outcome)
            if not page.items and self._sources:
                # All of it was filtered away; what follows may hold something.
                continue
            self._pages += 1
            self._items += len(page)
            return attrs.evolve(page, next_cursor=self._cursor())
        raise StopAsyncIteration

    async def _first(self) -> tuple[Source[T], Page[T] | BaseException | None]:
        """Whichever page comes first. A page nobody asked for yet is not fetched ahead."""
        if len(self._sources) == 1 and self._race is None:
            source = self._sources[0]
            try:
                return source, await source.next()
            except TrunklineError as error:
                return source, error
        if self._race is None:
            self._race = self._driver.race()
        for source in self._sources:
            if not source.under_way:
                source.under_way = True
                self._race.start(source.binding.name, source.next)
        name, outcome = await self._race.next()
        return next(source for source in self._sources if source.binding.name == name), outcome

    def _fail_elsewhere(self) -> NoReturn:
        cursor = self._resume([*self._sources, *self._failed])
        self._end()
        raise PaginationError(
            "this list was begun in another event loop, or before a fork, and its requests are there: "
            "begin one here with its cursor",
            CallFacts(operation=self._operation),
            items_read=self._items,
            cursor=cursor,
        )

    def _fail(self, source: Source[T], error: TrunklineError) -> None:
        """Keep the error of one provider, or raise it, with all that is needed to go on."""
        if isinstance(error, ClientClosedError):
            self._end()
            raise error
        if isinstance(error, PaginationError):
            source.cursor = error.cursor
        if self._errors is not None:
            self._sources.remove(source)
            # It was not read to its end, so a cursor of this list leads there, too.
            self._failed.append(source)
            error.provider, error.operation = source.binding.name, error.operation or self._operation
            if isinstance(error, PaginationError):
                error.cursor = self._resume([source])
            self._errors.append(error)
            return
        cursor = self._resume([*self._sources, *self._failed])
        self._end()
        if isinstance(error, PaginationError):
            error.items_read, error.cursor = self._items, cursor
            error.provider, error.operation = source.binding.name, error.operation or self._operation
            raise error
        if not self._pages:
            raise error
        # The others gave something: that was read all the same.
        message = f"the list broke off: {error.message}"
        raise PaginationError(message, facts_of(error), items_read=self._items, cursor=cursor) from error

    def _cursor(self) -> str | None:
        unread = [*self._sources, *self._failed]
        return self._written(unread) if unread else None

    def _resume(self, sources: Sequence[Source[T]]) -> str | None:
        """The cursor for an error, which has none where a server put the credential into its own."""
        if any(source.binding.caller.repeats(source.cursor) for source in sources):
            return None
        return self._written(sources)

    def _written(self, sources: Sequence[Source[T]]) -> str:
        return written([(source.binding.name, source.cursor) for source in sources], self._filters)

    def _end(self) -> None:
        self._sources.clear()
        if self._race is not None:
            self._race.close()

    def __del__(self) -> None:
        if self._race is not None:
            self._race.close()
