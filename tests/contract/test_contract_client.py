"""What a client with all providers keeps: it reads them together, and knows which one is meant."""

from __future__ import annotations

from typing import Any

import pytest
from cases import ABLE

from trunkline import InvalidArgumentError, UnsupportedError
from trunkline.sandbox import Sandbox


def test_every_provider_is_listed_when_none_is_named(client: Any) -> None:
    found = list(client.connections.list())
    assert {connection.provider for connection in found} == set(ABLE)


def test_a_filter_that_one_provider_cannot_apply_sends_nothing(client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(UnsupportedError, match=r"providers=\[") as caught:
        list(client.connections.list(customer_id="acme"))
    assert "connections.list(customer_id)" not in ABLE[caught.value.provider]
    assert not sandbox.exchanges


@pytest.mark.parametrize("reference", ["nobody:conn_x", "conn_x", ":conn_x", "nobody:"])
def test_a_reference_to_nobody_is_refused(client: Any, sandbox: Sandbox, reference: str) -> None:
    with pytest.raises(InvalidArgumentError):
        client.connections.get(reference)
    assert not sandbox.exchanges


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.connections.create("nobody"),
        lambda client: client.connections.connect_url("nobody", customer_id="acme"),
        lambda client: client.tokens.mint("nobody", customer_id="acme"),
        lambda client: list(client.connections.list(providers=["nobody"])),
        lambda client: list(client.connectors.list(providers=["nobody"])),
    ],
)
def test_a_provider_that_is_nobody_is_refused(client: Any, sandbox: Sandbox, call: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        call(client)
    assert not sandbox.exchanges
