"""The fifth provider keeps what the others keep: the very same tests, on its own server."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fifth_case import ABLE

from trunkline.providers._asked import OPERATIONS

CONTRACT = Path(__file__).resolve().parents[1] / "contract"
# One is about all of a client's providers together, the other counts the tests of the others.
NOT_OF_ONE_PROVIDER = {"test_contract_client", "test_contract_complete"}


def needs(test: Callable[..., Any]) -> set[str]:
    """The operations that a test proves, as its mark says."""
    return {each for mark in getattr(test, "pytestmark", ()) if mark.name == "proves" for each in mark.args}


def contract() -> dict[str, Callable[..., Any]]:
    """Every test of the contract that asks for no more than this provider can."""
    found: dict[str, Callable[..., Any]] = {}
    for path in sorted(CONTRACT.glob("test_contract_*.py")):
        for name, test in vars(importlib.import_module(path.stem)).items():
            if path.stem not in NOT_OF_ONE_PROVIDER and name.startswith("test_") and needs(test) <= set(ABLE):
                found[f"{path.stem}_{name.removeprefix('test_')}"] = test
    return found


globals().update(contract())


def test_what_is_not_proved_is_refused() -> None:
    proved = {operation for test in contract().values() for operation in needs(test)}
    assert proved == set(ABLE)
    assert "test_contract_refused_what_is_not_possible_is_refused_and_names_who_can" in contract()
    assert proved <= set(OPERATIONS)
