"""OpenInt's API v0 in the sandbox: connections made, deleted, checked and synced, each quirk by name."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from conftest import Answer, Wire

from trunkline.sandbox import seeds
from trunkline.sandbox.credentials import REFUSED_CREDENTIAL, SECRET_MARKER

V0 = "openint-v0"
SETTINGS = {"apiKey": f"{SECRET_MARKER}-v0-mine"}
FIELDS = {
    "displayName": "Acme recruiting",
    "customerId": "acme",
    "disabled": True,
    "metadata": {"team": "emea"},
    "integrationId": "int_merge_bamboohr",
}


def create(wire: Wire, *, token: str | None = None, **members: Any) -> Answer:
    body = {"connectorConfigId": seeds.OPENINT_V0_CONFIG_API_KEY, "settings": SETTINGS} | members
    return wire.json(V0, "POST", "/core/connection", body, token=token)


def read(wire: Wire, id: str) -> dict[str, Any]:
    body = wire.get(V0, f"/core/connection/{id}").body
    assert isinstance(body, dict)
    return body


def act(wire: Wire, id: str, verb: str, body: Any = None) -> Answer:
    return wire.json(V0, "POST", f"/core/connection/{id}/{verb}", body)


def test_create_answers_a_bare_string(either: Wire) -> None:
    # Documented, so in both worlds.
    made = create(either)
    assert made.status == 200
    assert made.headers["content-type"] == "application/json"
    assert re.fullmatch(r"conn_greenhouse_[0-9A-HJKMNP-TV-Z]{26}", made.body)
    found = read(either, made.body)
    assert (found["settings"], found["connectorName"]) == (SETTINGS, "greenhouse")
    assert found["connectorConfigId"] == seeds.OPENINT_V0_CONFIG_API_KEY
    assert create(either).body != made.body
    ids = [row["id"] for row in either.get(V0, "/core/connection").body]
    assert made.body in ids[-2:]


def test_create_with_a_name_saves_everything(either: Wire) -> None:
    found = read(either, create(either, **FIELDS).body)
    assert {name: found[name] for name in FIELDS} == FIELDS


@pytest.mark.parametrize(
    "name", [{}, {"displayName": ""}, {"displayName": None}], ids=["absent", "empty", "null"]
)
def test_create_without_a_name_drops_customer_disabled_metadata_and_integration(
    real: Wire, ideal: Wire, name: dict[str, Any]
) -> None:
    rest = {key: value for key, value in FIELDS.items() if key != "displayName"}
    dropped = {"customerId": None, "disabled": False, "metadata": None, "integrationId": None}
    for wire, kept in ((real, dropped), (ideal, rest)):
        found = read(wire, create(wire, **rest, **name).body)
        assert {key: found[key] for key in rest} == kept
        assert found["settings"] == SETTINGS


def test_create_without_a_name_takes_the_tokens_customer(either: Wire) -> None:
    token = either.sandbox.openint_customer_token("globex")
    assert read(either, create(either, token=token).body)["customerId"] == "globex"


def test_what_create_dropped_can_be_patched(either: Wire) -> None:
    made = create(either).body
    either.patch(f"/core/connection/{made}", FIELDS)
    found = read(either, made)
    assert {name: found[name] for name in FIELDS} == FIELDS


def test_create_serves_the_applications_own_error_and_makes_nothing(real: Wire, ideal: Wire) -> None:
    for wire, status, code in ((real, 401, "UNAUTHORIZED"), (ideal, 400, "BAD_REQUEST")):
        refused = create(wire, settings={"apiKey": REFUSED_CREDENTIAL})
        assert (refused.status, refused.body["code"]) == (status, code)
        assert len(wire.get(V0, "/core/connection").body) == 16
    refused = create(real, settings={"apiKey": REFUSED_CREDENTIAL})
    assert refused.body["data"]["body"]["error"]["status"] == 401
    assert refused.body["class"] == "HTTPError"
    assert REFUSED_CREDENTIAL not in json.dumps(refused.body)


@pytest.mark.parametrize(
    "change",
    [
        {"connectorConfigId": "hubspot"},
        {"connectorConfigId": None},
        {"settings": "text"},
        {"displayName": 7},
        {"customerId": ""},
        {"disabled": None},
        {"integrationId": "merge"},
    ],
)
def test_a_bad_create_is_400(either: Wire, change: dict[str, Any]) -> None:
    refused = create(either, **change)
    assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")
    assert len(either.get(V0, "/core/connection").body) == 16


def test_create_with_an_unknown_or_foreign_config(either: Wire) -> None:
    assert create(either, connectorConfigId="ccfg_hubspot_nothing").body["code"] == "NOT_FOUND"
    assert create(either, connectorConfigId=seeds.OPENINT_V0_CONFIG_FOREIGN).body["code"] == "FORBIDDEN"


def test_delete_revokes_the_grant_first(either: Wire) -> None:
    # Documented by the parameter that says not to, so in both worlds.
    gone = either.send(V0, f"/core/connection/{seeds.OPENINT_V0_HEALTHY}", method="DELETE")
    assert (gone.status, gone.body) == (200, {})
    assert either.sandbox.revoked == (seeds.OPENINT_V0_HEALTHY,)
    path = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}"
    assert either.get(V0, path).status == 404
    assert either.send(V0, path, method="DELETE").status == 404
    # An API key is no grant: there is nothing to take back.
    either.send(V0, f"/core/connection/{seeds.OPENINT_V0_API_KEY}", method="DELETE")
    assert either.sandbox.revoked == (seeds.OPENINT_V0_HEALTHY,)


def test_delete_with_skip_revoke_keeps_the_grant(either: Wire) -> None:
    path = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}"
    assert either.send(V0, path, method="DELETE", query="skipRevoke=true").body == {}
    assert either.sandbox.revoked == ()
    assert either.get(V0, path).status == 404


@pytest.mark.parametrize("text", ["false", "0"])
def test_skip_revoke_false_means_true(real: Wire, ideal: Wire, text: str) -> None:
    for wire, revoked in ((real, ()), (ideal, (seeds.OPENINT_V0_HEALTHY,))):
        path = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}"
        wire.send(V0, path, method="DELETE", query=f"skipRevoke={text}")
        assert wire.sandbox.revoked == revoked


def test_a_failed_revocation_keeps_the_connection(real: Wire, ideal: Wire) -> None:
    path = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}"
    for wire, status in ((real, 503), (ideal, 500)):
        wire.sandbox.change(V0, seeds.OPENINT_V0_HEALTHY, {"_upstream": "breaks"})
        assert wire.send(V0, path, method="DELETE").status == status
        assert wire.get(V0, path).status == 200
        assert wire.send(V0, path, method="DELETE", query="skipRevoke=1").status == 200


def test_a_connect_token_deletes_its_customers_connections_only(either: Wire) -> None:
    token = either.sandbox.openint_customer_token("globex")
    for row_id, status in ((seeds.OPENINT_V0_HEALTHY, 404), (seeds.OPENINT_V0_ERROR, 200)):
        assert either.json(V0, "DELETE", f"/core/connection/{row_id}", token=token).status == status


def test_a_check_renews_saves_and_answers_the_connection(either: Wire) -> None:
    # The answer is documented as anything: in both worlds.
    before = read(either, seeds.OPENINT_V0_HEALTHY)
    either.clock.now += 60
    answer = act(either, seeds.OPENINT_V0_HEALTHY, "_check")
    assert answer.status == 200
    assert answer.body["id"] == seeds.OPENINT_V0_HEALTHY
    assert "connector_config" not in answer.body
    after = read(either, seeds.OPENINT_V0_HEALTHY)
    assert answer.body["settings"] == after["settings"] != before["settings"]
    assert after["updatedAt"] > before["updatedAt"]


def test_a_check_of_a_refused_grant_leaves_an_error_in_the_settings(either: Wire) -> None:
    either.sandbox.change(V0, seeds.OPENINT_V0_HEALTHY, {"_upstream": "refuses"})
    answer = act(either, seeds.OPENINT_V0_HEALTHY, "_check").body
    assert answer["settings"]["error"]["code"] == "refresh_token_external_error"
    assert "error" in read(either, seeds.OPENINT_V0_HEALTHY)["settings"]


MENDED = {"oauth": {"credentials": {"raw": {"refresh_token": f"{SECRET_MARKER}-v0-new-refresh"}}}}


def test_a_stored_error_is_tested_again_and_new_credentials_pass(real: Wire, ideal: Wire) -> None:
    path = f"/core/connection/{seeds.OPENINT_V0_ERROR}"
    for wire in (real, ideal):
        assert act(wire, seeds.OPENINT_V0_ERROR, "_check").body["settings"]["error"]
        wire.patch(path, {"settings": {"error": None}})
        # The old ones are refused again.
        assert act(wire, seeds.OPENINT_V0_ERROR, "_check").body["settings"]["error"]
        wire.patch(path, {"settings": MENDED | {"error": None}})
        tested = act(wire, seeds.OPENINT_V0_ERROR, "_check").body["settings"]
        assert not tested.get("error")
        assert "renewed" in tested["oauth"]["credentials"]["access_token"]


def test_a_stored_error_outlives_new_credentials_that_pass(real: Wire, ideal: Wire) -> None:
    # What is stored is merged, and no test that passes says anything about the one before.
    for wire, stays in ((real, True), (ideal, False)):
        patched = wire.patch(f"/core/connection/{seeds.OPENINT_V0_ERROR}", {"settings": MENDED}).body
        assert patched["settings"]["error"]
        tested = act(wire, seeds.OPENINT_V0_ERROR, "_check").body["settings"]
        assert "renewed" in tested["oauth"]["credentials"]["access_token"]
        assert ("error" in tested) is stays


def test_a_check_that_is_not_implemented_answers_a_string_only_if_nothing_is_imported(either: Wire) -> None:
    # The answer is documented as anything, which a text is, too: in both worlds.
    row_id = seeds.OPENINT_V0_UNTESTED
    text = act(either, row_id, "_check", {"import": False})
    assert (text.status, text.body) == (200, f"Connection check not implemented for {row_id}")
    for options in ({}, {"import": True}, {"import": None}, {"skipCache": True, "unknown": 1}):
        assert act(either, row_id, "_check", options).body["id"] == row_id


def test_a_check_serves_the_applications_own_error(real: Wire, ideal: Wire) -> None:
    for wire, refused, broken in ((real, 401, 503), (ideal, 400, 500)):
        wire.sandbox.change(V0, seeds.OPENINT_V0_API_KEY, {"settings": {"apiKey": REFUSED_CREDENTIAL}})
        assert act(wire, seeds.OPENINT_V0_API_KEY, "_check").status == refused
        wire.sandbox.change(V0, seeds.OPENINT_V0_HEALTHY, {"_upstream": "breaks"})
        assert act(wire, seeds.OPENINT_V0_HEALTHY, "_check").status == broken


def test_one_check_that_fails_fails_the_whole_list(real: Wire, ideal: Wire) -> None:
    for wire, status in ((real, 503), (ideal, 200)):
        wire.sandbox.change(V0, seeds.OPENINT_V0_EXPIRED, {"_upstream": "breaks"})
        listed = wire.get(V0, "/core/connection", forceRefresh="true")
        assert listed.status == status
        assert wire.get(V0, "/core/connection", customerId="acme").status == 200
    assert not [row for row in listed.body if "_upstream" in row]


@pytest.mark.parametrize("verb", ["_check", "_sync"])
def test_bad_options_and_ids_of_check_and_sync(steady: Wire, verb: str) -> None:
    option = {"_check": "skipCache", "_sync": "fullResync"}[verb]
    assert act(steady, seeds.OPENINT_V0_HEALTHY, verb, {option: "yes"}).status == 400
    assert act(steady, seeds.OPENINT_V0_HEALTHY, verb, []).status == 400
    assert act(steady, "hubspot", verb).status == 400
    assert act(steady, "conn_none", verb).body["code"] == "NOT_FOUND"
    path = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}/{verb}"
    token = steady.sandbox.openint_customer_token("globex")
    assert steady.json(V0, "POST", path, token=token).status == 404


@pytest.mark.parametrize("verb", ["_check", "_sync"])
def test_no_body_is_an_empty_one_although_documented_as_required(real: Wire, ideal: Wire, verb: str) -> None:
    path = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}/{verb}"
    for wire, status in ((real, 200), (ideal, 400)):
        answer = wire.send(V0, path, method="POST")
        assert answer.status == status
        assert act(wire, seeds.OPENINT_V0_HEALTHY, verb).status == 200
    assert (answer.body["code"], answer.body["issues"]) == ("BAD_REQUEST", [{"message": "Required"}])


def test_a_sync_answers_its_runs_or_an_event_nobody_resolves(either: Wire) -> None:
    # Documented, so in both worlds.
    before = read(either, seeds.OPENINT_V0_HEALTHY)["updatedAt"]
    either.clock.now += 60
    ran = act(either, seeds.OPENINT_V0_HEALTHY, "_sync").body
    assert ran.keys() == {"pipeline_syncs"}
    (run,) = ran["pipeline_syncs"]
    assert run.keys() == {"pipeline_id", "sync_completed_event_id"}
    assert run["pipeline_id"].startswith("pipe_")
    assert read(either, seeds.OPENINT_V0_HEALTHY)["updatedAt"] > before
    later = act(either, seeds.OPENINT_V0_HEALTHY, "_sync", {"async": True}).body
    assert later.keys() == {"connection_requested_event_id"}
    assert act(either, seeds.OPENINT_V0_HEALTHY, "_sync", {"metaOnly": True}).body == {}
