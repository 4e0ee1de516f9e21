"""Time, on real sockets and a real clock: whatever the server does with its seconds, a call ends in a typed timeout."""

from __future__ import annotations

import socket
import time

import pytest
from colours import Colour
from fault_server import (
    PATIENCE,
    Behaviour,
    Drip,
    FaultServer,
    Flood,
    Gate,
    Say,
    Silence,
    answer,
    chunk,
    head,
)
from vendor_answers import membrane, membrane_connection, openint, openint_connection, openint_v0

from trunkline import APIConnectionError, APITimeoutError, Retry

GOOD = answer(openint_connection())

DRIPS: dict[str, Behaviour] = {
    "a status line": (Drip(b"H", every=0.02, forever=True),),
    "header lines": (Say(b"HTTP/1.1 200 OK\r\n"), Drip(b"x: y\r\n", every=0.02, size=6, forever=True)),
    "one header": (Say(b"HTTP/1.1 200 OK\r\nx: "), Drip(b"y", every=0.02, forever=True)),
    "a body with a length": (
        Say(head(200, {"content-length": "9999999"})),
        Drip(b" ", every=0.02, forever=True),
    ),
    "a body without a length": (Say(head(200)), Drip(b" ", every=0.02, forever=True)),
    "chunks": (
        Say(head(200, {"transfer-encoding": "chunked"})),
        Drip(chunk(b" "), every=0.02, size=6, forever=True),
    ),
    "a chunk's size": (
        Say(head(200, {"transfer-encoding": "chunked"})),
        Drip(b"0", every=0.02, forever=True),
    ),
    "an error's body": (Say(head(404, {"content-length": "9999999"})), Drip(b" ", every=0.02, forever=True)),
    "early hints": (Drip(head(103, {"link": "x"}), every=0.02, size=99, forever=True),),
    "silence": (Silence(),),
    "silence after the headers": (Say(head(200, {"content-length": "99"})), Silence()),
}


@pytest.mark.parametrize("case", DRIPS)
def test_the_deadline_ends_a_drip(colour: Colour, server: FaultServer, case: str) -> None:
    server.answers(DRIPS[case])
    client = colour.client(openint(server.origin), deadline=0.15)
    begun = time.monotonic()
    with pytest.raises(APITimeoutError) as caught:
        client.connections.get("conn_a")
    assert time.monotonic() - begun < PATIENCE
    assert caught.value.attempts == 1
    server.wait_gone(1)  # nothing of it is left in the pool


def test_early_hints_without_end_meet_the_deadline_though_they_never_pause(
    colour: Colour, server: FaultServer
) -> None:
    server.answers((Flood(head(103, {"link": "x"})),))
    client = colour.client(openint(server.origin), deadline=0.15)
    with pytest.raises(APIConnectionError):
        client.connections.get("conn_a")
    server.wait_gone(1)


def test_the_deadline_spans_all_attempts(colour: Colour, server: FaultServer) -> None:
    server.answers((Silence(),))
    client = colour.client(
        openint(server.origin), timeout=0.05, deadline=0.4, retry=Retry(attempts=99, wait_initial=0.01)
    )
    begun = time.monotonic()
    with pytest.raises(APITimeoutError) as caught:
        client.connections.get("conn_a")
    assert time.monotonic() - begun < PATIENCE
    assert 2 <= caught.value.attempts <= 9


def test_a_slow_answer_within_the_timeouts_is_read(colour: Colour, server: FaultServer) -> None:
    content = GOOD[0]
    assert isinstance(content, Say)
    server.answers((Drip(content.data, every=0.001, size=64),))
    client = colour.client(openint(server.origin), timeout=5, deadline=10)
    assert client.connections.get("conn_a").id == "conn_a"


def test_a_server_that_takes_nothing_meets_the_deadline(colour: Colour) -> None:
    """The request is too large for the sockets' buffers, and nobody reads it."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        # Time enough for a busy machine to write the body out before it is sent.
        client = colour.client(openint_v0(f"http://127.0.0.1:{deaf.getsockname()[1]}"), deadline=1.5)
        with pytest.raises(APITimeoutError) as caught:
            client.connections.update("conn_a", metadata={"text": "x" * 30_000_000})
    assert caught.value.may_have_been_applied


def test_connecting_meets_the_deadline(colour: Colour) -> None:
    """A server whose queue is full lets nobody in and turns nobody away."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        try:
            client = colour.client(openint_v0(f"http://127.0.0.1:{port}"), deadline=0.15)
            with pytest.raises(APITimeoutError) as caught:
                client.connections.update("conn_a", disabled=True)
            assert not caught.value.may_have_been_applied
        finally:
            for one in waiting:
                one.close()


def test_a_pool_without_a_free_place_is_a_typed_timeout(colour: Colour, server: FaultServer) -> None:
    server.on("/v1/connection/conn_stuck", (Gate(), *answer(openint_connection("conn_stuck")))).answers(GOOD)
    client = colour.client(openint(server.origin))

    def late() -> None:
        server.wait_for(100)
        hasty = client.with_options(timeout=0.1)
        try:
            with pytest.raises(APITimeoutError, match="no connection came free in time") as caught:
                hasty.connections.get("conn_a")
            assert not caught.value.may_have_been_applied
        finally:
            server.open()

    stuck = [lambda: client.connections.get("conn_stuck").id for _ in range(100)]
    found = colour.together([*stuck, late])
    assert found == ["conn_stuck"] * 100 + [None]
    assert client.connections.get("conn_a").id == "conn_a"
    assert len(server.seen) == 101


def test_a_long_poll_is_given_the_time_it_was_told_to_take(colour: Colour, server: FaultServer) -> None:
    """The server answers later than `timeout`, as it was asked to."""
    hint_and_pause = Drip(head(103, {"link": "x"}), every=0.2, size=999)
    server.answers((hint_and_pause, *answer(membrane_connection())))
    client = colour.client(membrane(server.origin), timeout=0.1, deadline=20)
    assert client.connections.wait_until_ready("m1", within=20).id == "m1"
    assert server.seen[0].query["wait"] == "true"
    assert len(server.seen) == 1
