"""The blocking driver: one thread, one request, a deadline that reaches the socket."""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Iterable
from typing import Any, Literal, NoReturn

import attrs
import httpcore
import httpx

from ._blocking_network import Network
from ._blocking_race import ThreadRace
from ._body import Body
from ._clock import Clock, SystemClock
from ._exchange import (
    TROUBLE,
    Answer,
    Bounds,
    Exchange,
    SendFailure,
    Wire,
    build,
    classify,
    current,
    headers_of,
)
from ._forking import renew_after_fork
from ._places import Places, ThreadLock
from ._pool_settings import pool_settings
from ._unclosed import complain


class _Transport(httpx.HTTPTransport):
    """httpx's transport on a pool with our network backend, which httpx has no parameter for.

    A subclass, so that what instruments `httpx.HTTPTransport` sees every call. Its connections end with it.
    """

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def abandon(self) -> None:
        """Close the sockets past the pool's lock, which nobody may be there to give back.

        Those that a forked child inherited are its own copies; the parent's stay as they are.
        """
        for connection in self._pool.connections:
            connection.close()

    def __del__(self) -> None:
        # Not there when its making was interrupted.
        if hasattr(self, "_pool"):
            self.abandon()


@attrs.define
class _Pool:
    """Connections and the places in the queue for them; not shared with a forked child."""

    transport: httpx.BaseTransport
    places: Places


class BlockingDriver:
    """Sends on the calling thread and never suspends; safe to share between threads.

    Args:
        transport: an httpx transport to send through instead of sockets of our own; it is never closed here.
        proxy: the proxy to go through; none is ever taken from the environment.
        verify: `True`, or an `ssl.SSLContext`.
        connections: how many requests may be under way at once.
        clock: the time.
    """

    def __init__(
        self,
        *,
        transport: httpx.BaseTransport | None = None,
        proxy: httpx.Proxy | None = None,
        verify: Literal[True] | ssl.SSLContext = True,
        connections: int = 100,
        clock: Clock | None = None,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self._supplied = transport
        self._proxy = proxy
        self._verify: Literal[True] | ssl.SSLContext = verify
        self._connections = connections
        self._lock = threading.Lock()
        self._pools: dict[bool, _Pool] = {}
        self._closed = False
        self._used_in = 0
        renew_after_fork(self)

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._closed

    async def send(self, wire: Wire, bounds: Bounds) -> Answer:
        """One request, one whole answer within its bounds, or `SendFailure`."""
        if self._closed:
            raise SendFailure("closed")
        pool = self._pool(secure=wire.url.startswith("https:"))
        exchange = Exchange(self.clock, bounds.deadline)
        place = pool.places.take(exchange.clamp(bounds.timeout))
        if place is None:
            raise SendFailure("pool")
        token = current.set(exchange)
        try:
            if self._closed:
                raise SendFailure("closed")
            if exchange.clamp(None) <= 0:
                raise SendFailure("unsent")
            return self._exchange(pool.transport, wire, bounds, exchange)
        except SendFailure:
            raise
        except BaseException:
            # A signal's handler can break off the HTTP library between any two of its steps, with its lock in hand.
            self._forget(pool)
            raise
        finally:
            current.reset(token)
            place.give_back()
            if exchange.sent:
                self._used_in = os.getpid()
            if self._closed:
                # Closed meanwhile by another thread: what was opened since is not kept.
                self._close(pool)

    def _exchange(
        self, transport: httpx.BaseTransport, wire: Wire, bounds: Bounds, exchange: Exchange
    ) -> Answer:
        failure: SendFailure
        try:
            response = transport.handle_request(build(wire, exchange.clamp(bounds.timeout)))
            try:
                exchange.check_heard()
                exchange.check_framing(response)
                headers = headers_of(response)
                return Answer(response.status_code, headers, self._content(response, bounds, exchange))
            finally:
                response.close()
        except SendFailure as error:
            failure = error
        except TROUBLE as error:
            failure = SendFailure(classify(error, None if self._supplied else exchange))
        # Raised out here so that the library's error, which can quote headers and bodies, is not its context.
        raise failure

    def _content(self, response: httpx.Response, bounds: Bounds, exchange: Exchange) -> bytes:
        try:
            body = Body(response.headers.get("content-encoding", ""), bounds.max_bytes)
            for chunk in _chunks(response):
                body.feed(chunk)
                # Whoever is interrupted while it waits for the next may have its frames reported.
                del chunk
                if exchange.clamp(None) <= 0:
                    raise SendFailure("timeout")
            return body.finish()
        except SendFailure as failure:
            if not failure.leaves_status(response.status_code):
                raise
            return b""

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        self.clock.sleep(seconds)

    def lock(self) -> ThreadLock:
        """A new lock for the threads that share this driver."""
        return ThreadLock()

    def race(self) -> ThreadRace[Any]:
        """A new race, for threads."""
        return ThreadRace()

    async def aclose(self) -> None:
        """Close every connection this driver opened; a supplied transport is its owner's to close."""
        self._closed = True
        with self._lock:
            pools, self._pools = self._pools, {}
        for pool in pools.values():
            self._close(pool)

    def __del__(self) -> None:
        if getattr(self, "_used_in", 0) == os.getpid() and not self._closed:
            # Closed first: the complaint may be made an error, and the sockets would complain one by one.
            run_down, self._pools = self._pools, {}
            for pool in run_down.values():
                self._close(pool)
            complain(self, "Client", "close()")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a driver holds connections and a proxy's password, and is not pickled")

    def __repr__(self) -> str:
        return f"BlockingDriver({'closed' if self._closed else 'open'})"

    def forked(self) -> None:
        """The sockets are the parent's, and the lock may have been held by a thread that does not exist here."""
        self._lock = threading.Lock()
        pools, self._pools = self._pools, {}
        for pool in pools.values():
            if isinstance(pool.transport, _Transport):
                pool.transport.abandon()

    def _forget(self, pool: _Pool) -> None:
        """The next call opens a new one; this one's connections end when the last that is under way is done."""
        with self._lock:
            self._pools = {secure: kept for secure, kept in self._pools.items() if kept is not pool}

    def _close(self, pool: _Pool) -> None:
        if pool.transport is not self._supplied:
            pool.transport.close()

    def _pool(self, *, secure: bool) -> _Pool:
        pool = self._pools.get(secure)
        if pool is not None:
            return pool
        with self._lock:
            if self._closed:
                raise SendFailure("closed")
            pool = self._pools.get(secure)
            if pool is None:
                transport = self._supplied or self._open(secure=secure)
                pool = _Pool(transport, Places(self._connections))
                self._pools[secure] = pool
            return pool

    def _open(self, *, secure: bool) -> httpx.BaseTransport:
        settings = pool_settings(
            verify=self._verify,
            proxy=self._proxy,
            secure=secure,
            connections=self._connections,
            network=Network(),
        )
        pool = httpcore.ConnectionPool if self._proxy is None else httpcore.HTTPProxy
        return _Transport(pool(**settings))


def _chunks(response: httpx.Response) -> Iterable[bytes]:
    stream = response.stream
    if not isinstance(stream, httpx.SyncByteStream):
        raise SendFailure("protocol")
    return stream
