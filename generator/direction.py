"""Which components are sent, which are received, and which are both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .document import SCHEMAS, components, each, resolved
from .shape import as_list, as_map, as_text, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shape import Json, Map


@dataclass(frozen=True, slots=True)
class Directions:
    """Names of components."""

    sent: frozenset[str]
    received: frozenset[str]


def directions(document: Map) -> Directions:
    """Follow every reference from the operations."""
    sent: list[Json] = []
    received: list[Json] = []
    for path, _, item in each(document):
        sent += as_list(as_map(as_map(document.get("paths")).get(path)).get("parameters"))
        sent += [*as_list(item.get("parameters")), item.get("requestBody")]
        received += list(as_map(item.get("responses")).values())
    return Directions(_reached(document, sent), _reached(document, received))


def _reached(document: Map, roots: list[Json]) -> frozenset[str]:
    seen: set[str] = set()
    schemas = maps(components(document, "schemas"))
    todo = [resolved(document, root) for root in roots]
    while todo:
        for name in referred(todo.pop()):
            if name not in seen and name in schemas:
                seen.add(name)
                todo.append(schemas[name])
    return frozenset(seen)


def referred(value: Json) -> Iterator[str]:
    """Give the schema components that a value refers to, at any depth."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield as_text(value["$ref"]).removeprefix(SCHEMAS)
        for inner in value.values():
            yield from referred(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from referred(inner)
