"""What a check does for a wait on OpenInt: it tells how a connection is whose state nobody knows."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from openint_parts import alone, connection, requests

from trunkline import APITimeoutError, Client, Status
from trunkline.providers import OpenInt
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock


def of(connection_id: str) -> str:
    return f"openint:{connection_id}"


def looks_and_a_check(connection_id: str) -> list[str]:
    look = f"GET /connection/{connection_id}"
    return [look, f"POST /connection/{connection_id}/check", look]


@pytest.mark.parametrize("connection_id", [seeds.OPENINT_UNKNOWN, seeds.OPENINT_NO_STATUS])
def test_a_wait_has_a_state_found_out_that_nobody_knows(
    client: Any, sandbox: Sandbox, connection_id: str
) -> None:
    found = client.connections.wait_until_ready(of(connection_id), within=20)
    assert found.status is Status.ACTIVE
    assert requests(sandbox) == looks_and_a_check(connection_id)


def test_a_wait_for_what_no_test_can_tell_ends_at_once(client: Any, sandbox: Sandbox) -> None:
    sandbox.change("openint", seeds.OPENINT_UNTESTED, {"status": "unknown"})
    found = client.connections.wait_until_ready(of(seeds.OPENINT_UNTESTED), within=20)
    assert (found.status, found.is_terminal) == (Status.UNKNOWN, True)
    assert requests(sandbox) == looks_and_a_check(seeds.OPENINT_UNTESTED)
    # A look alone does not say so: somebody may have it tested.
    assert not client.connections.get(of(seeds.OPENINT_UNTESTED)).is_terminal


def test_a_wait_for_a_state_that_is_new_ends_at_once(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(connection(status="paused", status_message="by you")))
    found = alone(colour, server).connections.wait_until_ready("conn_hubspot_1", within=20)
    assert (found.status, found.is_terminal, found.status_reason) == (Status.UNKNOWN, True, "paused: by you")
    assert [seen.method for seen in server.seen] == ["GET", "POST", "GET"]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("healthy", Status.ACTIVE),
        ("disconnected", Status.DISCONNECTED),
        ("error", Status.ERROR),
        ("manual", Status.UNKNOWN),
    ],
)
def test_a_state_that_is_known_is_not_tested(
    colour: Colour, server: FaultServer, state: str, status: Status
) -> None:
    server.answers(answer(connection(status=state)))
    found = alone(colour, server).connections.wait_until_ready("conn_hubspot_1", within=20)
    assert found.status is status
    assert [seen.method for seen in server.seen] == ["GET"]


def test_a_connection_that_was_just_made_can_be_waited_for(sandbox: Sandbox) -> None:
    # As a whole, in one colour: each step of it has its own test in all of them.
    with Client(OpenInt(token=sandbox.credentials.openint_api_key), transport=sandbox.transport()) as client:
        made = client.connections.create(
            "openint",
            customer_id="acme",
            connector_config_id=seeds.OPENINT_CONFIG_API_KEY,
            credentials={"apiKey": "s3cr3t"},
        )
        assert (made.status, made.is_terminal) == (Status.UNKNOWN, False)
        assert client.connections.wait_until_ready(made.reference, within=20).status is Status.ACTIVE


def test_a_test_that_fails_in_a_wait_is_a_look_that_got_lost(colour: Colour, server: FaultServer) -> None:
    server.on("/v1/connection/conn_a", answer(connection(id="conn_a", status=None)))
    broken = answer({"message": "on fire", "code": "INTERNAL_SERVER_ERROR"}, 500)
    server.on("/v1/connection/conn_a/check", broken)
    client = alone(colour, server, clock=VirtualClock())
    with pytest.raises(APITimeoutError, match="not ready after 5 seconds: it is unknown") as caught:
        client.connections.wait_until_ready("conn_a", within=5)
    assert caught.value.may_have_been_applied
    paths = [seen.path for seen in server.seen]
    # Nobody knows what became of it, and it may have renewed a token: what follows are looks alone.
    assert paths.count("/v1/connection/conn_a/check") == 1 < paths.count("/v1/connection/conn_a")
