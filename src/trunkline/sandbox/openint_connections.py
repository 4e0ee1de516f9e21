"""OpenInt v1's connections: reading, creating, deleting and checking them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox import openint_checks
from trunkline.sandbox._http import Answer, RefusedError, Reply, as_object
from trunkline.sandbox._world import OPENINT_CONFIGS, OPENINT_CONNECTIONS, OPENINT_CONNECTORS
from trunkline.sandbox.openint_bodies import Rule, checked, flag, record, text
from trunkline.sandbox.openint_call import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trunkline.sandbox._http import Document, Operation, Request
    from trunkline.sandbox._world import World
    from trunkline.sandbox.openint_access import Viewer

_POLICIES: Final = ("none", "force", "auto")
_CREATE: Final = {
    "connector_config_id": text(prefix="ccfg_", required=True),
    "customer_id": text(shortest=1, required=True),
    "data": record(required=True),
    "metadata": record(),
    "check_connection": flag(),
}
UNCHECKED: Final = "Connection was created without a check"


class Connections:
    """The operations on connections."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[tuple[str, str, Operation]]:
        """Method, path and operation of each."""
        return [
            ("GET", "/connection/{id}", self._get),
            ("GET", "/connection", self._list),
            ("POST", "/connection", self._create),
            ("DELETE", "/connection/{id}", self._delete),
            ("POST", "/connection/{id}/check", self._check),
        ]

    def _get(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "getConnection")
        viewer = call.viewer()
        row_id = call.id("conn_")
        secrets = bool(call.inputs.flag("include_secrets"))
        policy = call.inputs.choice("refresh_policy", _POLICIES) or "auto"
        expand = call.inputs.choices("expand", ("connector",))
        call.require_valid()
        row = self._visible(call, viewer, row_id)
        return Reply(200, self._read(call, row, policy=policy, secrets=secrets, expand=expand))

    def _list(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "listConnections")
        viewer = call.viewer()
        limit, offset = window = call.window()
        wanted = self._filters(call)
        secrets = bool(call.inputs.flag("include_secrets"))
        expand = call.inputs.choices("expand", ("connector",))
        policy = call.inputs.choice("refresh_policy", _POLICIES) or "none"
        call.require_valid()
        rows = [
            row
            for row in self._world.store.find(OPENINT_CONNECTIONS, owner=viewer.org)
            if viewer.sees(row["_org"], row["customer_id"]) and wanted(row)
        ]
        rows.sort(key=lambda row: (-row["updated_at"], row["id"]))
        page = rows[offset : offset + limit]
        items = [self._read(call, row, policy=policy, secrets=secrets, expand=expand) for row in page]
        return Reply(200, call.counted(items, len(rows), window))

    def _filters(self, call: Call) -> Callable[[Document], bool]:
        known = self._world.store.ids(OPENINT_CONNECTORS)
        names = set(call.inputs.choices("connector_names", known) or known)
        customer = call.inputs.text("customer_id")
        config = call.inputs.text("connector_config_id", prefix="ccfg_")
        search = (call.inputs.text("search_query") or "").lower()

        def wanted(row: Document) -> bool:
            searched = (row["id"], row["customer_id"], row["connector_name"])
            return (
                row["connector_name"] in names
                and customer in {None, "", row["customer_id"]}
                and config in {None, "", row["connector_config_id"]}
                and any(search in str(value or "").lower() for value in searched)
            )

        return wanted

    def _create(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "createConnection")
        given = call.body()
        viewer = call.organization()
        known = checked(call.inputs, given, _CREATE)
        data = checked(call.inputs, as_object(known.get("data")), self._data_rules(), within=("data",))
        call.require_valid(given)
        self._require_fitting_config(call, viewer, known["connector_config_id"], data["connector_name"])
        row = self._new_row(known, data)
        if known.get("check_connection"):
            if not openint_checks.can_check(self._world, data["connector_name"]):
                message = f"Connector {data['connector_name']} does not support check_connection"
                raise call.refuse("NOT_IMPLEMENTED", message)
            openint_checks.check(self._world, row)
        self._world.store.put(OPENINT_CONNECTIONS, row["id"], row | {"_org": viewer.org}, owner=viewer.org)
        return Reply(200, self._show(call, row, secrets=True))

    def _data_rules(self) -> dict[str, Rule]:
        known = set(self._world.store.ids(OPENINT_CONNECTORS))

        def is_known(value: Any) -> bool:
            return isinstance(value, str) and value in known

        named = Rule(is_known, "string", "Invalid discriminator value", required=True)
        return {"connector_name": named, "settings": record()}

    def _require_fitting_config(self, call: Call, viewer: Viewer, config_id: str, connector: str) -> None:
        config = self._world.store.get(OPENINT_CONFIGS, config_id)
        if config is None or config["org_id"] != viewer.org:
            raise call.refuse("NOT_FOUND", f"Connector config {config_id} not found")
        if config["connector_name"] != connector:
            names = f"config is {config['connector_name']} but input is {connector}"
            raise call.refuse("BAD_REQUEST", f"Connector name mismatch: {names}")

    def _new_row(self, known: Document, data: Document) -> Document:
        now = self._world.now()
        return {
            "id": f"conn_{data['connector_name']}_{self._world.new_ulid()}",
            "customer_id": known["customer_id"],
            "connector_config_id": known["connector_config_id"],
            "integration_id": None,
            "created_at": now,
            "updated_at": now,
            "display_name": None,
            "disabled": False,
            "connector_name": data["connector_name"],
            "status": "unknown",
            "status_message": UNCHECKED,
            "metadata": known.get("metadata"),
            "settings": data.get("settings", {}),
        }

    def _delete(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "deleteConnection")
        viewer = call.viewer()
        row_id = call.id("conn_")
        call.require_valid()
        self._visible(call, viewer, row_id)
        self._world.store.delete(OPENINT_CONNECTIONS, row_id)
        return Reply(200, {"id": row_id})

    def _check(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "checkConnection")
        given = call.body(nothing_is_fine=not self._world.quirks)
        viewer = call.viewer()
        row_id = call.id("conn_")
        call.require_valid(given)
        row = self._visible(call, viewer, row_id)
        found = openint_checks.check(self._world, row)
        if found is not None:
            self._world.store.put(OPENINT_CONNECTIONS, row_id, row)
            return Reply(200, {"id": row_id, "status": found.status, "status_message": found.message})
        stored = {"id": row_id, "status": row.get("status"), "status_message": row.get("status_message")}
        if self._world.quirks and not openint_checks.can_check(self._world, row["connector_name"]):
            # The quirk: good news about what was never tested.
            return Reply(200, {"id": row_id, "status": "healthy"})
        return Reply(200, stored)

    def _visible(self, call: Call, viewer: Viewer, row_id: str) -> Document:
        row = self._world.store.get(OPENINT_CONNECTIONS, row_id)
        if row is None or not viewer.sees(row["_org"], row.get("customer_id")):
            raise call.refuse("NOT_FOUND", "Connection not found")
        return row

    def _read(self, call: Call, row: Document, *, policy: str, secrets: bool, expand: list[str]) -> Document:
        before = row.get("updated_at")
        found = self._refresh(row) if self._needs_check(row, policy, secrets=secrets) else None
        if found is not None:
            self._world.store.put(OPENINT_CONNECTIONS, row["id"], row)
            row |= {"status": found.status, "status_message": found.message}
            if self._world.quirks:
                row["updated_at"] = before
        shown = self._show(call, row, secrets=secrets)
        if "connector" in expand:
            shown["connector"] = self._world.store.get(OPENINT_CONNECTORS, row["connector_name"])
        return shown

    def _refresh(self, row: Document) -> openint_checks.Finding | None:
        try:
            return openint_checks.check(self._world, row)
        except RefusedError:
            # The quirk: what one check throws is the answer to everything that was asked.
            if self._world.quirks:
                raise
            return None

    def _needs_check(self, row: Document, policy: str, *, secrets: bool) -> bool:
        # A check needs the settings, and the server only loads them when it is to show them.
        if policy == "none" or (self._world.quirks and not secrets):
            return False
        if policy == "force":
            return True
        expires_at = openint_checks.oauth_credentials(row.get("settings")).get("expires_at")
        return openint_checks.has_expired(expires_at, self._world.now()) is True

    def _show(self, call: Call, row: Document, *, secrets: bool) -> Document:
        shown = {
            name: value for name, value in row.items() if not name.startswith("_") and name != "settings"
        }
        shown |= call.moments(row)
        if secrets:
            shown["settings"] = row.get("settings")
            self._require_sound(call, shown)
        return shown

    def _require_sound(self, call: Call, shown: Document) -> None:
        """The server checks its own answers too, and shows what it refuses to send."""
        if self._world.quirks and not isinstance(shown["settings"], dict | None):
            issue = {"code": "invalid_type", "path": ["settings"], "message": "Expected object"}
            more = {"output": shown, "output_issues": [issue]}
            raise call.refuse("INTERNAL_SERVER_ERROR", "Output validation failed", **more)
