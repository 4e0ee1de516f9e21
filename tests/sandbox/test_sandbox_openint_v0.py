"""OpenInt's API v0 in the sandbox: keys, reads that write, patches that merge, over a socket."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from conftest import Wire

from trunkline.sandbox import seeds
from trunkline.sandbox._world import OPENINT_V0_CONNECTIONS

HEALTHY = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}"
BARE = f"/core/connection/{seeds.OPENINT_V0_BARE}"


def test_get_always_shows_settings_and_the_connector_config(either: Wire) -> None:
    # Documented: no parameter leaves the settings out. So in both worlds.
    found = either.get("openint-v0", HEALTHY).body
    assert found["displayName"] == "Acme HubSpot"
    assert found["settings"]["oauth"]["credentials"]["access_token"].startswith("sandbox-secret")
    assert found["connector_config"] == {
        "id": found["connectorConfigId"],
        "orgId": "org_sandbox",
        "connectorName": "hubspot",
    }
    assert "integration" not in found


def test_list_is_a_bare_array_without_a_limit(either: Wire) -> None:
    # Documented, so in both worlds.
    rows = either.get("openint-v0", "/core/connection").body
    assert isinstance(rows, list)
    assert len(rows) == 16
    assert len(either.get("openint-v0", "/core/connection", limit=0).body) == 16
    assert len(either.get("openint-v0", "/core/connection", limit=5, offset=3).body) == 5
    assert len(either.get("openint-v0", "/core/connection", limit=5, offset=14).body) == 2
    assert "connector_config" not in rows[0]


def listed(wire: Wire) -> list[str]:
    """The ids in the order in which they are stored, which is looked up behind the server's back."""
    # A list through the API would move what it reads.
    return wire.sandbox._store.ids(OPENINT_V0_CONNECTIONS)


def test_list_has_no_order_and_an_update_moves_a_row(real: Wire, ideal: Wire) -> None:
    for wire, moved in ((real, True), (ideal, False)):
        moments = [row["updatedAt"] for row in wire.get("openint-v0", "/core/connection").body]
        assert moments != sorted(moments)
        assert moments != sorted(moments, reverse=True)
        before = listed(wire)
        wire.patch(f"/core/connection/{before[0]}", {"displayName": "Moved"})
        assert listed(wire) == ([*before[1:], before[0]] if moved else before)


@pytest.mark.parametrize("writes", ["a read", "a list", "a check", "a sync"])
def test_what_is_rewritten_on_the_way_moves_as_well(real: Wire, ideal: Wire, writes: str) -> None:
    # An API key has no expiry: whatever looks at the connection tests it, and writes down that it did.
    row = f"/core/connection/{seeds.OPENINT_V0_API_KEY}"
    for wire in (real, ideal):
        before = listed(wire)
        assert before[-1] != seeds.OPENINT_V0_API_KEY
        if writes == "a read":
            wire.get("openint-v0", row)
        elif writes == "a list":
            wire.get("openint-v0", "/core/connection", connectorName="greenhouse")
        else:
            wire.json("openint-v0", "POST", f"{row}/_{writes.removeprefix('a ')}")
        rest = [each for each in before if each != seeds.OPENINT_V0_API_KEY]
        assert listed(wire) == ([*rest, seeds.OPENINT_V0_API_KEY] if wire is real else before)


def test_pages_miss_what_the_reading_of_the_first_moved(real: Wire, ideal: Wire) -> None:
    for wire, missed in ((real, True), (ideal, False)):
        whole = set(listed(wire))
        pages = [
            wire.get("openint-v0", "/core/connection", limit=8, offset=start).body for start in (0, 8, 16)
        ]
        assert ({row["id"] for page in pages for row in page} < whole) is missed


def test_list_filters(either: Wire) -> None:
    rows = either.get("openint-v0", "/core/connection", customerId="acme", connectorName="merge").body
    assert [row["id"] for row in rows] == [seeds.OPENINT_V0_INTEGRATION]
    config = rows[0]["connectorConfigId"]
    assert either.get("openint-v0", "/core/connection", connectorConfigId=config).body == rows
    assert either.get("openint-v0", "/core/connection", customerId="nobody").body == []


def test_of_a_repeated_parameter_the_first_counts_although_one_text_is_documented(
    real: Wire, ideal: Wire
) -> None:
    rows = real.send("openint-v0", "/core/connection", query="customerId=acme&customerId=globex").body
    assert {row["customerId"] for row in rows} == {"acme"}
    repeated = "expand=integration&expand=integration.connector"
    found = real.send("openint-v0", f"/core/connection/{seeds.OPENINT_V0_INTEGRATION}", query=repeated).body
    assert "integration" in found
    assert "connector" not in found
    for query in (
        "customerId=acme&customerId=globex",
        repeated,
        "limit=1&limit=2",
        "forceRefresh=1&forceRefresh=1",
    ):
        refused = ideal.send("openint-v0", "/core/connection", query=query)
        assert refused.status == 400
        assert refused.body["issues"][0]["message"] == "Expected string, received array"


def test_an_unknown_key_is_nobodys_and_so_401(either: Wire) -> None:
    unknown = base64.b64encode(b"org_other:guess").decode()
    for headers in ({}, {"x-apikey": unknown}):
        refused = either.send("openint-v0", HEALTHY, headers=headers)
        assert (refused.status, refused.body["code"]) == (401, "UNAUTHORIZED")


def test_an_unreadable_key_is_400_in_the_second_shape(real: Wire, ideal: Wire) -> None:
    second, first = {"error_type", "error_detail"}, {"message", "code"}
    for wire, shape in ((real, second), (ideal, first)):
        for secret in (b"no colon", b"\xff\xfe", b"usr_x:y"):
            key = base64.b64encode(secret).decode()
            refused = wire.send("openint-v0", HEALTHY, headers={"x-apikey": key})
            assert (refused.status, refused.body.keys()) == (400, shape)
            assert key not in json.dumps(refused.body)
    refused = real.send("openint-v0", HEALTHY, headers={"x-apikey": "not base64!"})
    assert refused.body["error_type"] == "USER_ERROR"


def test_keys_and_tokens_are_accepted_in_the_query_which_no_document_mentions(
    real: Wire, ideal: Wire
) -> None:
    for wire, status in ((real, 200), (ideal, 401)):
        key = wire.sandbox.credentials.openint_v0_api_key
        token = wire.sandbox.openint_customer_token("acme")
        for query in ({"apikey": key}, {"_token": token}):
            assert wire.send("openint-v0", HEALTHY, headers={}, query=query).status == status


def test_a_connect_token_sees_one_customer(either: Wire) -> None:
    # The scheme is declared, if nowhere named as a way in: in both worlds.
    token = either.sandbox.openint_customer_token("globex")
    rows = either.bearer("openint-v0", token, "/core/connection").body
    assert {row["customerId"] for row in rows} == {"globex"}
    assert either.bearer("openint-v0", token, HEALTHY).status == 404
    # The organization's key for v1 is no key here.
    assert (
        either.bearer("openint-v0", either.sandbox.credentials.openint_api_key, "/core/connection").status
        == 401
    )


def test_standard_is_absent(real: Wire, ideal: Wire) -> None:
    assert all("standard" not in row for row in real.get("openint-v0", "/core/connection").body)
    assert ideal.get("openint-v0", HEALTHY).body["standard"]["status"] == "healthy"
    broken = ideal.get("openint-v0", f"/core/connection/{seeds.OPENINT_V0_ERROR}").body["standard"]
    assert broken["status"] == "disconnected"
    assert broken["statusMessage"]


def test_an_error_is_in_the_settings(either: Wire) -> None:
    # The settings are documented as any object, which this is: in both worlds.
    error = either.get("openint-v0", f"/core/connection/{seeds.OPENINT_V0_ERROR}").body["settings"]["error"]
    assert error["code"] == "refresh_token_external_error"


def test_reads_are_postgres_text_and_patches_iso(real: Wire, ideal: Wire) -> None:
    postgres, iso = r".* \d\d:\d\d:\d\d(\.\d+)?\+00", r"\d{4}-\d\d-\d\dT.*Z"
    assert re.fullmatch(postgres, real.get("openint-v0", HEALTHY).body["createdAt"])
    assert re.fullmatch(iso, real.patch(HEALTHY, {}).body["createdAt"])
    assert re.fullmatch(iso, ideal.get("openint-v0", HEALTHY).body["createdAt"])


def test_expand_is_one_text_of_known_values(either: Wire) -> None:
    # Documented as a text, without a word on what it may say: in both worlds the server decides.
    path = f"/core/connection/{seeds.OPENINT_V0_INTEGRATION}"
    assert (
        either.get("openint-v0", path, expand="integration").body["integration"]["id"] == "int_merge_bamboohr"
    )
    found = either.get("openint-v0", path, expand="integration,integration.connector").body
    assert found["connector"]["id"] == found["connectorConfigId"]
    assert found["connector"]["name"] == "merge"
    assert either.get("openint-v0", HEALTHY, expand="integration").body["integration"] is None
    refused = either.get("openint-v0", "/core/connection", expand="connector")
    assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")


def _token(answer: Any) -> str:
    return str(answer.body["settings"]["oauth"]["credentials"]["access_token"])


@pytest.mark.parametrize("text", ["false", "0"])
def test_force_refresh_false_means_true(real: Wire, ideal: Wire, text: str) -> None:
    for wire, refreshed in ((real, True), (ideal, False)):
        before = _token(wire.get("openint-v0", HEALTHY))
        assert (_token(wire.get("openint-v0", HEALTHY, forceRefresh=text)) != before) is refreshed


def test_reads_run_live_checks_and_write(real: Wire, ideal: Wire) -> None:
    for wire, writes in ((real, True), (ideal, False)):
        for row_id in (seeds.OPENINT_V0_API_KEY, seeds.OPENINT_V0_EXPIRED):
            first = wire.get("openint-v0", f"/core/connection/{row_id}").body["updatedAt"]
            wire.clock.now += 7200
            second = wire.get("openint-v0", f"/core/connection/{row_id}").body["updatedAt"]
            assert (first != second) is writes
        # A token that is known to be good is left alone.
        first = wire.get("openint-v0", HEALTHY).body["updatedAt"]
        wire.clock.now += 60
        assert wire.get("openint-v0", HEALTHY).body["updatedAt"] == first


def test_an_expired_token_is_renewed_by_a_read(real: Wire, ideal: Wire) -> None:
    path = f"/core/connection/{seeds.OPENINT_V0_EXPIRED}"
    assert "renewed" in _token(real.get("openint-v0", path))
    assert "renewed" not in _token(ideal.get("openint-v0", path))


def test_an_update_is_seen_by_the_next_read(either: Wire) -> None:
    either.clock.now += 5
    change = {
        "displayName": "Vertrieb ☕",
        "disabled": True,
        "customerId": "globex",
        "integrationId": "int_x",
    }
    updated = either.patch(HEALTHY, change)
    assert updated.status == 200
    found = either.get("openint-v0", HEALTHY).body
    for name, value in change.items():
        assert updated.body[name] == found[name] == value
    assert "connector_config" not in updated.body
    listed = {row["id"]: row for row in either.get("openint-v0", "/core/connection").body}
    assert listed[seeds.OPENINT_V0_HEALTHY]["displayName"] == "Vertrieb ☕"
    assert found["updatedAt"] > found["createdAt"]


def test_patch_merges_objects_one_level_deep(either: Wire) -> None:
    # The document gives no rule, so the server's is the ideal one, too.
    before = either.get("openint-v0", HEALTHY).body["metadata"]
    merged = either.patch(HEALTHY, {"metadata": {"team": "apac", "owner": {"id": 7}, "gone": None}}).body[
        "metadata"
    ]
    assert merged == before | {"team": "apac", "owner": {"id": 7}, "gone": None}
    settings = either.patch(HEALTHY, {"settings": {"extra": 1}}).body["settings"]
    assert settings["extra"] == 1
    assert "oauth" in settings


def test_patch_null_clears_and_absent_keeps(either: Wire) -> None:
    # Documented as nullable, so in both worlds.
    kept = either.patch(HEALTHY, {"displayName": None, "settings": None, "metadata": None}).body
    assert (kept["displayName"], kept["settings"], kept["metadata"]) == (None, None, None)
    assert kept["customerId"] == "acme"
    assert either.patch(HEALTHY, {"metadata": {"a": 1}}).body["metadata"] == {"a": 1}


def test_patch_lists_grow(real: Wire, ideal: Wire) -> None:
    for wire, grown in ((real, ["a", "b", {"c": 1}]), (ideal, {"c": 1})):
        wire.patch(HEALTHY, {"metadata": None})
        wire.patch(HEALTHY, {"metadata": ["a"]})
        second = wire.patch(HEALTHY, {"metadata": ["b"]}).body["metadata"]
        assert second == (["a", "b"] if wire is real else ["b"])
        assert wire.patch(HEALTHY, {"metadata": {"c": 1}}).body["metadata"] == grown


def test_patch_scalars_replace(either: Wire) -> None:
    assert either.get("openint-v0", BARE).body["metadata"] == "imported by hand"
    assert either.patch(BARE, {"metadata": 7}).body["metadata"] == 7


def test_an_empty_patch_changes_nothing(either: Wire) -> None:
    before = either.get("openint-v0", HEALTHY).body
    either.clock.now += 60
    assert either.patch(HEALTHY, {}).status == 200
    assert either.patch(HEALTHY, {"unknownMember": 1}).status == 200
    assert either.get("openint-v0", HEALTHY).body == before


@pytest.mark.parametrize(
    "change",
    [
        {"settings": "text"},
        {"displayName": 7},
        {"disabled": None},
        {"disabled": "yes"},
        {"customerId": ""},
        {"integrationId": "merge"},
        [],
    ],
)
def test_a_bad_patch_is_400_and_writes_nothing(either: Wire, change: Any) -> None:
    before = either.get("openint-v0", HEALTHY).body
    refused = either.patch(HEALTHY, change)
    assert (refused.status, refused.body["code"]) == (400, "BAD_REQUEST")
    assert either.get("openint-v0", HEALTHY).body == before


def test_an_unparsable_body_is_a_parse_error(either: Wire) -> None:
    headers = either.usual["openint-v0"] | {"content-type": "application/json"}
    for body in (
        b"",
        b"{",
        b'{"a": "\xff"}',
        b"[" * 100_000,
        b'{"metadata": NaN}',
        b'{"metadata": "\\ud800"}',
    ):
        refused = either.send("openint-v0", HEALTHY, method="PATCH", headers=headers, body=body)
        assert (refused.status, refused.body["code"]) == (400, "PARSE_ERROR")
    text = either.usual["openint-v0"] | {"content-type": "text/plain"}
    assert either.send("openint-v0", HEALTHY, method="PATCH", headers=text, body=b"{}").status == 415


def test_ids_and_routes_that_are_wrong(either: Wire) -> None:
    assert either.get("openint-v0", "/core/connection/hubspot").status == 400
    assert either.get("openint-v0", "/core/connection/conn_none").body["code"] == "NOT_FOUND"
    assert either.patch("/core/connection/conn_none", {"displayName": "x"}).status == 404
    assert either.get("openint-v0", "/connection").body["message"] == "Not found"
