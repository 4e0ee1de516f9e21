"""No provider and no operation is without its test: counted, not believed."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest
from calls import CALLS
from cases import ABLE, CASES
from colours import COLOURS
from native_tours import TOURS
from stage import COLLECTED

from trunkline.providers._asked import OPERATIONS

HERE = Path(__file__).parent


def proofs() -> dict[str, set[str]]:
    """The names of the tests that prove each operation, as their marks say."""
    found: dict[str, set[str]] = {}
    for path in HERE.glob("test_contract_*.py"):
        for name, function in inspect.getmembers(importlib.import_module(path.stem), inspect.isfunction):
            marks: list[Any] = getattr(function, "pytestmark", [])
            for mark in marks:
                for operation in mark.args if mark.name == "proves" else ():
                    found.setdefault(operation, set()).add(name)
    return found


def test_every_operation_has_a_test_of_its_own() -> None:
    assert set(proofs()) == set(OPERATIONS)


def test_every_operation_can_be_refused() -> None:
    assert set(CALLS) == set(OPERATIONS)


def test_every_installed_provider_has_a_case_and_a_tour() -> None:
    assert {case.provider for case in CASES} == set(ABLE)
    assert set(TOURS) == set(ABLE)


def test_no_provider_claims_what_is_no_operation() -> None:
    for name, operations in ABLE.items():
        assert set(operations) <= set(OPERATIONS), name


def test_every_pair_of_provider_and_operation_runs_in_every_colour(request: pytest.FixtureRequest) -> None:
    """Of what pytest collected, not of what the files say: the proofs and the refusals together."""
    items = request.config.stash[COLLECTED]
    whole = {path.name for path in HERE.glob("test_contract_*.py")} <= {item.path.name for item in items}
    if not whole or any("::" in argument for argument in request.config.args):
        pytest.skip("only a part of the contract was collected: there is nothing to count")
    pairs: dict[tuple[str, str], set[str]] = {}
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        mark = item.get_closest_marker("proves")
        operations = [parameters["refused"]] if "refused" in parameters else mark.args if mark else []
        for operation in operations:
            pairs.setdefault((parameters["case"].provider, operation), set()).add(parameters["colour"])
    expected = {(name, operation): set(COLOURS) for name in ABLE for operation in OPERATIONS}
    assert pairs == expected
