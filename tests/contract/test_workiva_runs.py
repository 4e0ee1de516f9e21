"""Workiva's runs, alone and in batches, against the sandbox on a socket, in every colour of client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from colours import Colour
from workiva_answers import envelope, somewhere

from trunkline import (
    APIResponseError,
    Capability,
    ConflictError,
    InvalidArgumentError,
    NotFoundError,
    RunStatus,
    Status,
    UnsupportedError,
)
from trunkline.sandbox import Sandbox, seeds

IDLE = f"workiva:{seeds.WORKIVA_COMPLETE}"
FAILING = f"workiva:{seeds.WORKIVA_ERROR}"
CANCELLED = f"workiva:{seeds.WORKIVA_CANCELLED}"
NEVER_RUN = f"workiva:{seeds.WORKIVA_NEVER_RUN}"
BUSY = f"workiva:{seeds.WORKIVA_RUNNING}"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(run_seconds=0.4) as sandbox:
        yield sandbox


def bodies(sandbox: Sandbox) -> list[Any]:
    return [json.loads(each.request.body) for each in sandbox.exchanges if "/refresh" in each.request.path]


def test_a_run_is_started_followed_and_waited_for(client: Any, sandbox: Sandbox) -> None:
    started = client.connections.run(IDLE)
    assert started.status is RunStatus.PENDING
    assert (started.connection_id, started.error) == (seeds.WORKIVA_COMPLETE, None)
    assert started.created_at.utcoffset() is not None
    assert bodies(sandbox) == [{}]
    assert client.connections.run_status(IDLE, started.id).id == started.id
    assert client.connections.run_status(IDLE).id == started.id
    ended = client.connections.wait_for_run(IDLE, started.id, within=30)
    assert (ended.id, ended.status) == (started.id, RunStatus.SUCCEEDED)
    assert (ended.source_status, ended.destination_status) == ("complete", "complete")
    connection = client.connections.get(IDLE)
    assert (connection.status, connection.last_run.id) == (Status.ACTIVE, started.id)


def test_a_run_that_fails_says_why(client: Any) -> None:
    failed = client.connections.wait_for_run(FAILING, client.connections.run(FAILING).id, within=30)
    assert failed.status is RunStatus.FAILED
    assert failed.error
    check = client.connections.check(FAILING)
    assert (check.passed, check.message) == (False, failed.error)
    cancelled = client.connections.wait_for_run(CANCELLED, client.connections.run(CANCELLED).id, within=30)
    assert cancelled.status is RunStatus.CANCELLED


def test_a_run_takes_parameters_or_those_of_the_last_run(client: Any, sandbox: Sandbox) -> None:
    client.connections.run(IDLE, source_parameters={"year": 2025}, destination_parameters={})
    assert bodies(sandbox)[-1] == {"sourceParameters": {"year": 2025}, "destinationParameters": {}}
    client.connections.run(NEVER_RUN, reuse_parameters=True)
    assert bodies(sandbox)[-1] == {
        "usePreviousSourceParameters": True,
        "usePreviousDestinationParameters": True,
    }
    before = len(sandbox.exchanges)
    for name in ("source_parameters", "destination_parameters"):
        with pytest.raises(InvalidArgumentError, match=name):
            client.connections.run(FAILING, reuse_parameters=True, **{name: {"year": 2025}})
    assert len(sandbox.exchanges) == before


def test_a_run_that_is_under_way_stands_in_the_way(client: Any) -> None:
    with pytest.raises(ConflictError):
        client.connections.run(BUSY)
    assert client.connections.run_status(BUSY).status is RunStatus.PENDING


def test_somebody_elses_lock_is_a_conflict(client: Any, sandbox: Sandbox) -> None:
    sandbox.lock("workiva", seeds.WORKIVA_COMPLETE)
    with pytest.raises(ConflictError) as caught:
        client.connections.run(IDLE)
    assert caught.value.status == 423


def test_what_is_not_there_is_not_found(client: Any) -> None:
    with pytest.raises(NotFoundError):
        client.connections.run("workiva:00000000-0000-4000-8000-000000000000")
    with pytest.raises(NotFoundError):
        client.connections.run_status(IDLE, "00000000-0000-4000-8000-000000000000")
    with pytest.raises(NotFoundError):
        client.connections.run_batch_status("workiva:00000000-0000-4000-8000-000000000000")


def test_a_batch_is_started_and_followed(client: Any, sandbox: Sandbox) -> None:
    batch = client.connections.run_batch([IDLE, FAILING])
    assert (batch.provider, batch.status) == ("workiva", RunStatus.PENDING)
    assert batch.reference == f"workiva:{batch.id}"
    assert [run.connection_id for run in batch.runs] == [seeds.WORKIVA_COMPLETE, seeds.WORKIVA_ERROR]
    assert bodies(sandbox) == [
        [{"connectionId": seeds.WORKIVA_COMPLETE}, {"connectionId": seeds.WORKIVA_ERROR}]
    ]
    for run in batch.runs:
        client.connections.wait_for_run(f"workiva:{run.connection_id}", run.id, within=30)
    ended = client.connections.run_batch_status(batch.reference)
    assert (ended.id, ended.status) == (batch.id, RunStatus.FAILED)
    assert [run.status for run in ended.runs] == [RunStatus.SUCCEEDED, RunStatus.FAILED]
    assert ended.error
    assert ended.updated_at >= ended.created_at


def test_a_batch_the_vendor_would_refuse(client: Any, sandbox: Sandbox) -> None:
    for references in ([], [IDLE, IDLE], [IDLE] * 101, [IDLE, "membrane:x"]):
        with pytest.raises((InvalidArgumentError, UnsupportedError)):
            client.connections.run_batch(references)
    assert not sandbox.exchanges


def test_a_check_is_what_the_last_run_tells(client: Any, sandbox: Sandbox) -> None:
    passed = {
        reference: client.connections.check(reference).passed
        for reference in (IDLE, FAILING, CANCELLED, NEVER_RUN, BUSY)
    }
    assert passed == {IDLE: True, FAILING: False, CANCELLED: None, NEVER_RUN: None, BUSY: None}
    assert {each.request.method for each in sandbox.exchanges if each.provider == "workiva"} == {"GET"}


def test_lists_by_the_kind_of_a_source_or_destination(client: Any) -> None:
    everything = list(client.connections.list(providers=["workiva"]))
    kinds = {each.native.source_type for each in everything} | {
        each.native.destination_type for each in everything
    }
    assert len(kinds) > 1
    for kind in filter(None, kinds):
        found = list(client.connections.list(providers=["workiva"], connector=kind))
        assert found
        assert all(kind in (each.native.source_type, each.native.destination_type) for each in found)
        assert len(found) == sum(
            kind in (each.native.source_type, each.native.destination_type) for each in everything
        )
    active = list(client.connections.list(providers=["workiva"], status=Status.ACTIVE))
    assert {each.status for each in active} == {Status.ACTIVE}


def test_the_health_is_on_the_native_client(client: Any) -> None:
    assert client.native("workiva").get_health().body


def test_what_workiva_cannot_do_says_so(client: Any, sandbox: Sandbox) -> None:
    for operation in ("connections.create", "connections.delete", "connectors.list", "tokens.mint"):
        assert client.capabilities["workiva"][operation] is Capability.UNSUPPORTED
    with pytest.raises(UnsupportedError) as caught:
        client.connections.refresh_credentials(IDLE)
    assert {"membrane", "openint", "openint-v0"} <= set(caught.value.supported_by)
    with pytest.raises(UnsupportedError):
        list(client.connections.list(providers=["workiva"], search="x"))
    assert not sandbox.exchanges


# What the sandbox does not do: envelopes that are about something else, or hold nothing.


@pytest.fixture
def workspace(colour: Colour, server: Any) -> Any:
    return colour.client(somewhere(server))


def test_the_workspace_goes_along(workspace: Any, server: Any) -> None:
    run = {"jobId": "j1", "connectionId": "w1", "sourceStatus": "running"}
    server.answers(envelope(**run))
    workspace.connections.run("w1")
    workspace.connections.run_status("w1", "j1")
    server.answers(envelope(batchRefreshId="b1"))
    workspace.connections.run_batch(["w1"])
    workspace.connections.run_batch_status("b1")
    server.answers(envelope(connectionId="w1"))
    workspace.connections.get("w1")
    first, second, third, fourth, fifth = server.seen
    assert json.loads(first.body) == {"workspaceId": "ws1"}
    assert second.query == {"jobId": "j1", "workspaceId": "ws1"}
    assert json.loads(third.body) == [{"connectionId": "w1", "workspaceId": "ws1"}]
    assert fourth.query == fifth.query == {"workspaceId": "ws1"}


@pytest.mark.parametrize("body", [{}, {"connectionId": "other", "jobId": "j1"}])
def test_a_run_of_something_else_is_none(workspace: Any, server: Any, body: dict[str, Any]) -> None:
    server.answers(envelope(**body))
    with pytest.raises(APIResponseError) as caught:
        workspace.connections.run("w1")
    # It was started all the same, and nobody starts it again.
    assert caught.value.may_have_been_applied
    assert "run_status" in str(caught.value)
    assert len(server.seen) == 1
    with pytest.raises(APIResponseError):
        workspace.connections.run_status("w1", "j1")


def test_another_job_or_batch_than_the_one_asked_for_is_refused(workspace: Any, server: Any) -> None:
    server.answers(envelope(connectionId="w1", jobId="j2"))
    with pytest.raises(APIResponseError):
        workspace.connections.run_status("w1", "j1")
    server.answers(envelope(batchRefreshId="b2"))
    with pytest.raises(APIResponseError):
        workspace.connections.run_batch_status("b1")
    server.answers(envelope(childRefreshes=[]))
    with pytest.raises(APIResponseError, match="batchRefreshId"):
        workspace.connections.run_batch(["w1"])


def test_no_latest_run_is_an_unknown_one(workspace: Any, server: Any) -> None:
    server.answers(envelope())
    run = workspace.connections.run_status("w1")
    assert (run.id, run.connection_id, run.status) == (None, "w1", RunStatus.UNKNOWN)
