"""Small valid answers of the four APIs, and providers that point at a server: what the tests of the core start from."""

from __future__ import annotations

import base64
from typing import Any

from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva

TOKEN = "tok_Zq81vKcanary0000"
API_KEY = base64.b64encode(b"org_acme:keyZq81vKcanary").decode()
WORKSPACE_SECRET = "wsec_Zq81vKcanary-0123456789abcdef-0123456789abcdef"
CLIENT_SECRET = "csec_Zq81vKcanary0000"
ACCESS_TOKEN = "acc_Zq81vKcanary0000"
CUSTOMER_SECRET = "customer_Zq81vKcanary"
"""A credential of a customer, in answers."""
SECRETS = (TOKEN, API_KEY, WORKSPACE_SECRET, CLIENT_SECRET, ACCESS_TOKEN, CUSTOMER_SECRET)


def openint(origin: str, **changes: Any) -> OpenInt:
    """OpenInt at a server."""
    return OpenInt(**{"token": TOKEN, "base_url": f"{origin}/v1", **changes})


def openint_v0(origin: str, **changes: Any) -> OpenIntV0:
    """OpenInt v0 at a server."""
    return OpenIntV0(**{"api_key": API_KEY, "base_url": f"{origin}/v0", **changes})


def membrane(origin: str, **changes: Any) -> Membrane:
    """Membrane at a server, with a ready-made token unless told otherwise."""
    usual = {} if "workspace_secret" in changes else {"token": TOKEN}
    return Membrane(**{**usual, "base_url": origin, **changes})


def workiva(origin: str, **changes: Any) -> Workiva:
    """Workiva at a server, with client credentials unless told otherwise."""
    usual = {} if "token" in changes else {"client_id": "client", "client_secret": CLIENT_SECRET}
    return Workiva(**{**usual, "base_url": f"{origin}/s/wdata/prep", **changes})


def openint_connection(connection_id: str = "conn_a", **changes: Any) -> dict[str, Any]:
    """A connection as OpenInt v1 sends it."""
    return {
        "id": connection_id,
        "customer_id": "acme",
        "connector_config_id": "ccfg_a",
        "integration_id": None,
        "created_at": "2025-08-21 16:01:40.123456+00",
        "updated_at": "2025-08-21 16:01:40.123456+00",
        "display_name": "Acme's app",
        "disabled": False,
        "connector_name": "hubspot",
        "status": "healthy",
        **changes,
    }


def openint_page(
    ids: list[str] | range, *, limit: int = 100, offset: int = 0, **changes: Any
) -> dict[str, Any]:
    """A page of connections as OpenInt v1 sends it, its untrue total and flag included."""
    names = ids if isinstance(ids, list) else [f"conn_{number}" for number in ids]
    return {
        "items": [openint_connection(name) for name in names],
        "limit": limit,
        "offset": offset,
        "total": len(names),
        "has_next_page": True,
        **changes,
    }


def openint_v0_connection(connection_id: str = "conn_a", **changes: Any) -> dict[str, Any]:
    """A connection as OpenInt v0 sends it; a customer's credential always comes along."""
    return {
        "id": connection_id,
        "createdAt": "2025-08-21T16:01:40.123Z",
        "updatedAt": "2025-08-21T16:01:40.123Z",
        "connectorName": "hubspot",
        "connectorConfigId": "ccfg_a",
        "connector_config": {"id": "ccfg_a", "orgId": "org_acme", "connectorName": "hubspot"},
        "settings": {"oauth": {"access_token": CUSTOMER_SECRET}},
        **changes,
    }


def membrane_connection(connection_id: str = "m1", **changes: Any) -> dict[str, Any]:
    """A connection as Membrane sends it."""
    return {
        "id": connection_id,
        "name": "Acme's app",
        "userId": "u1",
        "createdAt": "2025-08-21T16:01:40.123Z",
        "updatedAt": "2025-08-21T16:01:40.123Z",
        "state": "READY",
        "connected": True,
        **changes,
    }


def workiva_connection(connection_id: str = "w1", **changes: Any) -> dict[str, Any]:
    """A connection in its envelope as Workiva sends it."""
    return {"body": {"connectionId": connection_id, "name": "Ledger", **changes}, "code": 200}


def token_answer(token: str = ACCESS_TOKEN, **changes: Any) -> dict[str, Any]:
    """What Workiva's token endpoint sends."""
    return {"access_token": token, "token_type": "bearer", "expires_in": 599, **changes}
