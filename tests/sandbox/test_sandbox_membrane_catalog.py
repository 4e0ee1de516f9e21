"""Membrane in the sandbox: connectors and integrations, over a socket."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Wire
from sandbox_calls import membrane

from trunkline.sandbox import seeds

LISTS = ("/connectors", "/public/connectors", "/integrations")


def _items(wire: Wire, path: str, *, tenant: str | None = None, **query: Any) -> list[Any]:
    answer = membrane(wire, "GET", path, query=query, tenant=tenant)
    assert answer.status == 200, answer.body
    return list(answer.body["items"])


def _keys(wire: Wire, path: str, **query: Any) -> set[str]:
    return {item["key"] for item in _items(wire, path, **query)}


def test_connectors_have_what_the_vendors_kit_requires(steady: Wire) -> None:
    for item in _items(steady, "/connectors"):
        assert item.keys() >= {"id", "key", "uuid", "name", "logoUri", "baseUri", "version", "type"}


def test_public_connectors_are_those_everybody_may_use(steady: Wire) -> None:
    own, public = _keys(steady, "/connectors"), _keys(steady, "/public/connectors")
    assert own - public == {"acme-erp", "globex-erp"}
    assert not public - own


def test_a_connector_of_one_tenant_is_seen_by_that_tenant_only(steady: Wire) -> None:
    assert "globex-erp" in _keys(steady, "/connectors", tenant="globex")
    assert "globex-erp" not in _keys(steady, "/connectors", tenant="acme")
    assert membrane(steady, "GET", "/connectors/globex-erp", tenant="acme").status == 404


def test_archived_connectors_are_listed_on_request_only(steady: Wire) -> None:
    everything = _keys(steady, "/connectors", includeArchived="true")
    assert everything - _keys(steady, "/connectors") == {"gone-crm"}
    assert membrane(steady, "GET", "/connectors/gone-crm").body["archivedAt"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_the_end_of_a_list_is_an_absent_cursor(steady: Wire, path: str, limit: int) -> None:
    found: list[str] = []
    query: dict[str, Any] = {"limit": limit}
    while True:
        page = membrane(steady, "GET", path, query=query).body
        assert len(page["items"]) <= limit
        found += [item["key"] for item in page["items"]]
        if "cursor" not in page:
            break
        query["cursor"] = page["cursor"]
    assert len(found) == len(set(found))
    assert set(found) == _keys(steady, path)


@pytest.mark.parametrize("path", LISTS)
def test_search_is_by_name_and_key(steady: Wire, path: str) -> None:
    assert _keys(steady, path, search="HubS") == {"hubspot"}
    assert _keys(steady, path, search="none of these") == set()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "includeArchived=maybe", "cursor=%21"])
def test_bad_list_input_is_400(steady: Wire, path: str, query: str) -> None:
    answer = membrane(steady, "GET", path, query=query)
    assert (answer.status, answer.body["key"]) == (400, "default")


@pytest.mark.parametrize("path", [*LISTS, "/connectors/hubspot", "/integrations/hubspot"])
def test_nobody_gets_in_without_a_token(steady: Wire, path: str) -> None:
    assert steady.send("membrane", path, headers={}).status == 401


def test_id_or_key_names_a_connector_or_an_integration(steady: Wire) -> None:
    for path, named in (
        ("connectors", seeds.MEMBRANE_CONNECTOR),
        ("integrations", seeds.MEMBRANE_INTEGRATION),
    ):
        by_id = membrane(steady, "GET", f"/{path}/{named}")
        assert (by_id.status, by_id.body["id"], by_id.body["key"]) == (200, named, "hubspot")
        assert membrane(steady, "GET", f"/{path}/hubspot").body == by_id.body
        missing = membrane(steady, "GET", f"/{path}/nothing")
        assert (missing.status, missing.body["key"]) == (404, "not_found")


def test_items_of_the_integrations_list_may_lack_id_and_logo(real: Wire, ideal: Wire) -> None:
    items = _items(real, "/integrations")
    without_id = [item for item in items if "id" not in item]
    assert {"asana", "bexio"} <= {item["key"] for item in without_id}
    assert any("logoUri" not in item for item in without_id)
    assert all(item.keys() >= {"name", "key"} for item in items)
    assert all(item.keys() >= {"id", "name", "logoUri"} for item in _items(ideal, "/integrations"))


def test_made_up_entries_can_be_asked_for_or_not(steady: Wire) -> None:
    plain = _keys(steady, "/integrations", connectors=0, externalApps=0)
    assert len(plain) == 8
    assert "asana" in _keys(steady, "/integrations", connectors=1, externalApps=0)
    assert {"bexio", "personio"} == _keys(steady, "/integrations", connectors=0, externalApps=1) - plain
    found = _items(steady, "/integrations", search="Lexware", websearch=1)
    assert [(item["name"], "id" in item) for item in found] == [("Lexware", False)]
    assert _items(steady, "/integrations", search="Lexware") == []
    assert membrane(steady, "GET", "/integrations", query={"connectors": 2}).status == 400


def test_ways_to_authenticate_are_told(steady: Wire) -> None:
    kinds = {item["key"]: item["type"] for item in _items(steady, "/connectors")}
    assert (kinds["hubspot"], kinds["pipedrive"], kinds["airtable"]) == (
        "oauth2",
        "client-credentials",
        "oauth1",
    )
    assert membrane(steady, "GET", "/integrations/pipedrive").body["authType"] == "client-credentials"
