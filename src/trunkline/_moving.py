"""Reading a list by offset whose rows move meanwhile: what changes comes to the front, what is deleted leaves a gap."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import attrs

from ._looks import Look, look_at
from ._paging import Batch, Reader, is_last, whole
from .models import Page

T = TypeVar("T")

# Known rows that are borne with, one after another, in multiples of all that came: each may come back and be looked at.
_PATIENCE = 3
# How often the same is tried again before a count is taken for a false one.
_MAX_VAIN_ROUNDS = 2
# Dates come without their fractions, are those of a transaction's beginning, or of another server's clock.
_SLACK = timedelta(seconds=2)
# Beyond it rows move faster than they can be read.
_MAX_LOOKS = 20


@attrs.define
class MovingPages(Generic[T]):
    """Pages of a list whose last changed rows come first, and whose total counts all of them where a page is not empty.

    After a disturbance the front is looked at again, down to what has not changed since the look before began, until
    nothing moves during a look: then everything that was there all the time has been read.

    Its cursors take up the look with all it knows, so that nothing is lost between two readers either. What changed
    meanwhile may come to both.
    """

    _fetch: Callable[[int], Awaitable[Batch[T]]]
    _reader: Reader[T]
    _changed_at: Callable[[T], datetime | None]
    _limit: int
    _offset: int
    _look: Look
    _resumed: bool
    _handed: datetime | None
    """Of a list taken up again: rows that last changed by then came to the reader before."""
    _looks: int = 1
    _stride: int = 0
    _vain: int = 0
    _gap: tuple[int, int, int | None] | None = None
    _same: int = 0
    _done: bool = False

    def __aiter__(self) -> MovingPages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        while not self._done:
            cursor = self._look.cursor(self._offset)
            if self._looks > _MAX_LOOKS:
                raise self._reader.stopped("it changes faster than it is read: ask for larger pages", cursor)
            batch = await self._reader.read(self._fetch(self._offset), cursor)
            total, end = whole(batch.total), self._offset + len(batch.items)
            # A count of all rows is not smaller than what is there: who sends that, and known rows, turns in circles.
            self._reader.patience = 0 if 0 < total < end else _PATIENCE
            from_here = total - self._offset if total >= end and not self._lies else None
            if batch.items and from_here is not None and self._slid(from_here):
                continue
            items = self._reader.fresh(batch, cursor)
            if items:
                self._vain = 0
            items = tuple(item for item in items if not self._is_handed(item))
            if batch.items:
                self._step(batch, end, None if self._lies else from_here)
            elif total > self._offset or self._vain > _MAX_VAIN_ROUNDS:
                raise self._reader.stopped("a page came empty although more was promised", cursor)
            else:
                self._step_back(total)
            if items or self._done:
                return Page(items, None if self._done else self._look.cursor(self._offset))
        raise StopAsyncIteration

    @property
    def _lies(self) -> bool:
        """Whether rows were read again and again, and said to be gone each time: the total counts something else."""
        return self._same > _MAX_VAIN_ROUNDS

    def _slid(self, from_here: int) -> bool:
        """Whether rows before a page went, and as many slid past unread: the next page begins where those are."""
        look = self._look
        if self._stride and look.left is not None and from_here > look.left:
            # Having stepped back after an empty page, further than was necessary.
            self._stride, self._offset = 0, self._offset + from_here - look.left
            return True
        if look.left is None or from_here >= look.left or not self._offset:
            return False
        gap = (self._offset, from_here, look.left)
        self._same = self._same + 1 if gap == self._gap else 0
        self._gap = gap
        look.disturbed = not self._lies
        if self._lies:
            return False
        self._reader.pages += 1
        self._offset = max(0, self._offset + from_here - look.left)
        return True

    def _step(self, batch: Batch[T], end: int, from_here: int | None) -> None:
        """Where the look goes on after a page with rows, of which the vendor counts so many from its first one on."""
        look, since = self._look, self._look.since
        self._stride = 0
        rows = [(self._reader.identify(item), self._changed_at(item)) for item in batch.items]
        look.note(rows)
        look.count(from_here, len(rows))
        reached = since is not None and any(time is not None and time < since - _SLACK for _, time in rows)
        if reached or is_last(batch, end, self._limit):
            self._end()
        else:
            self._offset = end

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
        if self._resumed:
            self._handed = self._look.newest or self._handed
        self._offset, self._look = 0, Look(since=self._look.newest)
        self._looks += 1

    def _is_handed(self, item: T) -> bool:
        if self._handed is None:
            return False
        time = self._changed_at(item)
        return time is not None and time < self._handed - _SLACK


def moving_pages(
    fetch: Callable[[int], Awaitable[Batch[T]]],
    *,
    cursor: str | None,
    limit: int,
    identify: Callable[[T], str],
    changed_at: Callable[[T], datetime | None],
) -> MovingPages[T]:
    """Pages of a list that goes by offset, last changed first, without losing what moves while it is read."""
    offset, look = look_at(cursor)
    reader = Reader(identify, _PATIENCE)
    return MovingPages(fetch, reader, changed_at, limit, offset, look, cursor is not None, look.since)
