"""The blocking driver: one thread, one request, a deadline that reaches the socket."""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any

import attrs
import httpcore
import httpx

from ._body import Body
from ._clock import Clock, SystemClock
from ._exchange import Answer, Bounds, Exchange, SendFailure, Wire, build, classify, current, headers_of
from ._tls import context_for

_WRITE_STEP = 1 << 16


class _Stream(httpcore.NetworkStream):
    """A socket whose every step is cut to the deadline of the request it works for."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; a peer that drips them cannot outlive the deadline."""
        return self._inner.read(max_bytes, _step(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, in steps, so that a peer that drains slowly cannot outlive the deadline."""
        for start in range(0, len(buffer), _WRITE_STEP):
            limit = _step(timeout, httpcore.WriteTimeout)
            exchange = current.get()
            if exchange is not None:
                exchange.sent = True
            self._inner.write(buffer[start : start + _WRITE_STEP], limit)

    def close(self) -> None:
        """Close the socket."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Shake hands; a certificate that is refused is told apart from a host that is not there."""
        limit = _step(timeout, httpcore.ConnectTimeout)
        try:
            return _Stream(self._inner.start_tls(ssl_context, server_hostname, limit))
        except httpcore.ConnectError:
            exchange = current.get()
            if exchange is not None:
                exchange.tls_failed = True
            raise

    def get_extra_info(self, info: str) -> Any:
        """What the socket knows of itself."""
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Opens sockets that know their deadline."""

    def __init__(self) -> None:
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect within the deadline."""
        limit = _step(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.connect_tcp(host, port, limit, local_address, socket_options or ()))


def _step(timeout: float | None, error: type[Exception]) -> float | None:
    exchange = current.get()
    if exchange is None:
        return timeout
    limit = exchange.clamp(timeout)
    if limit <= 0:
        raise error("deadline")
    return limit


class _Transport(httpx.HTTPTransport):
    """httpx's transport on a pool with our network backend, which httpx has no parameter for.

    A subclass, so that what instruments `httpx.HTTPTransport` sees every call.
    """

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool


@attrs.define
class _Pool:
    """Connections and the places in the queue for them; not shared with a forked child."""

    transport: httpx.BaseTransport
    places: threading.BoundedSemaphore
    process: int


class Lock:
    """A lock for threads, in the shape the core awaits."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = threading.Lock()

    async def __aenter__(self) -> None:
        self._lock.acquire()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None:
        self._lock.release()


class BlockingDriver:
    """Sends on the calling thread and never suspends; safe to share between threads.

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
        transport: httpx.BaseTransport | None = None,
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
        self._lock = threading.Lock()
        self._pools: dict[bool, _Pool] = {}
        self._closed = False

    async def send(self, wire: Wire, bounds: Bounds) -> Answer:
        """One request, one whole answer within its bounds, or `SendFailure`."""
        if self._closed:
            raise SendFailure("closed")
        pool = self._pool(secure=wire.url.startswith("https:"))
        exchange = Exchange(self.clock, bounds.deadline)
        if not pool.places.acquire(timeout=exchange.clamp(bounds.timeout)):
            raise SendFailure("pool")
        token = current.set(exchange)
        try:
            return self._exchange(pool.transport, wire, bounds, exchange)
        finally:
            current.reset(token)
            pool.places.release()

    def _exchange(
        self, transport: httpx.BaseTransport, wire: Wire, bounds: Bounds, exchange: Exchange
    ) -> Answer:
        failure: SendFailure
        try:
            response = transport.handle_request(build(wire, exchange.clamp(bounds.timeout)))
            try:
                body = Body(response.headers.get("content-encoding", ""), bounds.max_bytes)
                for chunk in _chunks(response):
                    body.feed(chunk)
                    if exchange.clamp(None) <= 0:
                        raise SendFailure("timeout")
                return Answer(response.status_code, headers_of(response), body.finish())
            finally:
                response.close()
        except SendFailure as error:
            failure = error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = SendFailure(classify(error, None if self._supplied else exchange))
        # Raised out here so that the library's error, which can quote headers and bodies, is not its context.
        raise failure

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        self.clock.sleep(seconds)

    def lock(self) -> Lock:
        """A new lock for the threads that share this driver."""
        return Lock()

    async def aclose(self) -> None:
        """Close every connection this driver opened; a supplied transport is its owner's to close."""
        self._closed = True
        with self._lock:
            pools, self._pools = self._pools, {}
        for pool in pools.values():
            if pool.transport is not self._supplied and pool.process == os.getpid():
                pool.transport.close()

    def _pool(self, *, secure: bool) -> _Pool:
        pool = self._pools.get(secure)
        if pool is not None and pool.process == os.getpid():
            return pool
        if pool is not None:
            # A forked child: the lock may have been held by a thread that does not exist here.
            self._lock = threading.Lock()
        with self._lock:
            pool = self._pools.get(secure)
            if pool is None or pool.process != os.getpid():
                transport = self._supplied or self._open(secure=secure)
                pool = _Pool(transport, threading.BoundedSemaphore(self._connections), os.getpid())
                self._pools[secure] = pool
            return pool

    def _open(self, *, secure: bool) -> httpx.BaseTransport:
        context = context_for(self._verify) if secure or self._proxy else None
        settings: dict[str, Any] = {
            "ssl_context": context,
            "max_connections": self._connections,
            "max_keepalive_connections": self._connections,
            "keepalive_expiry": 15.0,
            "network_backend": _Backend(),
        }
        if self._proxy is None:
            return _Transport(httpcore.ConnectionPool(**settings))
        proxy = httpx.Proxy(self._proxy)
        return _Transport(httpcore.HTTPProxy(proxy_url=str(proxy.url), proxy_auth=proxy.raw_auth, **settings))


def _chunks(response: httpx.Response) -> Iterable[bytes]:
    stream = response.stream
    if not isinstance(stream, httpx.SyncByteStream):
        raise SendFailure("protocol")
    return stream
