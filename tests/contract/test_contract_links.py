"""What customers are given: a page to connect on, and a token that sees what is theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from stage import Case, World, proves

from trunkline import ConnectLink, InvalidArgumentError, Status, Token


def ids(client: Any, case: Case, **asked: Any) -> set[str]:
    return {connection.id for connection in client.connections.list(providers=[case.provider], **asked)}


@proves("connections.connect_url")
def test_who_visits_the_page_has_connected(client: Any, case: Case, world: World) -> None:
    before = ids(client, case)
    link = client.connections.connect_url(case.provider, **case.link)
    assert isinstance(link, ConnectLink)
    assert (link.provider, link.customer_id) == (case.provider, case.link["customer_id"])
    assert link.expires_at is None or link.expires_at > datetime.now(UTC)
    assert link.url.reveal() not in repr(link)
    assert not any(marker in repr(link) for marker in world.markers)
    assert ids(client, case) == before
    world.visit(link.url.reveal())
    (made,) = ids(client, case) - before
    connection = client.connections.get(case.of(made))
    assert (connection.customer_id, connection.status) == (case.link["customer_id"], Status.ACTIVE)


@proves("connections.connect_url(connector_config_id)")
def test_who_visits_the_page_of_a_config_has_connected_by_it(client: Any, case: Case, world: World) -> None:
    before = ids(client, case)
    link = client.connections.connect_url(
        case.provider, customer_id=case.link["customer_id"], connector_config_id=case.config
    )
    world.visit(link.url.reveal())
    (made,) = ids(client, case) - before
    assert client.connections.get(case.of(made)).connector_config_id == case.config


@proves("connections.connect_url(connection_id)")
def test_who_visits_the_page_of_a_broken_connection_has_repaired_it(
    client: Any, case: Case, world: World
) -> None:
    broken = case.of(case.repair["connection_id"])
    assert client.connections.get(broken).status is not Status.ACTIVE
    before = ids(client, case)
    link = client.connections.connect_url(case.provider, **case.repair)
    world.visit(link.url.reveal())
    assert client.connections.get(broken).status is Status.ACTIVE
    assert ids(client, case) == before


@proves("connections.connect_url(connection_id)")
def test_a_page_for_a_connection_is_its_owners(client: Any, case: Case, world: World) -> None:
    """Whose it is, is looked up once: that, and the page, are all that is asked for."""
    before = world.sent()
    link = client.connections.connect_url(case.provider, connection_id=case.of(case.repair["connection_id"]))
    assert link.customer_id == case.repair["customer_id"]
    assert world.sent() == before + 2


@proves("connections.connect_url")
def test_a_page_for_nobody_is_refused(client: Any, case: Case, world: World) -> None:
    for bad in ({"customer_id": ""}, {"customer_id": " "}, {"return_url": ""}):
        with pytest.raises(InvalidArgumentError):
            client.connections.connect_url(case.provider, **{**case.link, **bad})
    with pytest.raises(InvalidArgumentError):
        client.connections.connect_url(
            case.provider, customer_id="acme", connector="a", connection_id=case.healthy
        )
    with pytest.raises(InvalidArgumentError, match="customer_id is missing"):
        client.connections.connect_url(case.provider, connector="hubspot")
    assert world.sent() == 0


@proves("connections.connect_url(return_url)")
def test_a_page_leads_to_where_it_is_safe_to_go(client: Any, case: Case, world: World) -> None:
    link = client.connections.connect_url(
        case.provider, **case.link, return_url="https://app.example/done?step=2#top"
    )
    world.visit(link.url.reveal())
    sent = world.sent()
    for bad in ("http://app.example/", "javascript:alert(1)", "//app.example", "https://u@app.example/"):
        with pytest.raises(InvalidArgumentError, match="return_url"):
            client.connections.connect_url(case.provider, **case.link, return_url=bad)
    assert world.sent() == sent


@proves("connections.connect_url(expires_in)")
def test_a_page_is_good_for_as_long_as_was_asked_for(client: Any, case: Case, world: World) -> None:
    before = datetime.now(UTC)
    link = client.connections.connect_url(case.provider, **case.link, expires_in=90)
    assert timedelta(seconds=80) < link.expires_at - before < timedelta(seconds=120)
    sent = world.sent()
    for bad in (0, -1, float("nan"), float("inf"), "60", True):
        with pytest.raises(InvalidArgumentError, match="expires_in"):
            client.connections.connect_url(case.provider, **case.link, expires_in=bad)
    assert world.sent() == sent


@proves("tokens.mint")
def test_a_token_sees_one_customers_connections(client: Any, case: Case, world: World) -> None:
    token = client.tokens.mint(case.provider, customer_id=case.customer, expires_in=600)
    assert isinstance(token, Token)
    assert (token.provider, token.customer_id) == (case.provider, case.customer)
    assert token.expires_at > datetime.now(UTC)
    plain = token.value.reveal()
    assert plain not in repr(token)
    own = ids(client, case, customer_id=case.customer)
    others = ids(client, case) - own
    # Whoever is handed the token is not a client of ours.
    answer = httpx.get(f"{world.base_url}{case.token_path}", headers={"authorization": f"Bearer {plain}"})
    assert answer.status_code == 200
    assert all(each in answer.text for each in own)
    assert not any(each in answer.text for each in others)


@proves("tokens.mint")
def test_a_token_for_nobody_is_refused(client: Any, case: Case, world: World) -> None:
    for bad in ({"customer_id": ""}, {"customer_id": " "}, {"expires_in": 0}, {"expires_in": float("inf")}):
        with pytest.raises(InvalidArgumentError):
            client.tokens.mint(case.provider, **{"customer_id": "acme", **bad})
    assert world.sent() == 0
