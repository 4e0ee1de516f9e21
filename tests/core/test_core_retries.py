"""What is sent again, how often, after which wait: over real sockets, on a clock that only waiting moves."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, Fin, Reset, Say, Silence, answer, head
from vendor_answers import membrane, membrane_connection, openint, openint_connection, openint_v0
from vendor_answers import openint_v0_connection as v0

from trunkline import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    RateLimitError,
    Retry,
    ServerError,
    TrunklineError,
)
from trunkline.testing import VirtualClock

GOOD = answer(openint_connection())


def wrong(status: int, **headers: str) -> Behaviour:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer({"message": "not now", "code": "BUSY"}, status, named)


def test_a_read_survives_two_failures(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(wrong(503), wrong(503), GOOD)
    client = colour.client(openint(server.origin), clock=clock)

    assert client.connections.get("conn_a").id == "conn_a"
    assert len(server.seen) == 3
    assert len(clock.waits) == 2
    assert 0 <= clock.waits[0] <= 0.5
    assert 0 <= clock.waits[1] <= 1.0
    assert len({seen.headers["x-request-id"] for seen in server.seen}) == 1


def test_two_calls_have_two_request_ids(colour: Colour, server: FaultServer) -> None:
    server.answers(GOOD)
    client = colour.client(openint(server.origin))
    client.connections.get("conn_a")
    client.connections.get("conn_a")
    assert len({seen.headers["x-request-id"] for seen in server.seen}) == 2


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529])
def test_what_passes_is_tried_again_and_then_reported(server: FaultServer, status: int) -> None:
    server.answers(wrong(status))
    with Colour("sync") as colour:
        client = colour.client(openint(server.origin), clock=VirtualClock(), retry=Retry(attempts=4))
        with pytest.raises(APIStatusError) as caught:
            client.connections.get("conn_a")
    error = caught.value
    assert error.status == status
    assert error.code == "BUSY"
    assert error.attempts == len(server.seen) == 4
    assert [attempt.outcome for attempt in error.history] == [f"status {status}"] * 4
    assert all(attempt.waited > 0 for attempt in error.history[:-1])
    assert error.history[-1].waited == 0
    assert error.request_id == server.seen[0].headers["x-request-id"]
    assert not error.may_have_been_applied


@pytest.mark.parametrize(
    "status", [400, 401, 402, 403, 404, 409, 410, 418, 422, 423, 451, 501, 505, 530, 561, 599, 600, 999]
)
def test_what_does_not_pass_is_reported_at_once(server: FaultServer, status: int) -> None:
    server.answers(wrong(status, retry_after="1", x_should_retry="true"), GOOD)
    with Colour("sync") as colour:
        client = colour.client(openint(server.origin), clock=VirtualClock())
        with pytest.raises(APIStatusError) as caught:
            client.connections.get("conn_a")
    assert caught.value.status == status
    assert len(server.seen) == 1


def test_retry_after_is_a_lower_bound(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(wrong(429, retry_after="7"), wrong(503, retry_after="3"), GOOD)
    client = colour.client(openint(server.origin), clock=clock)
    client.connections.get("conn_a")
    assert 7 <= clock.waits[0] <= 7.5
    assert 3 <= clock.waits[1] <= 3.5


def test_a_date_counts_from_the_servers_own_clock(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    an_hour_ahead = {"date": "Tue, 14 Nov 2023 23:13:20 GMT", "retry_after": "Tue, 14 Nov 2023 23:13:22 GMT"}
    server.answers(wrong(429, **an_hour_ahead), GOOD)
    client = colour.client(openint(server.origin), clock=clock)
    client.connections.get("conn_a")
    assert 2 <= clock.waits[0] <= 2.5


@pytest.mark.parametrize("asked", ["86400", "9" * 40, "9" * 5000, "inf", "Fri, 01 Jan 2038 00:00:00 GMT"])
def test_a_wait_that_is_too_long_is_not_begun(colour: Colour, server: FaultServer, asked: str) -> None:
    clock = VirtualClock()
    server.answers(wrong(429, retry_after=asked), GOOD)
    client = colour.client(openint(server.origin), clock=clock)
    with pytest.raises(RateLimitError) as caught:
        client.connections.get("conn_a")
    assert len(server.seen) == 1
    assert clock.waits == []
    assert caught.value.retry_after is not None
    assert caught.value.retry_after >= 86400


def test_a_wait_beyond_the_deadline_is_not_begun(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(wrong(429, retry_after="30"), GOOD)
    client = colour.client(openint(server.origin), clock=clock, deadline=29)
    with pytest.raises(RateLimitError) as caught:
        client.connections.get("conn_a")
    assert clock.waits == []
    assert caught.value.retry_after == 30


@pytest.mark.parametrize(
    "asked", ["-1", "0", "", "soon", "nan", "\xb2", "Fri, 01 Jan 100000 00:00:00 GMT", "1e1"]
)
def test_a_wait_that_makes_no_sense_is_as_if_absent(server: FaultServer, asked: str) -> None:
    clock = VirtualClock()
    server.answers(wrong(429, retry_after=asked), GOOD)
    with Colour("sync") as colour:
        client = colour.client(openint(server.origin), clock=clock)
        client.connections.get("conn_a")
    assert 0 <= clock.waits[0] <= 0.5


def test_all_kinds_of_failure_share_one_count(colour: Colour, server: FaultServer) -> None:
    server.answers(wrong(429), (Reset(),), wrong(503), GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    with pytest.raises(ServerError) as caught:
        client.connections.get("conn_a")
    assert [attempt.outcome for attempt in caught.value.history] == [
        "status 429",
        "connection lost",
        "status 503",
    ]
    assert "3 attempts" in str(caught.value)


def test_retries_can_be_turned_off(colour: Colour, server: FaultServer) -> None:
    server.answers(wrong(503), GOOD)
    client = colour.client(openint(server.origin), retry=Retry(attempts=1))
    with pytest.raises(ServerError):
        client.connections.get("conn_a")
    assert len(server.seen) == 1


def test_every_second_request_fails_and_every_call_heals(colour: Colour, server: FaultServer) -> None:
    server.answers(*[wrong(503), GOOD] * 40)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    for _ in range(40):
        client.connections.get("conn_a")
    assert len(server.seen) == 80


def test_a_storm_costs_little_more_than_its_calls(colour: Colour, server: FaultServer) -> None:
    server.answers(wrong(503))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    errors: list[ServerError] = []
    for _ in range(60):
        with pytest.raises(ServerError) as caught:
            client.connections.get("conn_a")
        errors.append(caught.value)
    assert len(server.seen) <= 2 * 60
    assert "too many calls of this client failed" in str(errors[-1])
    assert errors[-1].attempts == 1


def test_the_budget_is_shared_by_copies_and_refilled_by_success(colour: Colour, server: FaultServer) -> None:
    server.on("/v1/connection/conn_bad", wrong(503)).on("/v1/connection/conn_a", GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    patient = client.with_options(retry=Retry(attempts=20), deadline=1e6)
    with pytest.raises(ServerError) as caught:
        patient.connections.get("conn_bad")
    assert caught.value.attempts == 11  # the first, and ten that were paid for
    with pytest.raises(ServerError) as caught:
        client.connections.get("conn_bad")
    assert caught.value.attempts == 1
    client.connections.get("conn_a")
    with pytest.raises(ServerError) as caught:
        client.connections.get("conn_bad")
    assert caught.value.attempts == 2


def test_a_lock_that_membrane_could_not_get_is_tried_again(colour: Colour, server: FaultServer) -> None:
    busy = {"type": "bad_request", "key": "connections/lock_timeout", "message": "try again"}
    server.answers(answer(busy, 400), answer(membrane_connection()))
    client = colour.client(membrane(server.origin), clock=VirtualClock())
    assert client.connections.get("m1").id == "m1"
    assert len(server.seen) == 2


# Writes.

LOST: dict[str, tuple[Behaviour, type[TrunklineError]]] = {
    "reset before the answer": ((Reset(),), APIConnectionError),
    "closed before the answer": ((Fin(),), APIConnectionError),
    "reset in the headers": ((Say(b"HTTP/1.1 200 OK\r\nconten"), Reset()), APIConnectionError),
    "cut in the body": (
        (Say(head(200, {"content-length": "100"}) + b'{"id": '), Reset()),
        APIConnectionError,
    ),
    "500": (wrong(500), ServerError),
    "502": (wrong(502), ServerError),
    "503": (wrong(503), ServerError),
    "504": (wrong(504), ServerError),
    "503 with Retry-After": (wrong(503, retry_after="1"), ServerError),
    "silence": ((Silence(),), APITimeoutError),
    "silence in the body": (
        (Say(head(200, {"content-length": "100"}) + b'{"id": '), Silence()),
        APITimeoutError,
    ),
}


@pytest.mark.parametrize("case", LOST)
def test_a_write_whose_outcome_nobody_knows_is_sent_once(
    colour: Colour, server: FaultServer, case: str
) -> None:
    behaviour, expected = LOST[case]
    server.answers(behaviour, answer(v0()))
    client = colour.client(
        openint_v0(server.origin), clock=VirtualClock(), timeout=0.1 if "silence" in case else 5
    )
    with pytest.raises(expected) as caught:
        client.connections.update("conn_a", display_name="Sales")
    assert len(server.seen) == 1
    assert caught.value.may_have_been_applied
    assert caught.value.attempts == 1
    assert caught.value.method == "PATCH"
    assert "may have been applied" in str(caught.value)


def test_a_write_on_a_pooled_connection_that_dies_is_sent_once(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(v0()), (Reset(),), answer(v0()))
    client = colour.client(openint_v0(server.origin), clock=VirtualClock())
    client.connections.get("conn_a")
    with pytest.raises(APIConnectionError) as caught:
        client.connections.update("conn_a", display_name="Sales")
    assert [seen.method for seen in server.seen] == ["GET", "PATCH"]
    assert [seen.connection for seen in server.seen] == [0, 0]
    assert caught.value.may_have_been_applied


def test_a_write_after_the_pooled_connection_was_closed_uses_a_new_one(
    colour: Colour, server: FaultServer
) -> None:
    server.answers((*answer(v0()), Fin()), answer(v0()))
    client = colour.client(openint_v0(server.origin), clock=VirtualClock())
    client.connections.get("conn_a")
    server.wait_gone(1)
    client.connections.update("conn_a", display_name="Sales")
    assert [seen.connection for seen in server.seen] == [0, 1]


def test_a_write_that_was_refused_with_429_is_sent_again(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(wrong(429, retry_after="2"), answer(v0()))
    client = colour.client(openint_v0(server.origin), clock=clock)
    client.connections.update("conn_a", display_name="Sales")
    assert [seen.body for seen in server.seen] == [b'{"displayName":"Sales"}'] * 2
    assert clock.waits[0] >= 2


def test_a_write_that_could_not_connect_is_sent_again(colour: Colour) -> None:
    class Awaited(VirtualClock):
        def sleep(self, seconds: float) -> None:
            if not self.waits:
                server.listen()
            super().sleep(seconds)

    clock = Awaited()
    with FaultServer(listening=False) as server:
        server.answers(answer(v0()))
        client = colour.client(openint_v0(server.origin), clock=clock)
        client.connections.update("conn_a", display_name="Sales")
        client.close()
    assert len(clock.waits) == 1
    assert len(server.seen) == 1


def test_a_write_that_never_connects_was_not_applied(colour: Colour) -> None:
    with FaultServer(listening=False) as server:
        client = colour.client(openint_v0(server.origin), clock=VirtualClock())
        with pytest.raises(APIConnectionError) as caught:
            client.connections.update("conn_a", display_name="Sales")
    assert not caught.value.may_have_been_applied
    assert caught.value.attempts == 3
    assert {attempt.outcome for attempt in caught.value.history} == {"could not connect"}


def test_a_write_refused_outright_was_not_applied(colour: Colour, server: FaultServer) -> None:
    server.answers(wrong(400))
    client = colour.client(openint_v0(server.origin))
    with pytest.raises(BadRequestError) as caught:
        client.connections.update("conn_a", display_name="Sales")
    assert not caught.value.may_have_been_applied


def test_a_write_lost_after_a_429_may_have_been_applied(colour: Colour, server: FaultServer) -> None:
    server.answers(wrong(429), (Reset(),), answer(v0()))
    client = colour.client(openint_v0(server.origin), clock=VirtualClock())
    with pytest.raises(APIConnectionError) as caught:
        client.connections.update("conn_a", display_name="Sales")
    assert caught.value.may_have_been_applied
    assert caught.value.attempts == 2


@pytest.mark.parametrize(
    ("changes", "body"),
    [
        ({"display_name": "Sales"}, {"displayName": "Sales"}),
        ({"display_name": None}, {"displayName": None}),
        ({"disabled": False}, {"disabled": False}),
        ({"metadata": {"team": None}}, {"metadata": {"team": None}}),
        ({"customer_id": None, "disabled": True}, {"customerId": None, "disabled": True}),
    ],
)
def test_a_write_holds_exactly_what_was_given(
    server: FaultServer, changes: dict[str, Any], body: Any
) -> None:
    server.answers(answer(v0()))
    with Colour("sync") as colour:
        colour.client(openint_v0(server.origin)).connections.update("conn_a", **changes)
    assert server.seen[0].json == body
    assert server.seen[0].headers["x-connection-id"] == "conn_a"


# Reads that do something.


@pytest.mark.parametrize("behaviour", [(Reset(),), wrong(503), (Silence(),)], ids=["reset", "503", "silence"])
def test_a_read_that_may_refresh_a_credential_is_sent_once(
    colour: Colour, server: FaultServer, behaviour: Behaviour
) -> None:
    server.answers(behaviour, GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock(), timeout=0.1)
    with pytest.raises(TrunklineError) as caught:
        client.native("openint").get_connection("conn_a", include_secrets=True)
    assert len(server.seen) == 1
    assert caught.value.may_have_been_applied


def test_reading_secrets_refreshes_none_and_is_sent_again(colour: Colour, server: FaultServer) -> None:
    server.answers(wrong(503), GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    assert client.connections.get("conn_a", include_secrets=True).id == "conn_a"
    assert [seen.query for seen in server.seen] == [{"include_secrets": "true", "refresh_policy": "none"}] * 2


def test_a_read_that_may_refresh_a_credential_is_sent_again_after_a_429(
    colour: Colour, server: FaultServer
) -> None:
    server.answers(wrong(429), GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    client.native("openint").get_connection("conn_a", include_secrets=True)
    assert len(server.seen) == 2


def test_a_read_that_times_out_is_sent_again(colour: Colour, server: FaultServer) -> None:
    server.answers((Silence(),), GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock(), timeout=0.4)
    assert client.connections.get("conn_a").id == "conn_a"
    assert len(server.seen) == 2


def test_each_call_of_many_at_once_heals_alone(colour: Colour, server: FaultServer) -> None:
    failed: set[str] = set()

    def first_fails(seen: Any) -> Behaviour:
        name = seen.path.rpartition("/")[2]
        if name in failed:
            return answer(openint_connection(name))
        failed.add(name)
        return wrong(503)

    server.answers(first_fails)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    names = [f"conn_{number}" for number in range(10)]
    found = colour.together([lambda name=name: client.connections.get(name) for name in names])
    assert [connection.id for connection in found] == names
