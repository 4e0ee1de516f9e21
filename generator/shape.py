"""Narrowing of parsed JSON values, so that the rest of the generator is typed without casts."""

from __future__ import annotations

from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Map: TypeAlias = "dict[str, Json]"


def as_map(value: Json) -> Map:
    """Return the mapping, or an empty one: the lint has already said what must be one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Json) -> list[Json]:
    """Return the list, or an empty one."""
    return value if isinstance(value, list) else []


def as_text(value: Json) -> str:
    """Return the text, or an empty one."""
    return value if isinstance(value, str) else ""


def as_number(value: Json) -> int | float | None:
    """Return the number, or None; a boolean is not one."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_integer(value: Json) -> int | None:
    """Return the whole number, or None; a boolean is not one."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def maps(value: Json) -> dict[str, Map]:
    """Return a mapping of mappings."""
    return {key: as_map(inner) for key, inner in as_map(value).items()}
