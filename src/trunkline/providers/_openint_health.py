"""OpenInt's one verb for a connection's health, the check: it tests, it renews, and it says less than it stores."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from trunkline_openint import models as native
from trunkline_openint.operations import check_connection

from .._call import Caller, Reply
from ..models import Check, Connection, Status
from ._given import given
from ._openint_calls import call
from ._openint_reading import read_one
from ._openint_renewal import NOT_DONE, NOTHING_HELD, Tokens, nothing_renewed, oauth_tokens
from ._openint_states import verdict
from ._provider import after_a_write, same_id

_SIGN_IN = "the customer has to connect the app again, and connect_url with its connection_id makes the page for that"
_WHY: Mapping[str | None, str] = {
    "disconnected": _SIGN_IN,
    "error": "OpenInt could not; if that stays so, " + _SIGN_IN,
}

# Dates may come without their fractions.
_MOMENT = 1.0

_TEST_BROKE = "Unable to check connection"


async def check(caller: Caller, connection_id: str) -> Check:
    """Have it tested, and look at what that changed: the answer says `healthy` where nothing was tested, and the
    state from before where the test itself failed.
    """
    started = caller.driver.clock.time()
    before = await read_one(caller, connection_id)
    answer = await _checked(caller, connection_id)
    with after_a_write():
        connection = await read_one(caller, connection_id)
    stored: native.Connection = connection.native
    # `disconnected` lasts until somebody connects again, and is not tested any more.
    untested = given(stored.status) != "disconnected" and _untouched(before, connection, started)
    return Check(
        passed=None if untested or _broke(stored, answer.value) else verdict(given(stored.status)),
        connection=connection,
        message=given(stored.status_message) or given(answer.value.status_message),
    )


async def refresh(caller: Caller, connection_id: str) -> Connection:
    """A check, which renews what can be renewed; where the credentials are the same after it, that is no success."""
    before = await _held(caller, connection_id)
    if before.state == "disconnected":
        raise nothing_renewed(caller, _SIGN_IN, before.message)
    if before.tokens is None:
        raise nothing_renewed(caller, NOTHING_HELD + _SIGN_IN)
    await _checked(caller, connection_id)
    with after_a_write():
        after = await _held(caller, connection_id)
    if after.tokens in (None, before.tokens):
        raise nothing_renewed(caller, _WHY.get(after.state, NOT_DONE), after.message)
    with after_a_write():
        # Once more, without the credentials: they are in `raw` of what they came with, and nobody asked for them.
        return await read_one(caller, connection_id)


@attrs.frozen
class _Held:
    """What a refresh has to know of a connection before it and after, and nothing that frames must not show."""

    tokens: Tokens | None
    state: str | None
    message: str | None


async def _held(caller: Caller, connection_id: str) -> _Held:
    connection = await read_one(caller, connection_id, include_secrets=True)
    stored: native.Connection = connection.native
    words = caller.words(given(stored.status_message))
    return _Held(oauth_tokens(connection.secrets), given(stored.status), words)


async def poll(caller: Caller, connection_id: str) -> Connection:
    """The connection, and tested once where its state is not known: nothing else would ever make it known."""
    connection = await read_one(caller, connection_id)
    if connection.status is not Status.UNKNOWN or connection.is_terminal:
        return connection
    await _checked(caller, connection_id)
    with after_a_write():
        connection = await read_one(caller, connection_id)
    return (
        connection if connection.status is not Status.UNKNOWN else attrs.evolve(connection, is_terminal=True)
    )


async def _checked(caller: Caller, connection_id: str) -> Reply[native.CheckConnectionAnswer]:
    reply = await call(
        caller, check_connection.build_request, check_connection.parse_response, connection_id, {}
    )
    same_id(caller, reply, check_connection.OPERATION, connection_id, reply.value.id)
    return reply


def _untouched(before: Connection, after: Connection, started: float) -> bool:
    """Whether nothing was tested: a test leaves its date. A date of this very moment says neither."""
    if before.native.updated_at != after.native.updated_at:
        return False
    return after.updated_at is None or after.updated_at.timestamp() < started - _MOMENT


def _broke(stored: native.Connection, answered: native.CheckConnectionAnswer) -> bool:
    """Whether the test itself failed, which tells nothing of the credentials: the answer is the state from before."""
    if given(stored.status) != "error":
        return False
    return given(stored.status_message) == _TEST_BROKE or given(answered.status) not in (None, "error")
