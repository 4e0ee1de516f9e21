"""OpenInt v0's connector configs: the organization's own view with its secrets, and everybody's without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox._clock import iso_millis, postgres_text, written
from trunkline.sandbox._http import Answer, Reply
from trunkline.sandbox._world import OPENINT_CONNECTORS, OPENINT_V0_CONFIGS, OPENINT_V0_CONNECTIONS
from trunkline.sandbox.openint_bodies import ANYTHING, checked, flag, record, text
from trunkline.sandbox.openint_v0_call import V0Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Operation, Request
    from trunkline.sandbox._world import World

_UPSERT: Final = {
    "id": text(prefix="ccfg_"),
    "connectorName": text(),
    "orgId": text(prefix="org_", required=True),
    "config": record(null=True),
    "displayName": text(null=True),
    "disabled": flag(),
    "defaultPipeOut": record(null=True),
    "defaultPipeIn": record(null=True),
}
_UPDATE: Final = {"displayName": text(null=True), "disabled": flag(), "metadata": ANYTHING}
VERTICALS: Final = {
    "airtable": ["flat-files-and-spreadsheets"],
    "greenhouse": ["ats"],
    "hubspot": ["crm"],
    "merge": ["hris", "ats"],
    "plaid": ["banking"],
    "postgres": ["database"],
    "quickbooks": ["accounting"],
    "salesforce": ["crm"],
}
DESTINATIONS: Final = ("airtable", "firebase", "postgres")
NO_SOURCES: Final = ("firebase",)


class V0ConnectorConfigs:
    """The operations on connector configs."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[tuple[str, str, Operation]]:
        """Method, path and operation of each."""
        return [
            ("GET", "/core/connector_config", self._list),
            ("POST", "/core/connector_config", self._upsert),
            ("GET", "/core/connector_config/{id}", self._get),
            ("PATCH", "/core/connector_config/{id}", self._update),
            ("DELETE", "/core/connector_config/{id}", self._delete),
            ("GET", "/core/connector_config_info", self._infos),
        ]

    def _list(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "adminListConnectorConfigs")
        org = call.require_organization().org
        return Reply(200, [self._show(row) for row in self._world.store.find(OPENINT_V0_CONFIGS, owner=org)])

    def _get(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "adminGetConnectorConfig")
        call.require_organization()
        row_id = call.id("ccfg_")
        call.require_valid()
        return Reply(200, self._show(self._own(call, row_id)))

    def _upsert(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "adminUpsertConnectorConfig")
        given = call.body()
        org = call.require_organization().org
        known = checked(call.inputs, given, _UPSERT)
        call.require_valid(given)
        row_id = self._named(call, known)
        connector = row_id.split("_")[1]
        if self._world.store.get(OPENINT_CONNECTORS, connector) is None:
            raise call.refuse("BAD_REQUEST", f"Missing provider for {connector}")
        before = self._world.store.get(OPENINT_V0_CONFIGS, row_id)
        if org != known["orgId"] or (before and before["orgId"] != org):
            raise call.refuse(
                "FORBIDDEN", "You are not allowed to configure connectors of another organization"
            )
        now = self._world.now()
        row = before or self._new_row(row_id, connector, now)
        changes = {name: value for name, value in known.items() if name not in {"id", "connectorName"}}
        row = call.merged(row, changes) | {"updatedAt": now}
        self._world.store.put(OPENINT_V0_CONFIGS, row_id, row, owner=org)
        return Reply(200, self._show(row))

    def _named(self, call: V0Call, known: Document) -> str:
        if known.get("id"):
            return str(known["id"])
        if not known.get("connectorName"):
            raise call.refuse("BAD_REQUEST", "Missing id or connectorName/orgId")
        return f"ccfg_{known['connectorName']}_{self._world.new_ulid()}"

    def _new_row(self, row_id: str, connector: str, now: float) -> Document:
        usual: Document = dict.fromkeys(
            ("config", "displayName", "defaultPipeOut", "defaultPipeIn", "envName")
        )
        named = {"id": row_id, "connectorName": connector, "createdAt": now, "updatedAt": now}
        return {**named, **usual, "disabled": False, "metadata": None}

    def _update(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "adminUpdateConnectorConfig")
        given = call.body()
        call.require_organization()
        row_id = call.id("ccfg_")
        changes = checked(call.inputs, given, _UPDATE)
        call.require_valid(given)
        row = self._own(call, row_id)
        if changes:
            row = call.merged(row, changes) | {"updatedAt": self._world.now()}
            self._world.store.put(OPENINT_V0_CONFIGS, row_id, row)
        return Reply(200, self._show(row))

    def _delete(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "adminDeleteConnectorConfig")
        call.require_organization()
        row_id = call.id("ccfg_")
        call.require_valid()
        self._own(call, row_id)
        connections = self._world.store.find(OPENINT_V0_CONNECTIONS)
        if any(row.get("connectorConfigId") == row_id for row in connections):
            if not self._world.quirks:
                raise call.refuse("CONFLICT", f"Connector config {row_id} still has connections")
            # The quirk: the database says no, and the server says what the database says.
            parts = 'on table "connector_config" violates foreign key constraint "fk_connector_config_id"'
            raise call.refuse("INTERNAL_SERVER_ERROR", f'update or delete {parts} on table "connection"')
        self._world.store.delete(OPENINT_V0_CONFIGS, row_id)
        return Reply(200, {})

    def _infos(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "listConnectorConfigInfos")
        kind = call.inputs.choice("type", ("source", "destination"))
        row_id = call.inputs.text("id", prefix="ccfg_")
        connector = call.inputs.text("connectorName")
        call.require_valid()
        rows = self._world.store.find(OPENINT_V0_CONFIGS, owner=call.viewer.org)
        infos = [
            _info(row)
            for row in rows
            if row.get("disabled") is False
            and row_id in {None, row["id"]}
            and connector in {None, row["connectorName"]}
        ]
        shown = {"source": "isSource", "destination": "isDestination"}
        return Reply(200, [info for info in infos if kind is None or info[shown[kind]]])

    def _own(self, call: V0Call, row_id: str) -> Document:
        row = self._world.store.get(OPENINT_V0_CONFIGS, row_id)
        if row is None or row["orgId"] != call.viewer.org:
            raise call.refuse("NOT_FOUND", f"connector_config {row_id} not found")
        return row

    def _show(self, row: Document) -> Document:
        as_text = postgres_text if self._world.quirks else iso_millis
        return row | written(row, ("createdAt", "updatedAt"), as_text)


def _info(row: Document) -> dict[str, Any]:
    name = row["connectorName"]
    return {
        "id": row["id"],
        "envName": row.get("envName"),
        "displayName": row.get("displayName"),
        "connectorName": name,
        "isSource": name not in NO_SOURCES,
        "isDestination": name in DESTINATIONS,
        "verticals": VERTICALS.get(name, []),
        "integrations": ["bamboohr"] if name == "merge" else [],
    }
