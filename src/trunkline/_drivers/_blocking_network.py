"""The blocking driver's sockets: every step of theirs ends with the deadline of the request."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from typing import Any

import httpcore

from ..secrets import Secret
from ._exchange import current
from ._names import addresses
from ._tls import is_refusal

_WRITE_STEP = 1 << 16


class Stream(httpcore.NetworkStream):
    """A socket whose every step is cut to the deadline of the request it works for.

    Closing it while another thread reads or writes wakes that thread, which then closes it: a descriptor that
    is closed under a thread can be another connection's by the time the thread looks at it.
    """

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner
        self._process = os.getpid()
        self._busy = False
        self._closing = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; a peer that drips them cannot outlive the deadline."""
        with self._at_work():
            data = self._inner.read(max_bytes, _step(timeout, httpcore.ReadTimeout))
        exchange = current.get()
        if exchange is not None:
            exchange.hears(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, in steps, so that a peer that drains slowly cannot outlive the deadline."""
        # It holds the credential, and a signal's handler may raise here: crash reports show a frame's variables.
        data, buffer = Secret(buffer), b""
        for start in range(0, len(data.reveal()), _WRITE_STEP):
            limit = _step(timeout, httpcore.WriteTimeout)
            exchange = current.get()
            if exchange is not None:
                exchange.sending()
            with self._at_work():
                self._inner.write(data.reveal()[start : start + _WRITE_STEP], limit)

    def close(self) -> None:
        """Close the socket."""
        self._closing = True
        if self._busy and self._process == os.getpid():
            with suppress(OSError):
                self._inner.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        else:
            self._inner.close()

    @contextmanager
    def _at_work(self) -> Generator[None]:
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
            if self._closing:
                self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Shake hands; a certificate that is refused is told apart from a host that is not there."""
        limit = _step(timeout, httpcore.ConnectTimeout)
        try:
            return Stream(self._inner.start_tls(ssl_context, server_hostname, limit))
        except httpcore.ConnectError as error:
            exchange = current.get()
            if exchange is not None:
                exchange.tls_failed = is_refusal(error)
            raise

    def get_extra_info(self, info: str) -> Any:
        """What the socket knows of itself."""
        return self._inner.get_extra_info(info)


class Network(httpcore.NetworkBackend):
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
        """Connect within the deadline, whatever the number of addresses, and however long it takes to learn them."""
        refused: Exception | None = None
        for address in addresses(host, port, _step(timeout, httpcore.ConnectTimeout)):
            limit = _step(timeout, httpcore.ConnectTimeout)
            try:
                return Stream(
                    self._inner.connect_tcp(address, port, limit, local_address, socket_options or ())
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refused = error
        raise refused or httpcore.ConnectError("no address")


def _step(timeout: float | None, error: type[Exception]) -> float | None:
    exchange = current.get()
    if exchange is None:
        return timeout
    limit = exchange.clamp(timeout)
    if limit <= 0:
        raise error("deadline")
    return limit
