"""References: only to components of the same kind in the same file, and never round in a circle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..direction import referred
from ..document import components
from ..shape import as_map, as_text, maps
from .findings import at

if TYPE_CHECKING:
    from ..shape import Json, Map
    from .findings import Findings

LOCAL: Final = re.compile(r"#/components/(schemas|parameters|responses)/([A-Za-z0-9]{1,80})")
# The only places where a mapping's keys are names, so that `$ref` there is a name too.
NAMED: Final = frozenset({"properties", "schemas"})


def check_references(findings: Findings, document: Map) -> None:
    """Check that every `$ref` leads somewhere in this file."""
    _walk(findings, document, document, "", named=False)
    _check_alias_cycles(findings, document)


def _walk(findings: Findings, document: Map, value: Json, pointer: str, *, named: bool) -> None:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            _walk(findings, document, inner, at(pointer, index), named=False)
    elif isinstance(value, dict):
        if "$ref" in value and not named:
            _check(findings, document, value["$ref"], at(pointer, "$ref"))
        for key, inner in value.items():
            _walk(findings, document, inner, at(pointer, key), named=key in NAMED and not named)


def _check(findings: Findings, document: Map, target: Json, pointer: str) -> None:
    found = LOCAL.fullmatch(as_text(target))
    if found is None:
        findings.refuse(
            pointer, "reference", "a $ref leads to #/components/... of this file and nowhere else"
        )
        return
    kind, name = found.groups()
    if name not in components(document, kind):
        findings.refuse(pointer, "reference", f"there is no {kind}/{name}")
        return
    # /components/<kind>/<name>/$ref would be a component that is only another's name.
    if re.fullmatch(r"/components/[^/]+/[^/]+/\$ref", pointer):
        findings.refuse(pointer, "alias", "a component is not only a reference to another")


def _check_alias_cycles(findings: Findings, document: Map) -> None:
    """Refuse lists and maps that contain themselves: only an object can, through its members."""
    schemas = maps(components(document, "schemas"))
    edges = {
        name: set(referred(schema)) & schemas.keys() if "properties" not in schema else set[str]()
        for name, schema in schemas.items()
    }
    for name in schemas:
        seen: set[str] = set()
        todo = list(edges[name])
        while todo:
            reached = todo.pop()
            if reached not in seen:
                seen.add(reached)
                todo += edges[reached]
        if name in seen:
            findings.refuse(
                at("/components/schemas", name), "alias-cycle", "it contains itself without an object between"
            )


def referred_schema(document: Map, value: Map) -> Map:
    """Return the schema component that a reference names."""
    name = as_text(value.get("$ref")).rpartition("/")[2]
    return as_map(components(document, "schemas").get(name))
