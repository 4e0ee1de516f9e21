"""Updating a connection: what was given is stored, what was not is left alone, and `None` clears or is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from stage import Case, World, proves

from trunkline import Connection, InvalidArgumentError, Status, UnsupportedError

MEMBERS = ("display_name", "metadata", "disabled", "customer_id", "key")


def updated(client: Any, case: Case, **changes: Any) -> Connection:
    """The connection as it is read after an update, which has to have answered the same."""
    before = client.connections.get(case.reference)
    answered = client.connections.update(case.reference, **changes)
    read: Connection = client.connections.get(case.reference)
    assert answered.id == read.id == case.healthy
    for name in MEMBERS:
        assert getattr(answered, name) == getattr(read, name), name
        if name not in changes:
            assert getattr(read, name) == getattr(before, name), name
    return read


def assert_none_clears(client: Any, case: Case, world: World, argument: str) -> None:
    """`None` takes away what the argument sets, or is refused before anything is sent."""
    if argument in case.clears:
        assert not getattr(updated(client, case, **{argument: None}), argument)
        return
    before = world.sent()
    with pytest.raises(InvalidArgumentError, match=argument):
        client.connections.update(case.reference, **{argument: None})
    assert world.sent() == before


@proves("connections.update")
def test_an_update_of_everything_is_seen_by_the_next_get(client: Any, case: Case) -> None:
    given = {name: value for name, value in case.changes.items() if name != "disabled"}
    read = updated(client, case, **given)
    for name in set(MEMBERS) & set(given) - {"metadata"}:
        assert getattr(read, name) == given[name]


@proves("connections.update")
def test_an_update_with_nothing_is_refused(client: Any, case: Case, world: World) -> None:
    with pytest.raises(InvalidArgumentError):
        client.connections.update(case.reference)
    assert world.sent() == 0


@proves("connections.update")
def test_an_update_that_is_not_possible_as_a_whole_is_not_made_in_part(
    client: Any, case: Case, world: World
) -> None:
    known = {"display_name": "a", "metadata": {}, "disabled": True, "customer_id": "b", "key": "c"}
    if known.keys() <= case.changes.keys():
        return
    with pytest.raises(UnsupportedError):
        client.connections.update(case.reference, **known)
    assert world.sent() == 0


@proves("connections.update(display_name)")
def test_a_name_is_changed(client: Any, case: Case, world: World) -> None:
    assert updated(client, case, display_name="Söder & Sons").display_name == "Söder & Sons"
    if "display_name" in case.clears:
        assert updated(client, case, display_name=None).display_name != "Söder & Sons"
    else:
        assert_none_clears(client, case, world, "display_name")


@proves("connections.update(metadata)")
def test_metadata_is_changed(client: Any, case: Case) -> None:
    first: Mapping[str, Any] = updated(client, case, metadata={"team": "emea", "n": 1}).metadata
    assert {"team": "emea", "n": 1}.items() <= first.items()
    second = updated(client, case, metadata={"team": "apac"}).metadata
    assert second["team"] == "apac"
    assert ("n" in second) == case.merges


@proves("connections.update(credentials)")
def test_credentials_are_changed(client: Any, case: Case, world: World) -> None:
    def stored() -> dict[str, Any]:
        secrets = client.connections.get(case.reference, include_secrets=True).secrets.reveal()
        # Null is nothing that is stored: on OpenInt v0 what new credentials clear stays behind as one.
        return {name: value for name, value in secrets.items() if value is not None}

    given = dict(case.changes["credentials"])
    before = stored()
    kept = {name: value for name, value in before.items() if name not in given}
    # Otherwise nothing here would tell a merge from a replacement, nor either from an update that does nothing.
    assert kept
    assert not given.items() <= before.items()
    answered = client.connections.update(case.reference, credentials=given)
    assert stored() == (kept | given if case.merges else given)
    assert not any(marker in repr(answered) for marker in world.markers)


@proves("connections.update(disabled)")
def test_a_connection_is_switched_off_and_on(client: Any, case: Case) -> None:
    off = updated(client, case, disabled=True)
    assert (off.disabled, off.status) == (True, Status.DISABLED)
    on = updated(client, case, disabled=False)
    assert not on.disabled
    assert on.status is not Status.DISABLED


@proves("connections.update(customer_id)")
def test_a_connection_moves_to_another_customer(client: Any, case: Case, world: World) -> None:
    other = case.changes["customer_id"]
    assert updated(client, case, customer_id=other).customer_id == other != case.customer
    assert_none_clears(client, case, world, "customer_id")


@proves("connections.update(key)")
def test_a_connection_gets_another_key(client: Any, case: Case, world: World) -> None:
    assert updated(client, case, key="my-own-key").key == "my-own-key"
    assert client.connections.get(case.of("my-own-key")).id == case.healthy
    assert_none_clears(client, case, world, "key")
