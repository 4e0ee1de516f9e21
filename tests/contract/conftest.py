"""The contract's stage: every provider in both clients, on a sandbox behind a real socket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest
from cases import ABLE, CASES
from colours import Colour
from conformance import assert_conforming
from stage import COLLECTED, Case, World, deal, describe_marks

from trunkline.providers._installed import installed
from trunkline.sandbox import SECRET_MARKERS, Sandbox
from trunkline.sandbox.server import Server


def pytest_configure(config: pytest.Config) -> None:
    describe_marks(config)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    deal(metafunc, CASES, ABLE)


def pytest_itemcollected(item: pytest.Item) -> None:
    # Before anybody deselects any: what there is, not what is run.
    item.config.stash.setdefault(COLLECTED, []).append(item)


@pytest.fixture
def quirks() -> bool:
    """Whether the vendors behave as they do, or as their documents promise."""
    return True


@pytest.fixture
def sandbox(quirks: bool) -> Iterator[Sandbox]:
    with Sandbox(quirks=quirks, building_seconds=0.2, run_seconds=0.4) as sandbox:
        yield sandbox


@pytest.fixture
def serving(sandbox: Sandbox) -> Iterator[Server]:
    with sandbox.serve() as server:
        yield server


@pytest.fixture
def client(colour: Colour, serving: Server) -> Iterator[Any]:
    """One client with all four providers, in each colour."""
    with colour.from_env(serving.environment()) as client:
        yield client


@attrs.frozen
class SandboxWorld:
    """One provider's part of the sandbox."""

    _sandbox: Sandbox
    _provider: str
    base_url: str
    markers: tuple[str, ...] = SECRET_MARKERS

    def sent(self) -> int:
        return len(self._sandbox.exchanges)

    def change(self, connection_id: str, members: Mapping[str, Any]) -> None:
        self._sandbox.change(self._provider, connection_id, members)

    def visit(self, url: str) -> None:
        self._sandbox.visit(url)


@pytest.fixture
def world(sandbox: Sandbox, serving: Server, case: Case) -> World:
    return SandboxWorld(sandbox, case.provider, serving.base_urls[case.provider])


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a client waits between two looks is proved elsewhere, with a clock that is not real."""
    for provider in installed():
        monkeypatch.setattr(provider, "poll_every", (0.05, 0.2))


@pytest.fixture(autouse=True)
def conforming(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever was sent to a test's sandbox and answered by it has to be what the specs say."""
    if "sandbox" not in request.fixturenames:
        yield
        return
    sandbox: Sandbox = request.getfixturevalue("sandbox")
    yield
    if request.node.get_closest_marker("off_spec") is None:
        assert_conforming(sandbox.exchanges)
