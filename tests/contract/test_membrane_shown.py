"""What is made of Membrane's answers, in every colour: which rows a filter keeps, which links and secrets are shown."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from colours import Colour
from fault_server import FaultServer, answer
from membrane_answers import APP, ID, OTHER, of, somewhere, stored, token_for

from trunkline import APIResponseError, InvalidArgumentError, PaginationError, Retry, Status
from trunkline.providers import Membrane
from trunkline.testing import VirtualClock


@pytest.fixture
def client(colour: Colour, server: FaultServer) -> Any:
    return colour.client(somewhere(server), clock=VirtualClock(), retry=Retry(attempts=3))


# Filters.


def test_a_row_that_does_not_say_whose_it_is_leaves_the_filter_undecided(
    client: Any, colour: Colour, server: FaultServer
) -> None:
    server.answers(answer({"items": [stored(**of("globex")), stored(OTHER, tenantId="t1")]}))
    with pytest.raises(APIResponseError, match=r"items\[1\].*tenant_key"):
        list(client.connections.list(customer_id="acme"))
    # Membrane's own ids are ids of the customer, too.
    assert [each.id for each in client.connections.list(customer_id="t1")] == [OTHER]
    # Whoever signs in as the customer sees no others.
    for provider in (
        somewhere(server, tenant_key="acme"),
        somewhere(server, token=token_for(workspaceKey="w", tenantKey="acme")),
    ):
        theirs = colour.client(provider)
        assert [each.id for each in theirs.connections.list(customer_id="acme")] == [OTHER]


def test_a_customer_is_picked_out_of_whole_pages(client: Any, server: FaultServer) -> None:
    rows = [stored(f"{number:024x}", **of("globex")) for number in range(30)]
    server.answers(answer({"items": rows, "cursor": "next"}), answer({"items": rows[:1]}))
    assert list(client.connections.list(customer_id="acme", page_size=2)) == []
    assert [seen.query["limit"] for seen in server.seen] == ["1000", "1000"]
    with pytest.raises(InvalidArgumentError, match="page_size"):
        client.connections.list(customer_id="acme", page_size=0)


def test_a_list_that_breaks_off_there_says_where_to_go_on(client: Any, server: FaultServer) -> None:
    server.answers(
        answer({"items": [stored(**of("acme"))], "cursor": "two"}), answer({"items": [stored(OTHER)]})
    )
    with pytest.raises(PaginationError, match="tenant_key") as caught:
        list(client.connections.list(customer_id="acme"))
    assert caught.value.cursor.startswith("membrane:two;")
    assert caught.value.items_read == 1


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"integration": {**APP, "key": "hubspot"}}, True),
        ({"integration": {**APP, "key": "slack"}}, False),
        ({"connectorId": OTHER}, False),
        # Its integration may have a key that the row does not tell.
        ({"integration": APP, "connectorId": OTHER}, None),
        ({"integrationId": "i1", "connectorId": OTHER}, None),
        ({"integrationId": "i1", "integration": None, "connectorId": OTHER}, None),
        ({"integrationId": "i1", "integration": {**APP, "key": "slack"}, "connectorId": OTHER}, False),
        ({"integration": APP}, None),
        ({}, None),
    ],
)
def test_a_row_is_of_an_app_or_is_not_or_does_not_say(
    client: Any, server: FaultServer, members: dict[str, Any], found: bool | None
) -> None:
    server.answers(answer({"items": [stored(**members)]}))
    if found is None:
        with pytest.raises(APIResponseError, match=r"items\[0\].*connector"):
            list(client.connections.list(connector="hubspot"))
    else:
        assert [each.id for each in client.connections.list(connector="hubspot")] == [ID] * found


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"connectorId": OTHER}, True),
        ({"connectorId": ID}, False),
        ({"integration": {**APP, "connectorId": OTHER}}, True),
        ({"integration": {**APP, "key": "hubspot"}}, None),
    ],
)
def test_a_connector_is_compared_by_its_id(
    client: Any, server: FaultServer, members: dict[str, Any], found: bool | None
) -> None:
    server.answers(answer({"items": [stored(**members)]}))
    if found is None:
        with pytest.raises(APIResponseError, match=r"items\[0\].*connector"):
            list(client.connections.list(connector=OTHER))
    else:
        assert [each.id for each in client.connections.list(connector=OTHER)] == [ID] * found


# What is shown.


def test_secrets_are_shown_to_whoever_asked_for_them(client: Any, server: FaultServer) -> None:
    """Whatever an answer holds."""
    body = stored(credentials={"access_token": "customer_canary"})
    server.on("/connections", answer({"items": [body]})).on(f"/connections/{ID}", answer(body))
    server.on(f"/connections/{ID}/test", answer({"success": True}))
    server.on(f"/connections/{ID}/refresh-credentials", answer())
    calls = client.connections
    shown = [
        calls.get(ID),
        calls.update(ID, display_name="n"),
        calls.check(ID).connection,
        calls.refresh_credentials(ID),
        calls.wait_until_ready(ID),
        *calls.list(),
    ]
    assert [each.secrets for each in shown] == [None] * 6
    server.on("/connections", answer(body, 201))
    assert calls.create("membrane", customer_id="acme", connector="hubspot").secrets is None
    assert calls.get(ID, include_secrets=True).secrets.reveal() == {"access_token": "customer_canary"}
    server.on("/connections", answer({"items": [body]}))
    (listed,) = calls.list(include_secrets=True)
    assert listed.secrets.reveal() == {"access_token": "customer_canary"}


@pytest.mark.parametrize("state", ["BUILDING", "DISCONNECTING"])
@pytest.mark.parametrize("member", [{"archivedAt": "2025-01-01T00:00:00Z"}, {"isDeactivated": True}])
def test_what_is_over_is_not_waited_for(
    client: Any, server: FaultServer, state: str, member: dict[str, Any]
) -> None:
    server.answers(answer(stored(state=state, **member)))
    found = client.connections.wait_until_ready(ID, within=30)
    assert found.status in (Status.ARCHIVED, Status.DISABLED)
    assert len(server.seen) == 1


@pytest.mark.parametrize(("own", "read"), [(5, 60), (60, 60), (120, 120)])
def test_an_answer_that_is_held_back_is_waited_for(colour: Colour, own: float, read: float) -> None:
    """No shorter than the vendor holds it, and no shorter than the client waits for any other."""
    asked: list[tuple[str, float]] = []

    def note(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.params["timeout"], request.extensions["timeout"]["read"]))
        return httpx.Response(200, json=stored())

    client = colour.client(
        Membrane(token="tok"),
        transport=httpx.MockTransport(note),
        clock=VirtualClock(),
        timeout=own,
        deadline=600,
    )
    client.connections.wait_until_ready(ID, within=600)
    assert asked == [("50", read)]


LINKS = {
    "https://ui.example/connect?token=link_canary": True,
    "http://127.0.0.1:9/ui": True,
    "http://ui.example/connect": False,
    "https://ui.example/a\nb": False,
    "https://ui.example/a b": False,
    "https://ui.example\\@evil.example/": False,
    "https://\u0430pple.example/": False,
    "https://somebody@ui.example/": False,
    "": False,
}


@pytest.mark.parametrize("link", LINKS)
def test_only_a_link_that_is_one_is_passed_on(client: Any, server: FaultServer, link: str) -> None:
    action = {"type": "connect", "description": "Sign in", "uiUrl": link}
    server.answers(answer(stored(state="CLIENT_ACTION_REQUIRED", clientAction=action)))
    found = client.connections.get(ID)
    assert found.action_url == (link if LINKS[link] else None)
    assert found.native.client_action.ui_url.reveal() == link
    assert "link_canary" not in repr(found.native)
    page = {"requestId": "r1", "tenantId": "t1", "createdAt": "2025-08-21T16:01:40Z", "status": "pending"}
    server.answers(answer({**page, "url": link}, 201))
    if LINKS[link]:
        made = client.connections.connect_url("membrane", customer_id="acme", connector="hubspot")
        assert made.url.reveal() == link
    else:
        with pytest.raises(APIResponseError):
            client.connections.connect_url("membrane", customer_id="acme", connector="hubspot")


@pytest.mark.parametrize(
    ("members", "auth_type", "disabled"),
    [
        ({"type": "client-credentials", "archivedAt": ""}, "credentials", False),
        ({"type": "NewKind", "archivedAt": None}, "newkind", False),
        ({"archivedAt": "2025-01-01T00:00:00Z"}, None, True),
    ],
)
def test_a_connectors_odd_members_are_read(
    client: Any, server: FaultServer, members: dict[str, Any], auth_type: str | None, disabled: bool
) -> None:
    usual = {"key": "app", "uuid": "u", "name": "App", "logoUri": "", "baseUri": "", "version": "1"}
    server.answers(answer({"id": ID, **usual, **members}))
    found = client.connectors.get(f"membrane:{ID}")
    assert (found.auth_type, found.native_auth_type) == (auth_type, members.get("type"))
    assert found.disabled is disabled
