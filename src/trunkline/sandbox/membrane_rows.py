"""Membrane's connections as they lie in the store: found, shown, built, connected, made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox._clock import iso_millis, read_iso
from trunkline.sandbox._http import as_object
from trunkline.sandbox._world import MEMBRANE_CONNECTIONS, MEMBRANE_INTEGRATIONS, MEMBRANE_TENANTS
from trunkline.sandbox.credentials import REFUSED_CREDENTIAL
from trunkline.sandbox.membrane_access import refusal

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document
    from trunkline.sandbox._world import World
    from trunkline.sandbox.membrane_access import Caller

LINKS: Final = "https://ui.membrane.example/screens/connections"
"""Where the end user's pages are; no such host exists, `Sandbox.visit` plays the user."""

_HOUR: Final = 3600
_LONGEST_WAIT: Final = 8
"""Hours between two tries are doubled so often at most."""
_TROUBLES: Final = (
    "clientAction",
    "requestError",
    "error",
    "errors",
    "isDefunct",
    "retryAttempts",
    "nextRetryTimestamp",
)


class Rows:
    """The connections of the workspace."""

    def __init__(self, world: World) -> None:
        self._world = world

    def find(self, caller: Caller, selector: str) -> Document:
        """A connection by id or key; 404 if the caller sees none, 400 if somebody else holds its lock."""
        row = self._by_id_or_key(caller, selector)
        if row is None:
            raise refusal(404, "not_found", f'Connection "{selector}" not found')
        if self._world.switches.locked("membrane", row["id"]):
            raise refusal(400, "lock_timeout", "Could not acquire the lock in time", type="concurrency")
        return row

    def find_live(self, caller: Caller, selector: str) -> Document:
        """The same, but what was archived cannot be changed any more."""
        row = self.find(caller, selector)
        if row.get("archivedAt"):
            raise refusal(404, "not_found", f'Connection "{selector}" not found')
        self.advance(row)
        return row

    def peek(self, caller: Caller, selector: str) -> Document | None:
        """The connection without waking anybody."""
        return self._by_id_or_key(caller, selector)

    def _by_id_or_key(self, caller: Caller, selector: str) -> Document | None:
        by_id = self._world.store.get(MEMBRANE_CONNECTIONS, selector)
        by_key = self._world.store.find(MEMBRANE_CONNECTIONS, owner=caller.tenant, key=selector)
        rows = ([by_id] if by_id else []) + by_key
        return next((row for row in rows if caller.sees(row.get("tenantId"))), None)

    def save(self, row: Document, *, touched: bool = True) -> None:
        """Write a connection; its key is a second name of it, unless it was archived."""
        if touched:
            row["updatedAt"] = iso_millis(self._world.now())
        # An empty key, not None: None would leave the store's old one.
        key = "" if row.get("archivedAt") else str(row.get("key") or "")
        self._world.store.put(MEMBRANE_CONNECTIONS, row["id"], row, owner=row["tenantId"], key=key)

    def require_free_key(self, tenant: str, key: object, own_id: str = "") -> None:
        """400 already_exists if another connection of the tenant has this key."""
        if not isinstance(key, str):
            return
        taken = self._world.store.find(MEMBRANE_CONNECTIONS, owner=tenant, key=key)
        if any(row["id"] != own_id for row in taken):
            raise refusal(400, "already_exists", f'Connection with key "{key}" already exists')

    def show(self, row: Document, *, secrets: bool = False) -> Document:
        """A connection as it is answered, after the time that has passed."""
        self.advance(row)
        hidden = set[str]() if secrets else {"credentials"}
        shown = {
            name: value for name, value in row.items() if not name.startswith("_") and name not in hidden
        }
        user = self._world.store.get(MEMBRANE_TENANTS, str(row.get("tenantId")))
        integration = self._world.store.get(MEMBRANE_INTEGRATIONS, str(row.get("integrationId")))
        shown |= {"user": user} if user else {}
        shown |= {"integration": integration} if integration else {}
        return shown

    def advance(self, row: Document) -> None:
        """Bring a connection to the present: what the platform does by itself has been done by now."""
        self._go_on_building(row)
        self._go_on_retrying(row)

    def _go_on_building(self, row: Document) -> None:
        """Let the building agent work: it starts when first looked at and ends `building_seconds` later."""
        if row.get("state") != "BUILDING":
            return
        now = self._world.now()
        ready_at: float = row.setdefault("_ready_at", now + self._world.building_seconds)
        if now >= ready_at:
            del row["_ready_at"]
            row.pop("buildingAgentSessionId", None)
            if row.pop("_needs_user", False):
                self.ask_user(row)
            else:
                row |= {"state": "READY", "connected": True, "disconnected": False}
            row["updatedAt"] = iso_millis(ready_at)
        self.save(row, touched=False)

    def _go_on_retrying(self, row: Document) -> None:
        """Let the platform refresh what is disconnected, and wait twice as long each time that fails."""
        moment, now = _moment(row.get("nextRetryTimestamp")), self._world.now()
        if moment is None or moment > now or row.get("connected") is not False or row.get("archivedAt"):
            return
        if self.is_refused(row):
            attempts: int = row.get("retryAttempts", 0)
            while moment <= now:
                attempts += 1
                moment += _HOUR * 2 ** min(attempts, _LONGEST_WAIT)
            row |= {"retryAttempts": attempts, "nextRetryTimestamp": iso_millis(moment)}
        else:
            self.renew(row)
        self.save(row)

    def is_refused(self, row: Document) -> bool:
        """Whether the external app does not take the connection's credentials."""
        return REFUSED_CREDENTIAL in json.dumps(row.get("credentials"))

    def build(self, row: Document) -> None:
        """Hand the connection to the building agent; without credentials the user has to act afterwards."""
        row |= {
            "state": "BUILDING",
            "connected": False,
            "disconnected": True,
            "buildingAgentSessionId": f"65f0f1{row['id'][6:]}",
            "_ready_at": self._world.now() + self._world.building_seconds,
            "_needs_user": row.get("credentials") is None,
        }
        row.pop("clientAction", None)

    def ask_user(self, row: Document) -> None:
        """The connection waits for the end user to sign in."""
        row |= {
            "state": "CLIENT_ACTION_REQUIRED",
            "connected": False,
            "disconnected": True,
            "clientAction": {
                "type": "connect",
                "description": f"Sign in to finish the connection {row['name']}",
                # No token in it: this page is shown to whoever is signed in there, and the address is for showing.
                "uiUrl": f"{LINKS}?connectionId={row['id']}",
                "agentInstructions": "Show the user the link and wait",
            },
        }

    def connect(self, row: Document, credentials: Any = None) -> None:
        """Credentials arrived, the user's or the caller's own: whatever was wrong is over."""
        for name in _TROUBLES:
            row.pop(name, None)
        row |= {"state": "READY", "connected": True, "disconnected": False}
        row["credentials"] = self._granted(row["id"]) if credentials is None else credentials
        self._mark_active(row)

    def renew(self, row: Document) -> None:
        """Exchange the refresh token for new credentials."""
        self.connect(row, as_object(row.get("credentials")) | self._granted(row["id"]))

    def _mark_active(self, row: Document) -> None:
        now = self._world.now()
        row["lastActiveAt"] = iso_millis(now)
        if row.get("canRefreshCredentials"):
            row["nextCredentialsRefreshAt"] = iso_millis(now + _HOUR)

    def _granted(self, id: str) -> Document:
        kinds = ("access", "refresh")
        return {f"{kind}_token": self._world.new_secret(f"membrane-{id}-{kind}") for kind in kinds}

    def make(self, tenant: str, target: Document, given: Document) -> Document:
        """A new connection that is not connected yet; the key must be free."""
        number = len(self._world.store.ids(MEMBRANE_CONNECTIONS))
        moment = iso_millis(self._world.now())
        row: Document = {
            "id": f"65f0c2{number:018x}",
            "name": given.get("name") or target["name"],
            "userId": tenant,
            "tenantId": tenant,
            "createdAt": moment,
            "updatedAt": moment,
            "isTest": as_object(self._world.store.get(MEMBRANE_TENANTS, tenant)).get("isTest") is True,
            "connected": False,
            "disconnected": True,
            "state": "READY",
            "isDeactivated": False,
            "meta": given.get("meta", {}),
            **target["members"],
        }
        for name in ("key", "authOptionKey", "connectorVersion", "connectorParameters", "input"):
            if given.get(name) is not None:
                row[name] = given[name]
        return row


def _moment(text: object) -> float | None:
    """The moment that a member names, if it does: a test may have put anything there."""
    try:
        return read_iso(text) if isinstance(text, str) else None
    except ValueError:
        return None
