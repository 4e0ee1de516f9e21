"""OpenInt v1's connectors, and the configs by which an organization offers them to its customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox._http import Answer, Reply, as_object
from trunkline.sandbox._world import OPENINT_CONFIGS, OPENINT_CONNECTIONS, OPENINT_CONNECTORS
from trunkline.sandbox.openint_access import bearer_viewer
from trunkline.sandbox.openint_bodies import checked, flag, record, text
from trunkline.sandbox.openint_call import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Operation, Request
    from trunkline.sandbox._world import World
    from trunkline.sandbox.openint_access import Viewer

_EXPAND: Final = ("connector", "connector.schemas", "connection_count")
_CREATE: Final = {
    "connector_name": text(required=True),
    "display_name": text(null=True),
    "disabled": flag(null=True),
    "metadata": record(null=True),
    "config": record(null=True),
}
_UPDATE: Final = {"display_name": text(), "disabled": flag(), "config": record(null=True)}


class ConnectorConfigs:
    """The operations on connectors and their configs."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[tuple[str, str, Operation]]:
        """Method, path and operation of each."""
        return [
            ("GET", "/connector", self._list_connectors),
            ("GET", "/connector-config", self._list),
            ("POST", "/connector-config", self._create),
            ("GET", "/connector-config/{id}", self._get),
            ("PUT", "/connector-config/{id}", self._update),
            ("DELETE", "/connector-config/{id}", self._delete),
        ]

    def _list_connectors(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "listConnectors")
        if self._world.quirks:
            # The quirk: it works without a token, which is documented as required. A bad one is still refused.
            bearer_viewer(self._world, request.header("authorization"))
        else:
            call.viewer()
        limit, offset = window = call.window()
        expand = call.inputs.choices("expand", ("schemas",))
        call.require_valid()
        connectors = self._world.store.find(OPENINT_CONNECTORS)
        items = connectors[offset : offset + limit]
        if "schemas" not in expand:
            for item in items:
                del item["schemas"]
        # The quirk: the server counts the page it has just cut.
        total = len(items) if self._world.quirks else len(connectors)
        return Reply(200, call.envelope(items, total, window))

    def _list(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "listConnectorConfigs")
        viewer = call.viewer()
        limit, offset = window = call.window()
        expand = call.inputs.choices("expand", _EXPAND)
        names = call.inputs.choices("connector_names", self._world.store.ids(OPENINT_CONNECTORS))
        search = (call.inputs.text("search_query") or "").strip().lower()
        call.require_valid()
        rows = [
            row
            for row in self._world.store.find(OPENINT_CONFIGS, owner=viewer.org)
            if (not names or row["connector_name"] in names)
            and (search in row["id"].lower() or search in row["connector_name"])
        ]
        rows.sort(key=lambda row: (-row["updated_at"], row["id"]))
        with_schemas = "connector.schemas" in expand
        asked = {*expand, "connector"} if with_schemas else set(expand)
        items = [self._show(call, viewer, row, asked) for row in rows[offset : offset + limit]]
        return Reply(200, call.counted(items, len(rows), window))

    def _get(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "getConnectorConfig")
        viewer = call.viewer()
        row_id = call.id("ccfg_")
        asked = set(call.inputs.choices("expand", _EXPAND))
        call.require_valid()
        row = self._visible(call, viewer, row_id)
        if "connector.schemas" in asked and not self._world.quirks:
            # With quirks, the schemas only come to whoever asks for the connector as well.
            asked.add("connector")
        return Reply(200, self._show(call, viewer, row, asked))

    def _create(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "createConnectorConfig")
        given = call.body()
        viewer = call.organization()
        known = checked(call.inputs, given, _CREATE)
        call.require_valid(given)
        name = known["connector_name"]
        connector = self._world.store.get(OPENINT_CONNECTORS, name)
        if connector is None:
            wrong = (
                "connector_name" if known.get("config") is None else "config for the specified connector_name"
            )
            raise call.refuse("BAD_REQUEST", f"Invalid {wrong}")
        now = self._world.now()
        row: Document = {
            "id": f"ccfg_{name}_{self._world.new_ulid()}",
            "org_id": viewer.org,
            "connector_name": name,
            "display_name": known.get("display_name"),
            "disabled": known.get("disabled", False),
            "metadata": known.get("metadata"),
            "config": known.get("config"),
            "created_at": now,
            "updated_at": now,
        }
        self._world.store.put(OPENINT_CONFIGS, row["id"], row, owner=viewer.org)
        return Reply(200, self._show(call, viewer, row, set()))

    def _update(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "updateConnectorConfig")
        given = call.body()
        viewer = call.organization()
        row_id = call.id("ccfg_")
        changes = checked(call.inputs, given, _UPDATE)
        call.require_valid(given)
        row = self._visible(call, viewer, row_id) | changes | {"updated_at": self._world.now()}
        self._world.store.put(OPENINT_CONFIGS, row_id, row)
        return Reply(200, self._show(call, viewer, row, set()))

    def _delete(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "deleteConnectorConfig")
        viewer = call.organization()
        row_id = call.id("ccfg_")
        call.require_valid()
        self._visible(call, viewer, row_id)
        if self._connections(row_id):
            if not self._world.quirks:
                raise call.refuse("CONFLICT", f"Connector config {row_id} still has connections")
            # The quirk: the database says no, and the server says what the database says.
            parts = 'on table "connector_config" violates foreign key constraint "fk_connector_config_id"'
            raise call.refuse("INTERNAL_SERVER_ERROR", f'update or delete {parts} on table "connection"')
        self._world.store.delete(OPENINT_CONFIGS, row_id)
        return Reply(200, {"id": row_id})

    def _visible(self, call: Call, viewer: Viewer, row_id: str) -> Document:
        row = self._world.store.get(OPENINT_CONFIGS, row_id)
        if row is None or row["org_id"] != viewer.org:
            raise call.refuse("NOT_FOUND", f'Connector config with ID "{row_id}" not found')
        return row

    def _show(self, call: Call, viewer: Viewer, row: Document, asked: set[str]) -> Document:
        shown = row | call.moments(row)
        if viewer.role != "org":
            # The organization's client secrets are not its customers' business.
            shown["config"] = None
        if "connector" in asked:
            connector = as_object(self._world.store.get(OPENINT_CONNECTORS, row["connector_name"]))
            if "connector.schemas" not in asked:
                connector.pop("schemas", None)
            shown["connector"] = connector
        if "connection_count" in asked:
            owned = self._connections(row["id"])
            shown["connection_count"] = sum(
                viewer.sees(found["_org"], found.get("customer_id")) for found in owned
            )
        return shown

    def _connections(self, config_id: str) -> list[Document]:
        rows = self._world.store.find(OPENINT_CONNECTIONS)
        return [row for row in rows if row.get("connector_config_id") == config_id]
