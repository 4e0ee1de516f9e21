"""The verdict on one write: applied once at most, and the error says nothing of it that is not so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from write_cases import Write
from write_faults import Fault

from trunkline import TrunklineError

FORCING = ("refresh_policy=force", "forceRefresh=true")
# What an error says that leaves open whether the write was applied, and no other.
ADVICE = ("; it is not sent again: ", " exists now: do not create it again")


@dataclass
class Attempt:
    """One attempt of one request, and whether the vendor did what it asked for."""

    request_id: str
    method: str
    fault: Fault | None
    query: str = ""
    applied: bool = False

    @property
    def writes(self) -> bool:
        """Reads that make a vendor renew credentials are writes."""
        return self.method != "GET" or any(word in self.query for word in FORCING)

    @property
    def in_doubt(self) -> bool:
        """Whether nobody but the vendor can know what came of it."""
        return self.fault is not None and not self.fault.unsent


def by_request(attempts: list[Attempt]) -> list[list[Attempt]]:
    """The attempts of each request."""
    requests: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        requests.setdefault(attempt.request_id, []).append(attempt)
    return [*requests.values()]


def judge(write: Write, attempts: list[Attempt], error: Exception | None) -> None:
    """One logical write: no step of it applied twice, and the error says nothing that is not so."""
    requests = by_request(attempts)
    writes = [request for request in requests if request[0].writes]
    # Each step is one request, whatever becomes of it. It is sent again after a connect failure, a 429, and once
    # after a 401 with another token: never once it may have arrived.
    assert len({request[0].method for request in writes}) == len(writes)
    for request in writes:
        assert sum(attempt.applied for attempt in request) <= 1
        assert all(attempt.fault and attempt.fault.again for attempt in request[:-1])
    if error is None:
        assert writes
        assert all(request[-1].applied for request in writes)
        lost = {request[-1].fault.name for request in requests if request[-1].fault is not None}
        assert lost <= set(write.unnoticed), lost
        return
    assert isinstance(error, TrunklineError)
    assert type(error) is not TrunklineError
    # What did not get as far as a connection, on a busy machine, nobody met.
    alone = sum(each.outcome.startswith("could not connect") for each in error.history)
    met = {(request[0].method, len(request)) for request in requests}
    assert met & {(error.method, error.attempts), (error.method, error.attempts - alone)}
    applied = any(attempt.applied for request in writes for attempt in request)
    assert error.may_have_been_applied or not applied
    if not any(attempt.in_doubt or attempt.fault is None for request in writes for attempt in request):
        # The other way round: what surely was not applied is not doubted.
        assert not error.may_have_been_applied
    if write.facade:
        assert any(words in error.message for words in ADVICE) == error.may_have_been_applied, error.message


def judge_created(write: Write, attempts: list[Attempt], error: Exception | None, made: list[str]) -> None:
    """One create: what its error says of a connection is so, and says it if anybody can."""
    assert len(made) <= 1
    if not isinstance(error, TrunklineError):
        assert error is not None or len(made) == 1
        return
    assert error.created in (None, *made)
    first, *later = by_request(attempts)
    if later or error.created:
        # The vendor's answer to the create came, and something else failed; or it did not fit, and says so much.
        assert [error.created] == made
        assert f"the connection {error.created} was made before that" in error.message
    elif write.facade:
        assert ("it is not sent again" in error.message) == any(attempt.in_doubt for attempt in first)


def explained(marker: str, attempts: list[Attempt], error: Exception | None, problem: AssertionError) -> str:
    names = [(each.method, each.fault.name if each.fault else "good") for each in attempts]
    return f"{marker} met {names}, raised {error!r} {error}: {problem}"


def judge_stored(
    write: Write,
    stored: Mapping[str, list[str]],
    met: Mapping[str, list[Attempt]],
    errors: Mapping[str, Exception | None],
) -> None:
    """What the vendor stores is what it said, and for a create what the error says of it."""
    for marker, attempts in met.items():
        found = stored.get(marker, [])
        first, *_ = by_request(attempts)
        try:
            assert len(found) == sum(attempt.applied for attempt in first)
            if write.creates:
                judge_created(write, attempts, errors[marker], found)
        except AssertionError as problem:
            pytest.fail(explained(marker, attempts, errors[marker], problem))


def judge_all(write: Write, met: Mapping[str, list[Attempt]], errors: Mapping[str, Exception | None]) -> None:
    """Every call of it."""
    for marker, attempts in met.items():
        try:
            judge(write, attempts, errors[marker])
        except AssertionError as problem:
            pytest.fail(explained(marker, attempts, errors[marker], problem))
