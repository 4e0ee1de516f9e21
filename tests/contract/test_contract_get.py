"""Getting a connection: what every provider keeps, in both clients; written once, run for each."""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from typing import Any

import attrs
import pytest
from stage import Case, World, proves

from trunkline import ClientClosedError, Connection, InvalidArgumentError, NotFoundError, Status


@proves("connections.get")
def test_get_returns_the_connection_asked_for(client: Any, case: Case) -> None:
    connection = client.connections.get(case.reference)
    assert isinstance(connection, Connection)
    assert connection.provider == case.provider
    assert connection.id == case.healthy
    assert connection.reference == case.reference
    assert connection.display_name
    assert isinstance(connection.status, Status)
    if case.dated:
        assert connection.created_at.utcoffset() is not None
        assert connection.updated_at >= connection.created_at - timedelta(days=1)


@proves("connections.get")
def test_native_and_raw_are_the_vendors_own(client: Any, case: Case) -> None:
    connection = client.connections.get(case.reference)
    assert type(connection.native).__module__ == f"{case.module}.models"
    assert case.healthy in {str(connection.raw.get(name)) for name in ("id", "connectionId")}
    native = client.native(case.provider).get_connection(case.healthy)
    assert case.healthy in repr(native)


@pytest.mark.off_spec("a member no spec knows is put there")
@proves("connections.get")
def test_members_no_spec_knows_are_kept_in_raw_and_shown_nowhere(
    client: Any, case: Case, world: World
) -> None:
    world.change(case.healthy, {"brandNew": {"token": "tomorrow-secret"}})
    connection = client.connections.get(case.reference)
    assert connection.raw["brandNew"] == {"token": "tomorrow-secret"}
    for shown in (repr(connection), str(connection), f"{connection}", repr(connection.native)):
        assert "tomorrow-secret" not in shown


@proves("connections.get")
def test_what_is_not_there_is_not_found(client: Any, case: Case) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.connections.get(case.of(case.missing))
    error = caught.value
    assert (error.provider, error.operation, error.method, error.status) == (
        case.provider,
        "get_connection",
        "GET",
        404,
    )
    assert case.missing not in str(error.path)
    assert error.attempts >= 1
    assert not error.may_have_been_applied
    assert pickle.loads(pickle.dumps(error)).status == 404


BAD_IDS = [
    "",
    " ",
    ".",
    "..",
    "a/b",
    "../connector",
    "a?b=1",
    "a#b",
    "a\\b",
    "a\nb",
    "a\r\nb",
    "a\x00b",
    "x" * 600,
]


@proves("connections.get")
def test_an_id_that_could_leave_its_place_is_refused(client: Any, case: Case, world: World) -> None:
    before = world.sent()
    for bad in BAD_IDS:
        with pytest.raises(InvalidArgumentError) as caught:
            client.connections.get(case.of(bad))
        assert isinstance(caught.value, ValueError), bad
    assert world.sent() == before


@proves("connections.get")
def test_a_quoted_id_stays_in_its_segment(client: Any, case: Case) -> None:
    with pytest.raises(NotFoundError):
        client.connections.get(case.of(f"{case.prefix}%2e%2e%2fconnector"))


@proves("connections.get(include_secrets)", "connections.list(include_secrets)")
def test_secrets_come_only_when_asked_for(client: Any, case: Case) -> None:
    plain = client.connections.get(case.reference)
    listed = {each.id: each for each in client.connections.list(providers=[case.provider])}
    assert (plain.secrets is not None) == (case.secrets == "always")
    assert listed[case.healthy].secrets == plain.secrets
    asked = client.connections.get(case.reference, include_secrets=True)
    several = client.connections.list(providers=[case.provider], include_secrets=True)
    held = {each.id: each.secrets for each in several}
    assert asked.secrets is not None
    assert held[case.healthy] == asked.secrets


@proves("connections.get")
def test_secrets_are_never_shown(client: Any, case: Case, world: World) -> None:
    wishes = [False, True] if case.secrets != "never" else [False]
    for wish in wishes:
        connection = client.connections.get(case.reference, include_secrets=wish)
        assert_no_secret(connection, world)
        assert_no_secret(connection.native, world)


def assert_no_secret(thing: Any, world: World) -> None:
    shown = [
        repr(thing),
        str(thing),
        f"{thing}",
        pickle.dumps(thing).decode("latin-1"),
        repr(copy.deepcopy(thing)),
    ]
    if attrs.has(type(thing)):
        shown.append(repr(attrs.asdict(thing)))
    for text in shown:
        assert not any(marker in text for marker in world.markers)


@proves("connections.get", "connections.list")
def test_a_closed_client_says_so(client: Any, case: Case, world: World) -> None:
    client.close()
    client.close()
    before = world.sent()
    with pytest.raises(ClientClosedError):
        client.connections.get(case.reference)
    with pytest.raises(ClientClosedError):
        list(client.connections.list(providers=[case.provider]))
    assert world.sent() == before
