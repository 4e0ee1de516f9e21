"""The extensions that code is made of: they speak of parameters and members that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..document import SCHEMAS, components, resolved, schema_name
from ..shape import as_list, as_map, as_text
from .documents import check_header
from .findings import at

if TYPE_CHECKING:
    from ..shape import Json, Map
    from .findings import Findings

PAGINATION: Final = {
    "style": "text",
    "items": "text",
    "limit": "text",
    "offset": "text",
    "cursor": "text",
    "next": "text",
}
HEADER_FROM: Final = {"header": "text", "parameter": "text"}


def check_extensions(findings: Findings, document: Map, pointer: str, path: str, item: Map) -> None:
    """Check the extensions of one operation."""
    shared = as_list(as_map(as_map(document.get("paths")).get(path)).get("parameters"))
    found = [resolved(document, value) for value in [*as_list(item.get("parameters")), *shared]]
    parameters = {as_text(parameter.get("name")): parameter for parameter in found}
    if "x-retry" in item:
        _check_retry(findings, document, at(pointer, "x-retry"), item["x-retry"], parameters)
    if "x-pagination" in item:
        _check_pagination(findings, document, at(pointer, "x-pagination"), item, parameters)
    if "x-header-from" in item:
        here = at(pointer, "x-header-from")
        value = findings.keys(here, item["x-header-from"], HEADER_FROM, ("header", "parameter")) or {}
        check_header(findings, at(here, "header"), value.get("header"))
        if as_map(parameters.get(as_text(value.get("parameter")))).get("in") != "path":
            findings.refuse(at(here, "parameter"), "unknown-parameter", "must name a parameter of the path")


def _check_retry(
    findings: Findings, document: Map, pointer: str, value: Json, parameters: dict[str, Map]
) -> None:
    if value in ("safe", "unsafe"):
        return
    facts = findings.keys(pointer, value, {"safe-unless": "list"}, ("safe-unless",))
    cases = as_list(as_map(facts).get("safe-unless"))
    if facts is not None and not cases:
        findings.refuse(pointer, "retry", "must be safe, unsafe, or safe-unless with cases")
    for index, case in enumerate(cases):
        here = at(pointer, "safe-unless", index)
        if not as_map(case):
            findings.refuse(here, "retry", "must be a mapping of parameters to values")
        for name, wanted in as_map(case).items():
            if name not in parameters:
                findings.refuse(at(here, name), "unknown-parameter", "there is no such parameter")
            else:
                _check_case(findings, document, at(here, name), wanted, parameters[name])


def _check_case(findings: Findings, document: Map, pointer: str, wanted: Json, parameter: Map) -> None:
    """Check that a parameter could have the value that a case speaks of."""
    if wanted == "absent" and parameter.get("required") is not True:
        return
    schema = as_map(parameter.get("schema"))
    arms = [as_map(arm) for arm in as_list(schema.get("anyOf"))]
    leaf = resolved(document, next((arm for arm in arms if "$ref" in arm), schema))
    kind = as_text(leaf.get("type"))
    fits = {
        "boolean": isinstance(wanted, bool),
        "string": isinstance(wanted, str) and ("enum" not in leaf or wanted in as_list(leaf.get("enum"))),
        "integer": isinstance(wanted, int) and not isinstance(wanted, bool),
    }
    if not fits.get(kind, False):
        findings.refuse(pointer, "retry", "the parameter never has this value")
    elif isinstance(wanted, str):
        findings.text(pointer, wanted)


def _check_pagination(
    findings: Findings, document: Map, pointer: str, item: Map, parameters: dict[str, Map]
) -> None:
    facts = findings.keys(pointer, item["x-pagination"], PAGINATION, ("style", "items", "limit"))
    if facts is None:
        return
    style = as_text(facts.get("style"))
    if style not in ("offset", "cursor"):
        findings.refuse(at(pointer, "style"), "pagination", "must be offset or cursor")
        return
    other = {"offset": ("cursor", "next"), "cursor": ("offset",)}[style]
    for key in other:
        if key in facts:
            findings.refuse(at(pointer, key), "pagination", f"does not belong to the style {style}")
    for key in ("limit", style):
        if as_map(parameters.get(as_text(facts.get(key)))).get("in") != "query":
            findings.refuse(at(pointer, key), "unknown-parameter", "must name a query parameter")
    _check_page(findings, document, pointer, item, facts)


def _check_page(findings: Findings, document: Map, pointer: str, item: Map, facts: Map) -> None:
    """Check that the answer has the members that pages are read from."""
    answers = [
        resolved(document, answer)
        for status, answer in as_map(item.get("responses")).items()
        if status.startswith("2")
    ]
    name = next((schema_name(answer) for answer in answers if schema_name(answer)), "")
    schema = as_map(components(document, "schemas").get(name))
    properties = as_map(schema.get("properties"))
    if facts.get("items") == "$":
        fits = schema.get("type") == "array"
    else:
        member = resolved(document, properties.get(as_text(facts.get("items"))))
        fits = member.get("type") == "array" or any(
            resolved(document, arm).get("type") == "array" for arm in as_list(member.get("anyOf"))
        )
    if not fits:
        findings.refuse(at(pointer, "items"), "pagination", f"{SCHEMAS}{name} has no such list")
    if facts.get("style") == "cursor" and as_text(facts.get("next")) not in properties:
        findings.refuse(at(pointer, "next"), "pagination", "must name a member of the answer")
