"""Membrane by its real rules: who is asking, reading connections, and a long poll that really waits."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from trunkline.sandbox import _tokens
from trunkline.sandbox._clock import iso_millis
from trunkline.sandbox._http import Answer, Hold, RefusedError, Reply, Router, as_object
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox._world import MEMBRANE_CONNECTIONS, MEMBRANE_INTEGRATIONS, MEMBRANE_TENANTS
from trunkline.sandbox.credentials import MARKER_CLAIM, SECRET_MARKER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World

_USUAL_LIMIT: Final = 100
_LOOK_AGAIN: Final = 0.25
"""How often a held request looks whether something else has changed the connection."""


@dataclass(frozen=True)
class Caller:
    """The whole workspace, or one tenant of it."""

    tenant: str | None = None
    """Membrane's id of the tenant; "" for one it has not met yet, who therefore has nothing."""


def refusal(status: int, key: str, message: str, **more: object) -> RefusedError:
    """Membrane's error shape."""
    return RefusedError(Reply(status, {"type": "bad_request", "key": key, "message": message} | more))


def workspace_token(world: World, tenant_key: str | None, seconds: float) -> str:
    """A token signed with the workspace's secret, as a customer's own backend makes them."""
    claims: Document = {
        MARKER_CLAIM: SECRET_MARKER,
        "workspaceKey": world.credentials.membrane_workspace_key,
        "exp": int(world.now() + seconds),
    }
    claims |= {"isAdmin": True} if tenant_key is None else {"tenantKey": tenant_key}
    return _tokens.sign(claims, world.credentials.membrane_workspace_secret)


class Membrane:
    """One workspace."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._router = Router()
        self._router.add("GET", "/connections/{id}", self._get_connection)
        self._router.add("GET", "/connections", self._list_connections)

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        try:
            found = self._router.find(request.method, request.path)
            if found is None:
                raise refusal(404, "not_found", f"Cannot {request.method} {request.path}")
            return found[0](request, found[1])
        except RefusedError as error:
            return error.reply

    def _get_connection(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        caller = self._caller(request)
        inputs = Inputs(request)
        secrets, wait = inputs.flag("includeSecrets"), inputs.flag("wait")
        timeout = inputs.integer("timeout", 30, 1, 60)
        _require_valid(inputs)
        look = partial(self._look, caller, parameters["id"], secrets=bool(secrets))
        return _hold_while_building(look, timeout if wait else 0, lambda: self._wake_in(parameters["id"]))

    def _look(self, caller: Caller, selector: str, *, secrets: bool) -> Reply:
        row = self._find(selector)
        if row is None or caller.tenant not in {None, row.get("tenantId")}:
            raise refusal(404, "not_found", f'Connection "{selector}" not found')
        return Reply(200, self._show(row, secrets=secrets))

    def _find(self, selector: str) -> Document | None:
        row = self._world.store.get(MEMBRANE_CONNECTIONS, selector)
        if row is None:
            row = next(iter(self._world.store.find(MEMBRANE_CONNECTIONS, key=selector)), None)
        return row

    def _wake_in(self, selector: str) -> float:
        row = self._find(selector) or {}
        ready_at: float = row.get("_ready_at", 0)
        return min(_LOOK_AGAIN, max(ready_at - self._world.now(), 0.001))

    def _list_connections(self, request: Request, _: Mapping[str, str]) -> Answer:
        caller = self._caller(request)
        inputs = Inputs(request)
        limit = inputs.integer("limit", _USUAL_LIMIT, 1, 1000)
        secrets = bool(inputs.flag("includeSecrets"))
        archived = bool(inputs.flag("includeArchived"))
        in_scope, narrows = self._scope(inputs, caller), self._filters(inputs)
        start = _read_cursor(inputs, request.first("cursor"))
        _require_valid(inputs)
        rows = [
            row
            for row in self._world.store.find(MEMBRANE_CONNECTIONS, owner=caller.tenant)
            if in_scope(row) and (archived or not row.get("archivedAt"))
        ]
        if not self._world.quirks:
            rows = [row for row in rows if narrows(row)]
        page = rows[start : start + limit]
        # The quirk: a page is cut before it is narrowed, so it may be short, even empty, and not be the last.
        answer: Document = {"items": [self._show(row, secrets=secrets) for row in page if narrows(row)]}
        if start + limit < len(rows):
            answer["cursor"] = _write_cursor(start + limit)
        return Reply(200, answer)

    def _scope(self, inputs: Inputs, caller: Caller) -> Callable[[Document], bool]:
        names = ("tenantId", "userId", "integrationId", "connectorId", "externalAppId")
        wanted = {name: inputs.text(name) for name in names}
        key = inputs.text("integrationKey")
        if key is not None:
            found = self._world.store.find(MEMBRANE_INTEGRATIONS, key=key)
            wanted["integrationId"] = found[0]["id"] if found else ""

        def in_scope(row: Document) -> bool:
            if caller.tenant not in {None, row.get("tenantId")}:
                return False
            return all(value in {None, row.get(name)} for name, value in wanted.items())

        return in_scope

    def _filters(self, inputs: Inputs) -> Callable[[Document], bool]:
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

    def _caller(self, request: Request) -> Caller:
        scheme, _, token = (request.header("authorization") or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise refusal(401, "not_authenticated", "Authentication required")
        if token == self._world.credentials.membrane_token:
            return Caller()
        secret = self._world.credentials.membrane_workspace_secret
        try:
            claims = _tokens.verify(token, secret, self._world.now())
        except _tokens.TokenError as error:
            raise refusal(401, "not_authenticated", f"Invalid token: {error}") from None
        # Today's claims, and the vendor's own kit's: iss and id.
        if claims.get("workspaceKey", claims.get("iss")) != self._world.credentials.membrane_workspace_key:
            raise refusal(401, "not_authenticated", "Invalid token: unknown workspace")
        tenant_key = claims.get("tenantKey", claims.get("id"))
        if tenant_key is None or claims.get("isAdmin") is True:
            return Caller()
        tenants = self._world.store.find(MEMBRANE_TENANTS, key=str(tenant_key))
        return Caller(tenants[0]["id"] if tenants else "")

    def _show(self, row: Document, *, secrets: bool) -> Document:
        self._advance(row)
        hidden = set[str]() if secrets else {"credentials"}
        shown = {
            name: value for name, value in row.items() if not name.startswith("_") and name not in hidden
        }
        shown["user"] = self._world.store.get(MEMBRANE_TENANTS, str(row.get("tenantId")))
        shown["integration"] = self._world.store.get(MEMBRANE_INTEGRATIONS, str(row.get("integrationId")))
        return shown

    def _advance(self, row: Document) -> None:
        """Let the building agent work: it starts when first looked at and ends `building_seconds` later."""
        if row.get("state") != "BUILDING":
            return
        now = self._world.now()
        ready_at: float = row.setdefault("_ready_at", now + self._world.building_seconds)
        if now >= ready_at:
            row |= {
                "state": "READY",
                "connected": True,
                "disconnected": False,
                "updatedAt": iso_millis(ready_at),
            }
            del row["_ready_at"]
            row.pop("buildingAgentSessionId", None)
        self._world.store.put(MEMBRANE_CONNECTIONS, row["id"], row)


def _hold_while_building(look: Callable[[], Reply], seconds: float, wake_in: Callable[[], float]) -> Answer:
    """The current object at once if it is not being built, else when that ends or the time is up."""
    reply = look()
    if as_object(reply.body).get("state") != "BUILDING" or seconds <= 0:
        return reply
    step = min(wake_in(), seconds)
    return Hold(step, partial(_hold_while_building, look, seconds - step, wake_in))


def _require_valid(inputs: Inputs) -> None:
    if inputs.issues:
        first = inputs.issues[0]
        message = f"Validation failed: {first['path'][0]}: {first['message']}"
        raise refusal(400, "invalid_input", message, data={"issues": inputs.issues})


def _write_cursor(position: int) -> str:
    return base64.urlsafe_b64encode(json.dumps({"after": position}).encode()).decode().rstrip("=")


def _read_cursor(inputs: Inputs, cursor: str | None) -> int:
    # The vendor's own kit starts with "0".
    if cursor in {None, "", "0"}:
        return 0
    try:
        text = base64.urlsafe_b64decode(f"{cursor}{'=' * (-len(cursor or '') % 4)}")
        return max(int(json.loads(text)["after"]), 0)
    except (binascii.Error, ValueError, KeyError, TypeError):
        inputs.issue("invalid_string", "cursor", "Invalid cursor")
        return 0
