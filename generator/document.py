"""The ways about in a spec: its operations, components, references and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .shape import as_map, as_text, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shape import Json, Map

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SCHEMAS: Final = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    document: str = ""
    confidence: str = ""
    note: str = ""

    def __str__(self) -> str:
        note = f" {self.note}" if self.note else ""
        return f"{self.document} ({self.confidence}).{note}"


def components(document: Map, kind: str) -> Map:
    """Return one group of components."""
    return as_map(as_map(document.get("components")).get(kind))


def each(document: Map) -> Iterator[tuple[str, str, Map]]:
    """Give path, method and operation of every operation, in the order of the spec."""
    for path, item in maps(document.get("paths")).items():
        for method in METHODS:
            if method in item:
                yield path, method, as_map(item[method])


def resolved(document: Map, value: Json) -> Map:
    """Follow a reference to its component; other members beside `$ref` win over the component's."""
    seen = as_map(value)
    for _ in range(20):
        reference = as_text(seen.get("$ref"))
        if not reference:
            return seen
        kind, _, name = reference.removeprefix("#/components/").partition("/")
        beside = {key: inner for key, inner in seen.items() if key != "$ref"}
        seen = {**as_map(components(document, kind).get(name)), **beside}
    return seen


def source(value: Map, inherited: Source = Source()) -> Source:
    """Read `x-source`, each member of which inherits."""
    own = as_map(value.get("x-source"))
    return Source(
        as_text(own.get("from")) or inherited.document,
        as_text(own.get("confidence")) or inherited.confidence,
        as_text(own.get("note")),
    )


def schema_name(holder: Map) -> str:
    """Return the component that a body or an answer refers to, or ""."""
    media = next(iter(as_map(holder.get("content")).values()), None)
    return as_text(as_map(as_map(media).get("schema")).get("$ref")).removeprefix(SCHEMAS)
