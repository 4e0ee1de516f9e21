"""OpenInt's API v1 in the sandbox: customers, their tokens and links, and the page behind a link, over a socket."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Answer, Wire

from trunkline.sandbox import SECRET_MARKERS, seeds


def mint(wire: Wire, customer: str, **body: Any) -> Answer:
    return wire.json("openint", "POST", f"/customer/{customer}/token", body)


def link(wire: Wire, customer: str, *connectors: str) -> str:
    answer = mint(wire, customer, connect_options={"connector_names": list(connectors)})
    return str(answer.body["magic_link_url"])


def connections(wire: Wire, customer: str, connector: str) -> list[dict[str, Any]]:
    query = {"customer_id": customer, "connector_names": connector, "limit": 3000}
    items = wire.get("openint", "/connection", **query).body["items"]
    assert isinstance(items, list)
    return items


def test_a_minted_token_sees_its_customer_only(either: Wire) -> None:
    made = mint(either, "globex")
    assert (made.status, made.body.keys()) == (200, {"token", "magic_link_url", "api_key"})
    page = either.bearer("openint", made.body["token"], "/connection", {"limit": 3000}).body
    assert {item["customer_id"] for item in page["items"]} == {"globex"}
    assert either.bearer("openint", made.body["api_key"], "/connection", {"limit": 3000}).body == page
    assert either.bearer("openint-v0", made.body["token"], "/core/connection").status == 200


def test_everything_minted_is_marked_as_secret(steady: Wire) -> None:
    for text in mint(steady, "acme").body.values():
        assert any(marker in text for marker in SECRET_MARKERS)


def test_a_token_lives_as_long_as_it_was_asked_to_30_days_unless_told(either: Wire) -> None:
    short = mint(either, "acme", validity_in_seconds=60).body["token"]
    usual = mint(either, "acme").body["token"]
    for passed, status in ((59, 200), (2, 401)):
        either.clock.now += passed
        assert either.bearer("openint", short, "/connection").status == status
    either.clock.now += 30 * 86400 - 120
    assert either.bearer("openint", usual, "/connection").status == 200
    either.clock.now += 120
    assert either.bearer("openint", usual, "/connection").status == 401


def test_the_link_is_on_the_vendors_host_and_carries_the_token(steady: Wire) -> None:
    made = mint(steady, "acme").body
    parts = urlsplit(made["magic_link_url"])
    assert (parts.scheme, parts.netloc) == ("https", "connect.openint.dev")
    assert parse_qs(parts.query)["token"] == [made["token"]]


def test_a_customer_who_was_never_upserted_has_no_api_key(steady: Wire) -> None:
    made = mint(steady, "stranger%20Z%C3%BCrich").body
    assert made["api_key"] is None
    assert made["token"]


@pytest.mark.parametrize(
    "body",
    [
        {"validity_in_seconds": "60"},
        {"validity_in_seconds": True},
        {"validity_in_seconds": 10**400},
        {"connect_options": []},
        {"connect_options": {"connector_names": ["made-up"]}},
        {"connect_options": {"connector_names": "hubspot"}},
        {"connect_options": {"view": "default"}},
        {"connect_options": {"return_url": 7}},
        {"connect_options": {"debug": "yes"}},
    ],
)
def test_a_bad_token_request_is_400(steady: Wire, body: dict[str, Any]) -> None:
    refused = mint(steady, "acme", **body)
    assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")


def test_customers_and_tokens_are_for_the_organization_only(real: Wire, ideal: Wire) -> None:
    for wire, anonymous in ((real, 403), (ideal, 401)):
        token = wire.sandbox.openint_customer_token("acme")
        for method, path in (("POST", "/customer/acme/token"), ("GET", "/customer"), ("PUT", "/customer")):
            refused = wire.json("openint", method, path, token=token)
            assert (refused.status, refused.body["message"]) == (403, "Admin only")
        assert wire.send("openint", "/customer", headers={}).status == anonymous


def test_viewer_tells_nobody_customer_and_organization_apart(steady: Wire) -> None:
    assert steady.send("openint", "/viewer", headers={}).body == {"role": "anon"}
    assert steady.get("openint", "/viewer").body == {"role": "org", "orgId": "org_sandbox"}
    customer = {"role": "customer", "orgId": "org_sandbox", "customerId": "globex"}
    made = mint(steady, "globex", connect_options={"view": "add"}).body
    assert steady.bearer("openint", made["api_key"], "/viewer").body == customer
    shown = steady.bearer("openint", made["token"], "/viewer").body
    assert shown == customer | {"connectOptions": {"view": "add"}}
    assert steady.bearer("openint", "key_nonsense", "/viewer").status == 401


def test_customers_are_counted_by_their_connections(either: Wire) -> None:
    page = either.get("openint", "/customer", limit=3000).body
    found = {item["id"]: item for item in page["items"]}
    assert set(found) >= {"acme", "globex", "initech"}
    assert page["total"] == len(found)
    assert sum(item["connection_count"] for item in page["items"]) == 71
    assert found["acme"].keys() == {"id", "connection_count", "created_at", "updated_at"}
    assert [item["id"] for item in either.get("openint", "/customer", search_query="GLOB").body["items"]] == [
        "globex"
    ]
    assert len(either.get("openint", "/customer", limit=2).body["items"]) == 2


def test_a_customer_without_connections_is_not_listed(real: Wire, ideal: Wire) -> None:
    for wire, listed in ((real, []), (ideal, ["newcomer"])):
        wire.json("openint", "PUT", "/customer", {"id": "newcomer"})
        items = wire.get("openint", "/customer", search_query="newcomer").body["items"]
        assert [item["id"] for item in items] == listed


def test_upserting_a_customer_merges_keeps_its_key_and_clears_what_is_not_said(either: Wire) -> None:
    made = either.json("openint", "PUT", "/customer", {"id": "newcomer", "metadata": {"a": 1, "b": {"c": 2}}})
    assert made.status == 200
    assert made.body.keys() == {"id", "org_id", "metadata", "api_key", "created_at", "updated_at"}
    assert (made.body["id"], made.body["org_id"]) == ("newcomer", "org_sandbox")
    assert made.body["api_key"].startswith("key_cus_sandbox-secret")
    assert mint(either, "newcomer").body["api_key"] == made.body["api_key"]
    either.clock.now += 5
    again = either.json("openint", "PUT", "/customer", {"id": "newcomer", "metadata": {"b": 3}}).body
    assert (again["api_key"], again["metadata"]) == (made.body["api_key"], {"a": 1, "b": 3})
    assert again["updated_at"] > again["created_at"]
    assert either.json("openint", "PUT", "/customer", {"id": "newcomer"}).body["metadata"] is None
    assert either.json("openint", "PUT", "/customer").body["id"].startswith("cus_")
    assert either.json("openint", "PUT", "/customer", {"metadata": "text"}).status == 400


def test_visiting_a_link_reconnects_what_was_disconnected(either: Wire) -> None:
    before = either.get("openint", f"/connection/{seeds.OPENINT_DISCONNECTED}", include_secrets="1").body
    either.clock.now += 60
    either.sandbox.visit(link(either, "globex", "salesforce"))
    after = either.get("openint", f"/connection/{seeds.OPENINT_DISCONNECTED}", include_secrets="1").body
    assert (after["status"], after["status_message"]) == ("healthy", None)
    assert after["updated_at"] > before["updated_at"]
    assert after["settings"]["oauth"]["credentials"] != before["settings"]["oauth"]["credentials"]
    assert "sandbox-secret" in after["settings"]["access_token"]
    checked = either.json("openint", "POST", f"/connection/{seeds.OPENINT_DISCONNECTED}/check").body
    assert checked["status"] == "healthy"


def test_visiting_a_link_mends_what_the_application_refused(either: Wire) -> None:
    path = f"/connection/{seeds.OPENINT_REFRESH_REFUSED}"
    assert either.json("openint", "POST", f"{path}/check").body["status"] != "healthy"
    either.sandbox.visit(link(either, "initech", "jira"))
    assert either.json("openint", "POST", f"{path}/check").body["status"] == "healthy"


def test_visiting_a_link_connects_where_nothing_is_broken(either: Wire) -> None:
    for connector in ("asana", "greenhouse"):
        before = {row["id"] for row in connections(either, "newcomer", connector)}
        either.sandbox.visit(link(either, "newcomer", connector))
        (made,) = [row for row in connections(either, "newcomer", connector) if row["id"] not in before]
        assert made["id"].startswith(f"conn_{connector}_")
        assert (made["status"], made["customer_id"]) == ("healthy", "newcomer")
        assert either.json("openint", "POST", f"/connection/{made['id']}/check").body["status"] == "healthy"


def test_visiting_a_link_without_connectors_takes_what_needs_it(either: Wire) -> None:
    either.sandbox.visit(mint(either, "globex").body["magic_link_url"])
    assert either.get("openint", f"/connection/{seeds.OPENINT_DISCONNECTED}").body["status"] == "healthy"


def test_visiting_a_link_mends_what_only_somebody_can_mend_first(either: Wire) -> None:
    # An `error` is expected to pass by itself; it stands before the other in the store.
    either.sandbox.change("openint", seeds.OPENINT_API_KEY, {"status": "disconnected"})
    either.sandbox.visit(mint(either, "initech").body["magic_link_url"])
    for row_id, status in ((seeds.OPENINT_ERROR, "error"), (seeds.OPENINT_API_KEY, "healthy")):
        assert either.get("openint", f"/connection/{row_id}").body["status"] == status


def test_visiting_what_is_no_link_or_not_valid_is_an_error(either: Wire) -> None:
    expired = mint(either, "acme", validity_in_seconds=1).body["magic_link_url"]
    either.clock.now += 2
    for url in (expired, "https://connect.openint.dev/", "https://connect.openint.dev/?token=a.b.c"):
        with pytest.raises(ValueError, match="does not open"):
            either.sandbox.visit(url)
    with pytest.raises(ValueError, match="no page"):
        either.sandbox.visit("https://example.com/?token=x")
    with pytest.raises(ValueError, match="offers no twitter"):
        either.sandbox.visit(link(either, "acme", "twitter"))
