"""The stand-alone senders on httpx: finite timeouts, no redirects, no retries, no cookies, bounded bodies."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Final, TypeVar

import httpx
from msgspec import Struct

from ._errors import APIError
from ._secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from ._wire import Request, Response

T = TypeVar("T")

MAX_BODY: Final = 64 * 1024 * 1024
_CLOSED: Final = "this client is closed"
_FAILURES: Final = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError)
# They quote queries, cookies, and whatever a server says back. A filter of a logger does not hear its children.
_LOGGERS: Final = (
    "httpx",
    *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
)
_sending: Final = ContextVar("_sending", default=False)


@contextmanager
def _unlogged() -> Generator[None]:
    """What the libraries log of this thread's or task's request is dropped; of anybody else's it is kept."""
    before = _sending.set(True)
    try:
        yield
    finally:
        _sending.reset(before)


def _is_not_ours(record: logging.LogRecord) -> bool:
    return not _sending.get()


class _Received(Struct, frozen=True):
    status: int
    headers: Mapping[str, str]
    content: bytes

    def __repr__(self) -> str:
        return f"<answer {self.status}>"


class _Origin:
    """Where requests go and what they carry; shared by both colours."""

    def __init__(self, base_url: str, credential: Secret[dict[str, str]], timeout: float) -> None:
        self._base_url = base_url
        self._credential = credential
        self._timeout = timeout
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(_is_not_ours)  # the same one twice is one

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._base_url!r})"

    def _settings(self) -> dict[str, Any]:
        nothing_kept = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        return {
            "trust_env": False,
            "follow_redirects": False,
            "timeout": self._timeout,
            "cookies": nothing_kept,
            "headers": {"accept": "application/json", "accept-encoding": "gzip"},
        }

    def _parts(self, request: Request) -> dict[str, Any]:
        url = self._base_url + request.path + (request.query and f"?{request.query}")
        headers = [*request.headers, *self._credential.reveal().items()]
        return {"method": request.operation.method, "url": url, "headers": headers, "content": request.body}


class HTTPSender(_Origin):
    """Sends one request at a time, blocking."""

    def __init__(self, base_url: str, credential: Secret[dict[str, str]], timeout: float) -> None:
        super().__init__(base_url, credential, timeout)
        self._http = httpx.Client(**self._settings())

    def send(self, request: Request, parse: Callable[[Response], T], /) -> T:
        """Send, and return what `parse` makes of the answer. Raises APIError."""
        name = request.operation.name
        try:
            with _unlogged(), self._http.stream(**self._parts(request)) as answer:
                body = _body(answer)
        except _FAILURES as error:
            reason = f"no answer ({type(error).__name__})"
        except RuntimeError:  # what httpx says after `close`, also when another thread closes meanwhile
            if not self._http.is_closed:
                raise
            reason = _CLOSED
        else:
            return parse(_judged(request, answer, body))
        # Raised out here: what httpx raises holds the request, and its text can quote a credential.
        raise APIError(name, None, reason)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


class AsyncHTTPSender(_Origin):
    """The same, awaited."""

    def __init__(self, base_url: str, credential: Secret[dict[str, str]], timeout: float) -> None:
        super().__init__(base_url, credential, timeout)
        self._http = httpx.AsyncClient(**self._settings())

    async def send(self, request: Request, parse: Callable[[Response], T], /) -> T:
        """Send, and return what `parse` makes of the answer. Raises APIError."""
        name = request.operation.name
        try:
            with _unlogged():
                async with self._http.stream(**self._parts(request)) as answer:
                    body = await _async_body(answer)
        except _FAILURES as error:
            reason = f"no answer ({type(error).__name__})"
        except RuntimeError:  # what httpx says after `aclose`, also when another task closes meanwhile
            if not self._http.is_closed:
                raise
            reason = _CLOSED
        else:
            return parse(_judged(request, answer, body))
        raise APIError(name, None, reason)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()


# Wrapped: what a crash report shows of the frames above it is their local variables.
def _body(answer: httpx.Response) -> Secret[bytes]:
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > MAX_BODY:
            break
    return Secret(bytes(body))


async def _async_body(answer: httpx.Response) -> Secret[bytes]:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > MAX_BODY:
            break
    return Secret(bytes(body))


def _judged(request: Request, answer: httpx.Response, body: Secret[bytes]) -> _Received:
    """Return the answer if it is one of the operation's successes."""
    operation, status = request.operation, answer.status_code
    if len(body.reveal()) > MAX_BODY:
        raise APIError(operation.name, status, f"answer {status} is larger than {MAX_BODY} bytes")
    if status not in operation.success:
        reason = "a redirect, which is not followed" if 300 <= status < 400 else "not a success"
        raise APIError(operation.name, status, f"answer {status}: {reason}", body.reveal())
    return _Received(status, {name.lower(): value for name, value in answer.headers.items()}, body.reveal())
