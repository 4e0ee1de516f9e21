"""What both versions of OpenInt's API share: the words for a connection's state and config ids."""

from __future__ import annotations

from typing import Any

from ..errors import InvalidArgumentError
from ..models import Status
from ._asked import Draft
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
        case None | "" | "unknown":
            return standing(Status.UNKNOWN, message)
        case _:
            return standing(Status.UNKNOWN, f"{state}: {message}" if message else state)


def verdict(state: str | None) -> bool | None:
    """Whether a test went well, by what is stored after it; `None` where that tells of none."""
    match state:
        case "healthy":
            return True
        case "disconnected" | "error":
            return False
        case _:
            return None


def config_of(draft: Draft) -> str:
    """The connector config that a connection is to be made with."""
    if draft.connector_config_id is None:
        raise InvalidArgumentError(
            "connector_config_id is missing: OpenInt makes connections with a connector config"
        )
    if not draft.connector_config_id.startswith("ccfg_"):
        raise InvalidArgumentError("connector_config_id must start with ccfg_")
    return draft.connector_config_id
