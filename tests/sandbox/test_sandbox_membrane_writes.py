"""Membrane in the sandbox: making, changing, archiving, refreshing and testing connections, over a socket."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Wire
from sandbox_calls import membrane

from trunkline.sandbox import SECRET_MARKER, seeds

HUBSPOT = {"integrationId": seeds.MEMBRANE_INTEGRATION}
OWN = {"access_token": f"{SECRET_MARKER}-of-the-caller"}


def _read(wire: Wire, id: str, **query: Any) -> Any:
    answer = membrane(wire, "GET", f"/connections/{id}", query=query)
    assert answer.status == 200, answer.body
    return answer.body


def _make(wire: Wire, body: dict[str, Any], tenant: str = "acme") -> Any:
    answer = membrane(wire, "POST", "/connections", body, tenant=tenant)
    assert answer.status == 201, answer.body
    return answer.body


def _refused(answer: Any, status: int, key: str, type: str = "bad_request") -> None:
    assert (answer.status, answer.body["type"], answer.body["key"]) == (status, type, key)
    assert answer.body["message"]


# making


@pytest.mark.parametrize(
    "target",
    [
        {"integrationId": seeds.MEMBRANE_INTEGRATION},
        {"integrationKey": "hubspot"},
        {"integrationUuid": "7d1f0000-0000-4000-8000-000000000000"},
        {"connectorId": seeds.MEMBRANE_CONNECTOR},
        {"connectorKey": "hubspot"},
        {"connectorUuid": "8e1f0000-0000-4000-8000-000000000000"},
    ],
)
def test_create_is_201_for_an_integration_or_a_connector(either: Wire, target: dict[str, str]) -> None:
    given = {"credentials": OWN, "name": "Mine", "meta": {"team": "Köln"}, "key": "mine"}
    made = _make(either, target | given)
    assert (made["name"], made["meta"], made["key"]) == ("Mine", {"team": "Köln"}, "mine")
    assert (made["state"], made["connected"], made["disconnected"]) == ("READY", True, False)
    assert made["connectorId"] == seeds.MEMBRANE_CONNECTOR
    assert ("integrationId" in made) == ("integration" in made) == any("integration" in key for key in target)
    assert made["tenantId"] == made["userId"] == made["user"]["id"] == seeds.MEMBRANE_TENANTS["acme"]
    assert made["createdAt"] == made["updatedAt"] == "2026-01-01T00:00:00.250Z"
    assert _read(either, "mine")["id"] == made["id"]


def test_credentials_are_not_in_the_answer_of_create_and_come_back_with_include_secrets(either: Wire) -> None:
    made = _make(either, HUBSPOT | {"credentials": OWN})
    assert "credentials" not in made
    assert _read(either, made["id"], includeSecrets="true")["credentials"] == OWN


def test_without_credentials_the_user_has_to_act(either: Wire) -> None:
    made = _make(either, HUBSPOT)
    assert (made["state"], made["connected"]) == ("CLIENT_ACTION_REQUIRED", False)
    assert made["clientAction"]["type"] == "connect"
    assert made["clientAction"]["uiUrl"].startswith("https://")
    assert made["name"] == "Hubspot"


def test_an_intent_is_built_by_an_agent_until_ready_or_until_the_user_has_to_act(either: Wire) -> None:
    for given, state in ((HUBSPOT | {"credentials": OWN}, "READY"), ({}, "CLIENT_ACTION_REQUIRED")):
        made = _make(either, given | {"intent": "Read the invoices of our ERP"})
        assert (made["state"], made["connected"]) == ("BUILDING", False)
        assert made["buildingAgentSessionId"]
        assert _read(either, made["id"], wait="true", timeout=1)["state"] == "BUILDING"
        found = _read(either, made["id"], wait="true")
        assert found["state"] == state
        assert "buildingAgentSessionId" not in found
        assert ("clientAction" in found) == (state == "CLIENT_ACTION_REQUIRED")


def test_a_taken_key_is_400_already_exists(either: Wire) -> None:
    # Documented, if as no 409: in both worlds.
    taken = HUBSPOT | {"key": seeds.MEMBRANE_READY_KEY}
    _refused(membrane(either, "POST", "/connections", taken, tenant="acme"), 400, "already_exists")
    # Another tenant has keys of its own.
    assert _make(either, taken, tenant="globex")["key"] == seeds.MEMBRANE_READY_KEY
    path = f"/connections/{seeds.MEMBRANE_DEGRADED}"
    _refused(membrane(either, "PATCH", path, {"key": seeds.MEMBRANE_READY_KEY}), 400, "already_exists")
    # One's own key is free for oneself.
    own = membrane(either, "PATCH", f"/connections/{seeds.MEMBRANE_READY}", {"key": seeds.MEMBRANE_READY_KEY})
    assert own.status == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"name": "To nothing"}, 400),
        (HUBSPOT | {"name": 1}, 400),
        (HUBSPOT | {"name": None}, 400),
        (HUBSPOT | {"meta": []}, 400),
        (HUBSPOT | {"key": ""}, 400),
        (HUBSPOT | {"key": "x" * 101}, 400),
        (HUBSPOT | {"key": 3}, 400),
        ([], 400),
        ("text", 400),
        (None, 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        ({"integrationId": "65f000000000000000000000"}, 404),
        ({"connectorKey": "gone-crm"}, 404),
        ({"connectorKey": "globex-erp"}, 404),
    ],
)
def test_bad_bodies_are_refused_and_make_nothing(either: Wire, body: Any, status: int) -> None:
    before = membrane(either, "GET", "/connections", tenant="acme").body
    refused = membrane(either, "POST", "/connections", body, tenant="acme")
    _refused(refused, status, "not_found" if status == 404 else "default")
    assert membrane(either, "GET", "/connections", tenant="acme").body == before


def test_a_key_of_null_and_unknown_members_are_taken_and_dropped(either: Wire) -> None:
    made = _make(either, HUBSPOT | {"key": None, "tomorrow": 1, "credentials": OWN})
    assert not {"key", "tomorrow"} & made.keys()


def test_a_new_tenant_is_met_with_its_first_connection(either: Wire) -> None:
    made = _make(either, HUBSPOT, tenant="umbrella")
    assert made["user"]["internalId"] == "umbrella"
    assert made["tenantId"] not in seeds.MEMBRANE_TENANTS.values()
    listed = membrane(either, "GET", "/connections", tenant="umbrella").body["items"]
    assert [item["id"] for item in listed] == [made["id"]]
    assert _make(either, HUBSPOT, tenant="umbrella")["tenantId"] == made["tenantId"]


def test_a_token_of_the_whole_workspace_has_no_tenant_to_make_something_for(either: Wire) -> None:
    token = either.sandbox.membrane_workspace_token()
    headers = {"authorization": f"Bearer {token}"}
    for path, body in (("/connections", HUBSPOT), ("/connection-requests", HUBSPOT)):
        assert membrane(either, "POST", path, body, headers=headers).status == 400
    # The personal token stands for a person, who is a tenant for tests.
    made = membrane(either, "POST", "/connections", HUBSPOT)
    assert (made.status, made.body["isTest"], made.body["user"]["isTest"]) == (201, True, True)


# changing


def test_patch_changes_what_is_given_and_leaves_the_rest(either: Wire) -> None:
    path = f"/connections/{seeds.MEMBRANE_READY_KEY}"
    either.clock.now += 5
    changed = membrane(either, "PATCH", path, {"name": "Renamed"}).body
    assert (changed["name"], changed["key"]) == ("Renamed", seeds.MEMBRANE_READY_KEY)
    assert changed["meta"] == {"team": "Vertrieb Köln", "emoji": "🚚"}
    assert changed["updatedAt"] == "2026-01-01T00:00:05.250Z"
    assert _read(either, seeds.MEMBRANE_READY) == changed
    assert membrane(either, "PATCH", path, {"meta": {"a": 1}}).body["meta"] == {"a": 1}


def test_a_new_key_replaces_the_old_one_and_null_takes_it_away(either: Wire) -> None:
    path = f"/connections/{seeds.MEMBRANE_READY}"
    assert membrane(either, "PATCH", path, {"key": "other"}).body["key"] == "other"
    assert _read(either, "other")["id"] == seeds.MEMBRANE_READY
    assert membrane(either, "GET", f"/connections/{seeds.MEMBRANE_READY_KEY}").status == 404
    assert "key" not in membrane(either, "PATCH", path, {"key": None}).body
    assert membrane(either, "GET", "/connections/other").status == 404


def test_new_credentials_connect_it_again(either: Wire) -> None:
    for one in (seeds.MEMBRANE_DISCONNECTED, seeds.MEMBRANE_DEFUNCT, seeds.MEMBRANE_ACTION_REQUIRED):
        found = membrane(either, "PATCH", f"/connections/{one}", {"credentials": OWN}).body
        assert (found["state"], found["connected"]) == ("READY", True)
        assert not {"requestError", "error", "isDefunct", "clientAction", "credentials"} & found.keys()
        assert _read(either, one, includeSecrets=1)["credentials"] == OWN


def test_put_replaces_what_the_caller_decides_about_and_keeps_the_rest(either: Wire) -> None:
    path = f"/connections/{seeds.MEMBRANE_READY}"
    replaced = membrane(either, "PUT", path, {"meta": {"only": "this"}}).body
    assert (replaced["name"], replaced["meta"]) == ("Hubspot", {"only": "this"})
    assert not {"key", "authOptionKey", "connectorParameters"} & replaced.keys()
    assert (replaced["connected"], replaced["integrationId"]) == (True, seeds.MEMBRANE_INTEGRATION)
    assert (
        SECRET_MARKER in _read(either, seeds.MEMBRANE_READY, includeSecrets=1)["credentials"]["access_token"]
    )


# archiving


def test_delete_is_soft_it_archives_with_an_empty_200(either: Wire) -> None:
    # Documented, so in both worlds.
    path = f"/connections/{seeds.MEMBRANE_READY}"
    answer = membrane(either, "DELETE", path, tenant="acme")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, None, "0")
    assert _read(either, seeds.MEMBRANE_READY)["archivedAt"] == "2026-01-01T00:00:00.250Z"
    for archived, is_listed in (({}, False), ({"includeArchived": "true"}, True)):
        listed = membrane(either, "GET", "/connections", query={"limit": 1000} | archived).body["items"]
        assert (seeds.MEMBRANE_READY in {item["id"] for item in listed}) is is_listed
    # Nothing can be done with it any more, its key is free again, and its credentials are gone.
    for method, more in (("DELETE", ""), ("PATCH", ""), ("PUT", ""), ("POST", "/test")):
        assert membrane(either, method, f"{path}{more}", {}).status == 404
    assert "credentials" not in _read(either, seeds.MEMBRANE_READY, includeSecrets="1")
    assert _make(either, HUBSPOT | {"key": seeds.MEMBRANE_READY_KEY})["id"] != seeds.MEMBRANE_READY


# credentials


def test_refresh_credentials_is_an_empty_201(either: Wire) -> None:
    # Documented, so in both worlds.
    before = _read(either, seeds.MEMBRANE_READY, includeSecrets=1)
    either.clock.now += 60
    answer = membrane(either, "POST", f"/connections/{seeds.MEMBRANE_READY}/refresh-credentials")
    assert (answer.status, answer.body) == (201, None)
    after = _read(either, seeds.MEMBRANE_READY, includeSecrets=1)
    assert SECRET_MARKER in after["credentials"]["access_token"]
    assert after["credentials"]["access_token"] != before["credentials"]["access_token"]
    assert after["nextCredentialsRefreshAt"] > before["nextCredentialsRefreshAt"]


def test_a_refresh_reconnects_what_the_platform_still_retries(either: Wire) -> None:
    path = f"/connections/{seeds.MEMBRANE_RETRYING}/refresh-credentials"
    assert membrane(either, "POST", path).status == 201
    found = _read(either, seeds.MEMBRANE_RETRYING)
    assert (found["connected"], found["disconnected"]) == (True, False)
    assert not {"requestError", "retryAttempts", "nextRetryTimestamp"} & found.keys()


@pytest.mark.parametrize(
    ("id", "type", "key"),
    [
        (seeds.MEMBRANE_API_KEY, "bad_request", "default"),
        (seeds.MEMBRANE_DEFUNCT, "connection", "connection_is_defunct"),
        (seeds.MEMBRANE_DISCONNECTED, "connection", "access_token_expired"),
    ],
)
def test_what_cannot_be_refreshed_is_400(either: Wire, id: str, type: str, key: str) -> None:
    _refused(membrane(either, "POST", f"/connections/{id}/refresh-credentials"), 400, key, type)


def test_can_refresh_credentials_and_can_test_are_told(steady: Wire) -> None:
    key, untestable = _read(steady, seeds.MEMBRANE_API_KEY), _read(steady, seeds.MEMBRANE_UNTESTABLE)
    assert (key["canRefreshCredentials"], key["canTest"]) == (False, True)
    assert (untestable["canRefreshCredentials"], untestable["canTest"]) == (True, False)


@pytest.mark.parametrize(
    ("id", "works"),
    [
        (seeds.MEMBRANE_READY, True),
        (seeds.MEMBRANE_API_KEY, True),
        (seeds.MEMBRANE_DEGRADED, True),
        (seeds.MEMBRANE_RETRYING, False),
        (seeds.MEMBRANE_DISCONNECTED, False),
        (seeds.MEMBRANE_ACTION_REQUIRED, False),
        (seeds.MEMBRANE_LEGACY, False),
    ],
)
def test_a_test_is_201_with_success(either: Wire, id: str, works: bool) -> None:
    # The status is of one document and the body of another, and they agree: in both worlds.
    answer = membrane(either, "POST", f"/connections/{id}/test")
    assert (answer.status, answer.body) == (201, {"success": works})


def test_what_has_no_test_is_400(either: Wire) -> None:
    answer = membrane(either, "POST", f"/connections/{seeds.MEMBRANE_UNTESTABLE}/test")
    _refused(answer, 400, "default")


# how it is asked


FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_a_form_typed_empty_post_is_accepted_as_the_vendors_own_kit_sends_it(real: Wire, ideal: Wire) -> None:
    for action, status in (("refresh-credentials", 201), ("test", 201)):
        path = f"/connections/{seeds.MEMBRANE_READY}/{action}"
        assert membrane(real, "POST", path, headers=FORM, body=b"").status == status
        _refused(membrane(ideal, "POST", path, headers=FORM, body=b""), 400, "default")
        for wire in (real, ideal):
            assert membrane(wire, "POST", path, {}).status == membrane(wire, "POST", path).status == status


def test_a_form_with_something_in_it_is_refused(either: Wire) -> None:
    answer = membrane(either, "POST", "/connections", b"name=x", headers=FORM)
    _refused(answer, 400, "default")


@pytest.mark.parametrize("version", [None, "legacy", "2025-10-21"])
def test_the_version_header_may_be_absent_and_changes_nothing(steady: Wire, version: str | None) -> None:
    # No document says what changes with it, so in both worlds.
    headers = {} if version is None else {"membrane-api-version": version}
    answer = membrane(steady, "GET", f"/connections/{seeds.MEMBRANE_READY}", headers=headers)
    assert (answer.status, answer.body) == (200, _read(steady, seeds.MEMBRANE_READY))


def test_an_unknown_version_is_not_even_looked_at(real: Wire, ideal: Wire) -> None:
    headers = {"membrane-api-version": "1999-01-01"}
    assert membrane(real, "GET", "/connections", headers=headers).status == 200
    assert membrane(ideal, "GET", "/connections", headers=headers).status == 400


def test_a_tenant_can_touch_its_own_only(either: Wire) -> None:
    path = f"/connections/{seeds.MEMBRANE_READY}"
    for method, more, body in (
        ("PATCH", "", {"name": "x"}),
        ("PUT", "", {"name": "x"}),
        ("DELETE", "", {}),
        ("POST", "/test", {}),
        ("POST", "/refresh-credentials", {}),
    ):
        _refused(membrane(either, method, f"{path}{more}", body, tenant="globex"), 404, "not_found")
    keyed = f"/connections/{seeds.MEMBRANE_READY_KEY}"
    assert membrane(either, "GET", keyed, tenant="globex").status == 404
    assert _read(either, seeds.MEMBRANE_READY)["name"] == "Acme Corporation Hubspot"
