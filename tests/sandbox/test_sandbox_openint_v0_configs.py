"""OpenInt's API v0 in the sandbox: connector configs, customers and connect tokens, over a socket."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from conftest import Answer, Wire

from trunkline.sandbox import SECRET_MARKERS, seeds

V0 = "openint-v0"
CONFIGS = "/core/connector_config"
REQUIRED = {"createdAt", "updatedAt", "id", "connectorName", "orgId"}


def upsert(wire: Wire, **body: Any) -> Answer:
    return wire.json(V0, "POST", CONFIGS, {"orgId": "org_sandbox"} | body)


def mint(wire: Wire, *, token: str | None = None, **body: Any) -> Answer:
    return wire.json(V0, "POST", "/connect/token", body, token=token)


def test_configs_are_a_bare_array_with_secrets(either: Wire) -> None:
    rows = either.get(V0, CONFIGS).body
    assert isinstance(rows, list)
    assert all(row.keys() >= REQUIRED for row in rows)
    found = {row["id"]: row for row in rows}
    assert found[seeds.OPENINT_V0_CONFIG]["config"]["oauth"]["client_secret"].startswith("sandbox-secret")
    assert found[seeds.OPENINT_V0_CONFIG_DISABLED]["disabled"] is True
    assert seeds.OPENINT_V0_CONFIG_FOREIGN not in found
    assert either.get(V0, f"{CONFIGS}/{seeds.OPENINT_V0_CONFIG}").body == found[seeds.OPENINT_V0_CONFIG]


def test_config_timestamps_are_postgres_text(real: Wire, ideal: Wire) -> None:
    for wire, shape in ((real, r".* \d\d:\d\d:\d\d(\.\d+)?\+00"), (ideal, r"\d{4}-\d\d-\d\dT.*Z")):
        moment = wire.get(V0, f"{CONFIGS}/{seeds.OPENINT_V0_CONFIG}").body["createdAt"]
        assert re.fullmatch(shape, moment)


def test_configs_are_for_the_organization_only(steady: Wire) -> None:
    token = steady.sandbox.openint_customer_token("acme")
    path = f"{CONFIGS}/{seeds.OPENINT_V0_CONFIG}"
    for method, where in (
        ("GET", CONFIGS),
        ("POST", CONFIGS),
        ("GET", path),
        ("PATCH", path),
        ("DELETE", path),
        ("PUT", "/core/customer/acme"),
    ):
        refused = steady.json(V0, method, where, token=token)
        assert (refused.status, refused.body["code"]) == (403, "FORBIDDEN")
    assert steady.send(V0, CONFIGS, headers={}).status == 401


def test_a_config_through_its_life(either: Wire) -> None:
    config = {"oauth": {"client_secret": "sandbox-secret-mine"}, "scopes": ["a"]}
    made = upsert(either, connectorName="figma", displayName="Design", config=config)
    assert made.status == 200
    assert made.body["id"].startswith("ccfg_figma_")
    assert (made.body["config"], made.body["disabled"], made.body["orgId"]) == (config, False, "org_sandbox")
    path = f"{CONFIGS}/{made.body['id']}"
    merged = upsert(either, id=made.body["id"], config={"scopes": None, "more": 1}).body
    assert merged["config"] == config | {"scopes": None, "more": 1}
    assert (merged["id"], merged["displayName"]) == (made.body["id"], "Design")
    change = {"displayName": None, "disabled": True, "metadata": {"a": 1}, "config": {}}
    patched = either.json(V0, "PATCH", path, change).body
    assert (patched["displayName"], patched["disabled"], patched["metadata"]) == (None, True, {"a": 1})
    assert patched["config"] == merged["config"]
    gone = either.send(V0, path, method="DELETE")
    assert gone.status == 200
    assert either.get(V0, path).status == 404


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"orgId": None}, "Input validation failed"),
        ({"orgId": "somebody"}, "Input validation failed"),
        ({}, "Missing id or connectorName/orgId"),
        ({"connectorName": "made-up"}, "Missing provider for made-up"),
        ({"id": "ccfg_made-up_1"}, "Missing provider for made-up"),
        ({"id": "figma"}, "Input validation failed"),
        ({"connectorName": "figma", "config": []}, "Input validation failed"),
    ],
)
def test_a_bad_config_is_400(steady: Wire, body: dict[str, Any], message: str) -> None:
    refused = upsert(steady, **body)
    assert (refused.status, refused.body["message"]) == (400, message)


def test_foreign_configs_do_not_exist_and_cannot_be_taken(either: Wire) -> None:
    path = f"{CONFIGS}/{seeds.OPENINT_V0_CONFIG_FOREIGN}"
    for method in ("GET", "PATCH", "DELETE"):
        assert either.json(V0, method, path).status == 404
        assert either.json(V0, method, f"{CONFIGS}/figma").status == 400
    assert upsert(either, id=seeds.OPENINT_V0_CONFIG_FOREIGN, displayName="Mine").status == 403
    assert upsert(either, connectorName="figma", orgId="org_somebody_else").status == 403


def test_deleting_a_config_in_use_is_a_500_of_the_database(real: Wire, ideal: Wire) -> None:
    path = f"{CONFIGS}/{seeds.OPENINT_V0_CONFIG}"
    for wire, status in ((real, 500), (ideal, 409)):
        assert wire.send(V0, path, method="DELETE").status == status
        assert wire.get(V0, path).status == 200


def test_config_infos_are_the_enabled_ones_without_secrets(steady: Wire) -> None:
    token = steady.sandbox.openint_customer_token("acme")
    infos = steady.bearer(V0, token, "/core/connector_config_info").body
    assert infos == steady.get(V0, "/core/connector_config_info").body
    ids = {info["id"] for info in infos}
    assert seeds.OPENINT_V0_CONFIG in ids
    assert seeds.OPENINT_V0_CONFIG_DISABLED not in ids
    assert all(
        info.keys()
        == {
            "id",
            "envName",
            "displayName",
            "connectorName",
            "isSource",
            "isDestination",
            "verticals",
            "integrations",
        }
        for info in infos
    )
    assert "sandbox-secret" not in json.dumps(infos)


def test_config_info_filters(steady: Wire) -> None:
    def ids(**query: str) -> list[str]:
        return [info["id"] for info in steady.get(V0, "/core/connector_config_info", **query).body]

    assert seeds.OPENINT_V0_CONFIG_UNUSED in ids(type="destination")
    assert seeds.OPENINT_V0_CONFIG not in ids(type="destination")
    assert seeds.OPENINT_V0_CONFIG in ids(type="source")
    assert ids(connectorName="hubspot") == ids(id=seeds.OPENINT_V0_CONFIG) == [seeds.OPENINT_V0_CONFIG]
    assert ids(id=seeds.OPENINT_V0_CONFIG_DISABLED) == []
    assert steady.get(V0, "/core/connector_config_info", type="both").status == 400
    assert steady.get(V0, "/core/connector_config_info", id="hubspot").status == 400


def test_a_connect_token_is_minted_for_a_customer(either: Wire) -> None:
    made = mint(either, customerId="globex", validityInSeconds=60)
    assert (made.status, made.body.keys()) == (200, {"token"})
    token = made.body["token"]
    assert any(marker in token for marker in SECRET_MARKERS)
    rows = either.bearer(V0, token, "/core/connection").body
    assert {row["customerId"] for row in rows} == {"globex"}
    either.clock.now += 61
    assert either.bearer(V0, token, "/core/connection").status == 401


def test_a_customer_mints_tokens_for_itself_only(steady: Wire) -> None:
    own = steady.sandbox.openint_customer_token("globex")
    made = mint(steady, token=own).body["token"]
    rows = steady.bearer(V0, made, "/core/connection").body
    assert {row["customerId"] for row in rows} == {"globex"}
    assert mint(steady, token=own, customerId="globex").status == 200
    assert mint(steady, token=own, customerId="acme").status == 403


@pytest.mark.parametrize("body", [{}, {"customerId": ""}, {"customerId": "a", "validityInSeconds": "1"}])
def test_a_bad_token_request_is_400(steady: Wire, body: dict[str, Any]) -> None:
    assert mint(steady, **body).status == 400


def test_upserting_a_customer_merges_its_metadata(either: Wire) -> None:
    path = "/core/customer/new%2Fcomer"
    made = either.json(V0, "PUT", path)
    assert (made.status, made.body) == (200, {"id": "new/comer", "orgId": "org_sandbox"})
    either.json(V0, "PUT", path, {"metadata": {"a": 1, "b": 2}})
    merged = either.json(V0, "PUT", path, {"metadata": {"b": None}}).body
    assert merged == {"id": "new/comer", "orgId": "org_sandbox", "metadata": {"a": 1, "b": None}}
    assert either.json(V0, "PUT", path).body == merged
