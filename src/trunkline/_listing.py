"""Lists over providers: each is read page by page, several at once, and a failure says where to go on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

import attrs

from ._cursors import mark_of, places, written
from ._session import Binding, Session
from .errors import (
    ClientClosedError,
    InvalidArgumentError,
    PaginationError,
    TrunklineError,
    UnsupportedError,
    facts_of,
)
from .models import Connection, Connector, Page, Status
from .providers._asked import Query
from .providers._checks import text_problem

if TYPE_CHECKING:
    from ._drivers import Driver, Race

T = TypeVar("T")

OnError = Literal["raise", "collect"]
Read = Callable[[Binding, Query], AsyncIterator[Page[T]]]
# Makes the pages of one iteration; the errors it collects go into the list it is given.
Reader = Callable[[list[TrunklineError]], AsyncIterator[Page[T]]]


def connections(
    session: Session, query: Query, providers: Iterable[str] | None, on_error: OnError
) -> Reader[Connection]:
    """A reader of all asked providers' connections; what one of them cannot do is refused here, before any request."""
    _check_filters(query)
    chosen, refused = _able(session, "connections.list", query, providers, on_error)

    def read(binding: Binding, asked: Query) -> AsyncIterator[Page[Connection]]:
        return binding.provider.list_connections(binding.caller, asked)

    def show(binding: Binding, page: Page[Connection]) -> Page[Connection]:
        wanted = query.status
        return attrs.evolve(
            page,
            items=tuple(
                binding.presentable(connection)
                for connection in page.items
                if wanted is None or connection.status in wanted
            ),
        )

    return _reader(session, chosen, "list_connections", query, refused, read=read, show=show)


def connectors(
    session: Session, query: Query, providers: Iterable[str] | None, on_error: OnError
) -> Reader[Connector]:
    """A reader of all asked providers' connectors; what one of them cannot do is refused here, before any request."""
    chosen, refused = _able(session, "connectors.list", query, providers, on_error)

    def read(binding: Binding, asked: Query) -> AsyncIterator[Page[Connector]]:
        return binding.provider.list_connectors(binding.caller, asked)

    return _reader(
        session, chosen, "list_connectors", query, refused, read=read, show=lambda binding, page: page
    )


def statuses(asked: Status | Iterable[Status] | None) -> frozenset[Status] | None:
    """The statuses a list is narrowed to: one, several, or all of them."""
    if asked is None:
        return None
    several = [asked] if isinstance(asked, str) else asked
    try:
        wanted = frozenset(Status(one) for one in several)
    except (TypeError, ValueError):
        raise InvalidArgumentError("status must be a Status or several, such as Status.ACTIVE") from None
    if not wanted:
        raise InvalidArgumentError("status is empty: leave it out to get every connection")
    return wanted


def _able(
    session: Session, operation: str, query: Query, providers: Iterable[str] | None, on_error: OnError
) -> tuple[list[Binding], list[TrunklineError] | None]:
    """The providers that can be read so; with `collect` the errors of the others, which are no reason to read none."""
    if on_error not in ("raise", "collect"):
        raise InvalidArgumentError('on_error must be "raise" or "collect"')
    chosen = session.chosen(providers)
    if not chosen:
        raise InvalidArgumentError("providers is empty")
    able: list[Binding] = []
    refused: list[TrunklineError] = []
    for binding in chosen:
        try:
            session.require_given(operation, query, [binding])
        except UnsupportedError as error:
            refused.append(error)
        else:
            able.append(binding)
    if refused and (on_error == "raise" or not able):
        raise refused[0]
    return able, refused if on_error == "collect" else None


def _check_filters(query: Query) -> None:
    # Empty, some vendors take a filter for none at all, and would answer with everybody's connections.
    for name in ("customer_id", "connector", "search"):
        value: object = getattr(query, name)
        if value is not None and (problem := text_problem(value)):
            raise InvalidArgumentError(f"{name} {problem}")


def _reader(
    session: Session,
    chosen: Sequence[Binding],
    operation: str,
    query: Query,
    refused: list[TrunklineError] | None,
    *,
    read: Read[T],
    show: Callable[[Binding, Page[T]], Page[T]],
) -> Reader[T]:
    filters = mark_of(query.customer_id, query.connector, query.search)
    starts = places([binding.name for binding in chosen], query.cursor, filters)
    asked = [
        (binding, attrs.evolve(query, cursor=starts[binding.name]))
        for binding in chosen
        if binding.name in starts
    ]
    for binding, part in asked:
        # Not read: made to refuse bad arguments now.
        read(binding, part)

    def pages(errors: list[TrunklineError]) -> AsyncIterator[Page[T]]:
        sources = [_Source(binding, read(binding, part), part.cursor) for binding, part in asked]
        errors.extend(refused or ())
        return _Pages(
            session.driver, operation, show, errors if refused is not None else None, sources, filters
        )

    return pages


@attrs.define(repr=False, eq=False)
class _Source(Generic[T]):
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
class _Pages(Generic[T]):
    """The pages of several providers, in the order in which they arrive; at most one of each is waiting."""

    _driver: Driver
    _operation: str
    _show: Callable[[Binding, Page[T]], Page[T]]
    _errors: list[TrunklineError] | None
    _sources: list[_Source[T]]
    _filters: str
    _failed: list[_Source[T]] = attrs.field(factory=list["_Source[T]"])
    _race: Race[Page[T] | None] | None = None
    _busy: bool = False
    _pages: int = 0
    _items: int = 0

    def __aiter__(self) -> _Pages[T]:
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

    async def _first(self) -> tuple[_Source[T], Page[T] | BaseException | None]:
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

    def _fail(self, source: _Source[T], error: TrunklineError) -> None:
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
        message = f"the list broke off after {self._items} items: {error.message}"
        raise PaginationError(message, facts_of(error), items_read=self._items, cursor=cursor) from error

    def _cursor(self) -> str | None:
        unread = [*self._sources, *self._failed]
        return self._written(unread) if unread else None

    def _resume(self, sources: Sequence[_Source[T]]) -> str | None:
        """The cursor for an error, which has none where a server put the credential into its own."""
        if any(source.binding.caller.repeats(source.cursor) for source in sources):
            return None
        return self._written(sources)

    def _written(self, sources: Sequence[_Source[T]]) -> str:
        return written([(source.binding.name, source.cursor) for source in sources], self._filters)

    def _end(self) -> None:
        self._sources.clear()
        if self._race is not None:
            self._race.close()

    def __del__(self) -> None:
        if self._race is not None:
            self._race.close()
