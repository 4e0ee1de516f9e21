"""What can be done to a connection: deleting it, having it tested, having its credentials renewed, waiting for it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from colours import Colour
from stage import Case, World, proves

from trunkline import Check, ConflictError, Connection, InvalidArgumentError, NotFoundError, Status
from trunkline.sandbox import seeds


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


@proves("connections.refresh_credentials")
def test_a_refresh_that_renewed_nothing_is_no_success(client: Any, case: Case) -> None:
    for connection_id in case.lasting:
        before = client.connections.get(case.of(connection_id), include_secrets=True)
        with pytest.raises(ConflictError, match="nothing was renewed"):
            client.connections.refresh_credentials(case.of(connection_id))
        after = client.connections.get(case.of(connection_id), include_secrets=True)
        assert after.secrets == before.secrets
    assert case.lasting


@proves("connections.wait_until_ready")
def test_a_wait_ends_once_nothing_changes_by_itself(client: Any, case: Case, world: World) -> None:
    for connection_id in dict.fromkeys((case.settled, case.healthy)):
        before = client.connections.get(case.of(connection_id))
        assert before.status is Status.ACTIVE or before.is_terminal
        sent = world.sent()
        found = client.connections.wait_until_ready(case.of(connection_id), within=20)
        assert (found.id, found.status) == (connection_id, before.status)
        assert found.is_terminal == before.is_terminal
        assert world.sent() == sent + 1


@attrs.frozen(kw_only=True)
class Waiting:
    """A connection that is not ready, and how it gets so.

    Attributes:
        made: what is changed to make it so, behind the client's back.
        meanwhile: what the world changes once it was looked at; nothing where the vendor gets on by itself.
        looks: how many requests it takes, and more where it takes the world a while.
    """

    connection_id: str
    made: Mapping[str, Any] = attrs.field(factory=dict)
    status: Status
    meanwhile: Mapping[str, Any] = attrs.field(factory=dict)
    ends: Status = Status.ACTIVE
    looks: int


RUN = {"jobId": "job-waited-for", "sourceStatus": "complete"}
WAITING = {
    # Nobody knows how it is, until it is tested.
    "openint": Waiting(
        connection_id=seeds.OPENINT_HEALTHY, made={"status": "unknown"}, status=Status.UNKNOWN, looks=3
    ),
    # Reading tests it, if anything does: the wait says at once that no waiting will tell more.
    "openint-v0": Waiting(
        connection_id=seeds.OPENINT_V0_HEALTHY,
        made={"standard": {"status": "unknown"}},
        status=Status.UNKNOWN,
        ends=Status.UNKNOWN,
        looks=1,
    ),
    # Built from the first look on, and the answer to the second is held until it is.
    "membrane": Waiting(connection_id=seeds.MEMBRANE_BUILDING, status=Status.PENDING, looks=1),
    "workiva": Waiting(
        connection_id=seeds.WORKIVA_COMPLETE,
        made={"lastRun": {**RUN, "destinationStatus": "running"}, "lastRunJobId": RUN["jobId"]},
        status=Status.PENDING,
        meanwhile={"lastRun": {**RUN, "destinationStatus": "complete"}},
        looks=2,
    ),
}


@proves("connections.wait_until_ready")
def test_a_wait_brings_what_was_waited_for(client: Any, case: Case, world: World, colour: Colour) -> None:
    # Whoever has nothing to be waited for gives what there is at once.
    ready = Waiting(connection_id=case.healthy, status=Status.ACTIVE, looks=1)
    waiting = WAITING.get(case.provider, ready)
    reference = case.of(waiting.connection_id)
    world.change(waiting.connection_id, waiting.made)
    before = client.connections.get(reference)
    assert (before.status, before.is_terminal) == (waiting.status, False)
    sent = world.sent()

    def meanwhile() -> None:
        ends = time.monotonic() + 20
        while world.sent() == sent and time.monotonic() < ends:
            time.sleep(0.01)
        world.change(waiting.connection_id, waiting.meanwhile)

    found, _ = colour.together([lambda: client.connections.wait_until_ready(reference, within=20), meanwhile])
    assert isinstance(found, Connection), found
    assert (found.status, found.is_terminal) == (waiting.ends, waiting.ends is not Status.ACTIVE)
    looks = world.sent() - sent
    assert looks == waiting.looks or (waiting.meanwhile and looks > waiting.looks)
    assert client.connections.get(reference).status is waiting.ends


@proves("connections.wait_until_ready")
def test_a_wait_for_nobody_knows_how_long_is_refused(client: Any, case: Case, world: World) -> None:
    for within in (-1, float("nan"), float("inf"), "soon", True):
        with pytest.raises(InvalidArgumentError, match="within"):
            client.connections.wait_until_ready(case.reference, within=within)
    assert world.sent() == 0
    with pytest.raises(NotFoundError):
        client.connections.wait_until_ready(case.of(case.missing), within=5)
