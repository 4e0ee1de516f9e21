"""OpenInt's API v1 by its real rules: reading connections and connectors, what it refuses or gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox import openint_checks
from trunkline.sandbox._clock import iso_millis, postgres_text, written
from trunkline.sandbox._http import Answer, RefusedError, Reply, Router
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox._world import OPENINT_CONNECTIONS, OPENINT_CONNECTORS
from trunkline.sandbox.openint_access import Viewer, bearer_viewer, invalid, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World

_MOST: Final = 3000
_POLICIES: Final = ("none", "force", "auto")


class OpenInt:
    """One organization's OpenInt, API v1."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._router = Router()
        self._router.add("GET", "/connection/{id}", self._get_connection)
        self._router.add("GET", "/connection", self._list_connections)
        self._router.add("GET", "/connector", self._list_connectors)

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        found = self._router.find(request.method, request.path)
        try:
            if found is None:
                raise refusal("NOT_FOUND", "Not found")
            operation, parameters = found
            return operation(request, parameters)
        except RefusedError as error:
            return error.reply

    def _get_connection(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        path = "getConnection"
        viewer = self._viewer(request, path)
        inputs = self._inputs(request)
        if not parameters["id"].startswith("conn_"):
            inputs.issue("invalid_string", "id", 'Invalid input: must start with "conn_"')
        secrets = bool(inputs.flag("include_secrets"))
        policy = inputs.choice("refresh_policy", _POLICIES) or "auto"
        expand = inputs.choices("expand", ("connector",))
        self._require_valid(inputs, request, path, parameters)
        row = self._world.store.get(OPENINT_CONNECTIONS, parameters["id"])
        if row is None or not viewer.sees(row["_org"], row.get("customer_id")):
            raise refusal("NOT_FOUND", "Connection not found", path=path)
        return Reply(200, self._read(row, policy=policy, secrets=secrets, expand=expand))

    def _list_connections(self, request: Request, _: Mapping[str, str]) -> Answer:
        path = "listConnections"
        viewer = self._viewer(request, path)
        inputs = self._inputs(request)
        limit, offset = inputs.integer("limit", 50, 0, _MOST), inputs.integer("offset", 0, 0)
        known = set(self._world.store.ids(OPENINT_CONNECTORS))
        names = inputs.choices("connector_names", known)
        customer = inputs.text("customer_id")
        config = inputs.text("connector_config_id", prefix="ccfg_")
        secrets = bool(inputs.flag("include_secrets"))
        expand = inputs.choices("expand", ("connector",))
        search = (inputs.text("search_query") or "").lower()
        policy = inputs.choice("refresh_policy", _POLICIES) or "none"
        self._require_valid(inputs, request, path)

        def wanted(row: Document) -> bool:
            return (
                viewer.sees(row["_org"], row["customer_id"])
                and row["connector_name"] in (names or known)
                and customer in {None, "", row["customer_id"]}
                and config in {None, "", row["connector_config_id"]}
                and any(
                    search in str(row[name] or "").lower() for name in ("id", "customer_id", "connector_name")
                )
            )

        rows = [row for row in self._world.store.find(OPENINT_CONNECTIONS, owner=viewer.org) if wanted(row)]
        rows.sort(key=lambda row: (-row["updated_at"], row["id"]))
        page = rows[offset : offset + limit]
        items = [self._read(row, policy=policy, secrets=secrets, expand=expand) for row in page]
        # The count rides on the rows of the page, so that an empty page has none.
        total = len(rows) if page or not self._world.quirks else 0
        return Reply(200, self._envelope(items, total, limit, offset))

    def _list_connectors(self, request: Request, _: Mapping[str, str]) -> Answer:
        # Public: works without a token, but a bad one is still refused.
        bearer_viewer(self._world, request.header("authorization"))
        inputs = self._inputs(request)
        limit, offset = inputs.integer("limit", 50, 0, _MOST), inputs.integer("offset", 0, 0)
        expand = inputs.choices("expand", ("schemas",))
        self._require_valid(inputs, request, "listConnectors")
        connectors = self._world.store.find(OPENINT_CONNECTORS)
        items = connectors[offset : offset + limit]
        if "schemas" not in expand:
            for item in items:
                del item["schemas"]
        # The quirk: the server counts the page it has just cut.
        total = len(items) if self._world.quirks else len(connectors)
        return Reply(200, self._envelope(items, total, limit, offset))

    def _viewer(self, request: Request, path: str) -> Viewer:
        viewer = bearer_viewer(self._world, request.header("authorization"))
        if viewer.role == "anon":
            if self._world.quirks:
                raise refusal("FORBIDDEN", "Authentication required", path=path)
            raise refusal("UNAUTHORIZED", "Authorization not provided", path=path)
        return viewer

    def _inputs(self, request: Request) -> Inputs:
        return Inputs(request, any_text_is_true=self._world.quirks)

    def _require_valid(
        self, inputs: Inputs, request: Request, path: str, parameters: Mapping[str, str] | None = None
    ) -> None:
        if inputs.issues:
            raise invalid(inputs.issues, dict(request.parameters) | dict(parameters or {}), path)

    def _read(self, row: Document, *, policy: str, secrets: bool, expand: list[str]) -> Document:
        before = row.get("updated_at")
        if self._needs_check(row, policy, secrets=secrets) and openint_checks.check(self._world, row):
            self._world.store.put(OPENINT_CONNECTIONS, row["id"], row)
            if self._world.quirks:
                row["updated_at"] = before
        shown = {
            name: value for name, value in row.items() if not name.startswith("_") and name != "settings"
        }
        as_text = postgres_text if self._world.quirks else iso_millis
        shown |= written(row, ("created_at", "updated_at"), as_text)
        if "connector" in expand:
            shown["connector"] = self._world.store.get(OPENINT_CONNECTORS, row["connector_name"])
        if secrets:
            shown["settings"] = row.get("settings")
        return shown

    def _needs_check(self, row: Document, policy: str, *, secrets: bool) -> bool:
        # A check needs the settings, and the server only loads them when it is to show them.
        if policy == "none" or (self._world.quirks and not secrets):
            return False
        if policy == "force":
            return True
        expires_at = openint_checks.oauth_credentials(row.get("settings")).get("expires_at")
        return openint_checks.has_expired(expires_at, self._world.now()) is True

    def _envelope(self, items: list[Document], total: int, limit: int, offset: int) -> Document:
        reached_end = offset + limit >= total
        return {
            "items": items,
            "total": total,
            "limit": limit,
            "offset": offset,
            # The quirk: the flag has the sense of its opposite.
            "has_next_page": reached_end if self._world.quirks else not reached_end,
        }
