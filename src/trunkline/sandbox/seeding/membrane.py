"""Seeds Membrane: tenants, integrations, and a connection in every state a connection can be in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox import seeds
from trunkline.sandbox._clock import iso_millis
from trunkline.sandbox._world import MEMBRANE_CONNECTIONS, MEMBRANE_INTEGRATIONS, MEMBRANE_TENANTS, World
from trunkline.sandbox.credentials import SECRET_MARKER
from trunkline.sandbox.membrane_rows import LINKS
from trunkline.sandbox.seeding import membrane_connectors
from trunkline.sandbox.seeding.membrane_connectors import APPS, connector_id
from trunkline.sandbox.seeding.shapes import COMPANIES, DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document

Table = tuple[tuple[str, str, str, "Document"], ...]
"""Id, customer, app, and what is different from a connection that is simply fine; null takes a member away."""

_OTHERS: Final = 22
_ACTION: Final = {
    "type": "connect",
    "description": "Sign in to Slack to finish the connection",
    "uiUrl": f"{LINKS}?connectionId={seeds.MEMBRANE_ACTION_REQUIRED}",
    "agentInstructions": "Show the user the link and wait",
}


def fill(world: World) -> None:
    """Write tenants, integrations and connections."""
    now = world.now()
    for key, tenant_id in seeds.MEMBRANE_TENANTS.items():
        tenant = {
            "id": tenant_id,
            "name": COMPANIES[key],
            "internalId": key,
            "isActive": True,
            "isTest": False,
        }
        tenant |= {"fields": {}, "createdAt": iso_millis(now - 90 * DAY), "aiCreditsRolling30DayLimit": None}
        world.store.put(MEMBRANE_TENANTS, tenant_id, tenant, key=key)
    membrane_connectors.fill(world)
    for number, app in enumerate(APPS):
        integration = _integration(app, number, now)
        world.store.put(MEMBRANE_INTEGRATIONS, integration["id"], integration, key=app)
    known = [
        _row(row_id, customer, app, now, **members)
        for row_id, customer, app, members in (*_states(now), *_flags(now))
    ]
    for connection in (*known, *_others(now)):
        world.store.put(
            MEMBRANE_CONNECTIONS,
            connection["id"],
            connection,
            owner=connection["tenantId"],
            key=connection.get("key"),
        )


def _integration(app: str, number: int, now: float) -> Document:
    return {
        "id": _integration_id(number),
        "uuid": f"7d1f0000-0000-4000-8000-{number:012d}",
        "key": app,
        "name": app.replace("-", " ").title(),
        "logoUri": f"https://static.membrane.example/connectors/{app}/logo.png",
        "state": "READY",
        "authType": membrane_connectors.auth_type(app),
        "connectorId": connector_id(number),
        "connectorVersion": "1.4.0",
        "isDeactivated": False,
        "hasOperations": True,
        "operationsCount": 20 + number,
        "createdAt": iso_millis(now - 120 * DAY),
        "updatedAt": iso_millis(now - 20 * DAY),
    }


def _integration_id(number: int) -> str:
    return f"65f0d00000000000000000{number:02x}"


def _row(id: str, customer: str, app: str, now: float, **members: Any) -> Document:
    number = APPS.index(app)
    tenant = seeds.MEMBRANE_TENANTS[customer]
    row: Document = {
        "id": id,
        "name": f"{COMPANIES[customer]} {app.replace('-', ' ').title()}",
        "userId": tenant,
        "tenantId": tenant,
        "createdAt": iso_millis(now - 40 * DAY),
        "updatedAt": iso_millis(now - HOUR),
        "isTest": False,
        "connected": True,
        "disconnected": False,
        "state": "READY",
        "integrationId": _integration_id(number),
        "connectorId": connector_id(number),
        "connectorVersion": "1.4.0",
        "authOptionKey": "oauth",
        "lastActiveAt": iso_millis(now - 5 * MINUTE),
        "canTest": app != "linear",
        "canRefreshCredentials": app != "pipedrive",
        "isDeactivated": False,
        "meta": {},
        "credentials": _credentials(id, app),
        "connectorParameters": {},
    } | members
    return {name: value for name, value in row.items() if value is not None}


def _credentials(id: str, app: str) -> Document:
    if app == "pipedrive":
        return {"api_key": f"{SECRET_MARKER}-membrane-{id}-key"}
    return {f"{kind}_token": f"{SECRET_MARKER}-membrane-{id}-{kind}" for kind in ("access", "refresh")}


def _states(now: float) -> Table:
    """One connection in each state."""
    ready = {
        "key": seeds.MEMBRANE_READY_KEY,
        "meta": {"team": "Vertrieb Köln", "emoji": "🚚"},
        "nextCredentialsRefreshAt": iso_millis(now + HOUR),
    }
    building: Document = {"key": "acme-notion", "buildingAgentSessionId": "65f0f0000000000000000001"}
    missing = _error("configuration", "missing_parameter", "The subdomain parameter is missing")
    failed = _error(
        "dependency_error", "setup_failed", "The connector could not be set up: unknown API version"
    )
    asking = _off("CLIENT_ACTION_REQUIRED", clientAction=_ACTION)
    unconfigured = _off("CONFIGURATION_ERROR", errors=[missing])
    return (
        (seeds.MEMBRANE_READY, "acme", "hubspot", ready),
        (seeds.MEMBRANE_BUILDING, "acme", "notion", _off("BUILDING", **building)),
        (seeds.MEMBRANE_ACTION_REQUIRED, "globex", "slack", asking),
        (seeds.MEMBRANE_CONFIGURATION_ERROR, "globex", "salesforce", unconfigured),
        (seeds.MEMBRANE_SETUP_FAILED, "initech", "linear", _off("SETUP_FAILED", errors=[failed])),
        (seeds.MEMBRANE_DISCONNECTING, "initech", "slack", {"state": "DISCONNECTING"}),
        (seeds.MEMBRANE_OLD_STATE, "globex", "linear", _off("NOT_CONFIGURED")),
    )


def _flags(now: float) -> Table:
    """READY ones that are not simply fine."""
    expired = _error("connection", "access_token_expired", "The access token expired and was not renewed")
    throttled = _error("connection", "rate_limit_exceeded", "The external app answered 429")
    gone = _error("connection", "connection_is_defunct", "The app was uninstalled on the other side")
    retrying: Document = {"retryAttempts": 3, "nextRetryTimestamp": iso_millis(now + 6 * HOUR)}
    return (
        (seeds.MEMBRANE_RETRYING, "acme", "salesforce", _off(requestError=expired, **retrying)),
        (seeds.MEMBRANE_DISCONNECTED, "acme", "slack", _off(requestError=expired, error=expired)),
        (seeds.MEMBRANE_DEFUNCT, "globex", "notion", _off(isDefunct=True, requestError=gone)),
        (seeds.MEMBRANE_ARCHIVED, "initech", "hubspot", _off(archivedAt=iso_millis(now - 3 * DAY))),
        (seeds.MEMBRANE_DEACTIVATED, "initech", "pipedrive", {"isDeactivated": True}),
        (seeds.MEMBRANE_DEGRADED, "acme", "intercom", {"requestError": throttled, "errors": [throttled]}),
        # Without `connected`, which is newer.
        (seeds.MEMBRANE_LEGACY, "globex", "hubspot", _off(error=expired) | {"connected": None}),
    )


def _off(state: str = "READY", **members: Any) -> Document:
    return {"state": state, "connected": False, "disconnected": True, **members}


def _error(type: str, key: str, message: str) -> Document:
    return {"type": type, "key": key, "message": message, "data": {"hint": f"{SECRET_MARKER}-error-data"}}


def _others(now: float) -> list[Document]:
    customers = list(seeds.MEMBRANE_TENANTS)
    return [
        _row(
            f"65f0c1a2b3c4d5e6f7a801{number:02x}",
            customers[number % len(customers)],
            APPS[number % len(APPS)],
            now,
            createdAt=iso_millis(now - (60 + number) * DAY),
            isTest=number % 7 == 6,
        )
        for number in range(_OTHERS)
    ]
