"""The writes under fault are all there are: a capability or an operation that is missing among them fails here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import MagicMock

import pytest
from sandbox_providers import PROVIDERS
from write_list import WRITES
from write_natives import NATIVE_WRITES

from trunkline import Client
from trunkline._call import Caller
from trunkline.models import Capability
from trunkline.providers._installed import installed
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock

# Of the facade's operations these only read; whatever else a provider can do is a write.
READS = {
    *("connections.get", "connections.list", "connections.run_status", "connections.run_batch_status"),
    *("connections.wait_until_ready", "connections.wait_for_run", "connections.wait_for_run_batch"),
    *("connectors.list", "connectors.get"),
}
# Signed here, it asks nobody; and Workiva's is its health, which is only read.
HARMLESS = {("membrane", "tokens.mint"), ("workiva", "connections.check")}


def facade_operations() -> Iterator[tuple[str, str]]:
    """What each provider can do, without the arguments."""
    for provider in installed():
        for name, how in provider.capabilities.items():
            if how is not Capability.UNSUPPORTED:
                yield provider.name, name.partition("(")[0]


def asked_of_the_client(name: str) -> tuple[str, str]:
    """Of which provider a write asks for what, as the client hears it."""
    client = MagicMock()
    WRITES[name].call(client, "marker", "target")
    [heard] = [each for each in client.mock_calls if each[0] != "native"]
    return WRITES[name].provider().name, heard[0].replace("native().", "native ")


def test_every_operation_of_the_facade_that_writes_is_tried_under_fault() -> None:
    needed = {each for each in facade_operations() if each[1] not in READS} - HARMLESS
    tried = {asked_of_the_client(name) for name, write in WRITES.items() if write.facade}
    assert tried == needed, "WRITES in tests/faults/write_cases.py has one of each"


def test_every_native_operation_that_writes_is_tried_under_fault() -> None:
    needed = {
        *((provider, f"native {operation}") for provider, operation in NATIVE_WRITES),
        *((provider, "native request") for provider in PROVIDERS),
    }
    tried = {asked_of_the_client(name) for name, write in WRITES.items() if not write.facade}
    assert tried == needed, (
        "tests/native_calls.py calls each, and _FREE in tests/faults/write_natives.py writes"
    )
    assert len(needed) > 30


@pytest.fixture
def unrepeatable(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The operations whose requests were sent as ones that may not be repeated."""
    seen: list[str] = []
    send = Caller.send

    def noted(caller: Caller, request: Any, parse: Any) -> Any:
        if not request.repeatable:
            seen.append(request.operation.name)
        return send(caller, request, parse)

    monkeypatch.setattr(Caller, "send", noted)
    return seen


@pytest.mark.parametrize("name", WRITES)
def test_each_of_them_sends_what_may_not_be_repeated(unrepeatable: list[str], name: str) -> None:
    write, clock = WRITES[name], VirtualClock()
    with Sandbox(now=clock.time, sleep=clock.sleep) as sandbox:
        sandbox.change("openint-v0", seeds.OPENINT_V0_HEALTHY, {"metadata": []})
        with Client(write.provider(), transport=sandbox.transport(), clock=clock) as client:
            target = write.prepare(client) if write.prepare else ""
            unrepeatable.clear()
            write.call(client, "marker", target)
    assert unrepeatable
    if not write.facade:
        assert unrepeatable == [asked_of_the_client(name)[1].removeprefix("native ")]
