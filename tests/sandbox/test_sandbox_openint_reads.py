"""OpenInt's API v1 in the sandbox: what reading does and leaves undone, each fact by name, over a socket."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Wire

from trunkline.sandbox import seeds

SECRETS = {"include_secrets": "1"}


@pytest.mark.parametrize("text", ["false", "0", "no"])
def test_a_list_reads_include_secrets_false_as_true_too(real: Wire, ideal: Wire, text: str) -> None:
    query = {"limit": 1, "include_secrets": text}
    assert "settings" in real.get("openint", "/connection", **query).body["items"][0]
    answer = ideal.get("openint", "/connection", **query)
    if text == "no":
        assert answer.status == 400
    else:
        assert "settings" not in answer.body["items"][0]


def test_only_an_empty_text_is_false_which_is_no_boolean_by_the_document(real: Wire, ideal: Wire) -> None:
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    assert "settings" not in real.get("openint", path, include_secrets="").body
    refused = ideal.get("openint", path, include_secrets="")
    assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")


def test_a_list_is_repeated_as_documented_or_joined_by_commas_as_the_vendors_kit_does(steady: Wire) -> None:
    # The vendor promises both, and an ideal server would not lock its kit out: in both worlds.
    for query in ("connector_names=xero,jira", "connector_names=xero&connector_names=jira"):
        for path in ("/connection", "/connector-config"):
            items = steady.send("openint", path, query=f"{query}&limit=3000").body["items"]
            assert {item["connector_name"] for item in items} == {"xero", "jira"}
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    for query in ("expand=connector", "expand=connector,connector", "expand=connector&expand=connector"):
        connector = steady.send("openint", path, query=query).body["connector"]
        assert connector["name"] == "hubspot"
        assert "schemas" in connector


def test_a_list_in_brackets_is_silently_ignored(steady: Wire) -> None:
    # No document has such a parameter, and none says what becomes of those it does not have: in both worlds.
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    assert "connector" not in steady.send("openint", path, query="expand[]=connector").body


def test_every_connection_has_an_open_connector_name_that_its_id_repeats(steady: Wire) -> None:
    # What no document says of ids and names, and none denies: the same in both worlds.
    for item in steady.get("openint", "/connection", limit=3000).body["items"]:
        assert item["id"].split("_")[1] == item["connector_name"]
        assert item["connector_config_id"].startswith(f"ccfg_{item['connector_name']}_")
        assert item["display_name"] is None


def test_an_integration_is_declared_and_never_filled(steady: Wire) -> None:
    # Optional, and no value of `expand` is documented that asks for it: ideal servers may leave it out, too.
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    found = steady.get("openint", path, expand="connector", **SECRETS).body
    assert found["integration_id"] == "int_hubspot_139477"
    assert "integration" not in found
    for item in steady.get("openint", "/connector", limit=3000, expand="schemas").body["items"]:
        assert "integrations" not in item


def test_lists_have_50_items_unless_told_and_up_to_3000(steady: Wire) -> None:
    # Documented, so in both worlds.
    for path in ("/connection", "/connector"):
        usual = steady.get("openint", path).body
        assert (usual["limit"], usual["offset"], len(usual["items"])) == (50, 0, 50)
        assert steady.get("openint", path, limit=3000).status == 200
        assert steady.get("openint", path, limit=0).body["items"] == []


def test_search_is_in_id_customer_and_connector_whatever_the_case(steady: Wire) -> None:
    # Documented, so in both worlds.
    def found(text: str) -> list[dict[str, Any]]:
        items = steady.get("openint", "/connection", limit=3000, search_query=text).body["items"]
        assert isinstance(items, list)
        return items

    assert [item["id"] for item in found("0hea1")] == [seeds.OPENINT_HEALTHY]
    assert {item["customer_id"] for item in found("GLOBEX")} == {"globex"}
    assert {item["connector_name"] for item in found("Google-D")} == {"google-drive"}


def test_forcing_a_refresh_where_nothing_can_be_checked_does_nothing(either: Wire) -> None:
    # Where there is no check there is nothing that an ideal one could do.
    path = f"/connection/{seeds.OPENINT_UNTESTED}"
    before = either.get("openint", path, refresh_policy="none", **SECRETS).body
    either.clock.now += 60
    assert either.get("openint", path, refresh_policy="force", **SECRETS).body == before


def test_a_read_that_refreshes_needs_the_config_it_was_made_with(real: Wire, ideal: Wire) -> None:
    path = f"/connection/{seeds.OPENINT_EXPIRED}"
    for wire, status in ((real, 404), (ideal, 200)):
        wire.sandbox.change(
            "openint", seeds.OPENINT_EXPIRED, {"connector_config_id": "ccfg_google-drive_gone"}
        )
        assert wire.get("openint", path, refresh_policy="none", **SECRETS).status == 200
        assert wire.get("openint", path, **SECRETS).status == status


def test_a_grant_that_is_inactive_is_found_to_be_disconnected(either: Wire) -> None:
    credentials = {"access_token": "sandbox-secret-short", "expires_at": "2026-02-01T00:00:00.000Z"}
    settings = {"oauth": {"credentials": credentials}}
    either.sandbox.change("openint", seeds.OPENINT_HEALTHY, {"settings": settings, "_upstream": "refuses"})
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    found = either.get("openint", path, refresh_policy="force", **SECRETS).body
    assert (found["status"], "inactive" in found["status_message"]) == ("disconnected", True)


def test_a_list_by_force_refreshes_every_row_it_shows(either: Wire) -> None:
    # Documented, so in both worlds.
    query = {"connector_names": "google-drive", "customer_id": "acme", "limit": 3000, **SECRETS}

    def tokens(**more: str) -> dict[str, str]:
        items = either.get("openint", "/connection", **query, **more).body["items"]
        assert {item["status"] for item in items} == {"healthy"}
        return {item["id"]: item["settings"]["access_token"] for item in items}

    before, after = tokens(), tokens(refresh_policy="force")
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
    assert tokens() == after


def test_a_config_may_lose_its_config_but_not_its_name(steady: Wire) -> None:
    path = f"/connector-config/{seeds.OPENINT_CONFIG_UNUSED}"
    for change in ({"display_name": None}, {"disabled": None}):
        assert steady.json("openint", "PUT", path, change).status == 400
