"""`wait_until_ready` on a clock that only waiting moves: when it ends, how it polls, what it survives."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, Reset, Seen, Silence, answer
from vendor_answers import (
    TOKEN,
    membrane,
    membrane_connection,
    openint,
    openint_connection,
    workiva,
    workiva_connection,
)

from trunkline import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    AuthenticationError,
    ConflictError,
    NotFoundError,
    Retry,
    ServerError,
    Status,
)
from trunkline.testing import VirtualClock

ONCE = Retry(attempts=1)


def state(**changes: Any) -> Behaviour:
    return answer(membrane_connection(**changes))


BUILDING = state(state="BUILDING", connected=None)
READY = state()


def running(destination: str) -> Behaviour:
    return answer(workiva_connection(lastRun={"sourceStatus": "complete", "destinationStatus": destination}))


def test_it_ends_when_the_connection_works(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(BUILDING, BUILDING, READY)
    client = colour.client(membrane(server.origin), clock=clock)
    connection = client.connections.wait_until_ready("m1", within=120)
    assert connection.status is Status.ACTIVE
    assert len(server.seen) == 3
    assert clock.waits == [0.5, 0.75]


def test_a_connection_that_works_is_not_waited_for(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(READY)
    client = colour.client(membrane(server.origin), clock=clock)
    client.connections.wait_until_ready("m1", within=120)
    assert (len(server.seen), clock.waits) == (1, [])


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"state": "CLIENT_ACTION_REQUIRED"}, Status.ACTION_REQUIRED),
        ({"state": "CONFIGURATION_ERROR"}, Status.ERROR),
        ({"state": "SETUP_FAILED"}, Status.ERROR),
        ({"archivedAt": "2025-08-21T16:01:40.123Z"}, Status.ARCHIVED),
        ({"isDeactivated": True}, Status.DISABLED),
        ({"connected": False}, Status.DISCONNECTED),
    ],
)
def test_what_only_a_person_can_change_is_given_back_at_once(
    colour: Colour, server: FaultServer, changes: Any, status: Status
) -> None:
    server.answers(state(**changes))
    client = colour.client(membrane(server.origin), clock=VirtualClock())
    connection = client.connections.wait_until_ready("m1", within=120)
    assert connection.status is status
    assert connection.is_terminal
    assert len(server.seen) == 1


@pytest.mark.parametrize("lost", [(Reset(),), answer(b"", 503), answer(b"", 504), answer(b"", 429)])
def test_a_poll_that_is_lost_is_survived(colour: Colour, server: FaultServer, lost: Behaviour) -> None:
    server.answers(BUILDING, lost, lost, READY)
    client = colour.client(membrane(server.origin), clock=VirtualClock(), retry=ONCE)
    assert client.connections.wait_until_ready("m1", within=120).status is Status.ACTIVE
    assert len(server.seen) == 4


# Over it is soon; nothing in the answer is about the connection.
LOCKED = {
    "409": answer(b"", 409),
    "423": answer(b"", 423),
    "Membrane's": answer({"type": "bad_request", "key": "lock_timeout", "message": "busy"}, 400),
}


@pytest.mark.parametrize("lock", LOCKED)
def test_a_poll_that_meets_a_lock_is_survived(colour: Colour, server: FaultServer, lock: str) -> None:
    server.answers(LOCKED[lock], BUILDING, LOCKED[lock], READY)
    client = colour.client(membrane(server.origin), clock=VirtualClock(), retry=ONCE)
    assert client.connections.wait_until_ready("m1", within=120).status is Status.ACTIVE
    assert len(server.seen) == 4


def test_a_lock_that_is_never_taken_off_is_told_when_the_time_is_over(
    colour: Colour, server: FaultServer
) -> None:
    server.answers(answer({"message": "held by somebody"}, 423))
    client = colour.client(workiva(server.origin, token=TOKEN), clock=VirtualClock(), retry=ONCE)
    with pytest.raises(APITimeoutError, match="the last poll failed") as caught:
        client.connections.wait_until_ready("w1", within=20)
    assert isinstance(caught.value.__cause__, ConflictError)
    assert len(server.seen) > 3


def test_a_first_poll_that_is_lost_is_survived(colour: Colour, server: FaultServer) -> None:
    server.answers((Reset(),), READY)
    client = colour.client(membrane(server.origin), clock=VirtualClock(), retry=ONCE)
    assert client.connections.wait_until_ready("m1", within=120).id == "m1"


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (answer(b"", 404), NotFoundError),
        (answer(b"", 401), AuthenticationError),
        (answer(b"<html>"), APIResponseError),
        (state(connection_id="m2"), APIResponseError),
    ],
)
def test_what_waiting_cannot_mend_ends_it(
    colour: Colour, server: FaultServer, told: Behaviour, error: type[Exception]
) -> None:
    server.answers(BUILDING, told, READY)
    client = colour.client(membrane(server.origin), clock=VirtualClock())
    with pytest.raises(error):
        client.connections.wait_until_ready("m1", within=120)
    assert len(server.seen) == 2


def test_it_ends_when_the_time_is_over(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(BUILDING)
    client = colour.client(membrane(server.origin), clock=clock)
    with pytest.raises(APITimeoutError, match="not ready after 20 seconds: it is pending") as caught:
        client.connections.wait_until_ready("m1", within=20)
    assert 15 < sum(clock.waits) <= 20
    assert max(clock.waits) <= 5
    assert (caught.value.provider, caught.value.operation) == ("membrane", "wait_until_ready")
    assert not caught.value.may_have_been_applied


def test_what_the_last_poll_came_to_is_said(colour: Colour, server: FaultServer) -> None:
    server.answers(BUILDING, answer({"message": "on fire"}, 500))
    client = colour.client(membrane(server.origin), clock=VirtualClock(), retry=ONCE)
    with pytest.raises(APITimeoutError, match="the last poll failed: on fire") as caught:
        client.connections.wait_until_ready("m1", within=5)
    assert isinstance(caught.value.__cause__, ServerError)


def test_no_time_at_all_is_one_poll(colour: Colour, server: FaultServer) -> None:
    server.answers(BUILDING)
    client = colour.client(membrane(server.origin), clock=VirtualClock())
    with pytest.raises(APITimeoutError):
        client.connections.wait_until_ready("m1", within=0)
    assert [seen.query for seen in server.seen] == [{}]


def test_membrane_waits_on_its_side_no_longer_than_it_may(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()

    def overslept(seen: Seen) -> Behaviour:
        clock.advance(float(seen.query.get("timeout", 0)))
        return BUILDING

    server.answers(overslept)
    client = colour.client(membrane(server.origin), clock=clock)
    with pytest.raises(APITimeoutError):
        client.connections.wait_until_ready("m1", within=120)
    asked = [seen.query.get("timeout") for seen in server.seen]
    assert asked[0] == "50"
    assert all(timeout is None or int(timeout) <= 50 for timeout in asked)
    assert 115 < clock.now() <= 120
    assert [seen.query.get("wait") for seen in server.seen][:2] == ["true", "true"]


def test_a_long_poll_fits_into_the_calls_deadline(colour: Colour, server: FaultServer) -> None:
    server.answers(READY)
    client = colour.client(membrane(server.origin), clock=VirtualClock(), deadline=10)
    client.connections.wait_until_ready("m1", within=120)
    assert server.seen[0].query["timeout"] == "9"


def test_a_poll_in_which_the_server_stalls_ends_in_time(colour: Colour, server: FaultServer) -> None:
    server.answers((Silence(),))
    client = colour.client(openint(server.origin), deadline=60)
    with pytest.raises(APITimeoutError, match=r"not ready after 0\.1 seconds"):
        client.connections.wait_until_ready("conn_a", within=0.1)


def test_workiva_is_ready_when_both_halves_are(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(running("not_started"), running("running"), running("complete"))
    client = colour.client(workiva(server.origin, token=TOKEN), clock=clock)
    assert client.connections.wait_until_ready("w1", within=60).status is Status.ACTIVE
    assert clock.waits == [2.0, 3.0]


def test_openint_is_polled(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_connection(status=None)), answer(openint_connection(status="healthy")))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    assert client.connections.wait_until_ready("conn_a", within=60).status is Status.ACTIVE


def test_the_settings_of_the_client_are_as_before(colour: Colour, server: FaultServer) -> None:
    server.answers(READY, (Silence(),))
    client = colour.client(membrane(server.origin), timeout=0.1, clock=VirtualClock(), retry=ONCE)
    client.connections.wait_until_ready("m1", within=120)
    with pytest.raises(APIConnectionError):
        client.connections.get("m1")


@pytest.mark.parametrize("lost", ["reset", "500"])
def test_a_test_that_got_lost_is_not_repeated_by_the_wait(
    colour: Colour, server: FaultServer, lost: str
) -> None:
    """Each may renew a token that can be used once; only a look can do no harm."""
    unknown = openint_connection(status=None)
    server.on("/v1/connection/conn_a", answer(unknown))
    server.on("/v1/connection/conn_a/check", (Reset(),) if lost == "reset" else answer({"message": "x"}, 500))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    with pytest.raises(APITimeoutError) as caught:
        client.connections.wait_until_ready("conn_a", within=120)
    assert caught.value.may_have_been_applied
    methods = [seen.method for seen in server.seen]
    assert methods.count("POST") == 1
    assert methods.count("GET") > 5


def test_a_test_whose_look_afterwards_got_lost_is_not_repeated_either(
    colour: Colour, server: FaultServer
) -> None:
    unknown, broken = answer(openint_connection(status=None)), answer({"message": "x"}, 503)
    server.on("/v1/connection/conn_a", unknown, broken, broken, broken, unknown)
    tested = {"id": "conn_a", "status": "healthy", "status_message": None}
    server.on("/v1/connection/conn_a/check", answer(tested))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    with pytest.raises(APITimeoutError) as caught:
        client.connections.wait_until_ready("conn_a", within=60)
    assert caught.value.may_have_been_applied
    assert [seen.method for seen in server.seen].count("POST") == 1
