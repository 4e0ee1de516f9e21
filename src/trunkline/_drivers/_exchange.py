"""One exchange with a server: the values that go in and out, its deadline, and the words of what went wrong."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Literal

import attrs
import httpx

from ._clock import Clock

FailureKind = Literal[
    "connect",
    "connect_timeout",
    "tls",
    "pool",
    "unsent",
    "timeout",
    "lost",
    "protocol",
    "too_large",
    "encoding",
    "closed",
    "unsendable",
]


class SendFailure(Exception):  # noqa: N818 - what went wrong is its kind
    """No whole answer. Holds a kind and no text: the HTTP library's messages can quote headers and bodies."""

    def __init__(self, kind: FailureKind) -> None:
        super().__init__(kind)
        self.kind: FailureKind = kind

    def leaves_status(self, status: int) -> bool:
        """Whether the answer still says all it has to: an error's status counts more than a body nobody can read."""
        return status >= 400 and self.kind in ("encoding", "too_large")


@attrs.frozen
class Wire:
    """A request, complete: nothing is added to it but what HTTP itself needs. Its repr shows nothing that was asked."""

    method: str
    url: str = attrs.field(repr=False)
    headers: list[tuple[str, str]] = attrs.field(repr=False)
    body: bytes | None = attrs.field(default=None, repr=False)


@attrs.frozen
class Bounds:
    """What an exchange may cost: seconds for each network step, a monotonic moment for the whole, bytes of body."""

    timeout: float
    deadline: float
    max_bytes: int


@attrs.frozen
class Answer:
    """A whole answer: the body was read to its end and decompressed; header names are in lower case."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    content: bytes = attrs.field(repr=False)


# Sockets and locks count in milliseconds or nanoseconds, and overflow on what means "for ever".
_LONGEST_STEP = 86_400.0


@attrs.define
class Exchange:
    """What the network layer knows of the request it works for."""

    clock: Clock
    deadline: float
    sent: bool = False
    heard: bool = False
    ended: bool = False
    tls_failed: bool = False

    def sending(self) -> None:
        """Bytes of the request are about to leave; what was heard before cannot be its answer."""
        self.sent = True
        self.heard = self.ended = False

    def hears(self, data: bytes) -> None:
        """Bytes have come, or none, which is the end of the connection."""
        self.heard = True
        self.ended = not data

    def check_heard(self) -> None:
        """Refuse an answer that was there before its request: a second one to the request before."""
        if self.sent and not self.heard:
            raise SendFailure("lost")

    def check_framing(self, response: httpx.Response) -> None:
        """Refuse an answer that says its end twice, by a length and by chunks: where they differ, one is smuggled."""
        if self.sent and "content-length" in response.headers and "transfer-encoding" in response.headers:
            raise SendFailure("protocol")

    def clamp(self, timeout: float | None) -> float:
        """Seconds a network step may take now: its own limit, cut to what the deadline leaves."""
        remaining = max(0.0, self.deadline - self.clock.now())
        return min(remaining, _LONGEST_STEP if timeout is None else min(timeout, _LONGEST_STEP))


# Connections outlive requests and are shared by them, so the stream asks the context whose deadline holds.
current: ContextVar[Exchange | None] = ContextVar("trunkline_exchange", default=None)


class _Content(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in one piece. No generator: trio would warn of one that is left half-way when the sending fails."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return iter((self._content,))

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Pieces((self._content,))


class _Pieces(AsyncIterator[bytes]):
    """What is at hand, as if it had been waited for."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._left = iter(pieces)

    async def __anext__(self) -> bytes:
        for piece in self._left:
            return piece
        raise StopAsyncIteration


def build(wire: Wire, timeout: float) -> httpx.Request:
    """The HTTP library's request; Host and Content-Length are all that it adds."""
    request = httpx.Request(
        wire.method,
        wire.url,
        headers=wire.headers,
        content=wire.body,
        extensions={"timeout": {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}},
    )
    if wire.body is not None:
        request.stream = _Content(wire.body)
    return request


def headers_of(response: httpx.Response) -> dict[str, str]:
    """The headers by lower-case name; repeated ones joined by a comma, as HTTP allows."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers.raw:
        name = raw_name.decode("latin-1").lower()
        value = raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


_KINDS: tuple[tuple[type[Exception], FailureKind], ...] = (
    (httpx.PoolTimeout, "pool"),
    (httpx.ConnectError, "connect"),
    (httpx.ProxyError, "connect"),
    (httpx.TimeoutException, "timeout"),
    (httpx.NetworkError, "lost"),
    (httpx.ProtocolError, "protocol"),
    # A supplied transport may not know httpx's errors, and raise those of its sockets.
    (TimeoutError, "timeout"),
    (OSError, "lost"),
)
# What the HTTP library says of a connection that ended early. It quotes servers elsewhere, and never in a whole
# sentence of these.
_ENDED = re.compile(
    r"Server disconnected without sending a response\."
    r"|peer unexpectedly closed connection"
    r"|peer closed connection without sending complete message body"
    r"( \((incomplete chunked read|received \d+ bytes, expected \d+)\))?"
)
# What a transport raises when it fails. Anything else is a mistake in a program, and is shown as one.
TROUBLE = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError)


def classify(error: Exception, exchange: Exchange | None) -> FailureKind:
    """What an error of the transport means for the request.

    With a transport of ours the exchange has seen whether a byte of the request left. With a supplied one
    only a plain connect error proves that none did: some transports call any timeout a connect timeout.
    """
    if isinstance(error, httpx.InvalidURL):
        # Of what was asked for no request can be made: none was.
        return "unsendable"
    if exchange is not None and exchange.tls_failed:
        return "tls"
    if exchange is not None and isinstance(error, httpx.ConnectTimeout) and not exchange.sent:
        return "connect_timeout"
    kind = _kind_of(error)
    if kind == "timeout" and exchange is not None and not exchange.sent:
        return "unsent"
    if isinstance(error, httpx.ProxyError):
        # The proxy made no tunnel: what was sent, it kept, and the request was not in it.
        return "connect"
    if kind == "connect" and exchange is not None and exchange.sent:
        return "lost"
    if isinstance(error, httpx.RemoteProtocolError) and _is_end(error, exchange):
        return "lost"
    return kind


def _is_end(error: httpx.RemoteProtocolError, exchange: Exchange | None) -> bool:
    """Whether the connection ended before the answer did, as the network saw it; it is words without a network."""
    return exchange.ended if exchange is not None else _ENDED.fullmatch(str(error)) is not None


def _kind_of(error: Exception) -> FailureKind:
    for cls, kind in _KINDS:
        if isinstance(error, cls):
            return kind
    return "protocol"
