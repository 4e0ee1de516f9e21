"""Twenty thousand writes through a network that fails before, while and after the vendor applies them: none is doubled.

Each write carries a marker of its own. What happens to each of its attempts is drawn from the seed and that marker,
so a failure is found again by its marker alone. The vendor's side counts: what it answered as done, and what is
stored afterwards. An operation that takes several requests meets its faults on each of them, its reads included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import httpx
import pytest
from colours import Colour
from write_cases import WRITES, Write
from write_faults import AFTER, ANOTHER_ID, Fault, plan

from trunkline import Client, TrunklineError
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock

BATCH = 100
BATCHES = {"sync": 3, "asyncio": 3, "trio": 2}
# What an error says that leaves open whether the write was applied, and no other.
ADVICE = ("; it is not sent again: ", " exists now: do not create it again")


@dataclass(frozen=True)
class Attempt:
    """One attempt of one request, and whether the vendor did what it asked for."""

    request_id: str
    method: str
    fault: Fault | None
    applied: bool

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def in_doubt(self) -> bool:
        """Whether nobody but the vendor can know what came of it."""
        return self.fault is not None and not self.fault.unsent


class Network(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """The way to a sandbox, on which each attempt of each request meets what its plan says."""

    def __init__(self, sandbox: Sandbox, after: Collection[Fault]) -> None:
        self._inner = sandbox.transport()
        self._after = after
        self._marker = ""
        self._plans: dict[str, Iterator[Fault | None]] = {}
        self.met: dict[str, list[Attempt]] = {}

    def begin(self, marker: str) -> None:
        """What is sent from now on belongs to this call."""
        self._marker, self._plans = marker, {}
        self.met[marker] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        # One id for all attempts of a request, another for the next request.
        name = request.headers["x-request-id"]
        known = self._plans.get(name)
        if known is None:
            known = self._plans[name] = plan(f"{self._marker} {len(self._plans)}", self._after)
        fault = next(known)
        done = False

        def send() -> httpx.Response:
            nonlocal done
            response = self._inner.handle_request(request)
            done = response.is_success
            return response

        try:
            return send() if fault is None else fault.act(send)
        finally:
            self.met[self._marker].append(Attempt(name, request.method, fault, done))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def by_request(attempts: list[Attempt]) -> list[list[Attempt]]:
    """The attempts of each request."""
    requests: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        requests.setdefault(attempt.request_id, []).append(attempt)
    return [*requests.values()]


def judge(write: Write, attempts: list[Attempt], error: Exception | None) -> None:
    """One logical write: no step of it applied twice, and the error says nothing that is not so."""
    requests = by_request(attempts)
    writes = [request for request in requests if request[0].writes]
    # Each step is one request, whatever becomes of it. It is sent again after a connect failure, a 429, and once
    # after a 401 with another token: never once it may have arrived.
    assert len({request[0].method for request in writes}) == len(writes)
    for request in writes:
        assert sum(attempt.applied for attempt in request) <= 1
        assert all(attempt.fault and attempt.fault.again for attempt in request[:-1])
    if error is None:
        assert writes
        assert all(request[-1].applied for request in writes)
        lost = {request[-1].fault.name for request in requests if request[-1].fault is not None}
        assert lost <= set(write.unnoticed), lost
        return
    assert isinstance(error, TrunklineError)
    assert type(error) is not TrunklineError
    assert (error.method, error.attempts) in {(request[0].method, len(request)) for request in requests}
    applied = any(attempt.applied for request in writes for attempt in request)
    assert error.may_have_been_applied or not applied
    if not any(attempt.in_doubt or attempt.fault is None for request in writes for attempt in request):
        # The other way round: what surely was not applied is not doubted.
        assert not error.may_have_been_applied
    if write.facade:
        assert any(words in error.message for words in ADVICE) == error.may_have_been_applied, error.message


def judge_created(write: Write, attempts: list[Attempt], error: Exception | None, made: list[str]) -> None:
    """One create: what its error says of a connection is so, and says it if anybody can."""
    assert len(made) <= 1
    if not isinstance(error, TrunklineError):
        assert error is not None or len(made) == 1
        return
    assert error.created in (None, *made)
    first, *later = by_request(attempts)
    if later:
        # The vendor's answer to the create came, and something else failed.
        assert [error.created] == made
        assert f"the connection {error.created} was made before that" in error.message
    elif write.facade:
        assert ("it is not sent again" in error.message) == any(attempt.in_doubt for attempt in first)


def run_batch(
    colour: Colour, write: Write, sandbox: Sandbox, plain: Client, clock: VirtualClock, markers: list[str]
) -> tuple[Network, Mapping[str, Exception | None]]:
    """Make so many calls through one client: in one alone the retry budget would soon be spent for good."""
    network = Network(sandbox, (*AFTER, ANOTHER_ID) if write.about_known else AFTER)
    client = colour.client(write.provider(sandbox), transport=network, clock=clock)
    errors: dict[str, Exception | None] = dict.fromkeys(markers)
    for marker in markers:
        target = write.prepare(plain) if write.prepare else ""
        network.begin(marker)
        try:
            write.call(client, marker, target)
        except Exception as error:
            errors[marker] = error
    client.close()
    return network, errors


def explained(marker: str, attempts: list[Attempt], error: Exception | None, problem: AssertionError) -> str:
    names = [(each.method, each.fault.name if each.fault else "good") for each in attempts]
    return f"{marker} met {names}, raised {error!r} {error}: {problem}"


def judge_stored(
    write: Write,
    stored: Mapping[str, list[str]],
    met: Mapping[str, list[Attempt]],
    errors: Mapping[str, Exception | None],
) -> None:
    """What the vendor stores is what it said, and for a create what the error says of it."""
    for marker, attempts in met.items():
        found = stored.get(marker, [])
        first, *_ = by_request(attempts)
        try:
            assert len(found) == sum(attempt.applied for attempt in first)
            if write.creates:
                judge_created(write, attempts, errors[marker], found)
        except AssertionError as problem:
            pytest.fail(explained(marker, attempts, errors[marker], problem))


@pytest.mark.parametrize("name", WRITES)
def test_no_write_is_ever_doubled(colour: Colour, name: str) -> None:
    write = WRITES[name]
    clock = VirtualClock()
    met: dict[str, list[Attempt]] = {}
    errors: dict[str, Exception | None] = {}
    with Sandbox(now=clock.time, sleep=clock.sleep, run_seconds=0) as sandbox:
        sandbox.change("openint-v0", seeds.OPENINT_V0_HEALTHY, {"metadata": []})
        with Client(write.provider(sandbox), transport=sandbox.transport(), clock=clock) as plain:
            for batch in range(BATCHES[colour.name]):
                markers = [f"{colour.name}-{name}-{batch}-{number}" for number in range(BATCH)]
                network, raised = run_batch(colour, write, sandbox, plain, clock, markers)
                met.update(network.met)
                errors.update(raised)
            if write.stored:
                judge_stored(write, write.stored(sandbox, plain), met, errors)
    for marker, attempts in met.items():
        try:
            judge(write, attempts, errors[marker])
        except AssertionError as problem:
            pytest.fail(explained(marker, attempts, errors[marker], problem))
    failed = sum(error is not None for error in errors.values())
    healed = sum(errors[marker] is None and any(each.fault for each in met[marker]) for marker in met)
    # The faults did reach the calls, and the calls did what could be done about them.
    assert healed > len(met) // 75
    assert len(met) // 6 < failed < 4 * len(met) // 5
    assert len(clock.waits) > len(met) // 75
