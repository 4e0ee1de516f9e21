"""OpenInt's API v1 by its real rules: its routes, what it answers to none of them, and the page of its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trunkline.sandbox._http import Answer, RefusedError, Router
from trunkline.sandbox.openint_access import as_documented, refusal, require_patience
from trunkline.sandbox.openint_configs import ConnectorConfigs
from trunkline.sandbox.openint_connections import Connections
from trunkline.sandbox.openint_customers import Customers
from trunkline.sandbox.openint_page import finish
from trunkline.sandbox.openint_renewals import Renewals

if TYPE_CHECKING:
    from trunkline.sandbox._http import Request
    from trunkline.sandbox._world import World


class OpenInt:
    """One organization's OpenInt, API v1."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._renewals = Renewals(world)
        self._router = Router()
        for part in (Connections(world), ConnectorConfigs(world), Customers(world)):
            for method, template, operation in part.routes():
                self._router.add(method, template, operation)

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        self._renewals.make_up()
        found = self._router.find(request.method, request.path)
        try:
            require_patience(self._world, "openint")
            if found is None:
                raise refusal("NOT_FOUND", "Not found")
            operation, parameters = found
            return operation(request, parameters)
        except RefusedError as error:
            return error.reply if self._world.quirks else as_documented(error.reply)

    def visit(self, url: str) -> bool:
        """Do what the end user does on the page behind a magic link; False if the address is no such link."""
        return finish(self._world, url)
