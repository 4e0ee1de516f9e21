"""What a check on OpenInt tells, and what it does for a wait: it finds out the state of a connection."""

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


CHECKS = [
    # Tested and fine; tested, and its token renewed; found out to be disconnected; refused by the app.
    (seeds.OPENINT_HEALTHY, True, Status.ACTIVE),
    (seeds.OPENINT_EXPIRED, True, Status.ACTIVE),
    (seeds.OPENINT_EXPIRED_FOR_GOOD, False, Status.DISCONNECTED),
    (seeds.OPENINT_REFRESH_REFUSED, False, Status.ERROR),
    # The answer says healthy and what is stored says error, because the test itself failed: nobody knows.
    (seeds.OPENINT_CHECK_BREAKS, None, Status.ERROR),
    # Sticky: never tested again, and yet it does not work.
    (seeds.OPENINT_DISCONNECTED, False, Status.DISCONNECTED),
    # The answer says healthy, because there is no test: nobody knows.
    (seeds.OPENINT_UNTESTED, None, Status.ERROR),
]


@pytest.mark.parametrize(("connection_id", "passed", "status"), CHECKS)
def test_a_check_tells_what_is_stored_after_it(
    client: Any, sandbox: Sandbox, connection_id: str, passed: bool | None, status: Status
) -> None:
    check = client.connections.check(of(connection_id))
    assert (check.passed, check.connection.status) == (passed, status)
    assert check.connection.id == connection_id
    assert check.message == check.connection.status_reason
    assert f"POST /connection/{connection_id}/check" in requests(sandbox)
    posts = [seen.request for seen in sandbox.exchanges if seen.request.method == "POST"]
    assert [post.body for post in posts] == [b"{}"]
    # Read again, and not tested or renewed a second time by that.
    assert requests(sandbox)[-1] == f"GET /connection/{connection_id}"
    assert sandbox.exchanges[-1].request.query == "refresh_policy=none"


@pytest.mark.parametrize("quirks", [True, False])
def test_a_test_that_broke_tells_nothing_of_the_credentials(client: Any, quirks: bool) -> None:
    # The second time, the state from before, which is what the answer repeats, is that of the first.
    for _ in range(2):
        check = client.connections.check(of(seeds.OPENINT_CHECK_BREAKS))
        assert (check.passed, check.connection.status) == (None, Status.ERROR)
        assert check.message == "Unable to check connection"


@pytest.mark.parametrize(
    ("answered", "passed"), [("healthy", None), ("unknown", None), ("error", False), (None, False)]
)
def test_an_answer_that_is_not_what_was_stored_is_of_a_test_that_broke(
    colour: Colour, server: FaultServer, answered: str | None, passed: bool | None
) -> None:
    tested = connection(status="error", status_message="no", updated_at="2025-08-21 16:02:00+00")
    server.on("/v1/connection/conn_hubspot_1", answer(connection()), answer(tested))
    server.on("/v1/connection/conn_hubspot_1/check", answer({"id": "conn_hubspot_1", "status": answered}))
    check = alone(colour, server).connections.check("conn_hubspot_1")
    assert (check.passed, check.message) == (passed, "no")


def test_two_checks_in_one_moment_are_two(colour: Colour) -> None:
    clock = VirtualClock()
    with Sandbox(now=clock.time, sleep=clock.sleep) as sandbox:
        provider = OpenInt(token=sandbox.credentials.openint_api_key)
        client = colour.client(provider, transport=sandbox.transport(), clock=clock)
        # The second leaves the date that the first one left.
        for _ in range(2):
            assert client.connections.check(seeds.OPENINT_HEALTHY).passed is True


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
