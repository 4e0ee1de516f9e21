"""OpenInt's API v0 by its real rules: its routes, and what happens before one of them is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trunkline.sandbox._http import Answer, RefusedError, Reply, Router
from trunkline.sandbox._world import OPENINT_V0_CONNECTIONS
from trunkline.sandbox.openint_access import refusal, v0_early_refusal, v0_viewer
from trunkline.sandbox.openint_v0_configs import V0ConnectorConfigs
from trunkline.sandbox.openint_v0_connections import V0Connections
from trunkline.sandbox.openint_v0_customers import V0Customers

if TYPE_CHECKING:
    from trunkline.sandbox._http import Request
    from trunkline.sandbox._world import World


class OpenIntV0:
    """One organization's OpenInt, API v0."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._router = Router()
        for part in (V0Connections(world), V0ConnectorConfigs(world), V0Customers(world)):
            for method, template, operation in part.routes():
                self._router.add(method, template, operation)

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
