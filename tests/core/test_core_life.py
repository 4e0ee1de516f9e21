"""A client's life: threads, forks, loops, cancellations, closing under way; no slot and no socket is ever lost."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import textwrap
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
import trio
from colours import Colour
from fault_server import PATIENCE, Drip, FaultServer, Gate, Say, Seen, Silence, answer, head
from vendor_answers import (
    ACCESS_TOKEN,
    openint,
    openint_connection,
    token_answer,
    workiva,
    workiva_connection,
)

from trunkline import APIConnectionError, AsyncClient, ClientClosedError, TrunklineError
from trunkline._drivers import AsyncDriver, BlockingDriver, Bounds, SendFailure, Wire, run
from trunkline.testing import VirtualClock

SLOTS = 100
BACKENDS = pytest.mark.parametrize("backend", ["asyncio", "trio"])


def echo(seen: Seen) -> Any:
    """The connection that was asked for."""
    return answer(openint_connection(seen.path.rpartition("/")[2]))


def in_a_loop(backend: str, body: Callable[[], Awaitable[Any]]) -> Any:
    """Run a coroutine function as a user would: `asyncio.run` or `trio.run`."""
    return trio.run(body) if backend == "trio" else asyncio.run(body())  # type: ignore[arg-type]  # a coroutine


async def all_slots_work(client: AsyncClient, server: FaultServer) -> None:
    """As many calls as there are places, at once: none waits for one that was lost."""
    with anyio.fail_after(PATIENCE):
        async with anyio.create_task_group() as tasks:
            for number in range(SLOTS):
                tasks.start_soon(client.connections.get, f"conn_full_{number}")
            # They are all let go together, so they hold every place together.
            await anyio.to_thread.run_sync(server.wait_for, len(server.seen) + SLOTS)
            server.open("full")


def with_gate(server: FaultServer) -> None:
    server.on("/v1/connection/conn_full", lambda seen: (Gate("full"), *echo(seen)))


STALLS = {
    "before the headers": (Silence(),),
    "inside the headers": (Say(b"HTTP/1.1 200 OK\r\nx"), Silence()),
    "inside the body": (Say(head(200, {"content-length": "99"}) + b"{"), Silence()),
    "a drip": (Say(head(200, {"content-length": "9999999"})), Drip(b" ", every=0.01, forever=True)),
}


@BACKENDS
@pytest.mark.parametrize("case", STALLS)
def test_cancelling_is_prompt_while_the_server_stalls(server: FaultServer, backend: str, case: str) -> None:
    server.answers(echo).on("/v1/connection/conn_stalled", STALLS[case])

    async def body() -> None:
        async with AsyncClient(openint(server.origin), timeout=3600, deadline=3600) as client:
            with anyio.fail_after(PATIENCE):
                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(client.connections.get, "conn_stalled")
                    await anyio.to_thread.run_sync(server.wait_for, 1)
                    tasks.cancel_scope.cancel()
            # The socket went with the call.
            await anyio.to_thread.run_sync(server.wait_gone, 1)
            assert (await client.connections.get("conn_a")).id == "conn_a"

    in_a_loop(backend, body)


@BACKENDS
def test_hundreds_of_cancelled_scopes_cost_no_slot(server: FaultServer, backend: str) -> None:
    server.answers(echo).on("/v1/connection/conn_slow", lambda seen: (Drip(b"", every=0), *echo(seen)))
    server.on("/v1/connection/conn_stalled", (Silence(),))
    with_gate(server)

    async def some(client: AsyncClient, number: int) -> None:
        kind = ("conn_a", "conn_slow", "conn_stalled")[number % 3]
        # The moments are spread over everything a call does, from the queue to the last byte.
        with anyio.move_on_after(number % 40 * 0.0005):
            await client.connections.get(kind)

    async def body() -> None:
        async with AsyncClient(openint(server.origin)) as client:
            for start in range(0, 450, 150):
                async with anyio.create_task_group() as tasks:
                    for number in range(start, start + 150):
                        tasks.start_soon(some, client, number)
            await all_slots_work(client, server)

    in_a_loop(backend, body)


def test_hundreds_of_tasks_cancelled_by_asyncio_cost_no_slot(server: FaultServer) -> None:
    server.answers(echo).on("/v1/connection/conn_stalled", (Silence(),))
    with_gate(server)

    async def body() -> None:
        async with AsyncClient(openint(server.origin)) as client:
            for _ in range(3):
                names = ["conn_a", "conn_stalled"] * 75
                tasks = [asyncio.create_task(client.connections.get(name)) for name in names]
                for number, task in enumerate(tasks):
                    if number % 10 == 0:
                        await asyncio.sleep(0)
                    task.cancel()
                ended = await asyncio.gather(*tasks, return_exceptions=True)
                kinds = {type(one) for one in ended if isinstance(one, BaseException)}
                assert kinds <= {asyncio.CancelledError}
            await all_slots_work(client, server)

    asyncio.run(body())


def test_a_task_cancelled_twice_lets_go_once(server: FaultServer) -> None:
    server.answers((Silence(),))
    with_gate(server)

    async def body() -> None:
        async with AsyncClient(openint(server.origin)) as client:
            tasks = [asyncio.create_task(client.connections.get("conn_stalled")) for _ in range(SLOTS)]
            await asyncio.to_thread(server.wait_for, SLOTS)
            for task in tasks:
                task.cancel()
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            assert all(task.cancelled() for task in tasks)
            await all_slots_work(client, server)

    asyncio.run(body())


def test_asyncios_own_timeouts_work(server: FaultServer) -> None:
    server.answers((Silence(),))

    async def body() -> None:
        async with AsyncClient(openint(server.origin)) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await client.connections.get("conn_a")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.connections.get("conn_a"), 0.05)
            task = asyncio.current_task()
            assert task is not None
            assert task.cancelling() == 0

    asyncio.run(body())


def test_a_failing_sibling_cancels_a_call_in_asyncios_groups(server: FaultServer) -> None:
    server.answers((Silence(),))

    async def fail() -> None:
        await asyncio.to_thread(server.wait_for, 1)
        raise KeyError("sibling")

    async def body() -> None:
        async with AsyncClient(openint(server.origin)) as client:
            with pytest.raises(ExceptionGroup) as caught:  # noqa: PT012
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(client.connections.get("conn_a"))
                    tasks.create_task(fail())
            assert [type(error) for error in caught.value.exceptions] == [KeyError]

    asyncio.run(body())


@BACKENDS
def test_a_call_that_waits_for_a_place_can_be_cancelled(server: FaultServer, backend: str) -> None:
    server.answers((Gate(), *answer(openint_connection())))

    async def body() -> None:
        async with AsyncClient(openint(server.origin)) as client:
            async with anyio.create_task_group() as tasks:
                for _ in range(SLOTS):
                    tasks.start_soon(client.connections.get, "conn_a")
                await anyio.to_thread.run_sync(server.wait_for, SLOTS)
                with anyio.move_on_after(0.05) as scope:
                    await client.connections.get("conn_a")
                assert scope.cancelled_caught
                server.open()
            assert (await client.connections.get("conn_a")).id == "conn_a"

    in_a_loop(backend, body)


@BACKENDS
def test_an_error_comes_alone_and_not_in_a_group(server: FaultServer, backend: str) -> None:
    server.answers(answer(b"", 404))

    async def body() -> None:
        async with AsyncClient(openint(server.origin)) as client:
            with pytest.raises(TrunklineError):
                await client.connections.get("conn_a")

    in_a_loop(backend, body)


# Loops and processes.


@pytest.mark.parametrize(
    "backends", [("asyncio", "asyncio"), ("trio", "trio"), ("asyncio", "trio"), ("trio", "asyncio")]
)
def test_a_second_loop_works(server: FaultServer, backends: tuple[str, str]) -> None:
    server.answers(answer(workiva_connection())).on("/oauth2/token", answer(token_answer(expires_in=0)))
    client = AsyncClient(workiva(server.origin))

    async def get() -> str:
        return (await client.connections.get("w1")).id

    async def get_and_close() -> str:
        async with client:
            return await get()

    assert in_a_loop(backends[0], get) == "w1"
    assert in_a_loop(backends[1], get_and_close) == "w1"
    with pytest.raises(ClientClosedError):
        in_a_loop("asyncio", get)


@BACKENDS
def test_closed_clients_leave_nothing_in_their_loop(server: FaultServer, backend: str) -> None:
    server.answers(answer(openint_connection()))

    async def body() -> int:
        for _ in range(20):
            async with AsyncClient(openint(server.origin)) as client:
                await client.connections.get("conn_a")
        del client
        return left()

    def left() -> int:
        gc.collect()
        kinds = ("AsyncDriver", "PerLoop", "Pools", "RunVar", "async_generator")
        return sum(type(one).__name__ in kinds for one in gc.get_objects())

    before = left()
    assert in_a_loop(backend, body) <= before


@BACKENDS
def test_clients_of_one_loop_do_not_share(server: FaultServer, backend: str) -> None:
    server.answers(answer(openint_connection()))

    async def body() -> None:
        for _ in range(20):
            async with AsyncClient(openint(server.origin)) as client:
                await client.connections.get("conn_a")

    in_a_loop(backend, body)
    assert server.connections == 20


def script(server: FaultServer, code: str, meanwhile: Callable[[], None] = lambda: None) -> str:
    """Run a program of its own against the server, its input ended when `meanwhile` is; returns what it printed."""
    program = textwrap.dedent(
        f"""
        import asyncio, os, signal, sys, threading, warnings
        from trunkline import AsyncClient, Client
        from trunkline.providers import OpenInt, Workiva
        provider = OpenInt(token="tok", base_url="{server.origin}/v1")
        signing = Workiva(client_id="c", client_secret="s", base_url="{server.origin}")

        def in_a_child(work):
            child = os.fork()
            if not child:
                signal.alarm({int(PATIENCE)})
                code = 1
                try:
                    code = 0 if work() else 2
                finally:
                    sys.stderr.flush()
                    os._exit(code)
            return child
        """
    ) + textwrap.dedent(code)
    command = [sys.executable, "-W", "error", "-c", program]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, cwd=Path(__file__).parent, **pipes) as process:
        meanwhile()
        shown, complaints = process.communicate(timeout=2 * PATIENCE)
    assert (process.returncode, complaints) == (0, "")
    return shown


def test_a_forked_child_opens_sockets_of_its_own(server: FaultServer) -> None:
    server.answers(answer(openint_connection()))
    shown = script(
        server,
        """
        client = Client(provider)
        client.connections.get("conn_a")

        def work():
            ids = [client.connections.get("conn_a").id for _ in range(3)]
            client.close()
            return ids == ["conn_a"] * 3

        assert os.waitpid(in_a_child(work), 0)[1] == 0
        print(client.connections.get("conn_a").id)
        client.close()
        """,
    )
    assert shown == "conn_a\n"
    assert [seen.connection for seen in server.seen] == [0, 1, 1, 1, 0]


def test_a_fork_after_an_async_run_works(server: FaultServer) -> None:
    server.answers(answer(openint_connection()))
    shown = script(
        server,
        """
        async def main():
            async with AsyncClient(provider) as client:
                return (await client.connections.get("conn_a")).id

        print(asyncio.run(main()), flush=True)
        assert os.waitpid(in_a_child(lambda: asyncio.run(main()) == "conn_a"), 0)[1] == 0
        """,
    )
    assert shown == "conn_a\n"


FORK_BESIDE_A_THREAD = """
    warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads is what is tested
    client = Client(signing if {signing} else provider)
    under_way = threading.Thread(target=client.connections.get, args=("{id}",))
    under_way.start()
    sys.stdin.read()
    child = in_a_child(lambda: client.connections.get("{id}").id == "{id}")
    assert os.waitpid(child, 0)[1] == 0
    under_way.join()
    print(client.connections.get("{id}").id)
    client.close()
"""


@pytest.mark.parametrize("signing", [True, False])
def test_a_child_forked_while_another_thread_is_under_way(server: FaultServer, signing: bool) -> None:
    """One thread holds the token's lock, or reads an answer; the child neither waits for it nor disturbs it."""
    name = "w1" if signing else "conn_a"
    server.answers((Gate(), *answer(openint_connection())), answer(openint_connection()))
    if signing:
        server.answers(answer(workiva_connection()))
        server.on(
            "/oauth2/token", (Gate(), *answer(token_answer(ACCESS_TOKEN))), answer(token_answer(ACCESS_TOKEN))
        )

    def opened_by_the_child() -> None:
        server.wait_for(3 if signing else 2)
        server.open()

    opener = threading.Thread(target=opened_by_the_child)
    opener.start()
    code = FORK_BESIDE_A_THREAD.format(signing=signing, id=name)
    shown = script(server, code, meanwhile=lambda: server.wait_for(1))
    opener.join()
    assert shown == f"{name}\n"


# Many at once.


def test_one_client_serves_many_threads_and_tasks(colour: Colour, server: FaultServer) -> None:
    server.answers(echo)
    client = colour.client(openint(server.origin))

    def ask(number: int) -> bool:
        names = [f"conn_{number}_{turn}" for turn in range(10)]
        return [client.connections.get(name).id for name in names] == names

    assert colour.together([partial(ask, number) for number in range(32)]) == [True] * 32
    assert len(server.seen) == 320


def test_closing_while_calls_are_under_way_is_typed(colour: Colour, server: FaultServer) -> None:
    server.answers((Silence(),))
    client = colour.client(openint(server.origin), timeout=5, clock=VirtualClock())

    def close() -> None:
        server.wait_for(10)
        client.close()

    ended = colour.together([partial(client.connections.get, "conn_a")] * 10 + [close])
    assert ended[-1] is None
    assert all(isinstance(one, TrunklineError) for one in ended[:-1])
    server.wait_gone(10)
    assert server.connections == 10


WIRE = partial(Wire, "GET")


def bounds(driver: Any) -> Bounds:
    return Bounds(5, driver.clock.now() + 5, 1000)


def test_a_call_that_waited_while_the_client_closed_opens_nothing() -> None:
    with FaultServer() as server:
        server.answers((Gate(), *answer(b"{}")))
        driver = BlockingDriver(connections=1)
        wire = WIRE(server.origin, [])
        ended: list[str] = []

        def send() -> None:
            try:
                run(driver.send(wire, bounds(driver)))
                ended.append("answer")
            except SendFailure as failure:
                ended.append(failure.kind)

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        server.wait_for(1)
        run(driver.aclose())
        server.open()
        for thread in threads:
            thread.join()
        assert "closed" in ended
        assert server.connections == 1


@BACKENDS
def test_a_task_that_waited_while_the_client_closed_opens_nothing(backend: str) -> None:
    with FaultServer() as server:
        server.answers((Gate(), *answer(b"{}")))
        ended: list[str] = []

        async def body() -> None:
            driver = AsyncDriver(connections=1)

            async def send() -> None:
                try:
                    await driver.send(WIRE(server.origin, []), bounds(driver))
                    ended.append("answer")
                except SendFailure as failure:
                    ended.append(failure.kind)

            async with anyio.create_task_group() as tasks:
                tasks.start_soon(send)
                tasks.start_soon(send)
                await anyio.to_thread.run_sync(server.wait_for, 1)
                await driver.aclose()
                server.open()

        in_a_loop(backend, body)
        assert "closed" in ended
        assert server.connections == 1


def test_a_client_is_shared_by_blocking_code_inside_a_loop(server: FaultServer) -> None:
    server.answers(answer(openint_connection()))

    async def body() -> None:
        with Colour("sync") as colour:
            client = colour.client(openint(server.origin))
            assert client.connections.get("conn_a").id == "conn_a"
            assert (await asyncio.to_thread(client.connections.get, "conn_a")).id == "conn_a"

    asyncio.run(body())


def test_a_server_that_went_away_is_typed(colour: Colour) -> None:
    with FaultServer() as server:
        server.answers(answer(openint_connection()))
        client = colour.client(openint(server.origin), clock=VirtualClock())
        client.connections.get("conn_a")
    with pytest.raises(APIConnectionError):
        client.connections.get("conn_a")
