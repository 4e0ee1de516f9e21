"""Membrane's words for a connection's state, and for errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trunkline_membrane import models as native

from .._call import ErrorDetails
from ..models import Status, parse_time
from ._given import given, standing, text


def details_of(status: int, body: Mapping[str, Any]) -> ErrorDetails:
    """What `{type, key, message}` says; a lock that was not free in time is worth another try."""
    key = text(body.get("key"))
    busy = status == 400 and key is not None and key.rsplit("/", 1)[-1] == "lock_timeout"
    # Membrane says 400 to what others call a conflict, or locked.
    taken = status == 400 and key is not None and key.endswith("already_exists")
    meaning = 423 if busy else 409 if taken else status
    # The customer's app said no, to what Membrane had sent it by then: its 401 is not about our token.
    acted = body.get("type") == "connection"
    if acted and status in (401, 403, 404):
        meaning = 424
    return ErrorDetails(text(body.get("message")), key, retryable=busy, meaning=meaning, acted=acted)


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
            # It passes by itself, and somebody wanted it so: nobody has to act, unlike for what was found disconnected.
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
        # Given up for good: of a next try that is still written down nothing comes.
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
    """The vendor's words for what is wrong, the latest first; `errors` and the deprecated `error` are of the set-up.

    Also where it is archived, switched off, or works all the same: what is known is not kept back.
    """
    request_error, error = given(item.request_error), given(item.error)
    return (
        (request_error.message if request_error else None)
        or _first_error(item)
        or (error.message if error else None)
    )
