"""Clients and event loops: what a loop opened is closed when it ends, whoever forgot to, and nothing complains."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import ssl
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import anyio
import httpx
import pytest
import trio
import trustme
from fault_server import FaultServer, Gate, Silence, answer
from vendor_answers import openint, openint_connection

from trunkline import AsyncClient

BACKENDS = pytest.mark.parametrize("backend", ["asyncio", "trio"])


def in_a_loop(backend: str, body: Callable[..., Any], *arguments: Any) -> Any:
    """As a user would: `asyncio.run` or `trio.run`; or with a loop of their own that they only close."""
    if backend == "trio":
        return trio.run(body, *arguments)
    if backend == "asyncio":
        return asyncio.run(body(*arguments))
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(body(*arguments))
    finally:
        loop.close()


@contextmanager
def no_complaints() -> Iterator[None]:
    """Nothing is warned of, by finalizers either."""
    heard: list[Any] = []
    before, sys.unraisablehook = sys.unraisablehook, heard.append
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
            gc.collect()
    finally:
        sys.unraisablehook = before
    assert heard == []


def descriptors() -> int:
    """How many files and sockets this process has open."""
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def loops() -> int:
    gc.collect()
    return sum(isinstance(one, asyncio.AbstractEventLoop) for one in gc.get_objects())


async def get(client: AsyncClient) -> str:
    return (await client.connections.get("conn_a")).id


@BACKENDS
def test_a_loop_that_ends_closes_what_was_opened_in_it(server: FaultServer, backend: str) -> None:
    server.answers(answer(openint_connection()))
    client = AsyncClient(openint(server.origin))
    in_a_loop(backend, get, client)
    server.wait_gone(1)
    before = descriptors(), loops()
    with no_complaints():
        for turn in range(5):
            assert in_a_loop(backend, get, client) == "conn_a"
            # No garbage has to be collected for it.
            server.wait_gone(turn + 2)
            assert descriptors() == before[0]
        assert loops() == before[1]
        # It left nothing open, so it goes quietly.
        del client
    assert server.connections == 6


@BACKENDS
def test_a_loop_that_ends_in_an_error_closes_all_the_same(server: FaultServer, backend: str) -> None:
    server.answers(answer(openint_connection()), (Silence(),))
    client = AsyncClient(openint(server.origin))

    async def body() -> None:
        await get(client)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(get, client)
            await anyio.to_thread.run_sync(server.wait_for, 2)
            raise KeyError("the program's own")

    with no_complaints():
        with pytest.raises(ExceptionGroup):
            in_a_loop(backend, body)
        server.wait_gone(1)


@pytest.mark.filterwarnings("ignore:unclosed transport:ResourceWarning")
@pytest.mark.parametrize("then", ["another call", "aclose", "dropped"])
def test_a_loop_that_was_only_closed_is_tidied_up_after(server: FaultServer, then: str) -> None:
    """Nobody is told of such an end: it is found out by whoever comes next. asyncio itself may complain of it."""
    server.answers(answer(openint_connection()))
    client = AsyncClient(openint(server.origin))
    before = descriptors(), loops()
    for turn in range(3):
        in_a_loop("by hand", get, client)
        server.wait_gone(turn)
    if then == "dropped":
        with pytest.warns(ResourceWarning, match="unclosed trunkline AsyncClient"):
            del client
    else:
        asyncio.run(client.aclose() if then == "aclose" else get(client))
    server.wait_gone(3 + (then == "another call"))
    assert (loops(), descriptors()) == (before[1], before[0])


@BACKENDS
def test_a_client_dropped_in_its_loop_has_its_connections_closed(server: FaultServer, backend: str) -> None:
    server.answers(answer(openint_connection()))

    async def body() -> None:
        client = AsyncClient(openint(server.origin))
        await get(client)
        held = [client]
        del client
        with pytest.warns(ResourceWarning, match="unclosed trunkline AsyncClient") as caught:
            held.clear()
        assert len(caught) == 1
        await anyio.to_thread.run_sync(server.wait_gone, 1)

    with no_complaints():
        in_a_loop(backend, body)


@BACKENDS
def test_loops_in_other_threads_keep_their_connections(server: FaultServer, backend: str) -> None:
    """One that ends, and one that begins, while another goes on."""
    server.answers((Gate(), *answer(openint_connection())), answer(openint_connection()))
    client = AsyncClient(openint(server.origin))
    outcomes: list[str] = []

    async def twice() -> None:
        outcomes.extend([await get(client), await get(client)])

    with no_complaints():
        other = threading.Thread(target=in_a_loop, args=("asyncio", twice))
        other.start()
        server.wait_for(1)
        in_a_loop(backend, get, client)
        server.wait_gone(1)
        server.open()
        other.join()
    assert outcomes == ["conn_a", "conn_a"]
    assert [seen.connection for seen in server.seen] == [0, 1, 0]


@BACKENDS
def test_a_supplied_transport_outlives_the_loop(backend: str) -> None:
    class Supplied(httpx.MockTransport):
        closed = 0

        async def aclose(self) -> None:
            self.closed += 1

    supplied = Supplied(lambda request: httpx.Response(200, json=openint_connection()))
    client = AsyncClient(openint("http://127.0.0.1:9"), transport=supplied)
    with no_complaints():
        for _ in range(2):
            in_a_loop(backend, get, client)
        del client
    assert supplied.closed == 0


@BACKENDS
def test_connections_over_tls_are_closed_too(backend: str) -> None:
    authority = trustme.CA()
    serving, trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(serving)
    authority.configure_trust(trusting)
    said = b"".join(step.data for step in answer(openint_connection()))  # type: ignore[union-attr]  # it only says
    ended = threading.Semaphore(0)

    def serve(listening: Any) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with suppress(OSError), serving.wrap_socket(connection, server_side=True) as secure:
                    while secure.recv(65536):
                        secure.sendall(said)
                ended.release()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        origin = f"https://127.0.0.1:{listening.getsockname()[1]}"
        client = AsyncClient(openint(origin), verify=trusting)
        with no_complaints():
            for _ in range(2):
                in_a_loop(backend, get, client)
                assert ended.acquire(timeout=10)
        if backend == "asyncio":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)
                in_a_loop("by hand", get, client)
                in_a_loop("asyncio", get, client)
                gc.collect()
            assert ended.acquire(timeout=10)
            assert ended.acquire(timeout=10)
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)
