"""OpenInt v0's connections: reading, creating, patching, deleting, checking and syncing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox import openint_checks
from trunkline.sandbox._clock import iso_millis, postgres_text, written
from trunkline.sandbox._http import Answer, RefusedError, Reply, as_object
from trunkline.sandbox._world import (
    OPENINT_V0_CONFIGS,
    OPENINT_V0_CONNECTIONS,
    OPENINT_V0_INTEGRATIONS,
    OPENINT_V0_REVOKED,
)
from trunkline.sandbox.openint_access import upstream_failure
from trunkline.sandbox.openint_bodies import ANYTHING, Rule, checked, flag, record, text
from trunkline.sandbox.openint_v0_call import V0Call

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trunkline.sandbox._http import Document, Operation, Request
    from trunkline.sandbox._world import World

_EXPAND: Final = ("integration", "integration.connector")
_KEPT_WITH_A_NAME: Final = {
    "displayName": text(null=True),
    "metadata": ANYTHING,
    "disabled": flag(),
    "customerId": text(shortest=1, null=True),
    "integrationId": text(prefix="int_", null=True),
}
_UPDATE: Final = {"settings": record(null=True), **_KEPT_WITH_A_NAME}
_CREATE: Final = {"connectorConfigId": text(prefix="ccfg_", required=True), **_UPDATE}
_CHECK: Final[dict[str, Rule]] = dict.fromkeys(
    ("skipCache", "import", "updateWebhook", "sandboxSimulateUpdate", "sandboxSimulateDisconnect"),
    flag(null=True),
)
_SYNC: Final[dict[str, Rule]] = dict.fromkeys(
    ("async", "metaOnly", "fullResync", "todo_upstreamRefresh", "todo_removeUnsyncedData"), flag(null=True)
)


class V0Connections:
    """The operations on connections."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[tuple[str, str, Operation]]:
        """Method, path and operation of each."""
        return [
            ("GET", "/core/connection/{id}", self._get),
            ("GET", "/core/connection", self._list),
            ("POST", "/core/connection", self._create),
            ("PATCH", "/core/connection/{id}", self._update),
            ("DELETE", "/core/connection/{id}", self._delete),
            ("POST", "/core/connection/{id}/_check", self._check),
            ("POST", "/core/connection/{id}/_sync", self._sync),
        ]

    def _get(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "getConnection")
        row_id = call.id("conn_")
        force = bool(call.inputs.flag("forceRefresh"))
        expand = call.inputs.comma_list("expand", _EXPAND)
        call.require_valid()
        shown = self._read(call, self._visible(call, row_id), force=force, expand=expand)
        config = self._world.store.get(OPENINT_V0_CONFIGS, str(shown.get("connectorConfigId"))) or {}
        shown["connector_config"] = {name: config.get(name) for name in ("id", "orgId", "connectorName")}
        return Reply(200, shown)

    def _list(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "listConnection")
        inputs, viewer = call.inputs, call.viewer
        force = bool(inputs.flag("forceRefresh"))
        expand = inputs.comma_list("expand", _EXPAND)
        limit, offset = int(inputs.number("limit") or 0), int(inputs.number("offset") or 0)
        filters = {
            "customerId": inputs.text("customerId", shortest=1),
            "connectorConfigId": inputs.text("connectorConfigId", prefix="ccfg_"),
            "connectorName": inputs.text("connectorName"),
        }
        call.require_valid()
        rows = [
            row
            for row in self._world.store.find(OPENINT_V0_CONNECTIONS, owner=viewer.org)
            if viewer.sees(viewer.org, row.get("customerId"))
            and all(value in {None, row.get(name)} for name, value in filters.items())
        ]
        page = rows[max(offset, 0) :][: limit if limit > 0 else None]
        # The quirk: whatever one check throws is the answer to the whole list.
        return Reply(200, [self._read(call, row, force=force, expand=expand, alone=False) for row in page])

    def _create(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "createConnection")
        given = call.body()
        known = checked(call.inputs, given, _CREATE)
        call.require_valid(given)
        config = self._world.store.get(OPENINT_V0_CONFIGS, known["connectorConfigId"])
        if config is None:
            raise call.refuse("NOT_FOUND", f"connector_config {known['connectorConfigId']} not found")
        if config["orgId"] != call.viewer.org:
            message = f"You are not allowed to create connections for {config['connectorName']}"
            raise call.refuse("FORBIDDEN", message)
        row = self._new_row(call, config, known)
        openint_checks.v0_test(self._world, row, call.name)
        if known.get("displayName") or not self._world.quirks:
            # The quirk: without a name, everything but the settings is dropped in silence.
            row |= {name: known[name] for name in _KEPT_WITH_A_NAME if name in known}
        self._world.store.put(OPENINT_V0_CONNECTIONS, row["id"], row, owner=call.viewer.org)
        return Reply(200, row["id"])

    def _new_row(self, call: V0Call, config: Document, known: Document) -> Document:
        now = self._world.now()
        return {
            "createdAt": now,
            "updatedAt": now,
            "id": f"conn_{config['connectorName']}_{self._world.new_ulid()}",
            "connectorName": config["connectorName"],
            "connectorConfigId": config["id"],
            "displayName": None,
            "customerId": call.viewer.customer or None,
            "integrationId": None,
            "settings": known.get("settings"),
            "disabled": False,
            "metadata": None,
        }

    def _update(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "updateConnection")
        given = call.body()
        row_id = call.id("conn_")
        changes = checked(call.inputs, given, _UPDATE)
        call.require_valid(given)
        row = self._visible(call, row_id)
        if changes:
            row = call.merged(row, changes) | {"updatedAt": self._world.now()}
            self._rewrite(row)
        return Reply(200, self._show(row, iso_millis))

    def _delete(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "deleteConnection")
        row_id = call.id("conn_")
        keep_grant = bool(call.inputs.flag("skipRevoke"))
        call.require_valid()
        row = self._visible(call, row_id)
        if not keep_grant and openint_checks.auth_type(self._world, row["connectorName"]).startswith("OAUTH"):
            if row.get("_upstream") == "breaks":
                message = "The application is not available"
                raise upstream_failure(self._world, 503, "SERVICE_UNAVAILABLE", message, call.name)
            self._world.store.put(OPENINT_V0_REVOKED, row_id, {"id": row_id})
        self._world.store.delete(OPENINT_V0_CONNECTIONS, row_id)
        return Reply(200, {})

    def _check(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "checkConnection")
        given = call.body()
        row_id = call.id("conn_")
        options = checked(call.inputs, given, _CHECK)
        call.require_valid(given)
        row = self._visible(call, row_id)
        can_check = openint_checks.can_check(self._world, row["connectorName"])
        if not can_check and options.get("import") is False:
            return Reply(200, f"Connection check not implemented for {row_id}")
        openint_checks.v0_check(self._world, row, call.name)
        self._rewrite(row)
        return Reply(200, self._show(row, self._as_text()))

    def _sync(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "syncConnection")
        given = call.body()
        row_id = call.id("conn_")
        options = checked(call.inputs, given, _SYNC)
        call.require_valid(given)
        row = self._visible(call, row_id)
        if options.get("async"):
            return Reply(200, {"connection_requested_event_id": self._world.new_ulid()})
        if options.get("metaOnly"):
            return Reply(200, {})
        self._rewrite(row | {"updatedAt": self._world.now()})
        pipeline = f"pipe_{row_id.rpartition('_')[2]}"
        run = {"pipeline_id": pipeline, "sync_completed_event_id": self._world.new_ulid()}
        return Reply(200, {"pipeline_syncs": [run]})

    def _read(
        self, call: V0Call, row: Document, *, force: bool, expand: list[str], alone: bool = True
    ) -> Document:
        live = openint_checks.v0_wants_live_check(row, self._world.now(), force=force, expanded=bool(expand))
        if live if self._world.quirks else force:
            try:
                openint_checks.v0_check(self._world, row, call.name)
                self._rewrite(row)
            except RefusedError:
                if alone or self._world.quirks:
                    raise
        shown = self._show(row, self._as_text())
        if expand:
            shown["integration"] = self._world.store.get(
                OPENINT_V0_INTEGRATIONS, str(row.get("integrationId"))
            )
        if "integration.connector" in expand:
            name = str(row["connectorName"]).lower()
            logo = f"https://cdn.openint.example/_assets/logo-{name}.svg"
            shown["connector"] = {"id": row["connectorConfigId"], "name": name, "logoUrl": logo}
        return shown

    def _rewrite(self, row: Document) -> None:
        self._world.store.put(OPENINT_V0_CONNECTIONS, row["id"], row)
        if self._world.quirks:
            # A rewritten row of an unordered table is found at its end, whoever rewrote it: a read, a list, too.
            self._world.store.move_to_end(OPENINT_V0_CONNECTIONS, row["id"])

    def _as_text(self) -> Callable[[float], str]:
        return postgres_text if self._world.quirks else iso_millis

    def _show(self, row: Document, as_text: Callable[[float], str]) -> Document:
        shown = {name: value for name, value in row.items() if not name.startswith("_")}
        shown |= written(row, ("createdAt", "updatedAt"), as_text)
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

    def _visible(self, call: V0Call, row_id: str) -> Document:
        row = self._world.store.get(OPENINT_V0_CONNECTIONS, row_id)
        if row is None or not call.viewer.sees(self._world.credentials.openint_org_id, row.get("customerId")):
            raise call.refuse("NOT_FOUND", f"Connection {row_id} not found")
        return row
