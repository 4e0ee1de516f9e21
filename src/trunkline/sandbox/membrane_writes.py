"""Changing Membrane's connections: create, change, replace, archive, refresh their credentials, test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox._clock import iso_millis
from trunkline.sandbox._http import EMPTY, Answer, Reply, Router
from trunkline.sandbox.membrane_access import refusal, require_patience
from trunkline.sandbox.membrane_inputs import CONNECTION_FIELDS, read_body, require_no_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World
    from trunkline.sandbox.membrane_access import Access, Caller
    from trunkline.sandbox.membrane_catalog import Catalog
    from trunkline.sandbox.membrane_rows import Rows

_PLAIN: Final = ("name", "meta", "key", "authOptionKey", "connectorParameters", "input")
"""What the caller may set as it is; credentials and what is connected to have consequences."""


class Writes:
    """The operations that change a connection."""

    def __init__(self, world: World, access: Access, rows: Rows, catalog: Catalog) -> None:
        self._world = world
        self._access = access
        self._rows = rows
        self._catalog = catalog

    def add_routes(self, router: Router) -> None:
        """Answer for everything that changes connections."""
        router.add("POST", "/connections", self._create)
        router.add("PATCH", "/connections/{id}", self._change)
        router.add("PUT", "/connections/{id}", self._replace)
        router.add("DELETE", "/connections/{id}", self._archive)
        router.add("POST", "/connections/{id}/refresh-credentials", self._refresh)
        router.add("POST", "/connections/{id}/test", self._test)

    def _create(self, request: Request, _: Mapping[str, str]) -> Answer:
        caller = self._access.caller(request)
        given = read_body(request, CONNECTION_FIELDS, quirks=self._world.quirks)
        target = self._catalog.target(caller, given)
        if target is None:
            if not given.get("intent"):
                raise refusal(400, "default", "An integration or a connector is required")
            target = {"name": given["intent"][:80], "members": {"canTest": False}}
        tenant = self._access.tenant_of(caller)
        self._rows.require_free_key(tenant, given.get("key"))
        row = self._rows.make(tenant, target, given)
        self._apply_consequences(row, given)
        if not given.get("intent") and given.get("credentials") is None:
            self._rows.ask_user(row)
        self._rows.save(row, touched=False)
        return Reply(201, self._rows.show(row))

    def _apply_consequences(self, row: Document, given: Document) -> None:
        if given.get("credentials") is not None:
            require_patience(self._world, external=True)
            self._rows.connect(row, given["credentials"])
        if given.get("intent"):
            self._rows.build(row)

    def _change(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        caller = self._access.caller(request)
        row = self._rows.find_live(caller, parameters["id"])
        given = read_body(request, CONNECTION_FIELDS, quirks=self._world.quirks)
        return self._written(caller, row, given)

    def _replace(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        """What is not given is gone; the credentials stay, since nobody who reads a connection has them."""
        caller = self._access.caller(request)
        row = self._rows.find_live(caller, parameters["id"])
        given = read_body(request, CONNECTION_FIELDS, quirks=self._world.quirks)
        usual: Document = dict.fromkeys(_PLAIN) | {"name": self._usual_name(caller, row), "meta": {}}
        return self._written(caller, row, usual | given)

    def _usual_name(self, caller: Caller, row: Document) -> str:
        selector: Document = {name: row[name] for name in ("integrationId", "connectorId") if name in row}
        target = self._catalog.target(caller, selector)
        return str(target["name"] if target else row["name"])

    def _written(self, caller: Caller, row: Document, given: Document) -> Answer:
        target = self._catalog.target(caller, given)
        self._rows.require_free_key(row["tenantId"], given.get("key"), row["id"])
        if target is not None:
            row |= target["members"]
        for name in (*_PLAIN, "connectorVersion"):
            if name in given:
                _set(row, name, given[name])
        self._apply_consequences(row, given)
        self._rows.save(row)
        return Reply(200, self._rows.show(row))

    def _archive(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        row = self._rows.find_live(self._access.caller(request), parameters["id"])
        row.pop("credentials", None)
        row |= {"archivedAt": iso_millis(self._world.now()), "connected": False, "disconnected": True}
        self._rows.save(row)
        return Reply(200, EMPTY)

    def _refresh(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        row = self._rows.find_live(self._access.caller(request), parameters["id"])
        require_no_form(request, quirks=self._world.quirks)
        if not row.get("canRefreshCredentials"):
            raise refusal(400, "default", "This connection's credentials cannot be refreshed")
        if row.get("isDefunct"):
            message = "The connection is defunct and has to be reconnected"
            raise refusal(400, "connection_is_defunct", message, type="connection")
        require_patience(self._world, external=True)
        # The platform goes on trying by itself as long as there is a refresh token that may still work.
        if self._rows.is_refused(row) or (not _is_connected(row) and "nextRetryTimestamp" not in row):
            message = "The access token expired and the refresh token was refused"
            raise refusal(400, "access_token_expired", message, type="connection")
        self._rows.renew(row)
        self._rows.save(row)
        return Reply(201, EMPTY)

    def _test(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        row = self._rows.find_live(self._access.caller(request), parameters["id"])
        require_no_form(request, quirks=self._world.quirks)
        if not row.get("canTest"):
            raise refusal(400, "default", "This connection cannot be tested")
        is_usable = row.get("state") == "READY" and not row.get("isDefunct")
        if is_usable:
            require_patience(self._world, external=True)
        works = is_usable and _is_connected(row) and not self._rows.is_refused(row)
        if works:
            row["lastActiveAt"] = iso_millis(self._world.now())
            self._rows.save(row, touched=False)
        return Reply(201, {"success": works})


def _set(row: Document, name: str, value: Any) -> None:
    if value is None:
        row.pop(name, None)
    else:
        row[name] = value


def _is_connected(row: Document) -> bool:
    return bool(row.get("connected", not row.get("disconnected")))
