"""What Membrane is asked to make and to change, in its own words: connections, and pages to connect on."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs
from msgspec import UNSET as ABSENT
from msgspec import UnsetType
from trunkline_membrane import models as native
from trunkline_membrane.operations import create_connection, update_connection

from ..errors import InvalidArgumentError, NotFoundError, TrunklineError
from ..models import Unset
from ._checks import id_problem
from ._creating import creating
from ._given import given, sent, sent_object
from ._membrane_lists import app, is_object_id
from ._membrane_reading import View, read_one
from ._provider import exists_now

if TYPE_CHECKING:
    from .._call import Caller
    from ..models import Connection
    from ._asked import Changes, Draft, LinkRequest


def drafted(draft: Draft) -> native.ConnectionBody:
    """A draft in Membrane's words, or `InvalidArgumentError`."""
    connector_id, integration_key = _app_of(draft)
    return native.ConnectionBody(
        name=sent(draft.display_name),
        meta=sent_object(draft.metadata),
        key=_key(draft.key),
        integration_id=draft.connector_config_id or ABSENT,
        integration_key=integration_key,
        connector_id=connector_id,
        credentials=sent_object(draft.credentials),
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
        meta=sent_object({} if changes.metadata is None else changes.metadata),
        key=_key(changes.key),
        credentials=sent_object(changes.credentials),
    )


def _key(key: str | Unset | None) -> str | UnsetType | None:
    """A key to be stored. It becomes another id of the connection, so it has to be one that can be asked for."""
    problem = id_problem(key) if isinstance(key, str) else ""
    if problem:
        raise InvalidArgumentError(
            f"Membrane finds a connection by its key as by its id, and this key {problem}"
        )
    return sent(key)


def asked(request: LinkRequest) -> native.CreateConnectionRequestBody:
    """A page to connect on in Membrane's words, or `InvalidArgumentError`."""
    connector_id, integration_key = (ABSENT, ABSENT) if request.connection_id else _app_of(request)
    # A path takes a connection's key as well, this body its id alone.
    connection_id = request.connection.id if request.connection else request.connection_id
    return native.CreateConnectionRequestBody(
        integration_id=request.connector_config_id or ABSENT,
        integration_key=integration_key,
        connector_id=connector_id,
        connection_id=connection_id or ABSENT,
        redirect_uri=request.return_url or ABSENT,
    )


def _app_of(asked: Draft | LinkRequest) -> tuple[str | UnsetType, str | UnsetType]:
    """The id of a connector or the key of an integration; neither where the id of an integration says it."""
    if (asked.connector is None) == (asked.connector_config_id is None):
        raise InvalidArgumentError(
            "Membrane has to know the app: give connector (the key of an integration, or the id of a connector)"
            " or connector_config_id (the id of an integration), and not both"
        )
    return app(asked.connector) if asked.connector is not None else (ABSENT, ABSENT)


@contextmanager
def naming_the_app(body: native.ConnectionBody | native.CreateConnectionRequestBody) -> Generator[None]:
    """Say what the name of an app was taken for where Membrane knows none by it: a connector has a key, too."""
    try:
        yield
    except NotFoundError as error:
        if not isinstance(body.integration_key, UnsetType):
            error.message += "; connector has to be the key of an integration, or the id of a connector"
        raise


async def create(caller: Caller, body: native.ConnectionBody, view: View, customer: str | None) -> Connection:
    """Make a connection, for the customer that the caller is signed in for, as far as that one is known here."""
    with naming_the_app(body):
        reply = await creating(caller, is_object_id).call(
            create_connection.build_request, create_connection.parse_response, body
        )
    made = reply.value
    if not made.id:
        caller.misfit(reply, create_connection.OPERATION, "its id is empty")
    user = given(made.user)
    owner = user.internal_id if user else ""
    if owner and customer not in (None, owner):
        try:
            caller.misfit(reply, create_connection.OPERATION, "it is another customer's than the one named")
        except TrunklineError as error:
            exists_now(caller, error, made.id)
            raise
    shown = read_one(caller, reply, view)
    # The token is one for this call: whoever hands the connection on does not know it.
    return attrs.evolve(shown, status_reason=caller.words(shown.status_reason))


async def update(caller: Caller, connection_id: str, body: native.ConnectionBody, view: View) -> Connection:
    """Change a connection, known by its id, or by its key: with a new key, by the one that it had before."""
    reply = await caller.call(
        update_connection.build_request, update_connection.parse_response, connection_id, body
    )
    item, key = reply.value, given(reply.value.key)
    renamed = not isinstance(body.key, UnsetType)
    by_key = (key == body.key and not is_object_id(connection_id)) if renamed else key == connection_id
    if item.id != connection_id and not by_key:
        caller.misfit(
            reply, update_connection.OPERATION, "it is about another connection than the one asked for"
        )
    return read_one(caller, reply, view)
