"""Bodies that are lists, requests without a body, and answers that come with several statuses or empty."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
import spec_sample
from generated_package import Package

MEMBRANE, WORKIVA = Package("trunkline_membrane"), Package("trunkline_workiva")
BATCH = WORKIVA.operation("refresh_batch")
ENTRY = WORKIVA.models.RefreshBatchEntry


def answer(content: bytes, status: int = 200) -> Any:
    return SimpleNamespace(status=status, headers={}, content=content)


def test_a_list_of_entries_is_sent_as_it_was_given() -> None:
    entries = (ENTRY(connection_id="a", source_parameters={"year": 2025}), ENTRY(connection_id="b"))
    request = BATCH.build_request(entries, cancel_unwritables=False)
    assert (request.path, request.query) == ("/api/v1/connections/batch/refresh", "cancelUnwritables=false")
    assert request.headers == (("content-type", "application/json"),)
    assert json.loads(request.body) == [
        {"connectionId": "a", "sourceParameters": {"year": 2025}},
        {"connectionId": "b"},
    ]
    assert not request.repeatable
    assert BATCH.build_request(list(entries)).body == request.body  # JSON knows one kind of list


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (tuple(ENTRY(connection_id=str(number)) for number in range(101)), "100"),
        ((ENTRY(connection_id=""),), "connectionId"),
        ((ENTRY(connection_id="a", source_parameters=["a list"]),), "sourceParameters"),
        ((WORKIVA.models.ConnectionRun(connection_id="a"),), "RefreshBatchEntry"),
        ((WORKIVA.models.RefreshConnectionBody(connection_id="a"),), "RefreshBatchEntry"),
        (({"connectionId": "a"},), "RefreshBatchEntry"),
        (ENTRY(connection_id="a"), "RefreshBatchEntry"),
        ({"a": 1}, "RefreshBatchEntry"),
        ("text", "RefreshBatchEntry"),
        (None, "RefreshBatchEntry"),
    ],
)
def test_a_list_that_breaks_a_rule_is_refused_unsent(body: Any, problem: str) -> None:
    with pytest.raises(WORKIVA.ArgumentError, match=problem) as caught:
        BATCH.build_request(body)
    assert caught.value.parameter == "body"


def test_a_list_may_have_as_many_entries_as_the_vendor_takes() -> None:
    body = tuple(ENTRY(connection_id=str(number)) for number in range(100))
    assert len(json.loads(BATCH.build_request(body).body)) == 100


def test_what_wants_a_body_gets_an_empty_object() -> None:
    build = WORKIVA.operation("refresh_connection").build_request
    assert build("a", WORKIVA.models.RefreshConnectionBody()).body == b"{}"
    with pytest.raises(WORKIVA.ArgumentError):
        build("a", None)


@pytest.mark.parametrize("name", ["refresh_credentials", "test_connection", "archive_connection"])
def test_what_wants_no_body_gets_none(name: str) -> None:
    request = MEMBRANE.operation(name).build_request("a/b")
    assert (request.body, request.headers, request.query) == (None, (), "")
    assert request.path.startswith("/connections/a%2Fb")
    assert not request.repeatable


def test_any_success_is_one_where_the_vendor_says_no_status() -> None:
    for name in ("create_connection", "archive_connection", "refresh_credentials"):
        assert set(MEMBRANE.operation(name).OPERATION.success) == set(range(200, 300))
    assert MEMBRANE.operation("test_connection").OPERATION.success == (200, 201, 204)
    assert WORKIVA.operation("refresh_connection").OPERATION.success == (200,)


@pytest.mark.parametrize("name", ["archive_connection", "refresh_credentials"])
@pytest.mark.parametrize("content", [b"", b"{}", b"<html>", b"\xff"])
def test_a_body_that_nobody_reads_does_not_matter(name: str, content: bytes) -> None:
    assert MEMBRANE.operation(name).parse_response(answer(content, 201)) is None


def test_an_answer_may_come_without_its_body() -> None:
    parse = MEMBRANE.operation("test_connection").parse_response
    assert parse(answer(b"", 201)) is None
    assert parse(answer(b'{"success": false}')).success is False
    assert parse(answer(b"{}")).success is MEMBRANE.UNSET
    with pytest.raises(MEMBRANE.InvalidResponse):
        parse(answer(b'{"success": "yes"}'))


def test_a_list_as_a_body_is_a_component_of_objects() -> None:
    body = "/paths/~1things~1{thingId}/patch/requestBody/content/application~1json/schema"
    listed = {"$ref": "#/components/schemas/ThingBodies"}
    document = spec_sample.changed(body, listed)
    origin = {"from": "Sample documentation", "confidence": "high"}
    document["components"]["schemas"]["ThingBodies"] = {
        "type": "array",
        "items": {"$ref": "#/components/schemas/UpdateThingBody"},
        "maxItems": 2,
        "x-source": origin,
    }
    assert spec_sample.refusals(document) == []
    document["components"]["schemas"]["ThingBodies"] = {"type": "string", "x-source": origin}
    assert [refusal.rule for refusal in spec_sample.refusals(document)][:1] == ["body"]
