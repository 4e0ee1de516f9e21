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
class _Reader(Generic[T]):
    """What is remembered while one list is read."""

    identify: Callable[[T], str]
    seen: set[str] = attrs.field(factory=set[str])
    pages: int = 0
    stale: int = 0

    async def read(self, fetch: Awaitable[Batch[T]], cursor: str | None) -> Batch[T]:
        """The next batch; once something was read, an error says so and where to resume."""
        try:
            return await fetch
        except TrunklineError as error:
            if not self.pages or isinstance(error, ClientClosedError):
                raise
            message = f"the list broke off after {len(self.seen)} items: {error.message}"
            raise PaginationError(
                message, facts_of(error), items_read=len(self.seen), cursor=cursor
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
        if self.stale >= _MAX_STALE_PAGES:
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
    _reader: _Reader[T]
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
            if not batch.items and _whole(batch.total) > self._offset:
                raise self._reader.stopped("a page came empty although more was promised", cursor)
            self._done = _is_last(batch, self._offset, self._limit)
            if items or self._done:
                return Page(items, None if self._done else str(self._offset))
        raise StopAsyncIteration


@attrs.define
class MovingPages(Generic[T]):
    """Pages of a list by offset whose rows move while it is read: those changed come first, those deleted leave a gap.

    The vendor's total tells how many rows went: as many slid out of sight, and the next page starts that much earlier.
    What moved to the front is looked for at the end, from the front, until a page holds nothing new.
    """

    _fetch: Callable[[int], Awaitable[Batch[T]]]
    _reader: _Reader[T]
    _offset: int
    _limit: int
    _total: int = 0
    _furthest: int = 0
    _repeated: int = 0
    _disturbed: bool = False
    _again: bool = False
    _found: bool = False
    _done: bool = False

    def __aiter__(self) -> MovingPages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        while not self._done:
            cursor = str(self._offset)
            batch = await self._reader.read(self._fetch(self._offset), cursor)
            if (
                self._again
                or self._offset < self._furthest
                or self._repeated < _whole(batch.total) - self._total
            ):
                # Known rows are what is to be expected here: looked at before, or pushed back by new ones.
                self._reader.stale = 0
            items = self._reader.fresh(batch, cursor)
            if not batch.items and _whole(batch.total) > self._offset:
                raise self._reader.stopped("a page came empty although more was promised", cursor)
            if self._again:
                self._look_further(batch, found=bool(items))
            else:
                self._step(batch, known=len(batch.items) - len(items))
            if items or self._done:
                return Page(items, None if self._done else str(self._offset))
        raise StopAsyncIteration

    def _step(self, batch: Batch[T], known: int) -> None:
        """Where the first reading goes on, and whether what it saw makes a second look necessary."""
        total, end = _whole(batch.total), self._offset + len(batch.items)
        # A count of all rows is no smaller than what is there, and an empty page counts nothing.
        total = total if batch.items and total >= end else 0
        gone = max(0, self._total - total) if total else 0
        looking_back = self._offset < self._furthest
        self._disturbed |= bool(known) and not looking_back
        self._repeated += known
        self._disturbed |= total > self._total > 0 or (not batch.items and self._offset < self._total)
        # The smallest count so far: what was made meanwhile stands in front, and hides as much as it adds.
        self._total = min(self._total or total, total or self._total)
        self._furthest = max(self._furthest, end)
        if gone:
            self._offset = max(0, self._offset - gone)
        elif _is_last(batch, end, self._limit):
            self._start_over(needed=self._disturbed and self._reader.pages > 1)
        else:
            self._offset = end

    def _look_further(self, batch: Batch[T], *, found: bool) -> None:
        """Where a look from the front goes on: to the first page without anything new."""
        self._found |= found
        self._offset += len(batch.items)
        if not found or _is_last(batch, self._offset, self._limit):
            self._start_over(needed=self._found and bool(batch.items))

    def _start_over(self, *, needed: bool) -> None:
        self._done = not needed
        self._again, self._found, self._offset = True, False, 0


def offset_pages(
    fetch: Callable[[int], Awaitable[Batch[T]]],
    *,
    start: int,
    limit: int,
    identify: Callable[[T], str],
    moving: bool = False,
) -> OffsetPages[T] | MovingPages[T]:
    """Pages of a list that goes by offset; `moving` where rows change places and the total counts all of them."""
    pages = MovingPages[T] if moving else OffsetPages[T]
    return pages(fetch, _Reader(identify), start, limit)


def _is_last(batch: Batch[T], offset: int, limit: int) -> bool:
    """Whether nothing follows: an empty page, or one shorter than what was asked for and applied."""
    applied = _whole(batch.limit)
    full = min(limit, applied) if applied > 0 else limit
    if not batch.items or len(batch.items) < full:
        # A short page of a server that caps pages silently: its total, where it promises more, is worth a request.
        return not batch.items or _whole(batch.total) <= offset
    return False


def _whole(hint: object) -> int:
    """A hint as a number, 0 when it is none; some servers send numbers as text."""
    if isinstance(hint, str) and hint.isascii() and hint.isdigit() and len(hint) <= _DIGITS:
        return int(hint)
    return hint if isinstance(hint, int) and not isinstance(hint, bool) else 0


@attrs.define
class CursorPages(Generic[T]):
    """Pages of a list that goes by cursor; only an absent cursor ends it, a short or empty page does not."""

    _fetch: Callable[[str | None], Awaitable[Batch[T]]]
    _reader: _Reader[T]
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
    return CursorPages(fetch, _Reader(identify), start)
