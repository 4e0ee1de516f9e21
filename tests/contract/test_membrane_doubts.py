"""Answers to Membrane's writes that leave something open, in every colour: what is refused, and what is taken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, Seen, answer
from membrane_answers import ID, OTHER, of, somewhere, stored

from trunkline import (
    APIResponseError,
    BadRequestError,
    ConflictError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    Retry,
)
from trunkline.testing import VirtualClock


@pytest.fixture
def client(colour: Colour, server: FaultServer) -> Any:
    return colour.client(somewhere(server), clock=VirtualClock(), retry=Retry(attempts=3))


@pytest.mark.parametrize("status", [400, 429])
def test_what_the_external_app_refused_is_not_sent_again(
    client: Any, server: FaultServer, status: int
) -> None:
    body = {"type": "connection", "key": "rate_limit_exceeded", "message": "the app throttles"}
    server.answers(answer(body, status))
    with pytest.raises(RateLimitError if status == 429 else BadRequestError) as caught:
        client.connections.create("membrane", customer_id="acme", connector="hubspot")
    assert len(server.seen) == 1
    assert caught.value.may_have_been_applied
    assert "not sent again" in str(caught.value)
    server.answers(answer({**body, "type": "bad_request"}, status))
    with pytest.raises(RateLimitError if status == 429 else BadRequestError) as caught:
        client.connections.create("membrane", customer_id="acme", connector="hubspot")
    assert len(server.seen) == (4 if status == 429 else 2)
    assert not caught.value.may_have_been_applied


def test_a_token_signed_for_a_customer_is_kept_out_of_what_is_read(client: Any, server: FaultServer) -> None:
    def repeats(seen: Seen) -> Any:
        token = seen.headers["authorization"].removeprefix("Bearer ")
        return answer(stored(connected=False, requestError={"message": f"rejected {token} today"}), 201)

    server.answers(repeats)
    made = client.connections.create("membrane", customer_id="acme", connector="hubspot")
    assert made.status_reason == "rejected *** today"


@pytest.mark.parametrize("members", [{"id": ""}, of("globex")], ids=["no id", "another customer's"])
def test_what_was_made_for_somebody_else_is_not_passed_on(
    client: Any, server: FaultServer, members: dict[str, Any]
) -> None:
    server.answers(answer({**stored(), **members}, 201))
    with pytest.raises(APIResponseError) as caught:
        client.connections.create("membrane", customer_id="acme", connector="hubspot")
    assert caught.value.may_have_been_applied
    assert caught.value.created == (f"membrane:{ID}" if "user" in members else None)


DONE = [
    b"",
    b" \n",
    b"null",
    b"{}",
    b'{"success": true}',
    b'{"success": null}',
    json.dumps(stored()).encode(),
]
UNDONE = [
    b"<html>maintenance</html>",
    b'{"type": "internal", "key": "internal", "message": "failed"}',
    # An error does not have to have a key.
    b'{"type": "connection", "message": "the app refused the credentials"}',
    b'{"success": null, "message": "failed"}',
    b'{"success": false}',
    b'{"id": null}',
    json.dumps(stored(OTHER)).encode(),
    b"[]",
    b"true",
    b"[" * 100_000,
    b"\xff",
]


@pytest.mark.parametrize("body", DONE, ids=lambda body: repr(body[:20]))
def test_an_answer_that_has_nothing_to_say_is_taken(client: Any, server: FaultServer, body: bytes) -> None:
    server.answers(answer(body)).on(f"/connections/{ID}/refresh-credentials", answer(body, 201))
    assert client.connections.delete(ID) is None
    server.on(f"/connections/{ID}", answer(stored()))
    server.on(f"/connections/{ID}/refresh-credentials", answer(body, 201))
    assert client.connections.refresh_credentials(ID).id == ID


@pytest.mark.parametrize("body", UNDONE, ids=lambda body: repr(body[:20]))
def test_an_answer_that_says_something_else_is_refused(client: Any, server: FaultServer, body: bytes) -> None:
    server.answers(answer(body))
    for write in (client.connections.delete, client.connections.refresh_credentials):
        with pytest.raises(APIResponseError) as caught:
            write(ID)
        assert caught.value.may_have_been_applied
        assert "not sent again" in str(caught.value)
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    "body", [each for each in UNDONE if b"false" not in each], ids=lambda body: repr(body[:20])
)
def test_a_test_that_was_answered_with_something_else_was_not_passed(
    client: Any, server: FaultServer, body: bytes
) -> None:
    server.answers(answer(stored(connected=True))).on(f"/connections/{ID}/test", answer(body))
    with pytest.raises(APIResponseError) as caught:
        client.connections.check(ID)
    assert caught.value.may_have_been_applied
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "key", ["access_token_expired", "connection_is_defunct", "connection/access_token_expired"]
)
@pytest.mark.parametrize("kind", ["connection", "bad_request"])
def test_a_refresh_that_renewed_nothing_is_a_conflict_and_no_doubt(
    client: Any, server: FaultServer, key: str, kind: str
) -> None:
    server.answers(answer({"type": kind, "key": key, "message": "connect it again"}, 400))
    with pytest.raises(ConflictError, match="nothing was renewed: connect it again; connect_url") as caught:
        client.connections.refresh_credentials(ID)
    assert (caught.value.code, caught.value.status) == (key, 400)
    assert not caught.value.may_have_been_applied
    assert len(server.seen) == 1


def test_a_refresh_that_was_refused_for_another_reason_is_none(client: Any, server: FaultServer) -> None:
    body = {"type": "connection", "key": "rate_limit_exceeded", "message": "the app throttles"}
    server.answers(answer(stored())).on(f"/connections/{ID}/refresh-credentials", answer(body, 400))
    with pytest.raises(BadRequestError, match="the app throttles") as caught:
        client.connections.refresh_credentials(ID)
    assert caught.value.may_have_been_applied


@pytest.mark.parametrize("key", ["already_exists", "connections/already_exists"])
def test_a_key_that_is_taken_is_a_conflict(client: Any, server: FaultServer, key: str) -> None:
    server.answers(answer({"type": "bad_request", "key": key, "message": "taken"}, 400))
    with pytest.raises(ConflictError) as caught:
        client.connections.update(ID, key="crm")
    assert (caught.value.code, caught.value.status) == (key, 400)


@pytest.mark.parametrize("key", ["acme/eu", "acme eu", "acme\\eu", "acme?", "#1", ".", "..", "a/../b"])
def test_a_key_that_could_not_be_asked_for_is_not_stored(client: Any, server: FaultServer, key: str) -> None:
    with pytest.raises(InvalidArgumentError, match="key"):
        client.connections.create("membrane", customer_id="acme", connector="hubspot", key=key)
    with pytest.raises(InvalidArgumentError, match="key"):
        client.connections.update(ID, key=key)
    assert not server.seen


@pytest.mark.parametrize(
    ("members", "success", "passed", "message"),
    [
        ({"state": "BUILDING", "buildingAgentSessionId": OTHER}, False, None, None),
        ({"state": "BUILDING", "buildingAgentSessionId": OTHER}, True, True, None),
        ({"connected": False, "requestError": {"message": "expired"}}, False, False, "expired"),
        ({"connected": True}, False, False, None),
    ],
)
def test_what_is_still_being_built_has_not_failed_a_test(
    client: Any,
    server: FaultServer,
    members: dict[str, Any],
    success: bool,
    passed: bool | None,
    message: str | None,
) -> None:
    server.on(f"/connections/{ID}", answer(stored(**members)))
    server.on(f"/connections/{ID}/test", answer({"success": success}, 201))
    check = client.connections.check(ID)
    assert (check.passed, check.message) == (passed, message)


def test_a_connection_that_is_called_by_its_key_may_be_the_answer(client: Any, server: FaultServer) -> None:
    server.answers(answer(stored(key="acme-crm")))
    client.connections.delete("membrane:acme-crm")


def test_what_an_update_answers_is_the_connection_that_was_changed(client: Any, server: FaultServer) -> None:
    server.answers(answer(stored(key="new")))
    for known in (ID, "old"):
        assert client.connections.update(f"membrane:{known}", key="new").id == ID
    for known, key in ((OTHER, "new"), ("old", "newer")):
        with pytest.raises(APIResponseError) as caught:
            client.connections.update(f"membrane:{known}", key=key)
        assert caught.value.may_have_been_applied
    server.answers(answer(stored()))
    assert client.connections.update("membrane:old", key=None).key is None


def test_a_test_that_was_refused_is_told_even_if_nobody_can_look(client: Any, server: FaultServer) -> None:
    refused = answer({"type": "bad_request", "key": "default", "message": "no such test"}, 400)
    server.on(f"/connections/{ID}/test", refused)
    server.on(f"/connections/{ID}", answer({"message": "gone", "key": "not_found"}, 404))
    with pytest.raises(BadRequestError, match=r"no such test.*gone") as caught:
        client.connections.check(ID)
    assert isinstance(caught.value.__cause__, NotFoundError)
    assert not caught.value.may_have_been_applied


@pytest.mark.parametrize("argument", ["metadata", "credentials"])
def test_a_mapping_that_is_none_is_not_sent(client: Any, server: FaultServer, argument: str) -> None:
    with pytest.raises(InvalidArgumentError, match=argument):
        client.connections.create("membrane", customer_id="acme", connector="hubspot", **{argument: None})
    assert not server.seen
