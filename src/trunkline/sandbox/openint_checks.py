"""What happens when OpenInt tests a connection: tokens are renewed, states change, `disconnected` sticks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trunkline.sandbox._clock import iso_millis, read_iso
from trunkline.sandbox._http import as_object
from trunkline.sandbox._world import OPENINT_CONFIGS, OPENINT_CONNECTORS
from trunkline.sandbox.credentials import REFUSED_CREDENTIAL
from trunkline.sandbox.openint_access import refusal, upstream_failure

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document
    from trunkline.sandbox._world import World

_OAUTH: Final = ("OAUTH2", "OAUTH2CC")
_PROBED: Final = ("API_KEY",)
_NO_CHECK: Final = "Unable to check connection"


@dataclass(frozen=True)
class Finding:
    """What a check says: not always what it stored."""

    status: str | None
    message: str | None


class BrokenCheckError(Exception):
    """The connector's code failed, which says nothing about the credentials."""


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


def auth_type(world: World, connector: object) -> str:
    """How a connector authenticates; "" for an unknown one."""
    found = world.store.get(OPENINT_CONNECTORS, str(connector)) or {}
    return str(found.get("auth_type", ""))


def can_check(world: World, connector: object) -> bool:
    """Whether a connector can test credentials at all."""
    return auth_type(world, connector) in (*_OAUTH, *_PROBED)


def check(world: World, row: Document) -> Finding | None:
    """Test a v1 connection in place; None if there was nothing to test, so nothing to save.

    The third-party application is played by the row: `_upstream` "refuses" the credentials, or "breaks" the
    connector's code; so do credentials that hold REFUSED_CREDENTIAL, and OAuth connectors without any.
    """
    _require_config(world, row)
    # The quirk: what is disconnected is never tested again, only the end user can mend it.
    is_given_up = world.quirks and row.get("status") == "disconnected"
    if is_given_up or not can_check(world, row["connector_name"]):
        return None
    before = Finding(row.get("status") or "error", row.get("status_message") or _NO_CHECK)
    row["updated_at"] = world.now()
    try:
        found = _tested(world, row)
    except BrokenCheckError:
        row |= {"status": "error", "status_message": _NO_CHECK}
        # The quirk: the answer repeats the state from before, good as it may have been.
        return before if world.quirks else Finding("error", _NO_CHECK)
    row |= {"status": found.status, "status_message": found.message}
    return found


def _require_config(world: World, row: Document) -> None:
    config = row.get("connector_config_id")
    if world.store.get(OPENINT_CONFIGS, str(config)) is None:
        raise refusal("NOT_FOUND", f"Connector config {config} not found")


def _tested(world: World, row: Document) -> Finding:
    if row.get("_upstream") == "breaks":
        raise BrokenCheckError
    if auth_type(world, row["connector_name"]) in _PROBED:
        if _refused(row):
            return Finding("disconnected", "The application refused the API key")
        return Finding("healthy", None)
    credentials = oauth_credentials(row.get("settings"))
    if not credentials:
        raise BrokenCheckError
    if credentials.get("refresh_token") is None:
        if has_expired(credentials.get("expires_at"), world.now()):
            return Finding("disconnected", "The access token expired and cannot be refreshed")
        if _refused(row):
            return Finding("disconnected", "Token introspection says the grant is inactive")
    elif _refused(row):
        # The quirk: documented as an end user's matter, stored as if it could mend itself.
        status = "error" if world.quirks else "disconnected"
        return Finding(status, "The provider refused the refresh token: invalid_grant")
    else:
        _renew(world, row, credentials)
    return Finding("healthy", None)


def _refused(row: Document) -> bool:
    return row.get("_upstream") == "refuses" or REFUSED_CREDENTIAL in json.dumps(row.get("settings"))


def _renew(world: World, row: Document, credentials: Document) -> None:
    now = world.now()
    token = world.new_secret("renewed-access")
    credentials |= {"access_token": token, "expires_at": iso_millis(now + 3600), "expires_in": 3600}
    credentials["raw"] = as_object(credentials.get("raw")) | {"access_token": token}
    row["settings"]["oauth"] |= {"updated_at": iso_millis(now), "last_fetched_at": iso_millis(now)}
    row["settings"]["access_token"] = token


def v0_wants_live_check(row: Document, now: float, *, force: bool, expanded: bool) -> bool:
    """Whether a v0 read tests the connection first: asked to, expanded, or no future expiry is known."""
    raw = as_object(oauth_credentials(row.get("settings")).get("raw"))
    return force or expanded or has_expired(raw.get("expires_at"), now) is not False


def v0_test(world: World, row: Document, path: str) -> None:
    """Test v0 credentials in place as far as their connector can; what the application answers is raised."""
    if not can_check(world, row["connectorName"]):
        return
    if row.get("_upstream") == "breaks":
        raise upstream_failure(world, 503, "SERVICE_UNAVAILABLE", "The application is not available", path)
    settings = as_object(row.get("settings"))
    credentials = oauth_credentials(settings)
    raw = as_object(credentials.get("raw"))
    if not raw.get("refresh_token"):
        if _refused(row):
            raise upstream_failure(world, 401, "UNAUTHORIZED", "The application refused these", path)
    elif _refused(row):
        message = "The provider refused the refresh token; the user has to reconnect"
        settings["error"] = {"code": "refresh_token_external_error", "message": message}
    else:
        token = world.new_secret("v0-renewed-access")
        raw |= {"access_token": token, "expires_at": iso_millis(world.now() + 3600)}
        credentials["access_token"] = token
        if not world.quirks:
            # The quirk: what is stored is merged with what a test found, so an error of before stays in it.
            settings.pop("error", None)


def v0_check(world: World, row: Document, path: str) -> None:
    """Test a v0 connection in place, as often as it is looked at; the row is written in any case."""
    v0_test(world, row, path)
    row["updatedAt"] = world.now()
