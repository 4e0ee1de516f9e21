"""What happens when OpenInt tests a connection: tokens are renewed, states change, `disconnected` sticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trunkline.sandbox._clock import iso_millis, read_iso
from trunkline.sandbox._http import as_object

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document
    from trunkline.sandbox._world import World


def oauth_credentials(settings: object) -> Document:
    """The `oauth.credentials` inside a connection's settings, to be changed in place, or an empty object."""
    return as_object(as_object(as_object(settings).get("oauth")).get("credentials"))


def has_expired(moment: object, now: float) -> bool | None:
    """Whether an ISO moment has passed; None if there is no moment."""
    if not isinstance(moment, str):
        return None
    try:
        return read_iso(moment) <= now
    except ValueError:
        return None


def check(world: World, row: Document) -> bool:
    """Test a v1 connection in place; False if there was nothing to test, so nothing to save."""
    if row.get("status") == "disconnected":
        return False
    credentials = oauth_credentials(row.get("settings"))
    if not credentials:
        return False
    now = world.now()
    if credentials.get("refresh_token") is None:
        if has_expired(credentials.get("expires_at"), now):
            row |= {
                "status": "disconnected",
                "status_message": "The access token expired and cannot be refreshed",
            }
        else:
            row |= {"status": "healthy", "status_message": None}
    elif row.get("_upstream") == "refuses":
        row |= {"status": "error", "status_message": "The provider refused the refresh token: invalid_grant"}
    else:
        _renew(world, row, credentials, now)
        row |= {"status": "healthy", "status_message": None}
    row["updated_at"] = now
    return True


def _renew(world: World, row: Document, credentials: Document, now: float) -> None:
    token = world.new_secret("renewed-access")
    credentials |= {"access_token": token, "expires_at": iso_millis(now + 3600), "expires_in": 3600}
    credentials["raw"] = as_object(credentials.get("raw")) | {"access_token": token}
    row["settings"]["oauth"] |= {"updated_at": iso_millis(now), "last_fetched_at": iso_millis(now)}
    row["settings"]["access_token"] = token


def v0_wants_live_check(row: Document, now: float, *, force: bool, expanded: bool) -> bool:
    """Whether a v0 read tests the connection first: asked to, expanded, or no future expiry is known."""
    raw = as_object(oauth_credentials(row.get("settings")).get("raw"))
    return force or expanded or has_expired(raw.get("expires_at"), now) is not False


def v0_check(world: World, row: Document) -> None:
    """Test a v0 connection in place: an expired token is renewed, the row is written in any case."""
    now = world.now()
    credentials = oauth_credentials(row.get("settings"))
    raw = as_object(credentials.get("raw"))
    if raw.get("refresh_token") and not as_object(row.get("settings")).get("error"):
        token = world.new_secret("v0-renewed-access")
        raw |= {"access_token": token, "expires_at": iso_millis(now + 3600)}
        credentials["access_token"] = token
    row["updatedAt"] = now
