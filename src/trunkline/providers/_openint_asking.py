"""What callers want of OpenInt, as its request bodies; what its rules forbid is refused unsent."""

from __future__ import annotations

import re
from urllib.parse import unquote

from msgspec import UNSET as ABSENT
from msgspec import UnsetType
from trunkline_openint import models as native
from trunkline_openint.operations import create_connection, create_token

from .._call import Caller, Reply
from ..errors import InvalidArgumentError
from ..models import Connection
from ._asked import Draft, LinkRequest
from ._given import sent_object
from ._openint_calls import call, made, same_customer
from ._openint_states import config_of


def creation(draft: Draft) -> native.CreateConnectionBody:
    """The body of a create; the connector is the one that the configuration's own id names, unless given."""
    config_id = config_of(draft)
    if draft.customer_id is None:
        raise InvalidArgumentError("customer_id is missing: on OpenInt every new connection is a customer's")
    connector = draft.connector or _connector_in(config_id)
    return native.CreateConnectionBody(
        connector_config_id=config_id,
        customer_id=draft.customer_id,
        data=native.CreateConnectionData(connector_name=connector, settings=sent_object(draft.credentials)),
        metadata=sent_object(draft.metadata),
    )


def _connector_in(config_id: str) -> str:
    name, underscore, _ = config_id.removeprefix("ccfg_").partition("_")
    if not name or not underscore:
        raise InvalidArgumentError(
            "connector is missing, and connector_config_id is not of the form ccfg_<connector>_..."
        )
    return name


def check_created(caller: Caller, reply: Reply[native.Connection], draft: Draft) -> None:
    """Refuse an answer about no new connection, or about somebody else's; there may be one all the same."""
    if not reply.value.id.strip():
        caller.misfit(reply, create_connection.OPERATION, "it does not say which connection was made")
    with made(caller, reply.value.id):
        same_customer(caller, reply, create_connection.OPERATION, draft.customer_id, reply.value.customer_id)


def one_connector(name: str) -> tuple[str]:
    """A list of connectors that is one: the server takes a comma for the end of a name."""
    if "," in name:
        raise InvalidArgumentError("connector must be one connector's name, and none has a comma")
    return (name,)


def check_customer(customer_id: str) -> None:
    """Refuse a customer that is a way out of the path it stands in, for whoever unquotes it before the server does."""
    if any(unquote(step) in (".", "..") for step in re.split(r"[/\\]", customer_id)):
        raise InvalidArgumentError("customer_id must not hold the steps . and .. between its slashes")


def check_link(request: LinkRequest) -> None:
    """Refuse a page that OpenInt does not have."""
    check_customer(request.customer_id)
    if request.connector is not None:
        one_connector(request.connector)


def link_options(request: LinkRequest, broken: Connection | None) -> native.ConnectOptions:
    """What the page offers: to connect an app, or the customer's connections, to repair a broken one."""
    connector = request.connector if broken is None else broken.connector_key
    return native.ConnectOptions(
        return_url=request.return_url or ABSENT,
        connector_names=(connector,) if connector else ABSENT,
        view="add" if broken is None else "manage",
    )


async def minted(
    caller: Caller, customer_id: str, seconds: int, options: native.ConnectOptions | UnsetType
) -> Reply[native.CreateTokenAnswer]:
    """A customer's token, alone and in a link."""
    body = native.CreateTokenBody(validity_in_seconds=seconds, connect_options=options)
    return await call(caller, create_token.build_request, create_token.parse_response, customer_id, body)
