"""Making a connection on OpenInt v0, which answers with an id alone and forgets half of what it was told."""

from __future__ import annotations

from msgspec import UNSET as ABSENT
from trunkline_openint_v0 import models as native
from trunkline_openint_v0.operations import create_connection, update_connection

from .._call import Caller, Response
from ..errors import InvalidArgumentError
from ..models import Connection, Unset
from ._asked import Changes, Draft
from ._creating import creating, told_id
from ._given import sent, sent_object
from ._openint_calls import call, is_connection_id, made
from ._openint_states import config_of
from ._openint_v0_reading import read_one
from ._provider import same_id


def _creation(draft: Draft) -> native.CreateConnectionBody:
    """The body of a create: all that is known, although the server drops some of it."""
    config_id = config_of(draft)
    # The id of a config names its connector; another one would be ignored.
    if draft.connector is not None and not config_id.startswith(f"ccfg_{draft.connector}_"):
        raise InvalidArgumentError("connector is not the one that connector_config_id is for")
    return native.CreateConnectionBody(
        connector_config_id=config_id,
        settings=sent_object(draft.credentials),
        display_name=sent(draft.display_name),
        customer_id=ABSENT if draft.customer_id is None else draft.customer_id,
        metadata=sent_object(draft.metadata),
    )


async def create(caller: Caller, draft: Draft) -> Connection:
    """Make it, tell the server again what it forgets, and read it."""
    connection_id = await _created(caller, draft)
    with made(caller, connection_id):
        forgotten = _dropped(draft)
        if forgotten is not None:
            await updated(caller, connection_id, forgotten)
        return await read_one(caller, connection_id, customer_id=draft.customer_id)


async def _created(caller: Caller, draft: Draft) -> str:
    """The id is the whole answer."""
    reply = await call(
        creating(caller, is_connection_id), create_connection.build_request, _id_in, _creation(draft)
    )
    caller.refuse_error(reply, create_connection.OPERATION)
    if not is_connection_id(reply.value):
        caller.misfit(reply, create_connection.OPERATION, "it is not the id of a connection")
    return reply.value


def _id_in(response: Response) -> str:
    """The id, bare; or in an object, as the vendor means to answer one day."""
    try:
        return create_connection.parse_response(response)
    except ValueError:
        connection_id = told_id(response.content, is_connection_id)
        if connection_id is None:
            raise
        return connection_id


def _dropped(draft: Draft) -> native.UpdateConnectionBody | None:
    """What the server forgets of a new connection without a name, as the update that tells it again."""
    if not isinstance(draft.display_name, Unset):
        return None
    body = native.UpdateConnectionBody(
        customer_id=ABSENT if draft.customer_id is None else draft.customer_id,
        metadata=sent_object(draft.metadata),
    )
    return None if body == native.UpdateConnectionBody() else body


def changes_of(changes: Changes) -> native.UpdateConnectionBody:
    """The body of an update; the server merges the two mappings member by member at their top level."""
    settings = sent_object(changes.credentials)
    if isinstance(settings, dict) and settings:
        # The one deviation from what was given. What a test found wrong with the old credentials is stored beside
        # them, as `error`, and merged with new ones it would go on speaking of those.
        settings.setdefault("error", None)
    return native.UpdateConnectionBody(
        settings=settings,
        display_name=sent(changes.display_name),
        metadata=sent_object(changes.metadata),
        disabled=sent(changes.disabled),
        customer_id=sent(changes.customer_id),
    )


async def updated(
    caller: Caller, connection_id: str, body: native.UpdateConnectionBody
) -> tuple[native.Connection, bytes]:
    """Change a connection; what is stored then, and the answer it was read from."""
    reply = await call(
        caller, update_connection.build_request, update_connection.parse_response, connection_id, body
    )
    same_id(caller, reply, update_connection.OPERATION, connection_id, reply.value.id)
    return reply.value, reply.content
