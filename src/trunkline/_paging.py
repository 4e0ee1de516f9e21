"""Reading a list to its end, whatever the server says about where that is: by what comes, never by what is promised."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import attrs

from .errors import PaginationError, TrunklineError, facts_of
from .models import Page

T = TypeVar("T")

_MAX_PAGES = 10_000
# Rows move while a list is read, so a page of only known items can happen. Several in a row do not.
_MAX_STALE_PAGES = 3


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
            if not self.pages:
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


async def offset_pages(
    fetch: Callable[[int], Awaitable[Batch[T]]], *, start: int, limit: int, identify: Callable[[T], str]
) -> AsyncGenerator[Page[T], None]:
    """Pages of a list that goes by offset."""
    reader = _Reader(identify)
    offset = start
    while True:
        batch = await reader.read(fetch(offset), str(offset))
        items = reader.fresh(batch, str(offset))
        offset += len(batch.items)
        if not batch.items and _whole(batch.total) > offset:
            raise reader.stopped("a page came empty although more was promised", str(offset))
        last = _is_last(batch, offset, limit)
        if items or last:
            yield Page(items, None if last else str(offset))
        if last:
            return


def _is_last(batch: Batch[T], offset: int, limit: int) -> bool:
    """Whether nothing follows: an empty page, or one shorter than what was asked for and applied."""
    applied = _whole(batch.limit)
    full = min(limit, applied) if applied > 0 else limit
    if not batch.items or len(batch.items) < full:
        # A short page of a server that caps pages silently: its total, where it promises more, is worth a request.
        return not batch.items or _whole(batch.total) <= offset
    return False


def _whole(hint: object) -> int:
    """A hint as a number, 0 when it is none."""
    return hint if isinstance(hint, int) and not isinstance(hint, bool) else 0


async def cursor_pages(
    fetch: Callable[[str | None], Awaitable[Batch[T]]], *, start: str | None, identify: Callable[[T], str]
) -> AsyncGenerator[Page[T], None]:
    """Pages of a list that goes by cursor; only an absent cursor ends it, a short or empty page does not."""
    reader = _Reader(identify)
    cursor = start
    used: set[str] = set()
    while True:
        batch = await reader.read(fetch(cursor), cursor)
        items = reader.fresh(batch, cursor)
        cursor = batch.next_cursor or None
        if items or cursor is None:
            yield Page(items, cursor)
        if cursor is None:
            return
        if cursor in used:
            raise reader.stopped("the server gave the same cursor twice", cursor)
        used.add(cursor)
