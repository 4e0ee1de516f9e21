"""OpenInt's API v1 in the sandbox: each rule and each quirk by name, over a socket."""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime

import pytest
from conftest import Wire

from trunkline.sandbox import seeds

STATUSES = {
    seeds.OPENINT_HEALTHY: "healthy",
    seeds.OPENINT_DISCONNECTED: "disconnected",
    seeds.OPENINT_ERROR: "error",
    seeds.OPENINT_MANUAL: "manual",
    seeds.OPENINT_UNKNOWN: "unknown",
    seeds.OPENINT_NO_STATUS: None,
}
REQUIRED = {
    "id",
    "customer_id",
    "connector_config_id",
    "integration_id",
    "created_at",
    "updated_at",
    "display_name",
    "disabled",
    "connector_name",
}


@pytest.mark.parametrize(("id", "status"), STATUSES.items())
def test_every_status_is_seeded(steady: Wire, id: str, status: str | None) -> None:
    answer = steady.get("openint", f"/connection/{id}")
    assert answer.status == 200
    assert answer.body.keys() >= REQUIRED
    assert (answer.body["id"], answer.body["status"]) == (id, status)


def test_a_disabled_connection_and_unicode_metadata(steady: Wire) -> None:
    assert steady.get("openint", f"/connection/{seeds.OPENINT_DISABLED}").body["disabled"] is True
    metadata = steady.get("openint", f"/connection/{seeds.OPENINT_HEALTHY}").body["metadata"]
    assert metadata["team"] == "Vertrieb Köln"
    assert "日本語" in metadata["note"]


def test_settings_come_only_with_include_secrets(steady: Wire) -> None:
    # Documented, so in both worlds.
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    assert "settings" not in steady.get("openint", path).body
    secrets = steady.get("openint", path, include_secrets="true", refresh_policy="none").body["settings"]
    assert secrets["oauth"]["credentials"]["access_token"].startswith("sandbox-secret")
    listed = steady.get("openint", "/connection", limit=1, include_secrets="true").body["items"]
    assert "settings" in listed[0]


@pytest.mark.parametrize("text", ["false", "0"])
def test_include_secrets_false_is_read_as_true(real: Wire, ideal: Wire, text: str) -> None:
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    assert "settings" in real.get("openint", path, include_secrets=text).body
    assert "settings" not in ideal.get("openint", path, include_secrets=text).body


def test_timestamps_are_postgres_text(real: Wire, ideal: Wire) -> None:
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    text = real.get("openint", path).body["updated_at"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00", text)
    assert text == "2025-12-31 23:59:00.25+00"
    iso = ideal.get("openint", path).body["updated_at"]
    assert iso == "2025-12-31T23:59:00.250Z"
    assert datetime.fromisoformat(iso) == datetime.fromisoformat(text)


def test_no_token_is_403_on_connections(real: Wire, ideal: Wire) -> None:
    for path in ("/connection", f"/connection/{seeds.OPENINT_HEALTHY}"):
        refused = real.send("openint", path, headers={})
        assert (refused.status, refused.body["code"]) == (403, "FORBIDDEN")
        assert refused.body["data"]["httpStatus"] == 403
        assert ideal.send("openint", path, headers={}).status == 401


def test_connectors_need_no_token_although_documented_but_no_bad_one_either(real: Wire, ideal: Wire) -> None:
    for wire, status in ((real, 200), (ideal, 401)):
        assert wire.send("openint", "/connector", headers={}).status == status
        assert wire.get("openint", "/connector").status == 200
        assert wire.bearer("openint", "key_nonsense", "/connector").status == 401


@pytest.mark.parametrize(
    "authorization",
    ["Basic abc", "Bearer ", "Bearer key_unknown", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30."],
)
def test_bad_tokens_are_401(steady: Wire, authorization: str) -> None:
    refused = steady.send("openint", "/connection", headers={"authorization": authorization})
    assert (refused.status, refused.body["code"]) == (401, "UNAUTHORIZED")
    token = authorization.partition(" ")[2]
    assert not token or token not in json.dumps(refused.body)


def test_customer_tokens_see_their_customer_only(steady: Wire) -> None:
    token = steady.sandbox.openint_customer_token("globex")
    assert steady.bearer("openint", token, f"/connection/{seeds.OPENINT_DISCONNECTED}").status == 200
    assert steady.bearer("openint", token, f"/connection/{seeds.OPENINT_HEALTHY}").status == 404
    page = steady.bearer("openint", token, "/connection", {"limit": 3000}).body
    assert {item["customer_id"] for item in page["items"]} == {"globex"}
    key = steady.sandbox.credentials.openint_customer_key
    assert {item["customer_id"] for item in steady.bearer("openint", key, "/connection").body["items"]} == {
        "acme"
    }


def test_expired_and_forged_customer_tokens_are_401(either: Wire) -> None:
    token = either.sandbox.openint_customer_token("acme", seconds=60)
    assert either.bearer("openint", token, "/connection").status == 200
    either.clock.now += 61
    expired = either.bearer("openint", token, "/connection")
    assert expired.status == 401
    assert "exp" in expired.body["message"]
    head, _, signature = either.sandbox.openint_customer_token("acme").split(".")
    forged = base64.urlsafe_b64encode(b'{"role":"org","sub":"org_sandbox"}').decode().rstrip("=")
    assert either.bearer("openint", f"{head}.{forged}.{signature}", "/connection").status == 401


def test_unknown_and_foreign_ids_are_404(steady: Wire) -> None:
    # Documented, so in both worlds.
    for row_id in ("conn_hubspot_nothing", seeds.OPENINT_FOREIGN, "conn_a%2Fb%3F"):
        refused = steady.get("openint", f"/connection/{row_id}")
        assert refused.status == 404
        assert (refused.body["message"], refused.body["code"]) == ("Connection not found", "NOT_FOUND")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/connection/hubspot_1", ""),
        (f"/connection/{seeds.OPENINT_HEALTHY}", "expand=integration"),
        (f"/connection/{seeds.OPENINT_HEALTHY}", "refresh_policy=sometimes"),
        ("/connection", "limit=3001"),
        ("/connection", "limit=-1"),
        ("/connection", "limit=ten"),
        ("/connection", "offset=-1"),
        ("/connection", "connector_names=hubspot,made-up"),
        ("/connection", "connector_config_id=conn_1"),
        ("/connector", "limit=3001"),
        ("/connector", "expand=connector"),
    ],
)
def test_bad_input_is_400_with_issues(steady: Wire, path: str, query: str) -> None:
    refused = steady.send("openint", path, query=query)
    assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")
    assert refused.body["message"] == "Input validation failed"
    assert refused.body["issues"][0]["message"]


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", "/connection/conn_a"), ("GET", "/connector/hubspot"), ("GET", "/x")]
)
def test_unknown_routes_are_404_in_the_same_shape(steady: Wire, method: str, path: str) -> None:
    refused = steady.send("openint", path, method=method)
    assert refused.status == 404
    assert (refused.body["message"], refused.body["code"]) == ("Not found", "NOT_FOUND")


def test_connection_list_has_an_inverted_flag(real: Wire, ideal: Wire) -> None:
    for wire, first, last in ((real, False, True), (ideal, True, False)):
        page = wire.get("openint", "/connection", limit=50).body
        assert (len(page["items"]), page["total"], page["limit"], page["offset"]) == (50, 71, 50, 0)
        assert page["has_next_page"] is first
        page = wire.get("openint", "/connection", limit=50, offset=50).body
        assert len(page["items"]) == 21
        assert page["has_next_page"] is last


def test_connection_total_is_0_on_an_empty_page(real: Wire, ideal: Wire) -> None:
    for query in ({"limit": 0}, {"offset": 5000}):
        empty = real.get("openint", "/connection", **query).body
        assert (empty["items"], empty["total"]) == ([], 0)
        assert ideal.get("openint", "/connection", **query).body["total"] == 71


def test_connector_total_counts_the_page_and_the_flag_is_always_true(real: Wire, ideal: Wire) -> None:
    for offset, length in ((0, 50), (150, 21), (171, 0)):
        page = real.get("openint", "/connector", limit=50, offset=offset).body
        assert (len(page["items"]), page["total"], page["has_next_page"]) == (length, length, True)
        page = ideal.get("openint", "/connector", limit=50, offset=offset).body
        assert (len(page["items"]), page["total"], page["has_next_page"]) == (length, 171, offset == 0)


def test_connectors_are_171_and_varied(steady: Wire) -> None:
    items = steady.get("openint", "/connector", limit=3000).body["items"]
    assert len({item["name"] for item in items}) == len(items) == 171
    assert {item["auth_type"] for item in items} == {
        "OAUTH1",
        "OAUTH2",
        "OAUTH2CC",
        "BASIC",
        "API_KEY",
        "CUSTOM",
    }
    assert {item["stage"] for item in items} == {"ga", "beta", "alpha"}
    assert all("schemas" not in item for item in items)
    assert all(("scopes" in item) == (item["auth_type"] == "OAUTH2") for item in items)
    assert steady.get("openint", "/connector").body["limit"] == 50
    expanded = steady.get("openint", "/connector", limit=2, expand="schemas").body["items"]
    assert all(item["schemas"] for item in expanded)


def test_connections_are_sorted_by_update_then_id(steady: Wire) -> None:
    # No document promises an order, so there is none that would be the ideal one.
    items = steady.get("openint", "/connection", limit=3000).body["items"]
    keys = [(-datetime.fromisoformat(item["updated_at"]).timestamp(), item["id"]) for item in items]
    assert keys == sorted(keys)
    assert len({moment for moment, _ in keys}) < len(keys)


def test_connection_filters(steady: Wire) -> None:
    def ids(query: str) -> list[str]:
        return [item["id"] for item in steady.send("openint", "/connection", query=query).body["items"]]

    assert {found.split("_")[1] for found in ids("connector_names=xero,jira")} == {"xero", "jira"}
    assert ids("connector_names=xero&connector_names=github&customer_id=acme") == [seeds.OPENINT_DISABLED]
    assert ids("search_query=NOTION&limit=1")
    assert ids("search_query=%25") == []
    assert len(ids("customer_id=nobody")) == 0
    config = steady.get("openint", f"/connection/{seeds.OPENINT_API_KEY}").body["connector_config_id"]
    assert seeds.OPENINT_API_KEY in ids(f"connector_config_id={config}")


def _secret(wire: Wire, id: str, **query: str) -> str:
    body = wire.get("openint", f"/connection/{id}", include_secrets="true", **query).body
    return str(body["settings"]["oauth"]["credentials"]["access_token"])


def test_refresh_policy_does_nothing_without_include_secrets(real: Wire, ideal: Wire) -> None:
    path = f"/connection/{seeds.OPENINT_EXPIRED}"
    for wire, renewed in ((real, False), (ideal, True)):
        before = _secret(wire, seeds.OPENINT_EXPIRED, refresh_policy="none")
        wire.get("openint", path, refresh_policy="force")
        assert (_secret(wire, seeds.OPENINT_EXPIRED, refresh_policy="none") != before) is renewed


def test_refresh_auto_renews_what_has_expired_and_force_anything(either: Wire) -> None:
    # Documented, so in both worlds.
    none = {"refresh_policy": "none"}
    expired, healthy = seeds.OPENINT_EXPIRED, seeds.OPENINT_HEALTHY
    stale, valid = _secret(either, expired, **none), _secret(either, healthy, **none)
    renewed = _secret(either, expired)
    assert renewed != stale
    assert _secret(either, expired) == renewed
    assert _secret(either, healthy) == valid
    assert _secret(either, healthy, refresh_policy="force") != valid


def test_an_inline_refresh_still_answers_the_old_updated_at(real: Wire, ideal: Wire) -> None:
    path, query = f"/connection/{seeds.OPENINT_EXPIRED}", {"include_secrets": "true"}
    for wire, shows_old in ((real, True), (ideal, False)):
        before = wire.get("openint", path, refresh_policy="none").body["updated_at"]
        during = wire.get("openint", path, **query).body["updated_at"]
        after = wire.get("openint", path, refresh_policy="none").body["updated_at"]
        assert (during == before) is shows_old
        assert after > before
        assert wire.get("openint", "/connection", limit=1).body["items"][0]["id"] == seeds.OPENINT_EXPIRED


def test_a_refused_refresh_token_is_an_error_although_documented_as_disconnected(
    real: Wire, ideal: Wire
) -> None:
    for wire, refused in ((real, "error"), (ideal, "disconnected")):
        for row_id, status in (
            (seeds.OPENINT_EXPIRED_FOR_GOOD, "disconnected"),
            (seeds.OPENINT_REFRESH_REFUSED, refused),
        ):
            assert wire.get("openint", f"/connection/{row_id}").body["status"] in {"healthy", status}
            found = wire.get("openint", f"/connection/{row_id}", include_secrets="true").body
            assert found["status"] == status
            assert found["status_message"]


def test_disconnected_is_sticky(either: Wire) -> None:
    # In the ideal world it is tested, and refused once more: see the checks.
    path = f"/connection/{seeds.OPENINT_DISCONNECTED}"
    forced = either.get("openint", path, include_secrets="true", refresh_policy="force")
    assert forced.body["status"] == "disconnected"


def test_a_list_refreshes_nothing_unless_told(either: Wire) -> None:
    # Documented, unlike what one connection is read with, so in both worlds.
    query = {"include_secrets": "true", "connector_names": "google-drive", "customer_id": "acme", "limit": 1}

    def token(**more: str) -> str:
        item = either.get("openint", "/connection", **query, **more).body["items"][0]
        assert item["id"] == seeds.OPENINT_EXPIRED
        return str(item["settings"]["access_token"])

    stale = token()
    assert token() == stale
    assert token(refresh_policy="auto") != stale
