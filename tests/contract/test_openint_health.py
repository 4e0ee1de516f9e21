"""What a check does for OpenInt's connections: it renews their credentials, and tells a wait how they are."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from openint_parts import alone, connection, requests

from trunkline import APITimeoutError, Client, ConflictError, Status
from trunkline.providers import OpenInt
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock


def of(connection_id: str) -> str:
    return f"openint:{connection_id}"


def looks_and_a_check(connection_id: str) -> list[str]:
    look = f"GET /connection/{connection_id}"
    return [look, f"POST /connection/{connection_id}/check", look]


def test_a_refresh_is_a_check_between_two_looks(client: Any, sandbox: Sandbox) -> None:
    reference = of(seeds.OPENINT_EXPIRED)
    old = client.connections.get(reference, include_secrets=True).secrets
    start = len(sandbox.exchanges)
    refreshed = client.connections.refresh_credentials(reference)
    assert requests(sandbox, start) == looks_and_a_check(seeds.OPENINT_EXPIRED)
    assert (refreshed.status, refreshed.secrets) == (Status.ACTIVE, None)
    assert client.connections.get(reference, include_secrets=True).secrets != old


def test_what_only_the_customer_can_mend_is_not_refreshed(client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(ConflictError, match="connect the app again, and connect_url") as caught:
        client.connections.refresh_credentials(of(seeds.OPENINT_DISCONNECTED))
    assert "The refresh token was revoked" in caught.value.message
    assert caught.value.provider == "openint"
    assert caught.value.operation == "refresh_credentials"
    assert not caught.value.may_have_been_applied
    # It is known before anything is asked for.
    assert requests(sandbox) == [f"GET /connection/{seeds.OPENINT_DISCONNECTED}"]


@pytest.mark.parametrize(
    ("connection_id", "said"),
    [
        # The check finds out that there is no way on without the customer; there is no check.
        (seeds.OPENINT_EXPIRED_FOR_GOOD, "connect the app again.*expired and cannot be refreshed"),
        (seeds.OPENINT_UNTESTED, "no test for this app"),
    ],
)
def test_a_refresh_that_renewed_nothing_is_no_success(
    client: Any, sandbox: Sandbox, connection_id: str, said: str
) -> None:
    with pytest.raises(ConflictError, match=f"nothing was renewed: .*{said}") as caught:
        client.connections.refresh_credentials(of(connection_id))
    assert not caught.value.may_have_been_applied
    assert requests(sandbox) == looks_and_a_check(connection_id)


def test_a_refresh_that_the_app_refused_is_an_error_that_is_stored(client: Any) -> None:
    refused = client.connections.refresh_credentials(of(seeds.OPENINT_REFRESH_REFUSED))
    assert refused.status is Status.ERROR
    assert "invalid_grant" in refused.status_reason


def test_two_refreshes_in_one_moment_are_two(colour: Colour) -> None:
    clock = VirtualClock()
    with Sandbox(now=clock.time, sleep=clock.sleep) as sandbox:
        provider = OpenInt(token=sandbox.credentials.openint_api_key)
        client = colour.client(provider, transport=sandbox.transport(), clock=clock)
        for _ in range(2):
            assert client.connections.refresh_credentials(seeds.OPENINT_EXPIRED).status is Status.ACTIVE


def test_why_nothing_was_renewed_is_told_without_the_credential(colour: Colour, server: FaultServer) -> None:
    told = connection(status="disconnected", status_message="revoked for tok_canary")
    server.answers(answer(told))
    with pytest.raises(ConflictError, match="revoked for") as caught:
        alone(colour, server).connections.refresh_credentials("conn_hubspot_1")
    assert "tok_canary" not in f"{caught.value!r} {caught.value} {caught.value.__context__}"


@pytest.mark.parametrize("connection_id", [seeds.OPENINT_UNKNOWN, seeds.OPENINT_NO_STATUS])
def test_a_wait_has_a_state_found_out_that_nobody_knows(
    client: Any, sandbox: Sandbox, connection_id: str
) -> None:
    found = client.connections.wait_until_ready(of(connection_id), within=20)
    assert found.status is Status.ACTIVE
    assert requests(sandbox) == looks_and_a_check(connection_id)


def test_a_wait_for_what_no_test_can_tell_ends_at_once(client: Any, sandbox: Sandbox) -> None:
    sandbox.change("openint", seeds.OPENINT_UNTESTED, {"status": "unknown"})
    found = client.connections.wait_until_ready(of(seeds.OPENINT_UNTESTED), within=20)
    assert (found.status, found.is_terminal) == (Status.UNKNOWN, True)
    assert requests(sandbox) == looks_and_a_check(seeds.OPENINT_UNTESTED)
    # A look alone does not say so: somebody may have it tested.
    assert not client.connections.get(of(seeds.OPENINT_UNTESTED)).is_terminal


def test_a_wait_for_a_state_that_is_new_ends_at_once(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(connection(status="paused", status_message="by you")))
    found = alone(colour, server).connections.wait_until_ready("conn_hubspot_1", within=20)
    assert (found.status, found.is_terminal, found.status_reason) == (Status.UNKNOWN, True, "paused: by you")
    assert [seen.method for seen in server.seen] == ["GET", "POST", "GET"]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("healthy", Status.ACTIVE),
        ("disconnected", Status.DISCONNECTED),
        ("error", Status.ERROR),
        ("manual", Status.UNKNOWN),
    ],
)
def test_a_state_that_is_known_is_not_tested(
    colour: Colour, server: FaultServer, state: str, status: Status
) -> None:
    server.answers(answer(connection(status=state)))
    found = alone(colour, server).connections.wait_until_ready("conn_hubspot_1", within=20)
    assert found.status is status
    assert [seen.method for seen in server.seen] == ["GET"]


def test_a_connection_that_was_just_made_can_be_waited_for(sandbox: Sandbox) -> None:
    # As a whole, in one colour: each step of it has its own test in all of them.
    with Client(OpenInt(token=sandbox.credentials.openint_api_key), transport=sandbox.transport()) as client:
        made = client.connections.create(
            "openint",
            customer_id="acme",
            connector_config_id=seeds.OPENINT_CONFIG_API_KEY,
            credentials={"apiKey": "s3cr3t"},
        )
        assert (made.status, made.is_terminal) == (Status.UNKNOWN, False)
        assert client.connections.wait_until_ready(made.reference, within=20).status is Status.ACTIVE


def test_a_test_that_fails_in_a_wait_is_a_look_that_got_lost(colour: Colour, server: FaultServer) -> None:
    server.on("/v1/connection/conn_a", answer(connection(id="conn_a", status=None)))
    broken = answer({"message": "on fire", "code": "INTERNAL_SERVER_ERROR"}, 500)
    server.on("/v1/connection/conn_a/check", broken)
    client = alone(colour, server, clock=VirtualClock())
    # The very last look is one alone: a test could take longer than there is time.
    with pytest.raises(APITimeoutError, match="not ready after 5 seconds: it is unknown"):
        client.connections.wait_until_ready("conn_a", within=5)
    paths = [seen.path for seen in server.seen]
    # One test a look at most.
    assert 1 < paths.count("/v1/connection/conn_a/check") < paths.count("/v1/connection/conn_a")
