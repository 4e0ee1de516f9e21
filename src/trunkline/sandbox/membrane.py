"""Membrane by its real rules: one workspace, reading its connections, and a long poll that really waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from trunkline.sandbox._http import Answer, Hold, RefusedError, Reply, Router, as_object
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox._world import MEMBRANE_CONNECTIONS, MEMBRANE_INTEGRATIONS
from trunkline.sandbox.membrane_access import Access, refusal, require_patience
from trunkline.sandbox.membrane_catalog import Catalog
from trunkline.sandbox.membrane_inputs import cut_page, require_valid
from trunkline.sandbox.membrane_requests import ConnectionRequests
from trunkline.sandbox.membrane_rows import Rows
from trunkline.sandbox.membrane_writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World
    from trunkline.sandbox.membrane_access import Caller

_LOOK_AGAIN: Final = 0.25
"""How often a held request looks whether something else has changed the connection."""
_UNDER_WAY: Final = frozenset({"BUILDING", "DISCONNECTING"})
"""The states that are none to rest in."""
_VERSIONS: Final = frozenset({"legacy", "2025-10-21"})


class Membrane:
    """One workspace."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._access = Access(world)
        self._rows = Rows(world)
        catalog = Catalog(world, self._access)
        self._requests = ConnectionRequests(world, self._access, self._rows, catalog)
        self._router = Router()
        self._router.add("GET", "/connections/{id}", self._get_connection)
        self._router.add("GET", "/connections", self._list_connections)
        Writes(world, self._access, self._rows, catalog).add_routes(self._router)
        self._requests.add_routes(self._router)
        catalog.add_routes(self._router)

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        try:
            require_patience(self._world)
            self._require_version(request)
            found = self._router.find(request.method, request.path)
            if found is None:
                raise refusal(404, "not_found", f"Cannot {request.method} {request.path}")
            return found[0](request, found[1])
        except RefusedError as error:
            return error.reply

    def visit(self, url: str) -> bool:
        """Play the end user who does what a page asks for; False if the page is none of Membrane's."""
        return self._requests.visit(url)

    def decline(self, url: str, *, ends_as: str) -> bool:
        """Play the end user who gives up, or whom the external app refuses."""
        return self._requests.visit(url, ends_as=ends_as)

    def _require_version(self, request: Request) -> None:
        """Refuse a version nobody knows; the quirk is that the header makes no difference at all."""
        version = request.header("membrane-api-version")
        if not self._world.quirks and version is not None and version not in _VERSIONS:
            raise refusal(400, "default", f"Unknown API version {version}")

    def _get_connection(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        caller = self._access.caller(request)
        inputs = Inputs(request)
        secrets, wait = inputs.flag("includeSecrets"), inputs.flag("wait")
        timeout = inputs.integer("timeout", 30, 1, 60)
        require_valid(inputs.issues)
        selector = parameters["id"]
        look = partial(self._look, caller, selector, secrets=bool(secrets))
        return _hold_while_under_way(look, timeout if wait else 0, partial(self._wake_in, caller, selector))

    def _look(self, caller: Caller, selector: str, *, secrets: bool) -> Reply:
        return Reply(200, self._rows.show(self._rows.find(caller, selector), secrets=secrets))

    def _wake_in(self, caller: Caller, selector: str) -> float:
        ready_at: float | None = (self._rows.peek(caller, selector) or {}).get("_ready_at")
        return _LOOK_AGAIN if ready_at is None else min(_LOOK_AGAIN, max(ready_at - self._world.now(), 0.001))

    def _list_connections(self, request: Request, _: Mapping[str, str]) -> Answer:
        caller = self._access.caller(request)
        inputs = Inputs(request)
        secrets = bool(inputs.flag("includeSecrets"))
        archived = bool(inputs.flag("includeArchived"))
        in_scope, narrows = self._scope(inputs, caller), _filters(inputs)

        def rows() -> list[Document]:
            return self._world.store.find(MEMBRANE_CONNECTIONS, owner=caller.tenant)

        def counts(row: Document) -> bool:
            if not in_scope(row) or (row.get("archivedAt") and not archived):
                return False
            self._rows.advance(row)  # before it is asked whether it is connected
            return self._world.quirks or narrows(row)

        def shown(row: Document) -> Document | None:
            # The quirk: a page is cut before it is narrowed, so it may be short, even empty, and not be last.
            return self._rows.show(row, secrets=secrets) if narrows(row) else None

        return cut_page(inputs, request.first("cursor"), rows, counts, shown)

    def _scope(self, inputs: Inputs, caller: Caller) -> Callable[[Document], bool]:
        names = ("tenantId", "userId", "integrationId", "connectorId", "externalAppId", "connectorVersion")
        wanted = {name: inputs.text(name) for name in names}
        key = inputs.text("integrationKey")
        if key is not None:
            found = self._world.store.find(MEMBRANE_INTEGRATIONS, key=key)
            wanted["integrationId"] = found[0]["id"] if found else ""

        def in_scope(row: Document) -> bool:
            return caller.sees(row.get("tenantId")) and all(
                value in {None, row.get(name)} for name, value in wanted.items()
            )

        return in_scope


def _filters(inputs: Inputs) -> Callable[[Document], bool]:
    connected, disconnected = inputs.flag("connected"), inputs.flag("disconnected")
    if connected is None and disconnected is not None:
        connected = not disconnected
    is_test = inputs.flag("isTest")
    search = (inputs.text("search") or "").lower()

    def narrows(row: Document) -> bool:
        is_connected = row.get("connected", not row.get("disconnected"))
        return (
            connected in {None, is_connected}
            and is_test in {None, row.get("isTest", False)}
            and any(search in str(row.get(name) or "").lower() for name in ("name", "key", "id"))
        )

    return narrows


def _hold_while_under_way(look: Callable[[], Reply], seconds: float, wake_in: Callable[[], float]) -> Answer:
    """The current object at once if it is at rest, else when it is or the time is up."""
    try:
        reply = look()
    except RefusedError as error:  # also when a held request is resumed, where nobody else would catch it
        return error.reply
    if as_object(reply.body).get("state") not in _UNDER_WAY or seconds <= 0:
        return reply
    step = min(wake_in(), seconds)
    return Hold(step, partial(_hold_while_under_way, look, seconds - step, wake_in))
