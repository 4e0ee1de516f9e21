"""OpenInt's API v1 in the sandbox: what a check tests, stores and answers, each quirk by name, over a socket."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Answer, Wire

from trunkline.sandbox import seeds
from trunkline.sandbox.credentials import REFUSED_CREDENTIAL


def check(wire: Wire, id: str, **more: Any) -> Answer:
    return wire.json("openint", "POST", f"/connection/{id}/check", **more)


def stored(wire: Wire, id: str) -> dict[str, Any]:
    body = wire.get("openint", f"/connection/{id}", include_secrets="1", refresh_policy="none").body
    assert isinstance(body, dict)
    return body


def token(wire: Wire, id: str) -> str:
    return str(stored(wire, id)["settings"]["oauth"]["credentials"]["access_token"])


def test_a_check_always_renews_an_oauth_token_that_can_be_renewed(either: Wire) -> None:
    # No document says what a check renews, so neither does one say anything better.
    for row_id in (seeds.OPENINT_HEALTHY, seeds.OPENINT_EXPIRED):
        before = token(either, row_id)
        answer = check(either, row_id)
        assert (answer.status, answer.body) == (
            200,
            {"id": row_id, "status": "healthy", "status_message": None},
        )
        renewed = token(either, row_id)
        assert renewed != before
        assert "sandbox-secret" in renewed
        check(either, row_id)
        assert token(either, row_id) != renewed


def test_a_check_bumps_updated_at_and_moves_the_row_to_the_top(either: Wire) -> None:
    # A row that was written has been updated: in both worlds.
    before = stored(either, seeds.OPENINT_EXPIRED)["updated_at"]
    either.clock.now += 60
    check(either, seeds.OPENINT_EXPIRED)
    assert stored(either, seeds.OPENINT_EXPIRED)["updated_at"] > before
    assert either.get("openint", "/connection", limit=1).body["items"][0]["id"] == seeds.OPENINT_EXPIRED


@pytest.mark.parametrize(
    ("id", "status"),
    [
        (seeds.OPENINT_ERROR, "healthy"),
        (seeds.OPENINT_UNKNOWN, "healthy"),
        (seeds.OPENINT_MANUAL, "healthy"),
        (seeds.OPENINT_API_KEY, "healthy"),
        (seeds.OPENINT_EXPIRED_FOR_GOOD, "disconnected"),
    ],
)
def test_a_check_stores_what_it_answers(either: Wire, id: str, status: str) -> None:
    # Documented, so in both worlds.
    answer = check(either, id).body
    found = stored(either, id)
    assert answer["status"] == found["status"] == status
    assert answer["status_message"] == found["status_message"]


def test_a_refused_api_key_is_disconnected(either: Wire) -> None:
    either.sandbox.change("openint", seeds.OPENINT_API_KEY, {"settings": {"apiKey": REFUSED_CREDENTIAL}})
    assert check(either, seeds.OPENINT_API_KEY).body["status"] == "disconnected"


def test_a_check_that_is_refused_is_an_error_although_documented_as_disconnected(
    real: Wire, ideal: Wire
) -> None:
    for wire, status in ((real, "error"), (ideal, "disconnected")):
        answer = check(wire, seeds.OPENINT_REFRESH_REFUSED).body
        assert answer["status"] == stored(wire, seeds.OPENINT_REFRESH_REFUSED)["status"] == status


def test_disconnected_is_sticky_and_never_tested_again(real: Wire, ideal: Wire) -> None:
    before = stored(real, seeds.OPENINT_DISCONNECTED)
    for wire, is_tested in ((real, False), (ideal, True)):
        wire.clock.now += 60
        # Still refused, then accepted again: only who tests finds out.
        assert check(wire, seeds.OPENINT_DISCONNECTED).body["status"] == "disconnected"
        wire.sandbox.change("openint", seeds.OPENINT_DISCONNECTED, {}, remove=["_upstream"])
        answer = check(wire, seeds.OPENINT_DISCONNECTED).body
        assert answer["status"] == ("healthy" if is_tested else "disconnected")
        assert (stored(wire, seeds.OPENINT_DISCONNECTED)["updated_at"] > before["updated_at"]) is is_tested
    assert stored(real, seeds.OPENINT_DISCONNECTED) == before


def test_a_connector_without_a_check_is_called_healthy_untested_and_unsaved(real: Wire, ideal: Wire) -> None:
    for wire, status in ((real, "healthy"), (ideal, "error")):
        before = stored(wire, seeds.OPENINT_UNTESTED)
        wire.clock.now += 60
        answer = check(wire, seeds.OPENINT_UNTESTED)
        assert (answer.status, answer.body["id"]) == (200, seeds.OPENINT_UNTESTED)
        assert answer.body["status"] == status
        assert stored(wire, seeds.OPENINT_UNTESTED) == before


def test_a_check_that_fails_answers_error_where_there_was_no_status(either: Wire) -> None:
    either.sandbox.change("openint", seeds.OPENINT_CHECK_BREAKS, {"status": None})
    assert check(either, seeds.OPENINT_CHECK_BREAKS).body["status"] == "error"


def test_a_check_that_fails_stores_error_and_answers_the_status_from_before(real: Wire, ideal: Wire) -> None:
    for wire, answered in ((real, "healthy"), (ideal, "error")):
        answer = check(wire, seeds.OPENINT_CHECK_BREAKS)
        assert (answer.status, answer.body["status"]) == (200, answered)
        found = stored(wire, seeds.OPENINT_CHECK_BREAKS)
        assert (found["status"], found["status_message"]) == ("error", "Unable to check connection")


def test_a_refresh_that_fails_answers_the_status_from_before_too(real: Wire, ideal: Wire) -> None:
    for wire, answered in ((real, "healthy"), (ideal, "error")):
        query = {"include_secrets": "1", "refresh_policy": "force"}
        body = wire.get("openint", f"/connection/{seeds.OPENINT_CHECK_BREAKS}", **query).body
        assert body["status"] == answered
        assert stored(wire, seeds.OPENINT_CHECK_BREAKS)["status"] == "error"


def test_an_oauth_connection_without_credentials_cannot_be_checked(either: Wire) -> None:
    either.sandbox.change("openint", seeds.OPENINT_HEALTHY, {"settings": {}})
    check(either, seeds.OPENINT_HEALTHY)
    assert stored(either, seeds.OPENINT_HEALTHY)["status_message"] == "Unable to check connection"


def test_a_json_type_without_a_body_is_a_parse_error_no_body_at_all_is_fine(real: Wire, ideal: Wire) -> None:
    path = f"/connection/{seeds.OPENINT_HEALTHY}/check"
    for wire, status in ((real, 400), (ideal, 200)):
        typed = wire.usual["openint"] | {"content-type": "application/json"}
        empty = wire.send("openint", path, method="POST", headers=typed, body=b"")
        assert empty.status == status
        assert wire.send("openint", path, method="POST").status == 200
        assert wire.json("openint", "POST", path).status == 200
    assert real.send("openint", path, method="POST", headers=typed, body=b"").body["code"] == "PARSE_ERROR"


def test_a_check_by_its_customer_and_by_others(real: Wire, ideal: Wire) -> None:
    for wire, anonymous in ((real, 403), (ideal, 401)):
        own = wire.sandbox.openint_customer_token("globex")
        assert check(wire, seeds.OPENINT_DISCONNECTED, token=own).status == 200
        refused = check(wire, seeds.OPENINT_HEALTHY, token=own)
        assert (refused.status, refused.body["message"]) == (404, "Connection not found")
        assert check(wire, "hubspot").status == 400
        assert check(wire, seeds.OPENINT_FOREIGN).status == 404
        path = f"/connection/{seeds.OPENINT_HEALTHY}/check"
        assert wire.send("openint", path, method="POST", headers={}).status == anonymous


def test_a_connection_whose_config_is_gone_is_404_and_fails_a_whole_list(real: Wire, ideal: Wire) -> None:
    gone = {"connector_config_id": "ccfg_hubspot_gone"}
    query = {"include_secrets": "1", "refresh_policy": "force", "limit": 5}
    for wire, status in ((real, 404), (ideal, 200)):
        wire.sandbox.change("openint", seeds.OPENINT_HEALTHY, gone)
        assert check(wire, seeds.OPENINT_HEALTHY).status == 404
        listed = wire.get("openint", "/connection", **query)
        assert listed.status == status
    assert "ccfg_hubspot_gone" in real.get("openint", "/connection", **query).body["message"]
