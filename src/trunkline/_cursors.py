"""Cursors of lists over several providers: where each goes on, and what the list was narrowed by."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import cast
from urllib.parse import quote, unquote

from .errors import InvalidArgumentError


def written(unread: Iterable[tuple[str, str | None]], filters: str) -> str:
    """`provider:cursor` of each provider that is not at its end, the cursor quoted, and the mark of the filters."""
    return ",".join(f"{name}:{quote(cursor or '', safe='')}" for name, cursor in unread) + filters


def mark_of(*filters: str | None) -> str:
    """A mark of what a list is narrowed by: a place in one list is another place in another. Empty without filters."""
    if not any(filters):
        return ""
    return f";{hashlib.sha256(repr(filters).encode()).hexdigest()[:8]}"


def places(names: Collection[str], cursor: str | None, filters: str) -> Mapping[str, str | None]:
    """Where to start with which provider; the ones that a cursor leaves out had come to their end."""
    if cursor is None:
        return dict.fromkeys(names)
    text, mark, rest = cursor.partition(";") if isinstance(cast("object", cursor), str) else ("", "", "")
    starts: dict[str, str | None] = {}
    for part in text.split(","):
        name, colon, place = part.partition(":")
        if not colon or name not in names or name in starts:
            raise InvalidArgumentError("cursor is not one that a list of these providers gave")
        starts[name] = unquote(place) or None
    if mark + rest != filters:
        raise InvalidArgumentError(
            "cursor is of a list with other filters: give the same customer_id, connector and search"
        )
    return starts
