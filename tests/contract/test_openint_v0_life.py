"""A connection's life on OpenInt v0, whose create forgets, whose check hardly speaks and whose delete revokes."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, Reset, answer
from openint_parts import body, v0_alone, v0_connection

from trunkline import (
    APIConnectionError,
    APIResponseError,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RunStatus,
    ServerError,
    Status,
    TrunklineError,
    UnsupportedError,
)
from trunkline.sandbox import Sandbox, seeds

OAUTH = {"oauth": {"credentials": {"access_token": "s3cr3t-access"}}}
DRAFT: dict[str, Any] = {"connector_config_id": seeds.OPENINT_V0_CONFIG, "credentials": OAUTH}

SYNCED = {"pipeline_id": "pipe_1", "sync_completed_event_id": "e2"}


def of(connection_id: str) -> str:
    return f"openint-v0:{connection_id}"


def methods(sandbox: Sandbox, since: int = 0) -> list[str]:
    return [seen.request.method for seen in sandbox.exchanges[since:]]


def test_what_the_server_forgets_is_told_again(client: Any, sandbox: Sandbox) -> None:
    made = client.connections.create(
        "openint-v0", **DRAFT, customer_id="acme", metadata={"team": "emea", "tags": ["a"]}
    )
    assert methods(sandbox) == ["POST", "PATCH", "GET"]
    assert body(sandbox, -2) == {"customerId": "acme", "metadata": {"team": "emea", "tags": ["a"]}}
    assert (made.customer_id, made.metadata) == ("acme", {"team": "emea", "tags": ["a"]})
    assert (made.connector_key, made.secrets.reveal()["oauth"]) == ("hubspot", OAUTH["oauth"])
    assert client.connections.get(made.reference).customer_id == "acme"


def test_with_a_name_nothing_is_forgotten(client: Any, sandbox: Sandbox) -> None:
    made = client.connections.create(
        "openint-v0",
        **DRAFT,
        customer_id="acme",
        display_name="Sales",
        metadata={"a": 1},
        connector="hubspot",
    )
    assert methods(sandbox) == ["POST", "GET"]
    assert body(sandbox, 0) == {
        "connectorConfigId": seeds.OPENINT_V0_CONFIG,
        "settings": OAUTH,
        "displayName": "Sales",
        "customerId": "acme",
        "metadata": {"a": 1},
    }
    assert (made.display_name, made.customer_id, made.metadata) == ("Sales", "acme", {"a": 1})


def test_what_was_not_given_is_not_told_again(client: Any, sandbox: Sandbox) -> None:
    made = client.connections.create("openint-v0", **DRAFT)
    assert methods(sandbox) == ["POST", "GET"]
    assert (made.customer_id, made.metadata) == (None, {})


@pytest.mark.parametrize("quirks", [True, False])
def test_a_server_that_forgets_nothing_is_fine_too(colour: Colour, quirks: bool) -> None:
    with Sandbox(quirks=quirks) as sandbox, sandbox.serve() as server:
        client = colour.from_env(server.environment())
        made = client.connections.create("openint-v0", **DRAFT, customer_id="acme", metadata={"a": [1]})
        assert (made.customer_id, made.metadata) == ("acme", {"a": [1]})


FAILURES = [
    # The PATCH is refused, breaks off, answers about another; the GET fails, or does not fit.
    ([answer({"message": "no", "code": "FORBIDDEN"}, 403)], PermissionDeniedError),
    ([answer({"message": "no", "code": "INTERNAL_SERVER_ERROR"}, 500)], ServerError),
    ([(Reset(),)], APIConnectionError),
    ([answer(v0_connection(id="conn_other"))], APIResponseError),
    ([answer(v0_connection()), answer({"message": "slow down"}, 429)], RateLimitError),
    ([answer(v0_connection()), answer([])], APIResponseError),
    ([answer(v0_connection()), answer({"message": "gone", "code": "NOT_FOUND"}, 404)], NotFoundError),
]


@pytest.mark.parametrize(("later", "error"), FAILURES)
def test_a_later_step_that_fails_says_which_connection_exists(
    colour: Colour, server: FaultServer, later: list[Any], error: type[TrunklineError]
) -> None:
    client = v0_alone(colour, server)
    server.on("/v0/core/connection", answer("conn_hubspot_1"))
    server.on("/v0/core/connection/conn_hubspot_1", *later)
    with pytest.raises(error, match="openint-v0:conn_hubspot_1 was made") as caught:
        client.connections.create("openint-v0", **DRAFT, customer_id="acme")
    assert caught.value.created == "openint-v0:conn_hubspot_1"
    assert caught.value.may_have_been_applied is True
    assert "s3cr3t" not in f"{caught.value!r} {caught.value}"
    # Never a second create, and no step twice.
    assert [seen.method for seen in server.seen] == ["POST", "PATCH", "GET"][: len(server.seen)]


@pytest.mark.parametrize(
    "made", ["", "hubspot", "conn_", "conn_a b", "conn_\n", "conn_ü", {"id": "hubspot"}, {"id": 7}, {}, None]
)
def test_an_answer_without_an_id_may_have_made_one(colour: Colour, server: FaultServer, made: object) -> None:
    client = v0_alone(colour, server)
    server.on("/v0/core/connection", answer(made))
    with pytest.raises(APIResponseError, match="list all connections, without a filter") as caught:
        client.connections.create("openint-v0", **DRAFT, customer_id="acme")
    assert (caught.value.created, caught.value.may_have_been_applied) == (None, True)
    assert len(server.seen) == 1


def test_what_openint_v0_would_refuse_is_refused_unsent(client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(InvalidArgumentError, match="connector_config_id is missing"):
        client.connections.create("openint-v0", customer_id="acme", connector="hubspot")
    for other in ("salesforce", "hub"):
        with pytest.raises(InvalidArgumentError, match="connector is not the one"):
            client.connections.create("openint-v0", **DRAFT, connector=other)
    with pytest.raises(InvalidArgumentError, match="connector_config_id must start"):
        client.connections.create("openint-v0", connector_config_id="hubspot")
    with pytest.raises(UnsupportedError, match="key"):
        client.connections.create("openint-v0", **DRAFT, key="mine")
    with pytest.raises(UnsupportedError) as caught:
        client.connections.connect_url("openint-v0", customer_id="acme")
    assert "openint" in caught.value.supported_by
    with pytest.raises(UnsupportedError):
        client.connections.run_status(of(seeds.OPENINT_V0_HEALTHY))
    assert methods(sandbox) == []


def test_new_credentials_are_merged_into_the_stored_ones(client: Any, sandbox: Sandbox) -> None:
    reference = of(seeds.OPENINT_V0_API_KEY)
    changed = client.connections.update(reference, credentials={"region": "eu"}, metadata={"a": 1})
    assert body(sandbox) == {"settings": {"region": "eu", "error": None}, "metadata": {"a": 1}}
    secrets = changed.secrets.reveal()
    assert {name for name in secrets if secrets[name] is not None} == {"apiKey", "region"}


RENEWABLE = {"oauth": {"credentials": {"raw": {"refresh_token": "sandbox-secret-new"}}}}


@pytest.mark.parametrize("quirks", [True, False])
def test_new_credentials_mend_a_broken_connection(client: Any) -> None:
    """The verdict on the old ones is stored beside them, and would outlive them: what is stored is merged."""
    reference = of(seeds.OPENINT_V0_ERROR)
    assert client.connections.get(reference).status is Status.DISCONNECTED
    mended = client.connections.update(reference, credentials=RENEWABLE)
    assert not mended.needs_action
    assert mended.status_reason != "The provider refused the refresh token; the user has to reconnect"
    assert client.connections.check(reference).passed is not False
    refreshed = client.connections.refresh_credentials(reference)
    assert (refreshed.needs_action, client.connections.get(reference).needs_action) == (False, False)


@pytest.mark.parametrize(
    ("credentials", "sent"),
    [
        # A verdict of the caller's own goes as it came; where there are no new credentials, none is taken back.
        ({"error": {"code": "mine"}, "a": 1}, {"error": {"code": "mine"}, "a": 1}),
        ({"error": None}, {"error": None}),
        ({}, {}),
        (None, None),
    ],
)
def test_no_other_verdict_is_taken_back(client: Any, sandbox: Sandbox, credentials: Any, sent: Any) -> None:
    client.connections.update(of(seeds.OPENINT_V0_API_KEY), credentials=credentials)
    assert body(sandbox) == {"settings": sent}


def test_what_is_no_credential_takes_no_verdict_back(client: Any, sandbox: Sandbox) -> None:
    changed = client.connections.update(of(seeds.OPENINT_V0_ERROR), metadata={"a": 1})
    assert body(sandbox) == {"metadata": {"a": 1}}
    assert changed.status is Status.DISCONNECTED


def test_deleting_takes_access_back(client: Any, sandbox: Sandbox) -> None:
    assert client.connections.delete(of(seeds.OPENINT_V0_HEALTHY)) is None
    assert sandbox.exchanges[-1].request.query == ""
    assert sandbox.revoked == (seeds.OPENINT_V0_HEALTHY,)
    with pytest.raises(NotFoundError):
        client.connections.delete(of(seeds.OPENINT_V0_HEALTHY))


def test_a_sync_is_started_and_not_waited_for(client: Any, sandbox: Sandbox) -> None:
    run = client.connections.run(of(seeds.OPENINT_V0_HEALTHY))
    assert body(sandbox) == {"async": True}
    assert (run.status, run.connection_id) == (RunStatus.PENDING, seeds.OPENINT_V0_HEALTHY)
    assert run.id


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, RunStatus.UNKNOWN),
        ({"pipeline_syncs": []}, RunStatus.UNKNOWN),
        ({"pipeline_syncs": [SYNCED]}, RunStatus.SUCCEEDED),
        ({"connection_requested_event_id": "e1"}, RunStatus.PENDING),
        ({"connection_requested_event_id": "e1", "pipeline_syncs": []}, RunStatus.PENDING),
    ],
)
def test_what_a_sync_answers(colour: Colour, server: FaultServer, said: object, status: RunStatus) -> None:
    server.answers(answer(said))
    assert v0_alone(colour, server).connections.run("conn_a").status is status


def test_a_token_sees_its_customer_and_nobody_else(client: Any, sandbox: Sandbox) -> None:
    token = client.tokens.mint("openint-v0", customer_id="acme", expires_in=60)
    assert body(sandbox) == {"customerId": "acme", "validityInSeconds": 60}
    assert token.value.reveal() not in f"{token!r} {token}"
    assert (token.provider, token.customer_id) == ("openint-v0", "acme")
    assert token.expires_at is not None


def test_connector_configs_stand_for_connectors(client: Any, sandbox: Sandbox) -> None:
    whole = list(client.connectors.list(providers=["openint-v0"]))
    assert len(whole) > 3
    assert methods(sandbox) == ["GET"]
    pages = list(client.connectors.list(providers=["openint-v0"], page_size=2).pages())
    # One answer, however many pages are cut out of it.
    assert methods(sandbox) == ["GET", "GET"]
    assert [each for page in pages for each in page] == whole
    rest = list(client.connectors.list(providers=["openint-v0"], cursor=pages[0].next_cursor))
    assert rest == whole[2:]
    hubspot = client.connectors.get(of("hubspot"))
    assert (hubspot.id, hubspot.key, hubspot.categories) == (seeds.OPENINT_V0_CONFIG, "hubspot", ("crm",))
    assert client.connectors.get(of(hubspot.id)) == hubspot
    for gone in (seeds.OPENINT_V0_CONFIG_DISABLED, "nobodys-app"):
        with pytest.raises(NotFoundError, match="no such connector config"):
            client.connectors.get(of(gone))


def test_of_an_apps_configs_the_oldest_stands_for_it(colour: Colour, server: FaultServer) -> None:
    newer, older = (
        {"id": f"ccfg_hubspot_{ulid}", "connectorName": "hubspot", "isSource": True, "isDestination": False}
        | {"verticals": [], "integrations": []}
        for ulid in ("01HB", "01HA")
    )
    server.answers(answer([newer, older]))
    assert v0_alone(colour, server).connectors.get("hubspot").id == "ccfg_hubspot_01HA"


def test_lists_of_an_app(client: Any) -> None:
    found = list(client.connections.list(providers=["openint-v0"], connector="slack"))
    assert found
    assert {connection.connector_key for connection in found} == {"slack"}


@pytest.mark.parametrize("page_size", [1, 7, 10, 40, 10**30])
def test_a_list_in_pages_is_whole_although_reading_moves_its_rows(
    client: Any, sandbox: Sandbox, page_size: int
) -> None:
    """Each look at an API key's connection writes it anew: a page asked for on its own starts after rows that moved."""
    keys = {
        "connector_config_id": seeds.OPENINT_V0_CONFIG_API_KEY,
        "credentials": {"apiKey": "sandbox-secret"},
    }
    made = {client.connections.create("openint-v0", customer_id="big", **keys).id for _ in range(20)}
    before = len(sandbox.exchanges)
    pages = list(
        client.connections.list(providers=["openint-v0"], customer_id="big", page_size=page_size).pages()
    )
    found = [each.id for page in pages for each in page]
    assert (len(found), set(found)) == (20, made)
    assert {len(page) for page in pages[:-1]} <= {page_size}
    # No cursor leads past the end, to have everything tested once more for nothing.
    assert (len(pages), pages[-1].next_cursor) == (-(-20 // page_size), None)
    # All of them in one answer, as the vendor has them: no page is asked for.
    (asked,) = sandbox.exchanges[before:]
    assert asked.request.query == "customerId=big"


def test_a_list_is_resumed_by_its_place_in_a_new_answer(colour: Colour, server: FaultServer) -> None:
    rows = [v0_connection(id=f"conn_hubspot_{number}") for number in range(5)]
    server.answers(answer(rows), answer(rows), answer(rows[:1]))
    client = v0_alone(colour, server)
    first, *_ = client.connections.list(page_size=2).pages()
    rest = client.connections.list(page_size=2, cursor=first.next_cursor)
    assert [each.id for each in rest] == [row["id"] for row in rows[2:]]
    # Past the end of what comes then: nothing, and no error.
    assert list(client.connections.list(cursor=first.next_cursor)) == []
    assert [seen.query for seen in server.seen] == [{}, {}, {}]
