"""What Membrane answers when it is a server that does what it is told: connections, tokens, providers that ask it."""

from __future__ import annotations

import base64
import json
from typing import Any

from fault_server import FaultServer

from trunkline.providers import Membrane

ID = "65f0c1a2b3c4d5e6f7a80001"
OTHER = "65f0c1a2b3c4d5e6f7a80002"
APP = {"id": "i1", "name": "App", "logoUri": "https://logo.example"}
SECRET = "workspace-secret-0123456789abcdef-0123456789"


def stored(connection_id: str = ID, **members: Any) -> dict[str, Any]:
    """A connection as Membrane sends it."""
    moment = "2025-08-21T16:01:40.123Z"
    usual = {"name": "App", "userId": "u1", "createdAt": moment, "updatedAt": moment, "state": "READY"}
    return {"id": connection_id, **usual, **members}


def of(customer: str) -> dict[str, Any]:
    """The member that says whose a connection is."""
    return {"user": {"id": "u1", "name": "Somebody", "internalId": customer}}


def somewhere(server: FaultServer, **settings: Any) -> Membrane:
    """Membrane at the server, with the workspace's secret unless told otherwise."""
    usual = {} if "token" in settings else {"workspace_key": "w", "workspace_secret": SECRET}
    return Membrane(base_url=server.origin, **usual, **settings)


def token_for(**claims: Any) -> str:
    """A JWT as somebody else signed it."""
    parts = ({"alg": "HS256", "typ": "JWT"}, {"exp": 4_000_000_000, **claims})
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*coded, "c2lnbmF0dXJl"])
