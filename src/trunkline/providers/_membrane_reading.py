"""Reading a connection of Membrane, and its answers as the unified model: connections, connectors, links."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Final

import attrs
from msgspec import UNSET as ABSENT
from trunkline_membrane import models as native
from trunkline_membrane.operations import get_connection

from .._call import Caller, Reply
from .._evidence import Content, Evidence
from ..models import Connection, Connector, parse_time
from ..secrets import Secret
from ._checks import is_link
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


@attrs.frozen
class View:
    """What of an answer is shown.

    Attributes:
        local: links to this machine, too: the API is on it.
        secrets: the customer's credentials. An answer may hold them all the same: nobody sees what nobody asked for.
    """

    local: bool = False
    secrets: bool = False


async def get(caller: Caller, connection_id: str, view: View) -> Connection:
    """One connection, by its id or the caller's own key for it."""
    reply = await caller.call(
        get_connection.build_request,
        get_connection.parse_response,
        connection_id,
        include_secrets=view.secrets or ABSENT,
    )
    return _asked_for(caller, reply, connection_id, view)


async def poll(caller: Caller, connection_id: str, view: View) -> Connection:
    """A long poll: Membrane answers when the connection is built, or after the seconds it was asked to wait."""
    # A second is left for the answer to travel.
    seconds = min(_LONGEST_POLL, math.floor(caller.settings.deadline) - 1)
    if seconds < 1:
        return await get(caller, connection_id, view)
    patient = attrs.evolve(caller.settings, timeout=max(caller.settings.timeout, seconds + _POLL_MARGIN))
    reply = await caller.with_settings(patient).call(
        get_connection.build_request,
        get_connection.parse_response,
        connection_id,
        wait=True,
        timeout=seconds,
    )
    return _asked_for(caller, reply, connection_id, view)


def _asked_for(caller: Caller, reply: Reply[native.Connection], asked: str, view: View) -> Connection:
    """The connection in an answer, which has to be the one asked for: by its id, or by its key."""
    same_id(caller, reply, get_connection.OPERATION, asked, reply.value.id, given(reply.value.key))
    return read_one(caller, reply, view)


def read_one(caller: Caller, reply: Reply[native.Connection], view: View) -> Connection:
    """The connection in an answer."""
    evidence = Evidence(reply.value, Content(reply.content))
    return connection(reply.value, evidence, caller.driver.clock.time(), view)


def customers(item: native.Connection) -> tuple[str | None, ...]:
    """Every id the customer goes by: the caller's own first, then Membrane's."""
    user = given(item.user)
    return (user.internal_id if user else None, given(item.tenant_id), item.user_id)


def integration_key(item: native.Connection) -> str | None:
    """The key of the integration; `None` too where the connection is of one and does not tell its key."""
    integration = given(item.integration)
    return (given(integration.key) if integration else None) or None


def connection(item: native.Connection, evidence: Evidence, now: float, view: View) -> Connection:
    """A connection; `now` tells whether the vendor's next try is still to come."""
    integration = given(item.integration)
    credentials = given(item.credentials) if view.secrets else None
    return Connection(
        id=item.id,
        provider=NAME,
        display_name=item.name,
        key=given(item.key),
        customer_id=next(filter(None, customers(item)), None),
        scope_id=given(item.tenant_id) or item.user_id,
        # What its app is called: by the id of the connector where no integration's key is known.
        connector_key=integration_key(item) or given(item.connector_id) or None,
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
        action_url=_action_url(item, view),
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
        auth_type=_AUTH_TYPES.get(kind, kind.lower()) if kind else None,
        native_auth_type=kind,
        categories=given(item.categories) or (),
        disabled=bool(given(item.archived_at)),
        evidence=evidence,
    )


def _action_url(item: native.Connection, view: View) -> str | None:
    action = given(item.client_action)
    link = given(action.ui_url) if action else None
    url = link.reveal() if link else None
    return url if is_link(url, local=view.local) else None
