"""Membrane's words for a connection's state: what was done to it, then its state, then its flags."""

from __future__ import annotations

from typing import Any

from trunkline_membrane import models as native

from ..models import Status, parse_time
from ._given import given, standing


def unsettled(item: native.Connection) -> bool:
    """Whether its state passes by itself."""
    return given(item.state) in ("BUILDING", "DISCONNECTING")


def standing_of(item: native.Connection, now: float) -> dict[str, Any]:
    """The first rule that fits decides: what was done to the connection, then its state, then its flags."""
    state = given(item.state)
    action = given(item.client_action)
    if given(item.archived_at):
        return standing(Status.ARCHIVED, _complaint(item), terminal=True)
    if given(item.is_deactivated):
        return standing(Status.DISABLED, _complaint(item), terminal=True)
    match state:
        case "DISCONNECTING":
            return standing(Status.DISCONNECTED, state)
        case "BUILDING":
            return standing(Status.PENDING, given(item.building_agent_session_id) or state)
        case "CLIENT_ACTION_REQUIRED":
            why = action.description if action else state
            return standing(Status.ACTION_REQUIRED, why, terminal=True, needs_action=True)
        case "CONFIGURATION_ERROR" | "SETUP_FAILED":
            return standing(Status.ERROR, _first_error(item) or state, terminal=True)
        case _:
            return _standing_by_flags(item, state, now)


def _standing_by_flags(item: native.Connection, state: str | None, now: float) -> dict[str, Any]:
    """The state says nothing more: `connected` counts, and the deprecated `disconnected` only where that is absent."""
    connected, disconnected = given(item.connected), given(item.disconnected)
    if connected is None and disconnected is not None:
        connected = not disconnected
    if given(item.is_defunct):
        return standing(Status.DISCONNECTED, _complaint(item), terminal=True, needs_action=True)
    if connected is False:
        retry_at = parse_time(given(item.next_retry_timestamp))
        retries = retry_at is not None and retry_at.timestamp() > now
        return standing(Status.DISCONNECTED, _complaint(item), terminal=not retries, needs_action=not retries)
    if connected or (state == "READY" and connected is None):
        return standing(Status.ACTIVE, _complaint(item))
    return standing(Status.UNKNOWN, state)


def _first_error(item: native.Connection) -> str | None:
    errors = given(item.errors)
    return errors[0].message if errors else None


def _complaint(item: native.Connection) -> str | None:
    """The vendor's words for what is wrong; the deprecated `error` comes last."""
    request_error, error = given(item.request_error), given(item.error)
    return (
        (request_error.message if request_error else None)
        or _first_error(item)
        or (error.message if error else None)
    )
