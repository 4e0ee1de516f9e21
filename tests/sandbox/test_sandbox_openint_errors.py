"""OpenInt's API v1 in the sandbox: what an error's body holds, and what the document says it holds, over a socket."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Answer, Wire

from trunkline.sandbox import SECRET_MARKER, seeds

HEALTHY = f"/connection/{seeds.OPENINT_HEALTHY}"


def test_errors_carry_data_that_no_document_mentions(real: Wire, ideal: Wire) -> None:
    for wire in (real, ideal):
        missing = wire.get("openint", "/connection/conn_hubspot_nothing").body
        assert (missing["message"], missing["code"]) == ("Connection not found", "NOT_FOUND")
        assert missing.keys() - {"data"} == {"message", "code"}
    missing = real.get("openint", "/connection/conn_hubspot_nothing").body
    assert missing["data"] == {"code": "NOT_FOUND", "httpStatus": 404, "path": "getConnection"}
    assert "data" not in ideal.get("openint", "/connection/conn_hubspot_nothing").body


QUERIES = [
    ("limit=ten", {"code": "invalid_type", "expected": "integer", "received": "string", "path": ["limit"]}),
    ("limit=3001", {"code": "too_big", "maximum": 3000, "path": ["limit"]}),
    ("expand=integration", {"code": "invalid_enum_value", "received": "integration", "path": ["expand"]}),
    ("connector_config_id=hubspot", {"code": "invalid_string", "path": ["connector_config_id"]}),
]


@pytest.mark.parametrize(("query", "facts"), QUERIES)
def test_issues_say_more_than_the_documented_message(
    real: Wire, ideal: Wire, query: str, facts: dict[str, Any]
) -> None:
    (issue,) = real.send("openint", "/connection", query=query).body["issues"]
    assert issue.items() >= facts.items()
    assert ideal.send("openint", "/connection", query=query).body["issues"] == [{"message": issue["message"]}]


def test_issues_of_a_body_name_the_types_and_the_whole_path(real: Wire, ideal: Wire) -> None:
    body = {"connector_config_id": 7, "customer_id": "", "data": {"connector_name": [], "settings": "text"}}
    issues = {tuple(one["path"]): one for one in _refused(real, body).body["issues"]}
    for path, expected, received in (
        (("connector_config_id",), "string", "number"),
        (("data", "connector_name"), "string", "array"),
        (("data", "settings"), "object", "string"),
    ):
        found = issues[path]
        assert (found["code"], found["expected"], found["received"]) == ("invalid_type", expected, received)
    assert issues[("customer_id",)]["message"] == "String must contain at least 1 character(s)"
    missing = {tuple(one["path"]): one for one in _refused(real, {}).body["issues"]}
    assert missing[("data",)]["received"] == "undefined"
    assert missing[("data",)]["message"] == "Required"
    assert {"message": "Required"} in _refused(ideal, {}).body["issues"]


def _refused(wire: Wire, body: Any) -> Answer:
    refused = wire.json("openint", "POST", "/connection", body)
    assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")
    return refused


def test_failed_validations_repeat_the_input_secrets_and_all(real: Wire, ideal: Wire) -> None:
    body = {"customer_id": 7, "data": {"settings": {"api_key": f"{SECRET_MARKER}-mine"}}}
    assert _refused(real, body).body["input"] == body
    assert SECRET_MARKER not in json.dumps(_refused(ideal, body).body)
    asked = real.send("openint", HEALTHY, query="refresh_policy=sometimes").body["input"]
    assert asked == {"refresh_policy": "sometimes", "id": seeds.OPENINT_HEALTHY}
    assert "input" not in ideal.send("openint", HEALTHY, query="refresh_policy=sometimes").body


def test_a_body_that_is_no_object_is_a_bad_request(real: Wire, ideal: Wire) -> None:
    assert _refused(real, []).body["issues"][0]["received"] == "array"
    assert _refused(ideal, "text").body.keys() == {"message", "code", "issues"}


@pytest.mark.parametrize("path", ["/connection", "/connector-config"])
def test_an_unknown_name_is_answered_with_the_known_ones_in_their_order(steady: Wire, path: str) -> None:
    known = [item["name"] for item in steady.get("openint", "/connector", limit=20).body["items"]]
    (issue,) = steady.get("openint", path, connector_names="unheard-of").body["issues"]
    named = " | ".join(f"'{name}'" for name in known)
    assert issue["message"] == f"Invalid enum value. Expected {named}, received 'unheard-of'"


REMOVED = [
    ("POST", "/connect/revoke"),
    ("POST", "/customer/acme/magic-link"),
    ("GET", "/connector/hubspot"),
    ("PATCH", HEALTHY),
    ("PUT", HEALTHY),
    ("POST", f"{HEALTHY}/refresh"),
]


@pytest.mark.parametrize(("method", "path"), REMOVED)
def test_operations_that_never_were_or_are_no_more_are_404(steady: Wire, method: str, path: str) -> None:
    for headers in (steady.usual["openint"], {}):
        refused = steady.send("openint", path, method=method, headers=headers)
        assert (refused.status, refused.body["message"], refused.body["code"]) == (
            404,
            "Not found",
            "NOT_FOUND",
        )


def test_a_dot_makes_a_token_of_what_would_be_a_key(steady: Wire) -> None:
    for credential, said in (("key_unknown", "Invalid API key"), ("key.un.known", "Invalid Token")):
        refused = steady.bearer("openint", credential, "/connection")
        assert refused.status == 401
        assert said in refused.body["message"]
