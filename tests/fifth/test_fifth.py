"""Somebody else's provider is one of the family: found, listed, named, and mentioned nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from colours import Colour
from fifth_case import ABLE, CASE
from yard import KEY, Yard

from trunkline import Capability, ConfigurationError, InvalidArgumentError, Status, UnsupportedError
from trunkline.providers import Workiva

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

pytestmark = pytest.mark.usefixtures("installed")


def test_it_is_found_by_its_entry_point(client: Any, world: Yard) -> None:
    assert repr(client).endswith("(switchyard)")
    found = {
        name for name, how in client.capabilities["switchyard"].items() if how is not Capability.UNSUPPORTED
    }
    assert found == set(ABLE)
    assert world.sent() == 0
    assert KEY not in repr(client)


def test_it_is_listed_among_others(colour: Colour, world: Yard, environment: dict[str, str]) -> None:
    from switchyard import Switchyard

    other = Workiva(token="tok", base_url=world.base_url)
    client = colour.client(other, Switchyard(key=KEY, base_url=world.base_url))
    assert list(client.capabilities) == ["workiva", "switchyard"]
    with pytest.raises(UnsupportedError) as caught:
        client.connections.delete("workiva:some-id")
    assert caught.value.supported_by == ("switchyard",)
    assert len(list(client.connections.list(providers=["switchyard"]))) == len(world.links)


def test_who_has_it_not_is_told_of_it(colour: Colour, world: Yard) -> None:
    client = colour.client(Workiva(token="tok", base_url=world.base_url))
    with pytest.raises(UnsupportedError, match="switchyard") as caught:
        client.connections.delete("some-id")
    assert "switchyard" in caught.value.supported_by
    with pytest.raises(ConfigurationError, match="SWITCHYARD_KEY"):
        colour.from_env({})


def test_its_own_words_are_kept(client: Any, world: Yard) -> None:
    world.change(CASE.healthy, {"signal": "amber"})
    connection = client.connections.get(CASE.reference)
    assert (connection.status, connection.status_reason) == (Status.UNKNOWN, "amber")
    with pytest.raises(InvalidArgumentError, match="connector"):
        client.connections.create("switchyard", customer_id="acme")


def test_the_adapter_is_small_and_takes_what_is_public() -> None:
    text = (HERE / "switchyard.py").read_text("utf-8")
    assert len(text.splitlines()) < 150
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            assert not any(
                part.startswith("_") for part in f"{node.module}".split(".") if part != "__future__"
            )
            assert not any(alias.name.startswith("_") for alias in node.names)


def test_no_other_file_names_it() -> None:
    places = ["src", "generator", "generated", "specs", "tests", "docs", "benchmarks", ".github", ".ci"]
    files = [path for place in places for path in (ROOT / place).rglob("*") if path.is_file()]
    files += [path for path in ROOT.glob("*") if path.is_file()]
    naming = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if path.suffix != ".pyc" and HERE not in path.parents and b"switchyard" in path.read_bytes().lower()
    }
    assert not naming
