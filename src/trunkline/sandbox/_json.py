"""Reads JSON as the vendors' servers do, and nothing that could be stored but never be answered again."""

from __future__ import annotations

import json
import math
from typing import Any, Final, cast

_DEEPEST: Final = 500
"""How deep values may be nested; deeper ones could be read, but not written again from a full stack."""


def parse(body: bytes | str) -> Any:
    """The value; ValueError for what is no JSON, no text, or nested too deep."""
    try:
        value: object = json.loads(body, parse_constant=_refuse_constant, parse_float=_number)
        if not _is_flat_enough(value):
            raise ValueError("nested too deep")
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value


def type_name(value: object) -> str:
    """What JavaScript's validators call the type of a value."""
    names: dict[type, str] = {bool: "boolean", str: "string", list: "array", dict: "object"}
    return "null" if value is None else names.get(type(value), "number")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _number(text: str) -> float | None:
    # What is too large for a number comes back from JavaScript as null.
    value = float(text)
    return value if math.isfinite(value) else None


def _is_flat_enough(value: object) -> bool:
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return True
    return False


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(cast("dict[str, object]", value).values())
    return cast("list[object]", value) if isinstance(value, list) else []
