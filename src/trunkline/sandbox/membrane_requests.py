"""Membrane's connection requests: a page for the end user to connect or reconnect, and how the user ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox._clock import iso_millis
from trunkline.sandbox._http import Answer, RefusedError, Reply, Router, as_object
from trunkline.sandbox._world import MEMBRANE_CONNECTIONS, MEMBRANE_REQUESTS
from trunkline.sandbox.membrane_access import Caller, refusal
from trunkline.sandbox.membrane_inputs import REQUEST_FIELDS, read_body
from trunkline.sandbox.membrane_rows import LINKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World
    from trunkline.sandbox.membrane_access import Access
    from trunkline.sandbox.membrane_catalog import Catalog
    from trunkline.sandbox.membrane_rows import Rows

_SELECTORS: Final = ("integrationId", "integrationKey", "connectorId", "connectorKey", "connectionId")


class ConnectionRequests:
    """The requests of all tenants."""

    def __init__(self, world: World, access: Access, rows: Rows, catalog: Catalog) -> None:
        self._world = world
        self._access = access
        self._rows = rows
        self._catalog = catalog

    def add_routes(self, router: Router) -> None:
        """Answer for connection requests."""
        router.add("POST", "/connection-requests", self._create)
        router.add("GET", "/connection-requests/{requestId}", self._get)

    def visit(self, url: str, *, ends_as: str = "success") -> bool:
        """Play the end user at a page: success, cancelled or error; False if there is no such page."""
        with self._world.store.transaction():
            for asked in self._world.store.find(MEMBRANE_REQUESTS):
                if asked["url"] == url:
                    if asked["status"] == "pending":
                        self._end(asked, ends_as)
                    return True
            for row in self._world.store.find(MEMBRANE_CONNECTIONS):
                if as_object(row.get("clientAction")).get("uiUrl") == url and not row.get("archivedAt"):
                    if ends_as == "success":
                        self._rows.connect(row)
                        self._rows.save(row)
                    return True
        return False

    def _create(self, request: Request, _: Mapping[str, str]) -> Answer:
        caller = self._access.caller(request)
        given = read_body(request, REQUEST_FIELDS, quirks=self._world.quirks)
        if not any(name in given for name in _SELECTORS):
            raise refusal(400, "default", f"At least one of {', '.join(_SELECTORS)} is required")
        tenant = self._owner(caller, given)
        self._catalog.target(caller, given)  # 404 for one that does not exist
        number = len(self._world.store.ids(MEMBRANE_REQUESTS))
        request_id = f"65f0c9{number:018x}"
        token = self._world.new_secret(f"membrane-link-{request_id}")
        asked = given | {
            "requestId": request_id,
            "tenantId": tenant,
            "status": "pending",
            "createdAt": iso_millis(self._world.now()),
            "url": f"{LINKS}?connectionRequestId={request_id}&token={token}",
        }
        self._world.store.put(MEMBRANE_REQUESTS, request_id, asked, owner=tenant)
        return Reply(201, asked)

    def _owner(self, caller: Caller, given: Document) -> str:
        """The tenant that is to connect: a reconnected connection's own, else the caller's."""
        if "connectionId" not in given:
            return self._access.tenant_of(caller)
        row = self._rows.find_live(caller, given["connectionId"])
        if row["id"] != given["connectionId"]:
            # The key stands for the id in paths; here it has a member of its own, for what is new.
            raise refusal(404, "not_found", f'Connection "{given["connectionId"]}" not found')
        return str(row["tenantId"])

    def _get(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        caller = self._access.caller(request)
        asked = self._world.store.get(MEMBRANE_REQUESTS, parameters["requestId"])
        if asked is None or not caller.sees(asked["tenantId"]):
            raise refusal(404, "not_found", f'Connection request "{parameters["requestId"]}" not found')
        return Reply(200, asked)

    def _end(self, asked: Document, status: str) -> None:
        if status == "success":
            try:
                asked["resultConnectionId"] = self._connected(asked)
            except RefusedError as error:
                status, asked["resultError"] = "error", error.reply.body
        elif status == "error":
            refused = "The external app refused to sign the user in"
            asked["resultError"] = {"type": "connection", "key": "default", "message": refused}
        asked["status"] = status
        self._world.store.put(MEMBRANE_REQUESTS, asked["requestId"], asked)

    def _connected(self, asked: Document) -> str:
        caller = Caller(asked["tenantId"])
        if "connectionId" in asked:
            row = self._rows.find_live(caller, asked["connectionId"])
        else:
            target = self._catalog.target(caller, asked)
            if target is None:
                raise refusal(404, "not_found", "Nothing to connect to")
            self._rows.require_free_key(asked["tenantId"], asked.get("connectionKey"))
            made_of = asked | {"key": asked.get("connectionKey")}
            row = self._rows.make(asked["tenantId"], target, made_of)
        self._rows.connect(row)
        self._rows.save(row)
        return str(row["id"])
