"""What callers want of OpenInt, as its request bodies; what its rules forbid is refused unsent."""

from __future__ import annotations

from msgspec import UNSET as ABSENT
from msgspec import UnsetType
from trunkline_openint import models as native
from trunkline_openint.operations import check_connection, create_token

from .._call import Caller, Reply
from ..errors import InvalidArgumentError
from ..models import Connection
from ._asked import Draft, LinkRequest
from ._given import sent_object
from ._openint_states import config_of
from ._provider import same_id


def creation(draft: Draft) -> native.CreateConnectionBody:
    """The body of a create; the connector is the one that the configuration's own id names, unless given."""
    config_id = config_of(draft)
    if draft.customer_id is None:
        raise InvalidArgumentError("customer_id is missing: on OpenInt every new connection is a customer's")
    connector = draft.connector or _connector_in(config_id)
    metadata, settings = sent_object(draft.metadata), sent_object(draft.credentials)
    return native.CreateConnectionBody(
        connector_config_id=config_id,
        customer_id=draft.customer_id,
        data=native.CreateConnectionData(
            connector_name=connector, settings=ABSENT if settings is None else settings
        ),
        metadata=ABSENT if metadata is None else metadata,
    )


def _connector_in(config_id: str) -> str:
    name, underscore, _ = config_id.removeprefix("ccfg_").partition("_")
    if not name or not underscore:
        raise InvalidArgumentError(
            "connector is missing, and connector_config_id is not of the form ccfg_<connector>_..."
        )
    return name


def check_link(request: LinkRequest) -> None:
    """Refuse a page that OpenInt does not have."""
    if request.connector_config_id is not None:
        raise InvalidArgumentError(
            "connector_config_id cannot be chosen for OpenInt's page: give connector instead"
        )


def link_options(request: LinkRequest, broken: Connection | None) -> native.ConnectOptions:
    """What the page offers: to connect an app, or the customer's connections, to repair a broken one."""
    connector = request.connector if broken is None else broken.connector_key
    return native.ConnectOptions(
        return_url=request.return_url or ABSENT,
        connector_names=(connector,) if connector else ABSENT,
        view="add" if broken is None else "manage",
    )


async def checked(caller: Caller, connection_id: str) -> Reply[native.CheckConnectionAnswer]:
    """Have a connection tested, and its credentials renewed where they can be."""
    reply = await caller.call(
        check_connection.build_request, check_connection.parse_response, connection_id, {}
    )
    same_id(caller, reply, check_connection.OPERATION, connection_id, reply.value.id)
    return reply


async def minted(
    caller: Caller, customer_id: str, seconds: int, options: native.ConnectOptions | UnsetType
) -> Reply[native.CreateTokenAnswer]:
    """A customer's token, alone and in a link."""
    body = native.CreateTokenBody(validity_in_seconds=seconds, connect_options=options)
    return await caller.call(create_token.build_request, create_token.parse_response, customer_id, body)
