"""Writes docs/reliability.md out of a test run: the faults of the matrix with what their tests came to in that run.

A pytest plugin. It writes only when every test that the matrix names ran with all its parameters; when the file
was another one before, the run fails, so that committing the new one is all there is to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import pytest
from matrix import GROUPS, ROWS, Row

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reliability.md"
COLOURS = ("sync", "asyncio", "trio")

INTRODUCTION = """\
<!-- Written by the test run. Run the tests to change it: nox -s tests -->

# Reliability

What trunkline promises, and the faults that each promise is tested against.

- Whatever happens on the way, a call ends in a validated model of the thing that was asked for, or in one typed
  error below `TrunklineError`, within its deadline. Nothing else comes out of it but a cancellation.
- What is safe to repeat is repeated, with patience and within a budget. What may have been stored is never sent
  twice: the error says `may_have_been_applied`.
- No secret is shown in a repr, a log, an error, a traceback or a pickle, and none reaches another origin. Redirects
  and links are never followed, cookies never kept, variables of the environment never obeyed.
- Time, bytes, pages, retries and connections are bounded. Cancelling, forking, closing and sharing a client lose
  nothing.
- A spec is untrusted text, the generated code is the same wherever it is made, and a release is built from what is
  pinned by its hash.

Each row is one fault: what goes wrong, what trunkline does, and the tests that prove it, most of them against a
server on loopback that misbehaves on purpose. The outcome is that of all those tests with all their parameters:
`sync` is `Client`, `asyncio` and `trio` are `AsyncClient` on either event loop; without them the tests are of parts
that have no colour. *Differently* says why, where most clients would be expected to do something else.
"""


@attrs.define
class Case:
    """One test with one set of parameters: the colour it ran in, if it has one, and what it came to."""

    colour: str | None
    outcome: str | None = None


Cases = Mapping[str, Sequence[Case]]
"""The cases of each test, by its name without parameters."""


def verdict(row: Row, cases: Cases) -> str:
    """What the tests of one row came to together."""
    missed = {
        f"{case.outcome} in {case.colour}" if case.colour else str(case.outcome)
        for proof in row.proofs
        for case in cases[proof]
        if case.outcome != "passed"
    }
    if missed:
        return "; ".join(f"**{one}**" for one in sorted(missed))
    seen = {case.colour for proof in row.proofs for case in cases[proof]}
    colours = [colour for colour in COLOURS if colour in seen]
    return f"passed in {', '.join(colours)}" if colours else "passed"


def page(cases: Cases) -> str:
    """The whole file."""
    return "\n".join([INTRODUCTION, *_tables(cases)])


def _tables(cases: Cases) -> Iterator[str]:
    for group in GROUPS:
        yield f"## {group.name}\n"
        yield "| | what goes wrong | what trunkline does | proof | outcome |"
        yield "|---|---|---|---|---|"
        for row in group.rows:
            cells = (str(row.number), row.fault, _answer(row), _proofs(row), verdict(row, cases))
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        yield ""


def _answer(row: Row) -> str:
    return f"{row.answer}<br>*Differently:* {row.differently}" if row.differently else row.answer


def _proofs(row: Row) -> str:
    links = []
    for proof in row.proofs:
        path, _, name = proof.partition("::")
        links.append(f"[`{name}`](../{path})")
    return "<br>".join(links)


class Recorder:
    """Watches a run, and writes the page at its end."""

    def __init__(self) -> None:
        self._cases: dict[str, dict[str, Case]] = {proof: {} for row in ROWS for proof in row.proofs}
        self._whole = True
        self._complaint = ""

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        cases = self._cases.get(item.nodeid.partition("[")[0])
        if cases is not None:
            params = item.callspec.params if isinstance(item, pytest.Function) and _has_params(item) else {}
            cases[item.nodeid] = Case(params.get("colour") or params.get("backend"))

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self._whole = self._whole and not items

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        case = self._cases.get(report.nodeid.partition("[")[0], {}).get(report.nodeid)
        if case is not None and (report.when == "call" or report.outcome != "passed"):
            # What failed before or after its call failed, whatever the call itself came to.
            case.outcome = report.outcome if case.outcome != "failed" else "failed"

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        # A name with "::" asks for a part of a file, of whose rest nothing is known.
        if (
            not self._whole
            or any("::" in argument for argument in session.config.args)
            or not self._all_ran()
        ):
            return
        new = page({proof: [*cases.values()] for proof, cases in self._cases.items()})
        if not PAGE.exists() or PAGE.read_text("utf-8") != new:
            PAGE.write_text(new, "utf-8")
            self._complaint = (
                f"{PAGE.parent.name}/{PAGE.name} was not what this run came to: written anew, commit it"
            )
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._complaint:
            terminalreporter.write_line(self._complaint, red=True)

    def _all_ran(self) -> bool:
        ran: Iterable[bool] = (
            bool(cases) and all(case.outcome is not None for case in cases.values())
            for cases in self._cases.values()
        )
        return all(ran)


def _has_params(item: pytest.Item) -> bool:
    return hasattr(item, "callspec")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(), "matrix-report")
