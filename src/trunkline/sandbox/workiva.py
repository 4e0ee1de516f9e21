"""Workiva Wdata by its real rules: reading connections inside `{body, code}`."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from typing import TYPE_CHECKING, Final

from trunkline.sandbox._http import Answer, RefusedError, Reply, Router, as_object
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox._world import WORKIVA_CONNECTIONS, WORKIVA_TOKENS

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


def refusal(status: int, body: str | list[str]) -> RefusedError:
    """The error envelope of Wdata."""
    return RefusedError(Reply(status, {"body": body, "code": status}))


class Workiva:
    """Wdata in one region."""

    def __init__(self, world: World, region: str) -> None:
        self._world = world
        self._region = region
        self._router = Router()
        self._router.add("GET", "/api/v1/connections/{connectionId}", self._get_connection)
        self._router.add("GET", "/api/v1/connections", self._list_connections)

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        try:
            self._require_token(request)
            found = self._router.find(request.method, request.path)
            if found is None:
                raise refusal(404, f"No route for {request.method} {request.path}")
            return found[0](request, found[1])
        except RefusedError as error:
            return error.reply

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
        row = self._world.store.get(WORKIVA_CONNECTIONS, parameters["connectionId"])
        if row is None or workspace not in {None, "", row["workspaceId"]}:
            raise refusal(404, f"Connection {parameters['connectionId']} not found")
        return Reply(200, {"body": row, "code": 200})

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
        answer: Document = {"body": rows[start : start + limit], "code": 200}
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
        limit, offset = inputs.integer("limit", 1000, 1, 1000), inputs.integer("offset", 0, 0)
        return {"filters": filters, "limit": limit, "offset": offset}

    def _resumed(self, inputs: Inputs, cursor: str) -> Document:
        """A list as its cursor says; every other parameter is ignored."""
        try:
            found = as_object(json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))))
        except (binascii.Error, ValueError):
            found = {}
        if set(found) != {"filters", "limit", "offset"}:
            inputs.issue("custom", "cursor", "The cursor is not valid")
            return {"filters": {}, "limit": 1, "offset": 0}
        return found

    def _require_valid(self, inputs: Inputs) -> None:
        if inputs.issues:
            messages = [f"{issue['path'][0]}: {issue['message']}" for issue in inputs.issues]
            raise refusal(400, messages if self._world.quirks else "; ".join(messages))


def _seal(query: Document) -> str:
    return base64.urlsafe_b64encode(json.dumps(query, separators=(",", ":")).encode()).decode().rstrip("=")
