"""Who is asking Membrane: tokens of every generation, the tenants behind them, and the shape of a refusal."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox import _tokens
from trunkline.sandbox._clock import iso_millis
from trunkline.sandbox._http import RefusedError, Reply, as_object
from trunkline.sandbox._world import MEMBRANE_PUBLIC_KEYS, MEMBRANE_TENANTS
from trunkline.sandbox.credentials import MARKER_CLAIM, SECRET_MARKER
from trunkline.sandbox.membrane_keys import require_public_key, signed_by_one_of

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World

_DEVELOPER: Final = "sandbox-developer"
"""Whoever holds the personal token; a person of the workspace is a tenant of it, too, for tests."""


def refusal(status: int, key: str, message: str, **more: object) -> RefusedError:
    """Membrane's error shape, of type `bad_request` unless told otherwise."""
    return RefusedError(Reply(status, _error(key, message, **more)))


def _error(key: str, message: str, **more: object) -> Document:
    return {"type": "bad_request", "key": key, "message": message, **more}


def require_patience(world: World, *, external: bool = False) -> None:
    """The 429 that is still to come, if a test switched it on: Membrane's own, or what the app behind it said."""
    throttled, retry_after = world.switches.throttled("membrane", external=external)
    if not throttled:
        return
    if external:
        body = _error("rate_limit_exceeded", "The external app answered 429", type="connection")
    else:
        body = _error("rate_limit_exceeded", "Rate limit exceeded")
    # The vendor documents no Retry-After, so none is sent unless the test wants one.
    wait = (("retry-after", str(retry_after)),) if retry_after is not None else ()
    raise RefusedError(Reply(429, body, wait))


@dataclass(frozen=True)
class Caller:
    """The whole workspace, or one tenant of it."""

    tenant: str | None = None
    """Membrane's id of the tenant it is confined to; "" for one not met yet, who therefore has nothing."""
    claims: Document = field(default_factory=dict[str, Any], repr=False)

    def sees(self, owner: object) -> bool:
        """Whether something of this tenant is visible to it."""
        return self.tenant in {None, owner}


def workspace_token(world: World, tenant_key: str | None, seconds: float) -> str:
    """A token signed with the workspace's secret, as a customer's own backend makes them."""
    claims: Document = {
        MARKER_CLAIM: SECRET_MARKER,
        "workspaceKey": world.credentials.membrane_workspace_key,
        "exp": int(world.now() + seconds),
    }
    claims |= {"isAdmin": True} if tenant_key is None else {"tenantKey": tenant_key}
    return _tokens.sign(claims, world.credentials.membrane_workspace_secret)


def register_key(world: World, pem: str) -> None:
    """Let tokens in that were signed with the private half of this key."""
    require_public_key(pem)
    world.store.put(MEMBRANE_PUBLIC_KEYS, pem.strip(), {"pem": pem})


class Access:
    """Lets callers in and knows their tenants."""

    def __init__(self, world: World) -> None:
        self._world = world

    def caller(self, request: Request) -> Caller:
        """Who sent this; 401 if nobody we know."""
        scheme, _, token = (request.header("authorization") or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise refusal(401, "not_authenticated", "Authentication required")
        if hmac.compare_digest(token.encode(), self._world.credentials.membrane_token.encode()):
            return Caller(claims={"tenantKey": _DEVELOPER, "name": "Sandbox developer", "isTest": True})
        claims = self._verified(token)
        key = _tenant_key(claims)
        if key is None or claims.get("isAdmin") is True:
            return Caller(claims=claims)
        known = self._world.store.find(MEMBRANE_TENANTS, key=key)
        return Caller(known[0]["id"] if known else "", claims)

    def tenant_of(self, caller: Caller) -> str:
        """Membrane's id of the tenant that a new thing belongs to; one not met before is met now."""
        key = _tenant_key(caller.claims)
        if key is None:
            raise refusal(400, "default", "This token is for no tenant; use one with a tenantKey")
        known = self._world.store.find(MEMBRANE_TENANTS, key=key)
        if known:
            return str(known[0]["id"])
        tenant_id = f"65f0b1{len(self._world.store.ids(MEMBRANE_TENANTS)):018x}"
        tenant = {
            "id": tenant_id,
            "name": str(caller.claims.get("name") or key),
            "internalId": key,
            "isActive": True,
            "isTest": caller.claims.get("isTest") is True,
            "fields": as_object(caller.claims.get("fields")),
            "createdAt": iso_millis(self._world.now()),
            "aiCreditsRolling30DayLimit": None,
        }
        self._world.store.put(MEMBRANE_TENANTS, tenant_id, tenant, key=key)
        return tenant_id

    def _verified(self, token: str) -> Document:
        known = self._world.credentials
        keys = [str(found["pem"]) for found in self._world.store.find(MEMBRANE_PUBLIC_KEYS)]
        try:
            claims = _tokens.verify(
                token, known.membrane_workspace_secret, self._world.now(), signed=signed_by_one_of(keys)
            )
        except _tokens.TokenError as error:
            raise refusal(401, "not_authenticated", f"Invalid token: {error}") from None
        # Today's claims, and the vendor's own kit's: iss and id.
        if claims.get("workspaceKey", claims.get("iss")) != known.membrane_workspace_key:
            raise refusal(401, "not_authenticated", "Invalid token: unknown workspace")
        return claims


def _tenant_key(claims: Document) -> str | None:
    key = claims.get("tenantKey", claims.get("id"))
    return None if key is None else str(key)
