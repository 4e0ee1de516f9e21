"""README tells the truth: its Python runs, its table is the code's, its commands exist."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def test_every_python_block_runs_from_the_top(capsys: pytest.CaptureFixture[str]) -> None:
    # As a reader would: one after the other, in one session.
    names: dict[str, Any] = {"__name__": "readme"}
    for number, block in enumerate(BLOCKS):
        exec(compile(block, f"README.md block {number}", "exec"), names)
    shown = capsys.readouterr().out
    assert "needs somebody" in shown
    assert "Sales" in shown
    assert "Secret(***)" in shown
    assert "sandbox-secret" not in shown


def test_the_capabilities_are_the_codes() -> None:
    spec = importlib.util.spec_from_file_location("tables", ROOT / "docs" / "tables.py")
    assert spec
    assert spec.loader
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)
    assert tables.written(README) == README, "README.md is not what `nox -s docs` writes"
    assert "connections.get" in tables.capabilities()


def test_every_session_that_is_named_exists() -> None:
    named = {
        session
        for file in ("README.md", "CONTRIBUTING.md", ".ci/run")
        for line in re.findall(r"nox -s ([a-z ]+)", (ROOT / file).read_text("utf-8"))
        for session in line.split()
    }
    defined = set(re.findall(r"@nox\.session.*\ndef (\w+)", (ROOT / "noxfile.py").read_text("utf-8")))
    assert named
    assert named <= defined


def test_files_that_are_linked_exist() -> None:
    for file in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / file).read_text("utf-8")):
            assert (ROOT / target).exists(), f"{file} links {target}"
