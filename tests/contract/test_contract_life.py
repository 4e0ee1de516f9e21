"""What can be done to a connection: deleting it, having it tested, having its credentials renewed, waiting for it."""

from __future__ import annotations

from typing import Any

import pytest
from stage import Case, World, proves

from trunkline import Capability, Check, Connection, InvalidArgumentError, NotFoundError, Status


@proves("connections.delete")
def test_a_deleted_connection_is_gone_or_archived(client: Any, case: Case) -> None:
    assert client.connections.delete(case.reference) is None
    left = list(client.connections.list(providers=[case.provider]))
    assert left
    assert case.healthy not in {connection.id for connection in left}
    if not case.archives:
        with pytest.raises(NotFoundError):
            client.connections.get(case.reference)
        return
    kept = client.connections.get(case.reference)
    assert (kept.status, kept.is_terminal) == (Status.ARCHIVED, True)
    assert kept.archived_at is not None
    archived = client.connections.list(providers=[case.provider], status=Status.ARCHIVED)
    assert case.healthy in {connection.id for connection in archived}


@proves("connections.delete")
def test_what_is_not_there_cannot_be_deleted(client: Any, case: Case) -> None:
    client.connections.delete(case.reference)
    for connection_id in (case.healthy, case.missing):
        with pytest.raises(NotFoundError) as caught:
            client.connections.delete(case.of(connection_id))
        assert not caught.value.may_have_been_applied


@proves("connections.check")
def test_a_check_tells_what_is_stored_afterwards(client: Any, case: Case, world: World) -> None:
    assert case.checks
    for connection_id, passed in case.checks.items():
        check = client.connections.check(case.of(connection_id))
        assert isinstance(check, Check)
        assert (connection_id, check.passed) == (connection_id, passed)
        read = client.connections.get(case.of(connection_id))
        assert check.connection.id == connection_id
        assert check.connection.status is read.status
        if passed is not None:
            assert (read.status is Status.ACTIVE) == passed
        assert not any(marker in repr(check) for marker in world.markers)


@proves("connections.check")
def test_what_is_not_there_cannot_be_checked(client: Any, case: Case) -> None:
    with pytest.raises(NotFoundError):
        client.connections.check(case.of(case.missing))


@proves("connections.refresh_credentials")
def test_renewed_credentials_are_other_credentials(client: Any, case: Case, world: World) -> None:
    reference = case.of(case.refreshable or "")
    pager = client.connections.list(providers=[case.provider], include_secrets=True)
    before = next(each.secrets.reveal() for each in pager if each.id == case.refreshable)
    renewed = client.connections.refresh_credentials(reference)
    assert isinstance(renewed, Connection)
    assert renewed.id == case.refreshable
    after = client.connections.get(reference, include_secrets=True)
    assert after.secrets.reveal() != before
    assert after.status is renewed.status
    assert not any(marker in repr(renewed) for marker in world.markers)


@proves("connections.wait_until_ready")
def test_a_wait_ends_once_nothing_changes_by_itself(client: Any, case: Case) -> None:
    connection = client.connections.wait_until_ready(case.of(case.settled), within=20)
    assert connection.id == case.settled
    assert connection.status is Status.ACTIVE or connection.is_terminal


@proves("connections.wait_until_ready")
def test_a_wait_brings_what_was_waited_for(client: Any, case: Case) -> None:
    if case.builds is None:
        assert client.capabilities[case.provider]["connections.wait_until_ready"] is Capability.EMULATED
        return
    assert client.connections.get(case.of(case.builds)).status is Status.PENDING
    ready = client.connections.wait_until_ready(case.of(case.builds), within=20)
    assert ready.status is Status.ACTIVE
    assert client.connections.get(case.of(case.builds)).status is Status.ACTIVE


@proves("connections.wait_until_ready")
def test_a_wait_for_nobody_knows_how_long_is_refused(client: Any, case: Case, world: World) -> None:
    for within in (-1, float("nan"), float("inf"), "soon", True):
        with pytest.raises(InvalidArgumentError, match="within"):
            client.connections.wait_until_ready(case.reference, within=within)
    assert world.sent() == 0
    with pytest.raises(NotFoundError):
        client.connections.wait_until_ready(case.of(case.missing), within=5)
