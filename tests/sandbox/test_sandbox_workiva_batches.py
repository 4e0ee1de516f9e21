"""Workiva in the sandbox: refreshing many connections at once, over a socket."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Answer, Wire
from sandbox_calls import RUNS, workiva

from trunkline.sandbox import seeds

BATCH = f"{RUNS}/batch/refresh"
OUTGOING = [f"0b5c1e52-7d1f-4c59-9a53-3f6f1d7a01{number:02x}" for number in (1, 3, 5)]


def _post(wire: Wire, ids: list[str], query: str = "", **members: Any) -> Answer:
    return workiva(wire, "POST", BATCH, [{"connectionId": one} | members for one in ids], query=query)


def _start(wire: Wire, ids: list[str], query: str = "", **members: Any) -> Any:
    answer = _post(wire, ids, query, **members)
    assert (answer.status, answer.body["code"]) == (200, 200), answer.body
    return answer.body["body"]


def _status(wire: Wire, batch: Any) -> Any:
    answer = workiva(wire, "GET", f"{BATCH}/{batch['batchRefreshId']}")
    assert (answer.status, answer.body["code"]) == (200, 200)
    return answer.body["body"]


def _ends(run: Any) -> tuple[str, str]:
    return run["sourceStatus"], run["destinationStatus"]


TOGETHER = [seeds.WORKIVA_COMPLETE, seeds.WORKIVA_UNNAMED]


def test_a_batch_runs_its_children_and_ends_with_them(either: Wire) -> None:
    batch = _start(either, TOGETHER)
    assert batch.keys() == {
        "batchRefreshId",
        "childRefreshes",
        "created",
        "createdBy",
        "updated",
        "sourceStatus",
        "destinationStatus",
        "error",
    }
    assert [child["connectionId"] for child in batch["childRefreshes"]] == TOGETHER
    for seconds, ends in (
        (0.5, ("running", "not_started")),
        (1.0, ("complete", "not_started")),
        (0.5, ("complete", "complete")),
    ):
        either.clock.now += seconds
        found = _status(either, batch)
        assert _ends(found) == ends
        assert {_ends(child) for child in found["childRefreshes"]} == {ends}
    for child in found["childRefreshes"]:
        path = f"{RUNS}/{child['connectionId']}/status"
        alone = workiva(either, "GET", path, query={"jobId": child["jobId"]}).body["body"]
        assert alone == child


def test_a_child_that_fails_is_the_error_of_the_batch(either: Wire) -> None:
    batch = _start(either, [seeds.WORKIVA_COMPLETE, seeds.WORKIVA_ERROR, seeds.WORKIVA_CANCELLED])
    either.clock.now += 2
    found = _status(either, batch)
    assert _ends(found) == ("complete", "error")
    assert found["error"] == found["childRefreshes"][1]["error"] != ""
    assert [child["destinationStatus"] for child in found["childRefreshes"]] == [
        "complete",
        "error",
        "cancelled",
    ]


def test_a_batch_has_one_destination_spreadsheet_or_one_source_workbook(either: Wire) -> None:
    # Documented, so in both worlds.
    refused = _post(either, [seeds.WORKIVA_COMPLETE, seeds.WORKIVA_ELSEWHERE])
    assert refused.status == refused.body["code"] == 400
    assert "same destination" in str(refused.body["body"])
    destinations = {workiva(either, "GET", f"{RUNS}/{one}").body["body"]["destinationId"] for one in OUTGOING}
    assert len(destinations) > 1
    assert len(_start(either, OUTGOING)["childRefreshes"]) == 3


def test_nothing_was_started_by_a_batch_that_was_refused(either: Wire) -> None:
    ids = [seeds.WORKIVA_COMPLETE, seeds.WORKIVA_RUNNING]
    refused = _post(either, ids)
    assert refused.status == refused.body["code"] == 409
    assert workiva(either, "POST", f"{RUNS}/{seeds.WORKIVA_COMPLETE}/refresh", {}).status == 200


def test_a_run_of_a_batch_collides_like_any_other(either: Wire) -> None:
    _start(either, TOGETHER)
    assert _post(either, TOGETHER).status == 409
    assert workiva(either, "POST", f"{RUNS}/{TOGETHER[0]}/refresh", {}).status == 409
    either.clock.now += 2
    assert _post(either, TOGETHER).status == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ([], 400),
        ([{}], 400),
        (["x"], 400),
        ([{"connectionId": 1}], 400),
        ([{"connectionId": seeds.WORKIVA_COMPLETE}] * 2, 400),
        ([{"connectionId": f"none-{number}"} for number in range(101)], 400),
        ([{"connectionId": "none"}], 404),
        ([{"connectionId": seeds.WORKIVA_COMPLETE, "workspaceId": "other"}], 404),
        (b"", 400),
    ],
)
def test_bad_batches_are_refused(real: Wire, ideal: Wire, body: Any, status: int) -> None:
    for wire, kind in ((real, list), (ideal, str)):
        refused = workiva(wire, "POST", BATCH, body)
        assert refused.status == refused.body["code"] == status
        assert isinstance(refused.body["body"], kind if status == 400 and body != b"" else str)


def test_an_error_about_a_batch_is_a_list_of_texts_and_ideally_one_text(real: Wire, ideal: Wire) -> None:
    for wire, kind in ((real, list), (ideal, str)):
        for refused in (
            _post(wire, TOGETHER, query="cancelUnwritables=perhaps"),
            _post(wire, [seeds.WORKIVA_COMPLETE, seeds.WORKIVA_ELSEWHERE]),
            workiva(wire, "GET", f"{BATCH}/any", query={"workspaceId": "x" * 41}),
            workiva(wire, "GET", f"{RUNS}/any/status", query={"workspaceId": "x" * 41}),
        ):
            assert refused.status == refused.body["code"] == 400
            assert isinstance(refused.body["body"], kind)


def test_a_batch_has_up_to_a_hundred_entries(either: Wire) -> None:
    # Documented, so in both worlds.
    # All hundred are looked at: the answer is about one that does not exist, not about their number.
    assert _post(either, [f"none-{number}" for number in range(100)]).status == 404


def test_a_batch_ignores_use_previous_parameters_which_it_is_documented_to_heed(
    real: Wire, ideal: Wire
) -> None:
    for wire, parameters in ((real, {"period": "new"}), (ideal, {"period": "2026-01"})):
        sent = {"sourceParameters": {"period": "new"}, "usePreviousSourceParameters": True}
        child = _start(wire, [seeds.WORKIVA_COMPLETE], **sent)["childRefreshes"][0]
        assert child["sourceParameters"] == parameters


def test_a_locked_child_cancels_the_batch_or_with_cancel_unwritables_itself_alone(either: Wire) -> None:
    either.sandbox.lock("workiva", TOGETHER[0])
    whole = _start(either, TOGETHER)
    assert _ends(whole) == ("cancelled", "cancelled")
    assert whole["error"]
    either.sandbox.lock("workiva", TOGETHER[0])
    partly = _start(either, TOGETHER, query="cancelUnwritables=true")
    # One child is at its end, the other has not begun: the batch is at work.
    assert [_ends(child)[0] for child in partly["childRefreshes"]] == ["cancelled", "not_started"]
    assert _ends(partly) == ("running", "running")
    either.clock.now += 2
    found = _status(either, partly)
    assert [_ends(child) for child in found["childRefreshes"]] == [
        ("cancelled", "cancelled"),
        ("complete", "complete"),
    ]
    assert (_ends(found), found["error"]) == (("complete", "complete"), "")
    assert _post(either, TOGETHER, query="cancelUnwritables=perhaps").status == 400


def test_unknown_batches_and_workspaces_are_404(either: Wire) -> None:
    batch = _start(either, TOGETHER)
    path = f"{BATCH}/{batch['batchRefreshId']}"
    for where, query, status in (
        (f"{BATCH}/nothing", {}, 404),
        (path, {"workspaceId": "other"}, 404),
        (path, {"workspaceId": "x" * 41}, 400),
        (path, {"workspaceId": seeds.WORKIVA_WORKSPACE}, 200),
    ):
        answer = workiva(either, "GET", where, query=query)
        assert answer.status == answer.body["code"] == status
