"""What can be connected to at Membrane: its connectors, and the workspace's integrations made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox._http import Answer, Reply, Router
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox._world import MEMBRANE_CONNECTORS, MEMBRANE_INTEGRATIONS
from trunkline.sandbox.membrane_access import refusal
from trunkline.sandbox.membrane_inputs import cut_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World
    from trunkline.sandbox.membrane_access import Access, Caller

_EXTERNAL_APPS: Final = (("bexio", "Bexio"), ("personio", "Personio"))
"""Apps that are known by name only: nobody has built a connector yet."""

_SELECTORS: Final = (
    ("integrationId", MEMBRANE_INTEGRATIONS, "id"),
    ("integrationKey", MEMBRANE_INTEGRATIONS, "key"),
    ("integrationUuid", MEMBRANE_INTEGRATIONS, "uuid"),
    ("connectorId", MEMBRANE_CONNECTORS, "id"),
    ("connectorKey", MEMBRANE_CONNECTORS, "key"),
    ("connectorUuid", MEMBRANE_CONNECTORS, "uuid"),
)


class Catalog:
    """Connectors and integrations, read only."""

    def __init__(self, world: World, access: Access) -> None:
        self._world = world
        self._access = access

    def add_routes(self, router: Router) -> None:
        """Answer for connectors and integrations."""
        router.add("GET", "/connectors", self._list_connectors)
        router.add("GET", "/connectors/{idOrKey}", self._get_connector)
        router.add("GET", "/public/connectors", self._list_public_connectors)
        router.add("GET", "/integrations", self._list_integrations)
        router.add("GET", "/integrations/{idOrKey}", self._get_integration)

    def target(self, caller: Caller, given: Document) -> Document | None:
        """The name and the members of a connection to what a body names; None if it names nothing."""
        for name, collection, member in _SELECTORS:
            if name in given:
                found = self._one(caller, collection, given[name], (member,))
                if found is None or found.get("archivedAt"):
                    kind = "Integration" if collection == MEMBRANE_INTEGRATIONS else "Connector"
                    raise refusal(404, "not_found", f'{kind} "{given[name]}" not found')
                return {"name": found["name"], "members": self._members(collection, found)}
        app = given.get("externalAppId", given.get("externalAppUuid"))
        return None if app is None else {"name": app, "members": {"externalAppId": app}}

    def _members(self, collection: str, found: Document) -> Document:
        made_of = found
        members: Document = {}
        if collection == MEMBRANE_INTEGRATIONS:
            members["integrationId"] = found["id"]
            made_of = self._world.store.get(MEMBRANE_CONNECTORS, found["connectorId"]) or {}
        connector_id = found.get("connectorId", found["id"])
        return members | {
            "connectorId": connector_id,
            "connectorVersion": found.get("connectorVersion", made_of.get("version", "1.0.0")),
            "canTest": made_of.get("hasTest", True),
            "canRefreshCredentials": made_of.get("type", "oauth2") == "oauth2",
        }

    def _list_connectors(self, request: Request, _: Mapping[str, str]) -> Answer:
        return self._page(request, lambda caller: self._visible(caller, MEMBRANE_CONNECTORS))

    def _list_public_connectors(self, request: Request, _: Mapping[str, str]) -> Answer:
        def public(caller: Caller) -> list[Document]:
            return [row for row in self._visible(caller, MEMBRANE_CONNECTORS) if row.get("isPublic")]

        return self._page(request, public)

    def _list_integrations(self, request: Request, _: Mapping[str, str]) -> Answer:
        inputs = Inputs(request)
        usual = 1 if self._world.quirks else 0
        connectors = inputs.integer("connectors", usual, 0, 1)
        apps = inputs.integer("externalApps", usual, 0, 1)
        web = inputs.integer("websearch", 0, 0, 1)
        search = (inputs.text("search") or "").strip()

        def rows(caller: Caller) -> list[Document]:
            found = self._visible(caller, MEMBRANE_INTEGRATIONS)
            found += self._unused_connectors(caller, found) if connectors else []
            found += _app_entries(_EXTERNAL_APPS) if apps else []
            found += _app_entries([(search.lower(), search)]) if web and search else []
            return found

        return self._page(request, rows, inputs)

    def _unused_connectors(self, caller: Caller, integrations: list[Document]) -> list[Document]:
        """The quirk: entries made up from connectors have no id, since no integration exists yet."""
        used = {row["connectorId"] for row in integrations}
        return [
            {
                "key": row["key"],
                "name": row["name"],
                "logoUri": row["logoUri"],
                "connectorId": row["id"],
                "connectorVersion": row["version"],
                "authType": row["type"],
                "appUri": row["baseUri"],
            }
            for row in self._visible(caller, MEMBRANE_CONNECTORS)
            if row["id"] not in used and not row.get("archivedAt")
        ]

    def _get_connector(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        return self._get(request, parameters, MEMBRANE_CONNECTORS, "Connector")

    def _get_integration(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        return self._get(request, parameters, MEMBRANE_INTEGRATIONS, "Integration")

    def _get(self, request: Request, parameters: Mapping[str, str], collection: str, kind: str) -> Answer:
        caller = self._access.caller(request)
        selector = parameters["idOrKey"]
        found = self._one(caller, collection, selector, ("id", "key"))
        if found is None:
            raise refusal(404, "not_found", f'{kind} "{selector}" not found')
        return Reply(200, found)

    def _one(
        self, caller: Caller, collection: str, wanted: object, members: tuple[str, ...]
    ) -> Document | None:
        rows = self._visible(caller, collection)
        return next((row for name in members for row in rows if row.get(name) == wanted), None)

    def _visible(self, caller: Caller, collection: str) -> list[Document]:
        rows = self._world.store.find(collection)
        return [row for row in rows if "tenantId" not in row or caller.sees(row["tenantId"])]

    def _page(
        self, request: Request, rows: Callable[[Caller], list[Document]], inputs: Inputs | None = None
    ) -> Answer:
        caller = self._access.caller(request)
        checked = inputs or Inputs(request)
        archived = bool(checked.flag("includeArchived"))
        search = (checked.text("search") or "").lower()

        def counts(row: Document) -> bool:
            return _is_wanted(row, search, archived=archived)

        return cut_page(checked, request.first("cursor"), lambda: rows(caller), counts)


def _is_wanted(row: Document, search: str, *, archived: bool) -> bool:
    if row.get("archivedAt") and not archived:
        return False
    return any(search in str(row.get(name) or "").lower() for name in ("name", "key"))


def _app_entries(apps: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> list[Document]:
    return [
        {"key": key, "name": name, "externalAppId": f"app-{key}", "appUri": f"https://{key}.example"}
        for key, name in apps
    ]
