"""TLS handshakes: one that breaks off is tried again, one in which a side is not accepted never is."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

import pytest
import trustme
from colours import Colour
from fault_server import Say, answer
from vendor_answers import openint, openint_connection, workiva

from trunkline import APIConnectionError
from trunkline.testing import VirtualClock

How = Literal["reset", "end", "well"]
AUTHORITY = trustme.CA()
GOOD = b"".join(step.data for step in answer(openint_connection()) if isinstance(step, Say))


class SecureServer:
    """Shakes hands as it is told, the last way for ever, and answers whoever came through."""

    def __init__(self, *ways: How) -> None:
        self.handshakes = 0
        self._ways = [*ways]
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        AUTHORITY.issue_cert("127.0.0.1").configure_cert(self._context)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.origin = f"https://127.0.0.1:{self._socket.getsockname()[1]}"

    def run(self) -> None:
        """Serve until it is closed."""
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.handshakes += 1
                way = self._ways.pop(0) if len(self._ways) > 1 else self._ways[0]
                with suppress(OSError), connection:
                    self._shake(connection, way)

    def _shake(self, connection: socket.socket, way: How) -> None:
        if way == "well":
            with self._context.wrap_socket(connection, server_side=True) as secure:
                while secure.recv(65536):
                    secure.sendall(GOOD)
            return
        connection.recv(1 if way == "reset" else 65536)
        if way == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def close(self) -> None:
        """Accept nobody any more."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@contextmanager
def shaking(*ways: How) -> Iterator[SecureServer]:
    server = SecureServer(*ways)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server
    server.close()
    thread.join(10)


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


@pytest.mark.parametrize("way", ["reset", "end"])
def test_a_handshake_that_breaks_off_is_tried_again(colour: Colour, way: How) -> None:
    with shaking(way, "well") as server:
        client = colour.client(openint(server.origin), verify=trusting(), clock=VirtualClock())
        assert client.connections.get("conn_a").id == "conn_a"
        client.close()
    assert server.handshakes == 2


@pytest.mark.parametrize("way", ["reset", "end"])
def test_a_wait_survives_a_handshake_that_breaks_off(colour: Colour, way: How) -> None:
    with shaking(way, way, way, way, "well") as server:
        client = colour.client(openint(server.origin), verify=trusting(), clock=VirtualClock())
        assert client.connections.wait_until_ready("conn_a", within=60).id == "conn_a"
        client.close()


def test_nobody_is_trusted_the_second_time_either(colour: Colour) -> None:
    with shaking("well") as server:
        client = colour.client(openint(server.origin), clock=VirtualClock())
        for call in (client.connections.get, client.connections.wait_until_ready):
            with pytest.raises(APIConnectionError, match="TLS handshake failed"):
                call("conn_a")
        client.close()
    assert server.handshakes == 2


def test_a_token_endpoint_that_nobody_trusts_is_asked_once(colour: Colour) -> None:
    with shaking("well") as server:
        client = colour.client(workiva(server.origin), clock=VirtualClock())
        for call in (client.connections.get, client.connections.wait_until_ready):
            with pytest.raises(APIConnectionError, match="TLS handshake failed") as caught:
                call("w1")
            assert caught.value.attempts == 1
        client.close()
    assert server.handshakes == 2
