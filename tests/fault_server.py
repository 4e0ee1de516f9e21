"""A server that misbehaves on purpose: raw sockets on loopback, one thread a connection, and a log of what arrived.

What it does to a request is data, a tuple of steps: say these bytes, drip those, wait, cut the connection. Each
request takes the next behaviour of its path's script; the last one stays. A behaviour that depends on the request
is a function from it to steps.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

# How long a test waits for what must come; only a broken test ever waits so long.
PATIENCE = 20.0


@dataclass(frozen=True)
class Say:
    """Send these bytes at once."""

    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Drip:
    """Send these bytes in parts of `size`, one every so many seconds; `forever` starts over at the end."""

    data: bytes = field(repr=False)
    every: float = 0.05
    size: int = 1
    forever: bool = False


@dataclass(frozen=True)
class Flood:
    """Send these bytes again and again, as fast as they are taken, up to `limit` bytes."""

    data: bytes = field(repr=False)
    limit: int = 1 << 62


@dataclass(frozen=True)
class Silence:
    """Say nothing until the client has gone."""


@dataclass(frozen=True)
class Gate:
    """Wait until the test opens this gate."""

    name: str = "gate"


@dataclass(frozen=True)
class Fin:
    """Close the connection in the ordinary way."""


@dataclass(frozen=True)
class Reset:
    """Break the connection: the client's socket says that it was reset."""


@dataclass(frozen=True)
class Then:
    """Take the steps that are decided on only when it comes to this, after a gate for example."""

    decide: Callable[[], Behaviour]


Step = Say | Drip | Flood | Silence | Gate | Fin | Reset | Then
Behaviour = tuple[Step, ...]


@dataclass(frozen=True)
class Seen:
    """One request, as it arrived."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    connection: int
    """Which connection it came over, counted from 0."""

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        """The query, decoded."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


Script = Behaviour | Callable[[Seen], Behaviour]


def head(
    status: int | str = 200,
    headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    *,
    version: str = "1.1",
) -> bytes:
    """A status line and headers, with the blank line that ends them."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    lines = [f"HTTP/{version} {status} Words", *(f"{name}: {value}" for name, value in pairs)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def answer(
    body: object = b"",
    status: int = 200,
    headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    *,
    content_type: str = "application/json",
) -> Behaviour:
    """A whole answer; a body that is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    pairs = list(headers.items() if isinstance(headers, Mapping) else headers)
    usual = [("content-type", content_type)] if content_type else []
    return (Say(head(status, [*pairs, *usual, ("content-length", str(len(content)))]) + content),)


def chunk(data: bytes) -> bytes:
    """One chunk of a chunked body; an empty one ends it."""
    return b"%x\r\n%b\r\n" % (len(data), data)


class FaultServer:
    """Listens on a free loopback port; with `listening=False` the port is held, and connecting to it is refused."""

    def __init__(self, *, listening: bool = True) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0)) if listening else socket.socket()
        if not listening:
            self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.seen: list[Seen] = []
        self.bytes_sent = 0
        self.connections = 0
        self.gone = 0
        """How many connections have ended."""
        self._scripts: dict[str, list[Script]] = {}
        self._greeting: Behaviour = ()
        self._gates: dict[str, threading.Event] = {}
        self._news = threading.Condition()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._stopping = False
        if listening:
            self._accept_soon()

    def listen(self) -> None:
        """From now on connections are accepted."""
        self._socket.listen()
        self._accept_soon()

    def on(self, path: str, *script: Script) -> Self:
        """What requests whose path starts so are answered with, one after the other; the longest path counts."""
        self._scripts[path] = list(script)
        return self

    def answers(self, *script: Script) -> Self:
        """What requests to any other path are answered with, one after the other."""
        return self.on("", *script)

    def greets(self, *steps: Step) -> Self:
        """What is done to every connection before a word was heard from the client."""
        self._greeting = steps
        return self

    def open(self, gate: str = "gate") -> None:
        """Let everybody through who waits at this gate, now and later."""
        self._gate(gate).set()

    def wait_for(self, requests: int) -> None:
        """Wait until so many requests have arrived."""
        self._wait(lambda: len(self.seen) >= requests, f"{requests} requests")

    def wait_gone(self, connections: int) -> None:
        """Wait until so many connections have ended."""
        self._wait(lambda: self.gone >= connections, f"{connections} connections to end")

    def _wait(self, done: Callable[[], bool], what: str) -> None:
        with self._news:
            assert self._news.wait_for(done, PATIENCE), f"waited in vain for {what}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._news:
            self._stopping = True
            for gate in self._gates.values():
                gate.set()
            # A shut socket wakes whoever reads or writes it, and a listening one whoever accepts.
            for connection in [*self._open, self._socket]:
                _shut(connection)
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a thread of the fault server did not end"
        self._socket.close()

    def _accept_soon(self) -> None:
        self._start(self._accept)

    def _start(self, work: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._news:
                if self._stopping:
                    connection.close()
                    return
                self._open.add(connection)
                number, self.connections = self.connections, self.connections + 1
                self._start(self._serve, connection, number)

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            with connection, connection.makefile("rb") as incoming:
                if not self._perform(connection, self._greeting):
                    return
                while (request := _read(incoming, number)) is not None:
                    with self._news:
                        self.seen.append(request)
                        behaviour = self._next(request)
                        self._news.notify_all()
                    steps = behaviour(request) if callable(behaviour) else behaviour
                    if not self._perform(connection, steps):
                        break
        except (OSError, ValueError):
            pass  # the client has gone, or the test is over
        finally:
            with self._news:
                self._open.discard(connection)
                self.gone += 1
                self._news.notify_all()

    def _next(self, request: Seen) -> Script:
        fitting = [path for path in self._scripts if request.path.startswith(path)]
        if not fitting:
            return answer({"message": "this path has no script"}, 501)
        script = self._scripts[max(fitting, key=len)]
        return script.pop(0) if len(script) > 1 else script[0]

    def _perform(self, connection: socket.socket, steps: Behaviour) -> bool:
        """Take the steps; `False` when the connection ended with them."""
        for step in steps:
            match step:
                case Say(data):
                    self._send(connection, data)
                case Drip():
                    self._drip(connection, step)
                case Flood(data, limit):
                    for _ in range(limit // len(data)):
                        self._send(connection, data)
                case Silence():
                    _until_gone(connection, None)
                    return False
                case Gate(name):
                    self._gate(name).wait(PATIENCE)
                case Then(decide):
                    if not self._perform(connection, decide()):
                        return False
                case Fin():
                    return False
                case Reset():
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return False
        return not self._stopping

    def _drip(self, connection: socket.socket, step: Drip) -> None:
        while True:
            for start in range(0, len(step.data), step.size):
                self._send(connection, step.data[start : start + step.size])
                if _until_gone(connection, step.every):
                    raise OSError("the client has gone")
            if not step.forever:
                return

    def _send(self, connection: socket.socket, data: bytes) -> None:
        connection.sendall(data)
        self.bytes_sent += len(data)

    def _gate(self, name: str) -> threading.Event:
        with self._news:
            gate = self._gates.setdefault(name, threading.Event())
            if self._stopping:
                gate.set()
            return gate


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _until_gone(connection: socket.socket, timeout: float | None) -> bool:
    """Wait so long, or until the client has closed its end or sent what nobody asked it for."""
    return bool(select.select([connection], [], [], timeout)[0])


def _read(incoming: Any, number: int) -> Seen | None:
    line = incoming.readline()
    if not line:
        return None
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers: dict[str, str] = {}
    while (line := incoming.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    body = incoming.read(int(headers.get("content-length", "0")))
    return Seen(method, target, headers, body, number)
