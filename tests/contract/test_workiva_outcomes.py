"""What Workiva's runs come to, told by halves, by batches or by their ids alone, in every colour of client."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, answer
from workiva_answers import envelope, somewhere

from trunkline import APITimeoutError, RunStatus, Status
from trunkline.testing import VirtualClock


@pytest.fixture
def workspace(colour: Colour, server: Any) -> Any:
    return colour.client(somewhere(server), clock=VirtualClock())


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
MOMENT = "2025-08-22T16:01:40Z"
LATER = "2025-08-23T16:01:40Z"
STALE = {"jobId": "j0", "sourceStatus": "complete", "destinationStatus": "complete"}
SILENT = [
    NAMED,
    {**NAMED, "lastRun": {}},
    {**NAMED, "lastRun": {"jobId": "j1", "connectionId": "w1", "created": "2025-08-21T16:01:40Z"}},
    {**NAMED, "lastRun": {"sourceStatus": "", "destinationStatus": "", "error": ""}},
    # What it tells of is a run before the last one.
    {**NAMED, "lastRun": STALE},
    {"connectionId": "w1", "lastRun": {"jobId": "j1"}},
]


def tells(*words: str) -> list[Behaviour]:
    return [
        envelope(
            connectionId="w1", jobId="j1", sourceStatus="complete", destinationStatus=word, updated=MOMENT
        )
        for word in words
    ]


@pytest.mark.parametrize("said", SILENT, ids=str)
def test_a_wait_asks_the_run_where_the_connection_names_it_only(
    workspace: Any, server: Any, said: dict[str, Any]
) -> None:
    server.on("/api/v1/connections/w1", envelope(**said))
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


@pytest.mark.parametrize(
    ("told", "word", "passed"),
    [(NAMED, "complete", True), (NAMED, "running", None), *((told, "error", False) for told in SILENT)],
)
def test_a_check_asks_the_run_where_the_connection_names_it_only(
    workspace: Any, server: Any, told: dict[str, Any], word: str, passed: bool | None
) -> None:
    said = {"connectionId": "w1", "destinationStatus": word, "updated": MOMENT}
    server.on("/api/v1/connections/w1", envelope(**told))
    server.on("/api/v1/connections/w1/status", envelope(**said))
    check = workspace.connections.check("w1")
    assert (check.passed, check.connection.last_run.id) == (passed, "j1")
    assert check.connection.last_activity_at.isoformat() == "2025-08-22T16:01:40+00:00"


@pytest.mark.parametrize("moment", ["created", "updated"])
def test_a_run_without_any_id_is_asked_for_as_the_latest(workspace: Any, server: Any, moment: str) -> None:
    begun = {moment: "2025-08-21T16:01:40Z"}
    server.on("/api/v1/connections/w1", envelope(connectionId="w1", lastRun=begun, lastRunDate=LATER))
    server.on("/api/v1/connections/w1/status", *tells("complete"))
    found = workspace.connections.wait_until_ready("w1", within=30)
    assert (found.status, found.last_run.id, found.last_activity_at.day) == (Status.ACTIVE, "j1", 23)
    assert server.seen[-1].query == {"workspaceId": "ws1"}


def test_what_another_run_came_to_says_nothing_of_the_last(workspace: Any, server: Any) -> None:
    stale = {**STALE, "updated": "2025-08-21T16:01:40Z"}
    server.on("/api/v1/connections/w1", envelope(**NAMED, lastRun=stale))
    latest = {"jobId": "j1", "sourceStatus": "error", "updated": MOMENT}
    server.on("/api/v1/connections/w1/status", envelope(**latest), answer({"body": "no", "code": 404}, 404))
    found = workspace.connections.wait_until_ready("w1", within=30)
    assert (found.status, found.last_run.id, found.last_activity_at.day) == (Status.ERROR, "j1", 22)
    check = workspace.connections.check("w1")
    assert (check.passed, check.connection.status, check.connection.is_terminal) == (
        None,
        Status.UNKNOWN,
        True,
    )
    assert (check.connection.last_run.id, check.connection.last_run.status) == ("j1", U)


@pytest.mark.parametrize("within", [0, 1, 2, 6])
def test_no_look_of_a_wait_takes_an_earlier_run_for_the_last(
    workspace: Any, server: Any, within: float
) -> None:
    server.on("/api/v1/connections/w1", envelope(**NAMED, lastRun=STALE))
    server.on("/api/v1/connections/w1/status", *tells("running"))
    with pytest.raises(APITimeoutError, match="it is pending"):
        workspace.connections.wait_until_ready("w1", within=within)


def test_a_run_that_never_was_is_not_waited_for(workspace: Any, server: Any) -> None:
    server.on("/api/v1/connections/w1", envelope(connectionId="w1", lastRun={"created": MOMENT}))
    server.on("/api/v1/connections/w1/status", envelope())
    found = workspace.connections.wait_until_ready("w1", within=30)
    assert (found.status, found.is_terminal, found.last_run.created_at.day) == (Status.UNKNOWN, True, 22)


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_run_that_nobody_knows_any_more_is_not_waited_for(workspace: Any, server: Any, status: int) -> None:
    server.on("/api/v1/connections/w1", envelope(**NAMED, lastRun={"created": MOMENT}))
    server.on("/api/v1/connections/w1/status", answer({"body": "no such job", "code": status}, status))
    found = workspace.connections.wait_until_ready("w1", within=30)
    assert (found.status, found.is_terminal, found.last_run.created_at.day) == (Status.UNKNOWN, True, 22)
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    "said",
    [
        {"lastRun": {"sourceStatus": "complete"}},
        {"lastRun": {"jobId": "j1", "error": "no room"}},
    ],
    ids=str,
)
def test_a_run_that_the_connection_tells_of_is_not_asked_for(
    workspace: Any, server: Any, said: dict[str, Any]
) -> None:
    server.answers(envelope(**{**NAMED, **said}))
    workspace.connections.wait_until_ready("w1", within=30)
    workspace.connections.check("w1")
    assert len(server.seen) == 2


@pytest.mark.parametrize("run", [None, {}, {"connectionId": "w1", "jobId": "", "error": ""}], ids=str)
def test_where_there_was_no_run_none_is_asked_for(workspace: Any, server: Any, run: Any) -> None:
    server.answers(envelope(connectionId="w1", lastRun=run))
    found = workspace.connections.wait_until_ready("w1", within=30)
    assert (found.status, found.status_reason, found.last_run) == (Status.UNKNOWN, "never run", None)
    assert workspace.connections.check("w1").passed is None
    assert len(server.seen) == 2
