"""What the drivers make of the network: the kinds of failure, names that nobody resolves, what they never show."""

from __future__ import annotations

import copy
import pickle
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from colours import Colour
from fault_server import PATIENCE, Behaviour, FaultServer, Fin, Reset, Say, answer, chunk, head

from trunkline._drivers import Answer, AsyncDriver, BlockingDriver, Bounds, SendFailure, Wire, _names, run

KINDS = (BlockingDriver, AsyncDriver)


def send(
    colour: Colour, url: str, transport: Any = None, *, timeout: float = PATIENCE, deadline: float = PATIENCE
) -> Answer:
    """One request through a driver of this colour, and nothing above it."""

    async def in_a_loop() -> Answer:
        driver = (AsyncDriver if colour.is_async else BlockingDriver)(transport=transport)
        try:
            bounds = Bounds(timeout, driver.clock.now() + deadline, 10_000)
            return await driver.send(Wire("GET", url, []), bounds)
        finally:
            await driver.aclose()

    return colour.portal.call(in_a_loop) if colour.portal else run(in_a_loop())


# Lost, or not HTTP: told apart by what was seen, and never by words that a server can choose.

LOST: dict[str, Behaviour] = {
    "nothing": (Fin(),),
    "half a status line": (Say(b"HTTP/1.1 2"), Fin()),
    "half a line that is no HTTP": (Say(b"what is this"), Fin()),
    "half the headers": (Say(b"HTTP/1.1 200 OK\r\nx: y"), Fin()),
    "half a body": (Say(head(200, {"content-length": "9"}) + b"{"), Fin()),
    "half a chunk": (Say(head(200, {"transfer-encoding": "chunked"}) + b"5\r\nab"), Fin()),
    "no last chunk": (Say(head(200, {"transfer-encoding": "chunked"}) + chunk(b"{}")), Fin()),
    "a reset": (Reset(),),
}
PROTOCOL: dict[str, Behaviour] = {
    "a status line": (Say(b"peer unexpectedly closed connection\r\n\r\n"),),
    "a status line, then the end": (Say(b"HTTP/1.1 disconnected\r\n\r\n"), Fin()),
    "a version": (Say(b"Server disconnected without sending a response.\r\n\r\n"), Fin()),
    "a header": (Say(b"HTTP/1.1 200 OK\r\n closed: disconnected\r\n\r\n"),),
    "a header without a name": (Say(b"HTTP/1.1 200 OK\r\n: closed\r\n\r\n"),),
    "a length": (Say(head(200, {"content-length": "closed"})),),
    "an encoding": (Say(head(200, {"transfer-encoding": "closed, disconnected"})),),
    "a chunk's size": (Say(head(200, {"transfer-encoding": "chunked"}) + b"closed\r\n"),),
    "a chunk's size, then the end": (
        Say(head(200, {"transfer-encoding": "chunked"}) + b"disconnected\r\n"),
        Fin(),
    ),
}


@pytest.mark.parametrize("case", LOST)
def test_a_connection_that_ends_early_is_lost(colour: Colour, server: FaultServer, case: str) -> None:
    server.answers(LOST[case])
    with pytest.raises(SendFailure) as caught:
        send(colour, server.origin)
    assert caught.value.kind == "lost"


@pytest.mark.parametrize("case", PROTOCOL)
def test_no_word_of_a_server_makes_its_nonsense_a_lost_connection(
    colour: Colour, server: FaultServer, case: str
) -> None:
    server.answers(PROTOCOL[case])
    with pytest.raises(SendFailure) as caught:
        send(colour, server.origin)
    assert caught.value.kind == "protocol"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Server disconnected without sending a response.", "lost"),
        ("peer closed connection without sending complete message body (incomplete chunked read)", "lost"),
        (
            "peer closed connection without sending complete message body (received 1 bytes, expected 2)",
            "lost",
        ),
        ("peer unexpectedly closed connection", "lost"),
        ("illegal status line: bytearray(b'peer unexpectedly closed connection')", "protocol"),
        ("illegal header line: bytearray(b'closed: disconnected')", "protocol"),
        ("closed", "protocol"),
    ],
)
def test_of_a_supplied_transport_only_the_librarys_own_sentences_count(
    colour: Colour, words: str, kind: str
) -> None:
    """Its network is not ours to look at, and the sentences are all there is."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.RemoteProtocolError(words)

    with pytest.raises(SendFailure) as caught:
        send(colour, "http://vendor.test", httpx.MockTransport(fail))
    assert caught.value.kind == kind


# Names.

ASKED = socket.getaddrinfo


@contextmanager
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[threading.Thread]]:
    """A resolver that knows `known.test`, thinks about `slow.test` until the end; lists the threads that asked."""
    asked: list[threading.Thread] = []
    thought = threading.Event()

    def look_up(host: Any, port: Any, *args: Any, **settings: Any) -> Any:
        if (*args, 0, 0, 0, 0)[3] & socket.AI_NUMERICHOST:
            return ASKED(host, port, *args, **settings)  # trio asks so whether it is an address
        asked.append(threading.current_thread())
        name = host.decode() if isinstance(host, bytes) else host
        if name == "slow.test":
            thought.wait(PATIENCE)
        if name == "known.test":
            return ASKED("127.0.0.1", port, *args, **settings)
        if name == "unknown.test":
            raise socket.gaierror(socket.EAI_NONAME, "not known")
        return ASKED(host, port, *args, **settings)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    try:
        yield asked
        assert not thought.is_set()
    finally:
        thought.set()
        for thread in asked:
            if thread.name == "trunkline resolver":
                thread.join(PATIENCE)


@pytest.mark.parametrize("bounds", [{"deadline": 0.1}, {"timeout": 0.1}], ids=str)
def test_a_name_that_nobody_resolves_in_time_is_a_timeout(
    colour: Colour, monkeypatch: pytest.MonkeyPatch, bounds: dict[str, float]
) -> None:
    """The system's resolver cannot be interrupted, and may take a minute: it is left behind."""
    with resolver(monkeypatch) as asked:
        with pytest.raises(SendFailure) as caught:
            send(colour, "http://slow.test", **bounds)
        assert caught.value.kind == "connect_timeout"
        assert len(asked) == 1


def test_a_name_that_is_resolved_is_connected_to(
    colour: Colour, monkeypatch: pytest.MonkeyPatch, server: FaultServer
) -> None:
    server.answers(answer(b"{}"))
    with resolver(monkeypatch):
        assert send(colour, f"http://known.test:{server.port}").status == 200
    assert server.seen[0].headers["host"] == f"known.test:{server.port}"


@pytest.mark.parametrize("host", ["unknown.test", "a" * 64 + ".test"], ids=["unknown", "impossible"])
def test_a_name_that_is_not_known_is_no_connection(
    colour: Colour, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    with resolver(monkeypatch), pytest.raises(SendFailure) as caught:
        send(colour, f"http://{host}")
    assert caught.value.kind == "connect"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_what_needs_no_resolver_costs_no_thread(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    with resolver(monkeypatch) as asked:
        found = _names.addresses(host, 80, 1)
    assert asked == [threading.current_thread()]
    assert set(found) <= {"127.0.0.1", "::1"}


# What is never shown.

PROXY = "http://user:hunter2@127.0.0.1:9"


@pytest.mark.parametrize("kind", KINDS)
def test_a_driver_is_neither_pickled_nor_copied_and_shows_no_password(kind: Any) -> None:
    driver = kind(proxy=httpx.Proxy(PROXY))
    for take in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled") as caught:
            take(driver)
        assert "hunter2" not in str(caught.value)
    assert repr(driver) == f"{kind.__name__}(open)"
    assert "hunter2" not in f"{driver} {driver!r} {vars(driver)}"
