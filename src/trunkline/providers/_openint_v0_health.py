"""OpenInt v0's two ways to have a connection tested: the check, and the forced read, which renews its credentials."""

from __future__ import annotations

from trunkline_openint_v0 import models as native
from trunkline_openint_v0.operations import check_connection

from .._call import Caller
from ..errors import APIStatusError
from ..models import Check, Connection
from ._given import text
from ._openint_calls import call
from ._openint_renewal import NOT_DONE, NOTHING_HELD, nothing_renewed, oauth_tokens
from ._openint_states import verdict
from ._openint_v0_reading import is_broken, is_the_apps, message_of, read_one, state_of, unread
from ._provider import after_a_write

_SIGN_IN = "the customer has to connect the app again, and update takes the new credentials"


async def check(caller: Caller, connection_id: str) -> Check:
    """Have it tested, and read what is stored then, which may test it once more: the app can refuse either time."""
    refused: str | None = None
    sentence: str | None = None
    try:
        sentence = await _tested(caller, connection_id)
    except APIStatusError as error:
        refused = _refusal(error)
    try:
        with after_a_write():
            connection = await read_one(caller, connection_id)
    except APIStatusError as error:
        refused = _refusal(error)
        connection = unread(connection_id, refused)
    if refused:
        return Check(passed=False, connection=connection, message=refused)
    return Check(
        passed=None if sentence else verdict(state_of(connection.native)),
        connection=connection,
        message=sentence or message_of(connection.native),
    )


async def _tested(caller: Caller, connection_id: str) -> str | None:
    """Have it tested; a sentence instead of the connection says that this connector has no test."""
    reply = await call(
        caller,
        check_connection.build_request,
        check_connection.parse_response,
        connection_id,
        native.CheckConnectionBody(),
    )
    caller.refuse_error(reply, check_connection.OPERATION)
    return text(reply.value.reveal())


def _refusal(error: APIStatusError) -> str:
    """The customer's app's no to the credentials, in its words; whatever else went wrong is raised again."""
    if not is_the_apps(error) or error.status not in (401, 403):
        raise error
    return error.message


async def refresh(caller: Caller, connection_id: str) -> Connection:
    """A look, and a forced one, which renews: where the credentials are the same in both, that is no success.

    The first look may have renewed what had expired. The second does so once more: it is forced to.
    """
    before = oauth_tokens((await _look(caller, connection_id)).secrets)
    if before is None:
        raise nothing_renewed(caller, NOTHING_HELD + _SIGN_IN)
    connection = await _look(caller, connection_id, force_refresh=True)
    words = caller.words(message_of(connection.native))
    if is_broken(connection.native):
        raise nothing_renewed(caller, _SIGN_IN, words)
    if oauth_tokens(connection.secrets) in (None, before):
        raise nothing_renewed(caller, NOT_DONE, words)
    return connection


async def _look(caller: Caller, connection_id: str, *, force_refresh: bool = False) -> Connection:
    """Each look may test the credentials: where the customer's app refuses them, nothing was renewed."""
    try:
        return await read_one(caller, connection_id, force_refresh=force_refresh)
    except APIStatusError as error:
        words = _refusal(error)
    raise nothing_renewed(caller, _SIGN_IN, words)
