"""OpenInt's words for a connection's state, which both versions of its API share."""

from __future__ import annotations

from typing import Any

from ..models import Status
from ._given import standing


def standing_of(state: str | None, message: str | None) -> dict[str, Any]:
    """What a state means. OpenInt expects to heal what it calls `error` by itself; the rest lasts."""
    match state:
        case "healthy":
            return standing(Status.ACTIVE, message)
        case "disconnected":
            return standing(Status.DISCONNECTED, message, terminal=True, needs_action=True)
        case "error":
            return standing(Status.ERROR, message)
        case "manual":
            why = message or "manual: imported, and its health is not tracked"
            return standing(Status.UNKNOWN, why, terminal=True)
        case None | "unknown":
            return standing(Status.UNKNOWN, message)
        case _:
            return standing(Status.UNKNOWN, f"{state}: {message}" if message else state)
