"""What may become of one attempt of a write: refused before, broken while, or lost after the vendor applied it."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

SEED = 20_240_601

Send = Callable[[], httpx.Response]


@dataclass(frozen=True)
class Fault:
    """What becomes of one attempt. `unsent` is true where the client can know that nothing was applied.

    That is not always enough to try once more: `again` is true where it is, which is nowhere else.
    """

    name: str
    act: Callable[[Any], Any] = field(repr=False)
    """From what sends to what the client gets: an answer, or on raw sockets the steps of a server."""
    unsent: bool = False
    again: bool = False


class Breaking(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in part, and then the connection breaks."""

    def __init__(self, data: bytes, error: Exception) -> None:
        self._data = data
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield self._data
        raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._data
        raise self._error


NO = b'{"message": "no", "code": "NO"}'
LOCKED = b'{"type": "concurrency", "key": "lock_timeout", "message": "no"}'


def say(status: int, content: bytes = NO, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, stream=httpx.ByteStream(content))


def fail(error: Exception) -> Callable[[Send], httpx.Response]:
    def act(send: Send) -> httpx.Response:
        raise error

    return act


def refuse(status: int, content: bytes = NO, **headers: str) -> Callable[[Send], httpx.Response]:
    return lambda send: say(status, content, **headers)


def apply_then(end: Callable[[bytes], httpx.Response]) -> Callable[[Send], httpx.Response]:
    """The vendor applies the write; what the client gets to see is made from its answer. A refusal stays one."""

    def act(send: Send) -> httpx.Response:
        response = send()
        assert isinstance(response.stream, httpx.ByteStream)
        return end(b"".join(response.stream)) if response.is_success else response

    return act


def apply_then_fail(error: Exception) -> Callable[[Send], httpx.Response]:
    def end(content: bytes) -> httpx.Response:
        raise error

    return apply_then(end)


CUT = httpx.RemoteProtocolError("peer closed connection without sending complete message body")
GONE = httpx.RemoteProtocolError("Server disconnected without sending a response.")

BEFORE = (
    Fault("refused to connect", fail(httpx.ConnectError("refused")), unsent=True, again=True),
    Fault("no place in the pool", fail(httpx.PoolTimeout("pool")), unsent=True),
    Fault("429", refuse(429), unsent=True, again=True),
    Fault("429, soon", refuse(429, retry_after="3"), unsent=True, again=True),
    Fault("429, tomorrow", refuse(429, retry_after="86400"), unsent=True),
    Fault("400", refuse(400), unsent=True),
    Fault("400, locked", refuse(400, LOCKED), unsent=True),
    Fault("401", refuse(401), unsent=True, again=True),
    Fault("403", refuse(403), unsent=True),
    Fault("409", refuse(409), unsent=True),
    Fault("423", refuse(423), unsent=True),
)
DURING = (
    Fault("reset while it was sent", fail(httpx.WriteError("reset"))),
    Fault("reset once it was sent", fail(httpx.ReadError("reset"))),
    Fault("stalled while it was sent", fail(httpx.WriteTimeout("stalled"))),
    Fault("closed before it was read", fail(GONE)),
    Fault("a timeout of unknown kind", fail(httpx.ConnectTimeout("?"))),
    Fault("503 instead of it", refuse(503, retry_after="1")),
)
ANOTHER_ID = Fault(
    "applied, another id", apply_then(lambda body: say(200, body.replace(b'"conn_', b'"conn_o', 1)))
)
AFTER = (
    Fault("applied, reset", apply_then_fail(httpx.ReadError("reset"))),
    Fault("applied, closed", apply_then_fail(GONE)),
    Fault("applied, silent", apply_then_fail(httpx.ReadTimeout("silence"))),
    Fault("applied, no HTTP", apply_then_fail(httpx.RemoteProtocolError("illegal status line"))),
    *(
        Fault(f"applied, {status}", apply_then(lambda _, s=status: say(s)))
        for status in (408, 500, 502, 504, 529)
    ),
    Fault("applied, 503 soon", apply_then(lambda _: say(503, retry_after="1"))),
    Fault("applied, 202", apply_then(lambda body: say(202, body))),
    Fault("applied, 204", apply_then(lambda _: say(204, b""))),
    Fault("applied, see other", apply_then(lambda _: say(303, b"", location="/v0/core/connection/x"))),
    Fault(
        "applied, cut by a reset",
        apply_then(lambda body: httpx.Response(200, stream=Breaking(body[:20], httpx.ReadError("reset")))),
    ),
    Fault("applied, cut", apply_then(lambda body: httpx.Response(200, stream=Breaking(body, CUT)))),
    Fault("applied, cut unnoticed", apply_then(lambda body: say(200, body[:-9]))),
    Fault("applied, empty", apply_then(lambda _: say(200, b""))),
    Fault("applied, HTML", apply_then(lambda _: say(200, b"<html>", content_type="text/html"))),
    Fault("applied, no object", apply_then(lambda body: say(200, b"[" + body + b"]"))),
    Fault("applied, no id", apply_then(lambda _: say(200, b"{}"))),
    Fault("applied, no gzip", apply_then(lambda body: say(200, body, content_encoding="gzip"))),
    Fault("applied, not UTF-8", apply_then(lambda body: say(200, body.replace(b'"', b'"\xff')))),
)


def plan(marker: str, after: Collection[Fault]) -> Iterator[Fault | None]:
    """What becomes of each attempt of this request; `None` where nothing goes wrong."""
    draw = random.Random(f"{SEED} {marker}")
    kinds = (None, BEFORE, DURING, tuple(after))
    while True:
        (kind,) = draw.choices(kinds, (60, 24, 5, 11))
        yield draw.choice(kind) if kind else None
