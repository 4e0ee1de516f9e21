"""OpenInt's connections as the unified model, and reading one."""

from __future__ import annotations

from typing import Any

from trunkline_openint import models as native
from trunkline_openint.operations import get_connection

from .._call import Caller
from .._evidence import Content, Evidence
from ..models import Connection, Status, parse_time
from ..secrets import Secret
from ._given import given, standing
from ._openint_calls import call
from ._openint_states import standing_of
from ._provider import same_id

PROVIDER = "openint"


async def read_one(caller: Caller, connection_id: str, *, include_secrets: bool = False) -> Connection:
    """One connection. Left to itself OpenInt renews expired credentials on the way, by its document in every read."""
    reply = await call(
        caller,
        get_connection.build_request,
        get_connection.parse_response,
        connection_id,
        include_secrets=include_secrets,
        refresh_policy="none",
    )
    same_id(caller, reply, get_connection.OPERATION, connection_id, reply.value.id)
    evidence = Evidence(reply.value, Content(reply.content))
    return connection_of(reply.value, evidence, include_secrets=include_secrets)


def connection_of(item: native.Connection, evidence: Evidence, *, include_secrets: bool) -> Connection:
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
