"""The sandbox as an httpx transport, in process: one object for blocking and asynchronous clients alike."""

from __future__ import annotations

import inspect
import time
from functools import partial
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
import httpx

from trunkline.sandbox._http import Hold, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from trunkline.sandbox import Sandbox
    from trunkline.sandbox._http import Answer, Document


class SandboxTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers for the vendors' production hosts and for loopback; any other host refuses to connect."""

    def __init__(self, sandbox: Sandbox, sleep: Callable[[float], object]) -> None:
        self._sandbox = sandbox
        self._sleep = sleep

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a blocking client."""
        request.read()
        patience = _Patience(request)
        answer = self._first_answer(request)
        while isinstance(answer, Hold):
            self._sleep(patience.spend(answer.seconds))
            patience.require_more(request)
            answer = self._sandbox.resume(answer)
        return _response(answer, request.method)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer an asynchronous client; while a request is held, the event loop is free."""
        await request.aread()
        patience = _Patience(request)
        answer = self._first_answer(request)
        while isinstance(answer, Hold):
            await self._pause(patience.spend(answer.seconds))
            patience.require_more(request)
            answer = self._sandbox.resume(answer)
        return _response(answer, request.method)

    async def _pause(self, seconds: float) -> None:
        if self._sleep is time.sleep:
            await anyio.sleep(seconds)
            return
        result = await anyio.to_thread.run_sync(partial(self._sleep, seconds))
        if inspect.isawaitable(result):
            await result

    def _first_answer(self, request: httpx.Request) -> Answer:
        url = request.url
        if not self._sandbox.answers_at(url.scheme, url.host, url.port):
            raise httpx.ConnectError(f"The sandbox does not answer at {url.host!r}", request=request)
        path, _, query = url.raw_path.decode("ascii").partition("?")
        headers = {name.lower(): value for name, value in request.headers.items()}
        method = "GET" if request.method == "HEAD" else request.method  # as the server on its port does
        return self._sandbox.answer(Request(method, path, query, headers, request.content, url.host))


class _Patience:
    """The client's read timeout, used up by held requests as it would be on a socket."""

    def __init__(self, request: httpx.Request) -> None:
        timeouts: Document = request.extensions.get("timeout") or {}
        self._left: float | None = timeouts.get("read")
        self._needed = 0.0

    def spend(self, seconds: float) -> float:
        """How long to wait of what the server wants."""
        self._needed = seconds
        return seconds if self._left is None else min(seconds, self._left)

    def require_more(self, request: httpx.Request) -> None:
        """Raise ReadTimeout if the last wait was cut short."""
        if self._left is None:
            return
        if self._needed > self._left:
            raise httpx.ReadTimeout(
                "The sandbox held the request for longer than the read timeout", request=request
            )
        self._left -= self._needed


def _response(reply: Reply, method: str) -> httpx.Response:
    content = reply.encode()
    headers = reply.wire_headers(len(content))
    # As a stream, not as content: what a network transport hands out has not been read yet either.
    stream = httpx.ByteStream(b"" if method == "HEAD" else content)
    return httpx.Response(reply.status, headers=headers, stream=stream)
