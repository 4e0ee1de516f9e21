"""Data runs: started, alone and in batches, followed, and waited for."""

from __future__ import annotations

from typing import Any

import pytest
from stage import Case, World, proves

from trunkline import InvalidArgumentError, NotFoundError, Run, RunBatch, RunStatus


def started(client: Any, case: Case, **given: Any) -> Run:
    run: Run = client.connections.run(case.of(case.runs or ""), **given)
    return run


@proves("connections.run")
def test_a_run_is_started_once(client: Any, case: Case, world: World) -> None:
    before = world.sent()
    run = started(client, case)
    assert isinstance(run, Run)
    assert run.connection_id == case.runs
    assert run.id
    assert run.status in (RunStatus.PENDING, RunStatus.SUCCEEDED)
    # One more may be for a token.
    assert world.sent() - before in (1, 2)


@proves("connections.run")
def test_what_is_not_there_cannot_be_run(client: Any, case: Case) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.connections.run(case.of(case.missing))
    assert not caught.value.may_have_been_applied


def stored_parameters(client: Any, case: Case, argument: str) -> Any:
    return client.connections.get(case.of(case.runs or "")).raw[case.run_parameters[argument]]


@proves("connections.run(source_parameters)")
def test_a_run_is_started_with_parameters_of_the_source(client: Any, case: Case) -> None:
    started(client, case, source_parameters={"period": "Q3"})
    assert stored_parameters(client, case, "source_parameters") == {"period": "Q3"}


@proves("connections.run(destination_parameters)")
def test_a_run_is_started_with_parameters_of_the_destination(client: Any, case: Case) -> None:
    started(client, case, destination_parameters={"sheet": "Actuals"})
    assert stored_parameters(client, case, "destination_parameters") == {"sheet": "Actuals"}


@proves("connections.run(reuse_parameters)", "connections.wait_for_run")
def test_a_run_takes_the_parameters_of_the_last_one(client: Any, case: Case) -> None:
    first = started(client, case, source_parameters={"period": "Q3"})
    client.connections.wait_for_run(case.of(case.runs or ""), first.id, within=20)
    second = started(client, case, reuse_parameters=True)
    assert second.id != first.id
    assert stored_parameters(client, case, "source_parameters") == {"period": "Q3"}


@proves("connections.run_status")
def test_a_run_is_followed_by_its_id_or_as_the_latest(client: Any, case: Case) -> None:
    reference, run = case.of(case.runs or ""), started(client, case)
    for seen in (client.connections.run_status(reference, run.id), client.connections.run_status(reference)):
        assert isinstance(seen, Run)
        assert (seen.id, seen.connection_id) == (run.id, case.runs)
    # Where a connection tells of its last run, it is this one.
    last = client.connections.get(reference).last_run
    assert last is None or last.id == run.id
    for wrong in (case.of(case.missing),):
        with pytest.raises(NotFoundError):
            client.connections.run_status(wrong)
    with pytest.raises(NotFoundError):
        client.connections.run_status(reference, "no-such-run")


@proves("connections.wait_for_run")
def test_a_run_is_waited_for_until_it_is_over(client: Any, case: Case, world: World) -> None:
    reference, run = case.of(case.runs or ""), started(client, case)
    over = client.connections.wait_for_run(reference, run.id, within=20)
    assert (over.id, over.status) == (run.id, RunStatus.SUCCEEDED)
    assert client.connections.wait_for_run(reference, within=20).id == run.id
    before = world.sent()
    with pytest.raises(InvalidArgumentError, match="within"):
        client.connections.wait_for_run(reference, run.id, within=-1)
    assert world.sent() == before


@proves("connections.run_batch")
def test_a_batch_is_started(client: Any, case: Case) -> None:
    batch = client.connections.run_batch([case.of(each) for each in case.batch])
    assert isinstance(batch, RunBatch)
    assert batch.provider == case.provider
    assert batch.reference == case.of(batch.id)
    for connection_id in case.batch:
        assert client.connections.run_status(case.of(connection_id)).connection_id == connection_id


@proves("connections.run_batch")
def test_a_batch_of_nothing_of_too_much_or_of_strangers_is_refused(
    client: Any, case: Case, world: World
) -> None:
    many = [case.of(f"{number}") for number in range(101)]
    for bad in ([], many, case.reference, [case.reference, "nobody:x"]):
        with pytest.raises(InvalidArgumentError):
            client.connections.run_batch(bad)
    assert world.sent() == 0


@proves("connections.run_batch_status")
def test_a_batch_is_followed(client: Any, case: Case) -> None:
    batch = client.connections.run_batch([case.of(each) for each in case.batch])
    for connection_id in case.batch:
        client.connections.wait_for_run(case.of(connection_id), within=20)
    seen = client.connections.run_batch_status(batch.reference)
    assert (seen.id, seen.provider) == (batch.id, case.provider)
    assert {run.connection_id for run in seen.runs} == set(case.batch)
    assert all(run.status.is_terminal for run in seen.runs)
    with pytest.raises(NotFoundError):
        client.connections.run_batch_status(case.of("no-such-batch"))


@proves("connections.wait_for_run_batch")
def test_a_batch_is_waited_for_until_it_is_over(client: Any, case: Case, world: World) -> None:
    batch = client.connections.run_batch([case.of(each) for each in case.batch])
    over = client.connections.wait_for_run_batch(batch.reference, within=20)
    assert (over.id, over.status.is_terminal) == (batch.id, True)
    assert {run.connection_id for run in over.runs} == set(case.batch)
    assert {run.provider for run in over.runs} == {case.provider}
    before = world.sent()
    with pytest.raises(InvalidArgumentError, match="within"):
        client.connections.wait_for_run_batch(batch.reference, within="soon")
    assert world.sent() == before
