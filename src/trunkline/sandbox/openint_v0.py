"""OpenInt's API v0 by its real rules: its routes, and what happens before one of them is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox._http import Answer, RefusedError, Reply, Router
from trunkline.sandbox._world import OPENINT_V0_CONNECTIONS
from trunkline.sandbox.openint_access import (
    as_documented,
    refusal,
    require_patience,
    v0_early_refusal,
    v0_viewer,
)
from trunkline.sandbox.openint_v0_configs import V0ConnectorConfigs
from trunkline.sandbox.openint_v0_connections import V0Connections
from trunkline.sandbox.openint_v0_connectors import V0Connectors
from trunkline.sandbox.openint_v0_customers import V0Customers

if TYPE_CHECKING:
    from trunkline.sandbox._http import Request
    from trunkline.sandbox._world import World
    from trunkline.sandbox.openint_access import Viewer


_SELECTORS: Final = {
    "x-connection-customer-id": "customerId",
    "x-connection-connector-name": "connectorName",
    "x-connection-connector-config-id": "connectorConfigId",
}
"""Other ways to choose a connection than by its id, for who has one that fits."""


class OpenIntV0:
    """One organization's OpenInt, API v0."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._router = Router()
        for part in (V0Connections(world), V0ConnectorConfigs(world), V0Customers(world)):
            for method, template, operation in part.routes():
                self._router.add(method, template, operation)
        self._hidden = Router()
        for method, template, operation in V0Connectors(world).routes():
            self._hidden.add(method, template, operation)

    def answer(self, request: Request) -> Answer:
        """Answer one request; the connection that was selected by headers comes back in one."""
        try:
            require_patience(self._world, "openint-v0")
            viewer = v0_viewer(self._world, request)
            selected = self._selected(request, viewer)
        except RefusedError as error:
            return self._shown(error.reply)
        try:
            reply = self._operate(request, viewer)
        except RefusedError as error:
            reply = error.reply
        if selected and isinstance(reply, Reply):
            # On errors, too: it is known by then.
            reply = Reply(reply.status, reply.body, (*reply.headers, ("x-connection-id", selected)))
        return self._shown(reply)

    def _operate(self, request: Request, viewer: Viewer) -> Answer:
        # The quirk: they are in no document, and anybody may call them.
        found = self._hidden.find(request.method, request.path) if self._world.quirks else None
        if found is not None:
            return found[0](request, found[1])
        found = self._router.find(request.method, request.path)
        if found is None:
            raise refusal("NOT_FOUND", "Not found")
        if viewer.role == "anon":
            raise refusal("UNAUTHORIZED", "Authentication required")
        return found[0](request, found[1])

    def _shown(self, answer: Answer) -> Answer:
        if self._world.quirks or not isinstance(answer, Reply) or answer.status < 400:
            return answer
        return as_documented(answer)

    def _selected(self, request: Request, viewer: Viewer) -> str | None:
        """The headers that choose a connection for pass-through calls; operations take it from the path."""
        given = request.header("x-connection-id")
        if given is not None:
            # Whether it exists is a question for whoever uses it.
            return self._checked("x-connection-id", given, "conn_")
        wanted = {member: request.header(header) for header, member in _SELECTORS.items()}
        self._checked("x-connection-connector-config-id", wanted["connectorConfigId"], "ccfg_")
        if viewer.role == "anon" or not any(wanted.values()):
            return None
        rows = [
            row
            for row in self._world.store.find(OPENINT_V0_CONNECTIONS, owner=viewer.org)
            if viewer.sees(viewer.org, row.get("customerId"))
            and all(value in {None, row.get(member)} for member, value in wanted.items())
        ]
        if len(rows) > 1:
            raise v0_early_refusal(self._world, 400, "USER_ERROR", "More than one connection was selected")
        return str(rows[0]["id"]) if rows else None

    def _checked(self, header: str, given: str | None, prefix: str) -> str | None:
        if given is not None and not given.startswith(prefix):
            # The quirk: nobody catches what the reading of headers throws.
            message = f'Invalid {header}: must start with "{prefix}"'
            raise v0_early_refusal(self._world, 500, "INTERNAL_ERROR", message)
        return given
