"""What Membrane does with a connection that is there: test it, renew its credentials, archive it, make a page for it.

Its answers to that say little or nothing, so what came of it is read from the connection.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

import attrs
from trunkline_membrane.operations import (
    archive_connection,
    create_connection_request,
    refresh_credentials,
    test_connection,
)

from ..errors import BadRequestError, CallFacts, ConflictError, TrunklineError, facts_of
from ..models import Check, ConnectLink, Status
from ..secrets import Secret
from ._checks import is_link
from ._given import given
from ._membrane_lists import is_object_id
from ._membrane_reading import NAME, View, get
from ._membrane_writing import asked, naming_the_app
from ._provider import after_a_write

if TYPE_CHECKING:
    from .._call import Caller, Operation, Reply
    from ..models import Connection
    from ._asked import LinkRequest


# What Membrane calls a refresh that left everything as it was.
_NOTHING_RENEWED: Final = frozenset({"access_token_expired", "connection_is_defunct"})


async def check(caller: Caller, connection_id: str, view: View) -> Check:
    """Have a connection tested, and read it again."""
    try:
        reply = await caller.call(
            test_connection.build_request, test_connection.parse_response, connection_id
        )
    except BadRequestError as error:
        refused = error
    else:
        success = given(reply.value.success) if reply.value is not None else None
        if success is None:
            _acknowledge(caller, reply, test_connection.OPERATION, connection_id)
        with after_a_write():
            found = await get(caller, connection_id, view)
        passed = None if given(found.native.can_test) is False else _outcome(success, found)
        return Check(
            passed=passed, connection=found, message=found.status_reason if passed is False else None
        )
    return await _untested(caller, connection_id, view, refused)


async def _untested(caller: Caller, connection_id: str, view: View, refused: BadRequestError) -> Check:
    """Not every connector has a test; whether this one has, the connection says."""
    found = await _read_after(caller, connection_id, view, refused)
    if given(found.native.can_test) is not False:
        raise refused
    return Check(passed=None, connection=found, message=refused.message)


async def _read_after(caller: Caller, connection_id: str, view: View, refused: BadRequestError) -> Connection:
    try:
        return await get(caller, connection_id, view)
    except TrunklineError as error:
        # What it was refused with says more than why nobody could look afterwards.
        refused.message += f"; to read the connection failed, too: {error.message}"
        raise refused from error


def _outcome(success: bool | None, found: Connection) -> bool | None:
    """What the test came to: what the answer says, or where it says nothing, what is stored since."""
    if success is False and found.status is Status.PENDING:
        # It is still being built: there was nothing yet that could have failed.
        return None
    if success is not None:
        return success
    return {Status.ACTIVE: True, Status.DISCONNECTED: False}.get(found.status)


async def refresh(caller: Caller, connection_id: str, view: View) -> Connection:
    """Have the credentials renewed, where the connector can, and read the connection again."""
    try:
        reply = await caller.call(
            refresh_credentials.build_request, refresh_credentials.parse_response, connection_id
        )
    except BadRequestError as error:
        refused = error
    else:
        _acknowledge(caller, reply, refresh_credentials.OPERATION, connection_id)
        with after_a_write():
            found = await get(caller, connection_id, view)
        if found.status is Status.DISCONNECTED:
            facts = CallFacts(provider=NAME, operation=refresh_credentials.OPERATION.name)
            raise _nothing_renewed(caller.words(found.status_reason) or "it is disconnected", facts)
        return found
    # As with a lock, the kind of thing that it is about may stand before it.
    if (refused.code or "").rpartition("/")[2] in _NOTHING_RENEWED:
        # It is the app's answer, but one that leaves no doubt about what was done.
        raise _nothing_renewed(refused.message, attrs.evolve(facts_of(refused), may_have_been_applied=False))
    found = await _read_after(caller, connection_id, view, refused)
    if given(found.native.can_refresh_credentials) is not False:
        raise refused
    raise _nothing_renewed(refused.message, facts_of(refused))


def _nothing_renewed(words: str, facts: CallFacts) -> ConflictError:
    """The error of a refresh that left the credentials as they were, with what Membrane says of it."""
    return ConflictError(
        f"nothing was renewed: {words}; connect_url makes a page to connect the app again", facts
    )


async def archive(caller: Caller, connection_id: str) -> None:
    """Archive a connection."""
    reply = await caller.call(
        archive_connection.build_request, archive_connection.parse_response, connection_id
    )
    _acknowledge(caller, reply, archive_connection.OPERATION, connection_id)


def _acknowledge(caller: Caller, reply: Reply[Any], operation: Operation, connection_id: str) -> None:
    """Take an answer that has nothing to say. A page of a proxy's, or an error in a 200, says that nothing was done."""
    if not _says_done(reply.content, connection_id):
        caller.misfit(reply, operation, "it is neither empty, nor a success, nor the connection")


def _says_done(content: bytes, connection_id: str) -> bool:
    try:
        body: object = json.loads(content) if content.strip() else None
    except (ValueError, RecursionError):
        return False
    if body in (None, {}, {"success": None}):
        return True
    if not isinstance(body, dict):
        return False
    members = cast("dict[str, object]", body)
    known = members.get("id")
    return members.get("success") is True or (
        isinstance(known, str) and connection_id in (known, members.get("key"))
    )


async def link(caller: Caller, request: LinkRequest, view: View) -> ConnectLink:
    """Make a page to connect on, for the customer that the caller is signed in for."""
    name = request.connection_id
    if name is not None and request.connection is None and not is_object_id(name):
        # It may be the key, which only a read makes an id.
        request = attrs.evolve(request, connection=await get(caller, name, view))
    body = asked(request)
    with naming_the_app(body):
        reply = await caller.call(
            create_connection_request.build_request, create_connection_request.parse_response, body
        )
    made = reply.value
    if not is_link(made.url.reveal(), local=view.local):
        caller.misfit(reply, create_connection_request.OPERATION, "its url is no https address")
    # How long the page is good for is not said.
    return ConnectLink(
        url=Secret(made.url.reveal()),
        provider=NAME,
        customer_id=request.customer_id,
        request_id=made.request_id,
    )
