"""Ten thousand writes through a network that fails before, while and after the vendor applies them: none is doubled.

Each write carries a marker of its own. What happens to each of its attempts is drawn from the seed and that marker,
so a failure is found again by its marker alone. The sandbox counts: it appends what it applied to a stored list.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from colours import Colour
from trunkline_openint_v0.models import UpdateConnectionBody

from trunkline import TrunklineError
from trunkline.providers import OpenIntV0
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock

SEED = 20_240_601
BATCH = 250
BATCHES = {"sync": 16, "asyncio": 16, "trio": 8}

Send = Callable[[], httpx.Response]


@dataclass(frozen=True)
class Fault:
    """What becomes of one attempt. `unsent` is true where the client can know that nothing was applied."""

    name: str
    act: Callable[[Send], httpx.Response] = field(repr=False)
    unsent: bool = False


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


def say(status: int, content: bytes = b'{"message": "no", "code": "NO"}', **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, stream=httpx.ByteStream(content))


def fail(error: Exception) -> Callable[[Send], httpx.Response]:
    def act(send: Send) -> httpx.Response:
        raise error

    return act


def refuse(status: int, **headers: str) -> Callable[[Send], httpx.Response]:
    return lambda send: say(status, **headers)


def apply_then(end: Callable[[bytes], httpx.Response]) -> Callable[[Send], httpx.Response]:
    """The vendor applies the write; what the client gets to see is made from its answer."""
    return lambda send: end(_content(send()))


def _content(response: httpx.Response) -> bytes:
    assert response.status_code == 200
    assert isinstance(response.stream, httpx.ByteStream)
    return b"".join(response.stream)


def apply_then_fail(error: Exception) -> Callable[[Send], httpx.Response]:
    def end(content: bytes) -> httpx.Response:
        raise error

    return apply_then(end)


CUT = httpx.RemoteProtocolError("peer closed connection without sending complete message body")
GONE = httpx.RemoteProtocolError("Server disconnected without sending a response.")

BEFORE = (
    Fault("refused to connect", fail(httpx.ConnectError("refused")), unsent=True),
    Fault("no place in the pool", fail(httpx.PoolTimeout("pool")), unsent=True),
    Fault("429", refuse(429), unsent=True),
    Fault("429, soon", refuse(429, retry_after="3"), unsent=True),
    Fault("429, tomorrow", refuse(429, retry_after="86400"), unsent=True),
    Fault("400", refuse(400), unsent=True),
    Fault("401", refuse(401), unsent=True),
    Fault("403", refuse(403), unsent=True),
    Fault("409", refuse(409), unsent=True),
)
DURING = (
    Fault("reset while it was sent", fail(httpx.WriteError("reset"))),
    Fault("reset once it was sent", fail(httpx.ReadError("reset"))),
    Fault("stalled while it was sent", fail(httpx.WriteTimeout("stalled"))),
    Fault("closed before it was read", fail(GONE)),
    Fault("a timeout of unknown kind", fail(httpx.ConnectTimeout("?"))),
    Fault("503 instead of it", refuse(503, retry_after="1")),
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
    Fault("applied, another id", apply_then(lambda body: say(200, body.replace(b'"conn_', b'"conn_o', 1)))),
    Fault("applied, no gzip", apply_then(lambda body: say(200, body, content_encoding="gzip"))),
    Fault("applied, not UTF-8", apply_then(lambda body: say(200, body.replace(b'"', b'"\xff', 1)))),
)


def plan(marker: str) -> Iterator[Fault | None]:
    """What becomes of each attempt of this write; `None` where nothing goes wrong."""
    draw = random.Random(f"{SEED} {marker}")
    while True:
        (kind,) = draw.choices((None, BEFORE, DURING, AFTER), (60, 24, 5, 11))
        yield draw.choice(kind) if kind else None


@dataclass(frozen=True)
class Write:
    """An operation that writes: how to call it with a marker, and how often each marker was applied since."""

    provider: Callable[[Sandbox], Any]
    forget: Callable[[Sandbox], None]
    call: Callable[[Any, str], object]
    marker: Callable[[bytes], str]
    applied: Callable[[Sandbox, Any], Counter[str]]
    unnoticed: tuple[str, ...] = ()


def _stored(sandbox: Sandbox, client: Any) -> Counter[str]:
    stored = client.connections.get(seeds.OPENINT_V0_HEALTHY).metadata["value"]
    return Counter(item["marker"] for item in stored)


WRITES = {
    # OpenInt v0 appends to stored metadata that is an array, whatever it is given: the array counts.
    "update": Write(
        provider=lambda sandbox: OpenIntV0(api_key=sandbox.credentials.openint_v0_api_key),
        forget=lambda sandbox: sandbox.change("openint-v0", seeds.OPENINT_V0_HEALTHY, {"metadata": []}),
        call=lambda client, marker: client.connections.update(
            seeds.OPENINT_V0_HEALTHY, metadata={"marker": marker}
        ),
        marker=lambda body: json.loads(body)["metadata"]["marker"],
        applied=_stored,
    ),
    "native update": Write(
        provider=lambda sandbox: OpenIntV0(api_key=sandbox.credentials.openint_v0_api_key),
        forget=lambda sandbox: sandbox.change("openint-v0", seeds.OPENINT_V0_HEALTHY, {"metadata": []}),
        call=lambda client, marker: client.native("openint-v0").update_connection(
            seeds.OPENINT_V0_HEALTHY, body=UpdateConnectionBody(metadata={"marker": marker})
        ),
        marker=lambda body: json.loads(body)["metadata"]["marker"],
        applied=_stored,
        # A native client answers what came; which of its members is the id it does not know.
        unnoticed=("applied, another id",),
    ),
}


class Network(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """The way to a sandbox, on which each attempt of a write meets what its plan says."""

    def __init__(self, sandbox: Sandbox, write: Write) -> None:
        self._inner = sandbox.transport()
        self._marker = write.marker
        self._plans: dict[str, Iterator[Fault | None]] = {}
        self.met: dict[str, list[Fault | None]] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return self._inner.handle_request(request)
        marker = self._marker(request.read())
        fault = next(self._plans.setdefault(marker, plan(marker)))
        self.met.setdefault(marker, []).append(fault)
        if fault is None:
            return self._inner.handle_request(request)
        return fault.act(lambda: self._inner.handle_request(request))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def judge(write: Write, faults: list[Fault | None], error: Exception | None, applied: int) -> None:
    """One logical write: applied once at most, and the error says nothing that is not so."""
    assert applied <= 1
    if error is None:
        assert faults[-1] is None or faults[-1].name in write.unnoticed
        assert applied == 1
        return
    assert isinstance(error, TrunklineError)
    assert type(error) is not TrunklineError
    assert error.method == "PATCH"
    assert error.attempts == len(faults)
    assert error.may_have_been_applied or not applied
    if all(fault is not None and fault.unsent for fault in faults):
        # The other way round: what surely was not applied is not doubted.
        assert not error.may_have_been_applied


@pytest.mark.parametrize("name", WRITES)
def test_no_write_is_ever_doubled(colour: Colour, name: str) -> None:
    write = WRITES[name]
    clock = VirtualClock()
    healed = failed = 0
    with Sandbox() as sandbox:
        for batch in range(BATCHES[colour.name]):
            network = Network(sandbox, write)
            # A client for each batch: in one alone the retry budget would soon be spent for good.
            client = colour.client(write.provider(sandbox), transport=network, clock=clock)
            markers = [f"{colour.name}-{name}-{batch}-{number}" for number in range(BATCH)]
            errors: dict[str, Exception | None] = dict.fromkeys(markers)
            write.forget(sandbox)
            for marker in markers:
                try:
                    write.call(client, marker)
                except Exception as error:
                    errors[marker] = error
            applied = write.applied(sandbox, client)
            for marker, error in errors.items():
                try:
                    judge(write, network.met[marker], error, applied[marker])
                except AssertionError:
                    names = [fault.name if fault else "good" for fault in network.met[marker]]
                    pytest.fail(f"{marker} met {names}, applied {applied[marker]} times, raised {error!r}")
                failed += error is not None
                healed += error is None and len(network.met[marker]) > 1
            client.close()
    total = BATCHES[colour.name] * BATCH
    # The faults did reach the calls, and the calls did what could be done about them.
    assert healed > total // 40
    assert total // 6 < failed < total // 2
    assert len(clock.waits) > healed
