"""Workiva in the sandbox: tokens, envelopes, runs and the cursor that travels alone, over a socket."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import Answer, Wire

from trunkline.sandbox import SECRET_MARKER, seeds
from trunkline.sandbox._http import Reply, Request

CONNECTIONS = "/api/v1/connections"
RUNS = {
    seeds.WORKIVA_COMPLETE: ("complete", "complete"),
    seeds.WORKIVA_RUNNING: ("running", "not_started"),
    seeds.WORKIVA_ERROR: ("complete", "error"),
    seeds.WORKIVA_CANCELLED: ("complete", "cancelled"),
    seeds.WORKIVA_HALF_DONE: ("complete", "running"),
}


def _client(wire: Wire, **changes: str) -> dict[str, str]:
    known = wire.sandbox.credentials
    return {
        "grant_type": "client_credentials",
        "client_id": known.workiva_client_id,
        "client_secret": known.workiva_client_secret,
    } | changes


def _ask(wire: Wire, form: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
    return wire.send("workiva-token", "", method="POST", body=urlencode(form).encode(), headers=headers)


@pytest.mark.parametrize(("id", "statuses"), RUNS.items())
def test_every_state_of_a_run_is_seeded(steady: Wire, id: str, statuses: tuple[str, str]) -> None:
    # Envelope and states are documented, so in both worlds.
    answer = steady.get("workiva", f"{CONNECTIONS}/{id}")
    assert (answer.status, answer.body["code"]) == (200, 200)
    found = answer.body["body"]
    run = found["lastRun"]
    assert (run["sourceStatus"], run["destinationStatus"]) == statuses
    assert bool(run["error"]) == ("error" in statuses)
    assert found["lastRunJobId"] == run["jobId"]
    assert found["connectionId"] == run["connectionId"] == id


def test_never_run_and_unnamed(steady: Wire) -> None:
    found = steady.get("workiva", f"{CONNECTIONS}/{seeds.WORKIVA_NEVER_RUN}").body["body"]
    assert not {name for name in found if name.startswith("lastRun")}
    unnamed = steady.get("workiva", f"{CONNECTIONS}/{seeds.WORKIVA_UNNAMED}").body["body"]
    assert not {"name", "description"} & unnamed.keys()


def test_dates_are_iso_8601(steady: Wire) -> None:
    # Documented, so in both worlds.
    for item in steady.get("workiva", CONNECTIONS).body["body"]:
        for name in ("created", "updated"):
            assert item[name].endswith("Z")
            assert datetime.fromisoformat(item[name]).tzinfo


def test_404_is_an_envelope_with_an_integer_code(steady: Wire) -> None:
    # Documented, so in both worlds.
    refused = steady.get("workiva", f"{CONNECTIONS}/nothing")
    assert refused.status == refused.body["code"] == 404
    assert isinstance(refused.body["body"], str)
    assert steady.get("workiva", "/api/v1/elsewhere").body["code"] == 404


def test_errors_are_a_list_of_texts_or_one(real: Wire, ideal: Wire) -> None:
    refused = real.get("workiva", CONNECTIONS, limit=0)
    assert refused.status == refused.body["code"] == 400
    assert isinstance(refused.body["body"], list)
    assert isinstance(ideal.get("workiva", CONNECTIONS, limit=0).body["body"], str)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=1001",
        "offset=-1",
        "sourceType=spreadsheet",
        "destinationType=document",
        "sourceType=pivot&sourceId=1",
        "destinationType=esg_program&destinationId=1",
        "cursor=nonsense",
        "cursor=W10",
    ],
)
def test_bad_list_input_is_400(steady: Wire, query: str) -> None:
    assert steady.send("workiva", CONNECTIONS, query=query).status == 400


def test_workspace_id_is_at_most_40_long(steady: Wire) -> None:
    path = f"{CONNECTIONS}/{seeds.WORKIVA_COMPLETE}"
    assert steady.get("workiva", path, workspaceId="x" * 41).status == 400
    assert steady.get("workiva", path, workspaceId=seeds.WORKIVA_WORKSPACE).status == 200
    assert steady.get("workiva", path, workspaceId="other").status == 404


def test_a_type_filter_needs_its_id(steady: Wire) -> None:
    # Documented, so in both worlds.
    source = steady.get("workiva", f"{CONNECTIONS}/{seeds.WORKIVA_NEVER_RUN}").body["body"]
    query = {"sourceType": source["sourceType"], "sourceId": source["sourceId"]}
    rows = steady.get("workiva", CONNECTIONS, **query).body["body"]
    assert [row["connectionId"] for row in rows] == [seeds.WORKIVA_NEVER_RUN]


def test_an_id_filters_without_its_type(steady: Wire) -> None:
    source = steady.get("workiva", f"{CONNECTIONS}/{seeds.WORKIVA_NEVER_RUN}").body["body"]["sourceId"]
    rows = steady.get("workiva", CONNECTIONS, sourceId=source).body["body"]
    assert [row["connectionId"] for row in rows] == [seeds.WORKIVA_NEVER_RUN]


def test_a_source_may_be_an_esg_program_a_destination_not(steady: Wire) -> None:
    assert steady.get("workiva", CONNECTIONS, sourceType="esg_program", sourceId="1").body["body"] == []
    refused = steady.get("workiva", CONNECTIONS, destinationType="esg_program", destinationId="1")
    assert refused.status == 400


@pytest.mark.parametrize("type", ["wdata_shared_query", "chart_visual", "unknown_record_type"])
def test_some_types_come_in_answers_but_are_no_filters(either: Wire, type: str) -> None:
    # Documented, so in both worlds.
    either.sandbox.change("workiva", seeds.WORKIVA_COMPLETE, {"sourceType": type})
    rows = either.get("workiva", CONNECTIONS).body["body"]
    assert type in {row["sourceType"] for row in rows}
    assert either.get("workiva", CONNECTIONS, sourceType=type, sourceId="1").status == 400


def test_a_list_knows_no_workspace_filter(steady: Wire) -> None:
    # None is documented, so in both worlds.
    for workspace in ("other", "x" * 41):
        assert len(steady.get("workiva", CONNECTIONS, workspaceId=workspace).body["body"]) == 27


def test_everything_comes_at_once_by_default(steady: Wire) -> None:
    page = steady.get("workiva", CONNECTIONS).body
    assert len(page["body"]) == 27
    assert "cursor" not in page
    assert len(steady.get("workiva", CONNECTIONS, offset=20).body["body"]) == 7


@pytest.mark.parametrize("limit", [1, 9, 10, 26, 27])
def test_the_cursor_travels_alone_and_overrides_limit(steady: Wire, limit: int) -> None:
    # Documented, so in both worlds.
    page = steady.get("workiva", CONNECTIONS, limit=limit).body
    ids = [row["connectionId"] for row in page["body"]]
    while "cursor" in page:
        # The limit is ignored, even a wrong one.
        page = steady.get("workiva", CONNECTIONS, cursor=page["cursor"], limit=0, offset=3).body
        assert len(page["body"]) <= limit
        ids += [row["connectionId"] for row in page["body"]]
    assert len(ids) == len(set(ids)) == 27


def _cursor(**query: Any) -> str:
    text = json.dumps({"filters": {}, "limit": 5, "offset": 0} | query)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 1001},
        {"limit": "5"},
        {"limit": None},
        {"offset": -5},
        {"offset": 1.5},
        {"filters": 5},
        {"filters": {"_running": None}},
        {"more": 1},
    ],
)
def test_a_cursor_that_was_made_up_is_400(steady: Wire, query: dict[str, Any]) -> None:
    assert len(steady.get("workiva", CONNECTIONS, cursor=_cursor()).body["body"]) == 5
    refused = steady.get("workiva", CONNECTIONS, cursor=_cursor(**query))
    assert refused.status == refused.body["code"] == 400


def test_the_cursor_keeps_the_filter(steady: Wire) -> None:
    source = steady.get("workiva", f"{CONNECTIONS}/{seeds.WORKIVA_COMPLETE}").body["body"]
    query = {"sourceType": source["sourceType"], "sourceId": source["sourceId"], "limit": 2}
    page = steady.get("workiva", CONNECTIONS, **query).body
    page = steady.get("workiva", CONNECTIONS, cursor=page["cursor"]).body
    assert {row["sourceType"] for row in page["body"]} == {source["sourceType"]}


@pytest.mark.parametrize("headers", [{}, {"authorization": "Basic x"}, {"authorization": "Bearer stale"}])
def test_no_or_unknown_token_is_401(steady: Wire, headers: dict[str, str]) -> None:
    refused = steady.send("workiva", CONNECTIONS, headers=headers)
    assert refused.status == refused.body["code"] == 401


def test_a_token_is_good_for_600_seconds_where_599_are_documented(real: Wire, ideal: Wire) -> None:
    for wire, seconds in ((real, 600), (ideal, 599)):
        granted = _ask(wire, _client(wire)).body
        assert granted.keys() == {"access_token", "expires_in", "scope", "token_type"}
        assert granted["expires_in"] == seconds
        assert SECRET_MARKER in granted["access_token"]
        wire.clock.now += seconds - 1
        assert wire.bearer("workiva", granted["access_token"], CONNECTIONS).status == 200
        wire.clock.now += 1
        assert wire.bearer("workiva", granted["access_token"], CONNECTIONS).status == 401
        assert _ask(wire, _client(wire)).body["access_token"] != granted["access_token"]


def test_the_scope_that_was_asked_for_is_granted(steady: Wire) -> None:
    assert _ask(steady, _client(steady)).body["scope"] == ""
    assert _ask(steady, _client(steady, scope="file:read")).body["scope"] == "file:read"


def test_token_type_is_lower_case(real: Wire, ideal: Wire) -> None:
    assert _ask(real, _client(real)).body["token_type"] == "bearer"
    assert _ask(ideal, _client(ideal)).body["token_type"] == "Bearer"


def test_token_errors_have_error_and_description(steady: Wire) -> None:
    for form, status, error in (
        (_client(steady, client_secret="wrong"), 401, "unauthorized_client"),
        (_client(steady, client_id=""), 401, "unauthorized_client"),
        (_client(steady, grant_type="password"), 400, "invalid_request"),
        ({}, 400, "invalid_request"),
    ):
        refused = _ask(steady, form)
        assert (refused.status, refused.body["error"]) == (status, error)
        assert refused.body["error_description"]


def test_the_token_request_needs_its_version_and_a_form(steady: Wire) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert _ask(steady, _client(steady), form).body["error"] == "invalid_request"
    assert _ask(steady, _client(steady), form | {"x-version": "2022-01-01"}).status == 400
    json_body = {"content-type": "application/json", "x-version": "2026-01-01"}
    assert _ask(steady, _client(steady), json_body).status == 400


def _directly(wire: Wire, host: str, path: str, **more: Any) -> Reply:
    reply = wire.sandbox.answer(Request(more.pop("method", "GET"), path, host=host, **more))
    assert isinstance(reply, Reply)
    return reply


def test_the_former_path_takes_json_and_basic_and_no_version(steady: Wire) -> None:
    # Documented until it is switched off, so in both worlds.
    known = steady.sandbox.credentials
    pair = base64.b64encode(f"{known.workiva_client_id}:{known.workiva_client_secret}".encode()).decode()
    form = {"content-type": "application/x-www-form-urlencoded"}
    for headers, body in (
        ({"content-type": "application/json"}, json.dumps(_client(steady)).encode()),
        (form, urlencode(_client(steady)).encode()),
        (form | {"authorization": f"Basic {pair}"}, b"grant_type=client_credentials"),
    ):
        path = "/iam/v1/oauth2/token"
        granted = _directly(steady, "api.app.wdesk.com", path, method="POST", headers=headers, body=body)
        assert granted.status == 200


def test_a_token_is_good_in_its_region_only(steady: Wire) -> None:
    # Documented, so in both worlds.
    headers, body = steady.usual["workiva-token"], urlencode(_client(steady)).encode()
    path = "/oauth2/token"
    granted = _directly(steady, "api.eu.wdesk.com", path, method="POST", headers=headers, body=body)
    assert isinstance(granted.body, dict)
    authorized = {"authorization": f"Bearer {granted.body['access_token']}"}
    for host, status in (("h.eu.wdesk.com", 200), ("h.app.wdesk.com", 401), ("h.apac.wdesk.com", 401)):
        assert _directly(steady, host, f"/s/wdata/prep{CONNECTIONS}", headers=authorized).status == status
