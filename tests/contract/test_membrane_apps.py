"""What `connector=` means at Membrane, in every colour: a connector's id, or the key of an integration."""

from __future__ import annotations

from typing import Any

import pytest

from trunkline import NotFoundError
from trunkline.sandbox import Sandbox

UNUSED = "asana"
"""The key of a connector that no integration was made of."""
NOBODY = "65f0c1a2b3c4d5e6f7a8ffff"


def test_every_connector_is_connected_by_its_id(client: Any) -> None:
    connectors = list(client.connectors.list(providers=["membrane"]))
    assert len(connectors) == 14
    for connector in connectors:
        customer = "globex" if connector.key.startswith("globex") else "acme"
        app = {"customer_id": customer, "connector": connector.id}
        assert client.connections.connect_url("membrane", **app).url.reveal()
        made = client.connections.create("membrane", **app)
        found = client.connections.list(providers=["membrane"], connector=connector.id)
        assert made.id in {each.id for each in found}
        assert connector.id == client.connectors.get(f"membrane:{connector.key}").id


@pytest.mark.parametrize("name", [UNUSED, "odd"])
def test_a_key_that_no_integration_has_is_not_found_and_says_what_is(
    client: Any, sandbox: Sandbox, name: str
) -> None:
    for call in (client.connections.create, client.connections.connect_url):
        with pytest.raises(NotFoundError, match="key of an integration, or the id of a connector") as caught:
            call("membrane", customer_id="acme", connector=name)
        assert not caught.value.may_have_been_applied
    # A write that was refused is not tried in other words.
    assert len(sandbox.exchanges) == 2


@pytest.mark.parametrize("app", [{"connector": NOBODY}, {"connector_config_id": NOBODY}])
def test_an_id_that_nothing_has_is_not_found(client: Any, app: dict[str, str]) -> None:
    for call in (client.connections.create, client.connections.connect_url):
        with pytest.raises(NotFoundError) as caught:
            call("membrane", customer_id="acme", **app)
        assert "key of an integration" not in str(caught.value)
