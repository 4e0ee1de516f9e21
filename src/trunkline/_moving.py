"""Reading a list by offset whose rows move meanwhile: what changes comes to the front, what is deleted leaves a gap."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Generic, TypeVar

import attrs

from ._paging import Batch, Reader, is_last, whole
from .models import Page

T = TypeVar("T")

# Known rows that are borne with, one after another, in multiples of all that came: each may come back and be looked at.
_PATIENCE = 3
# How often the same is tried again before a count is taken for a false one.
_MAX_VAIN_ROUNDS = 2


@attrs.define
class _Look:
    """One look through the list, from its front.

    Rows that did not change keep their order, and none comes behind them, whatever is made, changed or deleted before
    them. So the distance from the end, and not the offset, tells whether a page begins where the one before ended.

    Attributes:
        since: rows last changed before this were read by the look before; None reads to the end.
        newest: when the first row was last changed as the look began; what is newer later on changed meanwhile.
        left: how many rows are still to come, counted from the end; None where the vendor did not say.
        met: the ids that came in this look.
        disturbed: whether anything moved meanwhile, so that a row may have got from ahead to the front, unread.
    """

    since: datetime | None = None
    newest: datetime | None = None
    left: int | None = None
    met: set[str] = attrs.field(factory=set[str])
    disturbed: bool = False


@attrs.define
class MovingPages(Generic[T]):
    """Pages of a list whose last changed rows come first, and whose total counts all of them where a page is not empty.

    After a disturbance the front is looked at again, down to what has not changed since the look before began, until
    nothing moves during a look: then everything that was there all the time has been read.
    """

    _fetch: Callable[[int], Awaitable[Batch[T]]]
    _reader: Reader[T]
    _changed_at: Callable[[T], datetime | None]
    _offset: int
    _limit: int
    _look: _Look = attrs.field(factory=_Look)
    _stride: int = 0
    _vain: int = 0
    _gap: tuple[int, int, int | None] | None = None
    _same: int = 0
    _lied: bool = False
    _done: bool = False

    def __aiter__(self) -> MovingPages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        while not self._done:
            cursor = str(self._offset)
            batch = await self._reader.read(self._fetch(self._offset), cursor)
            total, end = whole(batch.total), self._offset + len(batch.items)
            # A count of all rows is not smaller than what is there: who sends that, and known rows, turns in circles.
            self._reader.patience = 0 if 0 < total < end else _PATIENCE
            items = self._reader.fresh(batch, cursor)
            if items:
                self._vain = 0
            if batch.items:
                self._step(batch, end, total - self._offset if total >= end and not self._lied else None)
            elif total > self._offset or self._vain > _MAX_VAIN_ROUNDS:
                raise self._reader.stopped("a page came empty although more was promised", cursor)
            else:
                self._step_back(total)
            if items or self._done:
                return Page(items, None if self._done else str(self._offset))
        raise StopAsyncIteration

    def _step(self, batch: Batch[T], end: int, from_here: int | None) -> None:
        """Where the look goes on after a page with rows, of which the vendor counts so many from its first one on."""
        look = self._look
        self._stride = 0
        times = self._note(batch)
        if from_here is not None and from_here < (look.left or 0) and self._offset:
            if not self._lies(from_here):
                # Rows before this page went, and as many slid past unread.
                look.disturbed = True
                self._offset = max(0, self._offset + from_here - (look.left or 0))
                return
            # What looked like a move was a count of something else.
            from_here, look.disturbed = None, False
        look.left = _left(look.left, from_here, len(batch.items))
        reached = look.since is not None and any(time < look.since for time in times)
        if reached or is_last(batch, end, self._limit):
            self._end()
        else:
            self._offset = end

    def _lies(self, from_here: int) -> bool:
        """Whether a count cannot be true: the rows before it are read again each time, and said to be gone again."""
        gap = (self._offset, from_here, self._look.left)
        self._same = self._same + 1 if gap == self._gap else 0
        self._gap, self._lied = gap, self._same > _MAX_VAIN_ROUNDS
        return self._lied

    def _note(self, batch: Batch[T]) -> list[datetime]:
        """When the rows of a page were last changed; a row met before, or newer than the first one, tells of a move."""
        look = self._look
        times = [time for item in batch.items if (time := self._changed_at(item)) is not None]
        if not look.met:
            look.newest = max(times, default=None)
        ids = {self._reader.identify(item) for item in batch.items}
        look.disturbed |= not look.met.isdisjoint(ids)
        look.disturbed |= look.newest is not None and any(time > look.newest for time in times)
        look.met |= ids
        return times

    def _step_back(self, total: int) -> None:
        """Where the look goes on after an empty page: back, while rows are still to come."""
        look = self._look
        if not look.left or not self._offset:
            self._end()
            return
        look.disturbed = True
        self._vain += not self._stride
        self._stride = 2 * self._stride or self._limit
        self._offset = max(0, total - look.left if total else self._offset - self._stride)

    def _end(self) -> None:
        """The end of a look, and of the list if nothing moved."""
        self._done = not self._look.disturbed
        self._offset, self._look = 0, _Look(since=self._look.newest)


def _left(before: int | None, from_here: int | None, read: int) -> int | None:
    """How many rows are still to come after a page, by the count from its first row on, or else by the one before."""
    if from_here is None:
        return None if before is None else max(0, before - read)
    return from_here - read if before is None else min(before, from_here - read)


def moving_pages(
    fetch: Callable[[int], Awaitable[Batch[T]]],
    *,
    start: int,
    limit: int,
    identify: Callable[[T], str],
    changed_at: Callable[[T], datetime | None],
) -> MovingPages[T]:
    """Pages of a list that goes by offset, last changed first, without losing what moves while it is read."""
    return MovingPages(fetch, Reader(identify, _PATIENCE), changed_at, start, limit)
