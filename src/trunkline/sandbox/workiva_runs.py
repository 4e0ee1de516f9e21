"""Workiva's runs: started, moving on with the clock, first the source and then the destination, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox._clock import iso_seconds
from trunkline.sandbox._http import as_object
from trunkline.sandbox._world import WORKIVA_CONNECTIONS, WORKIVA_RUNS
from trunkline.sandbox.workiva_answers import refusal

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document
    from trunkline.sandbox._world import World

_USER: Final = "V0ZVc2VyHzUyNDMx"
_UNDER_WAY: Final = frozenset({"not_started", "running"})
_STAGES: Final = (
    (0.9, "complete", "running"),
    (0.6, "complete", "not_started"),
    (0.1, "running", "not_started"),
    (0.0, "not_started", "not_started"),
)
"""From which part of its time on a run is where, the latest first; in the end comes the outcome."""


class Runs:
    """The runs of every connection, and the connections as the runs have left them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def connection(self, id: str, workspace: str | None = None) -> Document:
        """A connection after the time that has passed; 404 if there is none in that workspace."""
        row = self._world.store.get(WORKIVA_CONNECTIONS, id)
        if row is None or workspace not in {None, "", row["workspaceId"]}:
            raise refusal(404, f"Connection {id} not found")
        self.settle(row)
        return row

    def settle(self, row: Document) -> None:
        """Bring the members about the last run up to date, as long as it is one of ours and under way."""
        job = row.get("_running")
        stored = self._world.store.get(WORKIVA_RUNS, str(job)) if job else None
        if stored is None:
            return
        run = self.shown(stored)
        if not is_under_way(run):
            del row["_running"]
        row |= {
            "lastRun": run,
            "lastRunBy": run["createdBy"],
            "lastRunDate": run["updated"],
            "lastRunJobId": run["jobId"],
            "lastRunSourceParameters": run["sourceParameters"],
            "lastRunDestinationParameters": run["destinationParameters"],
        }
        self._world.store.put(WORKIVA_CONNECTIONS, row["connectionId"], row)

    def require_idle(self, row: Document) -> None:
        """409 while a run of this connection is under way."""
        if is_under_way(as_object(row.get("lastRun"))):
            raise refusal(409, f"Collision: connection {row['connectionId']} is being refreshed already")

    def start(
        self, row: Document, order: Document, *, cancelled: bool = False, heeds_previous: bool = True
    ) -> Document:
        """Start a run of a connection and answer how it stands."""
        job = f"9c3b0000-0000-4000-9000-{len(self._world.store.ids(WORKIVA_RUNS)):012d}"
        parameters = {end: _parameters(row, order, end, heeds_previous) for end in ("Source", "Destination")}
        stored: Document = {
            "connectionId": row["connectionId"],
            "createdBy": _USER,
            "jobId": job,
            "sourceMetadata": {},
            "destinationMetadata": {},
            "sourceParameters": parameters["Source"],
            "destinationParameters": parameters["Destination"],
            "sourceWorkspaceId": row.get("sourceWorkspaceId"),
            "destinationWorkspaceId": row.get("destinationWorkspaceId"),
            "workspaceId": row["workspaceId"],
            "_started": self._world.now(),
            "_seconds": 0.0 if cancelled else self._world.run_seconds,
            "_outcome": "cancelled" if cancelled else row.get("_outcome", "complete"),
            "_source": "cancelled" if cancelled else "complete",
        }
        self._world.store.put(WORKIVA_RUNS, job, stored)
        row["_running"] = job
        self.settle(row)
        return self.shown(stored)

    def find(self, row: Document, job: str | None) -> Document:
        """One run of a connection, or its latest; 404 if there is none."""
        last = as_object(row.get("lastRun"))
        if not job:
            if last:
                return last
            raise refusal(404, f"Connection {row['connectionId']} has not been refreshed yet")
        stored = self._world.store.get(WORKIVA_RUNS, job)
        if stored is not None and stored["connectionId"] == row["connectionId"]:
            return self.shown(stored)
        if last.get("jobId") == job:
            return last
        raise refusal(404, f"Job {job} not found for connection {row['connectionId']}")

    def by_job(self, job: str) -> Document:
        """A run that is known to exist."""
        return self.shown(as_object(self._world.store.get(WORKIVA_RUNS, job)))

    def shown(self, stored: Document) -> Document:
        """A run as it is answered, after the time that has passed."""
        started, seconds = stored["_started"], stored["_seconds"]
        elapsed = self._world.now() - started
        run = {name: value for name, value in stored.items() if not name.startswith("_")}
        error = ""
        if elapsed >= seconds:
            since, source, destination = seconds, stored["_source"], stored["_outcome"]
            if destination == "error":
                error = "Destination section is locked by another user"
            elif destination == "complete":
                run["destinationMetadata"] = {"rows": 1204}
        else:
            since, source, destination = next(
                (part * seconds, source, destination)
                for part, source, destination in _STAGES
                if elapsed >= part * seconds or part == 0.0
            )
        return run | {
            "created": iso_seconds(started),
            "updated": iso_seconds(started + since),
            "sourceStatus": source,
            "destinationStatus": destination,
            "error": error,
        }


def is_under_way(run: Document) -> bool:
    """Whether a run has not ended: the source being complete is not enough."""
    ends = {run.get("sourceStatus"), run.get("destinationStatus")}
    return bool(ends & _UNDER_WAY) and not run.get("error") and not ends & {"error", "cancelled"}


def _parameters(row: Document, order: Document, end: str, heeds_previous: bool) -> Document:
    if heeds_previous and order.get(f"usePrevious{end}Parameters"):
        return as_object(row.get(f"lastRun{end}Parameters"))
    return as_object(order.get(f"{end.lower()}Parameters"))
