"""What Workiva answers when it is a server that does what it is told: its envelope, and a provider that asks it."""

from __future__ import annotations

from typing import Any

from fault_server import Behaviour, FaultServer, answer

from trunkline.providers import Workiva


def somewhere(server: FaultServer) -> Workiva:
    """Workiva at the server, with a workspace."""
    return Workiva(token="tok", base_url=server.origin, workspace_id="ws1")


def envelope(**body: Any) -> Behaviour:
    """A body, or none, in its envelope."""
    return answer({"body": body or None, "code": 200})
