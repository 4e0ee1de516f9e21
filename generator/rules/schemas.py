"""Schemas: named objects and enums, members of few shapes, nothing that a tool says wrong."""

from __future__ import annotations

import builtins
import keyword
import re
from typing import TYPE_CHECKING, Final

from ..document import components
from ..shape import as_integer, as_list, as_map, as_number, as_text
from .documents import check_source
from .findings import at

if TYPE_CHECKING:
    from ..shape import Json, Map
    from .findings import Findings

COMPONENT: Final = re.compile(r"[A-Z][A-Za-z0-9]{0,79}")
MEMBER: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*_?")
FORMAT: Final = re.compile(r"[a-z][a-z0-9-]{0,40}")
MAX_ENUM: Final = 1000
MAX_ARMS: Final = 6
MAX_PATTERN: Final = 200
# Names that the tools' output or our own imports, or that Python itself, give another meaning.
TAKEN: Final = re.compile(
    r"Annotated|Any|AsyncClient|Callable|ClassVar|Client|Decoder|Dict|Encoder|Enum|Field|File|Final|Generic|List|Literal"
    r"|Mapping|Meta|Model|Optional|Raw|Request|Response|Secret|SecretModel|Self|Sequence|Set|Struct|Tuple|TypeAlias|TypeVar|Union"
    r"|UNSET|Unset|UnsetType"
)
# A member of such a name would be found where its class's other annotations mean the type.
TYPES: Final = frozenset({"str", "int", "float", "bool", "dict", "tuple", "list", "field", "frozenset"})

ABOUT: Final = {"description": "words", "deprecated": "boolean", "x-source": ""}
TEXT_RULES: Final = {"minLength": "integer", "maxLength": "integer", "pattern": "text"}
NUMBER_RULES: Final = {"minimum": "number", "maximum": "number"}
LIST_RULES: Final = {"minItems": "integer", "maxItems": "integer"}
TYPED: Final = {
    "string": {"type": "text", "format": "text", **TEXT_RULES},
    "integer": {"type": "text", "format": "text", **NUMBER_RULES},
    "number": {"type": "text", "format": "text", **NUMBER_RULES},
    "boolean": {"type": "text"},
    "array": {"type": "text", "items": "map", **LIST_RULES},
    "object": {"type": "text", "additionalProperties": ""},
}
OBJECT: Final = {"type": "text", "properties": "map", "required": "list"}
ENUM: Final = {"type": "text", "enum": "list"}


def check_schemas(findings: Findings, document: Map) -> None:
    """Check every component."""
    seen: set[str] = set()
    for name, schema in components(document, "schemas").items():
        pointer = at("/components/schemas", name)
        if findings.name(pointer, name, COMPONENT, "component-name", "a PascalCase name"):
            if TAKEN.fullmatch(name) or hasattr(builtins, name) or keyword.iskeyword(name):
                findings.refuse(pointer, "component-name", f"`{name}` means something else in generated code")
            if name.lower() in seen:
                findings.refuse(pointer, "collision", "another component differs only in case")
            seen.add(name.lower())
        if not isinstance(schema, dict):
            findings.refuse(pointer, "shape", "must be a mapping")
            continue
        check_source(findings, pointer, schema, required=True)
        _check_component(findings, document, pointer, schema)


def _check_component(findings: Findings, document: Map, pointer: str, schema: Map) -> None:
    if "properties" in schema:
        _check_object(findings, document, pointer, schema)
    elif "enum" in schema:
        _check_enum(findings, pointer, schema)
    elif "anyOf" in schema:
        findings.refuse(
            at(pointer, "anyOf"), "component", "a component is an object, enum, list, map or value"
        )
    else:
        check_member(findings, document, pointer, _without_secret(findings, pointer, schema), named=True)


def _without_secret(findings: Findings, pointer: str, schema: Map) -> Map:
    """Check the mark of a secret, and return the rest."""
    if "x-secret" in schema and schema["x-secret"] is not True:
        findings.refuse(at(pointer, "x-secret"), "secret", "is true or not there")
    return {key: value for key, value in schema.items() if key != "x-secret"}


def _check_object(findings: Findings, document: Map, pointer: str, schema: Map) -> None:
    findings.keys(pointer, schema, {**OBJECT, **ABOUT, "additionalProperties": ""}, ("type", "properties"))
    if "additionalProperties" in schema:
        reason = (
            "an answer's unknown members are kept in the raw JSON; with known members, write no rule for them"
        )
        findings.refuse(at(pointer, "additionalProperties"), "additional", reason)
    if schema.get("type") != "object":
        findings.refuse(at(pointer, "type"), "shape", "what has properties is an object")
    properties = as_map(schema.get("properties"))
    if not properties:
        findings.refuse(
            pointer, "shape", "an object without members is a map: {type: object, additionalProperties: {}}"
        )
    required = as_list(schema.get("required"))
    for index, name in enumerate(required):
        if not isinstance(name, str) or name not in properties or name in required[:index]:
            findings.refuse(at(pointer, "required", index), "required", "must name a member, once")
    _check_member_names(findings, at(pointer, "properties"), properties)
    for name, member in properties.items():
        here = at(pointer, "properties", name)
        if not isinstance(member, dict):
            findings.refuse(here, "shape", "must be a mapping")
            continue
        check_source(findings, here, member, required=False)
        check_member(findings, document, here, _without_secret(findings, here, member))


def _check_member_names(findings: Findings, pointer: str, properties: Map) -> None:
    seen: dict[str, str] = {}
    for name in properties:
        here = at(pointer, name)
        if (
            not findings.name(here, name, MEMBER, "member-name", "a name of letters, digits, - and _")
            or len(name) > 80
        ):
            continue
        if name.lower() in TYPES:
            findings.refuse(here, "member-name", f"`{name}` is a type in generated code")
        flat = re.sub(r"[_-]", "", name).lower()
        if flat in seen:
            findings.refuse(here, "collision", f"is `{seen[flat]}` in snake_case")
        seen[flat] = name


def _check_enum(findings: Findings, pointer: str, schema: Map) -> None:
    findings.keys(pointer, schema, {**ENUM, **ABOUT}, ("type", "enum"))
    if schema.get("type") != "string":
        findings.refuse(at(pointer, "type"), "enum", "an enum is of texts")
    values = as_list(schema.get("enum"))
    if not values or len(values) > MAX_ENUM:
        findings.refuse(at(pointer, "enum"), "enum", f"must have 1 to {MAX_ENUM} values")
    for index, value in enumerate(values):
        here = at(pointer, "enum", index)
        if not isinstance(value, str):
            findings.refuse(here, "enum", "must be a text")
        else:
            findings.text(here, value)
            if value in values[:index]:
                findings.refuse(here, "enum", "is there twice")


def check_member(
    findings: Findings, document: Map, pointer: str, schema: Map, *, named: bool = False
) -> None:
    """Check the schema of a member, an item or a value; `named` when it is a component of its own."""
    if "$ref" in schema:
        findings.keys(pointer, schema, {"$ref": "text", **ABOUT})
    elif "anyOf" in schema:
        findings.keys(pointer, schema, {"anyOf": "list", **ABOUT})
        _check_arms(findings, document, pointer, schema)
    elif "enum" in schema or "const" in schema:
        findings.refuse(pointer, "inline", "an enum is a component of its own")
    elif "properties" in schema:
        findings.refuse(pointer, "inline", "an object with members is a component of its own")
    elif "type" in schema:
        _check_typed(findings, document, pointer, schema)
    else:
        findings.keys(pointer, schema, ABOUT)
        if named and "description" not in schema:
            findings.refuse(pointer, "shape", "any JSON: say so in a description")


def _check_typed(findings: Findings, document: Map, pointer: str, schema: Map) -> None:
    kind = as_text(schema.get("type"))
    if kind not in TYPED:
        reason = "must be one type" if kind != "null" else "null is an arm of anyOf"
        findings.refuse(at(pointer, "type"), "type", reason + "; nullable is anyOf with {type: null}")
        return
    findings.keys(pointer, schema, {**TYPED[kind], **ABOUT})
    check_rules(findings, pointer, schema)
    if kind == "array":
        if "items" not in schema:
            findings.refuse(pointer, "required", "has no `items`")
        check_member(findings, document, at(pointer, "items"), as_map(schema.get("items")))
    if kind == "object":
        _check_map(findings, document, pointer, schema)


def _check_map(findings: Findings, document: Map, pointer: str, schema: Map) -> None:
    values = schema.get("additionalProperties")
    if not isinstance(values, dict):
        reason = "write {}: the tools make a class of it that drops what it is given"
        findings.refuse(at(pointer, "additionalProperties"), "additional", reason)
        return
    check_member(findings, document, at(pointer, "additionalProperties"), values)


def _check_arms(findings: Findings, document: Map, pointer: str, schema: Map) -> None:
    """Check a union: what one look at the JSON can tell apart, so no two objects and no two lists."""
    arms = as_list(schema.get("anyOf"))
    if not 1 <= len(arms) <= MAX_ARMS:
        findings.refuse(at(pointer, "anyOf"), "union", f"must have 1 to {MAX_ARMS} arms")
        return
    kinds: list[str] = []
    for index, arm in enumerate(arms):
        here = at(pointer, "anyOf", index)
        if not isinstance(arm, dict):
            findings.refuse(here, "shape", "must be a mapping")
            continue
        if arm == {"type": "null"}:
            kinds.append("null")
            continue
        if "anyOf" in arm or not arm:
            findings.refuse(here, "union", "an arm is a reference or has a type")
        check_member(findings, document, here, arm)
        kinds.append(arm_kind(document, arm))
    for kind in sorted(set(kinds)):
        if kinds.count(kind) > 1:
            findings.refuse(
                at(pointer, "anyOf"), "union", f"two arms of the kind {kind} cannot be told apart"
            )
    if "integer" in kinds and "number" in kinds:
        findings.refuse(at(pointer, "anyOf"), "union", "an integer is a number too")


def arm_kind(document: Map, arm: Map) -> str:
    """Return what an arm is: the type of what it refers to, with enums apart from texts."""
    from .references import referred_schema

    schema = referred_schema(document, arm) if "$ref" in arm else arm
    return "enum" if "enum" in schema else as_text(schema.get("type")) or "any"


def check_rules(findings: Findings, pointer: str, schema: Map) -> None:
    """Check that a value's rules make sense."""
    for low, high in (("minLength", "maxLength"), ("minItems", "maxItems"), ("minimum", "maximum")):
        least, most = as_number(schema.get(low)), as_number(schema.get(high))
        if low != "minimum" and any((as_integer(schema.get(key)) or 0) < 0 for key in (low, high)):
            findings.refuse(at(pointer, low), "rule", "must not be negative")
        if least is not None and most is not None and least > most:
            findings.refuse(at(pointer, low), "rule", f"is more than {high}")
    if "format" in schema:
        findings.name(at(pointer, "format"), schema["format"], FORMAT, "format", "a format")
    if "pattern" in schema:
        check_pattern(findings, at(pointer, "pattern"), schema["pattern"])


def check_pattern(findings: Findings, pointer: str, pattern: Json) -> None:
    """Check that a pattern compiles and is of a size to be read."""
    try:
        re.compile(as_text(pattern))
        fits = isinstance(pattern, str) and 0 < len(pattern) <= MAX_PATTERN and pattern.isascii()
    except (re.error, RecursionError, OverflowError):
        fits = False
    if not fits:
        findings.refuse(
            pointer, "pattern", f"must be an ASCII expression of at most {MAX_PATTERN} characters"
        )
