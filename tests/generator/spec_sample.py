"""A small API that uses everything a spec can say, and the ways to change it in a test."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.reading import parse
from generator.rules import lint

if TYPE_CHECKING:
    from generator.refusal import Refusal

TEXT = Path(__file__).with_name("sample.yaml").read_text(encoding="utf-8")

GONE = object()
_PARSED = parse(TEXT, "specs/sample.yaml")


def document() -> dict[str, Any]:
    """Return the sample as a fresh dictionary."""
    return copy.deepcopy(_PARSED)


def changed(pointer: str, value: object) -> dict[str, Any]:
    """Return the sample with another value at a JSON pointer, or without it when the value is GONE."""
    result: Any = document()
    *parts, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    place = result
    for part in parts:
        place = place[int(part)] if isinstance(place, list) else place[part]
    key: Any = int(last) if isinstance(place, list) else last
    if value is GONE:
        del place[key]
    elif isinstance(place, list) and key == len(place):
        place.append(value)
    else:
        place[key] = value
    return result


def refusals(changed_document: dict[str, Any]) -> list[Refusal]:
    """Return what the lint says of a document."""
    return lint(changed_document, "specs/sample.yaml")
