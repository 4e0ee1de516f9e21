"""Membrane's page to connect again, in every colour: asked for by the connection's id, whatever it is called by."""

from __future__ import annotations

import json
from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from membrane_answers import ID, OTHER, of, somewhere, stored

from trunkline import NotFoundError
from trunkline.sandbox import Sandbox, seeds

KEY = seeds.MEMBRANE_READY_KEY


def sent(sandbox: Sandbox) -> list[tuple[str, str]]:
    """Method and path of everything that was sent."""
    return [(each.request.method, each.request.path) for each in sandbox.exchanges]


@pytest.mark.parametrize("customer", [{}, {"customer_id": "acme"}], ids=["looked up", "given"])
def test_what_is_called_by_its_key_is_connected_again_by_its_id(
    client: Any, sandbox: Sandbox, customer: dict[str, str]
) -> None:
    link = client.connections.connect_url("membrane", connection_id=f"membrane:{KEY}", **customer)
    assert link.customer_id == "acme"
    # Once, even where it was read already to learn whose it is.
    assert sent(sandbox) == [("GET", f"/connections/{KEY}"), ("POST", "/connection-requests")]
    assert json.loads(sandbox.exchanges[-1].request.body) == {"connectionId": seeds.MEMBRANE_READY}
    sandbox.visit(link.url.reveal())
    asked = client.native("membrane").get_connection_request(link.request_id)
    assert asked.result_connection_id == seeds.MEMBRANE_READY


def test_an_id_does_not_have_to_be_looked_up(client: Any, sandbox: Sandbox) -> None:
    client.connections.connect_url("membrane", customer_id="acme", connection_id=seeds.MEMBRANE_READY)
    assert sent(sandbox) == [("POST", "/connection-requests")]


def test_a_key_is_that_of_the_customers_own_connection(client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.connections.connect_url("membrane", customer_id="globex", connection_id=KEY)
    assert not caught.value.may_have_been_applied
    assert sent(sandbox) == [("GET", f"/connections/{KEY}")]


def test_what_was_read_says_its_id_even_if_its_key_looks_like_one(
    colour: Colour, server: FaultServer
) -> None:
    page = {"requestId": "r1", "tenantId": "t1", "createdAt": "2025-08-21T16:01:40Z", "status": "pending"}
    server.on(f"/connections/{OTHER}", answer(stored(key=OTHER, **of("acme"))))
    server.on("/connection-requests", answer({**page, "url": "https://ui.example/"}, 201))
    client = colour.client(somewhere(server))
    client.connections.connect_url("membrane", connection_id=OTHER)
    assert json.loads(server.seen[-1].body) == {"connectionId": ID}
