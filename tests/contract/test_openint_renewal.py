"""Renewing credentials on OpenInt, v1 and v0: a success where they were renewed, and never where they were not."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from exposure import leaks
from fault_server import FaultServer, Reset, answer
from openint_parts import alone, connection, queries, requests, v0_alone, v0_connection

from trunkline import (
    APIConnectionError,
    APIResponseError,
    APIStatusError,
    AuthenticationError,
    ConflictError,
    Secret,
    ServerError,
    Status,
)
from trunkline.providers import OpenInt
from trunkline.sandbox import SECRET_MARKERS, Sandbox, seeds
from trunkline.testing import VirtualClock

PROVIDERS = pytest.mark.parametrize(
    ("provider", "connection_id"),
    [("openint", seeds.OPENINT_EXPIRED), ("openint-v0", seeds.OPENINT_V0_EXPIRED)],
)


def look(connection_id: str) -> str:
    return f"GET /connection/{connection_id}"


def looks_and_a_check(connection_id: str) -> list[str]:
    return [look(connection_id), f"POST /connection/{connection_id}/check", look(connection_id)]


def granted(token: str, **more: Any) -> dict[str, Any]:
    return {"oauth": {"credentials": {"access_token": token, "refresh_token": "s3cr3t", **more}}}


@PROVIDERS
def test_renewed_is_what_is_different_then(
    client: Any, sandbox: Sandbox, provider: str, connection_id: str
) -> None:
    reference = f"{provider}:{connection_id}"
    old = client.connections.get(reference, include_secrets=True).secrets
    refreshed = client.connections.refresh_credentials(reference)
    assert client.connections.get(reference, include_secrets=True).secrets != old
    assert refreshed.id == connection_id


def test_a_refresh_on_v1_is_a_check_between_two_looks_at_the_credentials(
    client: Any, sandbox: Sandbox
) -> None:
    refreshed = client.connections.refresh_credentials(f"openint:{seeds.OPENINT_EXPIRED}")
    asked = looks_and_a_check(seeds.OPENINT_EXPIRED)
    assert requests(sandbox) == [*asked, look(seeds.OPENINT_EXPIRED)]
    # None of the looks renews anything by itself, which `auto`, the vendor's own choice, would.
    openly = "refresh_policy=none"
    secretly = f"include_secrets=true&{openly}"
    assert queries(sandbox) == [secretly, "", secretly, openly]
    # What was compared is in nothing that comes back, since nobody asked for it.
    assert (refreshed.status, refreshed.secrets) == (Status.ACTIVE, None)
    assert "settings" not in refreshed.raw
    assert not leaks(refreshed, SECRET_MARKERS)


def test_a_refresh_on_v0_is_a_look_and_a_forced_one(client: Any, sandbox: Sandbox) -> None:
    refreshed = client.connections.refresh_credentials(f"openint-v0:{seeds.OPENINT_V0_HEALTHY}")
    assert [line.partition(" ")[0] for line in requests(sandbox)] == ["GET", "GET"]
    assert queries(sandbox) == ["", "forceRefresh=true"]
    assert isinstance(refreshed.secrets, Secret)


SIGN_IN = "the customer has to connect the app again"
UNRENEWED = [
    # Only the customer can mend it: known before anything is asked for; found out by the check.
    (seeds.OPENINT_DISCONNECTED, f"{SIGN_IN}.*The refresh token was revoked", 1),
    (seeds.OPENINT_EXPIRED_FOR_GOOD, f"{SIGN_IN}.*expired and cannot be refreshed", 3),
    # An API key; a user and a password of an app without a test.
    (seeds.OPENINT_API_KEY, "no OAuth credentials", 1),
    (seeds.OPENINT_UNTESTED, "no OAuth credentials", 1),
    # A token that works, and nothing to renew it with: the check finds it healthy, and writes down when.
    (seeds.OPENINT_LASTING, "nothing to renew them with", 3),
    # The app refused the refresh token; the test itself failed.
    (seeds.OPENINT_REFRESH_REFUSED, "OpenInt could not.*invalid_grant", 3),
    (seeds.OPENINT_CHECK_BREAKS, "OpenInt could not.*Unable to check connection", 3),
]


@pytest.mark.parametrize(("connection_id", "said", "looks"), UNRENEWED)
def test_on_v1_a_refresh_that_renewed_nothing_is_no_success(
    client: Any, sandbox: Sandbox, connection_id: str, said: str, looks: int
) -> None:
    with pytest.raises(
        ConflictError, match=f"^openint refresh_credentials: nothing was renewed: .*{said}"
    ) as caught:
        client.connections.refresh_credentials(f"openint:{connection_id}")
    assert (caught.value.provider, caught.value.operation) == ("openint", "refresh_credentials")
    assert not caught.value.may_have_been_applied
    assert requests(sandbox) == looks_and_a_check(connection_id)[:looks]
    assert not leaks(caught.value, SECRET_MARKERS)


def test_on_v1_an_app_without_a_test_renews_nothing(client: Any, sandbox: Sandbox) -> None:
    # With credentials that look as if they could be renewed: the answer says `healthy`, and nothing was done.
    sandbox.change(
        "openint", seeds.OPENINT_UNTESTED, {"settings": granted("sandbox-secret-a"), "status": None}
    )
    with pytest.raises(ConflictError, match="nothing to renew them with, or no test for this app"):
        client.connections.refresh_credentials(f"openint:{seeds.OPENINT_UNTESTED}")


V0_UNRENEWED = [
    # An error among the credentials, before and after; one that the forced look finds.
    (seeds.OPENINT_V0_ERROR, f"{SIGN_IN}.*refused the refresh token", 2),
    (seeds.OPENINT_V0_REFRESH_REFUSED, f"{SIGN_IN}.*refused the refresh token", 2),
    # An API key; an app without a test; nothing at all.
    (seeds.OPENINT_V0_API_KEY, "no OAuth credentials", 1),
    (seeds.OPENINT_V0_UNTESTED, "no OAuth credentials", 1),
    (seeds.OPENINT_V0_BARE, "no OAuth credentials", 1),
    (seeds.OPENINT_V0_LASTING, "nothing to renew them with", 2),
]


@pytest.mark.parametrize(("connection_id", "said", "looks"), V0_UNRENEWED)
@pytest.mark.parametrize("quirks", [True, False])
def test_on_v0_a_refresh_that_renewed_nothing_is_no_success(
    client: Any, sandbox: Sandbox, connection_id: str, said: str, looks: int
) -> None:
    with pytest.raises(ConflictError, match=f"nothing was renewed: .*{said}") as caught:
        client.connections.refresh_credentials(f"openint-v0:{connection_id}")
    assert (caught.value.provider, caught.value.operation) == ("openint-v0", "refresh_credentials")
    assert not caught.value.may_have_been_applied
    assert len(sandbox.exchanges) == looks
    assert not leaks(caught.value, SECRET_MARKERS)


@pytest.mark.parametrize(
    ("connection_id", "looks"),
    # The app refuses the forced look; it refuses the first one already, which tests an API key as well.
    [(seeds.OPENINT_V0_LASTING, 2), (seeds.OPENINT_V0_API_KEY, 1)],
)
def test_on_v0_a_refresh_that_the_customers_app_refuses_is_no_success_either(
    client: Any, sandbox: Sandbox, connection_id: str, looks: int
) -> None:
    sandbox.change("openint-v0", connection_id, {"_upstream": "refuses"})
    said = (
        r"nothing was renewed: .*update takes the new.*\(the customer's app answered 401: .*refused these\)"
    )
    with pytest.raises(ConflictError, match=said) as caught:
        client.connections.refresh_credentials(f"openint-v0:{connection_id}")
    assert (caught.value.operation, caught.value.may_have_been_applied) == ("refresh_credentials", False)
    assert "it is not sent again" not in caught.value.message
    assert len(sandbox.exchanges) == looks


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        # OpenInt's own no, and an app that is on fire: nobody said anything of the credentials.
        ({"status": 401, "data": {"httpStatus": 401}}, AuthenticationError),
        ({"status": 503, "data": {"body": {}}}, ServerError),
    ],
)
@pytest.mark.parametrize("looks", [1, 2])
def test_on_v0_another_error_is_no_verdict_of_a_refresh(
    colour: Colour, server: FaultServer, refusal: dict[str, Any], error: type[APIStatusError], looks: int
) -> None:
    refused = answer({"message": "not now", "code": "UPSTREAM", "data": refusal["data"]}, refusal["status"])
    server.answers(*[answer(v0_connection(settings=granted("tok_old")))][: looks - 1], refused)
    with pytest.raises(error):
        v0_alone(colour, server).connections.refresh_credentials("conn_hubspot_1")
    assert len(server.seen) == looks


@pytest.mark.parametrize("told", [{}, {"standard": {"status": "healthy"}}])
def test_on_v0_new_credentials_beside_an_error_are_none_that_work(
    colour: Colour, server: FaultServer, told: dict[str, Any]
) -> None:
    broken = {**granted("tok_new"), "error": {"code": "refused", "message": "sign in for tok_canary"}}
    after = v0_connection(settings=broken, **told)
    server.answers(answer(v0_connection(settings=granted("tok_old"))), answer(after))
    with pytest.raises(ConflictError, match="sign in for"):
        v0_alone(colour, server).connections.refresh_credentials("conn_hubspot_1")


def test_on_v0_the_forced_look_is_no_read_and_is_sent_once(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(v0_connection(settings=granted("tok_old"))), (Reset(),))
    client = v0_alone(colour, server, clock=VirtualClock())
    with pytest.raises(APIConnectionError, match="get the connection to see") as caught:
        client.connections.refresh_credentials("conn_hubspot_1")
    assert caught.value.may_have_been_applied
    assert [seen.query for seen in server.seen] == [{}, {"forceRefresh": "true"}]


@pytest.mark.parametrize(
    "renewed",
    [
        # A new token; the same one for longer; only what is kept as the app gave it; only a new way to renew.
        granted("tok_new", expires_at="2025-08-21T17:00:00Z"),
        granted("tok_old", expires_at="2025-08-21T18:00:00Z"),
        granted("tok_old", expires_at="2025-08-21T17:00:00Z", raw={"expires_at": "2025-08-21T18:00:00Z"}),
        granted("tok_old", expires_at="2025-08-21T17:00:00Z", refresh_token="other"),
    ],
)
def test_what_tells_a_renewal(colour: Colour, server: FaultServer, renewed: dict[str, Any]) -> None:
    old = granted("tok_old", expires_at="2025-08-21T17:00:00Z")
    server.on("/v1/connection/conn_hubspot_1/check", answer({"id": "conn_hubspot_1"}))
    server.on(
        "/v1/connection/conn_hubspot_1",
        answer(connection(settings=old)),
        answer(connection(settings=renewed)),
        answer(connection()),
    )
    assert alone(colour, server).connections.refresh_credentials("conn_hubspot_1").id == "conn_hubspot_1"
    server.answers(answer(v0_connection(settings=old)), answer(v0_connection(settings=renewed)))
    assert v0_alone(colour, server).connections.refresh_credentials("conn_hubspot_1").id == "conn_hubspot_1"


@pytest.mark.parametrize(
    "settings", [{}, {"oauth": None}, {"oauth": {"credentials": []}}, {"oauth": {"credentials": {}}}]
)
def test_settings_of_any_shape_hold_nothing_to_renew(
    colour: Colour, server: FaultServer, settings: dict[str, Any]
) -> None:
    server.answers(answer(connection(**v0_connection(settings=settings, disabled=False))))
    for client in (alone(colour, server), v0_alone(colour, server)):
        with pytest.raises(ConflictError, match="no OAuth credentials"):
            client.connections.refresh_credentials("conn_hubspot_1")


@pytest.mark.parametrize("left", [None, {}])
def test_credentials_that_are_gone_were_not_renewed(
    colour: Colour, server: FaultServer, left: dict[str, Any] | None
) -> None:
    server.on("/v1/connection/conn_hubspot_1/check", answer({"id": "conn_hubspot_1"}))
    gone = connection() if left is None else connection(settings=left)
    server.on("/v1/connection/conn_hubspot_1", answer(connection(settings=granted("tok_old"))), answer(gone))
    server.answers(answer(v0_connection(settings=granted("tok_old"))), answer(v0_connection(settings=left)))
    for client in (alone(colour, server), v0_alone(colour, server)):
        with pytest.raises(ConflictError, match="nothing was renewed"):
            client.connections.refresh_credentials("conn_hubspot_1")


def test_two_refreshes_in_one_moment_are_two(colour: Colour) -> None:
    clock = VirtualClock()
    with Sandbox(now=clock.time, sleep=clock.sleep) as sandbox:
        provider = OpenInt(token=sandbox.credentials.openint_api_key)
        client = colour.client(provider, transport=sandbox.transport(), clock=clock)
        for _ in range(2):
            assert client.connections.refresh_credentials(seeds.OPENINT_EXPIRED).status is Status.ACTIVE


def test_why_nothing_was_renewed_is_told_without_the_credential(colour: Colour, server: FaultServer) -> None:
    told = connection(
        status="disconnected", status_message="revoked for tok_canary", settings=granted("s3cr3t")
    )
    server.answers(answer(told))
    with pytest.raises(ConflictError, match="revoked for") as caught:
        alone(colour, server).connections.refresh_credentials("conn_hubspot_1")
    assert "tok_canary" not in f"{caught.value!r} {caught.value} {caught.value.__context__}"
    assert not leaks(caught.value, ["tok_canary", "s3cr3t"])


def test_a_look_that_goes_wrong_shows_none_of_what_it_saw(colour: Colour, server: FaultServer) -> None:
    # The frames it goes wrong in hold the credentials, and crash reports show what frames hold.
    seen = connection(settings=granted("s3cr3t"))
    server.on("/v1/connection/conn_hubspot_1", answer(seen), answer(seen | {"id": "conn_other"}))
    server.on("/v1/connection/conn_hubspot_1/check", answer({"id": "conn_hubspot_1"}))
    with pytest.raises(APIResponseError, match="another connection") as caught:
        alone(colour, server).connections.refresh_credentials("conn_hubspot_1")
    assert caught.value.may_have_been_applied
    assert not leaks(caught.value, ["s3cr3t"])
