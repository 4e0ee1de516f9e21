"""What Workiva's runs come to, told by halves, by batches or by their ids alone, in every colour of client."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, answer
from workiva_answers import envelope, somewhere

from trunkline import RunStatus, Status


@pytest.fixture
def workspace(colour: Colour, server: Any) -> Any:
    return colour.client(somewhere(server))


P, S, F, C, U = (
    RunStatus.PENDING,
    RunStatus.SUCCEEDED,
    RunStatus.FAILED,
    RunStatus.CANCELLED,
    RunStatus.UNKNOWN,
)


@pytest.mark.parametrize(
    ("source", "destination", "error", "status"),
    [
        ("complete", "complete", None, S),
        ("complete", "complete", "", S),
        ("complete", None, None, S),
        ("complete", "", None, S),
        ("", "complete", "", S),
        ("", "", None, U),
        ("cancelled", "", None, C),
        ("complete", "not_started", None, P),
        ("complete", "running", None, P),
        ("not_started", "not_started", None, P),
        ("running", "error", None, F),
        ("complete", "complete", "no room", F),
        ("cancelled", "complete", None, C),
        ("cancelled", "error", None, F),
        ("complete", "paused", None, U),
        (None, None, None, U),
    ],
)
def test_a_runs_status_is_that_of_both_halves(
    workspace: Any,
    server: Any,
    source: str | None,
    destination: str | None,
    error: str | None,
    status: RunStatus,
) -> None:
    words = {"sourceStatus": source, "destinationStatus": destination, "error": error}
    server.answers(envelope(jobId="j1", **words))
    run = workspace.connections.run_status("w1", "j1")
    said = (source or None, destination or None)
    assert (run.status, run.source_status, run.destination_status) == (status, *said)
    server.answers(envelope(batchRefreshId="b1", **words))
    assert workspace.connections.run_batch_status("b1").status is status


@pytest.mark.parametrize(
    ("children", "status"),
    [
        ([], U),
        (["complete", "complete"], S),
        (["complete", "running"], P),
        (["error", "running"], P),
        (["error", "complete"], F),
        (["cancelled", "complete"], C),
        (["error", "odd"], U),
    ],
)
def test_a_batch_that_says_nothing_is_told_by_its_runs(
    workspace: Any, server: Any, children: list[str], status: RunStatus
) -> None:
    runs = [{"jobId": f"j{place}", "sourceStatus": word} for place, word in enumerate(children)]
    server.answers(envelope(batchRefreshId="b1", childRefreshes=runs))
    batch = workspace.connections.run_batch_status("b1")
    assert batch.status is status
    assert [run.id for run in batch.runs] == [run["jobId"] for run in runs]


@pytest.mark.parametrize(
    ("said", "children", "status"),
    [
        ("complete", ["complete", "complete"], S),
        ("complete", ["complete", "error"], F),
        ("complete", ["cancelled", "complete"], C),
        ("complete", ["running", "error"], P),
        ("complete", ["not_started"], P),
        ("complete", ["complete", "odd"], U),
        ("complete", ["", None], S),
        ("complete", ["", "complete"], S),
        ("running", ["complete", "error"], P),
        ("error", ["complete", "running"], F),
        ("cancelled", ["complete"], C),
    ],
)
def test_a_batch_that_says_it_is_done_has_runs_that_are(
    workspace: Any, server: Any, said: str, children: list[str | None], status: RunStatus
) -> None:
    runs = [{"jobId": f"j{place}", "destinationStatus": word} for place, word in enumerate(children)]
    words = {"sourceStatus": said, "destinationStatus": said}
    server.answers(envelope(batchRefreshId="b1", childRefreshes=runs, **words))
    assert workspace.connections.run_batch_status("b1").status is status


def test_a_run_that_says_only_why_it_failed_fails_the_batch(workspace: Any, server: Any) -> None:
    runs = [{"jobId": "j1", "error": "no room"}]
    server.answers(envelope(batchRefreshId="b1", sourceStatus="complete", childRefreshes=runs))
    assert workspace.connections.wait_for_run_batch("b1").status is RunStatus.FAILED


# What a connection does not say of its last run, the run is asked for.

NAMED = {"connectionId": "w1", "lastRunJobId": "j1"}


def tells(*words: str) -> list[Behaviour]:
    return [
        envelope(connectionId="w1", jobId="j1", sourceStatus="complete", destinationStatus=word)
        for word in words
    ]


def test_a_wait_asks_the_run_where_the_connection_names_it_only(workspace: Any, server: Any) -> None:
    server.on("/api/v1/connections/w1", envelope(**NAMED))
    server.on("/api/v1/connections/w1/status", *tells("running", "complete"))
    found = workspace.connections.wait_until_ready("w1", within=30)
    assert (found.status, found.last_run.id, found.last_run.status) == (
        Status.ACTIVE,
        "j1",
        RunStatus.SUCCEEDED,
    )
    assert (found.last_run.provider, found.last_run.destination_status) == ("workiva", "complete")
    asked = [seen for seen in server.seen if seen.path.endswith("/status")]
    assert [seen.query for seen in asked] == [{"jobId": "j1", "workspaceId": "ws1"}] * 2


@pytest.mark.parametrize(("word", "passed"), [("complete", True), ("error", False), ("running", None)])
def test_a_check_asks_the_run_where_the_connection_names_it_only(
    workspace: Any, server: Any, word: str, passed: bool | None
) -> None:
    moment = "2025-08-21T16:01:40Z"
    said = {"connectionId": "w1", "destinationStatus": word, "updated": moment}
    server.on("/api/v1/connections/w1", envelope(**NAMED))
    server.on("/api/v1/connections/w1/status", envelope(**said))
    check = workspace.connections.check("w1")
    assert (check.passed, check.connection.last_run.id) == (passed, "j1")
    assert check.connection.last_activity_at.isoformat() == "2025-08-21T16:01:40+00:00"


def test_a_run_that_nobody_knows_any_more_is_not_waited_for(workspace: Any, server: Any) -> None:
    server.on("/api/v1/connections/w1", envelope(**NAMED))
    server.on("/api/v1/connections/w1/status", answer({"body": "no such job", "code": 404}, 404))
    found = workspace.connections.wait_until_ready("w1", within=30)
    assert (found.status, found.is_terminal) == (Status.UNKNOWN, True)
    assert len(server.seen) == 2


@pytest.mark.parametrize("said", [{"lastRun": {"sourceStatus": "complete"}}, {"lastRunJobId": None}])
def test_a_run_that_the_connection_tells_of_is_not_asked_for(
    workspace: Any, server: Any, said: dict[str, Any]
) -> None:
    server.answers(envelope(**{**NAMED, **said}))
    workspace.connections.wait_until_ready("w1", within=30)
    workspace.connections.check("w1")
    assert len(server.seen) == 2
