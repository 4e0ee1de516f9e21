"""The facts of each operation that the tools lose, read from a linted spec and joined to theirs by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .document import SCHEMAS, Source, components, each, resolved, schema_name, source
from .shape import as_integer, as_list, as_map, as_number, as_text, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shape import Json, Map

CONSTRAINTS: Final = ("minLength", "maxLength", "pattern", "minimum", "maximum")
LIST_CONSTRAINTS: Final = ("minItems", "maxItems")
ANY_SUCCESS: Final = tuple(range(200, 300))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, its schema looked through references."""

    name: str
    location: str
    required: bool
    kind: str  # string, integer, number, boolean or array
    choices: str  # the component that lists the values, or ""
    open: bool  # other values than those listed are fine too
    constraints: dict[str, Json]  # of the value
    list_constraints: dict[str, Json]  # of the list around it
    explode: bool
    style: str
    omit_false: bool
    description: str
    deprecated: bool
    default: Json


@dataclass(frozen=True, slots=True)
class PlannedOperation:
    """One operation."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    deprecated: bool
    parameters: tuple[Parameter, ...]
    body: str  # component name, or ""
    body_required: bool
    body_description: str
    answer: str  # component name, or "" when no success has a body
    empty_too: bool  # some success has no body
    success: tuple[int, ...]
    statuses: tuple[str, ...]
    retry: Json
    pagination: Map
    header_from: tuple[tuple[str, str], ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Credential:
    """One way to prove who is calling, as a keyword of the client."""

    keyword: str
    header: str
    prefix: str
    description: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One spec, read."""

    document: Map
    operations: tuple[PlannedOperation, ...]
    credentials: tuple[Credential, ...]
    servers: tuple[tuple[str, str], ...]


def read(document: Map) -> Plan:
    """Read a linted spec."""
    operations = tuple(_operation(document, path, method, item) for path, method, item in each(document))
    servers = tuple(
        (as_text(as_map(server).get("url")).rstrip("/"), as_text(as_map(server).get("description")))
        for server in as_list(document.get("servers"))
    )
    return Plan(document, operations, tuple(_credentials(document)), servers)


def _operation(document: Map, path: str, method: str, item: Map) -> PlannedOperation:
    shared = as_list(as_map(as_map(document.get("paths")).get(path)).get("parameters"))
    own = [_parameter(document, resolved(document, value)) for value in as_list(item.get("parameters"))]
    named = {(parameter.location, parameter.name) for parameter in own}
    inherited = [_parameter(document, resolved(document, value)) for value in shared]
    body = resolved(document, item.get("requestBody"))
    responses = {
        status: resolved(document, answer) for status, answer in as_map(item.get("responses")).items()
    }
    good = {status: schema_name(answer) for status, answer in responses.items() if status.startswith("2")}
    header_from = as_map(item.get("x-header-from"))
    return PlannedOperation(
        name=as_text(item.get("operationId")),
        method=method.upper(),
        path=path,
        summary=as_text(item.get("summary")),
        description=as_text(item.get("description")),
        deprecated=item.get("deprecated") is True,
        parameters=(*own, *(each for each in inherited if (each.location, each.name) not in named)),
        body=schema_name(body),
        body_required=body.get("required") is True,
        body_description=as_text(body.get("description")),
        answer=next((name for name in good.values() if name), ""),
        empty_too="" in good.values(),
        success=tuple(sorted({status for pattern in good for status in _statuses(pattern)})),
        statuses=tuple(sorted(responses)),
        retry=item.get("x-retry"),
        pagination=as_map(item.get("x-pagination")),
        header_from=((as_text(header_from.get("header")), as_text(header_from.get("parameter"))),)
        if header_from
        else (),
        source=source(item),
    )


def _statuses(pattern: str) -> tuple[int, ...]:
    return ANY_SUCCESS if pattern == "2XX" else (int(pattern),)


def _parameter(document: Map, value: Map) -> Parameter:
    schema = as_map(value.get("schema"))
    outer = resolved(document, schema)
    kind = as_text(outer.get("type"))
    inner = as_map(outer.get("items")) if kind == "array" else schema
    choices, is_open, leaf = _leaf(document, inner)
    style = as_text(value.get("style")) or "form"
    return Parameter(
        name=as_text(value.get("name")),
        location=as_text(value.get("in")),
        required=value.get("required") is True,
        kind=kind or as_text(leaf.get("type")),
        choices=choices,
        open=is_open,
        constraints=_picked(leaf, CONSTRAINTS),
        list_constraints=_picked(outer, LIST_CONSTRAINTS),
        explode=value.get("explode") is not False if style == "form" else value.get("explode") is True,
        style=style,
        omit_false=value.get("x-omit-false") is True,
        description=as_text(value.get("description")),
        deprecated=value.get("deprecated") is True,
        default=outer.get("default"),
    )


def _picked(schema: Map, keys: tuple[str, ...]) -> dict[str, Json]:
    return {key: schema[key] for key in keys if key in schema}


def _leaf(document: Map, schema: Map) -> tuple[str, bool, Map]:
    """Return the enum component, whether it is open, and the schema of the value itself."""
    arms = [as_map(arm) for arm in as_list(schema.get("anyOf"))]
    listed = next((arm for arm in arms if "$ref" in arm), schema)
    leaf = resolved(document, listed)
    name = as_text(listed.get("$ref")).removeprefix(SCHEMAS) if "enum" in leaf else ""
    return name, any("$ref" not in arm for arm in arms), leaf


def _credentials(document: Map) -> Iterator[Credential]:
    """Give the keywords of the client; a header that an operation fills from a parameter is none."""
    filled = {
        as_text(as_map(item.get("x-header-from")).get("header")).lower() for _, _, item in each(document)
    }
    for name, scheme in maps(components(document, "securitySchemes")).items():
        description = as_text(scheme.get("description"))
        if scheme.get("type") == "apiKey":
            header = as_text(scheme.get("name")).lower()
            if header not in filled:
                yield Credential(snake(name), header, "", description)
        else:
            yield Credential("token", "authorization", "Bearer ", description)


def snake(name: str) -> str:
    """Return a camelCase name in snake_case."""
    spaced = "".join(f"_{char}" if char.isupper() else char for char in name)
    return spaced.lower().strip("_").replace("-", "_")


def limits(constraints: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    """Give the keyword arguments that say a parameter's rules to the runtime."""
    for key, keyword in (("pattern", "pattern"), ("minLength", "min_length"), ("maxLength", "max_length")):
        if key in constraints:
            yield keyword, as_text(constraints[key]) if key == "pattern" else as_integer(constraints[key])
    for key in ("minimum", "maximum"):
        if key in constraints:
            yield key, as_number(constraints[key])
