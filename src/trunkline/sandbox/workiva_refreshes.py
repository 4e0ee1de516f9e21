"""Workiva's refreshes: of one connection or of up to a hundred at once, and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from trunkline.sandbox._clock import iso_seconds
from trunkline.sandbox._http import Answer, Router
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox._world import WORKIVA_BATCHES
from trunkline.sandbox.workiva_answers import checked_order, read_json, refusal, require_valid, success

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World
    from trunkline.sandbox.workiva_runs import Runs

_LARGEST_BATCH: Final = 100
_UNWRITABLE: Final = "The destination is locked by another user"


class Refreshes:
    """The operations that start runs or ask how they stand."""

    def __init__(self, world: World, runs: Runs) -> None:
        self._world = world
        self._runs = runs

    def add_routes(self, router: Router) -> None:
        """Answer for refreshes; the batch comes first, since `batch` could also be a connection's id."""
        router.add("POST", "/api/v1/connections/batch/refresh", self._refresh_batch)
        router.add("GET", "/api/v1/connections/batch/refresh/{batchId}", self._batch_status)
        router.add("POST", "/api/v1/connections/{connectionId}/refresh", self._refresh)
        router.add("GET", "/api/v1/connections/{connectionId}/status", self._status)

    def _refresh(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        connection_id = parameters["connectionId"]
        order = checked_order(read_json(request), "", quirks=self._world.quirks)
        if order.get("connectionId", connection_id) != connection_id:
            message = "connectionId: must be the one of the path"
            require_valid([message], quirks=self._world.quirks)
        row = self._runs.connection(connection_id, order.get("workspaceId"))
        if self._world.switches.locked("workiva", connection_id):
            raise refusal(423, f"Connection {connection_id} is locked")
        self._runs.require_idle(row)
        return success(self._runs.start(row, order))

    def _status(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        workspace = self._workspace(request)
        row = self._runs.connection(parameters["connectionId"], workspace)
        return success(self._runs.find(row, request.first("jobId")))

    def _refresh_batch(self, request: Request, _: Mapping[str, str]) -> Answer:
        quirks = self._world.quirks
        inputs = Inputs(request)
        cancels_children = bool(inputs.flag("cancelUnwritables"))
        require_valid([f"{found['path'][0]}: {found['message']}" for found in inputs.issues], quirks=quirks)
        value = read_json(request)
        orders = self._orders(value)
        rows = [self._runs.connection(order["connectionId"], order.get("workspaceId")) for order in orders]
        if not _belong_together(rows):
            message = "body: must have the same destination spreadsheet, or the same source workbook"
            require_valid([message], quirks=quirks)
        for row in rows:
            self._runs.require_idle(row)
        locked = [self._world.switches.locked("workiva", row["connectionId"]) for row in rows]
        whole = any(locked) and not cancels_children
        jobs = [
            self._runs.start(row, order, cancelled=whole or is_locked, heeds_previous=not quirks)["jobId"]
            for row, order, is_locked in zip(rows, orders, locked, strict=True)
        ]
        return success(self._keep(jobs, rows[0]["workspaceId"], error=_UNWRITABLE if whole else ""))

    def _orders(self, value: Any) -> list[Document]:
        quirks = self._world.quirks
        if not isinstance(value, list):
            require_valid(["body: must be an array"], quirks=quirks)
        found = cast("list[Any]", value)
        if not 1 <= len(found) <= _LARGEST_BATCH:
            require_valid([f"body: size must be between 1 and {_LARGEST_BATCH}"], quirks=quirks)
        orders = [checked_order(one, f"body[{place}]", quirks=quirks) for place, one in enumerate(found)]
        nameless = [place for place, order in enumerate(orders) if not order.get("connectionId")]
        require_valid([f"body[{place}].connectionId: is required" for place in nameless], quirks=quirks)
        if len({order["connectionId"] for order in orders}) < len(orders):
            require_valid(["body: must not name a connection twice"], quirks=quirks)
        return orders

    def _keep(self, jobs: list[str], workspace: str, *, error: str) -> Document:
        number = len(self._world.store.ids(WORKIVA_BATCHES))
        batch: Document = {"jobs": jobs, "workspaceId": workspace, "error": error}
        batch |= {"batchRefreshId": f"5b7d0000-0000-4000-9000-{number:012d}", "created": self._world.now()}
        self._world.store.put(WORKIVA_BATCHES, batch["batchRefreshId"], batch)
        return self._batch(batch)

    def _batch_status(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        workspace = self._workspace(request)
        batch = self._world.store.get(WORKIVA_BATCHES, parameters["batchId"])
        if batch is None or workspace not in {None, "", batch["workspaceId"]}:
            raise refusal(404, f"Batch {parameters['batchId']} not found")
        return success(self._batch(batch))

    def _batch(self, batch: Document) -> Document:
        children = [self._runs.by_job(job) for job in batch["jobs"]]
        failed = [child["error"] for child in children if child["error"]]
        return {
            "batchRefreshId": batch["batchRefreshId"],
            "childRefreshes": children,
            "created": iso_seconds(batch["created"]),
            "createdBy": children[0]["createdBy"],
            "updated": max(child["updated"] for child in children),
            "sourceStatus": _summed(child["sourceStatus"] for child in children),
            "destinationStatus": _summed(child["destinationStatus"] for child in children),
            "error": batch["error"] or next(iter(failed), ""),
        }

    def _workspace(self, request: Request) -> str | None:
        inputs = Inputs(request)
        workspace = inputs.text("workspaceId", longest=40)
        messages = [f"{issue['path'][0]}: {issue['message']}" for issue in inputs.issues]
        require_valid(messages, quirks=self._world.quirks)
        return workspace


def _belong_together(rows: Sequence[Document]) -> bool:
    """Incoming connections of one spreadsheet, or outgoing ones of one workbook."""
    if len({row["destinationId"] for row in rows}) == 1:
        return True
    sources = {row["sourceId"] for row in rows if row["sourceType"].startswith("spreadsheet")}
    return len(sources) == 1 and all(row["sourceType"].startswith("spreadsheet") for row in rows)


def _summed(statuses: Any) -> str:
    """The whole batch's status: unfinished while one child is, failed if one failed."""
    found = set(statuses)
    if len(found) == 1:
        return str(found.pop())
    for status in ("running", "not_started", "error"):
        if status in found:
            # One child ahead of the others means that the batch is at work.
            return "running" if status == "not_started" else status
    return "complete"  # what remains are children that were cancelled beside others that were not
