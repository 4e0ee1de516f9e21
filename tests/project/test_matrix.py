"""The matrix itself: no fault is left out, every proof exists, and the page in docs shows them all."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from matrix import GROUPS, ROWS, ROWS_IN_ALL, Row
from matrix_report import PAGE, Case, Recorder, page, verdict

ROOT = Path(__file__).resolve().parents[2]
PROOFS = [proof for row in ROWS for proof in row.proofs]


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests in a file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    functions = ast.parse(file.read_text("utf-8")).body
    return frozenset(
        node.name
        for node in functions
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


def test_no_row_is_missing() -> None:
    assert [row.number for row in ROWS] == list(range(1, ROWS_IN_ALL + 1))
    assert len({group.name for group in GROUPS}) == len(GROUPS)


def test_every_row_says_what_happens() -> None:
    assert [row.number for row in ROWS if not row.fault or not row.answer.endswith(".")] == []
    assert len({row.fault for row in ROWS}) == ROWS_IN_ALL


def test_every_proof_exists() -> None:
    missing = [
        (row.number, proof)
        for row in ROWS
        for proof in row.proofs
        if proof.partition("::")[2] not in names_in(proof.partition("::")[0])
    ]
    assert missing == []
    assert [row.number for row in ROWS if not row.proofs or len(set(row.proofs)) != len(row.proofs)] == []


def test_every_test_that_was_written_for_a_row_proves_one() -> None:
    written = {
        f"{path.relative_to(ROOT).as_posix()}::{name}"
        for path in (ROOT / "tests" / "faults").glob("test_rows_*.py")
        for name in names_in(path.relative_to(ROOT).as_posix())
    }
    assert written
    assert written - set(PROOFS) == set()


def test_what_is_answered_differently_says_why() -> None:
    reasons = [row.differently for row in ROWS if row.differently]
    assert reasons
    assert [reason for reason in reasons if len(reason.split()) < 8 or not reason.endswith(".")] == []


def test_the_page_has_every_row_and_proof() -> None:
    text = PAGE.read_text("utf-8")
    rows = {int(line.split("|")[1]): line for line in text.splitlines() if re.match(r"\| \d+ \|", line)}
    assert list(rows) == list(range(1, ROWS_IN_ALL + 1))
    for row in ROWS:
        assert row.fault in rows[row.number]
        assert row.differently in rows[row.number]
        for proof in row.proofs:
            assert f"`{proof.partition('::')[2]}`" in rows[row.number]
    assert all(f"## {group.name}\n" in text for group in GROUPS)


# The page is only as good as what writes it.

ROW = Row(1, "a fault", "An answer.", ("a.py::test_a", "b.py::test_b"))


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (
            [Case("trio", "passed"), Case("sync", "passed"), Case("asyncio", "passed")],
            "passed in sync, asyncio, trio",
        ),
        ([Case("asyncio", "passed"), Case(None, "passed")], "passed in asyncio"),
        ([Case(None, "passed")], "passed"),
        ([Case("sync", "passed"), Case("trio", "failed"), Case("trio", "failed")], "**failed in trio**"),
        ([Case(None, "skipped"), Case("sync", "passed")], "**skipped**"),
    ],
)
def test_a_verdict_is_that_of_all_cases(cases: Sequence[Case], said: str) -> None:
    assert verdict(ROW, {"a.py::test_a": cases[:1], "b.py::test_b": cases[1:]}) == said


def test_the_page_is_the_same_whenever_it_is_written() -> None:
    cases = {proof: [Case("sync", "passed")] for proof in PROOFS}
    assert page(cases) == page(dict(reversed(cases.items())))


def test_a_run_of_a_part_is_no_run() -> None:
    assert not Recorder()._all_ran()
