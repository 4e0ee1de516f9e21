"""What a check on OpenInt v0 tells, and what becomes of reads and lists when the customer's app refuses its test."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from openint_parts import v0_alone, v0_connection

from trunkline import (
    APIStatusError,
    AuthenticationError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    Status,
)
from trunkline.sandbox import Sandbox, seeds


def of(connection_id: str) -> str:
    return f"openint-v0:{connection_id}"


def methods(sandbox: Sandbox) -> list[str]:
    return [seen.request.method for seen in sandbox.exchanges]


def upstream(status: int, data: object) -> Any:
    return answer({"message": "not now", "code": "UPSTREAM", "data": data}, status)


CHECKS = [
    # Nothing went wrong, which the API never says in words; an error is stored; there is no test.
    (seeds.OPENINT_V0_HEALTHY, None, Status.UNKNOWN, None),
    (seeds.OPENINT_V0_ERROR, False, Status.DISCONNECTED, "refused the refresh token"),
    (seeds.OPENINT_V0_UNTESTED, None, Status.UNKNOWN, None),
]


@pytest.mark.parametrize(("connection_id", "passed", "status", "said"), CHECKS)
def test_a_check_says_no_more_than_the_vendor(
    client: Any, sandbox: Sandbox, connection_id: str, passed: bool | None, status: Status, said: str | None
) -> None:
    check = client.connections.check(of(connection_id))
    assert methods(sandbox) == ["POST", "GET"]
    assert sandbox.exchanges[0].request.body == b"{}"
    assert sandbox.exchanges[0].request.headers["x-connection-id"] == connection_id
    assert (check.passed, check.connection.status) == (passed, status)
    assert (said in check.message) if said else check.message is None


def test_a_check_that_says_healthy_has_passed(colour: Colour) -> None:
    with Sandbox(quirks=False) as sandbox, sandbox.serve() as server:
        client = colour.from_env(server.environment())
        check = client.connections.check(of(seeds.OPENINT_V0_HEALTHY))
        assert (check.passed, check.connection.status) == (True, Status.ACTIVE)


def test_a_sentence_instead_of_a_check(colour: Colour, server: FaultServer) -> None:
    client = v0_alone(colour, server)
    server.on("/v0/core/connection/conn_hubspot_1/_check", answer("Connection check not implemented"))
    server.on("/v0/core/connection/conn_hubspot_1", answer(v0_connection()))
    check = client.connections.check("conn_hubspot_1")
    assert (check.passed, check.message) == (None, "Connection check not implemented")


@pytest.mark.parametrize(
    ("connection_id", "status", "customer_id"),
    [
        # Reading tests it as well, and is refused: what is known is what the id says.
        (seeds.OPENINT_V0_API_KEY, Status.DISCONNECTED, None),
        # Its token does not expire yet, by what is stored: it can be read, and what is stored says nothing.
        (seeds.OPENINT_V0_LASTING, Status.UNKNOWN, "globex"),
    ],
)
def test_credentials_that_the_customers_app_refuses_are_a_check_that_failed(
    client: Any, sandbox: Sandbox, connection_id: str, status: Status, customer_id: str | None
) -> None:
    sandbox.change("openint-v0", connection_id, {"_upstream": "refuses"})
    check = client.connections.check(of(connection_id))
    assert methods(sandbox) == ["POST", "GET"]
    assert (check.passed, check.message) == (
        False,
        "the customer's app answered 401: The application refused these",
    )
    found = check.connection
    assert (found.reference, found.status, found.customer_id) == (of(connection_id), status, customer_id)
    assert found.connector_key == connection_id.split("_")[1]
    assert found.needs_action is (status is Status.DISCONNECTED)


def test_what_the_customers_app_says_is_not_about_us(client: Any, sandbox: Sandbox) -> None:
    sandbox.change("openint-v0", seeds.OPENINT_V0_API_KEY, {"_upstream": "refuses"})
    with pytest.raises(APIStatusError, match="the customer's app answered 401") as caught:
        client.connections.get(of(seeds.OPENINT_V0_API_KEY))
    assert not isinstance(caught.value, AuthenticationError)
    assert caught.value.status == 401


def test_one_test_that_fails_fails_a_list_and_the_error_says_what_is_left(
    client: Any, sandbox: Sandbox
) -> None:
    sandbox.change("openint-v0", seeds.OPENINT_V0_API_KEY, {"_upstream": "refuses"})
    with pytest.raises(
        APIStatusError, match=r"app answered 401.*one that fails fails the whole list"
    ) as caught:
        list(client.connections.list(providers=["openint-v0"]))
    assert "of one customer_id or connector at a time" in caught.value.message
    # Which is true.
    assert list(client.connections.list(providers=["openint-v0"], connector="hubspot"))


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_may_come_with_the_look_after_the_test(
    colour: Colour, server: FaultServer, status: int
) -> None:
    server.on("/v0/core/connection/conn_odd/_check", answer(v0_connection(id="conn_odd")))
    server.on("/v0/core/connection/conn_odd", upstream(status, {"body": {}}))
    check = v0_alone(colour, server).connections.check("conn_odd")
    assert (check.passed, check.message) == (False, f"the customer's app answered {status}: not now")
    assert (check.connection.id, check.connection.connector_key) == ("conn_odd", None)
    assert check.connection.status is Status.DISCONNECTED


@pytest.mark.parametrize(
    ("first", "then", "error"),
    [
        # Nothing of the credentials: the app has no such thing, is busy, is on fire; OpenInt refuses ours.
        (upstream(404, {"body": {}}), None, APIStatusError),
        (upstream(429, {"body": {}}), None, RateLimitError),
        (upstream(503, {"body": {}}), None, ServerError),
        (upstream(401, {"httpStatus": 401}), None, AuthenticationError),
        (upstream(403, {"httpStatus": 403}), None, PermissionDeniedError),
        # The same after a test that was made, or refused.
        (answer(v0_connection()), upstream(503, {"body": {}}), ServerError),
        (upstream(401, {"body": {}}), upstream(401, {"httpStatus": 401}), AuthenticationError),
    ],
)
def test_another_error_is_no_verdict(
    colour: Colour, server: FaultServer, first: Any, then: Any, error: type[APIStatusError]
) -> None:
    server.on("/v0/core/connection/conn_hubspot_1/_check", first)
    server.on("/v0/core/connection/conn_hubspot_1", then or answer(v0_connection()))
    with pytest.raises(error) as caught:
        v0_alone(colour, server).connections.check("conn_hubspot_1")
    assert len(server.seen) == (1 if then is None else 2)
    # OpenInt's own no comes before it does anything; the app's came in the middle.
    refused_unacted = then is None and error in (AuthenticationError, PermissionDeniedError)
    assert caught.value.may_have_been_applied is not refused_unacted
