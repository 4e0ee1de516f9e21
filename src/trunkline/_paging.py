"""Reading a list to its end, whatever the server says about where that is: by what comes, never by what is promised."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import attrs

from .errors import ClientClosedError, PaginationError, TrunklineError, facts_of
from .models import Page

T = TypeVar("T")

_MAX_PAGES = 10_000
# Rows move while a list is read, so a page of only known items can happen. Several in a row do not.
_MAX_STALE_PAGES = 3
# In a short list much can happen between two pages.
_FEW = 10
_DIGITS = 18


@attrs.frozen(kw_only=True)
class Batch(Generic[T]):
    """What one page request brought.

    Attributes:
        items: what came.
        total: the vendor's count of everything, if it gave one; a hint.
        limit: the page size the vendor says it applied; a hint.
        next_cursor: where the vendor says the next page starts, for lists that go by cursor.
    """

    items: Sequence[T]
    total: object = None
    limit: object = None
    next_cursor: str | None = None


@attrs.define
class Reader(Generic[T]):
    """What is remembered while one list is read.

    Attributes:
        identify: the id of an item.
        patience: how many known items one after another are borne with, in multiples of all that came.
    """

    identify: Callable[[T], str]
    patience: int = 0
    seen: set[str] = attrs.field(factory=set[str])
    pages: int = 0
    stale: int = 0
    known: int = 0

    async def read(self, fetch: Awaitable[Batch[T]], cursor: str | None) -> Batch[T]:
        """The next batch; once something was read, an error says so and where to resume."""
        try:
            return await fetch
        except TrunklineError as error:
            if not self.pages or isinstance(error, ClientClosedError):
                raise
            # How many of them the caller saw, after all filters, is told where the caller is told.
            raise PaginationError(
                f"the list broke off: {error.message}",
                facts_of(error),
                items_read=len(self.seen),
                cursor=cursor,
            ) from error

    def fresh(self, batch: Batch[T], cursor: str | None) -> tuple[T, ...]:
        """What is new in a batch; a server that turns in circles is stopped."""
        items: list[T] = []
        for item in batch.items:
            key = self.identify(item)
            if key not in self.seen:
                self.seen.add(key)
                items.append(item)
        self.pages += 1
        self.stale = 0 if items or not batch.items else self.stale + 1
        self.known = 0 if items else self.known + len(batch.items)
        if self.stale >= _MAX_STALE_PAGES and self.known > self.patience * (len(self.seen) + _FEW):
            raise self.stopped("the server keeps sending the same items", cursor)
        if self.pages >= _MAX_PAGES:
            raise self.stopped(f"there is no end after {_MAX_PAGES} pages", cursor)
        return tuple(items)

    def stopped(self, why: str, cursor: str | None) -> PaginationError:
        """The error for a list that cannot be read to its end."""
        return PaginationError(why, items_read=len(self.seen), cursor=cursor)


# Iterators and not async generators: nothing has to be closed, so a loop may be left with `break` under any event loop.


@attrs.define
class OffsetPages(Generic[T]):
    """Pages of a list that goes by offset."""

    _fetch: Callable[[int], Awaitable[Batch[T]]]
    _reader: Reader[T]
    _offset: int
    _limit: int
    _done: bool = False

    def __aiter__(self) -> OffsetPages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        while not self._done:
            cursor = str(self._offset)
            batch = await self._reader.read(self._fetch(self._offset), cursor)
            items = self._reader.fresh(batch, cursor)
            self._offset += len(batch.items)
            if not batch.items and whole(batch.total) > self._offset:
                raise self._reader.stopped("a page came empty although more was promised", cursor)
            self._done = is_last(batch, self._offset, self._limit)
            if items or self._done:
                return Page(items, None if self._done else str(self._offset))
        raise StopAsyncIteration


def offset_pages(
    fetch: Callable[[int], Awaitable[Batch[T]]],
    *,
    start: int,
    limit: int,
    identify: Callable[[T], str],
) -> OffsetPages[T]:
    """Pages of a list that goes by offset."""
    return OffsetPages(fetch, Reader(identify), start, limit)


def is_last(batch: Batch[T], offset: int, limit: int) -> bool:
    """Whether nothing follows: an empty page, or one shorter than what was asked for and applied."""
    applied = whole(batch.limit)
    full = min(limit, applied) if applied > 0 else limit
    if not batch.items or len(batch.items) < full:
        # A short page of a server that caps pages silently: its total, where it promises more, is worth a request.
        return not batch.items or whole(batch.total) <= offset
    return False


def whole(hint: object) -> int:
    """A hint as a number, 0 when it is none; some servers send numbers as text."""
    if isinstance(hint, str) and hint.isascii() and hint.isdigit() and len(hint) <= _DIGITS:
        return int(hint)
    return hint if isinstance(hint, int) and not isinstance(hint, bool) else 0


@attrs.define
class CursorPages(Generic[T]):
    """Pages of a list that goes by cursor; only an absent cursor ends it, a short or empty page does not."""

    _fetch: Callable[[str | None], Awaitable[Batch[T]]]
    _reader: Reader[T]
    _cursor: str | None
    _used: set[str] = attrs.field(factory=set[str])
    _done: bool = False

    def __aiter__(self) -> CursorPages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        while not self._done:
            if self._cursor is not None and self._cursor in self._used:
                raise self._reader.stopped("the server gave the same cursor twice", self._cursor)
            batch = await self._reader.read(self._fetch(self._cursor), self._cursor)
            if self._cursor is not None:
                # Only now: a reading that was cancelled is made again.
                self._used.add(self._cursor)
            items = self._reader.fresh(batch, self._cursor)
            self._cursor = batch.next_cursor or None
            self._done = self._cursor is None
            if items or self._done:
                return Page(items, self._cursor)
        raise StopAsyncIteration


def cursor_pages(
    fetch: Callable[[str | None], Awaitable[Batch[T]]], *, start: str | None, identify: Callable[[T], str]
) -> CursorPages[T]:
    """Pages of a list that goes by cursor."""
    return CursorPages(fetch, Reader(identify), start)
