"""OpenInt's API v1 in the sandbox: connector configs, each rule and quirk by name, over a socket."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Wire

from trunkline.sandbox import seeds

MEMBERS = {
    "id",
    "org_id",
    "connector_name",
    "display_name",
    "disabled",
    "metadata",
    "config",
    "created_at",
    "updated_at",
}


def test_configs_are_listed_with_the_organizations_secrets(either: Wire) -> None:
    page = either.get("openint", "/connector-config", limit=3000).body
    assert page["total"] == len(page["items"]) == 16
    assert all(item.keys() == MEMBERS for item in page["items"])
    assert {item["org_id"] for item in page["items"]} == {"org_sandbox"}
    found = {item["id"]: item for item in page["items"]}
    secret = found[seeds.OPENINT_CONFIG]["config"]["oauth"]["client_secret"]
    assert secret.startswith("sandbox-secret")
    assert found[seeds.OPENINT_CONFIG_DISABLED]["disabled"] is True
    assert seeds.OPENINT_CONFIG_FOREIGN not in found


def test_a_customer_sees_configs_without_their_secrets(steady: Wire) -> None:
    token = steady.sandbox.openint_customer_token("globex")
    page = steady.bearer("openint", token, "/connector-config", {"limit": 3000}).body
    assert page["total"] == 16
    assert "sandbox-secret" not in json.dumps(page)
    assert steady.bearer("openint", token, f"/connector-config/{seeds.OPENINT_CONFIG}").body["config"] is None


def test_the_lists_flag_is_inverted_and_an_empty_page_counts_0(real: Wire, ideal: Wire) -> None:
    for wire, first, last in ((real, False, True), (ideal, True, False)):
        page = wire.get("openint", "/connector-config", limit=12).body
        assert (len(page["items"]), page["total"], page["has_next_page"]) == (12, 16, first)
        page = wire.get("openint", "/connector-config", limit=12, offset=12).body
        assert (len(page["items"]), page["total"], page["has_next_page"]) == (4, 16, last)
        assert wire.get("openint", "/connector-config", limit=0).body["total"] == (0 if wire is real else 16)


def test_expand_adds_connector_schemas_and_count(either: Wire) -> None:
    def get(query: str) -> dict[str, Any]:
        answer = either.send("openint", f"/connector-config/{seeds.OPENINT_CONFIG}", query=query)
        assert answer.status == 200
        assert isinstance(answer.body, dict)
        return answer.body

    assert "schemas" not in get("expand=connector")["connector"]
    both = get("expand=connector,connector.schemas&expand=connection_count")
    assert both["connector"]["schemas"]
    listed = either.get("openint", "/connection", limit=3000, connector_config_id=seeds.OPENINT_CONFIG).body
    assert both["connection_count"] == listed["total"] > 1
    unused = either.get(
        "openint", f"/connector-config/{seeds.OPENINT_CONFIG_UNUSED}", expand="connection_count"
    )
    assert unused.body["connection_count"] == 0
    assert either.get("openint", "/connector-config", expand="schemas").status == 400


def test_schemas_alone_bring_the_connector_in_lists_but_not_in_get(real: Wire, ideal: Wire) -> None:
    for wire, shown in ((real, False), (ideal, True)):
        found = wire.get("openint", f"/connector-config/{seeds.OPENINT_CONFIG}", expand="connector.schemas")
        assert ("connector" in found.body) is shown
        item = wire.get("openint", "/connector-config", limit=1, expand="connector.schemas").body["items"][0]
        assert "schemas" in item["connector"]


def test_config_filters(steady: Wire) -> None:
    def ids(**query: str) -> list[str]:
        return [item["id"] for item in steady.get("openint", "/connector-config", **query).body["items"]]

    assert ids(connector_names="asana") == [seeds.OPENINT_CONFIG_UNUSED]
    assert set(ids(connector_names="asana,twitter")) == {
        seeds.OPENINT_CONFIG_UNUSED,
        seeds.OPENINT_CONFIG_DISABLED,
    }
    assert ids(search_query=" TWITTER ") == [seeds.OPENINT_CONFIG_DISABLED]
    assert steady.get("openint", "/connector-config", connector_names="made-up").status == 400


def test_a_config_through_its_life(either: Wire) -> None:
    config = {"oauth": {"client_id": "a", "client_secret": "sandbox-secret-mine"}}
    body = {"connector_name": "figma", "display_name": "Design", "config": config, "metadata": {"a": 1}}
    made = either.json("openint", "POST", "/connector-config", body)
    assert made.status == 200
    assert made.body.keys() == MEMBERS
    assert made.body["id"].startswith("ccfg_figma_")
    assert (made.body["config"], made.body["disabled"], made.body["metadata"]) == (config, False, {"a": 1})
    path = f"/connector-config/{made.body['id']}"
    either.clock.now += 60
    change = {"display_name": "Figma", "disabled": True, "metadata": {"dropped": True}}
    changed = either.json("openint", "PUT", path, change).body
    assert (changed["display_name"], changed["disabled"]) == ("Figma", True)
    assert (changed["metadata"], changed["config"]) == ({"a": 1}, config)
    assert changed["updated_at"] > made.body["updated_at"]
    assert either.json("openint", "PUT", path, {"config": None}).body["config"] is None
    assert either.get("openint", "/connector-config", limit=1).body["items"][0]["id"] == made.body["id"]
    gone = either.send("openint", path, method="DELETE")
    assert (gone.status, gone.body) == (200, {"id": made.body["id"]})
    assert either.get("openint", path).body["code"] == "NOT_FOUND"


def test_a_connection_can_be_made_with_a_new_config(either: Wire) -> None:
    config = either.json("openint", "POST", "/connector-config", {"connector_name": "figma"}).body["id"]
    body = {"connector_config_id": config, "customer_id": "acme", "data": {"connector_name": "figma"}}
    assert either.json("openint", "POST", "/connection", body).body["connector_config_id"] == config


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "Input validation failed"),
        ({"connector_name": 7}, "Input validation failed"),
        ({"connector_name": "made-up"}, "Invalid connector_name"),
        ({"connector_name": "made-up", "config": {}}, "Invalid config for the specified connector_name"),
        ({"connector_name": "figma", "config": "text"}, "Input validation failed"),
        ({"connector_name": "figma", "disabled": "yes"}, "Input validation failed"),
    ],
)
def test_a_bad_config_is_400(steady: Wire, body: dict[str, Any], message: str) -> None:
    refused = steady.json("openint", "POST", "/connector-config", body)
    assert (refused.status, refused.body["message"]) == (400, message)


def test_config_writes_are_for_the_organization_only(steady: Wire) -> None:
    token = steady.sandbox.openint_customer_token("acme")
    path = f"/connector-config/{seeds.OPENINT_CONFIG}"
    for method, where in (("POST", "/connector-config"), ("PUT", path), ("DELETE", path)):
        refused = steady.json("openint", method, where, {"connector_name": "figma"}, token=token)
        assert (refused.status, refused.body["message"]) == (403, "Admin only")


def test_foreign_and_malformed_config_ids(steady: Wire) -> None:
    for method in ("GET", "PUT", "DELETE"):
        foreign = steady.json("openint", method, f"/connector-config/{seeds.OPENINT_CONFIG_FOREIGN}")
        assert (foreign.status, foreign.body["code"]) == (404, "NOT_FOUND")
        assert steady.json("openint", method, "/connector-config/hubspot").status == 400


def test_deleting_a_config_in_use_is_a_500_of_the_database(real: Wire, ideal: Wire) -> None:
    for wire, status in ((real, 500), (ideal, 409)):
        refused = wire.send("openint", f"/connector-config/{seeds.OPENINT_CONFIG}", method="DELETE")
        assert refused.status == status
        assert wire.get("openint", f"/connector-config/{seeds.OPENINT_CONFIG}").status == 200
    message = real.send("openint", f"/connector-config/{seeds.OPENINT_CONFIG}", method="DELETE").body[
        "message"
    ]
    assert "foreign key" in message
