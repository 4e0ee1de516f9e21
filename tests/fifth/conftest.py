"""A fifth provider, added as anybody would: its package generated, its adapter found by an entry point."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
for folder in (HERE.parents[1], HERE.parent / "contract"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

from colours import Colour  # noqa: E402 - the paths to all these are made above
from fault_server import FaultServer  # noqa: E402
from fifth_case import ABLE, CASE  # noqa: E402
from stage import deal, describe_marks  # noqa: E402
from yard import KEY, Yard  # noqa: E402

from generator.__main__ import main as generate  # noqa: E402


def pytest_configure(config: pytest.Config) -> None:
    describe_marks(config)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    deal(metafunc, [CASE], {CASE.provider: ABLE})


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `pip install` leaves one: the generated package, and what says that there is an adapter."""
    folder = tmp_path_factory.mktemp("site")
    assert generate(["--specs", str(HERE / "specs"), "--output", str(folder)]) == 0
    info = folder / "trunkline_switchyard_adapter-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: trunkline-switchyard-adapter\nVersion: 1.0\n"
    )
    (info / "entry_points.txt").write_text("[trunkline.providers]\nswitchyard = switchyard:Switchyard\n")
    return folder


@pytest.fixture
def installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fifth provider is there, for this test."""
    monkeypatch.syspath_prepend(site)


@pytest.fixture
def world(server: FaultServer) -> Yard:
    yard = Yard(server)
    server.answers(yard.answer)
    return yard


@pytest.fixture
def environment(world: Yard) -> dict[str, str]:
    return {"SWITCHYARD_KEY": KEY, "TRUNKLINE_SWITCHYARD_BASE_URL": world.base_url}


@pytest.fixture
def client(colour: Colour, installed: None, environment: dict[str, str]) -> Iterator[Any]:
    with colour.from_env(environment) as client:
        yield client
