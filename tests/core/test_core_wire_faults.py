"""What happens to the connection, as a table: one row a fault, what a read makes of it, what a write makes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from colours import Colour
from fault_server import Behaviour, Drip, FaultServer, Fin, Flood, Reset, Say, Step, answer, chunk, head
from vendor_answers import openint, openint_connection, openint_v0, openint_v0_connection

from trunkline import APIConnectionError, APIResponseError, AuthenticationError, Retry, TrunklineError
from trunkline.testing import VirtualClock

READ = json.dumps(openint_connection()).encode()
WRITTEN = json.dumps(openint_v0_connection()).encode()


@dataclass(frozen=True)
class Row:
    """One fault. `repeated`: a read is sent again after it; `outcome`: the words of the attempt's history."""

    id: str
    steps: Behaviour
    outcome: str
    repeated: bool = False
    error: type[TrunklineError] = APIConnectionError


LOST = "connection lost"
NOT_HTTP = "answer was not HTTP"

ROWS = (
    Row("reset before headers", (Reset(),), LOST, repeated=True),
    Row("closed before headers", (Fin(),), LOST, repeated=True),
    Row("reset inside headers", (Say(b"HTTP/1.1 200 OK\r\nconte"), Reset()), LOST, repeated=True),
    Row("closed inside headers", (Say(b"HTTP/1.1 200 OK\r\nconte"), Fin()), LOST, repeated=True),
    Row(
        "closed inside the body",
        (Say(head(200, {"content-length": "999"}) + READ), Fin()),
        LOST,
        repeated=True,
    ),
    Row(
        "no last chunk",
        (Say(head(200, {"transfer-encoding": "chunked"}) + chunk(READ)), Fin()),
        LOST,
        repeated=True,
    ),
    Row("no HTTP", (Say(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), Fin()), NOT_HTTP),
    Row(
        "HTTP/2 preface",
        (Say(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80\r\n\r\n"), Fin()),
        NOT_HTTP,
    ),
    Row("a status of two digits", (Say(b"HTTP/1.1 20 OK\r\n\r\n" + READ), Fin()), NOT_HTTP),
    Row("a negative length", (Say(head(200, {"content-length": "-1"}) + READ), Fin()), NOT_HTTP),
    Row("a length in words", (Say(head(200, {"content-length": "many"}) + READ), Fin()), NOT_HTTP),
    Row(
        "two lengths",
        (Say(head(200, [("content-length", str(len(READ))), ("content-length", "5")]) + READ), Fin()),
        NOT_HTTP,
    ),
    Row(
        "a length of a terabyte",
        (Say(head(200, {"content-length": str(1 << 40)}) + READ), Fin()),
        LOST,
        repeated=True,
    ),
    Row("a bad chunk size", (Say(head(200, {"transfer-encoding": "chunked"}) + b"zz\r\n"), Fin()), NOT_HTTP),
    Row("a negative chunk", (Say(head(200, {"transfer-encoding": "chunked"}) + b"-1\r\n"), Fin()), NOT_HTTP),
    Row(
        "an unknown transfer encoding",
        (Say(head(200, {"transfer-encoding": "gzip"}) + READ), Fin()),
        NOT_HTTP,
    ),
    Row("a space in a header's name", (Say(head(200, {"x y": "z"}) + READ), Fin()), NOT_HTTP),
    Row("NUL in a header", (Say(head(200, {"x": "a\0b"}) + READ), Fin()), NOT_HTTP),
    Row(
        "4 MB of headers",
        (Say(b"HTTP/1.1 200 OK\r\n"), Flood(b"x: " + b"y" * 1021 + b"\r\n", 4 << 20)),
        NOT_HTTP,
    ),
    Row("one header of 4 MB", (Say(b"HTTP/1.1 200 OK\r\nx: "), Flood(b"y" * 1024, 4 << 20)), NOT_HTTP),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_read(colour: Colour, server: FaultServer, row: Row) -> None:
    server.answers(row.steps, answer(READ))
    client = colour.client(openint(server.origin), clock=VirtualClock(), timeout=5)
    if row.repeated:
        assert client.connections.get("conn_a").id == "conn_a"
        assert len(server.seen) == 2
        return
    with pytest.raises(row.error) as caught:
        client.connections.get("conn_a")
    assert [attempt.outcome for attempt in caught.value.history] == [row.outcome]
    # What broke is not used again.
    assert client.connections.get("conn_a").id == "conn_a"
    assert server.seen[-1].connection != server.seen[0].connection


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_write(colour: Colour, server: FaultServer, row: Row) -> None:
    server.answers(row.steps, answer(WRITTEN))
    client = colour.client(openint_v0(server.origin), clock=VirtualClock(), timeout=5)
    with pytest.raises(row.error) as caught:
        client.connections.update("conn_a", disabled=True)
    assert [attempt.outcome for attempt in caught.value.history] == [row.outcome]
    assert caught.value.may_have_been_applied
    assert len(server.seen) == 1


FINE = {
    "early hints": (Say(head(103, {"link": "x"}) * 3), *answer(READ)),
    "continue": (Say(head(100)), *answer(READ)),
    "HTTP/1.0 until the end": (Say(head(200, version="1.0") + READ), Fin()),
    "tiny parts": (Drip(answer(READ)[0].data, every=0, size=1),),  # type: ignore[union-attr]  # it is a Say
    "header names in capitals": (Say(head(200, {"CONTENT-LENGTH": str(len(READ))}) + READ),),
    "no reason phrase": (Say(b"HTTP/1.1 200\r\ncontent-length: %d\r\n\r\n" % len(READ) + READ),),
    "trailers": (Say(head(200, {"transfer-encoding": "chunked"}) + chunk(READ) + b"0\r\nx: y\r\n\r\n"),),
    "chunk extensions": (
        Say(
            head(200, {"transfer-encoding": "chunked"}) + b"%x;a=b\r\n" % len(READ) + READ + b"\r\n0\r\n\r\n"
        ),
    ),
    "headers that are not ASCII": (Say(head(200, {"x": "\xe4", "content-length": str(len(READ))}) + READ),),
}


@pytest.mark.parametrize("case", FINE)
def test_what_is_unusual_and_right_is_read(colour: Colour, server: FaultServer, case: str) -> None:
    server.answers(FINE[case])
    client = colour.client(openint(server.origin), timeout=5, retry=Retry(attempts=1))
    assert client.connections.get("conn_a").id == "conn_a"


def test_a_length_and_chunks_at_once_smuggle_nothing(colour: Colour, server: FaultServer) -> None:
    both = {"transfer-encoding": "chunked", "content-length": "3"}
    server.answers((Say(head(200, both) + chunk(READ) + chunk(b"")),), answer(READ))
    client = colour.client(openint(server.origin), timeout=5)
    for _ in range(2):
        try:
            assert client.connections.get("conn_a").id == "conn_a"
        except TrunklineError as error:
            assert isinstance(error, APIConnectionError | APIResponseError)  # noqa: PT017


def at_once(*steps: Step) -> Behaviour:
    """The steps' bytes in one piece, so that they are read in one."""
    return (Say(b"".join(step.data for step in steps if isinstance(step, Say))),)


def test_an_answer_nobody_asked_for_is_never_read(colour: Colour, server: FaultServer) -> None:
    other = answer(openint_connection("conn_a", display_name="evil"))
    server.answers(at_once(*answer(READ), *other), answer(READ))
    client = colour.client(openint(server.origin), timeout=5, clock=VirtualClock())
    assert client.connections.get("conn_a").display_name == "Acme's app"
    assert client.connections.get("conn_a").display_name == "Acme's app"
    # A connection of its own, in whatever order the server's threads noted them.
    assert 1 in [seen.connection for seen in server.seen]


def test_a_write_takes_no_answer_that_was_there_before_it(colour: Colour, server: FaultServer) -> None:
    server.answers(at_once(*answer(WRITTEN), *answer(WRITTEN)))
    client = colour.client(openint_v0(server.origin), timeout=5)
    client.connections.update("conn_a", disabled=True)
    with pytest.raises(APIConnectionError) as caught:
        client.connections.update("conn_a", disabled=False)
    assert caught.value.may_have_been_applied


def test_a_dead_pooled_connection_does_not_fail_a_read(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(READ), (Reset(),), answer(READ))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    client.connections.get("conn_a")
    assert client.connections.get("conn_a").id == "conn_a"
    assert [seen.connection for seen in server.seen] == [0, 0, 1]


def test_connections_are_reused(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(READ))
    client = colour.client(openint(server.origin))
    for _ in range(10):
        client.connections.get("conn_a")
    assert server.connections == 1


def test_an_upgrade_is_no_answer(colour: Colour, server: FaultServer) -> None:
    server.answers((Say(head(101, {"upgrade": "websocket", "connection": "upgrade"}) + READ), Fin()))
    client = colour.client(openint(server.origin), timeout=5, retry=Retry(attempts=1))
    with pytest.raises((APIResponseError, APIConnectionError)):
        client.connections.get("conn_a")


def test_a_failed_handshake_is_neither_repeated_nor_applied(colour: Colour, server: FaultServer) -> None:
    """The port speaks plain HTTP."""
    server.greets(*answer(b"", 400), Fin())
    client = colour.client(openint_v0(f"https://127.0.0.1:{server.port}"), clock=VirtualClock(), timeout=5)
    with pytest.raises(APIConnectionError, match="TLS") as caught:
        client.connections.update("conn_a", disabled=True)
    assert [attempt.outcome for attempt in caught.value.history] == ["TLS handshake failed"]
    assert not caught.value.may_have_been_applied
    assert server.connections == 1


@pytest.mark.parametrize("scheme", ["Basic realm=x", "Negotiate", 'Digest realm="x", nonce="y"'])
def test_another_way_to_sign_in_is_not_taken(colour: Colour, server: FaultServer, scheme: str) -> None:
    server.answers(answer({"message": "no"}, 401, {"www-authenticate": scheme}))
    client = colour.client(openint(server.origin))
    with pytest.raises(AuthenticationError):
        client.connections.get("conn_a")
    assert len(server.seen) == 1


def test_nothing_is_sent_but_what_is_meant(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(READ))
    colour.client(openint(server.origin)).connections.get("conn_a")
    assert set(server.seen[0].headers) == {
        "accept",
        "accept-encoding",
        "authorization",
        "host",
        "user-agent",
        "x-request-id",
    }
    assert server.seen[0].headers["host"] == f"127.0.0.1:{server.port}"
