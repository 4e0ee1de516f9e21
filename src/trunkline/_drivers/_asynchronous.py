"""The async driver, on asyncio and trio: cancelling a call is prompt and never costs a pool slot.

httpcore loses a slot for good when a task is cancelled at the wrong moment inside it. So the exchange runs in
a task of its own that nobody cancels: the caller's cancellation makes its network step fail instead, which
httpcore cleans up after as after any broken connection.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterable, Generator, Iterable
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, cast

import anyio
import anyio.lowlevel
import attrs
import httpcore
import httpx

from ._body import Body
from ._clock import Clock, SystemClock
from ._exchange import Answer, Bounds, Exchange, SendFailure, Wire, build, classify, current, headers_of
from ._tls import context_for

_WRITE_STEP = 1 << 16


@attrs.define
class _Guarded(Exchange):
    """An exchange whose network step can be made to fail from outside."""

    aborted: bool = False
    step: anyio.CancelScope | None = None
    result: Answer | None = None
    failure: Exception | None = None
    done: anyio.Event = attrs.field(factory=anyio.Event)

    def abort(self) -> None:
        """Let the network step that is under way fail, and every later one."""
        self.aborted = True
        if self.step is not None:
            self.step.cancel()

    @contextmanager
    def network_step(self, timeout: float | None, error: type[Exception]) -> Generator[float]:
        """Run one network step with the seconds it may take; an abort or the deadline makes it raise `error`."""
        limit = self.clamp(timeout)
        if self.aborted or limit <= 0:
            raise error("deadline")
        with anyio.CancelScope() as self.step:
            yield limit
        self.step = None
        if self.aborted:
            raise error("aborted")


class _Stream(httpcore.AsyncNetworkStream):
    """A socket whose every step is cut to the deadline of the request it works for, and can be aborted."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; a peer that drips them cannot outlive the deadline."""
        with _exchange().network_step(timeout, httpcore.ReadTimeout) as limit:
            return await self._inner.read(max_bytes, limit)
        raise httpcore.ReadTimeout("aborted")

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, in steps, so that a peer that drains slowly cannot outlive the deadline."""
        exchange = _exchange()
        for start in range(0, len(buffer), _WRITE_STEP):
            with exchange.network_step(timeout, httpcore.WriteTimeout) as limit:
                exchange.sent = True
                await self._inner.write(buffer[start : start + _WRITE_STEP], limit)

    async def aclose(self) -> None:
        """Close the socket."""
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Shake hands; a certificate that is refused is told apart from a host that is not there."""
        exchange = _exchange()
        with exchange.network_step(timeout, httpcore.ConnectTimeout) as limit:
            try:
                return _Stream(await self._inner.start_tls(ssl_context, server_hostname, limit))
            except httpcore.ConnectError:
                exchange.tls_failed = True
                raise
        raise httpcore.ConnectTimeout("aborted")

    def get_extra_info(self, info: str) -> Any:
        """What the socket knows of itself."""
        return self._inner.get_extra_info(info)


class _Backend(httpcore.AsyncNetworkBackend):
    """Opens sockets that know their deadline."""

    def __init__(self) -> None:
        # httpcore has an empty stand-in of this class for installations without anyio.
        self._inner = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect within the deadline."""
        with _exchange().network_step(timeout, httpcore.ConnectTimeout) as limit:
            return _Stream(await self._inner.connect_tcp(host, port, limit, local_address, socket_options))
        raise httpcore.ConnectTimeout("aborted")


def _exchange() -> _Guarded:
    exchange = current.get()
    if not isinstance(exchange, _Guarded):
        raise RuntimeError("a connection of the async driver was used outside an exchange")
    return exchange


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's transport on a pool with our network backend, which httpx has no parameter for."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool


@attrs.define
class _Pool:
    """Connections and the places in the queue for them; they belong to one event loop."""

    transport: httpx.AsyncBaseTransport
    places: anyio.Semaphore


class AsyncDriver:
    """Sends on the running event loop, asyncio's or trio's; safe to share between tasks.

    Args:
        transport: an httpx transport to send through instead of sockets of our own; it is never closed here.
        proxy: the URL of a proxy; none is ever taken from the environment.
        verify: `True`, the path of a CA bundle, or an `ssl.SSLContext`.
        connections: how many requests may be under way at once.
        clock: the time.
    """

    def __init__(
        self,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        proxy: str | None = None,
        verify: bool | str | ssl.SSLContext = True,
        connections: int = 100,
        clock: Clock | None = None,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self._supplied = transport
        self._proxy = proxy
        self._verify = verify
        self._connections = connections
        # Per event loop: sockets of a loop that has ended are of no use in the next.
        self._pools: anyio.lowlevel.RunVar[dict[bool, _Pool]] = anyio.lowlevel.RunVar(f"trunkline-{id(self)}")
        self._closed = False

    async def send(self, wire: Wire, bounds: Bounds) -> Answer:
        """One request, one whole answer within its bounds, or `SendFailure`."""
        if self._closed:
            raise SendFailure("closed")
        pool = self._pool(secure=wire.url.startswith("https:"))
        exchange = _Guarded(self.clock, bounds.deadline)
        await _take_place(pool.places, exchange.clamp(bounds.timeout))
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._exchange, pool.transport, wire, bounds, exchange)
                try:
                    await exchange.done.wait()
                except BaseException:
                    exchange.abort()
                    raise
        finally:
            pool.places.release()
        if exchange.result is None:
            raise exchange.failure or SendFailure("lost")
        return exchange.result

    async def _exchange(
        self, transport: httpx.AsyncBaseTransport, wire: Wire, bounds: Bounds, exchange: _Guarded
    ) -> None:
        current.set(exchange)
        # Our own transport is ended by its deadline and by abort(); a supplied one can only be cancelled.
        with anyio.CancelScope(shield=self._supplied is None) as scope:
            if self._supplied is not None:
                scope.deadline = anyio.current_time() + exchange.clamp(None)
            try:
                exchange.result = await self._read(transport, wire, bounds, exchange)
            except SendFailure as error:
                exchange.failure = error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                # A new error without context: the library's own can quote headers and bodies.
                exchange.failure = SendFailure(classify(error, None if self._supplied else exchange))
            except Exception as error:  # noqa: BLE001 - handed to the caller, who awaits in another task
                exchange.failure = error
        if scope.cancelled_caught:
            exchange.failure = SendFailure("timeout")
        exchange.done.set()

    async def _read(
        self, transport: httpx.AsyncBaseTransport, wire: Wire, bounds: Bounds, exchange: Exchange
    ) -> Answer:
        response = await transport.handle_async_request(build(wire, exchange.clamp(bounds.timeout)))
        try:
            body = Body(response.headers.get("content-encoding", ""), bounds.max_bytes)
            async for chunk in _chunks(response):
                body.feed(chunk)
                if exchange.clamp(None) <= 0:
                    raise SendFailure("timeout")
            return Answer(response.status_code, headers_of(response), body.finish())
        finally:
            await response.aclose()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self.clock.asleep(seconds)

    def lock(self) -> AbstractAsyncContextManager[object]:
        """A new lock for the tasks that share this driver."""
        return anyio.Lock()

    async def aclose(self) -> None:
        """Close every connection this driver opened; a supplied transport is its owner's to close."""
        self._closed = True
        empty: dict[bool, _Pool] = {}
        pools = self._pools.get(empty)
        self._pools.set({})
        for pool in pools.values():
            if pool.transport is not self._supplied:
                with anyio.CancelScope(shield=True):
                    await pool.transport.aclose()

    def _pool(self, *, secure: bool) -> _Pool:
        try:
            pools = self._pools.get()
        except LookupError:
            self._pools.set(pools := {})
        pool = pools.get(secure)
        if pool is None:
            transport = self._supplied or self._open(secure=secure)
            pools[secure] = pool = _Pool(transport, anyio.Semaphore(self._connections))
        return pool

    def _open(self, *, secure: bool) -> httpx.AsyncBaseTransport:
        context = context_for(self._verify) if secure or self._proxy else None
        settings: dict[str, Any] = {
            "ssl_context": context,
            "max_connections": self._connections,
            "max_keepalive_connections": self._connections,
            "keepalive_expiry": 15.0,
            "network_backend": _Backend(),
        }
        if self._proxy is None:
            return _Transport(httpcore.AsyncConnectionPool(**settings))
        proxy = httpx.Proxy(self._proxy)
        return _Transport(
            httpcore.AsyncHTTPProxy(proxy_url=str(proxy.url), proxy_auth=proxy.raw_auth, **settings)
        )


async def _take_place(places: anyio.Semaphore, timeout: float) -> None:
    try:
        places.acquire_nowait()
    except anyio.WouldBlock:
        with anyio.move_on_after(timeout) as waiting:
            await places.acquire()
        if waiting.cancelled_caught:
            raise SendFailure("pool") from None


def _chunks(response: httpx.Response) -> AsyncIterable[bytes]:
    stream = response.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        raise SendFailure("protocol")
    return stream
