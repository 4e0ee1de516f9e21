"""What the package shows: exactly its `__all__`, loaded only when asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import trunkline
import trunkline.errors
import trunkline.providers

HEAVY = ("anyio", "attrs", "httpcore", "httpx", "jwt", "msgspec", "ssl")


@pytest.mark.parametrize("module", [trunkline, trunkline.providers], ids=lambda module: module.__name__)
def test_every_name_shown_is_there(module: object) -> None:
    names = module.__all__  # type: ignore[attr-defined]
    assert list(names) == sorted(names, key=lambda name: (not name.isupper(), name)) or list(names) == sorted(
        names
    )
    assert set(names) == {name for name in dir(module) if not name.startswith("_") or name == "__version__"}
    for name in names:
        assert getattr(module, name) is getattr(module, name)


def test_every_error_is_shown() -> None:
    errors = {
        name
        for name, value in vars(trunkline.errors).items()
        if isinstance(value, type) and issubclass(value, trunkline.TrunklineError)
    }
    assert errors <= set(trunkline.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        trunkline.nothing_of_this_name  # noqa: B018


def test_importing_loads_nothing_that_takes_time() -> None:
    code = f"import sys, trunkline; print([name for name in {HEAVY!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
