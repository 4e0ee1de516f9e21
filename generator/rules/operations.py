"""Operations: their names, parameters, bodies and answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..document import METHODS, components, resolved, schema_name
from ..shape import as_list, as_map, as_text
from .documents import HEADER, check_security, check_source
from .extensions import check_extensions
from .findings import at
from .parameters import check_parameter

if TYPE_CHECKING:
    from ..shape import Json, Map
    from .findings import Findings

OPERATION_ID: Final = re.compile(r"[a-z][a-z0-9]{0,30}(_[a-z][a-z0-9]{0,30}){1,6}")
PATH: Final = re.compile(r"(/([A-Za-z0-9_~-]+(\.[A-Za-z0-9_~-]+)*|{[A-Za-z][A-Za-z0-9_]{0,40}}))+")
STATUS: Final = re.compile(r"2XX|[2-5][0-9][0-9]")
KNOWN_METHODS: Final = ("get", "put", "post", "patch", "delete")
MAX_SUMMARY: Final = 100
OPERATION: Final = {
    "operationId": "text",
    "tags": "list",
    "summary": "text",
    "description": "words",
    "deprecated": "boolean",
    "security": "list",
    "parameters": "list",
    "requestBody": "map",
    "responses": "map",
    "x-source": "",
    "x-retry": "",
    "x-pagination": "map",
    "x-header-from": "map",
}
BODY: Final = {"required": "boolean", "description": "words", "content": "map", "x-source": ""}
ANSWER: Final = {"description": "words", "content": "map", "headers": "map", "x-source": ""}
ANSWER_HEADER: Final = {"description": "words", "schema": "map", "x-source": ""}


def check_operations(findings: Findings, document: Map) -> None:
    """Check every path and operation, and the components that they share."""
    names: set[str] = set()
    shapes: set[str] = set()
    for path, item in as_map(document.get("paths")).items():
        pointer = at("/paths", path)
        findings.name(pointer, path, PATH, "path", "a path of plain segments and {parameters}")
        shape = re.sub(r"{[^}]*}", "{}", path)
        if shape in shapes:
            findings.refuse(pointer, "path", "another path differs only in the names of its parameters")
        shapes.add(shape)
        checked = findings.keys(pointer, item, {**dict.fromkeys(KNOWN_METHODS, "map"), "parameters": "list"})
        if checked is not None:
            for method in METHODS:
                if isinstance(checked.get(method), dict):
                    _check_operation(findings, document, path, method, names)
    if not names:
        findings.refuse("/paths", "path", "has no operation")
    for name, parameter in components(document, "parameters").items():
        check_parameter(findings, document, at("/components/parameters", name), parameter, path="")
    for name, answer in components(document, "responses").items():
        _check_answer(findings, at("/components/responses", name), answer)


def _check_operation(findings: Findings, document: Map, path: str, method: str, names: set[str]) -> None:
    pointer = at("/paths", path, method)
    item = as_map(as_map(as_map(document.get("paths")).get(path)).get(method))
    findings.keys(pointer, item, OPERATION, ("operationId", "tags", "summary", "responses", "x-retry"))
    name = as_text(item.get("operationId"))
    here = at(pointer, "operationId")
    findings.name(here, item.get("operationId"), OPERATION_ID, "operation-id", "snake_case verb_noun")
    if name in names:
        findings.refuse(here, "operation-id", "is there twice")
    names.add(name)
    if len(as_text(item.get("summary"))) > MAX_SUMMARY:
        findings.refuse(at(pointer, "summary"), "summary", f"longer than {MAX_SUMMARY} characters")
    _check_tags(findings, document, at(pointer, "tags"), item.get("tags"))
    check_source(findings, pointer, item, required=True)
    check_security(
        findings, at(pointer, "security"), item.get("security"), components(document, "securitySchemes")
    )
    _check_parameters(findings, document, pointer, path, item)
    _check_body(findings, document, pointer, method, item)
    _check_answers(findings, document, at(pointer, "responses"), item.get("responses"))
    check_extensions(findings, document, pointer, path, item)


def _check_tags(findings: Findings, document: Map, pointer: str, value: Json) -> None:
    known = [as_map(tag).get("name") for tag in as_list(document.get("tags"))]
    tags = as_list(value)
    if len(tags) != 1 or tags[0] not in known:
        findings.refuse(pointer, "tag", "must be exactly one of the tags of the document")


def _check_parameters(findings: Findings, document: Map, pointer: str, path: str, item: Map) -> None:
    shared = as_list(as_map(as_map(document.get("paths")).get(path)).get("parameters"))
    places = [
        (at(pointer, "parameters", index), value)
        for index, value in enumerate(as_list(item.get("parameters")))
    ]
    places += [(at("/paths", path, "parameters", index), value) for index, value in enumerate(shared)]
    seen: dict[str, str] = {"body": "body"} if "requestBody" in item else {}
    segments: list[str] = []
    for here, value in places:
        parameter = resolved(document, value)
        if "$ref" not in as_map(value):
            check_parameter(findings, document, here, value, path=path)
        elif set(as_map(value)) != {"$ref"}:
            findings.refuse(here, "reference", "nothing stands beside a reference to a parameter")
        name = as_text(parameter.get("name"))
        flat = re.sub(r"[_-]", "", name).lower()
        if flat in seen:
            findings.refuse(here, "collision", f"`{name}` and `{seen[flat]}` are one argument in snake_case")
        seen[flat] = name
        if parameter.get("in") == "path":
            segments.append(name)
    if sorted(segments) != sorted(re.findall(r"{([^{}]*)}", path)):
        findings.refuse(pointer, "path", "the path's parameters are not those of the operation")


def _check_body(findings: Findings, document: Map, pointer: str, method: str, item: Map) -> None:
    if "requestBody" not in item:
        return
    here = at(pointer, "requestBody")
    if method == "get":
        findings.refuse(here, "body", "a GET has none")
    body = findings.keys(here, item["requestBody"], BODY, ("content",))
    if body is None:
        return
    check_source(findings, here, body, required=False)
    _check_content(findings, here, body)
    schema = as_map(components(document, "schemas").get(schema_name(body)))
    if schema.get("type") not in ("object", "array"):
        findings.refuse(here, "body", "a body is an object, map or list component")


def _check_content(findings: Findings, pointer: str, holder: Map) -> None:
    """Check that there is one JSON media type with one reference."""
    content, here = as_map(holder.get("content")), at(pointer, "content")
    if list(content) != ["application/json"]:
        findings.refuse(here, "media-type", "must be application/json and nothing else")
        return
    here = at(here, "application/json")
    media = findings.keys(here, content["application/json"], {"schema": "map"}, ("schema",))
    if media is not None and set(as_map(media.get("schema"))) != {"$ref"}:
        findings.refuse(at(here, "schema"), "inline", "must be a $ref to a component")


def _check_answer(findings: Findings, pointer: str, value: Json) -> None:
    answer = findings.keys(pointer, value, ANSWER, ("description",))
    if answer is not None and "content" in answer:
        _check_content(findings, pointer, answer)
    if answer is None:
        return
    check_source(findings, pointer, answer, required=False)
    for name, inner in as_map(answer.get("headers")).items():  # for readers: no code is made of them
        here = at(pointer, "headers", name)
        findings.name(here, name, HEADER, "header", "the name of a header")
        header = findings.keys(here, inner, ANSWER_HEADER, ("description",))
        if header is not None:
            check_source(findings, here, header, required=False)
            findings.keys(at(here, "schema"), header.get("schema", {}), {"type": "text", "format": "text"})


def _check_answers(findings: Findings, document: Map, pointer: str, value: Json) -> None:
    good: set[str] = set()
    statuses = as_map(value)
    for status, answer in statuses.items():
        here = at(pointer, status)
        if not findings.name(here, status, STATUS, "status", "a status from 200 to 599, or 2XX"):
            continue
        if "$ref" not in as_map(answer):
            _check_answer(findings, here, answer)
        elif set(as_map(answer)) != {"$ref"}:
            findings.refuse(here, "reference", "nothing stands beside a reference to an answer")
        if status.startswith("2"):
            good.add(schema_name(resolved(document, answer)))
    if not good:
        findings.refuse(pointer, "success", "has no 2xx answer")
    if len(good - {""}) > 1:
        findings.refuse(pointer, "success", "2xx answers of different schemas")
    if "2XX" in statuses and sum(status.startswith("2") for status in statuses) > 1:
        findings.refuse(at(pointer, "2XX"), "success", "2XX stands alone among the successes")
