"""One token for everybody: who waits for it shares what comes of that, and nothing old drives out what is new."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import anyio
import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, Gate, Reset, Seen, Silence, Then, answer
from hypothesis import given
from hypothesis import strategies as st
from vendor_answers import token_answer, workiva, workiva_connection

from trunkline import (
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    Retry,
    Secret,
    ServerError,
    TrunklineError,
)
from trunkline._channel import Channel
from trunkline._drivers import run
from trunkline.auth import TokenAnswer
from trunkline.auth._renewed import Held, Renewed, held_for
from trunkline.testing import VirtualClock

GOOD = answer(workiva_connection())
CALLS = 30


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """Counts the calls that found no token and asked to be let in."""
    opened = Queue()
    lock = Channel.lock

    def counted(channel: Channel) -> Any:
        opened.arrive()
        return lock(channel)

    monkeypatch.setattr(Channel, "lock", counted)
    return opened


class Queue:
    def __init__(self) -> None:
        self._news = threading.Condition()
        self._arrived = 0

    def arrive(self) -> None:
        with self._news:
            self._arrived += 1
            self._news.notify_all()

    def wait_for(self, calls: int) -> None:
        with self._news:
            assert self._news.wait_for(lambda: self._arrived >= calls, 20)


def asked(server: FaultServer) -> int:
    return sum(seen.path == "/oauth2/token" for seen in server.seen)


def all_at_once(colour: Colour, server: FaultServer, queue: Queue, client: Any) -> list[Any]:
    """Thirty calls, of which one asks for a token and the others are known to wait for it."""

    def let_go() -> None:
        queue.wait_for(CALLS)
        server.open()

    calls = [partial(client.connections.get, "w1") for _ in range(CALLS)]
    return colour.together([*calls, let_go])[:-1]


FAILURES: dict[str, tuple[Behaviour, type[TrunklineError]]] = {
    "503": (answer(b"", 503), ServerError),
    "401": (answer({"error": "invalid_client"}, 401), AuthenticationError),
    "no token": (answer({}), AuthenticationError),
    "reset": ((Reset(),), APIConnectionError),
}


@pytest.mark.parametrize("name", FAILURES)
def test_who_waits_for_a_token_shares_the_failure(
    colour: Colour, server: FaultServer, queue: Queue, name: str
) -> None:
    behaviour, expected = FAILURES[name]
    server.on("/oauth2/token", (Gate(), *behaviour)).answers(GOOD)
    client = colour.client(workiva(server.origin), retry=Retry(attempts=1))
    found = all_at_once(colour, server, queue, client)
    assert [type(error) for error in found] == [expected] * CALLS
    assert asked(server) == 1
    # An error each, with facts and a traceback of its own.
    assert len({id(error) for error in found}) == CALLS
    assert {(error.operation, error.provider, error.attempts) for error in found} == {
        ("fetch_token", "workiva", 1)
    }


def test_a_token_endpoint_that_is_down_is_not_stormed(
    colour: Colour, server: FaultServer, queue: Queue
) -> None:
    server.on("/oauth2/token", (Gate(), *answer(b"", 503)), answer(b"", 503))
    client = colour.client(workiva(server.origin), clock=VirtualClock())
    found = all_at_once(colour, server, queue, client)
    assert {type(error) for error in found} == {ServerError}
    # The first, and what the budget of retries pays for, which is ten.
    assert asked(server) <= 11


def test_who_waits_shares_a_token_that_is_good_for_once(
    colour: Colour, server: FaultServer, queue: Queue
) -> None:
    server.on("/oauth2/token", (Gate(), *answer(token_answer(expires_in=0)))).answers(GOOD)
    client = colour.client(workiva(server.origin))
    assert [one.id for one in all_at_once(colour, server, queue, client)] == ["w1"] * CALLS
    assert asked(server) == 1
    client.connections.get("w1")
    assert asked(server) == 2


def test_a_hasty_calls_timeout_is_its_own(colour: Colour, server: FaultServer) -> None:
    server.on("/oauth2/token", (Silence(),), answer(token_answer())).answers(GOOD)
    client = colour.client(workiva(server.origin), retry=Retry(attempts=1))
    hasty = client.with_options(timeout=0.2)

    def patient() -> str:
        server.wait_for(1)
        return str(client.connections.get("w1").id)

    found = colour.together([partial(hasty.connections.get, "w1"), patient])
    assert isinstance(found[0], APITimeoutError)
    assert found[1] == "w1"
    assert asked(server) == 2


def test_a_late_401_does_not_drop_a_newer_token(colour: Colour, server: FaultServer) -> None:
    """The old token is refused only once a newer one is there: what comes late is about the old one."""
    revoked: set[str] = set()

    def issue(seen: Seen) -> Behaviour:
        return answer(token_answer(f"token_{asked(server)}"))

    def serve(seen: Seen) -> Behaviour:
        if seen.headers["authorization"].removeprefix("Bearer ") in revoked:
            return answer({"body": "expired", "code": 401}, 401)
        return answer(workiva_connection(seen.path.rpartition("/")[2]))

    def late(seen: Seen) -> Behaviour:
        return (Gate(), Then(lambda: serve(seen)))

    server.on("/oauth2/token", issue).on("/s/wdata/prep/api/v1/connections/late", late).answers(serve)
    client = colour.client(workiva(server.origin))
    client.connections.get("w1")

    def others() -> None:
        server.wait_for(3)
        revoked.add("token_1")
        client.connections.get("w2")
        server.open()

    found = colour.together([lambda: client.connections.get("late").id, others])
    assert found == ["late", None]
    used = [seen.headers["authorization"] for seen in server.seen if seen.path.endswith("late")]
    assert used == ["Bearer token_1", "Bearer token_2"]
    assert asked(server) == 2


@pytest.mark.parametrize(("lifetime", "margin"), [(3600, 60), (600, 60), (60, 30), (1, 0.5)])
def test_the_margin_is_a_minute_or_half_of_a_short_life(
    colour: Colour, server: FaultServer, lifetime: float, margin: float
) -> None:
    """By a minute, or by half of what is less than two: one that ended on the way would be refused."""
    server.on("/oauth2/token", lambda seen: answer(token_answer(expires_in=lifetime))).answers(GOOD)
    clock = VirtualClock()
    client = colour.client(workiva(server.origin), clock=clock)
    client.connections.get("w1")
    clock.advance(lifetime - margin - 0.1)
    client.connections.get("w1")
    assert asked(server) == 1
    clock.advance(0.2)
    client.connections.get("w1")
    assert asked(server) == 2


# The parts alone, where time and order are the test's.


class Bench:
    """A channel whose time, lock and patience are the test's own."""

    blocking = True

    def __init__(self, patience: float = 30.0) -> None:
        self.moment = 0.0
        self._patience = patience
        self._mutex = anyio.Lock()

    def now(self) -> float:
        return self.moment

    def time(self) -> float:
        return 1_700_000_000.0 + self.moment

    def patience(self) -> float:
        return self._patience

    @asynccontextmanager
    async def lock(self) -> AsyncGenerator[None]:
        async with self._mutex:
            yield

    async def post_form(self, url: str, form: Secret[bytes], headers: Mapping[str, str]) -> TokenAnswer:
        raise NotImplementedError


class Numbered(Renewed):
    """Tokens with numbers, each good for a while."""

    def __init__(self, lifetime: float = 100.0) -> None:
        super().__init__()
        self.issued = 0
        self.lifetime = lifetime

    async def _obtain(self, channel: Any) -> Held:
        self.issued += 1
        return held_for(Secret(f"token_{self.issued}"), channel.now(), self.lifetime)

    def _sources(self) -> tuple[str, ...]:
        return ()


class Unlocked(Bench):
    """In one thread nobody is in the way, and nothing may suspend."""

    @asynccontextmanager
    async def lock(self) -> AsyncGenerator[None]:
        yield


def test_a_stale_401_drops_no_newer_token_whenever_it_comes() -> None:
    bench, flow = Unlocked(), Numbered()
    old = run(flow.headers(bench))
    newer = held_for(Secret("token_newer"), 0.0, 100.0)

    class Overtaken:
        """The old token, and another thread that replaces it at the worst moment: once it was looked at."""

        rejected = False

        @property
        def headers(self) -> Mapping[str, Secret[str]]:
            flow._held = newer
            return old

    flow._held = Overtaken()  # type: ignore[assignment]  # as if a thread were in between
    assert flow.renew(old, bench)
    assert run(flow.headers(bench)) is newer.headers
    assert flow.issued == 1


ACTIONS = st.one_of(
    st.tuples(st.just("get"), st.just(0)),
    st.tuples(st.just("wait"), st.integers(0, 60)),
    st.tuples(st.just("reject"), st.integers(0, 5)),
)


@given(st.lists(ACTIONS, max_size=60))
def test_no_refused_or_spent_token_is_ever_used_and_no_good_one_replaced(
    actions: list[tuple[str, int]],
) -> None:
    bench, flow = Unlocked(), Numbered(lifetime=100.0)
    given_out: list[tuple[Mapping[str, Secret[str]], float]] = []
    rejected: list[Mapping[str, Secret[str]]] = []
    for action, number in actions:
        if action == "wait":
            bench.moment += number
        elif action == "reject" and given_out:
            headers = given_out[-1 - number % len(given_out)][0]
            flow.renew(headers, bench)
            rejected.append(headers)
        elif action == "get":
            headers = run(flow.headers(bench))
            assert all(headers is not one for one in rejected)
            if not given_out or headers is not given_out[-1][0]:
                if given_out:
                    last, since = given_out[-1]
                    assert bench.moment >= since + 50 or any(last is one for one in rejected)
                given_out.append((headers, bench.moment))
            assert bench.moment < given_out[-1][1] + 50
    assert flow.issued == len(given_out)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_who_waits_takes_over_from_one_that_is_cancelled(backend: str) -> None:
    async def scenario() -> None:
        bench, opened, asked_for = Bench(), anyio.Event(), anyio.Event()

        class Slow(Numbered):
            async def _obtain(self, channel: Any) -> Held:
                asked_for.set()
                if self.issued == 0:
                    self.issued += 1
                    await opened.wait()
                return await super()._obtain(channel)

        flow, found = Slow(), list[str]()

        async def wait() -> None:
            found.append((await flow.headers(bench))["authorization"].reveal())

        async with anyio.create_task_group() as waiting, anyio.create_task_group() as first:
            first.start_soon(flow.headers, bench)
            await asked_for.wait()
            for _ in range(3):
                waiting.start_soon(wait)
            await anyio.wait_all_tasks_blocked()
            first.cancel_scope.cancel()
        assert found == ["Bearer token_2"] * 3
        assert flow.issued == 2

    anyio.run(scenario, backend=backend)
