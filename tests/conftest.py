"""What every folder of tests shares. Being here, it also puts this folder on the import path."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from colours import COLOURS, Colour
from fault_server import FaultServer
from hypothesis import settings
from matrix_report import pytest_configure  # noqa: F401 - it is what makes it a plugin

# A shared machine is slow at times, and the same tree must give the same verdict twice.
settings.register_profile("trunkline", deadline=None, derandomize=True, max_examples=200)
settings.load_profile("trunkline")


@pytest.fixture(params=COLOURS)
def colour(request: pytest.FixtureRequest) -> Iterator[Colour]:
    """Each colour in turn: what a test asks of a client, it asks of both, and of both event loops."""
    with Colour(request.param) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """A server on loopback that does what it is told."""
    with FaultServer() as opened:
        yield opened
