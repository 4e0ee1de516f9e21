"""The independent validator: all that the native clients can send conforms, and what does not is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cases import ABLE
from colours import Colour
from conformance import assert_conforming, departures, operation_of, operations_in
from native_tours import AS_A_CUSTOMER, TOURS

from trunkline.providers import Membrane
from trunkline.sandbox import Exchange, Sandbox, seeds
from trunkline.sandbox._http import EMPTY
from trunkline.sandbox.server import Server


@pytest.mark.parametrize("quirks", [True, False], ids=["quirks", "promises"])
@pytest.mark.parametrize("provider", ABLE)
def test_every_operation_of_the_spec_is_called_and_conforms(
    client: Any, sandbox: Sandbox, serving: Server, colour: Colour, provider: str
) -> None:
    TOURS[provider](client.native(provider))
    if provider in AS_A_CUSTOMER:
        token = sandbox.membrane_workspace_token("acme")
        customer = colour.client(Membrane(token=token, base_url=serving.base_urls[provider]))
        AS_A_CUSTOMER[provider](customer.native(provider))
    assert {operation_of(each) for each in sandbox.exchanges} - {None} == operations_in(provider)
    # That all of it conforms is looked at in the end, as for every test here.


def answered(exchange: Exchange, **changes: Any) -> Exchange:
    assert exchange.answer is not None
    return replace(exchange, answer=replace(exchange.answer, **changes))


def asked(exchange: Exchange, **changes: Any) -> Exchange:
    return replace(exchange, request=replace(exchange.request, **changes))


def member(name: str, value: Any) -> Callable[[Exchange], Exchange]:
    def change(exchange: Exchange) -> Exchange:
        assert exchange.answer is not None
        return answered(exchange, body={**json.loads(exchange.answer.encode()), name: value})

    return change


def without(name: str) -> Callable[[Exchange], Exchange]:
    def change(exchange: Exchange) -> Exchange:
        assert exchange.answer is not None
        body = json.loads(exchange.answer.encode())
        return answered(exchange, body={key: value for key, value in body.items() if key != name})

    return change


DAMAGES: dict[str, Callable[[Exchange], Exchange]] = {
    "an answer without an id": without("id"),
    "an answer with a number for a text": member("id", 7),
    "an answer with a member nobody knows": member("brandNew", 1),
    "an answer that is a list": lambda each: answered(each, body=[]),
    "an answer that is not there": lambda each: answered(each, body=EMPTY),
    "an answer with a status nobody knows": lambda each: answered(each, status=299),
    "a request without a credential": lambda each: asked(each, headers={}),
    "a request with a parameter nobody knows": lambda each: asked(each, query="expanded=connector"),
    "a request with a value that is not allowed": lambda each: asked(each, query="refresh_policy=maybe"),
    "a request to nowhere": lambda each: asked(each, path="/connexion/conn_x"),
    "a request with another method": lambda each: asked(each, method="PATCH"),
    "a request at no API": lambda each: replace(each, provider=""),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_does_not_conform_is_found(client: Any, sandbox: Sandbox, damage: str) -> None:
    client.connections.get(f"openint:{seeds.OPENINT_HEALTHY}")
    (exchange,) = sandbox.exchanges
    assert list(departures(exchange)) == []
    assert list(departures(DAMAGES[damage](exchange)))
    with pytest.raises(AssertionError):
        assert_conforming([DAMAGES[damage](exchange)])


def test_what_a_request_carries_is_looked_at(client: Any, sandbox: Sandbox) -> None:
    client.connections.update(f"openint-v0:{seeds.OPENINT_V0_HEALTHY}", display_name="Sales")
    exchange = sandbox.exchanges[-1]
    assert list(departures(exchange)) == []
    assert list(departures(asked(exchange, body=b'{"displayName":7}')))
    assert list(departures(asked(exchange, body=b'{"nobodyKnows":7}')))
    assert list(departures(asked(exchange, body=b"")))


def test_what_was_held_is_looked_at_too(client: Any, sandbox: Sandbox) -> None:
    client.connections.wait_until_ready(f"membrane:{seeds.MEMBRANE_BUILDING}", within=20)
    held = [each for each in sandbox.exchanges if each.status == 0]
    assert held
    assert all(each.answer is not None and each.answer.status == 200 for each in held)
    assert list(departures(member("state", 7)(held[-1])))
