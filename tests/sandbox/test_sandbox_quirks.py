"""Who tests how a vendor really behaves tests what its documents promise, too.

A test of a quirk asks both worlds, `real` and `ideal`, and names the fact. What is documented, or what no document
speaks of, holds in both: such a test has `either` or `steady`, and says why there is nothing ideal instead.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

# The others are about the sandbox itself: how it carries requests, keeps its state, survives rudeness.
VENDORS = ("openint", "membrane", "workiva")
FILES = [
    path for vendor in VENDORS for path in sorted(Path(__file__).parent.glob(f"test_sandbox_{vendor}*.py"))
]


def _asked_for(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Each test of a file with the names of its parameters."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name, {each.arg for each in node.args.args}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_quirk_without_its_ideal(path: Path) -> None:
    found = dict(_asked_for(path))
    assert found
    assert not [name for name, asked in found.items() if ("real" in asked) is not ("ideal" in asked)]
