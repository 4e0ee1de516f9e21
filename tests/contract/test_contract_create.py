"""Creating a connection: it is made once, it is there for every later read, and it is as it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stage import Case, World, proves

from trunkline import Connection, Status


def count(client: Any, case: Case) -> int:
    return len(list(client.connections.list(providers=[case.provider])))


def created(client: Any, case: Case, **more: Any) -> Connection:
    """A new connection as it is read afterwards; it was made once, and came back as it is stored."""
    before = count(client, case)
    made = client.connections.create(case.provider, **{**case.draft, **more})
    read = client.connections.get(made.reference)
    assert isinstance(made, Connection)
    assert (made.id, made.provider) == (read.id, case.provider)
    for name in ("display_name", "metadata", "key", "customer_id", "status", "connector_key"):
        assert getattr(made, name) == getattr(read, name), name
    assert count(client, case) == before + 1
    return read


@proves("connections.create")
def test_a_created_connection_is_there(client: Any, case: Case, world: World) -> None:
    read = created(client, case)
    assert read.customer_id == case.draft["customer_id"]
    assert read.id.startswith(case.prefix)
    assert isinstance(read.status, Status)
    assert not any(marker in repr(read) for marker in world.markers)


@proves("connections.create")
def test_two_created_connections_are_two(client: Any, case: Case) -> None:
    assert created(client, case).id != created(client, case).id


@proves("connections.create(connector_config_id)")
def test_a_connection_is_created_from_a_config(client: Any, case: Case) -> None:
    read = created(client, case, connector=None, connector_config_id=case.config)
    assert read.connector_config_id == case.config


@proves("connections.create(credentials)", "connections.get(include_secrets)")
def test_a_connection_is_created_with_credentials(client: Any, case: Case, world: World) -> None:
    given = {"note": "sandbox-secret-given"}
    read = created(client, case, credentials=given)
    assert not any(marker in repr(read) for marker in world.markers)
    stored = client.connections.get(read.reference, include_secrets=True).secrets.reveal()
    assert given.items() <= stored.items()


@proves("connections.create(display_name)")
def test_a_connection_is_created_with_a_name(client: Any, case: Case) -> None:
    assert created(client, case, display_name="Söder & Sons").display_name == "Söder & Sons"


@proves("connections.create(metadata)")
def test_a_connection_is_created_with_metadata(client: Any, case: Case) -> None:
    given: Mapping[str, Any] = {"team": "emea", "nested": {"numbers": [1, 2.5, None]}}
    assert created(client, case, metadata=given).metadata == given


@proves("connections.create(display_name)", "connections.create(metadata)")
def test_a_connection_is_created_with_both(client: Any, case: Case) -> None:
    read = created(client, case, display_name="Sales", metadata={"team": "emea"})
    assert (read.display_name, read.metadata) == ("Sales", {"team": "emea"})
    assert read.customer_id == case.draft["customer_id"]


@proves("connections.create(key)")
def test_a_connection_is_created_with_a_key_of_ones_own(client: Any, case: Case) -> None:
    read = created(client, case, key="my-own-key")
    assert read.key == "my-own-key"
    assert client.connections.get(case.of("my-own-key")).id == read.id
