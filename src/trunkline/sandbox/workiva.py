"""Workiva Wdata by its real rules, one region of it: who is asking, and reading connections."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from functools import partial
from typing import TYPE_CHECKING, Final

from trunkline.sandbox import _json
from trunkline.sandbox._http import Answer, Reply, Router, as_object
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox._world import WORKIVA_CONNECTIONS, WORKIVA_TOKENS
from trunkline.sandbox.workiva_answers import refusal, require_patience, require_valid, routed, success
from trunkline.sandbox.workiva_refreshes import Refreshes
from trunkline.sandbox.workiva_runs import Runs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World

_DESTINATIONS: Final = (
    "document",
    "document_chart",
    "document_embedded_table",
    "presentation",
    "presentation_chart",
    "presentation_embedded_table",
    "report",
    "spreadsheet",
    "spreadsheet_section",
    "wdata_query",
    "wdata_table",
    "wdata_table_dataset",
)
_SOURCES: Final = (*_DESTINATIONS, "esg_program")
_MOST: Final = 1000


class Workiva:
    """Wdata in one region."""

    def __init__(self, world: World, region: str) -> None:
        self._world = world
        self._region = region
        self._runs = Runs(world)
        self._router = Router()
        self._router.add("GET", "/health", self._health)
        self._router.add("GET", "/api/v1/connections/{connectionId}", self._get_connection)
        self._router.add("GET", "/api/v1/connections", self._list_connections)
        Refreshes(world, self._runs).add_routes(self._router)

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        return routed(self._router, request, partial(self._admit, request))

    def _admit(self, request: Request) -> None:
        require_patience(self._world, "workiva", {"body": "Too many requests", "code": 429})
        self._require_token(request)

    def _require_token(self, request: Request) -> None:
        scheme, _, token = (request.header("authorization") or "").partition(" ")
        if scheme.lower() == "bearer" and token:
            if hmac.compare_digest(token.encode(), self._world.credentials.workiva_token.encode()):
                return
            known = self._world.store.get(WORKIVA_TOKENS, token)
            if known and known["region"] == self._region and known["expires_at"] > self._world.now():
                return
        raise refusal(401, "Unauthorized")

    def _get_connection(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        inputs = Inputs(request)
        workspace = inputs.text("workspaceId", longest=40)
        self._require_valid(inputs)
        return success(_shown(self._runs.connection(parameters["connectionId"], workspace)))

    def _health(self, request: Request, _: Mapping[str, str]) -> Answer:
        return success({"status": "UP", "region": self._region})

    def _list_connections(self, request: Request, _: Mapping[str, str]) -> Answer:
        inputs = Inputs(request)
        cursor = request.first("cursor")
        query = self._resumed(inputs, cursor) if cursor else self._asked(inputs)
        self._require_valid(inputs)
        rows = [
            row
            for row in self._world.store.find(WORKIVA_CONNECTIONS)
            if all(row.get(name) == value for name, value in query["filters"].items())
        ]
        start, limit = query["offset"], query["limit"]
        page = rows[start : start + limit]
        for row in page:
            self._runs.settle(row)
        answer: Document = {"body": [_shown(row) for row in page], "code": 200}
        if start + limit < len(rows):
            answer["cursor"] = _seal(query | {"offset": start + limit})
        return Reply(200, answer)

    def _asked(self, inputs: Inputs) -> Document:
        """A list as its parameters say."""
        filters: dict[str, str] = {}
        for end, types in (("source", _SOURCES), ("destination", _DESTINATIONS)):
            kind, item = inputs.choice(f"{end}Type", types), inputs.text(f"{end}Id")
            if kind is not None and not item:
                inputs.issue("custom", f"{end}Id", f"{end}Id is required when {end}Type is used")
            filters |= {name: value for name, value in ((f"{end}Type", kind), (f"{end}Id", item)) if value}
        limit, offset = inputs.integer("limit", _MOST, 1, _MOST), inputs.integer("offset", 0, 0)
        return {"filters": filters, "limit": limit, "offset": offset}

    def _resumed(self, inputs: Inputs, cursor: str) -> Document:
        """A list as its cursor says; every other parameter is ignored."""
        try:
            found = as_object(_json.parse(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))))
        except (binascii.Error, ValueError):
            found = {}
        if not _is_ours(found):
            inputs.issue("custom", "cursor", "The cursor is not valid")
            return {"filters": {}, "limit": 1, "offset": 0}
        return found

    def _require_valid(self, inputs: Inputs) -> None:
        messages = [f"{issue['path'][0]}: {issue['message']}" for issue in inputs.issues]
        require_valid(messages, quirks=self._world.quirks)


def _shown(row: Document) -> Document:
    return {name: value for name, value in row.items() if not name.startswith("_")}


def _is_ours(query: Document) -> bool:
    """Whether a cursor was made here, as far as can be told: somebody may well have made one up."""
    if set(query) != {"filters", "limit", "offset"}:
        return False
    limit, offset, filters = query["limit"], query["offset"], query["filters"]
    names = {f"{end}{member}" for end in ("source", "destination") for member in ("Type", "Id")}
    return (
        isinstance(limit, int)
        and isinstance(offset, int)
        and 1 <= limit <= _MOST
        and offset >= 0
        and filters == as_object(filters)
        and set(as_object(filters)) <= names
    )


def _seal(query: Document) -> str:
    return base64.urlsafe_b64encode(json.dumps(query, separators=(",", ":")).encode()).decode().rstrip("=")
