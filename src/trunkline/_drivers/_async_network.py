"""The async driver's sockets: every step of theirs ends with the deadline of the request, or when that is aborted."""

from __future__ import annotations

import ssl
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any, cast
from weakref import WeakSet

import anyio
import attrs
import httpcore

from ..secrets import Secret
from ._exchange import Answer, Exchange, current
from ._tls import is_refusal

_WRITE_STEP = 1 << 16


@attrs.define
class Guarded(Exchange):
    """An exchange whose network step can be made to fail from outside."""

    aborted: bool = False
    step: anyio.CancelScope | None = None
    result: Answer | None = None
    failure: BaseException | None = None
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


class Stream(httpcore.AsyncNetworkStream):
    """A socket whose every step is cut to the deadline of the request it works for, and can be aborted."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, living: WeakSet[Stream]) -> None:
        self._inner = inner
        self._living = living
        living.add(self)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; a peer that drips them cannot outlive the deadline."""
        exchange = _working()
        with exchange.network_step(timeout, httpcore.ReadTimeout) as limit:
            data = await self._inner.read(max_bytes, limit)
            exchange.hears(data)
            return data
        raise httpcore.ReadTimeout("aborted")

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, in steps, so that a peer that drains slowly cannot outlive the deadline."""
        exchange = _working()
        # It holds the credential: crash reports show a frame's variables.
        data, buffer = Secret(buffer), b""
        for start in range(0, len(data.reveal()), _WRITE_STEP):
            with exchange.network_step(timeout, httpcore.WriteTimeout) as limit:
                exchange.sending()
                await self._inner.write(data.reveal()[start : start + _WRITE_STEP], limit)

    async def aclose(self) -> None:
        """Close the socket."""
        await self._inner.aclose()

    def abandon(self) -> None:
        """Close the socket past its event loop, which was closed before it."""
        # asyncio hands out one that cannot be closed, round the one that can.
        raw = getattr(self.get_extra_info("socket"), "_sock", None)
        if raw is not None:
            raw.close()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Shake hands; a certificate that is refused is told apart from a host that is not there."""
        exchange = _working()
        with exchange.network_step(timeout, httpcore.ConnectTimeout) as limit:
            try:
                inner = await self._inner.start_tls(ssl_context, server_hostname, limit)
                return Stream(inner, self._living)
            except httpcore.ConnectError as error:
                exchange.tls_failed = is_refusal(error)
                raise
        raise httpcore.ConnectTimeout("aborted")

    def get_extra_info(self, info: str) -> Any:
        """What the socket knows of itself."""
        return self._inner.get_extra_info(info)


class Network(httpcore.AsyncNetworkBackend):
    """Opens sockets that know their deadline."""

    def __init__(self) -> None:
        # httpcore has an empty stand-in of this class for installations without anyio.
        self._inner = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())
        self._living: WeakSet[Stream] = WeakSet()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect within the deadline."""
        with _working().network_step(timeout, httpcore.ConnectTimeout) as limit:
            inner = await self._inner.connect_tcp(host, port, limit, local_address, socket_options)
            return Stream(inner, self._living)
        raise httpcore.ConnectTimeout("aborted")

    def abandon(self) -> None:
        """Close every socket past its event loop, which was closed before them."""
        for stream in list(self._living):
            stream.abandon()


def _working() -> Guarded:
    exchange = current.get()
    if not isinstance(exchange, Guarded):
        raise RuntimeError("a connection of the async driver was used outside an exchange")
    return exchange
