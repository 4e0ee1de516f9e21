"""OpenInt's answers as the unified model: connections, connectors, and the link to a page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from trunkline_openint import models as native

from .._evidence import Evidence
from ..models import Connection, Connector, Status, parse_time
from ..secrets import Secret
from ._checks import is_loopback
from ._given import given, standing
from ._openint_states import standing_of

PROVIDER = "openint"

_AUTH_TYPES = {
    "OAUTH1": "oauth1",
    "OAUTH2": "oauth2",
    "OAUTH2CC": "credentials",
    "API_KEY": "api_key",
    "BASIC": "basic",
    "CUSTOM": "custom",
}


def connection_of(item: native.Connection, evidence: Evidence, *, include_secrets: bool = True) -> Connection:
    """A connection; its credentials are kept out of the unified model where nobody asked for them."""
    connector = given(item.connector)
    app_name = given(connector.display_name) if connector else None
    settings = given(item.settings) if include_secrets else None
    return Connection(
        id=item.id,
        provider=PROVIDER,
        display_name=item.display_name or app_name or item.connector_name,
        customer_id=item.customer_id,
        connector_key=item.connector_name,
        connector_name=app_name or item.connector_name,
        connector_config_id=item.connector_config_id,
        integration_id=item.integration_id,
        created_at=parse_time(item.created_at),
        updated_at=parse_time(item.updated_at),
        disabled=item.disabled is True,
        metadata=given(item.metadata) or {},
        secrets=Secret(settings.reveal()) if settings is not None else None,
        evidence=evidence,
        **_standing(item),
    )


def _standing(item: native.Connection) -> dict[str, Any]:
    message = given(item.status_message)
    if item.disabled is True:
        return standing(Status.DISABLED, message, terminal=True)
    return standing_of(given(item.status), message)


def connector_of(item: native.Connector, evidence: Evidence) -> Connector:
    """A connector on offer."""
    auth_type = given(item.auth_type)
    return Connector(
        id=item.name,
        provider=PROVIDER,
        key=item.name,
        display_name=given(item.display_name) or item.name,
        logo_url=given(item.logo_url),
        auth_type=_AUTH_TYPES.get(auth_type, auth_type.lower()) if auth_type else None,
        native_auth_type=auth_type,
        stage=given(item.stage),
        evidence=evidence,
    )


def leads_astray(link: Secret[str], base_url: str) -> bool:
    """Whether a link is none to send a person to: not https, or made to look like another host's.

    An API on this machine may have its pages here as well.
    """
    try:
        parts = urlsplit(link.reveal())
        home = is_loopback(urlsplit(base_url).hostname or "")
        host = parts.hostname or ""
    except ValueError:
        return True
    plain = parts.scheme == "http" and home and is_loopback(host)
    return not host or "@" in parts.netloc or not (parts.scheme == "https" or plain)
