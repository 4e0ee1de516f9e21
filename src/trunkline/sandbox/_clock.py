"""How the vendors write moments: Postgres text, ISO 8601 with milliseconds, ISO 8601 with seconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from trunkline.sandbox._http import Document


def postgres_text(moment: float) -> str:
    """As Postgres prints a timestamptz: a space, trailing zeros cut, a two-digit offset."""
    when = datetime.fromtimestamp(moment, UTC)
    fraction = f".{when.microsecond:06d}".rstrip("0").rstrip(".")
    return f"{when:%Y-%m-%d %H:%M:%S}{fraction}+00"


def iso_millis(moment: float) -> str:
    """As JavaScript's `toISOString` prints a date."""
    when = datetime.fromtimestamp(moment, UTC)
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}Z"


def iso_seconds(moment: float) -> str:
    """ISO 8601 in UTC, to the second."""
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%SZ}"


def written(row: Document, names: tuple[str, ...], as_text: Callable[[float], str]) -> Document:
    """Those moments of a row as text; what is no moment is left as it is."""
    moments = {name: row[name] for name in names if isinstance(row.get(name), float | int)}
    return {name: as_text(moment) for name, moment in moments.items()}


def read_iso(text: str) -> float:
    """The moment an ISO text names; ValueError if it names none."""
    when = datetime.fromisoformat(text)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
