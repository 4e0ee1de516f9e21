"""A connection's life on OpenInt v1: made, deleted, repaired by its customer on a page."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from colours import Colour
from fault_server import FaultServer, answer
from openint_parts import OAUTH, alone, body, requests

from trunkline import (
    APIResponseError,
    APIStatusError,
    BadRequestError,
    ConflictError,
    InvalidArgumentError,
    NotFoundError,
    Secret,
    ServerError,
    Status,
    UnsupportedError,
)
from trunkline.providers import OpenInt
from trunkline.sandbox import SECRET_MARKERS, Sandbox, seeds

DRAFT: dict[str, Any] = {"customer_id": "acme", "connector_config_id": seeds.OPENINT_CONFIG}


def of(connection_id: str) -> str:
    return f"openint:{connection_id}"


def test_a_connection_is_made_from_credentials_and_deleted(client: Any, sandbox: Sandbox) -> None:
    made = client.connections.create("openint", **DRAFT, credentials=OAUTH, metadata={"team": "emea"})
    assert requests(sandbox) == ["POST /connection"]
    assert body(sandbox) == {
        "connector_config_id": seeds.OPENINT_CONFIG,
        "customer_id": "acme",
        # The API wants the connector's name too; the id of the config has it.
        "data": {"connector_name": "hubspot", "settings": OAUTH},
        "metadata": {"team": "emea"},
    }
    assert (made.provider, made.customer_id, made.connector_key) == ("openint", "acme", "hubspot")
    assert (made.status, made.metadata) == (Status.UNKNOWN, {"team": "emea"})
    assert client.connections.get(made.reference).id == made.id
    assert client.connections.delete(made.reference) is None
    with pytest.raises(NotFoundError):
        client.connections.get(made.reference)
    with pytest.raises(NotFoundError):
        client.connections.delete(made.reference)


def test_credentials_that_come_back_unasked_are_shown_nowhere(client: Any) -> None:
    made = client.connections.create("openint", **DRAFT, credentials=OAUTH)
    # The answer to a create holds them although nobody asked for secrets.
    assert made.secrets is None
    assert made.native.settings.reveal() == OAUTH
    assert "s3cr3t" not in f"{made!r} {made.native!r} {pickle.dumps(made)!r}"
    read = client.connections.get(made.reference, include_secrets=True)
    assert read.secrets == Secret(OAUTH)


def test_every_create_makes_another_connection(client: Any) -> None:
    made = [client.connections.create("openint", **DRAFT, credentials=OAUTH).id for _ in range(2)]
    assert len(set(made)) == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"connector_config_id": None}, "connector_config_id is missing"),
        ({"customer_id": None}, "customer_id is missing"),
        ({"connector_config_id": "ccfg_"}, "connector is missing"),
        ({"connector_config_id": "ccfg_hubspot"}, "connector is missing"),
        ({"connector_config_id": "hubspot", "connector": "hubspot"}, "connector_config_id must start"),
        ({"credentials": {"at": object()}}, "credentials or metadata: cannot be written"),
    ],
)
def test_what_openint_would_refuse_is_refused_unsent(
    client: Any, sandbox: Sandbox, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=said):
        client.connections.create("openint", **{**DRAFT, **changes})
    assert requests(sandbox) == []


@pytest.mark.parametrize("argument", ["display_name", "key"])
def test_what_openint_cannot_store_is_refused_unsent(client: Any, sandbox: Sandbox, argument: str) -> None:
    with pytest.raises(UnsupportedError, match=argument):
        client.connections.create("openint", **DRAFT, **{argument: "x"})
    assert requests(sandbox) == []


def test_a_create_that_openint_refuses_makes_nothing(client: Any) -> None:
    before = {connection.id for connection in client.connections.list(providers=["openint"])}
    with pytest.raises(BadRequestError) as caught:
        client.connections.create("openint", **DRAFT, connector="salesforce")
    assert caught.value.may_have_been_applied is False
    with pytest.raises(NotFoundError):
        client.connections.create("openint", customer_id="acme", connector_config_id="ccfg_hubspot_gone")
    assert {connection.id for connection in client.connections.list(providers=["openint"])} == before


def test_a_create_is_sent_once_whatever_comes_of_it(colour: Colour, server: FaultServer) -> None:
    client = alone(colour, server)
    server.answers(answer({"message": "gone", "code": "INTERNAL_SERVER_ERROR"}, 503))
    with pytest.raises(ServerError, match="list the customer's connections") as caught:
        client.connections.create("openint", **DRAFT, credentials=OAUTH)
    assert caught.value.may_have_been_applied is True
    assert len(server.seen) == 1
    assert "s3cr3t" not in f"{caught.value!r} {caught.value}"


def test_a_customer_repairs_a_connection_on_the_page(client: Any, sandbox: Sandbox) -> None:
    broken = client.connections.get(of(seeds.OPENINT_DISCONNECTED))
    assert broken.needs_action
    before = datetime.now(UTC)
    link = client.connections.connect_url(
        "openint",
        customer_id="globex",
        connection_id=broken.id,
        return_url="https://app.example/",
        expires_in=90.5,
    )
    assert body(sandbox) == {
        # Whole seconds: the date that is told never lies behind the link's own.
        "validity_in_seconds": 90,
        "connect_options": {
            "return_url": "https://app.example/",
            "connector_names": ["salesforce"],
            "view": "manage",
        },
    }
    assert 89 <= (link.expires_at - before).total_seconds() <= 100
    assert (link.provider, link.customer_id) == ("openint", "globex")
    assert link.url.reveal().startswith("https://")
    assert not any(marker in f"{link!r} {link}" for marker in (*SECRET_MARKERS, link.url.reveal()))
    sandbox.visit(link.url.reveal())
    assert client.connections.get(broken.reference).status is Status.ACTIVE


def test_a_page_to_connect_an_app(client: Any, sandbox: Sandbox) -> None:
    client.connections.connect_url("openint", customer_id="acme", connector="hubspot")
    assert body(sandbox)["connect_options"] == {"connector_names": ["hubspot"], "view": "add"}
    client.connections.connect_url("openint", customer_id="acme")
    assert body(sandbox) == {"validity_in_seconds": 3600, "connect_options": {"view": "add"}}
    with pytest.raises(NotFoundError, match="this customer has no such connection"):
        client.connections.connect_url(
            "openint", customer_id="acme", connection_id=seeds.OPENINT_DISCONNECTED
        )
    start = len(sandbox.exchanges)
    with pytest.raises(UnsupportedError, match="cannot take connector_config_id"):
        client.connections.connect_url(
            "openint", customer_id="acme", connector_config_id=seeds.OPENINT_CONFIG
        )
    for refused in ({"expires_in": 1e17}, {"expires_in": 0}):
        with pytest.raises(InvalidArgumentError):
            client.connections.connect_url("openint", customer_id="acme", **refused)
    assert requests(sandbox, start) == []


@pytest.mark.parametrize("given", [{}, {"customer_id": "acme"}])
def test_a_connection_that_is_no_customers_has_no_page(
    client: Any, sandbox: Sandbox, given: dict[str, Any]
) -> None:
    sandbox.change("openint", seeds.OPENINT_DISCONNECTED, {"customer_id": None})
    with pytest.raises(ConflictError, match="no customer's") as caught:
        client.connections.connect_url("openint", connection_id=seeds.OPENINT_DISCONNECTED, **given)
    assert (caught.value.operation, caught.value.may_have_been_applied) == ("connect_url", False)
    assert [line.partition(" ")[0] for line in requests(sandbox)] == ["GET"]
    # What the error says is left, is what can be done.
    assert "connect_url with customer_id and connector" in caught.value.message
    link = client.connections.connect_url("openint", customer_id="newcomer", connector="salesforce")
    sandbox.visit(link.url.reveal())
    (made,) = client.connections.list(customer_id="newcomer", providers=["openint"])
    assert (made.connector_key, made.status) == ("salesforce", Status.ACTIVE)


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/?token=s3cr3t",
        "javascript:alert('s3cr3t')",
        "https://openint.dev@evil.example/?token=s3cr3t",
        "https:///?token=s3cr3t",
        "//connect.openint.dev/?token=s3cr3t",
        "https://[s3cr3t",
        "https://connect.openint.dev/?token=s3cr3t\r\nSet-Cookie: a=b",
        "https://connect.openint.dev\\@evil.example/?token=s3cr3t",
        "https://connect.\u043epenint.dev/?token=s3cr3t",
        " https://connect.openint.dev/?token=s3cr3t",
        "",
    ],
)
def test_a_link_that_leads_elsewhere_is_not_handed_on(colour: Colour, server: FaultServer, url: str) -> None:
    client = alone(colour, server)
    server.answers(answer({"token": "s3cr3t", "magic_link_url": url, "api_key": None}))
    with pytest.raises(APIResponseError, match="magic_link_url") as caught:
        client.connections.connect_url("openint", customer_id="acme")
    assert "s3cr3t" not in f"{caught.value!r} {caught.value} {caught.value.__context__}"


def test_a_server_on_this_machine_may_have_its_pages_here(colour: Colour, server: FaultServer) -> None:
    url = "http://127.0.0.1:9/?token=s3cr3t"
    server.answers(answer({"token": "s3cr3t", "magic_link_url": url, "api_key": None}))
    link = alone(colour, server).connections.connect_url("openint", customer_id="acme")
    assert link.url.reveal() == url


def test_a_server_elsewhere_has_no_pages_on_this_machine(colour: Colour) -> None:
    made = {"token": "s3cr3t", "magic_link_url": "http://127.0.0.1:9/?token=s3cr3t", "api_key": None}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=made))
    client = colour.client(OpenInt(token="tok_canary"), transport=transport)
    with pytest.raises(APIResponseError, match="magic_link_url"):
        client.connections.connect_url("openint", customer_id="acme")


def test_a_token_sees_its_customer_and_nobody_else(client: Any, sandbox: Sandbox, colour: Colour) -> None:
    token = client.tokens.mint("openint", customer_id="acme", expires_in=60)
    assert token.value.reveal() not in f"{token!r} {token}"
    assert (token.provider, token.customer_id) == ("openint", "acme")
    with sandbox.serve() as server:
        base_url = server.base_urls["openint"]
        theirs = colour.client(OpenInt(token=token.value.reveal(), base_url=base_url))
        found = list(theirs.connections.list())
        assert found
        assert {connection.customer_id for connection in found} == {"acme"}
        with pytest.raises(NotFoundError):
            theirs.connections.get(seeds.OPENINT_DISCONNECTED)
        with pytest.raises(APIStatusError, match="403"):
            theirs.connections.create("openint", **DRAFT)
