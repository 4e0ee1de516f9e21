"""The operations of the public resources, written once for both colours."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from typing import TypeVar

import attrs

from ._session import Binding, Session
from .errors import (
    APIConnectionError,
    APITimeoutError,
    CallFacts,
    InvalidArgumentError,
    PaginationError,
    RateLimitError,
    ServerError,
    TrunklineError,
)
from .models import UNSET, Connection, Connector, Page, Status
from .providers._provider import Changes, Query

T = TypeVar("T")


async def get_connection(session: Session, reference: str, *, include_secrets: bool) -> Connection:
    """One connection."""
    binding, connection_id = session.find(reference, "connections.get")
    reply = await binding.provider.get_connection(
        binding.caller, connection_id, include_secrets=include_secrets
    )
    return reply.value


async def update_connection(session: Session, reference: str, changes: Changes) -> Connection:
    """Change one connection."""
    binding, connection_id = session.find(reference, "connections.update")
    if all(value is UNSET for value in attrs.asdict(changes, recurse=False).values()):
        raise InvalidArgumentError("update was given nothing to change")
    if changes.customer_id == "":
        raise InvalidArgumentError("customer_id is empty; None clears it")
    reply = await binding.provider.update_connection(binding.caller, connection_id, changes)
    return reply.value


async def wait_until_ready(session: Session, reference: str, *, within: float) -> Connection:
    """Poll a connection until it works, or until nothing but a person can change what it is."""
    binding, connection_id = session.find(reference, "connections.wait_until_ready")
    if isinstance(within, bool) or not 0 <= within < math.inf:
        raise InvalidArgumentError("within must be a finite number of seconds, at least 0")
    clock = session.driver.clock
    deadline = clock.now() + within
    pause, longest = binding.provider.poll_every
    last = ""
    lost: TrunklineError | None
    while True:
        try:
            connection = await _poll(binding, connection_id, deadline - clock.now())
        except (APIConnectionError, ServerError, RateLimitError) as error:
            # A poll that gets lost says nothing about the connection.
            last = f"the last poll failed: {error.message}"
            lost = error
        else:
            if connection.status is Status.ACTIVE or connection.is_terminal:
                return connection
            last = f"it is {connection.status}"
            lost = None
        remaining = deadline - clock.now()
        if remaining <= 0:
            facts = CallFacts(provider=binding.name, operation="wait_until_ready", elapsed=within)
            raise APITimeoutError(f"not ready after {within:g} seconds: {last}", facts) from lost
        await session.driver.sleep(min(pause, remaining))
        pause = min(pause * 1.5, longest)


async def _poll(binding: Binding, connection_id: str, remaining: float) -> Connection:
    """One poll, which the end of the wait cuts short; the first one is made whatever the wait."""
    settings = binding.caller.settings
    bounded = attrs.evolve(
        settings, deadline=min(settings.deadline, remaining) if remaining > 0 else settings.deadline
    )
    reply = await binding.provider.poll_connection(binding.caller.with_settings(bounded), connection_id)
    return reply.value


def list_connections(
    session: Session, query: Query, providers: Iterable[str] | None
) -> Callable[[], AsyncGenerator[Page[Connection], None]]:
    """A reader of all pages of all asked providers; what it cannot do is refused here, before anything is sent."""
    chosen = session.chosen(providers)
    session.require("connections.list", chosen)
    if query.customer_id is not None:
        session.require_filter("connections.list", "customer_id", chosen)
    return _reader(
        chosen, query, lambda binding, asked: binding.provider.list_connections(binding.caller, asked)
    )


def list_connectors(
    session: Session, query: Query, providers: Iterable[str] | None
) -> Callable[[], AsyncGenerator[Page[Connector], None]]:
    """A reader of all pages of all asked providers; what it cannot do is refused here, before anything is sent."""
    chosen = session.chosen(providers)
    session.require("connectors.list", chosen)
    return _reader(
        chosen, query, lambda binding, asked: binding.provider.list_connectors(binding.caller, asked)
    )


def _reader(
    chosen: Sequence[Binding],
    query: Query,
    read: Callable[[Binding, Query], AsyncGenerator[Page[T], None]],
) -> Callable[[], AsyncGenerator[Page[T], None]]:
    """Reads provider after provider. The cursor says where to start: `provider:cursor`, of one that was asked."""
    first, start = _start(chosen, query.cursor)

    async def pages() -> AsyncGenerator[Page[T], None]:
        for place, binding in enumerate(chosen[first:]):
            asked = attrs.evolve(query, cursor=start if place == 0 else None)
            following = chosen[first + place + 1 :]
            async with aclosing(read(binding, asked)) as found:
                try:
                    async for page in found:
                        yield attrs.evolve(page, next_cursor=_next_cursor(page, binding, following))
                except PaginationError as error:
                    error.cursor = f"{binding.name}:{error.cursor or ''}"
                    raise

    for place, binding in enumerate(chosen[first:]):
        # Not read: made to refuse bad arguments now.
        read(binding, attrs.evolve(query, cursor=start if place == 0 else None))
    return pages


def _start(chosen: Sequence[Binding], cursor: str | None) -> tuple[int, str | None]:
    if cursor is None:
        return 0, None
    name, colon, rest = cursor.partition(":")
    for place, binding in enumerate(chosen):
        if colon and binding.name == name:
            return place, rest or None
    raise InvalidArgumentError("cursor is not one that a list of these providers gave")


def _next_cursor(page: Page[T], binding: Binding, following: Sequence[Binding]) -> str | None:
    if page.next_cursor is not None:
        return f"{binding.name}:{page.next_cursor}"
    return f"{following[0].name}:" if following else None
