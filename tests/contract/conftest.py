"""The contract's stage: every provider in both clients, on a sandbox behind a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from colours import Colour
from stage import CASES, Case

from trunkline.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(building_seconds=0.2) as sandbox:
        yield sandbox


@pytest.fixture
def client(colour: Colour, sandbox: Sandbox) -> Iterator[Any]:
    """One client with all four providers, in each colour."""
    with sandbox.serve() as server, colour.from_env(server.environment()) as client:
        yield client


@pytest.fixture(params=CASES, ids=lambda case: case.provider)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found
