"""Pieces of Python source for one operation, safe to print as they are: identifiers, literals, docstrings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .documenting import build_doc, method_doc, module_doc, parse_doc
from .plan import limits
from .shape import as_integer, as_list, as_map, as_text
from .words import docstring, literal

if TYPE_CHECKING:
    from .plan import Parameter, PlannedOperation
    from .shape import Json

SCALARS: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
ENCODERS: Final = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "array": "array",
}
DELIMITERS: Final = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


@dataclass(frozen=True, slots=True)
class RenderedOperation:
    """What the templates print."""

    name: str
    method: str
    path: str
    success: tuple[int, ...]
    pagination: str
    signature: str
    arguments: str
    path_expression: str
    query: tuple[str, ...]
    headers: str
    body: str
    body_required: bool
    repeatable: str
    answer: str
    returns: str
    empty_too: bool
    module_doc: str
    build_doc: str
    parse_doc: str
    method_doc: str
    encoders: tuple[str, ...]


def render_operation(operation: PlannedOperation, names: dict[tuple[str, str], str]) -> RenderedOperation:
    """Render one operation; `names` are the Python names of its parameters."""
    parameters = [(names[each.location, each.name], each) for each in operation.parameters]
    # The path's own parameters first, in the order of the path, then those that must be given.
    order = re.findall(r"{([^{}]*)}", operation.path)
    parameters.sort(
        key=lambda pair: (
            not pair[1].required,
            order.index(pair[1].name) if pair[1].location == "path" else len(order),
        )
    )
    returns = f"models.{operation.answer}" if operation.answer else "None"
    if operation.answer and operation.empty_too:
        returns += " | None"
    queries = [_query(name, each) for name, each in parameters if each.location == "query"]
    return RenderedOperation(
        name=operation.name,
        method=literal(operation.method),
        path=literal(operation.path),
        success=operation.success,
        pagination=_pagination(operation),
        signature=_signature(operation, parameters),
        arguments=_arguments(operation, parameters),
        path_expression=_path(operation, parameters),
        query=tuple(queries),
        headers=_headers(operation, parameters),
        body=f"models.{operation.body}" if operation.body else "",
        body_required=operation.body_required,
        repeatable=_repeatable(operation, parameters),
        answer=f"models.{operation.answer}" if operation.answer else "",
        returns=returns,
        empty_too=operation.empty_too,
        module_doc=docstring(module_doc(operation), 0),
        build_doc=docstring(build_doc(operation, parameters), 4),
        parse_doc=docstring(parse_doc(operation), 4),
        method_doc=docstring(method_doc(operation, parameters, returns), 8),
        encoders=tuple(sorted(_encoders(operation, parameters))),
    )


def _annotation(parameter: Parameter) -> str:
    scalar = SCALARS.get(parameter.kind, "str")
    if parameter.choices:
        scalar = f"models.{parameter.choices}" + (" | str" if parameter.open else "")
    plain = f"Sequence[{scalar}]" if parameter.kind == "array" else scalar
    return plain if parameter.required else f"{plain} | UnsetType"


def _signature(operation: PlannedOperation, parameters: list[tuple[str, Parameter]]) -> str:
    """Return the parameters as source: those that must be given first, by position or by name."""
    parts = [f"{name}: {_annotation(each)}" for name, each in parameters if each.required]
    if operation.body and operation.body_required:
        parts.append(f"body: models.{operation.body}")
    optional = [f"{name}: {_annotation(each)} = UNSET" for name, each in parameters if not each.required]
    if operation.body and not operation.body_required:
        optional.append(f"body: models.{operation.body} | UnsetType = UNSET")
    return ", ".join([*parts, *(["*", *optional] if optional else [])])


def _arguments(operation: PlannedOperation, parameters: list[tuple[str, Parameter]]) -> str:
    parts = [name for name, each in parameters if each.required]
    body = ["body" if operation.body_required else "body=body"] if operation.body else []
    optional = [f"{name}={name}" for name, each in parameters if not each.required]
    return ", ".join([*parts, *body, *optional] if operation.body_required else [*parts, *optional, *body])


def _options(name: str, parameter: Parameter) -> list[str]:
    """Return the keyword arguments that say a parameter's rules."""
    parts = (
        [f"wire={literal(parameter.name)}"] if parameter.name != name and parameter.location != "path" else []
    )
    if parameter.choices and not parameter.open:
        parts.append(f"choices=get_args(models.{parameter.choices})")
    parts += [f"{keyword}={literal(value)}" for keyword, value in limits(parameter.constraints)]
    if parameter.omit_false:
        parts.append("omit_false=True")
    if parameter.kind == "array":
        if not parameter.explode:
            parts.append(f"delimiter={literal(DELIMITERS[parameter.style])}")
        for key, keyword in (("minItems", "min_items"), ("maxItems", "max_items")):
            if key in parameter.list_constraints:
                parts.append(f"{keyword}={literal(as_integer(parameter.list_constraints[key]))}")
    return parts


def _query(name: str, parameter: Parameter) -> str:
    encoder = ENCODERS[parameter.kind]
    return f"{encoder}({', '.join([literal(name), name, *_options(name, parameter)])})"


def _path(operation: PlannedOperation, parameters: list[tuple[str, Parameter]]) -> str:
    """Return an expression for the path: literals joined with quoted segments."""
    found = {each.name: (name, each) for name, each in parameters if each.location == "path"}
    parts: list[str] = []
    for text, wire in re.findall(r"([^{}]+)|{([^{}]+)}", operation.path):
        if text:
            parts.append(literal(text))
        else:
            name, each = found[wire]
            parts.append(f"path_segment({', '.join([literal(name), name, *_options(name, each)])})")
    return " + ".join(parts)


def _headers(operation: PlannedOperation, parameters: list[tuple[str, Parameter]]) -> str:
    parts: list[str] = []
    names = {each.name: name for name, each in parameters}
    for wire, parameter in operation.header_from:
        name = names[parameter]
        parts.append(f"*header({literal(name)}, {literal(wire.lower())}, {name})")
    for name, each in parameters:
        if each.location == "header":
            options = [option for option in _options(name, each) if not option.startswith("wire=")]
            parts.append(f"*header({', '.join([literal(name), literal(each.name.lower()), name, *options])})")
    if operation.body:
        pair = '("content-type", "application/json")'
        parts.append(pair if operation.body_required else f"*(({pair},) if body is not UNSET else ())")
    return f"({', '.join(parts)},)" if parts else "()"


def _repeatable(operation: PlannedOperation, parameters: list[tuple[str, Parameter]]) -> str:
    if operation.retry in ("safe", "unsafe"):
        return literal(operation.retry == "safe")
    names = {each.name: name for name, each in parameters}
    cases: list[str] = []
    for case in as_list(as_map(operation.retry).get("safe-unless")):
        tests = [_test(names[wire], value) for wire, value in as_map(case).items()]
        cases.append(tests[0] if len(tests) == 1 else f"({' and '.join(tests)})")
    return f"not ({' or '.join(cases)})"


def _test(name: str, value: Json) -> str:
    if value == "absent":
        return f"{name} is UNSET"
    return f"{name} {'is' if isinstance(value, bool) else '=='} {literal(value)}"


def _pagination(operation: PlannedOperation) -> str:
    """Return the Pagination, with the largest page size that the limit's own range allows."""
    facts = operation.pagination
    if not facts:
        return ""
    style, limit = as_text(facts.get("style")), as_text(facts.get("limit"))
    maximum = next(
        (as_integer(each.constraints.get("maximum")) for each in operation.parameters if each.name == limit),
        None,
    )
    pairs: list[tuple[str, Json]] = [
        ("style", style),
        ("items", facts.get("items")),
        ("limit", limit),
        ("position", facts.get(style)),
        ("next", facts.get("next")),
        ("max_limit", maximum),
    ]
    return ", ".join(f"{key}={literal(value)}" for key, value in pairs)


def _encoders(operation: PlannedOperation, parameters: list[tuple[str, Parameter]]) -> set[str]:
    names = {"path_segment" for _, each in parameters if each.location == "path"}
    queries = {ENCODERS[each.kind] for _, each in parameters if each.location == "query"}
    used = names | queries
    if queries:
        used.add("query_string")
    if operation.body:
        used.add("Body")
    if operation.header_from or any(each.location == "header" for _, each in parameters):
        used.add("header")
    return used
