"""A look through a list whose rows move: how far it came, and the cursor that takes it up again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import attrs

from .errors import InvalidArgumentError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Offset, rows left, three times in microseconds, whether anything moved, and an id. An offset alone will do, too.
_CURSOR = re.compile(
    r"([0-9]{1,12})(?:\.([0-9]{0,12})\.([0-9]{0,16})\.([0-9]{0,16})\.([0-9]{0,16})\.(m?)\.(.*))?"
)


@attrs.define
class Look:
    """One look, from the front of the list.

    Rows that did not change keep their order, and none comes behind them, whatever is made, changed or deleted before
    them. So the distance from the end, and not the offset, tells whether a page begins where the one before ended.

    Attributes:
        since: rows last changed before this were read by the look before; None reads to the end.
        newest: when the first row was last changed as the look began; what is newer later on changed meanwhile.
        edge: when the last row of the page before was last changed; no row behind it can be newer.
        last: the id of that row.
        left: how many rows are still to come, counted from the end; None where the vendor did not say.
        met: the ids that came in this look.
        disturbed: whether anything moved meanwhile, so that a row may have got from ahead to the front, unread.
    """

    since: datetime | None = None
    newest: datetime | None = None
    edge: datetime | None = None
    last: str | None = None
    left: int | None = None
    met: set[str] = attrs.field(factory=set[str])
    disturbed: bool = False

    def note(self, rows: list[tuple[str, datetime | None]]) -> None:
        """The ids and times of a page, in order; one that was met, or is newer than one before it, tells of a move."""
        times = [time for _, time in rows if time is not None]
        if self.last is None:
            self.newest = max(times, default=None)
        self.disturbed |= any(name in self.met for name, _ in rows)
        self.disturbed |= self.edge is not None and any(time > self.edge for time in times)
        self.met.update(name for name, _ in rows)
        self.last, self.edge = rows[-1][0], times[-1] if times else self.edge

    def count(self, from_here: int | None, read: int) -> None:
        """Keep how many rows are left, by the count from a page's first row on, or else by the one before."""
        if from_here is None:
            self.left = None if self.left is None else max(0, self.left - read)
        else:
            self.left = from_here - read if self.left is None else min(self.left, from_here - read)

    def cursor(self, offset: int) -> str:
        """What takes the look up again at an offset."""
        times = (_number(time) for time in (self.newest, self.edge, self.since))
        known = ["" if number is None else str(number) for number in (self.left, *times)]
        return ".".join([str(offset), *known, "m" if self.disturbed else "", self.last or ""])


def look_at(cursor: str | None) -> tuple[int, Look]:
    """The offset and the look that a cursor stands for; from the front without one."""
    found = _CURSOR.fullmatch("0" if cursor is None else cursor)
    if found is None:
        raise InvalidArgumentError("cursor is not one that this provider's list gave")
    offset, left, newest, edge, since, moved, last = found.groups()
    look = Look(since=_time(since), newest=_time(newest), edge=_time(edge), last=last or None)
    look.disturbed = bool(moved)
    look.left = int(left) if left else None
    if last:
        look.met.add(last)
    return int(offset), look


def _number(time: datetime | None) -> int | None:
    return None if time is None or time < _EPOCH else (time - _EPOCH) // _MICROSECOND


def _time(number: str | None) -> datetime | None:
    return _EPOCH + int(number) * _MICROSECOND if number else None
