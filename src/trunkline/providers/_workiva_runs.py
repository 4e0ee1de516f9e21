"""Workiva's runs: started and followed, alone or in batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs
from msgspec import UNSET as ABSENT
from trunkline_workiva import models as native
from trunkline_workiva.operations import (
    get_refresh_batch_status,
    get_refresh_status,
    refresh_batch,
    refresh_connection,
)

from ..errors import BadRequestError, InvalidArgumentError, NotFoundError, PermissionDeniedError
from ..models import Connection, Run, RunBatch, RunStatus, Unset, parse_time
from ._given import given, sent_object
from ._workiva_reading import NAME, opened, run, run_status, tells, told_by

if TYPE_CHECKING:
    from .._call import Caller, Operation, Reply
    from ._asked import RunRequest


def asked(request: RunRequest, workspace_id: str | None) -> native.RefreshConnectionBody:
    """What a run is started with in Workiva's words, or `InvalidArgumentError`."""
    for name in ("source_parameters", "destination_parameters"):
        if request.reuse_parameters and not isinstance(getattr(request, name), Unset):
            # The vendor would not refuse both: it would drop the ones that were given.
            raise InvalidArgumentError(
                f"reuse_parameters takes those of the last run: leave {name} out, or it"
            )
    again = True if request.reuse_parameters else ABSENT
    return native.RefreshConnectionBody(
        source_parameters=sent_object(request.source_parameters),
        destination_parameters=sent_object(request.destination_parameters),
        use_previous_source_parameters=again,
        use_previous_destination_parameters=again,
        workspace_id=workspace_id or ABSENT,
    )


async def start(caller: Caller, connection_id: str, body: native.RefreshConnectionBody) -> Run:
    """Start a run, once: every request of this kind starts another."""
    reply = await caller.call(
        refresh_connection.build_request, refresh_connection.parse_response, connection_id, body
    )
    item = opened(caller, reply, reply.value, refresh_connection.OPERATION)
    if item is None:
        caller.misfit(reply, refresh_connection.OPERATION, "body is missing")
    _check_about(caller, reply, refresh_connection.OPERATION, connection_id, item)
    if not given(item.job_id):
        # Without it nobody could tell this run from the one before.
        caller.misfit(reply, refresh_connection.OPERATION, "body.jobId is missing")
    return run(item, connection_id)


async def follow(caller: Caller, connection_id: str, run_id: str | None, workspace_id: str | None) -> Run:
    """A run, the latest unless named."""
    reply = await caller.call(
        get_refresh_status.build_request,
        get_refresh_status.parse_response,
        connection_id,
        job_id=ABSENT if run_id is None else run_id,
        workspace_id=workspace_id or ABSENT,
    )
    item = opened(caller, reply, reply.value, get_refresh_status.OPERATION)
    if item is None:
        if run_id is None:
            # Never run: there is no latest.
            return Run(connection_id=connection_id)
        caller.misfit(reply, get_refresh_status.OPERATION, "body is missing")
    _check_about(caller, reply, get_refresh_status.OPERATION, connection_id, item)
    if run_id is not None and given(item.job_id) not in (None, run_id):
        caller.misfit(reply, get_refresh_status.OPERATION, "it is about another run than the one asked for")
    return run(item, connection_id, run_id)


async def with_last_run(caller: Caller, found: Connection, workspace_id: str | None) -> Connection:
    """A connection; where it does not say how its last run stands, or tells of another, with what that run tells."""
    named = found.last_run
    if named is None:
        return found
    run_id = given(found.native.last_run_job_id) or named.id
    if tells(named) and run_id == named.id:
        return found
    try:
        latest = await follow(caller, found.id, run_id, workspace_id)
    except (BadRequestError, NotFoundError, PermissionDeniedError):
        # Nobody knows it any more, or it is not for this client to know.
        latest = None
    if latest is None or (latest.id is None and not tells(latest)):
        # No waiting will tell what came of it.
        unknown = named if run_id == named.id else Run(id=run_id, connection_id=found.id)
        return attrs.evolve(found, last_run=unknown, **{**told_by(unknown), "is_terminal": True})
    moved = parse_time(given(found.native.last_run_date)) or latest.updated_at or found.last_activity_at
    return attrs.evolve(found, last_run=latest, last_activity_at=moved, **told_by(latest))


def _check_about(
    caller: Caller, reply: Reply[Any], operation: Operation, connection_id: str, item: native.ConnectionRun
) -> None:
    if given(item.connection_id) not in (None, connection_id):
        caller.misfit(reply, operation, "it is about another connection than the one asked for")


def entries(connection_ids: Sequence[str], workspace_id: str | None) -> native.RefreshBatchBody:
    """A batch in Workiva's words, or `InvalidArgumentError`."""
    if len(set(connection_ids)) < len(connection_ids):
        raise InvalidArgumentError("a batch runs each connection once: one is named twice")
    return tuple(
        native.RefreshBatchEntry(connection_id=connection_id, workspace_id=workspace_id or ABSENT)
        for connection_id in connection_ids
    )


async def start_batch(caller: Caller, body: native.RefreshBatchBody) -> RunBatch:
    """Start a batch, once."""
    reply = await caller.call(refresh_batch.build_request, refresh_batch.parse_response, body)
    item = opened(caller, reply, reply.value, refresh_batch.OPERATION)
    batch_id = given(item.batch_refresh_id) if item is not None else None
    if item is None or not batch_id:
        caller.misfit(reply, refresh_batch.OPERATION, "body.batchRefreshId is missing")
    batch = _batch(item, batch_id)
    if not {each.connection_id for each in batch.runs} <= {None, *(each.connection_id for each in body)}:
        caller.misfit(reply, refresh_batch.OPERATION, "it runs another connection than those asked for")
    return batch


async def follow_batch(caller: Caller, batch_id: str, workspace_id: str | None) -> RunBatch:
    """A batch, with its runs as far as the vendor tells."""
    reply = await caller.call(
        get_refresh_batch_status.build_request,
        get_refresh_batch_status.parse_response,
        batch_id,
        workspace_id=workspace_id or ABSENT,
    )
    item = opened(caller, reply, reply.value, get_refresh_batch_status.OPERATION)
    if item is None:
        caller.misfit(reply, get_refresh_batch_status.OPERATION, "body is missing")
    if given(item.batch_refresh_id) not in (None, batch_id):
        caller.misfit(
            reply, get_refresh_batch_status.OPERATION, "it is about another batch than the one asked for"
        )
    return _batch(item, batch_id)


def _batch(item: native.RefreshBatch, batch_id: str) -> RunBatch:
    runs = tuple(run(child, None) for child in given(item.child_refreshes) or ())
    error = given(item.error) or None
    status = run_status(given(item.source_status), given(item.destination_status), error)
    return RunBatch(
        id=batch_id,
        provider=NAME,
        status=_outcome(status, runs),
        runs=runs,
        error=error,
        created_at=parse_time(given(item.created)),
        updated_at=parse_time(given(item.updated)),
    )


def _outcome(said: RunStatus, runs: Sequence[Run]) -> RunStatus:
    """What a batch comes to: what it says itself, unless its runs tell otherwise where it says that all is done."""
    if said is RunStatus.UNKNOWN:
        return _together(runs)
    telling = [each for each in runs if tells(each)]
    return _together(telling) if said is RunStatus.SUCCEEDED and telling else said


def _together(runs: Sequence[Run]) -> RunStatus:
    """What the runs come to."""
    found = {each.status for each in runs}
    # What is under way decides first: no outcome is one before all have come to theirs.
    order = (RunStatus.PENDING, RunStatus.UNKNOWN, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.SUCCEEDED)
    return next((status for status in order if status in found), RunStatus.UNKNOWN)
