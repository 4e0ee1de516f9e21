"""Calls with a JSON body to Membrane and Workiva in the sandbox, for any tenant."""

from __future__ import annotations

import json
from typing import Any

from conftest import Answer, Wire

NOTHING = object()
RUNS = "/api/v1/connections"


def membrane(
    wire: Wire, method: str, path: str, body: Any = NOTHING, *, tenant: str | None = None, **more: Any
) -> Answer:
    """As a tenant of the workspace; without one as the holder of the personal token."""
    headers = dict(wire.usual["membrane"])
    if tenant is not None:
        headers["authorization"] = f"Bearer {wire.sandbox.membrane_workspace_token(tenant)}"
    return _send(wire, "membrane", method, path, body, headers | more.pop("headers", {}), **more)


def workiva(wire: Wire, method: str, path: str, body: Any = NOTHING, **more: Any) -> Answer:
    return _send(wire, "workiva", method, path, body, dict(wire.usual["workiva"]), **more)


def _send(
    wire: Wire, provider: str, method: str, path: str, body: Any, headers: dict[str, str], **more: Any
) -> Answer:
    if body is NOTHING:
        return wire.send(provider, path, method=method, headers=headers, **more)
    typed = {"content-type": "application/json"} | headers
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return wire.send(provider, path, method=method, headers=typed, body=content, **more)
