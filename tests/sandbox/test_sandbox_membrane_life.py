"""Membrane in the sandbox: what time does to a connection, and what is left of an archived one, over a socket."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from conftest import EPOCH, Clock, Wire
from sandbox_calls import membrane

from trunkline.sandbox import Sandbox, seeds
from trunkline.sandbox.credentials import REFUSED_CREDENTIAL

RETRYING = f"/connections/{seeds.MEMBRANE_RETRYING}"
REFUSED = {"credentials": {"refresh_token": REFUSED_CREDENTIAL}}


def _read(wire: Wire, id: str, **query: Any) -> Any:
    answer = membrane(wire, "GET", f"/connections/{id}", query=query)
    assert answer.status == 200, answer.body
    return answer.body


# Waiting


def test_a_long_poll_holds_while_disconnecting_too(either: Wire) -> None:
    found = _read(either, seeds.MEMBRANE_DISCONNECTING, wait="true", timeout=20)
    assert found["state"] == "DISCONNECTING"
    assert sum(either.clock.slept) == pytest.approx(20)
    assert len(either.clock.slept) < 200


def test_a_long_poll_holds_for_30_seconds_unless_told(clock: Clock) -> None:
    with Sandbox(now=clock.read, sleep=clock.sleep, building_seconds=1000) as sandbox:
        wire = Wire(sandbox, clock)
        assert _read(wire, seeds.MEMBRANE_BUILDING, wait="true")["state"] == "BUILDING"
        wire.connection.close()
    assert clock.now == pytest.approx(EPOCH + 30)


def test_a_change_from_elsewhere_ends_a_long_poll(clock: Clock) -> None:
    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if clock.now > EPOCH + 3:
            sandbox.change("membrane", seeds.MEMBRANE_DISCONNECTING, {"state": "READY"})

    with Sandbox(now=clock.read, sleep=sleep) as sandbox:
        wire = Wire(sandbox, clock)
        assert _read(wire, seeds.MEMBRANE_DISCONNECTING, wait="true")["state"] == "READY"
        wire.connection.close()
    assert clock.now == pytest.approx(EPOCH + 3.25)


def test_a_list_tells_whats_connected_as_of_now(either: Wire) -> None:
    query = {"connected": "false", "limit": 1000}
    assert _read(either, seeds.MEMBRANE_BUILDING)["state"] == "BUILDING"
    either.clock.now += 2
    listed = either.get("membrane", "/connections", **query).body["items"]
    assert seeds.MEMBRANE_BUILDING not in {item["id"] for item in listed}
    assert not [item for item in listed if item.get("connected")]


def test_states_that_only_older_texts_name_are_still_met(steady: Wire) -> None:
    # Documented, if elsewhere than the others: in both worlds.
    assert _read(steady, seeds.MEMBRANE_OLD_STATE)["state"] == "NOT_CONFIGURED"


# Retrying


def test_the_platform_reconnects_by_itself_at_the_time_it_named(either: Wire) -> None:
    before = _read(either, seeds.MEMBRANE_RETRYING)
    either.clock.now += 6 * 3600 - 1
    assert _read(either, seeds.MEMBRANE_RETRYING) == before
    either.clock.now += 1
    after = _read(either, seeds.MEMBRANE_RETRYING)
    assert (after["connected"], after["disconnected"], after["state"]) == (True, False, "READY")
    assert not {"requestError", "retryAttempts", "nextRetryTimestamp"} & after.keys()


def test_the_platform_retries_with_exponential_backoff_what_is_refused(either: Wire) -> None:
    # Documented, so in both worlds.
    either.sandbox.change("membrane", seeds.MEMBRANE_RETRYING, REFUSED)
    due = [_read(either, seeds.MEMBRANE_RETRYING)["nextRetryTimestamp"]]
    for attempts in (4, 5, 6):
        either.clock.now = datetime.fromisoformat(due[-1]).timestamp()
        found = _read(either, seeds.MEMBRANE_RETRYING)
        assert (found["connected"], found["retryAttempts"]) == (False, attempts)
        due.append(found["nextRetryTimestamp"])
    first, second, third = (
        datetime.fromisoformat(later) - datetime.fromisoformat(earlier) for earlier, later in pairwise(due)
    )
    assert third == 2 * second == 4 * first > timedelta(0)
    # However long nobody looked, the next try is in the future.
    either.clock.now += 86_400 * 365
    found = _read(either, seeds.MEMBRANE_RETRYING)["nextRetryTimestamp"]
    assert datetime.fromisoformat(found).timestamp() > either.clock.now


def test_what_the_platform_gave_up_stays_disconnected(either: Wire) -> None:
    either.clock.now += 86_400 * 30
    assert _read(either, seeds.MEMBRANE_DISCONNECTED)["connected"] is False


def test_refused_credentials_fail_their_test_and_their_refresh(either: Wire) -> None:
    path = f"/connections/{seeds.MEMBRANE_READY}"
    assert membrane(either, "PATCH", path, REFUSED).body["connected"] is True
    assert membrane(either, "POST", f"{path}/test").body == {"success": False}
    refused = membrane(either, "POST", f"{path}/refresh-credentials")
    assert (refused.status, refused.body["type"]) == (400, "connection")
    assert refused.body["key"] == "access_token_expired"


# Archived


def test_a_client_action_is_there_as_long_as_its_state_and_leads_nowhere_once_archived(either: Wire) -> None:
    path = f"/connections/{seeds.MEMBRANE_ACTION_REQUIRED}"
    link = _read(either, seeds.MEMBRANE_ACTION_REQUIRED)["clientAction"]["uiUrl"]
    assert membrane(either, "DELETE", path).status == 200
    archived = _read(either, seeds.MEMBRANE_ACTION_REQUIRED)
    assert ("clientAction" in archived) == (archived["state"] == "CLIENT_ACTION_REQUIRED")
    with pytest.raises(ValueError, match="no page"):
        either.sandbox.visit(link)
    assert _read(either, seeds.MEMBRANE_ACTION_REQUIRED) == archived


def test_nothing_happens_any_more_to_what_was_archived(either: Wire) -> None:
    assert membrane(either, "DELETE", RETRYING).status == 200
    archived = _read(either, seeds.MEMBRANE_RETRYING)
    either.clock.now += 86_400
    assert _read(either, seeds.MEMBRANE_RETRYING) == archived


@pytest.mark.parametrize(
    ("method", "more"), [("POST", "/archive"), ("POST", "/restore"), ("GET", "/logs"), ("POST", "")]
)
def test_what_only_a_third_party_describes_does_not_exist(steady: Wire, method: str, more: str) -> None:
    refused = membrane(steady, method, f"/connections/{seeds.MEMBRANE_READY}{more}")
    assert (refused.status, refused.body["key"]) == (404, "not_found")


# Narrowing


def test_lists_narrow_by_version_and_external_app(either: Wire) -> None:
    made = membrane(either, "POST", "/connections", {"externalAppId": "app-bexio"}, tenant="acme").body
    assert made["externalAppId"] == "app-bexio"

    def ids(**query: str) -> list[str]:
        items = either.get("membrane", "/connections", limit=1000, **query).body["items"]
        return [item["id"] for item in items]

    assert ids(externalAppId="app-bexio") == [made["id"]]
    assert ids(connectorVersion="0.1.0") == []
    assert len(ids(connectorVersion="1.4.0")) == 35


@pytest.mark.parametrize("text", ["false", "0", "False"])
def test_booleans_are_read_as_they_are_written(steady: Wire, text: str) -> None:
    assert "credentials" not in _read(steady, seeds.MEMBRANE_READY, includeSecrets=text)
    for path in (f"/connections/{seeds.MEMBRANE_READY}", "/connections"):
        refused = membrane(steady, "GET", path, query={"includeSecrets": "no"})
        assert (refused.status, refused.body["key"]) == (400, "default")
