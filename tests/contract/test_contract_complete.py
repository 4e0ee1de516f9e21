"""No provider and no operation is without its test: counted, not believed."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest
from answered import LEAST
from calls import CALLS
from cases import ABLE, CASES
from colours import COLOURS
from native_states import DRAWN, KNOWN, NATIVE
from native_tours import TOURS
from stage import COLLECTED
from status_rules import RULES
from whole_answers import UNIFIED, WHOLE

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


KNOWN_OF_EACH = {
    "CASES in tests/contract/cases.py": {case.provider for case in CASES},
    "TOURS in tests/contract/native_tours.py": TOURS,
    "LEAST in tests/contract/answered.py": LEAST,
    "WHOLE in tests/contract/whole_answers.py": WHOLE,
    "UNIFIED in tests/contract/whole_answers.py": UNIFIED,
    "KNOWN in tests/contract/native_states.py": KNOWN,
    "DRAWN in tests/contract/native_states.py": DRAWN,
    "RULES in tests/contract/status_rules.py": RULES,
    "NATIVE in tests/contract/native_states.py": NATIVE,
}


@pytest.mark.parametrize("place", KNOWN_OF_EACH)
def test_every_installed_provider_is_known(place: str) -> None:
    missing = set(ABLE) - set(KNOWN_OF_EACH[place])
    assert not missing, f"{place} has nothing for {missing}"
    assert set(KNOWN_OF_EACH[place]) == set(ABLE)


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
