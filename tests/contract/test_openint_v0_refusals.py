"""What OpenInt v0's adapter does not let pass: another server's errors, and answers that are not to be believed."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from openint_parts import requests, v0_alone, v0_connection

from trunkline import (
    APIResponseError,
    APIStatusError,
    BadRequestError,
    ConflictError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    Retry,
    ServerError,
    Status,
)
from trunkline.sandbox import Sandbox
from trunkline.testing import VirtualClock

DRAFT: dict[str, Any] = {"connector_config_id": "ccfg_hubspot_1"}


def upstream(status: int, data: object) -> Any:
    return answer({"message": "not now", "code": "UPSTREAM", "data": data}, status)


@pytest.mark.parametrize("body", [{"error": "slow"}, "text", None])
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, APIStatusError),
        (401, APIStatusError),
        (404, APIStatusError),
        (409, APIStatusError),
        (429, RateLimitError),
        (500, ServerError),
        (503, ServerError),
    ],
)
def test_what_the_customers_app_answers_says_nothing_of_what_was_done(
    colour: Colour, server: FaultServer, status: int, error: type[APIStatusError], body: object
) -> None:
    server.answers(upstream(status, {"body": body}))
    client = v0_alone(colour, server, retry=Retry(attempts=3), clock=VirtualClock())
    with pytest.raises(error, match=f"the customer's app answered {status}: not now") as caught:
        client.connections.create("openint-v0", **DRAFT)
    assert not isinstance(caught.value, NotFoundError | ConflictError | BadRequestError)
    assert (caught.value.status, caught.value.may_have_been_applied) == (status, True)
    assert "it is not sent again" in caught.value.message
    # OpenInt asks the app in the middle of what it does: even a 429 is no leave to do that twice.
    assert len(server.seen) == 1


def test_a_read_may_be_made_again(colour: Colour, server: FaultServer) -> None:
    server.answers(upstream(429, {"body": {}}), answer(v0_connection()))
    client = v0_alone(colour, server, retry=Retry(attempts=3), clock=VirtualClock())
    assert client.connections.get("conn_hubspot_1").id == "conn_hubspot_1"
    assert len(server.seen) == 2


def test_openints_own_429_is_leave_to_write_again(colour: Colour, server: FaultServer) -> None:
    slow = answer({"message": "slow down", "code": "TOO_MANY_REQUESTS", "data": {"httpStatus": 429}}, 429)
    server.on("/v0/core/connection", slow, answer("conn_hubspot_1"))
    server.on("/v0/core/connection/conn_hubspot_1", answer(v0_connection()))
    client = v0_alone(colour, server, retry=Retry(attempts=3), clock=VirtualClock())
    assert client.connections.create("openint-v0", **DRAFT).id == "conn_hubspot_1"
    assert [seen.method for seen in server.seen] == ["POST", "POST", "GET"]


def test_an_app_that_gives_no_reason(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"code": "BAD_GATEWAY", "data": {"body": None}}, 502))
    with pytest.raises(ServerError) as caught:
        v0_alone(colour, server).connections.get("conn_a")
    assert caught.value.message == "the customer's app answered 502"


@pytest.mark.parametrize("stored", [None, "globex"])
def test_a_customer_that_was_not_stored_is_no_success(
    colour: Colour, server: FaultServer, stored: str | None
) -> None:
    server.on("/v0/core/connection", answer("conn_hubspot_1"))
    server.on("/v0/core/connection/conn_hubspot_1", answer(v0_connection(customerId=stored)))
    with pytest.raises(APIResponseError, match="not the customer's it was made for") as caught:
        v0_alone(colour, server).connections.create("openint-v0", **DRAFT, customer_id="acme")
    assert caught.value.created == "openint-v0:conn_hubspot_1"
    assert "openint-v0:conn_hubspot_1 was made before that" in caught.value.message
    assert [seen.method for seen in server.seen] == ["POST", "PATCH", "GET"]


def test_a_sync_in_doubt_is_not_looked_up_where_it_cannot_be(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"message": "on fire", "code": "INTERNAL_SERVER_ERROR"}, 500))
    with pytest.raises(ServerError, match="no way to tell whether a run began") as caught:
        v0_alone(colour, server).connections.run("conn_a")
    assert caught.value.may_have_been_applied
    assert "run_status" not in caught.value.message


def test_what_is_wrong_is_told(colour: Colour, server: FaultServer) -> None:
    issues = [{"message": "Required", "path": ["connectorConfigId"]}]
    server.answers(answer({"message": "no", "code": "BAD_REQUEST", "issues": issues}, 400))
    with pytest.raises(BadRequestError, match="no: connectorConfigId: Required"):
        v0_alone(colour, server).connections.get("conn_a")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda client: client.connections.get("openint-v0:hubspot"), "connection_id: must match"),
        (lambda client: client.connections.delete("openint-v0:conn_ü"), "connection_id: must be printable"),
        (lambda client: client.connections.run("openint-v0:hubspot"), "connection_id: must match"),
        (
            lambda client: client.connections.update("openint-v0:conn_a", credentials={"at": object()}),
            "credentials or metadata: cannot be written",
        ),
    ],
)
def test_what_is_refused_is_named_as_it_was_given(
    client: Any, sandbox: Sandbox, call: Any, said: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=f"^{said}") as caught:
        list(call(client))
    assert caught.value.provider == "openint-v0"
    assert requests(sandbox) == []


@pytest.mark.parametrize("state", ["paused", "unknown"])
def test_a_wait_for_a_state_that_is_not_known_ends_at_once(
    colour: Colour, server: FaultServer, state: str
) -> None:
    server.answers(answer(v0_connection(standard={"status": state})))
    found = v0_alone(colour, server).connections.wait_until_ready("conn_hubspot_1", within=20)
    assert (found.status, found.is_terminal) == (Status.UNKNOWN, True)
    assert len(server.seen) == 1
