"""OpenInt's API v0 by its real rules: reading and patching connections."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

from trunkline.sandbox import openint_checks
from trunkline.sandbox._clock import iso_millis, postgres_text, written
from trunkline.sandbox._http import Answer, RefusedError, Reply, Router, as_object
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox._world import (
    OPENINT_V0_CONFIGS,
    OPENINT_V0_CONNECTIONS,
    OPENINT_V0_INTEGRATIONS,
)
from trunkline.sandbox.openint_access import Viewer, invalid, refusal, v0_early_refusal, v0_viewer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World

_EXPAND: Final = ("integration", "integration.connector")
_MERGED: Final = ("settings", "metadata")


class OpenIntV0:
    """One organization's OpenInt, API v0."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._router = Router()
        self._router.add("GET", "/core/connection/{id}", self._get_connection)
        self._router.add("PATCH", "/core/connection/{id}", self._update_connection)
        self._router.add("GET", "/core/connection", self._list_connections)

    def answer(self, request: Request) -> Answer:
        """Answer one request; a resolved `x-connection-id` comes back as a header."""
        try:
            selected = self._selected(request)
            viewer = v0_viewer(self._world, request)
            found = self._router.find(request.method, request.path)
            if found is None:
                raise refusal("NOT_FOUND", "Not found")
            if viewer.role == "anon":
                raise refusal("UNAUTHORIZED", "Authentication required")
            reply = found[0](request, found[1])
        except RefusedError as error:
            return error.reply
        if selected and isinstance(reply, Reply):
            return Reply(reply.status, reply.body, (*reply.headers, ("x-connection-id", selected)))
        return reply

    def _selected(self, request: Request) -> str | None:
        """The header that chooses a connection for pass-through calls; operations take it from the path."""
        given = request.header("x-connection-id")
        if given is None:
            return None
        if not given.startswith("conn_"):
            status, kind = (500, "INTERNAL_ERROR") if self._world.quirks else (400, "USER_ERROR")
            raise v0_early_refusal(status, kind, 'Invalid x-connection-id: must start with "conn_"')
        return given if self._world.store.get(OPENINT_V0_CONNECTIONS, given) else None

    def _get_connection(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        path = "getConnection"
        inputs = Inputs(request, any_text_is_true=self._world.quirks)
        row_id = self._id(inputs, parameters)
        force = bool(inputs.flag("forceRefresh"))
        expand = inputs.comma_list("expand", _EXPAND)
        self._require_valid(inputs, request, path, parameters)
        row = self._visible(request, row_id, path)
        shown = self._read(row, force=force, expand=expand)
        config = self._world.store.get(OPENINT_V0_CONFIGS, str(row.get("connectorConfigId"))) or {}
        shown["connector_config"] = {name: config.get(name) for name in ("id", "orgId", "connectorName")}
        return Reply(200, shown)

    def _list_connections(self, request: Request, _: Mapping[str, str]) -> Answer:
        inputs = Inputs(request, any_text_is_true=self._world.quirks)
        force = bool(inputs.flag("forceRefresh"))
        expand = inputs.comma_list("expand", _EXPAND)
        limit, offset = int(inputs.number("limit") or 0), int(inputs.number("offset") or 0)
        filters = {
            "customerId": inputs.text("customerId", shortest=1),
            "connectorConfigId": inputs.text("connectorConfigId", prefix="ccfg_"),
            "connectorName": inputs.text("connectorName"),
        }
        self._require_valid(inputs, request, "listConnection")
        viewer = v0_viewer(self._world, request)
        rows = [
            row
            for row in self._world.store.find(OPENINT_V0_CONNECTIONS, owner=viewer.org)
            if viewer.sees(viewer.org, row.get("customerId"))
            and all(value in {None, row.get(name)} for name, value in filters.items())
        ]
        page = rows[max(offset, 0) :][: limit if limit > 0 else None]
        return Reply(200, [self._read(row, force=force, expand=expand) for row in page])

    def _update_connection(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        path = "updateConnection"
        given = self._body(request, path)
        inputs = Inputs(request, any_text_is_true=self._world.quirks)
        row_id = self._id(inputs, parameters)
        changes = _checked(inputs, given)
        if inputs.issues:
            raise invalid(inputs.issues, {**given, "id": row_id}, path)
        row = self._visible(request, row_id, path)
        if changes:
            for name, value in changes.items():
                row[name] = self._stored(name, row.get(name), value)
            row["updatedAt"] = self._world.now()
            self._world.store.put(OPENINT_V0_CONNECTIONS, row_id, row)
            if self._world.quirks:
                # A rewritten row of an unordered table is found at its end.
                self._world.store.move_to_end(OPENINT_V0_CONNECTIONS, row_id)
        return Reply(200, self._show(row, iso_millis))

    def _stored(self, name: str, stored: Any, given: Any) -> Any:
        """What a member becomes: objects are merged one level deep, null and everything else replace."""
        if name not in _MERGED or given is None or stored is None:
            return given
        if all(isinstance(value, dict) for value in (stored, given)):
            return stored | given
        if self._world.quirks and any(isinstance(value, list) for value in (stored, given)):
            # The database's concatenation: a list grows, whatever is added to it.
            return [*_as_list(stored), *_as_list(given)]
        return given

    def _read(self, row: Document, *, force: bool, expand: list[str]) -> Document:
        live = openint_checks.v0_wants_live_check(row, self._world.now(), force=force, expanded=bool(expand))
        if live if self._world.quirks else force:
            openint_checks.v0_check(self._world, row)
            self._world.store.put(OPENINT_V0_CONNECTIONS, row["id"], row)
        shown = self._show(row, postgres_text if self._world.quirks else iso_millis)
        if expand:
            shown["integration"] = self._world.store.get(
                OPENINT_V0_INTEGRATIONS, str(row.get("integrationId"))
            )
        if "integration.connector" in expand:
            name = str(row["connectorName"]).lower()
            logo = f"https://cdn.openint.example/_assets/logo-{name}.svg"
            shown["connector"] = {"id": row["connectorConfigId"], "name": name, "logoUrl": logo}
        return shown

    def _show(self, row: Document, as_text: Callable[[float], str]) -> Document:
        shown = row | written(row, ("createdAt", "updatedAt"), as_text)
        if not self._world.quirks:
            # Documented, but the server's table has no such column.
            error = as_object(as_object(row.get("settings")).get("error"))
            shown["standard"] = {
                "displayName": row.get("displayName"),
                "status": "disconnected" if error else "healthy",
                "statusMessage": error.get("message"),
                "labels": [],
            }
        return shown

    def _visible(self, request: Request, row_id: str, path: str) -> Document:
        row = self._world.store.get(OPENINT_V0_CONNECTIONS, row_id)
        viewer: Viewer = v0_viewer(self._world, request)
        if row is None or not viewer.sees(self._world.credentials.openint_org_id, row.get("customerId")):
            raise refusal("NOT_FOUND", f"Connection {row_id} not found", path=path)
        return row

    def _id(self, inputs: Inputs, parameters: Mapping[str, str]) -> str:
        if not parameters["id"].startswith("conn_"):
            inputs.issue("invalid_string", "id", 'Invalid input: must start with "conn_"')
        return parameters["id"]

    def _require_valid(
        self, inputs: Inputs, request: Request, path: str, parameters: Mapping[str, str] | None = None
    ) -> None:
        if inputs.issues:
            raise invalid(inputs.issues, dict(request.parameters) | dict(parameters or {}), path)

    def _body(self, request: Request, path: str) -> Document:
        if not request.body and not request.media_type:
            return {}
        if request.media_type != "application/json":
            raise refusal(
                "UNSUPPORTED_MEDIA_TYPE", f'Unsupported content-type "{request.media_type}"', path=path
            )
        try:
            given: object = json.loads(request.body, parse_constant=_refuse_constant)
            json.dumps(given, ensure_ascii=False).encode()  # half a surrogate pair is no text
        except (ValueError, RecursionError):
            raise refusal("PARSE_ERROR", "Failed to parse request body", path=path) from None
        if not isinstance(given, dict):
            raise refusal(
                "BAD_REQUEST", "Input validation failed", path=path, issues=[{"message": "Expected object"}]
            )
        return cast("Document", given)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _as_list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _checked(inputs: Inputs, given: Document) -> Document:
    """The members that an update knows; others are dropped in silence, wrong ones noted."""
    rules: dict[str, tuple[Callable[[Any], bool], str]] = {
        "settings": (lambda value: value is None or isinstance(value, dict), "Expected object"),
        "displayName": (lambda value: value is None or isinstance(value, str), "Expected string"),
        "metadata": (lambda _: True, ""),
        "disabled": (lambda value: isinstance(value, bool), "Expected boolean"),
        "customerId": (
            lambda value: value is None or (isinstance(value, str) and value != ""),
            "Expected string",
        ),
        "integrationId": (
            lambda value: value is None or (isinstance(value, str) and value.startswith("int_")),
            'Invalid input: must start with "int_"',
        ),
    }
    changes = {name: given[name] for name in rules if name in given}
    for name, value in changes.items():
        fits, message = rules[name]
        if not fits(value):
            inputs.issue("invalid_type", name, message)
    return changes
