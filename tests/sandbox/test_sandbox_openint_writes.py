"""OpenInt's API v1 in the sandbox: connections made and deleted, each rule and quirk by name, over a socket."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from conftest import Answer, Wire

from trunkline.sandbox import seeds
from trunkline.sandbox.credentials import REFUSED_CREDENTIAL, SECRET_MARKER

TOKENS = {"access_token": f"{SECRET_MARKER}-imported", "refresh_token": f"{SECRET_MARKER}-refresh"}
SETTINGS = {"oauth": {"credentials": TOKENS}}
BODY = {
    "connector_config_id": seeds.OPENINT_CONFIG,
    "customer_id": "acme",
    "data": {"connector_name": "hubspot", "settings": SETTINGS},
}


def create(wire: Wire, **changes: Any) -> Answer:
    return wire.json("openint", "POST", "/connection", BODY | changes)


def with_key(key: str) -> dict[str, Any]:
    data = {"connector_name": "greenhouse", "settings": {"apiKey": key}}
    return {"connector_config_id": seeds.OPENINT_CONFIG_API_KEY, "data": data}


def test_create_answers_the_whole_row_with_settings(either: Wire) -> None:
    # Documented, so in both worlds.
    made = create(either, metadata={"team": "emea"})
    assert made.status == 200
    assert re.fullmatch(r"conn_hubspot_[0-9A-HJKMNP-TV-Z]{26}", made.body["id"])
    assert made.body["settings"] == SETTINGS
    assert made.body["metadata"] == {"team": "emea"}
    assert (made.body["customer_id"], made.body["connector_name"]) == ("acme", "hubspot")
    assert (made.body["display_name"], made.body["disabled"], made.body["integration_id"]) == (
        None,
        False,
        None,
    )
    assert not [name for name in made.body if name.startswith("_")]
    found = either.get("openint", f"/connection/{made.body['id']}").body
    assert found == {name: value for name, value in made.body.items() if name != "settings"}
    assert either.get("openint", "/connection", limit=1).body["items"][0]["id"] == made.body["id"]


def test_create_without_a_check_is_unknown_with_a_message(either: Wire) -> None:
    # `unknown` is documented as the state of what nobody has tested: in both worlds.
    made = create(either).body
    assert (made["status"], made["status_message"]) == ("unknown", "Connection was created without a check")


def test_create_makes_a_new_id_each_time(either: Wire) -> None:
    assert create(either).body["id"] != create(either).body["id"]
    assert either.get("openint", "/connection", limit=0, offset=0).status == 200
    assert either.get("openint", "/connection", limit=3000).body["total"] == 73


def test_create_timestamps_are_postgres_text(real: Wire, ideal: Wire) -> None:
    assert create(real).body["created_at"] == "2026-01-01 00:00:00.25+00"
    assert create(ideal).body["created_at"] == "2026-01-01T00:00:00.250Z"


def test_create_without_settings_stores_none(either: Wire) -> None:
    assert create(either, data={"connector_name": "hubspot"}).body["settings"] == {}


def test_create_is_for_the_organization_only(real: Wire, ideal: Wire) -> None:
    for wire, anonymous in ((real, 403), (ideal, 401)):
        token = wire.sandbox.openint_customer_token("acme")
        refused = wire.json("openint", "POST", "/connection", BODY, token=token)
        assert (refused.status, refused.body["code"], refused.body["message"]) == (
            403,
            "FORBIDDEN",
            "Admin only",
        )
        headers = {"content-type": "application/json"}
        nobody = wire.send("openint", "/connection", method="POST", headers=headers, body=b"{}")
        assert nobody.status == anonymous


def test_create_with_an_unknown_or_foreign_config_is_404(either: Wire) -> None:
    # The documents list no 404 here, and nothing else that would say it: the same in both worlds.
    for config in ("ccfg_hubspot_nothing", seeds.OPENINT_CONFIG_FOREIGN):
        refused = create(either, connector_config_id=config)
        assert (refused.status, refused.body["code"]) == (404, "NOT_FOUND")
        assert refused.body["message"] == f"Connector config {config} not found"


def test_create_with_another_connector_than_the_configs_is_400(either: Wire) -> None:
    refused = create(either, data={"connector_name": "slack"})
    assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")
    assert "config is hubspot but input is slack" in refused.body["message"]
    assert "issues" not in refused.body


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"connector_config_id": "hubspot"}, ["connector_config_id"]),
        ({"connector_config_id": None}, ["connector_config_id"]),
        ({"customer_id": ""}, ["customer_id"]),
        ({"data": "hubspot"}, ["data"]),
        ({"data": {}}, ["data", "connector_name"]),
        ({"data": {"connector_name": "made-up"}}, ["data", "connector_name"]),
        ({"data": {"connector_name": []}}, ["data", "connector_name"]),
        ({"data": {"connector_name": "hubspot", "settings": []}}, ["data", "settings"]),
        ({"metadata": None}, ["metadata"]),
        ({"check_connection": "true"}, ["check_connection"]),
    ],
)
def test_a_bad_create_is_400_repeats_what_was_sent_and_makes_nothing(
    real: Wire, ideal: Wire, change: dict[str, Any], path: list[str]
) -> None:
    for wire in (real, ideal):
        refused = create(wire, **change)
        assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")
        assert all(issue["message"] for issue in refused.body["issues"])
        assert wire.get("openint", "/connection", limit=1).body["total"] == 71
        if wire is real:
            assert path in [issue["path"] for issue in refused.body["issues"]]
            assert refused.body["input"] == BODY | change


def test_create_with_a_check_is_healthy_or_says_what_it_found(either: Wire) -> None:
    checked = create(either, check_connection=True).body
    assert (checked["status"], checked["status_message"]) == ("healthy", None)
    good = create(either, check_connection=True, **with_key(f"{SECRET_MARKER}-good")).body
    assert good["status"] == "healthy"
    bad = create(either, check_connection=True, **with_key(REFUSED_CREDENTIAL)).body
    assert bad["status"] == "disconnected"
    assert either.get("openint", f"/connection/{bad['id']}").body["status"] == "disconnected"


def test_create_with_a_check_on_a_connector_without_one_is_501(either: Wire) -> None:
    # The documents list no 501, and nothing else that would say it: the same in both worlds.
    data = {"connector_name": "toggl", "settings": {"username": "a", "password": f"{SECRET_MARKER}-b"}}
    change = {"connector_config_id": seeds.OPENINT_CONFIG_NO_CHECK, "data": data}
    refused = create(either, check_connection=True, **change)
    assert (refused.status, refused.body["code"]) == (501, "NOT_IMPLEMENTED")
    assert create(either, **change).body["status"] == "unknown"


def test_an_unparsable_or_untyped_body_is_refused_before_anybody_is_asked_for(steady: Wire) -> None:
    for body in (b"", b"{", b'{"a": NaN}'):
        headers = {"content-type": "application/json"}
        refused = steady.send("openint", "/connection", method="POST", headers=headers, body=body)
        assert (refused.status, refused.body["code"]) == (400, "PARSE_ERROR")
    text = steady.usual["openint"] | {"content-type": "text/plain"}
    assert steady.send("openint", "/connection", method="POST", headers=text, body=b"{}").status == 415


def test_delete_is_for_good(either: Wire) -> None:
    # Documented as a deletion, and no document promises to tell the app: in both worlds.
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    gone = either.send("openint", path, method="DELETE")
    assert (gone.status, gone.body) == (200, {"id": seeds.OPENINT_HEALTHY})
    assert either.get("openint", path).status == 404
    again = either.send("openint", path, method="DELETE")
    assert (again.status, again.body["message"]) == (404, "Connection not found")
    assert either.get("openint", "/connection", limit=1).body["total"] == 70
    assert either.sandbox.revoked == ()


def test_delete_by_a_customer_reaches_its_own_connections_only(either: Wire) -> None:
    token = either.sandbox.openint_customer_token("globex")
    foreign = either.json("openint", "DELETE", f"/connection/{seeds.OPENINT_HEALTHY}", token=token)
    assert foreign.status == 404
    assert either.get("openint", f"/connection/{seeds.OPENINT_HEALTHY}").status == 200
    own = either.json("openint", "DELETE", f"/connection/{seeds.OPENINT_DISCONNECTED}", token=token)
    assert own.status == 200
    assert either.send("openint", "/connection/hubspot", method="DELETE").status == 400


def test_settings_that_fit_no_schema_are_a_500_that_shows_them(real: Wire, ideal: Wire) -> None:
    path = f"/connection/{seeds.OPENINT_API_KEY}"
    for wire, status in ((real, 500), (ideal, 200)):
        wire.sandbox.change("openint", seeds.OPENINT_API_KEY, {"settings": f"{SECRET_MARKER}-text"})
        answer = wire.get("openint", path, include_secrets="1", refresh_policy="none")
        assert answer.status == status
        assert wire.get("openint", path).status == 200
    broken = real.get("openint", path, include_secrets="1", refresh_policy="none").body
    assert (broken["code"], broken["message"]) == ("INTERNAL_SERVER_ERROR", "Output validation failed")
    assert broken["output_issues"]
    assert SECRET_MARKER in json.dumps(broken["output"])
