"""Answers with any status, headers and body, exchanges that break, and the transport that plays them."""

from __future__ import annotations

import gzip
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs

import httpx
from fuzz_bodies import ECHO, SHALLOW, bodies
from fuzz_targets import TOKEN_PATH
from hypothesis import strategies as st

from trunkline.sandbox import SECRET_MARKER

LATIN = st.text(st.characters(max_codepoint=255), max_size=12)
ENCODINGS = ("gzip", "deflate", "x-gzip", "identity", "br", "gzip, gzip", "GZIP", "", "\xff", "gzip, deflate")
WAITS = (
    "1|0|-1|nan|inf|1, 2|1,x|\xb2|1e3|soon||Fri, 01 Jan 100000 00:00:00 GMT|Fri, 31 Dec 0001 23:59:59 +2359"
)
HEADERS: dict[str, st.SearchStrategy[str]] = {
    "content-type": st.sampled_from(
        ["text/html", "", "application/json; charset=utf-16", "\xff", "x" * 9000]
    ),
    "retry-after": st.one_of(st.sampled_from(WAITS.split("|")), st.just("9" * 5000), LATIN),
    "date": st.sampled_from(["Fri, 01 Jan 2038 00:00:00 GMT", "x", "Fri, 31 Dec 0001 23:59:59 +2359"]),
    "location": st.sampled_from(["http://[", "//", "file:///etc/passwd", "\xff\n", f"https://a/?t={ECHO}"]),
    "x-request-id": st.one_of(st.just(ECHO), LATIN, st.just("x" * 9000)),
    "set-cookie": st.just(f"session={ECHO}"),
    "content-length": st.sampled_from(["0", "-1", "many", "9" * 5000]),
}
STATUSES = (
    101,
    201,
    202,
    204,
    206,
    301,
    303,
    304,
    307,
    400,
    401,
    403,
    404,
    408,
    409,
    423,
    425,
    429,
    500,
    503,
)
ERRORS: tuple[type[Exception], ...] = (
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadError, httpx.ReadTimeout, httpx.WriteError),
    *(httpx.WriteTimeout, httpx.PoolTimeout, httpx.RemoteProtocolError, httpx.LocalProtocolError),
    *(httpx.ProxyError, httpx.UnsupportedProtocol, httpx.DecodingError, httpx.CloseError, httpx.InvalidURL),
    *(httpx.StreamError, OSError, TimeoutError, ConnectionResetError, ssl.SSLError),
)
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "cut": lambda content: gzip.compress(content)[:-5],
}


@dataclass(frozen=True)
class Fault:
    """An exchange that breaks: before the answer, or with part of its body."""

    kind: type[Exception]
    part: bytes | None = None

    def error(self, carried: str) -> Exception:
        """What the transport raises; the HTTP library's own errors quote headers and bodies too."""
        return self.kind(f"illegal header {carried}")


@dataclass(frozen=True)
class Reply:
    """An answer as it goes over the wire."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    packing: str = ""

    @property
    def echoes(self) -> bool:
        """Whether a model made from it may hold the credential: then it is data like any other."""
        return ECHO.encode() in self.content

    @property
    def is_deep(self) -> bool:
        """Whether its JSON is so deep that Python's own pickle and attrs' asdict give up on it."""
        return any(opening * SHALLOW in self.content for opening in (b"[", b'{"a":'))

    def response(self, carried: str) -> httpx.Response:
        """The answer to a request that carried this credential."""
        packed = PACKINGS[self.packing](self.content.replace(ECHO.encode(), carried.encode()))
        headers = [
            (name.encode(), value.replace(ECHO, carried).encode("latin-1")) for name, value in self.headers
        ]
        return httpx.Response(self.status, headers=headers, stream=httpx.ByteStream(packed))


Step = Reply | Fault


@st.composite
def steps(draw: st.DrawFn, answers: tuple[bytes, ...]) -> Step:
    """What may come of one request."""
    content = draw(bodies(answers))
    kind = draw(st.integers(0, 19))
    if kind == 0:
        return Fault(draw(st.sampled_from(ERRORS)), draw(st.sampled_from([None, content[:50]])))
    status = 200 if kind < 12 else draw(st.one_of(st.integers(100, 999), st.sampled_from(STATUSES)))
    names = draw(st.lists(st.sampled_from([*HEADERS]), unique=True, max_size=3))
    headers = [(name, draw(HEADERS[name])) for name in names]
    packing = ""
    if kind in (1, 2, 12, 13):
        headers.append(("content-encoding", draw(st.sampled_from(ENCODINGS))))
        packing = draw(st.sampled_from([*PACKINGS]))
    return Reply(status, tuple(headers), content, packing)


class Script(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers from a list, the last one for ever; requests for a token have a list of their own."""

    def __init__(self, answers: list[Step], tokens: list[Step]) -> None:
        self._answers = [*answers]
        self._tokens = [*tokens]
        self.carried: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        carried = _credential(request)
        self.carried.append(carried)
        assert len(self.carried) < 500, "a call that has no end"
        script = self._tokens if request.url.path == TOKEN_PATH else self._answers
        step = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(step, Reply):
            return step.response(carried)
        if step.part is None:
            raise step.error(carried)
        return httpx.Response(200, stream=_Breaking(step.part, step.error(carried)))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


class _Breaking(httpx.SyncByteStream, httpx.AsyncByteStream):
    """Part of a body, and then the end of the connection."""

    def __init__(self, part: bytes, error: Exception) -> None:
        self._part = part
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield self._part
        raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._part
        raise self._error


def _credential(request: httpx.Request) -> str:
    headers = request.headers
    named = [headers[name] for name in ("authorization", "x-apikey") if name in headers]
    if carried := named or [value for value in headers.values() if SECRET_MARKER in value]:
        return carried[0].removeprefix("Bearer ")
    return parse_qs(request.read().decode())["client_secret"][0]
