"""The dictionary that both tools are handed: the spec without prose, extensions and formats.

Neither tool ever sees a description or an extension, so neither can put one where it becomes code; the
docstrings are written from the spec itself, later, by `words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .shape import Json, Map

PROSE: Final = frozenset({"description", "summary", "format", "default", "deprecated", "headers"})
NAMED: Final = frozenset({"properties", "schemas", "parameters", "responses", "securitySchemes", "paths"})
KEPT: Final = frozenset({"info", "enum", "required"})


def without_prose(document: Map) -> Map:
    """Return the spec with only what decides code; the description that OpenAPI requires is emptied."""
    kept = {key: value for key, value in document.items() if key not in {"servers", "tags", "security"}}
    kept = {key: _stripped(key, value) for key, value in kept.items() if not key.startswith("x-")}
    info: Map = {"title": "API", "version": "1"}
    return {**kept, "info": info}


def _stripped(key: str, value: Json) -> Json:
    if isinstance(value, list):
        return value if key in KEPT else [_stripped("", item) for item in value]
    if not isinstance(value, dict):
        return value
    if key in NAMED:  # the keys are names, not keywords: a property called `enum` is no enum
        inside = "response" if key == "responses" else ""
        return {name: _stripped(inside, inner) for name, inner in value.items()}
    if "$ref" in value:
        return {"$ref": value["$ref"]}
    kept: Map = {"description": ""} if key == "response" else {}
    kept |= {
        inner_key: _stripped(inner_key, inner)
        for inner_key, inner in value.items()
        if inner_key not in PROSE and not inner_key.startswith("x-")
    }
    return kept
