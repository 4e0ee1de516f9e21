"""What can be done to a connection of Membrane, against the sandbox on a socket, in every colour of client."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from typing import Any

import pytest
from colours import Colour
from fault_server import answer

from trunkline import (
    Capability,
    ConfigurationError,
    ConflictError,
    InvalidArgumentError,
    NotFoundError,
    Status,
    UnsupportedError,
)
from trunkline.providers import Membrane
from trunkline.sandbox import Sandbox, seeds

READY = f"membrane:{seeds.MEMBRANE_READY}"
BROKEN = f"membrane:{seeds.MEMBRANE_DISCONNECTED}"


def requests(sandbox: Sandbox) -> list[tuple[str, str]]:
    """Method and path of everything that was sent."""
    return [(each.request.method, each.request.path) for each in sandbox.exchanges]


def stored(connection_id: str = "m1", **members: Any) -> dict[str, Any]:
    """A connection as Membrane sends it."""
    moment = "2025-08-21T16:01:40.123Z"
    usual = {"name": "App", "userId": "u1", "createdAt": moment, "updatedAt": moment, "state": "READY"}
    return {"id": connection_id, **usual, **members}


def last_body(sandbox: Sandbox, method: str) -> Any:
    found = [each.request for each in sandbox.exchanges if each.request.method == method]
    return json.loads(found[-1].body)


def test_a_connection_lives_and_is_archived(client: Any, sandbox: Sandbox) -> None:
    secret = secrets.token_hex(8)
    made = client.connections.create(
        "membrane",
        customer_id="globex",
        connector=seeds.MEMBRANE_INTEGRATION_KEY,
        credentials={"access_token": secret},
        display_name="Globex CRM",
        metadata={"team": "emea"},
        key="globex-crm",
    )
    assert (made.status, made.customer_id, made.key) == (Status.ACTIVE, "globex", "globex-crm")
    assert (made.display_name, made.metadata, made.connector_key) == (
        "Globex CRM",
        {"team": "emea"},
        "hubspot",
    )
    assert requests(sandbox) == [("POST", "/connections")]
    assert secret not in repr(made)

    changed = client.connections.update(made.reference, display_name="CRM", metadata={"team": "apac"})
    assert (changed.id, changed.display_name, changed.metadata) == (made.id, "CRM", {"team": "apac"})
    assert last_body(sandbox, "PATCH") == {"name": "CRM", "meta": {"team": "apac"}}

    other = secrets.token_hex(8)
    client.connections.update(made.reference, credentials={"access_token": other}, key=None, metadata=None)
    assert last_body(sandbox, "PATCH") == {"credentials": {"access_token": other}, "key": None, "meta": {}}
    again = client.connections.get(made.reference, include_secrets=True)
    assert again.secrets.reveal() == {"access_token": other}
    assert (again.key, again.metadata) == (None, {})

    client.connections.delete(made.reference)
    gone = client.connections.get(made.reference)
    assert gone.status is Status.ARCHIVED
    assert gone.archived_at is not None
    with pytest.raises(NotFoundError):
        client.connections.delete(made.reference)


def test_a_connection_is_changed_by_the_key_it_had_before(client: Any) -> None:
    changed = client.connections.update(f"membrane:{seeds.MEMBRANE_READY_KEY}", key="acme-crm")
    assert (changed.id, changed.key) == (seeds.MEMBRANE_READY, "acme-crm")


@pytest.mark.parametrize("key", ["acme:eu.1", "größe_1", "a%2Fb", "@x+y=z&q", "...", "~1", "é" * 100])
def test_a_key_that_can_be_stored_can_be_asked_for(client: Any, key: str) -> None:
    made = client.connections.create("membrane", customer_id="acme", connector="slack", key=key)
    assert client.connections.get(f"membrane:{key}").id == made.id
    client.connections.update(READY, key=f"{key[1:]}2")
    assert client.connections.get(f"membrane:{key[1:]}2").id == seeds.MEMBRANE_READY
    client.connections.delete(f"membrane:{key}")


def test_a_key_that_is_taken_is_a_conflict(client: Any) -> None:
    with pytest.raises(ConflictError):
        client.connections.create(
            "membrane", customer_id="acme", connector="slack", key=seeds.MEMBRANE_READY_KEY
        )


@pytest.mark.parametrize(
    "app",
    [
        {"connector": seeds.MEMBRANE_INTEGRATION_KEY},
        {"connector": seeds.MEMBRANE_CONNECTOR},
        {"connector_config_id": seeds.MEMBRANE_INTEGRATION},
    ],
)
def test_an_app_is_named_by_key_connector_or_integration(
    client: Any, sandbox: Sandbox, app: dict[str, str]
) -> None:
    made = client.connections.create("membrane", customer_id="acme", **app)
    (value,) = app.values()
    names = {"connectorId", "integrationKey", "integrationId"}
    assert {name: got for name, got in last_body(sandbox, "POST").items() if name in names} == {
        "integrationId"
        if "connector_config_id" in app
        else "connectorId"
        if len(value) == 24
        else "integrationKey": value
    }
    # Without credentials somebody has to sign in.
    assert made.status is Status.ACTION_REQUIRED
    assert made.action_url.startswith("https://")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"connector": "slack"}, "customer_id"),
        ({"customer_id": "acme"}, "connector"),
        ({"customer_id": "acme", "connector": "slack", "connector_config_id": "x"}, "connector"),
    ],
)
def test_what_the_vendor_could_not_make_is_not_sent(
    client: Any, sandbox: Sandbox, arguments: dict[str, str], named: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=named):
        client.connections.create("membrane", **arguments)
    assert not sandbox.exchanges


def test_what_the_vendor_cannot_clear_is_not_sent(client: Any, sandbox: Sandbox) -> None:
    for cleared in ({"display_name": None}, {"credentials": None}):
        with pytest.raises(InvalidArgumentError, match=next(iter(cleared))):
            client.connections.update(READY, **cleared)
    for unsupported in ({"disabled": True}, {"customer_id": "globex"}):
        with pytest.raises(UnsupportedError):
            client.connections.update(READY, **unsupported)
    assert not sandbox.exchanges


def test_lists_are_narrowed_by_the_vendor_where_it_can(client: Any, sandbox: Sandbox) -> None:
    def found(**filters: Any) -> list[Any]:
        return list(client.connections.list(providers=["membrane"], **filters))

    assert {each.connector_key for each in found(connector="hubspot")} == {"hubspot"}
    by_connector = found(connector=seeds.MEMBRANE_CONNECTOR)
    assert {each.id for each in by_connector} == {each.id for each in found(connector="hubspot")}
    assert found(connector="no-such-app") == []
    assert [each.id for each in found(search=seeds.MEMBRANE_READY_KEY)] == [seeds.MEMBRANE_READY]
    assert {each.status for each in found(status=Status.DISCONNECTED)} == {Status.DISCONNECTED}
    everything = found()
    assert seeds.MEMBRANE_ARCHIVED not in {each.id for each in everything}
    archived = found(status=[Status.ARCHIVED, Status.ERROR])
    assert seeds.MEMBRANE_ARCHIVED in {each.id for each in archived}
    assert {each.status for each in archived} == {Status.ARCHIVED, Status.ERROR}
    both = found(customer_id="acme", connector="hubspot")
    assert {(each.customer_id, each.connector_key) for each in both} == {("acme", "hubspot")}


def test_what_is_deleted_while_it_is_listed_is_all_of_it(client: Any) -> None:
    everything = {each.id for each in client.connections.list(providers=["membrane"])}
    deleted: list[str] = []
    for connection in client.connections.list(providers=["membrane"], page_size=5):
        client.connections.delete(connection.reference)
        deleted.append(connection.id)
    assert len(deleted) == len(everything) > 10
    assert set(deleted) == everything
    assert list(client.connections.list(providers=["membrane"])) == []


def test_a_server_that_does_not_know_the_filter_gives_no_other_apps(colour: Colour, server: Any) -> None:
    app = {"id": "i1", "name": "App", "logoUri": "https://logo.example"}
    rows = [
        stored("m1", integration={**app, "key": "slack"}),
        stored("m2", integration={**app, "key": "hubspot"}),
    ]
    server.answers(answer({"items": rows}))
    client = colour.client(Membrane(token="tok", base_url=server.origin))
    assert [each.id for each in client.connections.list(connector="hubspot")] == ["m2"]


def test_a_check_says_what_the_test_came_to(client: Any, sandbox: Sandbox) -> None:
    check = client.connections.check(READY)
    assert check.passed is True
    assert check.message is None
    assert check.connection.id == seeds.MEMBRANE_READY
    assert requests(sandbox) == [
        ("POST", f"/connections/{seeds.MEMBRANE_READY}/test"),
        ("GET", f"/connections/{seeds.MEMBRANE_READY}"),
    ]
    assert sandbox.exchanges[0].request.body == b""
    failed = client.connections.check(BROKEN)
    assert failed.passed is False
    assert failed.message == failed.connection.status_reason
    assert failed.connection.status is Status.DISCONNECTED


def test_a_connection_that_cannot_be_tested_neither_passes_nor_fails(client: Any) -> None:
    check = client.connections.check(f"membrane:{seeds.MEMBRANE_UNTESTABLE}")
    assert check.passed is None
    assert check.message
    with pytest.raises(NotFoundError):
        client.connections.check("membrane:65f0c1a2b3c4d5e6f7a8ffff")


@pytest.mark.parametrize("body", [b"", b"{}", b'{"success": null}', json.dumps(stored()).encode()])
@pytest.mark.parametrize(("connected", "passed"), [(True, True), (False, False), (None, None)])
def test_a_test_without_an_answer_is_told_by_what_is_stored(
    colour: Colour, server: Any, body: bytes, connected: bool | None, passed: bool | None
) -> None:
    found = stored(connected=connected, state="" if connected is None else "READY")
    server.on("/connections/m1/test", answer(body, 201)).on("/connections/m1", answer(found))
    client = colour.client(Membrane(token="tok", base_url=server.origin))
    assert client.connections.check("m1").passed is passed


def test_credentials_are_refreshed_and_the_connection_is_read_again(client: Any, sandbox: Sandbox) -> None:
    before = client.connections.get(READY, include_secrets=True).secrets.reveal()
    refreshed = client.connections.refresh_credentials(READY)
    assert (refreshed.id, refreshed.status) == (seeds.MEMBRANE_READY, Status.ACTIVE)
    assert requests(sandbox)[-2:] == [
        ("POST", f"/connections/{seeds.MEMBRANE_READY}/refresh-credentials"),
        ("GET", f"/connections/{seeds.MEMBRANE_READY}"),
    ]
    assert sandbox.exchanges[-2].request.body == b""
    assert client.connections.get(READY, include_secrets=True).secrets.reveal() != before
    with pytest.raises(ConflictError, match="cannot be refreshed"):
        client.connections.refresh_credentials(f"membrane:{seeds.MEMBRANE_API_KEY}")


def test_a_customer_is_sent_to_a_page_to_connect(client: Any, sandbox: Sandbox) -> None:
    link = client.connections.connect_url(
        "membrane", customer_id="globex", connector="slack", return_url="https://app.example/done"
    )
    assert (link.provider, link.customer_id, link.expires_at) == ("membrane", "globex", None)
    assert link.url.reveal() not in repr(link)
    assert last_body(sandbox, "POST") == {
        "integrationKey": "slack",
        "redirectUri": "https://app.example/done",
    }
    before = {each.id for each in client.connections.list(customer_id="globex", providers=["membrane"])}
    sandbox.visit(link.url.reveal())
    asked = client.native("membrane").get_connection_request(link.request_id)
    assert (asked.status, asked.result_connection_id in before) == ("success", False)
    made = client.connections.get(f"membrane:{asked.result_connection_id}")
    assert (made.status, made.customer_id, made.connector_key) == (Status.ACTIVE, "globex", "slack")


@pytest.mark.parametrize("prefix", ["", "membrane:"])
def test_a_customer_is_sent_to_a_page_to_connect_again(client: Any, sandbox: Sandbox, prefix: str) -> None:
    broken = client.connections.get(BROKEN)
    link = client.connections.connect_url(
        "membrane", customer_id=broken.customer_id, connection_id=f"{prefix}{broken.id}"
    )
    assert last_body(sandbox, "POST") == {"connectionId": broken.id}
    sandbox.visit(link.url.reveal())
    assert client.connections.get(BROKEN).status is Status.ACTIVE


def test_how_long_a_page_is_good_for_is_not_for_us_to_say(client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(UnsupportedError, match="expires_in"):
        client.connections.connect_url("membrane", customer_id="globex", connector="slack", expires_in=60)
    assert not sandbox.exchanges


def test_a_page_for_no_app_is_not_asked_for(client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(InvalidArgumentError, match="connector"):
        client.connections.connect_url("membrane", customer_id="globex")
    assert not sandbox.exchanges


@pytest.fixture
def connectors(client: Any) -> list[Any]:
    return list(client.connectors.list(providers=["membrane"], page_size=5))


def test_connectors_are_listed_and_found_by_id_and_key(client: Any, connectors: list[Any]) -> None:
    assert len({each.id for each in connectors}) == len(connectors) > 5
    hubspot = next(each for each in connectors if each.id == seeds.MEMBRANE_CONNECTOR)
    assert (hubspot.key, hubspot.auth_type, hubspot.disabled) == ("hubspot", "oauth2", False)
    assert hubspot.display_name
    assert hubspot.logo_url
    for name in (hubspot.id, hubspot.key):
        assert client.connectors.get(f"membrane:{name}") == hubspot
    with pytest.raises(NotFoundError):
        client.connectors.get("membrane:no-such-app")


def test_what_membrane_cannot_do_says_so(client: Any) -> None:
    for operation in ("connections.run", "connections.run_batch", "connections.update(disabled)"):
        assert client.capabilities["membrane"][operation] is Capability.UNSUPPORTED
    with pytest.raises(UnsupportedError) as caught:
        client.connections.run(READY)
    assert "workiva" in caught.value.supported_by


def test_a_tenant_token_is_signed_here_and_sees_that_tenant_only(
    colour: Colour, client: Any, sandbox: Sandbox
) -> None:
    token = client.tokens.mint("membrane", customer_id="globex", expires_in=600)
    assert (token.provider, token.customer_id) == ("membrane", "globex")
    assert token.value.reveal() not in repr(token)
    left = (token.expires_at - datetime.now(UTC)).total_seconds()
    assert 590 < left <= 601
    assert not sandbox.exchanges
    with sandbox.serve() as server:
        theirs = colour.client(Membrane(token=token.value, base_url=server.base_urls["membrane"]))
        assert {each.customer_id for each in theirs.connections.list()} == {"globex"}
        # A token made elsewhere signs nothing, so nobody else can be acted for with it.
        before = len(sandbox.exchanges)
        assert theirs.capabilities["membrane"]["tokens.mint"] is Capability.UNSUPPORTED
        with pytest.raises(UnsupportedError):
            theirs.tokens.mint("membrane", customer_id="globex")
        for refused in (
            lambda: theirs.connections.connect_url("membrane", customer_id="acme", connector="slack"),
            lambda: theirs.connections.create("membrane", customer_id="acme", connector="slack"),
        ):
            with pytest.raises(ConfigurationError, match="workspace_key"):
                refused()
        assert len(sandbox.exchanges) == before
        for customer in ({}, {"customer_id": "globex"}):
            made = theirs.connections.create("membrane", connector="slack", **customer)
            assert made.customer_id == "globex"
        link = theirs.connections.connect_url("membrane", customer_id="globex", connector="slack")
        asked = client.native("membrane").get_connection_request(link.request_id)
        assert asked.tenant_id == made.scope_id


def test_a_token_that_never_ends_is_refused(client: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="expires_in"):
        client.tokens.mint("membrane", customer_id="globex", expires_in=1e17)
