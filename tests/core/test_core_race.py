"""Races, in every colour: what is done first comes first, errors are handed over, and what is left behind is clean."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

import anyio
import pytest
import trio
from colours import Colour
from fault_server import PATIENCE, FaultServer, Gate, Seen, Silence, answer

from trunkline._drivers import AsyncDriver, BlockingDriver, Bounds, Driver, Race, Wire, run

Body = Callable[[], Coroutine[Any, Any, Any]]


class Signal:
    """Something that happens once, and is waited for in the way of a colour."""

    def __init__(self, colour: Colour) -> None:
        self._event = anyio.Event() if colour.is_async else threading.Event()

    def set(self) -> None:
        """Let it happen."""
        self._event.set()

    async def wait(self) -> None:
        """Wait until it has happened."""
        if isinstance(self._event, threading.Event):
            assert self._event.wait(PATIENCE)
        else:
            with anyio.fail_after(PATIENCE):
                await self._event.wait()


def play(colour: Colour, body: Body) -> Any:
    """Run a coroutine function in a colour."""
    return colour.portal.call(body) if colour.portal else run(body())


def driver_of(colour: Colour, **settings: Any) -> Driver:
    return AsyncDriver(**settings) if colour.is_async else BlockingDriver(**settings)


def race_of(colour: Colour) -> Race[Any]:
    return driver_of(colour).race()


def after(signal: Signal, outcome: Any) -> Body:
    """Work that waits for a signal, and then returns, or raises."""

    async def work() -> Any:
        await signal.wait()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    return work


@contextmanager
def nothing_left_behind() -> Iterator[None]:
    """No warning and no complaint of a finalizer; garbage is collected before the end."""
    heard: list[Any] = []
    before, sys.unraisablehook = sys.unraisablehook, heard.append
    try:
        yield
        gc.collect()
        gc.collect()
    finally:
        sys.unraisablehook = before
    assert heard == []


def test_what_is_done_first_comes_first(colour: Colour) -> None:
    async def body() -> None:
        race = race_of(colour)
        signals = {key: Signal(colour) for key in "abc"}
        for key, one in signals.items():
            race.start(key, after(one, key.upper()))
        for left, key in zip((3, 2, 1), "cab", strict=True):
            assert race.pending == left
            signals[key].set()
            assert await race.next() == (key, key.upper())
        assert race.pending == 0
        with pytest.raises(RuntimeError, match="nothing is under way"):
            await race.next()

    play(colour, body)


def test_work_begins_at_once_and_is_done_whether_or_not_somebody_waits(colour: Colour) -> None:
    async def body() -> None:
        race = race_of(colour)
        begun = {key: Signal(colour) for key in "ab"}

        async def work(key: str) -> str:
            begun[key].set()
            return key

        race.start("a", lambda: work("a"))
        await begun["a"].wait()
        race.start("b", lambda: work("b"))
        await begun["b"].wait()
        assert race.pending == 2
        assert {await race.next(), await race.next()} == {("a", "a"), ("b", "b")}

    play(colour, body)


def test_more_can_be_started_while_others_run(colour: Colour) -> None:
    async def body() -> None:
        race = race_of(colour)
        first, last = Signal(colour), Signal(colour)
        race.start("slow", after(last, 0))
        race.start("quick", after(first, 1))
        first.set()
        assert await race.next() == ("quick", 1)
        race.start("quick", after(first, 2))
        assert await race.next() == ("quick", 2)
        last.set()
        assert await race.next() == ("slow", 0)

    play(colour, body)


@pytest.mark.parametrize(
    "error", [ValueError("v"), SystemExit(3), KeyboardInterrupt(), ExceptionGroup("g", [OSError()])]
)
def test_what_the_work_raises_is_handed_over(colour: Colour, error: BaseException) -> None:
    async def body() -> None:
        race = race_of(colour)
        done = Signal(colour)
        done.set()
        race.start("a", after(done, error))
        assert await race.next() == ("a", error)
        # Nothing was broken by it.
        race.start("a", after(done, 1))
        assert await race.next() == ("a", 1)

    with nothing_left_behind():
        play(colour, body)


def test_work_that_cannot_even_begin_is_handed_over(colour: Colour) -> None:
    async def body() -> None:
        race = race_of(colour)

        def work() -> NoReturn:
            raise LookupError("no coroutine")

        race.start("a", work)
        key, error = await race.next()
        assert (key, type(error)) == ("a", LookupError)

    play(colour, body)


place: ContextVar[str] = ContextVar("place", default="nowhere")


def test_the_work_sees_the_context_it_was_started_in(colour: Colour) -> None:
    async def body() -> None:
        race = race_of(colour)
        go = Signal(colour)

        async def work() -> str:
            await go.wait()
            seen = place.get()
            place.set("the work")
            return seen

        place.set("the start")
        race.start("a", work)
        place.set("later")
        go.set()
        assert await race.next() == ("a", "the start")
        assert place.get() == "later"

    play(colour, body)


# Left behind.


@pytest.mark.parametrize("how", ["closed", "closed twice", "dropped"])
def test_a_race_that_is_left_ends_quietly(colour: Colour, how: str) -> None:
    """One task is done and not fetched, one has failed, one waits: tasks are cancelled, threads end by themselves."""
    ended: list[str] = []

    async def body() -> None:
        race = race_of(colour)
        done, never, stopped = Signal(colour), Signal(colour), Signal(colour)
        begun = Signal(colour)

        async def waits() -> None:
            begun.set()
            try:
                await never.wait()
                ended.append("by itself")
            except BaseException:
                ended.append("cancelled")
                raise
            finally:
                stopped.set()

        done.set()
        race.start("done", after(done, 1))
        race.start("failed", after(done, ValueError("nobody hears of it")))
        race.start("waiting", waits)
        await begun.wait()
        if how != "dropped":
            for _ in range(1 + (how == "closed twice")):
                race.close()
            assert race.pending == 0
            with pytest.raises(RuntimeError, match="nothing is under way"):
                await race.next()
            with pytest.raises(RuntimeError, match="closed"):
                race.start("late", after(done, 1))
        del race
        gc.collect()
        if not colour.is_async:
            never.set()
        await stopped.wait()

    with nothing_left_behind():
        play(colour, body)
        for thread in threading.enumerate():
            if thread.name.startswith("trunkline"):
                thread.join(PATIENCE)
    assert ended == (["cancelled"] if colour.is_async else ["by itself"])


def test_a_race_can_be_collected_by_another_thread(colour: Colour) -> None:
    """As the garbage collector does, which runs wherever it is its time."""

    async def body() -> None:
        race = race_of(colour)
        begun, never, ended = Signal(colour), Signal(colour), Signal(colour)

        async def work() -> None:
            begun.set()
            try:
                await never.wait()
            finally:
                ended.set()

        race.start("a", work)
        await begun.wait()
        held = [race]
        del race
        if colour.is_async:
            await anyio.to_thread.run_sync(held.clear)
        else:
            clearing = threading.Thread(target=held.clear)
            clearing.start()
            clearing.join()
            never.set()
        await ended.wait()

    with nothing_left_behind():
        play(colour, body)


def test_a_race_that_never_ran_goes_quietly(colour: Colour) -> None:
    async def body() -> None:
        race_of(colour)
        race_of(colour).close()

    with nothing_left_behind():
        play(colour, body)


def test_closing_wakes_whoever_waits(colour: Colour) -> None:
    async def body() -> None:
        race = race_of(colour)
        never = Signal(colour)
        race.start("a", after(never, 1))
        if colour.is_async:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(wait_in_vain, race)
                await anyio.wait_all_tasks_blocked()
                race.close()
        else:
            waiting = threading.Thread(target=lambda: run(wait_in_vain(race)))
            waiting.start()
            race.close()
            waiting.join(PATIENCE)
            assert not waiting.is_alive()
            never.set()

    play(colour, body)


async def wait_in_vain(race: Race[Any]) -> None:
    with pytest.raises(RuntimeError, match="nothing is under way"):
        await race.next()


# Tasks.

BACKENDS = pytest.mark.parametrize("backend", ["asyncio", "trio"])


def in_a_loop(backend: str, body: Callable[[], Awaitable[Any]]) -> Any:
    return trio.run(body) if backend == "trio" else asyncio.run(body())  # type: ignore[arg-type]  # a coroutine


@BACKENDS
def test_a_consumer_that_is_cancelled_loses_nothing(backend: str) -> None:
    async def body() -> None:
        race: Race[int] = AsyncDriver().race()
        done = anyio.Event()

        async def work() -> int:
            await done.wait()
            return 1

        race.start("a", work)
        for _ in range(3):
            with anyio.move_on_after(0) as scope:
                await race.next()
            assert scope.cancelled_caught
        assert race.pending == 1
        done.set()
        assert await race.next() == ("a", 1)

    in_a_loop(backend, body)


@BACKENDS
def test_a_loop_that_ends_takes_its_races_with_it(backend: str) -> None:
    ended: list[str] = []
    kept: list[Race[Any]] = []

    async def body() -> None:
        race: Race[None] = AsyncDriver().race()
        begun = anyio.Event()

        async def work() -> None:
            begun.set()
            try:
                await anyio.sleep_forever()
            finally:
                ended.append("cancelled")

        race.start("a", work)
        await begun.wait()
        kept.append(race)

    with nothing_left_behind():
        in_a_loop(backend, body)
        assert ended == ["cancelled"]
        # Its loop is gone, and it can be closed all the same.
        kept[0].close()
        kept.clear()


def test_work_that_somebody_else_cancels_is_handed_over() -> None:
    async def body() -> None:
        race: Race[None] = AsyncDriver().race()
        race.start("a", anyio.sleep_forever)
        await asyncio.sleep(0)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        key, error = await race.next()
        assert (key, type(error)) == ("a", asyncio.CancelledError)

    asyncio.run(body())


def bounds(driver: Driver) -> Bounds:
    return Bounds(PATIENCE, driver.clock.now() + PATIENCE, 1000)


@BACKENDS
def test_hundreds_of_races_that_are_left_cost_no_slot(server: FaultServer, backend: str) -> None:
    slots = 5
    server.answers(answer(b"{}")).on("/stalled", (Silence(),)).on("/full", (Gate(), *answer(b"{}")))

    async def body() -> None:
        driver = AsyncDriver(connections=slots)

        def get(path: str) -> Any:
            return lambda: driver.send(Wire("GET", server.origin + path, []), bounds(driver))

        for number in range(300):
            race: Race[Any] = driver.race()
            for path in ("/quick", "/stalled")[number % 2 :]:
                race.start(path, get(path))
            # Left at every moment of a call: before it began, on its way, and with an answer unheard.
            for _ in range(number % 7):
                await anyio.lowlevel.checkpoint()
            if number % 3 == 0 and number % 2 == 0:
                assert (await race.next())[0] == "/quick"
            if number % 5:
                race.close()
            del race
        full: Race[Any] = driver.race()
        arrived = len([seen for seen in server.seen if seen.path == "/full"])
        assert arrived == 0
        for number in range(slots):
            full.start(str(number), get("/full"))
        await anyio.to_thread.run_sync(wait_for_full, server, slots)
        server.open()
        outcomes = [await full.next() for _ in range(slots)]
        assert [outcome.status for _, outcome in outcomes] == [200] * slots
        await driver.aclose()

    with nothing_left_behind():
        in_a_loop(backend, body)


def wait_for_full(server: FaultServer, slots: int) -> None:
    """Wait until every slot is taken by a call that the server has seen."""
    until = time.monotonic() + PATIENCE
    while sum(seen.path == "/full" for seen in server.seen) < slots:
        server.wait_for(len(server.seen))
        assert time.monotonic() < until, "a slot was lost"
        time.sleep(0.001)


# Threads.


def test_hundreds_of_races_of_threads(server: FaultServer) -> None:
    def echo(seen: Seen) -> Any:
        return answer(seen.path[1:].encode())

    server.answers(echo)
    driver = BlockingDriver(connections=10)

    async def get(name: str) -> bytes:
        wire = Wire("GET", f"{server.origin}/{name}", [])
        return (await driver.send(wire, bounds(driver))).content

    async def body() -> None:
        for number in range(200):
            race: Race[bytes] = driver.race()
            for name in "abc":
                race.start(name, lambda name=name: get(name))
            for _ in range(3 if number % 2 else 1):
                key, content = await race.next()
                assert content == key.encode()
        await driver.aclose()

    with nothing_left_behind():
        run(body())
        for thread in threading.enumerate():
            if thread.name.startswith("trunkline"):
                thread.join(PATIENCE)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Started in the background of a shell, Python finds the signal ignored, and installs nothing for it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_reaches_whoever_waits_and_costs_no_outcome() -> None:
    race: Race[int] = BlockingDriver().race()
    done = threading.Event()
    waiting = threading.main_thread()

    async def work() -> int:
        until = time.monotonic() + PATIENCE
        while sys._current_frames()[waiting.ident or 0].f_code.co_name != "next":
            assert time.monotonic() < until
            time.sleep(0.001)
        signal.pthread_kill(waiting.ident or 0, signal.SIGINT)
        done.wait(PATIENCE)
        return 1

    race.start("a", work)
    with pytest.raises(KeyboardInterrupt):
        run(race.next())
    assert race.pending == 1
    done.set()
    assert run(race.next()) == ("a", 1)
