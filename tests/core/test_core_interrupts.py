"""An interruption, which a signal's handler may raise between any two steps: nothing is lost, and nothing shown."""

from __future__ import annotations

import linecache
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from types import FrameType
from typing import Any

import anyio
import httpcore
import httpx
import pytest
from exposure import leaks
from fault_server import FaultServer, answer
from vendor_answers import (
    API_KEY,
    CUSTOMER_SECRET,
    openint_v0,
    openint_v0_connection,
    token_answer,
    workiva,
    workiva_connection,
)

import trunkline
from trunkline import AsyncClient, Client
from trunkline._drivers import BlockingDriver, Bounds, Wire, run

OURS = str(trunkline.__file__).removesuffix("__init__.py")
LIBRARY = str(httpcore.__file__).removesuffix("__init__.py")
# Interrupted between two instructions in here, the library waits for itself: nothing outside can help that.
LOCKS = LIBRARY + "_synchronization.py"


# What was made a moment before is dropped with the frame that had it, and Python says so of sockets and coroutines.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Interrupted(BaseException):
    """What the handler of a signal raises."""


def _is_block(frame: FrameType) -> bool:
    """Whether a line begins a `with`, or ends it: signals are looked for after calls, and none comes between
    the end of a block and its `__exit__`.
    """
    return linecache.getline(frame.f_code.co_filename, frame.f_lineno).lstrip().startswith("with ")


@contextmanager
def interrupted_at(step: int, *places: str) -> Iterator[list[int]]:
    """Raise before the step-th line that runs in these places; counts the lines that ran."""
    passed = [0]

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(places) or frame.f_code.co_filename == LOCKS:
            return None
        if event == "line" and not _is_block(frame):
            passed[0] += 1
            if passed[0] == step:
                raise Interrupted
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield passed
    finally:
        sys.settrace(before)


def interrupt_everywhere(call: Callable[[], Any], *places: str) -> Iterator[int]:
    """Interrupt a call before each of its lines in turn, and hand over after each."""
    with interrupted_at(0, *places) as lines:
        call()
    assert lines[0] > 20
    for step in range(1, lines[0] + 1):
        with interrupted_at(step, *places) as passed:
            try:
                # In a context of its own: what is under way there is not put right when the end is interrupted.
                copy_context().run(call)
            except Interrupted:
                assert passed[0] == step
        yield step


def test_a_place_and_the_librarys_lock_outlive_an_interruption_anywhere(server: FaultServer) -> None:
    server.answers(answer({"ok": True}))
    driver = BlockingDriver(connections=1)
    wire = Wire("GET", f"{server.origin}/x", [("host", "127.0.0.1")])

    def send() -> int:
        bounds = Bounds(2.0, driver.clock.now() + 2.0, 1000)
        return run(driver.send(wire, bounds)).status

    for _ in interrupt_everywhere(send, OURS, LIBRARY):
        assert send() == 200
    run(driver.aclose())


def test_the_lock_of_a_token_outlives_an_interruption_anywhere() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        token = request.url.path.endswith("/token")
        # Good for the call that fetches it and no other.
        return httpx.Response(200, json=token_answer(expires_in=0) if token else workiva_connection())

    transport = httpx.MockTransport(handler)
    with Client(workiva("http://127.0.0.1:9"), transport=transport, deadline=2) as client:
        for _ in interrupt_everywhere(lambda: client.connections.get("w1"), OURS):
            assert client.connections.get("w1").id == "w1"


def test_what_is_interrupted_in_the_network_shows_nothing(server: FaultServer) -> None:
    """Nearly all of a call's time is spent there; credentials, bodies and answers are in the hands of its frames."""
    answers = {"id": "conn_x", "settings": {"password": CUSTOMER_SECRET}, "padding": " " * 200_000}
    server.answers(answer(openint_v0_connection(**answers)))
    found: list[str] = []

    def change() -> None:
        with Client(openint_v0(server.origin)) as client:
            try:
                client.connections.update("conn_x", credentials={"password": CUSTOMER_SECRET * 9000})
            except Interrupted as error:
                found.extend(leaks(error, [API_KEY, CUSTOMER_SECRET]) or ["nothing"])
                raise

    for _ in interrupt_everywhere(change, LIBRARY + "_backends"):
        pass
    assert set(found) == {"nothing"}


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_what_is_cancelled_in_the_network_shows_nothing(backend: str) -> None:
    found: list[str] = []
    scopes: list[anyio.CancelScope] = []

    class HalfAnAnswer(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield f'{{"id": "conn_x", "settings": {{"password": "{CUSTOMER_SECRET}"}}, '.encode()
            scopes[0].cancel()
            await anyio.sleep_forever()

    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=HalfAnAnswer()))

    async def main() -> None:
        async with AsyncClient(openint_v0("http://127.0.0.1:9"), transport=transport) as client:
            with anyio.CancelScope() as scope:
                scopes.append(scope)
                try:
                    await client.connections.get("conn_x")
                except BaseException as error:
                    found.extend(leaks(error, [API_KEY, CUSTOMER_SECRET]) or ["nothing"])
                    raise

    anyio.run(main, backend=backend)
    assert found == ["nothing"]


def test_an_interrupted_create_notes_what_exists() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, json="conn_z")
        raise Interrupted

    transport = httpx.MockTransport(handler)
    client = Client(openint_v0("http://127.0.0.1:9"), transport=transport)
    with client, pytest.raises(Interrupted) as caught:
        client.connections.create("openint-v0", customer_id="acme", connector_config_id="ccfg_h_1")
    (note,) = caught.value.__notes__
    assert note.startswith("the connection openint-v0:conn_z was made before that and exists now")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_ctrl_c_comes_out_as_it_is(backend: str) -> None:
    """And not in a group of errors, past everybody's `except KeyboardInterrupt`."""

    class Pressed(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            signal.raise_signal(signal.SIGINT)
            await anyio.sleep_forever()
            yield b""

    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=Pressed()))

    async def main() -> None:
        async with AsyncClient(openint_v0("http://127.0.0.1:9"), transport=transport) as client:
            await client.connections.get("conn_x")

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            anyio.run(main, backend=backend)
    finally:
        signal.signal(signal.SIGINT, before)
