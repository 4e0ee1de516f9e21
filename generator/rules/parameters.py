"""Parameters: where they go, what they may hold, and how a list is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..shape import as_list, as_map, as_text
from .documents import check_header, check_source
from .findings import WHY, at
from .references import referred_schema
from .schemas import check_rules

if TYPE_CHECKING:
    from ..shape import Json, Map
    from .findings import Findings

PARAMETER: Final = {
    "name": "text",
    "in": "text",
    "required": "boolean",
    "description": "words",
    "deprecated": "boolean",
    "schema": "map",
    "style": "text",
    "explode": "boolean",
    "x-source": "",
    "x-omit-false": "boolean",
}
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*")
PLACES: Final = ("path", "query", "header")
VALUE: Final = {"type": "text", "format": "text", "default": ""}
RULES: Final = {
    "string": {"minLength": "integer", "maxLength": "integer", "pattern": "text"},
    "integer": {"minimum": "number", "maximum": "number"},
    "number": {"minimum": "number", "maximum": "number"},
    "boolean": {},
}
LIST: Final = {"type": "text", "items": "map", "default": "", "minItems": "integer", "maxItems": "integer"}
STYLES: Final = ("form", "spaceDelimited", "pipeDelimited")


def check_parameter(findings: Findings, document: Map, pointer: str, value: Json, *, path: str) -> None:
    """Check one parameter. `path` is the path it belongs to, or "" for a component."""
    parameter = findings.keys(pointer, value, PARAMETER, ("name", "in", "schema", "description"))
    if parameter is None:
        return
    place = as_text(parameter.get("in"))
    if place not in PLACES:
        reason = WHY["cookie"] if place == "cookie" else "must be path, query or header"
        findings.refuse(at(pointer, "in"), "place", reason)
        return
    check_source(findings, pointer, parameter, required=False)
    if place == "header":
        check_header(findings, at(pointer, "name"), parameter.get("name"))
    else:
        findings.name(
            at(pointer, "name"), parameter.get("name"), NAME, "parameter-name", "letters, digits, - and _"
        )
    if place == "path" and parameter.get("required") is not True:
        findings.refuse(pointer, "required", "what is in the path is required")
    schema = as_map(parameter.get("schema"))
    kind = check_value(findings, document, at(pointer, "schema"), schema)
    _check_place(findings, pointer, place, kind, parameter)


def _check_place(findings: Findings, pointer: str, place: str, kind: str, parameter: Map) -> None:
    """Check what only some places can hold."""
    style = as_text(parameter.get("style"))
    if place != "query" and kind not in ("string", ""):
        findings.refuse(at(pointer, "schema"), "place", f"what is in the {place} is text")
    if place != "query" and style not in ("", "simple"):
        findings.refuse(at(pointer, "style"), "style", "must be simple here")
    if place == "query" and kind == "array" and (style not in STYLES or "explode" not in parameter):
        reason = "a list says its `style` (form, spaceDelimited or pipeDelimited) and `explode`"
        findings.refuse(at(pointer, "style"), "style", reason)
    elif place == "query" and kind != "array" and style not in ("", "form"):
        findings.refuse(at(pointer, "style"), "style", "must be form here")
    if style in STYLES[1:] and parameter.get("explode") is True:
        findings.refuse(at(pointer, "explode"), "style", "only form has an exploded form")
    if "x-omit-false" in parameter and (kind != "boolean" or parameter["x-omit-false"] is not True):
        findings.refuse(at(pointer, "x-omit-false"), "extension", "is true, on a boolean, or not there")


def check_value(findings: Findings, document: Map, pointer: str, schema: Map, *, inside: bool = False) -> str:
    """Check the schema of a parameter or of a list's item, and return its type, or "" when it has none."""
    if "anyOf" in schema:
        findings.keys(pointer, schema, {"anyOf": "list", "default": ""})
        return _check_arms(findings, document, at(pointer, "anyOf"), schema)
    if "$ref" in schema:
        findings.keys(pointer, schema, {"$ref": "text", "default": ""})
        return _check_referred(findings, document, pointer, schema)
    kind = as_text(schema.get("type"))
    if "enum" in schema or "const" in schema:
        findings.refuse(pointer, "inline", "an enum is a component of its own")
    elif kind == "array" and not inside:
        findings.keys(pointer, schema, LIST, ("items",))
        check_rules(findings, pointer, schema)
        if (
            check_value(findings, document, at(pointer, "items"), as_map(schema.get("items")), inside=True)
            != "string"
        ):
            findings.refuse(at(pointer, "items"), "type", "a list is of texts")
    elif kind in RULES:
        findings.keys(pointer, schema, {**VALUE, **RULES[kind]})
        check_rules(findings, pointer, schema)
    else:
        findings.refuse(pointer, "type", "must be a text, a number, a boolean or a list of texts")
        return ""
    if isinstance(schema.get("default"), dict):
        findings.refuse(at(pointer, "default"), "shape", "must be a plain value")
    return kind


def _check_referred(findings: Findings, document: Map, pointer: str, schema: Map) -> str:
    target = referred_schema(document, schema)
    if as_text(target.get("type")) in RULES:
        return as_text(target.get("type"))
    findings.refuse(pointer, "type", "must refer to an enum or a plain value")
    return ""


def _check_arms(findings: Findings, document: Map, pointer: str, schema: Map) -> str:
    """Check an enum, alone (so that something can stand beside it) or open to any text."""
    arms = [as_map(arm) for arm in as_list(schema.get("anyOf"))]
    named = [arm for arm in arms if set(arm) == {"$ref"} and "enum" in referred_schema(document, arm)]
    others = [arm for arm in arms if arm not in named]
    if len(named) != 1 or others not in ([], [{"type": "string"}]):
        findings.refuse(pointer, "union", "must be an enum, or an enum and {type: string}")
    return "string"
