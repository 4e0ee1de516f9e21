"""Workiva's answers as the unified model: the envelope around them, data links, and the runs of those."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol, TypeVar

from msgspec import UnsetType
from trunkline_workiva import models as native

from .._call import Caller, Operation, Reply
from .._evidence import Content, Evidence
from ..models import Connection, Run, RunStatus, Status, parse_time
from ._given import given, standing

NAME: Final = "workiva"

T = TypeVar("T")
B_co = TypeVar("B_co", covariant=True)


class Envelope(Protocol[B_co]):
    """What every answer is wrapped in."""

    @property
    def body(self) -> B_co | UnsetType | None:
        """What was asked for."""
        ...

    @property
    def code(self) -> int | str | UnsetType | None:
        """The HTTP status once more."""
        ...


def opened(caller: Caller, reply: Reply[Any], envelope: Envelope[T], operation: Operation) -> T | None:
    """What is in an envelope. It repeats the status, at times as text; an error in a 200 is an error."""
    code = given(envelope.code)
    if isinstance(code, str) and code.isascii() and code.isdigit():
        # Four digits tell: a number of thousands of them is more than int() takes.
        code = int(code.lstrip("0")[:4] or "0")
    if isinstance(code, int) and code >= 400:
        shown = str(code) if code < 1000 else "is none"
        caller.misfit(reply, operation, f"the status is 200 and the envelope's code {shown}")
    return given(envelope.body)


def connection(item: native.Connection, connection_id: str, evidence: Evidence) -> Connection:
    """A data link, whose state is that of its last run."""
    source, destination = given(item.source_type), given(item.destination_type)
    latest = _last_run(item, connection_id)
    label = " → ".join(filter(None, (source, destination))) or None
    return Connection(
        id=connection_id,
        provider=NAME,
        display_name=given(item.name) or given(item.description) or label or connection_id,
        scope_id=given(item.workspace_id),
        connector_name=label,
        created_at=parse_time(given(item.created)),
        updated_at=parse_time(given(item.updated)),
        last_activity_at=parse_time(given(item.last_run_date)) or (latest.updated_at if latest else None),
        metadata=given(item.metadata) or {},
        last_run=latest,
        evidence=evidence,
        **told_by(latest),
    )


def connections(
    caller: Caller, reply: Reply[native.ListConnectionsAnswer], operation: Operation, kind: str | None
) -> Sequence[Connection]:
    """The data links of one page: all, or those with a source or destination of a kind."""
    rows = opened(caller, reply, reply.value, operation)
    if rows is None:
        caller.misfit(reply, operation, "body is missing")
    content, items = Content(reply.content), list[Connection]()
    for place, item in enumerate(rows):
        connection_id, kinds = (
            given(item.connection_id),
            (given(item.source_type), given(item.destination_type)),
        )
        if not connection_id:
            caller.misfit(reply, operation, f"body[{place}].connectionId is missing")
        if kind is not None and not any(kinds):
            caller.misfit(
                reply,
                operation,
                f"body[{place}] does not say what it moves, so a kind cannot be picked out: leave connector out",
            )
        if kind is None or kind in kinds:
            items.append(connection(item, connection_id, Evidence(item, content, ("body", place))))
    return items


def _last_run(item: native.Connection, connection_id: str) -> Run | None:
    last_run, job_id = given(item.last_run), given(item.last_run_job_id) or None
    if last_run is None:
        return Run(id=job_id, connection_id=connection_id) if job_id else None
    told = run(last_run, connection_id, job_id)
    # One of which nothing is told, not even an id or a time, is none.
    return told if told.id or told.created_at or told.updated_at or tells(told) else None


def tells(latest: Run) -> bool:
    """Whether anything is said of how a run stands: every word of it may be missing."""
    return bool(latest.source_status or latest.destination_status or latest.error)


def run(item: native.ConnectionRun, connection_id: str | None, job_id: str | None = None) -> Run:
    """A run; the ids are what it is known by, should it not say."""
    source, destination = given(item.source_status), given(item.destination_status)
    error = given(item.error) or None
    return Run(
        id=given(item.job_id) or job_id,
        connection_id=given(item.connection_id) or connection_id,
        status=run_status(source, destination, error),
        source_status=source,
        destination_status=destination,
        error=error,
        created_at=parse_time(given(item.created)),
        updated_at=parse_time(given(item.updated)),
    )


def run_status(source: str | None, destination: str | None, error: str | None) -> RunStatus:
    """What both halves together mean. The source completes before the destination, so one `complete` is not the end."""
    # An empty word is none.
    halves = {source or None, destination or None}
    if error or "error" in halves:
        return RunStatus.FAILED
    if "cancelled" in halves:
        return RunStatus.CANCELLED
    if halves & {"running", "not_started"}:
        return RunStatus.PENDING
    if "complete" in halves and halves <= {"complete", None}:
        return RunStatus.SUCCEEDED
    return RunStatus.UNKNOWN


def told_by(latest: Run | None) -> dict[str, Any]:
    """A data link's standing, as keywords of `Connection`: it has no other than that of its last run."""
    if latest is None:
        # Waiting begins no run.
        return standing(Status.UNKNOWN, "never run", terminal=True)
    halves = (("source", latest.source_status), ("destination", latest.destination_status))
    words = ", ".join(f"{half} {state}" for half, state in halves if state)
    match latest.status:
        case RunStatus.FAILED:
            return standing(Status.ERROR, latest.error or words, terminal=True)
        case RunStatus.CANCELLED:
            return standing(Status.UNKNOWN, f"last run cancelled ({words})", terminal=True)
        case RunStatus.PENDING:
            return standing(Status.PENDING, words)
        case RunStatus.SUCCEEDED:
            return standing(Status.ACTIVE, None)
        case _:
            return standing(Status.UNKNOWN, words or ("a run is known by its id only" if latest.id else None))
