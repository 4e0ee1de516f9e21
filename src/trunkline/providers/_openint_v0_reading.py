"""OpenInt v0's answers as the unified model: connections, reading one, and errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from msgspec import UNSET as ABSENT
from trunkline_openint_v0 import models as native
from trunkline_openint_v0.operations import get_connection

from .._call import Caller, ErrorDetails
from .._evidence import Content, Evidence
from .._words import presentable
from ..errors import APIStatusError
from ..models import Connection, Status, parse_time
from ..secrets import Secret
from ._given import given, mapping, standing, text
from ._openint_calls import call, reason, same_customer
from ._openint_states import standing_of
from ._provider import same_id

PROVIDER = "openint-v0"

Row: TypeAlias = native.Connection | native.ConnectionDetails | native.ListedConnection

_THE_APP = "the customer's app answered"


async def read_one(
    caller: Caller, connection_id: str, *, force_refresh: bool = False, customer_id: str | None = None
) -> Connection:
    """One connection, tested before with `force_refresh`, and whenever the vendor likes; refused if another's."""
    reply = await call(
        caller,
        get_connection.build_request,
        get_connection.parse_response,
        connection_id,
        force_refresh=force_refresh or ABSENT,
    )
    same_id(caller, reply, get_connection.OPERATION, connection_id, reply.value.id)
    same_customer(caller, reply, get_connection.OPERATION, customer_id, given(reply.value.customer_id))
    return connection_of(reply.value, Evidence(reply.value, Content(reply.content)))


def connection_of(item: Row, evidence: Evidence) -> Connection:
    """A connection; its credentials always come along."""
    connector = None if isinstance(item, native.Connection) else given(item.connector)
    config = item.connector_config if isinstance(item, native.ConnectionDetails) else None
    standard = given(item.standard)
    app_name = given(connector.name) if connector else None
    shown = given(item.display_name) or (given(standard.display_name) if standard else None)
    settings = given(item.settings)
    return Connection(
        id=item.id,
        provider=PROVIDER,
        display_name=shown or app_name or item.connector_name,
        customer_id=given(item.customer_id),
        scope_id=config.org_id if config else None,
        connector_key=item.connector_name,
        connector_name=app_name or item.connector_name,
        connector_config_id=item.connector_config_id,
        integration_id=given(item.integration_id),
        created_at=parse_time(item.created_at),
        updated_at=parse_time(item.updated_at),
        disabled=given(item.disabled) is True,
        metadata=_metadata(given(item.metadata)),
        secrets=Secret(settings.reveal()) if settings is not None else None,
        evidence=evidence,
        **_standing(item),
    )


def unread(connection_id: str, why: str) -> Connection:
    """A connection whose app refuses the credentials whenever it is read: what its id says, and why."""
    kind, _, rest = connection_id.partition("_")
    connector = text(rest.partition("_")[0]) if kind == "conn" and "_" in rest else None
    return Connection(
        id=connection_id,
        provider=PROVIDER,
        display_name=connector or connection_id,
        connector_key=connector,
        connector_name=connector,
        **standing(Status.DISCONNECTED, why, terminal=True, needs_action=True),
    )


def _metadata(value: object) -> Mapping[str, Any]:
    """Any JSON is allowed; what is no object stands under `value`."""
    if value is None or isinstance(value, dict):
        return mapping(cast("object", value))
    return {"value": value}


def state_of(item: Row) -> str | None:
    """The vendor's word for the state. Without `standard`, the usual case, only a stored error tells anything.

    The vendor's own pages show `healthy` then; nothing says that it is, and no waiting will make it say so.
    """
    standard = given(item.standard)
    state = given(standard.status) if standard else None
    return state or ("disconnected" if _error_in(item) else None)


def is_broken(item: Row) -> bool:
    """Whether the credentials do not work any more, whichever of the two places says so."""
    return state_of(item) == "disconnected" or bool(_error_in(item))


def _error_in(item: Row) -> object:
    """What a failed test left among the credentials."""
    settings = given(item.settings)
    return mapping(settings.reveal()).get("error") if settings else None


def message_of(item: Row) -> str | None:
    """The vendor's words about the state. Of what stands among the credentials only the message is for people."""
    standard = given(item.standard)
    told = text(mapping(_error_in(item)).get("message"))
    return (given(standard.status_message) if standard else None) or (presentable(told) if told else None)


def _standing(item: Row) -> dict[str, Any]:
    """The first rule that fits decides."""
    state, message = state_of(item), message_of(item)
    if given(item.disabled) is True:
        return standing(Status.DISABLED, message, terminal=True)
    if state is None:
        return standing(Status.UNKNOWN, message or "OpenInt v0 does not say", terminal=True)
    return standing_of(state, message)


def refusal_of(status: int, body: Mapping[str, Any]) -> ErrorDetails:
    """What an error answer says, and whose word it is."""
    code = text(body.get("code")) or text(body.get("error_type"))
    message = reason(body) or text(body.get("error_detail"))
    if "body" not in mapping(body.get("data")):
        return ErrorDetails(message, code)
    # The customer's app said so, when OpenInt tested the connection: its 401 is not about our key, nor its 404
    # about the connection. And OpenInt may have done anything by then, so its 429 is no leave to write again.
    told = f"{_THE_APP} {status}" + (f": {message}" if message else "")
    is_refusal = 400 <= status < 500 and status != 429
    return ErrorDetails(told, code, meaning=424 if is_refusal else None, acted=True)


def is_the_apps(error: APIStatusError) -> bool:
    """Whether an error is the customer's app's word, said in a test, and not OpenInt's own."""
    return error.message.startswith(_THE_APP)
