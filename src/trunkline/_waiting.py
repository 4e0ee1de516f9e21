"""Waiting: polling with growing pauses until something is over, or until the time is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import attrs

from ._call import Caller
from ._session import Binding, Session, check_id
from .errors import (
    APIConnectionError,
    APITimeoutError,
    CallFacts,
    ConflictError,
    InvalidArgumentError,
    RateLimitError,
    ServerError,
    TrunklineError,
    facts_of,
)
from .models import Connection, Run, RunBatch, RunStatus
from .providers._checks import is_seconds
from .retry import is_untrusted

T = TypeVar("T")

# Seconds the last poll may take, so that a wait looks once more when its time is over, and yet ends.
_LAST_POLL = 2.0
# Beyond it a clock of the system's overflows; nobody waits a day between two looks.
_LONGEST_SLEEP = 86_400.0


async def wait_until_ready(session: Session, reference: str, *, within: float) -> Connection:
    """Poll a connection until it is settled, or until the time is over."""
    binding, connection_id = session.find(reference, "connections.wait_until_ready")
    provider = binding.provider

    async def poll(caller: Caller, *, active: bool) -> Connection:
        # A vendor is asked to hold the answer back, or to test, only while there is time for it.
        look = provider.poll_connection if active or provider.poll_only_reads else provider.get_connection
        return binding.presentable(await look(caller, connection_id))

    return await _wait(
        _Wait(session, binding, within, "wait_until_ready"), poll, provider.is_settled, lambda it: it.status
    )


async def wait_for_run(session: Session, reference: str, run_id: str | None, *, within: float) -> Run:
    """Poll a run until it is over, or until the time is."""
    binding, connection_id = session.find(reference, "connections.wait_for_run")
    wanted = None if run_id is None else check_id(run_id, "run")

    async def poll(caller: Caller, *, active: bool) -> Run:
        nonlocal wanted
        run = binding.presentable_run(await binding.provider.get_run(caller, connection_id, wanted))
        # The latest run is the one that was the latest when the wait began.
        wanted = wanted or run.id
        return run

    return await _wait(
        _Wait(session, binding, within, "wait_for_run"),
        poll,
        # Without an id there is no run: none began, and waiting begins none.
        lambda run: run.status.is_terminal or (run.id is None and run.status is RunStatus.UNKNOWN),
        lambda run: run.status,
    )


async def wait_for_run_batch(session: Session, reference: str, *, within: float) -> RunBatch:
    """Poll a batch until it is over, or until the time is."""
    binding, batch_id = session.find(reference, "connections.wait_for_run_batch", what="batch")

    async def poll(caller: Caller, *, active: bool) -> RunBatch:
        return binding.presentable_batch(await binding.provider.get_batch(caller, batch_id))

    return await _wait(
        _Wait(session, binding, within, "wait_for_run_batch"),
        poll,
        lambda batch: batch.status.is_terminal,
        lambda batch: batch.status,
    )


@attrs.frozen
class _Wait:
    """What a wait is about."""

    session: Session
    binding: Binding
    within: float
    operation: str

    def __attrs_post_init__(self) -> None:
        if not is_seconds(self.within):
            raise InvalidArgumentError("within must be a finite number of seconds, at least 0")


async def _wait(
    wait: _Wait, poll: Callable[..., Awaitable[T]], is_over: Callable[[T], bool], state: Callable[[T], str]
) -> T:
    driver = wait.session.driver
    started = driver.clock.now()
    deadline = started + wait.within
    pause, longest = wait.binding.provider.poll_every
    lost: TrunklineError | None
    # A poll may do something to bring about what is waited for. Once that is in doubt, only looks follow.
    doubtful = False
    while True:
        try:
            seen = await _poll(wait.binding, poll, deadline - driver.clock.now(), only_look=doubtful)
        except (APIConnectionError, ConflictError, ServerError, RateLimitError) as error:
            # A poll that gets lost, or meets a lock, says nothing about what is waited for.
            if _is_final(error, deadline - driver.clock.now()):
                raise
            last = f"the last poll failed: {error.message}"
            lost, doubtful = error, doubtful or error.may_have_been_applied
        else:
            if is_over(seen):
                return seen
            last = f"it is {state(seen)}"
            lost = None
        remaining = deadline - driver.clock.now()
        if remaining <= 0:
            facts = attrs.evolve(
                facts_of(lost) if lost else CallFacts(),
                provider=wait.binding.name,
                operation=wait.operation,
                elapsed=driver.clock.now() - started,
                may_have_been_applied=doubtful,
            )
            raise APITimeoutError(f"not ready after {wait.within:g} seconds: {last}", facts) from lost
        # To the very end: the last poll is made when the time is over.
        asked = lost.retry_after or 0.0 if lost else 0.0
        await driver.sleep(min(max(pause, asked), remaining, _LONGEST_SLEEP))
        pause = min(pause * 1.5, longest)


def _is_final(error: TrunklineError, remaining: float) -> bool:
    """Whether no later poll can be better: the vendor wants more time than there is, or nobody to trust answers."""
    return is_untrusted(error.history) or (error.retry_after is not None and error.retry_after > remaining)


async def _poll(
    binding: Binding, poll: Callable[..., Awaitable[T]], remaining: float, *, only_look: bool
) -> T:
    """One poll, which the end of the wait cuts short, but for a moment that the last one is given."""
    settings = binding.caller.settings
    caller = binding.caller.with_settings(
        attrs.evolve(settings, deadline=min(settings.deadline, max(remaining, _LAST_POLL)))
    )
    return await poll(caller.as_one_call(), active=remaining > _LAST_POLL and not only_look)
