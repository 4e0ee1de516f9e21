"""Membrane in the sandbox: tokens, states, cursors and the long poll, over a socket."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import EPOCH, Wire

from trunkline.sandbox import SECRET_MARKER, _tokens, seeds

STATES = {
    seeds.MEMBRANE_READY: "READY",
    seeds.MEMBRANE_BUILDING: "BUILDING",
    seeds.MEMBRANE_ACTION_REQUIRED: "CLIENT_ACTION_REQUIRED",
    seeds.MEMBRANE_CONFIGURATION_ERROR: "CONFIGURATION_ERROR",
    seeds.MEMBRANE_SETUP_FAILED: "SETUP_FAILED",
    seeds.MEMBRANE_DISCONNECTING: "DISCONNECTING",
}


def _get(wire: Wire, id: str, **query: Any) -> Any:
    answer = wire.get("membrane", f"/connections/{id}", **query)
    assert answer.status == 200
    return answer.body


@pytest.mark.parametrize(("id", "state"), STATES.items())
def test_every_state_is_seeded(either: Wire, id: str, state: str) -> None:
    found = _get(either, id)
    assert found["state"] == state
    assert found.keys() >= {"id", "name", "userId", "createdAt", "updatedAt"}
    assert ("clientAction" in found) == (state == "CLIENT_ACTION_REQUIRED")
    assert ("buildingAgentSessionId" in found) == (state == "BUILDING")


def test_the_flags_that_change_what_ready_means(steady: Wire) -> None:
    assert _get(steady, seeds.MEMBRANE_ACTION_REQUIRED)["clientAction"]["uiUrl"].startswith("https://")
    retrying = _get(steady, seeds.MEMBRANE_RETRYING)
    assert (retrying["connected"], retrying["retryAttempts"]) == (False, 3)
    assert retrying["nextRetryTimestamp"] > "2026-01-01T00:00:00"
    assert _get(steady, seeds.MEMBRANE_DISCONNECTED)["requestError"]["key"] == "access_token_expired"
    assert _get(steady, seeds.MEMBRANE_DEFUNCT)["isDefunct"] is True
    assert _get(steady, seeds.MEMBRANE_ARCHIVED)["archivedAt"]
    assert _get(steady, seeds.MEMBRANE_DEACTIVATED)["isDeactivated"] is True
    degraded = _get(steady, seeds.MEMBRANE_DEGRADED)
    assert (degraded["connected"], degraded["errors"][0]["type"]) == (True, "connection")
    legacy = _get(steady, seeds.MEMBRANE_LEGACY)
    assert "connected" not in legacy
    assert legacy["disconnected"] is True
    assert _get(steady, seeds.MEMBRANE_CONFIGURATION_ERROR)["errors"][0]["type"] == "configuration"


def test_a_connection_is_found_by_id_or_key(steady: Wire) -> None:
    # Documented as an id here and as either there: in both worlds.
    assert _get(steady, seeds.MEMBRANE_READY_KEY) == _get(steady, seeds.MEMBRANE_READY)
    found = _get(steady, seeds.MEMBRANE_READY)
    assert found["user"]["internalId"] == "acme"
    assert found["user"]["id"] == found["tenantId"] == seeds.MEMBRANE_TENANTS["acme"]
    assert found["integration"]["key"] == "hubspot"


def test_credentials_come_only_with_include_secrets(steady: Wire) -> None:
    assert "credentials" not in _get(steady, seeds.MEMBRANE_READY)
    # Unlike OpenInt, the text "false" is understood.
    assert "credentials" not in _get(steady, seeds.MEMBRANE_READY, includeSecrets="false")
    secret = _get(steady, seeds.MEMBRANE_READY, includeSecrets="true")["credentials"]["access_token"]
    assert SECRET_MARKER in secret
    assert "credentials" in steady.get("membrane", "/connections", limit=1, includeSecrets=1).body["items"][0]


def test_error_bodies_have_type_and_key(steady: Wire) -> None:
    # Documented, so in both worlds.
    refused = steady.get("membrane", "/connections/65f000000000000000000000")
    assert (refused.status, refused.body["type"], refused.body["key"]) == (404, "bad_request", "not_found")
    assert refused.body["message"]
    assert steady.get("membrane", "/elsewhere").body["key"] == "not_found"
    assert steady.send("membrane", "/connections", method="PUT").status == 404


@pytest.mark.parametrize("authorization", ["", "Basic x", "Bearer ", "Bearer nonsense", "Bearer a.b.c"])
def test_bad_tokens_are_401_not_authenticated(steady: Wire, authorization: str) -> None:
    refused = steady.send("membrane", "/connections", headers={"authorization": authorization})
    assert (refused.status, refused.body["key"]) == (401, "not_authenticated")


def _sign(wire: Wire, *, secret: str | None = None, algorithm: str = "HS256", **claims: Any) -> str:
    known = wire.sandbox.credentials
    usual = {"workspaceKey": known.membrane_workspace_key, "exp": int(EPOCH) + 60}
    return _tokens.sign(usual | claims, secret or known.membrane_workspace_secret, algorithm=algorithm)


def test_claims_of_every_generation_are_accepted(steady: Wire) -> None:
    # Each documented in its time, so in both worlds.
    key = steady.sandbox.credentials.membrane_workspace_key
    current = _sign(steady, tenantKey="globex", name="Globex", fields={})
    vendor_kit = _sign(steady, workspaceKey=key, id="globex", iss=key)
    oldest = _tokens.sign(
        {"iss": key, "id": "globex", "name": "G"}, steady.sandbox.credentials.membrane_workspace_secret
    )
    for token in (current, vendor_kit, oldest, _sign(steady, tenantKey="globex", algorithm="HS512")):
        items = steady.bearer("membrane", token, "/connections").body["items"]
        assert {item["user"]["internalId"] for item in items} == {"globex"}


def test_a_tenant_sees_its_own_and_the_workspace_all(steady: Wire) -> None:
    globex = steady.sandbox.membrane_workspace_token("globex")
    assert steady.bearer("membrane", globex, f"/connections/{seeds.MEMBRANE_READY}").status == 404
    assert steady.bearer("membrane", globex, f"/connections/{seeds.MEMBRANE_DEFUNCT}").status == 200
    newcomer = steady.sandbox.membrane_workspace_token("somebody-new")
    assert steady.bearer("membrane", newcomer, "/connections").body == {"items": []}
    for token in (steady.sandbox.membrane_workspace_token(), _sign(steady, isAdmin=True, tenantKey="acme")):
        assert len(steady.bearer("membrane", token, "/connections").body["items"]) == 35


def test_expired_and_foreign_tokens_are_refused(either: Wire) -> None:
    token = _sign(either, tenantKey="acme")
    assert either.bearer("membrane", token, "/connections").status == 200
    either.clock.now += 61
    assert either.bearer("membrane", token, "/connections").status == 401
    for bad in (
        _sign(either, secret="another secret", exp=EPOCH + 900),
        _sign(either, workspaceKey="other", exp=EPOCH + 900),
        _sign(either, exp="soon"),
        _sign(either, exp=EPOCH + 900, nbf=EPOCH + 800),
    ):
        assert either.bearer("membrane", bad, "/connections").status == 401


def _ids(wire: Wire, **query: Any) -> set[str]:
    answer = wire.get("membrane", "/connections", limit=1000, **query)
    assert answer.status == 200, answer.body
    return {item["id"] for item in answer.body["items"]}


def test_list_filters(steady: Wire) -> None:
    everything = _ids(steady)
    assert len(everything) == 35
    assert seeds.MEMBRANE_ARCHIVED not in everything
    assert _ids(steady, includeArchived="true") == everything | {seeds.MEMBRANE_ARCHIVED}
    assert _ids(steady, includeArchived="false") == everything
    off = _ids(steady, connected="false")
    assert seeds.MEMBRANE_RETRYING in off
    assert seeds.MEMBRANE_READY not in off
    assert seeds.MEMBRANE_LEGACY in off
    assert _ids(steady, disconnected="1") == off
    assert _ids(steady, connected="true") == everything - off
    assert 0 < len(_ids(steady, isTest="true")) < 5
    assert _ids(steady, search="ACME-hubspot") == {seeds.MEMBRANE_READY}
    ready = _get(steady, seeds.MEMBRANE_READY)
    by_integration = _ids(steady, integrationId=ready["integrationId"])
    assert (
        by_integration
        == _ids(steady, integrationKey="hubspot")
        == _ids(steady, connectorId=ready["connectorId"])
    )
    assert _ids(steady, integrationKey="nothing") == set()
    # Membrane's own id of the tenant; the caller's own id is another thing.
    acme = _ids(steady, tenantId=seeds.MEMBRANE_TENANTS["acme"])
    assert acme == _ids(steady, userId=seeds.MEMBRANE_TENANTS["acme"])
    assert seeds.MEMBRANE_READY in acme
    assert _ids(steady, tenantId="acme") == set()


def _pages(wire: Wire, **query: Any) -> list[Any]:
    pages: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = wire.get("membrane", "/connections", **query, **cursor).body
        pages.append(page)
        if not page.get("cursor"):
            return pages
        cursor = {"cursor": page["cursor"]}


@pytest.mark.parametrize("limit", [1, 7, 10, 34, 35, 36])
def test_the_end_is_an_absent_cursor(steady: Wire, limit: int) -> None:
    # Documented, so in both worlds.
    pages = _pages(steady, limit=limit)
    ids = [item["id"] for page in pages for item in page["items"]]
    assert len(ids) == len(set(ids)) == 35
    assert "cursor" not in pages[-1]
    assert len(pages) == -(-35 // limit)


def test_a_list_goes_on_where_it_was_whatever_becomes_of_what_it_gave(either: Wire) -> None:
    first = either.get("membrane", "/connections", limit=5).body
    rest = _ids(either) - {row["id"] for row in first["items"]}
    for row in first["items"]:
        assert either.send("membrane", f"/connections/{row['id']}", method="DELETE").status == 200
    following = either.get("membrane", "/connections", limit=1000, cursor=first["cursor"]).body
    assert {row["id"] for row in following["items"]} == rest
    assert len(rest) == 30


def test_a_short_or_empty_page_is_not_the_end(real: Wire, ideal: Wire) -> None:
    for wire, in_order in ((real, False), (ideal, True)):
        pages = _pages(wire, limit=5, connected="false")
        lengths = [len(page["items"]) for page in pages]
        assert (0 in lengths[:-1]) is not in_order
        assert all(length == 5 for length in lengths[:-1]) is in_order
        assert {item["id"] for page in pages for item in page["items"]} == _ids(wire, connected="false")


def test_the_vendors_own_kit_starts_with_cursor_0(steady: Wire) -> None:
    # A cursor is whatever the server takes for one: in both worlds.
    first = steady.get("membrane", "/connections", limit=3).body
    assert steady.get("membrane", "/connections", limit=3, cursor="0").body == first
    assert steady.get("membrane", "/connections", cursor="").status == 200


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=1001", "limit=x", "cursor=%21%21", "cursor=e30", "connected=maybe"],
)
def test_bad_list_input_is_400(steady: Wire, query: str) -> None:
    refused = steady.send("membrane", "/connections", query=query)
    assert (refused.status, refused.body["type"]) == (400, "bad_request")
    assert json.dumps(refused.body["data"]["issues"])


@pytest.mark.parametrize("query", ["timeout=0", "timeout=61", "timeout=1.5", "wait=perhaps"])
def test_bad_wait_input_is_400(steady: Wire, query: str) -> None:
    assert steady.send("membrane", f"/connections/{seeds.MEMBRANE_READY}", query=query).status == 400


def test_a_building_connection_becomes_ready_by_itself(either: Wire) -> None:
    assert _get(either, seeds.MEMBRANE_BUILDING)["state"] == "BUILDING"
    either.clock.now += 1.9
    assert _get(either, seeds.MEMBRANE_BUILDING)["state"] == "BUILDING"
    either.clock.now += 0.2
    ready = _get(either, seeds.MEMBRANE_BUILDING)
    assert (ready["state"], ready["connected"]) == ("READY", True)
    assert ready["updatedAt"] == "2026-01-01T00:00:02.250Z"
    assert "buildingAgentSessionId" not in ready
    assert either.clock.slept == []


def test_a_long_poll_holds_until_ready(either: Wire) -> None:
    # Documented by its two parameters, so in both worlds.
    found = _get(either, seeds.MEMBRANE_BUILDING, wait="true")
    assert found["state"] == "READY"
    assert sum(either.clock.slept) == pytest.approx(2.0)


def test_a_long_poll_ends_with_its_timeout(either: Wire) -> None:
    # Documented by its two parameters, so in both worlds.
    assert _get(either, seeds.MEMBRANE_BUILDING, wait="1", timeout=1)["state"] == "BUILDING"
    assert sum(either.clock.slept) == pytest.approx(1.0)
    assert _get(either, "acme-notion", wait="true", timeout=60)["state"] == "READY"
    assert sum(either.clock.slept) == pytest.approx(2.0)


def test_a_resting_state_is_answered_at_once(either: Wire) -> None:
    # Documented by its two parameters, so in both worlds.
    for row_id in (seeds.MEMBRANE_READY, seeds.MEMBRANE_ACTION_REQUIRED, seeds.MEMBRANE_SETUP_FAILED):
        _get(either, row_id, wait="true", timeout=60)
    assert either.get("membrane", "/connections/none", wait="true").status == 404
    _get(either, seeds.MEMBRANE_BUILDING, wait="false", timeout=60)
    assert either.clock.slept == []
