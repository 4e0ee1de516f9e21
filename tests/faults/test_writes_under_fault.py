"""Twenty thousand writes through a network that fails before, while and after the vendor applies them: none is doubled.

Each write carries a marker of its own. What happens to each of its attempts is drawn from the seed and that marker,
so a failure is found again by its marker alone. The vendor's side counts: what it answered as done, and what is
stored afterwards. An operation that takes several requests meets its faults on each of them, its reads included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import httpx
import pytest
from colours import Colour
from write_cases import Write
from write_faults import AFTER, ANOTHER_ID, Fault, plan
from write_list import WRITES
from write_verdicts import Attempt, judge_all, judge_stored

from trunkline import Client
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock

BATCH = 100
BATCHES = {"sync": 3, "asyncio": 3, "trio": 2}
# The native clients share what sends.
NATIVE_BATCHES = 1


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
        attempt = Attempt(name, request.method, fault, request.url.query.decode())
        self.met[self._marker].append(attempt)

        def send() -> httpx.Response:
            response = self._inner.handle_request(request)
            attempt.applied = response.is_success
            return response

        response: httpx.Response = send() if fault is None else fault.act(send)
        return response

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def run_batch(
    colour: Colour, write: Write, sandbox: Sandbox, plain: Client, clock: VirtualClock, markers: list[str]
) -> tuple[Network, Mapping[str, Exception | None]]:
    """Make so many calls through one client: in one alone the retry budget would soon be spent for good."""
    network = Network(sandbox, (*AFTER, ANOTHER_ID) if write.about_known else AFTER)
    client = colour.client(write.provider(), transport=network, clock=clock)
    errors = write.call_each(client, plain, markers, network.begin)
    client.close()
    return network, errors


@pytest.mark.parametrize("name", WRITES)
def test_no_write_is_ever_doubled(colour: Colour, name: str) -> None:
    write = WRITES[name]
    clock = VirtualClock()
    met: dict[str, list[Attempt]] = {}
    errors: dict[str, Exception | None] = {}
    with Sandbox(now=clock.time, sleep=clock.sleep, run_seconds=0) as sandbox:
        sandbox.change("openint-v0", seeds.OPENINT_V0_HEALTHY, {"metadata": []})
        with Client(write.provider(), transport=sandbox.transport(), clock=clock) as plain:
            for batch in range(BATCHES[colour.name] if write.facade or write.stored else NATIVE_BATCHES):
                markers = [f"{colour.name}-{name}-{batch}-{number}" for number in range(BATCH)]
                network, raised = run_batch(colour, write, sandbox, plain, clock, markers)
                met.update(network.met)
                errors.update(raised)
            if write.stored:
                judge_stored(write, write.stored(sandbox, plain), met, errors)
    judge_all(write, met, errors)
    failed = sum(error is not None for error in errors.values())
    healed = sum(errors[marker] is None and any(each.fault for each in met[marker]) for marker in met)
    # The faults did reach the calls, and the calls did what could be done about them.
    assert healed > len(met) // 75
    assert len(met) // 6 < failed < 4 * len(met) // 5
    assert len(clock.waits) > len(met) // 75
