"""Workiva in the sandbox: refreshing one connection, and its runs moving on with the clock, over a socket."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from conftest import Wire
from sandbox_calls import NOTHING, RUNS, workiva

from trunkline.sandbox import Sandbox, seeds

STAGES = (
    (0.0, "not_started", "not_started"),
    (0.5, "running", "not_started"),
    (1.3, "complete", "not_started"),
    (1.9, "complete", "running"),
    (2.0, "complete", "complete"),
    (9.0, "complete", "complete"),
)


def _start(wire: Wire, id: str, body: Any = None) -> Any:
    answer = workiva(wire, "POST", f"{RUNS}/{id}/refresh", {} if body is None else body)
    assert (answer.status, answer.body["code"]) == (200, 200), answer.body
    return answer.body["body"]


def _status(wire: Wire, id: str, **query: Any) -> Any:
    answer = workiva(wire, "GET", f"{RUNS}/{id}/status", query=query)
    assert (answer.status, answer.body["code"]) == (200, 200), answer.body
    return answer.body["body"]


def _read(wire: Wire, id: str) -> Any:
    return workiva(wire, "GET", f"{RUNS}/{id}").body["body"]


def _ends(run: Any) -> tuple[str, str]:
    return run["sourceStatus"], run["destinationStatus"]


def test_a_run_goes_from_the_source_to_the_destination_and_http_stays_200(either: Wire) -> None:
    # Documented, so in both worlds.
    started = _start(either, seeds.WORKIVA_NEVER_RUN)
    begin = either.clock.now
    for after, source, destination in STAGES:
        either.clock.now = begin + after
        run = _status(either, seeds.WORKIVA_NEVER_RUN, jobId=started["jobId"])
        assert _ends(run) == (source, destination)
        assert (run["connectionId"], run["error"]) == (seeds.WORKIVA_NEVER_RUN, "")


def test_a_source_that_is_complete_is_not_the_end(either: Wire) -> None:
    started = _start(either, seeds.WORKIVA_COMPLETE)
    either.clock.now += 1.5
    run = _status(either, seeds.WORKIVA_COMPLETE, jobId=started["jobId"])
    assert _ends(run) == ("complete", "not_started")
    assert workiva(either, "POST", f"{RUNS}/{seeds.WORKIVA_COMPLETE}/refresh", {}).status == 409


@pytest.mark.parametrize(
    ("source", "destination", "error", "status"),
    [
        ("complete", "running", "", 409),
        ("not_started", "not_started", None, 409),
        ("error", "not_started", "", 200),
        ("running", "error", None, 200),
        ("cancelled", "not_started", "", 200),
        ("running", "cancelled", None, 200),
        ("running", "running", "The source is locked by another user", 200),
    ],
)
def test_only_a_run_that_has_not_ended_is_in_the_way(
    either: Wire, source: str, destination: str, error: str | None, status: int
) -> None:
    run = {"sourceStatus": source, "destinationStatus": destination, "error": error}
    either.sandbox.change("workiva", seeds.WORKIVA_COMPLETE, {"lastRun": run})
    assert workiva(either, "POST", f"{RUNS}/{seeds.WORKIVA_COMPLETE}/refresh", {}).status == status


def test_without_a_job_id_the_latest_run_is_told(either: Wire) -> None:
    # Documented, so in both worlds.
    seeded = _read(either, seeds.WORKIVA_COMPLETE)["lastRunJobId"]
    assert _status(either, seeds.WORKIVA_COMPLETE)["jobId"] == seeded
    first = _start(either, seeds.WORKIVA_COMPLETE)["jobId"]
    either.clock.now += 3
    second = _start(either, seeds.WORKIVA_COMPLETE)["jobId"]
    assert len({seeded, first, second}) == 3
    assert _status(either, seeds.WORKIVA_COMPLETE)["jobId"] == second
    assert _status(either, seeds.WORKIVA_COMPLETE, jobId="")["jobId"] == second
    assert _ends(_status(either, seeds.WORKIVA_COMPLETE, jobId=first)) == ("complete", "complete")


def test_an_unknown_job_is_404(either: Wire) -> None:
    other = _start(either, seeds.WORKIVA_COMPLETE)["jobId"]
    for one, job in (
        (seeds.WORKIVA_COMPLETE, "nothing"),
        (seeds.WORKIVA_NEVER_RUN, other),
        (seeds.WORKIVA_NEVER_RUN, ""),
        ("nothing", other),
    ):
        answer = workiva(either, "GET", f"{RUNS}/{one}/status", query={"jobId": job})
        assert answer.status == answer.body["code"] == 404


def test_runs_update_the_last_run_of_their_connection(either: Wire) -> None:
    either.clock.now += 60
    run = _start(either, seeds.WORKIVA_NEVER_RUN, {"sourceParameters": {"period": "2026-02"}})
    for found in (
        _read(either, seeds.WORKIVA_NEVER_RUN),
        *workiva(either, "GET", RUNS, query={"limit": 5}).body["body"],
    ):
        if found["connectionId"] == seeds.WORKIVA_NEVER_RUN:
            assert (found["lastRunJobId"], found["lastRun"]["jobId"]) == (run["jobId"], run["jobId"])
            assert found["lastRunDate"] == "2026-01-01T00:01:00Z"
            assert found["lastRunSourceParameters"] == {"period": "2026-02"}
            assert not [name for name in found if name.startswith("_")]
    either.clock.now += 5
    last = _read(either, seeds.WORKIVA_NEVER_RUN)
    assert _ends(last["lastRun"]) == ("complete", "complete")
    assert last["lastRunDate"] == last["lastRun"]["updated"] == "2026-01-01T00:01:02Z"
    assert last["lastRun"]["destinationMetadata"] == {"rows": 1204}


def test_times_of_a_run_are_iso_8601(either: Wire) -> None:
    # Documented, so in both worlds.
    run = _start(either, seeds.WORKIVA_COMPLETE)
    for name in ("created", "updated"):
        assert re.fullmatch(r"2026-01-01T00:00:0\dZ", run[name])


def test_a_run_that_fails_and_one_that_is_cancelled(either: Wire) -> None:
    for one, ends, has_error in (
        (seeds.WORKIVA_ERROR, ("complete", "error"), True),
        (seeds.WORKIVA_CANCELLED, ("complete", "cancelled"), False),
    ):
        started = _start(either, one)
        assert _ends(started) == ("not_started", "not_started")
        either.clock.now += 2
        run = _status(either, one, jobId=started["jobId"])
        assert _ends(run) == ends
        assert bool(run["error"]) is has_error
        # It has ended, so another one may begin.
        _start(either, one)
        either.clock.now += 2


@pytest.mark.parametrize("id", [seeds.WORKIVA_RUNNING, seeds.WORKIVA_HALF_DONE])
def test_a_second_run_collides_with_409(either: Wire, id: str) -> None:
    # Documented, so in both worlds.
    refused = workiva(either, "POST", f"{RUNS}/{id}/refresh", {})
    assert refused.status == refused.body["code"] == 409
    assert "Collision" in refused.body["body"]
    either.clock.now += 86_400
    assert workiva(either, "POST", f"{RUNS}/{id}/refresh", {}).status == 409


def test_previous_parameters_override_those_that_were_sent(either: Wire) -> None:
    sent = {"sourceParameters": {"period": "new"}, "destinationParameters": {"tab": 2}}
    first = _start(either, seeds.WORKIVA_COMPLETE, sent | {"usePreviousSourceParameters": True})
    assert (first["sourceParameters"], first["destinationParameters"]) == ({"period": "2026-01"}, {"tab": 2})
    either.clock.now += 3
    previous = {"usePreviousSourceParameters": False, "usePreviousDestinationParameters": True}
    second = _start(either, seeds.WORKIVA_COMPLETE, {"sourceParameters": {"period": "x"}} | previous)
    assert (second["sourceParameters"], second["destinationParameters"]) == ({"period": "x"}, {"tab": 2})


def test_a_refresh_needs_a_json_body_and_an_empty_object_is_enough(either: Wire) -> None:
    # Documented, so in both worlds.
    path = f"{RUNS}/{seeds.WORKIVA_COMPLETE}/refresh"
    for body, headers in (
        (NOTHING, {}),
        (b"", {}),
        (b"  ", {}),
        (b"{", {}),
        (b"\xff", {}),
        (b"{}", {"content-type": "application/x-www-form-urlencoded"}),
    ):
        refused = _raw(either, path, body, headers)
        assert refused.status == refused.body["code"] == 400
    assert workiva(either, "POST", path, {}).status == 200


def _raw(wire: Wire, path: str, body: Any, headers: dict[str, str]) -> Any:
    usual = wire.usual["workiva"] | {"content-type": "application/json"} | headers
    content = None if body is NOTHING else body
    return wire.send("workiva", path, method="POST", headers=usual, body=content)


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        None,
        {"sourceParameters": []},
        {"destinationParameters": "x"},
        {"usePreviousSourceParameters": "true"},
        {"workspaceId": 1},
        {"workspaceId": "x" * 41},
        {"connectionId": "another"},
    ],
)
def test_an_error_is_a_list_of_texts_and_ideally_one_text(real: Wire, ideal: Wire, body: Any) -> None:
    path = f"{RUNS}/{seeds.WORKIVA_COMPLETE}/refresh"
    for wire, kind in ((real, list), (ideal, str)):
        refused = workiva(wire, "POST", path, json.dumps(body).encode())
        assert refused.status == refused.body["code"] == 400
        assert isinstance(refused.body["body"], kind)


def test_the_connection_may_be_named_in_the_body_again(either: Wire) -> None:
    body = {"connectionId": seeds.WORKIVA_COMPLETE, "workspaceId": seeds.WORKIVA_WORKSPACE, "unknown": 1}
    assert _start(either, seeds.WORKIVA_COMPLETE, body)["connectionId"] == seeds.WORKIVA_COMPLETE


def test_unknown_connections_and_workspaces_are_404(either: Wire) -> None:
    assert workiva(either, "POST", f"{RUNS}/nothing/refresh", {}).status == 404
    path = f"{RUNS}/{seeds.WORKIVA_COMPLETE}"
    assert workiva(either, "POST", f"{path}/refresh", {"workspaceId": "other"}).status == 404
    assert workiva(either, "GET", f"{path}/status", query={"workspaceId": "other"}).status == 404
    assert workiva(either, "GET", f"{path}/status", query={"workspaceId": "x" * 41}).status == 400


def test_health_is_a_map_of_texts(steady: Wire) -> None:
    answer = workiva(steady, "GET", "/health")
    assert (answer.status, answer.body["code"], answer.body["body"]["status"]) == (200, 200, "UP")
    assert all(isinstance(value, str) for value in answer.body["body"].values())


def test_x_version_does_no_harm_on_wdata(steady: Wire) -> None:
    # Documented for the other API of the vendor's: in both worlds.
    headers = steady.usual["workiva"] | {"x-version": "2026-01-01"}
    assert steady.send("workiva", RUNS, headers=headers).status == 200


def test_nothing_but_reading_and_refreshing_exists(steady: Wire) -> None:
    path = f"{RUNS}/{seeds.WORKIVA_COMPLETE}"
    for method, where in (("POST", RUNS), ("PUT", path), ("PATCH", path), ("DELETE", path)):
        assert workiva(steady, method, where, {}).status == 404


def test_how_long_a_run_takes_can_be_chosen(steady: Wire) -> None:
    now = [0.0]
    with Sandbox(now=lambda: now[0], run_seconds=600) as sandbox:
        wire = Wire(sandbox, steady.clock)
        job = _start(wire, seeds.WORKIVA_COMPLETE)["jobId"]
        now[0] = 500
        assert _ends(_status(wire, seeds.WORKIVA_COMPLETE, jobId=job)) == ("complete", "not_started")
        now[0] = 600
        assert _ends(_status(wire, seeds.WORKIVA_COMPLETE, jobId=job)) == ("complete", "complete")
        wire.connection.close()
