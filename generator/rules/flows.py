"""What is sent and what is received: answers are open and without rules, secrets go one way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..direction import directions
from ..document import components
from ..plan import CONSTRAINTS, LIST_CONSTRAINTS
from ..shape import as_list, as_map, maps
from .findings import at
from .references import referred_schema

if TYPE_CHECKING:
    from ..shape import Json, Map
    from .findings import Findings

RULES: Final = frozenset({*CONSTRAINTS, *LIST_CONSTRAINTS})


def check_flows(findings: Findings, document: Map) -> None:
    """Check every component by the direction in which it goes."""
    flows = directions(document)
    for name, schema in maps(components(document, "schemas")).items():
        pointer = at("/components/schemas", name)
        if name not in flows.sent | flows.received:
            findings.refuse(pointer, "unused", "no operation sends or receives it")
        if name in flows.received:
            _check_received(findings, document, pointer, schema)
        secrets = [key for key, member in maps(schema.get("properties")).items() if "x-secret" in member]
        if secrets and name in flows.sent & flows.received:
            reason = "has secrets and goes both ways: an answer's secrets are wrapped and a request's are not"
            findings.refuse(pointer, "secret", reason)
        if "x-secret" in schema and name in flows.sent:
            reason = "is sent: of a value that is secret as a whole, only an answer's is wrapped"
            findings.refuse(pointer, "secret", reason)


def _check_received(findings: Findings, document: Map, pointer: str, schema: Map) -> None:
    """Refuse rules and closed enums anywhere in an answer."""
    for rule in sorted(RULES & schema.keys()):
        reason = "an answer is not held to a rule: what the vendor loosens tomorrow must not break a call"
        findings.refuse(at(pointer, rule), "answer-rule", reason)
    for key, member in maps(schema.get("properties")).items():
        _check_member(findings, document, at(pointer, "properties", key), member)
    for key in ("items", "additionalProperties"):
        if key in schema:
            _check_member(findings, document, at(pointer, key), as_map(schema[key]))


def _check_member(findings: Findings, document: Map, pointer: str, member: Map) -> None:
    arms = as_list(member.get("anyOf"))
    if _is_enum(document, member):
        findings.refuse(pointer, "closed-enum", "an enum in an answer is open: anyOf with {type: string}")
    if any(_is_enum(document, arm) for arm in arms) and {"type": "string"} not in arms:
        findings.refuse(
            at(pointer, "anyOf"), "closed-enum", "an enum in an answer is open: add {type: string}"
        )
    for index, arm in enumerate(arms):
        if not _is_enum(document, arm):
            _check_received(findings, document, at(pointer, "anyOf", index), as_map(arm))
    _check_received(
        findings, document, pointer, {key: value for key, value in member.items() if key != "anyOf"}
    )


def _is_enum(document: Map, value: Json) -> bool:
    return "enum" in referred_schema(document, as_map(value))
