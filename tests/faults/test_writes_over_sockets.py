"""Thousands of writes over sockets of our own, broken before, while and after the vendor applies them: none is doubled.

What a supplied transport raises says what happened; of our own sockets the network code has to find it out.
"""

from __future__ import annotations

import attrs
import pytest
from colours import COLOURS, Colour
from write_cases import Write
from write_list import WRITES
from write_relay import AFTER, BEFORE, DURING, Relay
from write_verdicts import judge_all, judge_stored

from trunkline import Client
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock

CALLS = 25
# Real seconds: a relay that is slower for once leaves a call in doubt, which is judged as such.
TIMEOUT = 0.1


def call_all(
    colour: Colour, write: Write, sandbox: Sandbox, relay: Relay, clock: VirtualClock, markers: list[str]
) -> dict[str, Exception | None]:
    """Each call through one client, on its own sockets; waits between attempts are virtual."""
    provider = write.provider()
    moved = attrs.evolve(provider, base_url=relay.base_url(provider.name))
    client = colour.client(moved, clock=clock, timeout=TIMEOUT)
    with Client(provider, transport=sandbox.transport(), clock=clock) as plain:
        errors = write.call_each(client, plain, markers, relay.begin)
    client.close()
    return errors


@pytest.mark.parametrize("name", WRITES)
def test_no_write_over_sockets_is_ever_doubled(colour: Colour, name: str) -> None:
    write = WRITES[name]
    markers = [f"{colour.name}-{name}-{number}" for number in range(CALLS)]
    clock = VirtualClock()
    with Sandbox(now=clock.time, sleep=clock.sleep, run_seconds=0) as sandbox:
        sandbox.change("openint-v0", seeds.OPENINT_V0_HEALTHY, {"metadata": []})
        with Relay(sandbox) as relay:
            errors = call_all(colour, write, sandbox, relay, clock, markers)
        if write.stored:
            with Client(write.provider(), transport=sandbox.transport(), clock=clock) as plain:
                judge_stored(write, write.stored(sandbox, plain), relay.met, errors)
    judge_all(write, relay.met, errors)
    failed = [marker for marker in markers if errors[marker] is not None]
    # Some were lost after they were applied, and stayed lost; and some went through.
    assert any(attempt.applied and attempt.fault for marker in failed for attempt in relay.met[marker])
    assert len(markers) // 6 < len(failed) < len(markers)


def test_every_way_to_break_is_met() -> None:
    faults = {fault.name for kind in (BEFORE, DURING, AFTER) for fault in kind}
    assert len(faults) == len(BEFORE) + len(DURING) + len(AFTER)
    assert len(WRITES) * len(COLOURS) * CALLS > 4_000
