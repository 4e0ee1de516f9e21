"""OpenInt's one verb for a connection's health, the check: it tests, it renews, and it says less than it stores."""

from __future__ import annotations

import attrs
from trunkline_openint import models as native
from trunkline_openint.operations import check_connection

from .._call import Caller, Reply
from ..errors import CallFacts, ConflictError
from ..models import Check, Connection, Status
from ._given import given
from ._openint_calls import call
from ._openint_reading import PROVIDER, read_one
from ._openint_states import verdict
from ._provider import after_a_write, same_id

_SIGN_IN = "the customer has to connect the app again, and connect_url with its connection_id makes the page for that"
_NO_TEST = "OpenInt has no test for this app's connections, or keeps nothing that could be renewed"

# Dates may come without their fractions.
_MOMENT = 1.0


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
    passed = verdict(given(stored.status))
    # `disconnected` lasts until somebody connects again, and is not tested any more.
    if given(stored.status) != "disconnected" and _untouched(before, connection, started):
        passed = None
    return Check(
        passed=passed,
        connection=connection,
        message=given(stored.status_message) or given(answer.value.status_message),
    )


async def refresh(caller: Caller, connection_id: str) -> Connection:
    """A check, which renews what can be renewed; where it did not, that is no success.

    A connection whose renewal the app refused comes back as it is stored: in `ERROR`, with the reason.
    """
    started = caller.driver.clock.time()
    before = await read_one(caller, connection_id)
    _require_connected(caller, before)
    await _checked(caller, connection_id)
    with after_a_write():
        connection = await read_one(caller, connection_id)
    _require_connected(caller, connection)
    if _untouched(before, connection, started):
        raise _nothing_renewed(_NO_TEST)
    return connection


async def poll(caller: Caller, connection_id: str) -> Connection:
    """The connection, and tested once where its state is not known: nothing else would ever make it known."""
    connection = await read_one(caller, connection_id)
    if connection.status is not Status.UNKNOWN or connection.is_terminal:
        return connection
    await _checked(caller, connection_id)
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


def _require_connected(caller: Caller, connection: Connection) -> None:
    if given(connection.native.status) == "disconnected":
        words = caller.words(connection.status_reason)
        raise _nothing_renewed(_SIGN_IN + (f" ({words})" if words else ""))


def _nothing_renewed(why: str) -> ConflictError:
    facts = CallFacts(provider=PROVIDER, operation="refresh_credentials")
    return ConflictError(f"nothing was renewed: {why}", facts)
