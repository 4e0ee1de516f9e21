"""Reading a connection of Membrane, and its answers as the unified model: connections, connectors, links."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

import attrs
from msgspec import UNSET as ABSENT
from trunkline_membrane import models as native
from trunkline_membrane.operations import get_connection

from .._call import Caller, Operation, Reply
from .._evidence import Content, Evidence
from ..models import Connection, Connector, parse_time
from ..secrets import Secret
from ._checks import is_loopback
from ._given import given
from ._membrane_states import standing_of
from ._provider import same_id

NAME: Final = "membrane"

# The server ends every request after 60 seconds, and answers a long poll only when it is over.
_LONGEST_POLL: Final = 50
_POLL_MARGIN: Final = 10.0

# `client-credentials` is a form that the customer fills in, not OAuth's grant of that name.
_AUTH_TYPES: Final = MappingProxyType(
    {
        "oauth1": "oauth1",
        "oauth2": "oauth2",
        "client-credentials": "credentials",
        "proxy": "custom",
        "membrane-token": "custom",
        "integration-app-token": "custom",
    }
)


async def get(caller: Caller, connection_id: str, *, include_secrets: bool = False) -> Connection:
    """One connection, by its id or the caller's own key for it."""
    reply = await caller.call(
        get_connection.build_request,
        get_connection.parse_response,
        connection_id,
        include_secrets=include_secrets or ABSENT,
    )
    return read_one(caller, reply, get_connection.OPERATION, connection_id)


async def poll(caller: Caller, connection_id: str) -> Connection:
    """A long poll: Membrane answers when the connection is built, or after the seconds it was asked to wait."""
    # A second is left for the answer to travel.
    seconds = min(_LONGEST_POLL, math.floor(caller.settings.deadline) - 1)
    if seconds < 1:
        return await get(caller, connection_id)
    patient = attrs.evolve(caller.settings, timeout=max(caller.settings.timeout, seconds + _POLL_MARGIN))
    reply = await caller.with_settings(patient).call(
        get_connection.build_request,
        get_connection.parse_response,
        connection_id,
        wait=True,
        timeout=seconds,
    )
    return read_one(caller, reply, get_connection.OPERATION, connection_id)


def read_one(
    caller: Caller, reply: Reply[native.Connection], operation: Operation, asked: str | None
) -> Connection:
    """The connection in an answer; it has to be the one asked for, where one was: by id, or by key."""
    item = reply.value
    if asked is not None:
        same_id(caller, reply, operation, asked, item.id, given(item.key))
    return connection(item, Evidence(item, Content(reply.content)), caller.driver.clock.time())


def customers(item: native.Connection) -> tuple[str | None, ...]:
    """Every id the customer goes by: the caller's own first, then Membrane's."""
    user = given(item.user)
    return (user.internal_id if user else None, given(item.tenant_id), item.user_id)


def connection(item: native.Connection, evidence: Evidence, now: float) -> Connection:
    """A connection; `now` tells whether the vendor's next try is still to come."""
    integration = given(item.integration)
    credentials = given(item.credentials)
    action = given(item.client_action)
    return Connection(
        id=item.id,
        provider=NAME,
        display_name=item.name,
        key=given(item.key),
        customer_id=next(filter(None, customers(item)), None),
        scope_id=given(item.tenant_id) or item.user_id,
        connector_key=(given(integration.key) if integration else None) or given(item.connector_id),
        connector_name=integration.name if integration else None,
        connector_config_id=given(item.integration_id),
        integration_id=given(item.integration_id),
        created_at=parse_time(item.created_at),
        updated_at=parse_time(item.updated_at),
        last_activity_at=parse_time(given(item.last_active_at)),
        archived_at=parse_time(given(item.archived_at)),
        disabled=given(item.is_deactivated) is True,
        metadata=given(item.meta) or {},
        is_test=given(item.is_test),
        retry_at=parse_time(given(item.next_retry_timestamp)),
        action_url=safe_link(given(action.ui_url) if action else None),
        secrets=Secret(credentials.reveal()) if credentials is not None else None,
        evidence=evidence,
        **standing_of(item, now),
    )


def connector(item: native.Connector, evidence: Evidence) -> Connector:
    """A connector."""
    kind = given(item.type)
    return Connector(
        id=item.id,
        provider=NAME,
        key=item.key,
        display_name=item.name,
        logo_url=item.logo_uri or None,
        auth_type=_AUTH_TYPES.get(kind) if kind else None,
        native_auth_type=kind,
        categories=given(item.categories) or (),
        disabled=given(item.archived_at) is not None,
        evidence=evidence,
    )


def safe_link(url: str | None, *, local: bool = False) -> str | None:
    """A link to show to a person: https (plain http on this machine if `local`) without a user name, or none at all."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    safe = parts.scheme == "https" or (local and parts.scheme == "http" and is_loopback(parts.hostname or ""))
    return url if safe and parts.hostname and "@" not in parts.netloc else None
