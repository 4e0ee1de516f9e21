"""What Membrane is asked to do: make, change and test connections, renew credentials, make pages to connect on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET as ABSENT
from msgspec import UnsetType
from trunkline_membrane import models as native
from trunkline_membrane.operations import (
    create_connection,
    create_connection_request,
    test_connection,
    update_connection,
)

from ..errors import BadRequestError, InvalidArgumentError
from ..models import Check, ConnectLink, Status, Unset
from ..secrets import Secret
from ._given import given, sent
from ._membrane_lists import app
from ._membrane_reading import NAME, get, read_one, safe_link
from ._provider import after_a_write

if TYPE_CHECKING:
    from .._call import Caller
    from ..models import Connection
    from ._asked import Changes, Draft, LinkRequest


def drafted(draft: Draft) -> native.ConnectionBody:
    """A draft in Membrane's words, or `InvalidArgumentError`."""
    connector_id, integration_key = _app_of(draft)
    return native.ConnectionBody(
        name=sent(draft.display_name),
        meta=ABSENT if isinstance(draft.metadata, Unset) else dict(draft.metadata),
        key=sent(draft.key),
        integration_id=draft.connector_config_id or ABSENT,
        integration_key=integration_key,
        connector_id=connector_id,
        credentials=ABSENT if isinstance(draft.credentials, Unset) else dict(draft.credentials),
    )


def changed(changes: Changes) -> native.ConnectionBody:
    """Changes in Membrane's words, or `InvalidArgumentError` for what it cannot clear."""
    if changes.display_name is None:
        raise InvalidArgumentError("a connection of Membrane always has a name: display_name cannot be None")
    if changes.credentials is None:
        raise InvalidArgumentError(
            "Membrane has no way to clear credentials: delete the connection, or give others"
        )
    return native.ConnectionBody(
        name=sent(changes.display_name),
        # Null is not allowed there, and what was never set reads as an empty object.
        meta=ABSENT if isinstance(changes.metadata, Unset) else dict(changes.metadata or {}),
        key=sent(changes.key),
        credentials=ABSENT if isinstance(changes.credentials, Unset) else dict(changes.credentials),
    )


async def create(caller: Caller, body: native.ConnectionBody) -> Connection:
    """Make a connection, for the customer that the caller is signed for."""
    reply = await caller.call(create_connection.build_request, create_connection.parse_response, body)
    return read_one(caller, reply, create_connection.OPERATION, None)


async def update(caller: Caller, connection_id: str, body: native.ConnectionBody) -> Connection:
    """Change a connection."""
    reply = await caller.call(
        update_connection.build_request, update_connection.parse_response, connection_id, body
    )
    # It may have been asked for by the key that it had before.
    known = connection_id if isinstance(body.key, UnsetType) else None
    return read_one(caller, reply, update_connection.OPERATION, known)


async def check(caller: Caller, connection_id: str) -> Check:
    """Have a connection tested, and read it again."""
    try:
        reply = await caller.call(
            test_connection.build_request, test_connection.parse_response, connection_id
        )
    except BadRequestError as error:
        # Not every connector has a test; whether this one has, the connection says.
        refused = error
    else:
        success = given(reply.value.success) if reply.value is not None else None
        with after_a_write():
            found = await get(caller, connection_id)
        passed = None if given(found.native.can_test) is False else _outcome(success, found)
        return Check(
            passed=passed, connection=found, message=found.status_reason if passed is False else None
        )
    found = await get(caller, connection_id)
    if given(found.native.can_test) is not False:
        raise refused
    return Check(passed=None, connection=found, message=refused.message)


def _outcome(success: bool | None, found: Connection) -> bool | None:
    """What the test came to: what the answer says, or where it says nothing, what is stored since."""
    if success is not None:
        return success
    return {Status.ACTIVE: True, Status.DISCONNECTED: False}.get(found.status)


def asked(request: LinkRequest) -> native.CreateConnectionRequestBody:
    """A page to connect on in Membrane's words, or `InvalidArgumentError`."""
    connector_id, integration_key = (ABSENT, ABSENT) if request.connection_id else _app_of(request)
    return native.CreateConnectionRequestBody(
        integration_id=request.connector_config_id or ABSENT,
        integration_key=integration_key,
        connector_id=connector_id,
        connection_id=request.connection_id or ABSENT,
        redirect_uri=request.return_url or ABSENT,
    )


async def link(
    caller: Caller, customer_id: str, body: native.CreateConnectionRequestBody, *, local: bool
) -> ConnectLink:
    """Make a page to connect on, for the customer that the caller is signed for."""
    reply = await caller.call(
        create_connection_request.build_request, create_connection_request.parse_response, body
    )
    made = reply.value
    url = safe_link(made.url.reveal(), local=local)
    if url is None:
        caller.misfit(reply, create_connection_request.OPERATION, "its url is no https address")
    # How long the page is good for is not said.
    return ConnectLink(url=Secret(url), provider=NAME, customer_id=customer_id, request_id=made.request_id)


def _app_of(asked: Draft | LinkRequest) -> tuple[str | UnsetType, str | UnsetType]:
    """The id of a connector or the key of an integration; neither where the id of an integration says it."""
    if (asked.connector is None) == (asked.connector_config_id is None):
        raise InvalidArgumentError(
            "Membrane has to know the app: give connector (the key of an integration, or the id of a connector)"
            " or connector_config_id (the id of an integration), and not both"
        )
    return app(asked.connector) if asked.connector is not None else (ABSENT, ABSENT)
