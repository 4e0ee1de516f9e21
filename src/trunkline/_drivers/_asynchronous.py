"""The async driver, on asyncio and trio: cancelling a call is prompt and never costs a pool slot.

httpcore loses a slot for good when a task is cancelled at the wrong moment inside it. So the exchange runs in
a task of its own that nobody cancels: the caller's cancellation makes its network step fail instead, which
httpcore cleans up after as after any broken connection.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable
from contextlib import suppress
from typing import Any, Literal, NoReturn

import anyio
import httpcore
import httpx

from ..secrets import Secret
from ._async_network import Guarded, Network
from ._async_pools import Pool, Pools
from ._async_race import TaskRace
from ._body import Body
from ._clock import Clock, SystemClock
from ._exchange import TROUBLE, Answer, Bounds, SendFailure, Wire, build, classify, current, headers_of
from ._loops import PerLoop, call_soon, is_over, spawn
from ._pool_settings import pool_settings
from ._unclosed import complain


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's transport on a pool with our network backend, which httpx has no parameter for."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool


class TaskLock:
    """A lock for the tasks of each event loop."""

    def __init__(self) -> None:
        self._locks = PerLoop(anyio.Lock)

    async def acquire(self, timeout: float) -> Callable[[], None] | None:
        """Take it, and return what gives it back; `None` when it was not free in so many seconds."""
        lock = self._locks.get()
        with anyio.move_on_after(timeout) as waiting:
            await lock.acquire()
        return None if waiting.cancelled_caught else lock.release


class AsyncDriver:
    """Sends on the running event loop, asyncio's or trio's; safe to share between tasks.

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
        transport: httpx.AsyncBaseTransport | None = None,
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
        self._pools = PerLoop(Pools, Pools.abandon)
        self._closed = False
        self._used_in = 0

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._closed

    async def send(self, wire: Wire, bounds: Bounds) -> Answer:
        """One request, one whole answer within its bounds, or `SendFailure`."""
        if self._closed:
            raise SendFailure("closed")
        pools, secure = self._pools.get(), wire.url.startswith("https:")
        pool = pools.by_security.get(secure) or await self._open(pools, secure=secure)
        exchange = Guarded(self.clock, bounds.deadline)
        await _take_place(pool.places, exchange.clamp(bounds.timeout))
        interruption: BaseException | None = None
        try:
            if self._closed:
                raise SendFailure("closed")
            if exchange.clamp(None) <= 0:
                raise SendFailure("unsent")
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._exchange, pool.transport, wire, bounds, exchange)
                try:
                    await exchange.done.wait()
                except anyio.get_cancelled_exc_class():
                    exchange.abort()
                    raise
                except BaseException as error:  # noqa: BLE001 - raised below
                    # Out of a group of tasks it would come in a group of errors: trio raises Ctrl-C right here.
                    exchange.abort()
                    interruption = error
        finally:
            pool.places.release()
            if exchange.sent:
                self._used_in = os.getpid()
            if self._closed:
                # Closed meanwhile by another task: what was opened since is not kept.
                await pool.aclose()
        if interruption is not None:
            raise interruption
        if exchange.result is None:
            raise exchange.failure or SendFailure("lost")
        return exchange.result

    async def _exchange(
        self, transport: httpx.AsyncBaseTransport, wire: Wire, bounds: Bounds, exchange: Guarded
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
            except TROUBLE as error:
                # A new error without context: the library's own can quote headers and bodies.
                exchange.failure = SendFailure(classify(error, None if self._supplied else exchange))
            except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - handed to the caller, in another task
                exchange.failure = error
        if scope.cancelled_caught:
            exchange.failure = SendFailure("timeout")
        exchange.done.set()

    async def _read(
        self, transport: httpx.AsyncBaseTransport, wire: Wire, bounds: Bounds, exchange: Guarded
    ) -> Answer:
        response = await transport.handle_async_request(build(wire, exchange.clamp(bounds.timeout)))
        try:
            exchange.check_heard()
            exchange.check_framing(response)
            chunks = aiter(_chunks(response))
            content = Secret(b"")
            try:
                body = Body(response.headers.get("content-encoding", ""), bounds.max_bytes)
                async for chunk in chunks:
                    body.feed(chunk)
                    # Whoever is cancelled while it waits for the next may have its frames reported.
                    del chunk
                    if exchange.clamp(None) <= 0:
                        raise SendFailure("timeout")
                content = Secret(body.finish())
            except SendFailure as failure:
                if self._supplied is None:
                    await _end(chunks, exchange)
                elif isinstance(chunks, AsyncGenerator):
                    # Left half-way it would be cleaned up by the garbage collector, of which trio warns.
                    await chunks.aclose()
                if not failure.leaves_status(response.status_code):
                    raise
            return Answer(response.status_code, headers_of(response), content.reveal())
        finally:
            await response.aclose()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self.clock.asleep(seconds)

    def lock(self) -> TaskLock:
        """A new lock for the tasks that share this driver."""
        return TaskLock()

    def race(self) -> TaskRace[Any]:
        """A new race, for tasks of the running loop."""
        return TaskRace()

    async def aclose(self) -> None:
        """Close every connection this driver opened; a supplied transport is its owner's to close."""
        self._closed = True
        pools = self._pools.forget()
        if pools is not None:
            await pools.aclose()

    def __del__(self) -> None:
        if getattr(self, "_used_in", 0) != os.getpid() or self._closed:
            return
        dropped = list(self._pools.items())
        if any(pools.by_security for _, pools in dropped):
            for loop, pools in dropped:
                if is_over(loop):
                    pools.abandon()
                else:
                    call_soon(loop, spawn, loop, pools.aclose)
            complain(self, "AsyncClient", "await aclose()")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a driver holds connections and a proxy's password, and is not pickled")

    def __repr__(self) -> str:
        return f"AsyncDriver({'closed' if self._closed else 'open'})"

    async def _open(self, pools: Pools, *, secure: bool) -> Pool:
        places = anyio.Semaphore(self._connections)
        if self._supplied is not None:
            pool = Pool(self._supplied, places)
        else:
            network = Network()
            settings = pool_settings(
                verify=self._verify,
                proxy=self._proxy,
                secure=secure,
                connections=self._connections,
                network=network,
            )
            kind = httpcore.AsyncConnectionPool if self._proxy is None else httpcore.AsyncHTTPProxy
            pool = Pool(_Transport(kind(**settings)), places, network)
        await pools.add(pool, secure=secure)
        return pool


async def _take_place(places: anyio.Semaphore, timeout: float) -> None:
    try:
        places.acquire_nowait()
    except anyio.WouldBlock:
        with anyio.move_on_after(timeout) as waiting:
            await places.acquire()
        if waiting.cancelled_caught:
            raise SendFailure("pool") from None


async def _end(chunks: AsyncIterator[bytes], exchange: Guarded) -> None:
    """Run the rest of a body into an error at its next network step.

    The HTTP library's generators are nested, and trio warns of each that is left before its end.
    """
    exchange.abort()
    with suppress(httpx.HTTPError):
        async for _ in chunks:
            pass


def _chunks(response: httpx.Response) -> AsyncIterable[bytes]:
    stream = response.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        raise SendFailure("protocol")
    return stream
