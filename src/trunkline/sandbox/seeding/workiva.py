"""Seeds Workiva: links between spreadsheets, documents and Wdata tables, in every state of their last run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox import seeds
from trunkline.sandbox._clock import iso_seconds
from trunkline.sandbox._world import WORKIVA_CONNECTIONS, World
from trunkline.sandbox.seeding.shapes import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document

_OTHERS: Final = 20
_USER: Final = "V0ZVc2VyHzUyNDMx"
_SPREADSHEET: Final = "124efa2a142f472ba1ceab34ed18915f"
_ELSEWHERE: Final = {
    "wdata_table": "7a0d5b8e41c24f4a9c1f0f5f27d1b0e1",
    "document": "d0c35b8e41c24f4a9c1f0f5f27d1b0e2",
    "presentation": "de5c5b8e41c24f4a9c1f0f5f27d1b0e3",
}
"""Where a link goes that does not go into the spreadsheet."""
_TABLE: Final = "7a0d5b8e41c24f4a9c1f0f5f27d1b001"
_LINKS: Final = (
    ("wdata_query", "spreadsheet"),
    ("spreadsheet", "wdata_table"),
    ("wdata_table", "document"),
    ("spreadsheet", "presentation"),
)


def fill(world: World) -> None:
    """Write the connections."""
    now = world.now()
    for connection in (*_well_known(now), *_others(now)):
        world.store.put(WORKIVA_CONNECTIONS, connection["connectionId"], connection)


def _row(id: str, name: str | None, now: float, **members: Any) -> Document:
    row: Document = {
        "connectionId": id,
        "name": name,
        "description": f"{name}, every month" if name else None,
        "created": iso_seconds(now - 200 * DAY),
        "createdBy": _USER,
        "updated": iso_seconds(now - 2 * HOUR),
        "sourceId": _TABLE,
        "sourceType": "wdata_query",
        "sourceWorkspaceId": seeds.WORKIVA_WORKSPACE,
        "destinationId": _SPREADSHEET,
        "destinationType": "spreadsheet",
        "destinationWorkspaceId": seeds.WORKIVA_WORKSPACE,
        "workspaceId": seeds.WORKIVA_WORKSPACE,
        "metadata": {"section": "Umsätze"} if name else {},
    } | members
    return {key: value for key, value in row.items() if value is not None}


def _run(id: str, now: float, source: str, destination: str, *, error: str = "") -> Document:
    """The members that a connection has once it has run."""
    job = f"9c3a{id[4:-4]}9{id[-3:]}"
    moment = iso_seconds(now - 10 * MINUTE)
    run = {
        "connectionId": id,
        "created": iso_seconds(now - 12 * MINUTE),
        "createdBy": _USER,
        "updated": moment,
        "sourceStatus": source,
        "destinationStatus": destination,
        "jobId": job,
        "error": error,
        "sourceMetadata": {},
        "destinationMetadata": {"rows": 1204},
        "sourceParameters": {"period": "2026-01"},
        "destinationParameters": {},
        "sourceWorkspaceId": seeds.WORKIVA_WORKSPACE,
        "destinationWorkspaceId": seeds.WORKIVA_WORKSPACE,
        "workspaceId": seeds.WORKIVA_WORKSPACE,
    }
    return {
        "lastRun": run,
        "lastRunBy": _USER,
        "lastRunDate": moment,
        "lastRunJobId": job,
        "lastRunSourceParameters": {"period": "2026-01"},
        "lastRunDestinationParameters": {},
    }


def _well_known(now: float) -> list[Document]:
    def row(id: str, name: str | None, source: str, destination: str, error: str = "") -> Document:
        return _row(id, name, now, **_run(id, now, source, destination, error=error))

    denied = "Destination section is locked by another user"
    return [
        row(seeds.WORKIVA_COMPLETE, "Trial balance to 10-K", "complete", "complete"),
        row(seeds.WORKIVA_RUNNING, "Headcount to ESG report", "running", "not_started"),
        row(seeds.WORKIVA_ERROR, "Cash flow to board deck", "complete", "error", denied)
        | {"_outcome": "error"},
        row(seeds.WORKIVA_CANCELLED, "FX rates to consolidation", "complete", "cancelled")
        | {"_outcome": "cancelled"},
        _row(
            seeds.WORKIVA_NEVER_RUN,
            "Leases to footnote 7",
            now,
            sourceType="spreadsheet",
            sourceId=_SPREADSHEET,
        ),
        row(seeds.WORKIVA_HALF_DONE, "Segments to 10-Q", "complete", "running"),
        row(seeds.WORKIVA_UNNAMED, None, "complete", "complete"),
    ]


def _others(now: float) -> list[Document]:
    rows: list[Document] = []
    for number in range(_OTHERS):
        link_id = f"0b5c1e52-7d1f-4c59-9a53-3f6f1d7a01{number:02x}"
        source, destination = _LINKS[number % len(_LINKS)]
        members = _run(link_id, now, "complete", "complete") if number % 5 else {}
        members |= {"sourceType": source, "destinationType": destination}
        members |= {"destinationId": _ELSEWHERE.get(destination, _SPREADSHEET)}
        rows.append(_row(link_id, f"Schedule {number + 1}", now, **members))
    return rows
