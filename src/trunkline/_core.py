"""The operations of the public resources, written once for both colours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Generic, TypeVar, cast

import attrs

from ._session import Binding, Session
from .errors import (
    APIConnectionError,
    APITimeoutError,
    CallFacts,
    ClientClosedError,
    InvalidArgumentError,
    PaginationError,
    RateLimitError,
    ServerError,
    TrunklineError,
    facts_of,
)
from .models import UNSET, Connection, Connector, Page
from .providers._provider import Changes, Query, is_seconds
from .retry import Failure

T = TypeVar("T")

# Seconds the last poll may take, so that a wait looks once more when its time is over, and yet ends.
_LAST_POLL = 2.0


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
    try:
        reply = await binding.provider.update_connection(binding.caller, connection_id, changes)
    except TrunklineError as error:
        if error.may_have_been_applied:
            error.message += "; it is not sent again: get the connection to see whether the change is stored"
        raise
    return reply.value


async def wait_until_ready(session: Session, reference: str, *, within: float) -> Connection:
    """Poll a connection until it is settled, or until the time is over."""
    binding, connection_id = session.find(reference, "connections.wait_until_ready")
    if not is_seconds(within):
        raise InvalidArgumentError("within must be a finite number of seconds, at least 0")
    clock = session.driver.clock
    started = clock.now()
    deadline = started + within
    pause, longest = binding.provider.poll_every
    lost: TrunklineError | None
    while True:
        try:
            connection = await _poll(binding, connection_id, deadline - clock.now())
        except (APIConnectionError, ServerError, RateLimitError) as error:
            # A poll that gets lost says nothing about the connection.
            if _is_final(error, deadline - clock.now()):
                raise
            last = f"the last poll failed: {error.message}"
            lost = error
        else:
            if binding.provider.is_settled(connection):
                return connection
            last = f"it is {connection.status}"
            lost = None
        remaining = deadline - clock.now()
        if remaining <= 0:
            facts = attrs.evolve(
                facts_of(lost) if lost else CallFacts(),
                provider=binding.name,
                operation="wait_until_ready",
                elapsed=clock.now() - started,
            )
            raise APITimeoutError(f"not ready after {within:g} seconds: {last}", facts) from lost
        # To the very end: the last poll is made when the time is over.
        asked = lost.retry_after or 0.0 if lost else 0.0
        await session.driver.sleep(min(max(pause, asked), remaining))
        pause = min(pause * 1.5, longest)


def _is_final(error: TrunklineError, remaining: float) -> bool:
    """Whether no later poll can be better: the vendor wants more time than there is, or nobody to trust answers."""
    untrusted = bool(error.history) and error.history[-1].outcome == Failure.TLS.value
    return untrusted or (error.retry_after is not None and error.retry_after > remaining)


async def _poll(binding: Binding, connection_id: str, remaining: float) -> Connection:
    """One poll, which the end of the wait cuts short, but for a moment that the last one is given."""
    settings = binding.caller.settings
    caller = binding.caller.with_settings(
        attrs.evolve(settings, deadline=min(settings.deadline, max(remaining, _LAST_POLL)))
    )
    # A vendor that holds the answer back is asked to only while there is time for it.
    poll = binding.provider.poll_connection if remaining > _LAST_POLL else binding.provider.get_connection
    return (await poll(caller, connection_id)).value


def list_connections(
    session: Session, query: Query, providers: Iterable[str] | None
) -> Callable[[], AsyncIterator[Page[Connection]]]:
    """A reader of all pages of all asked providers; what it cannot do is refused here, before anything is sent."""
    chosen = session.chosen(providers)
    session.require("connections.list", chosen)
    if query.customer_id is not None:
        # Empty, some vendors take it for no filter at all, and would answer with everybody's connections.
        if not isinstance(cast("object", query.customer_id), str) or not query.customer_id.strip():
            raise InvalidArgumentError("customer_id must be a text that is not empty")
        session.require_filter("connections.list", "customer_id", chosen)
    return _reader(
        chosen,
        "list_connections",
        query,
        lambda binding, asked: binding.provider.list_connections(binding.caller, asked),
    )


def list_connectors(
    session: Session, query: Query, providers: Iterable[str] | None
) -> Callable[[], AsyncIterator[Page[Connector]]]:
    """A reader of all pages of all asked providers; what it cannot do is refused here, before anything is sent."""
    chosen = session.chosen(providers)
    session.require("connectors.list", chosen)
    return _reader(
        chosen,
        "list_connectors",
        query,
        lambda binding, asked: binding.provider.list_connectors(binding.caller, asked),
    )


def _reader(
    chosen: Sequence[Binding],
    operation: str,
    query: Query,
    read: Callable[[Binding, Query], AsyncIterator[Page[T]]],
) -> Callable[[], AsyncIterator[Page[T]]]:
    """Reads provider after provider. The cursor says where to start: `provider:cursor`, of one that was asked."""
    if not chosen:
        raise InvalidArgumentError("providers is empty")
    first, start = _start(chosen, query.cursor)
    asked = [(binding, attrs.evolve(query, cursor=None)) for binding in chosen[first:]]
    asked[0] = (asked[0][0], attrs.evolve(query, cursor=start))
    for binding, part in asked:
        # Not read: made to refuse bad arguments now.
        read(binding, part)
    return lambda: _Pages(read, operation, list(asked))


@attrs.define
class _Pages(Generic[T]):
    """The pages of provider after provider."""

    _read: Callable[[Binding, Query], AsyncIterator[Page[T]]]
    _operation: str
    _asked: list[tuple[Binding, Query]]
    _current: AsyncIterator[Page[T]] | None = None
    _pages: int = 0
    _items: int = 0
    _items_before: int = 0

    def __aiter__(self) -> _Pages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        while self._asked:
            binding, part = self._asked[0]
            if self._current is None:
                self._current = self._read(binding, part)
            try:
                page = await anext(self._current)
            except StopAsyncIteration:
                self._asked.pop(0)
                self._current = None
                self._items_before = self._items
                continue
            except PaginationError as error:
                self._make_resumable(error, binding)
                raise
            except ClientClosedError:
                raise
            except TrunklineError as error:
                if not self._pages:
                    raise
                # A later provider failed at once: what the earlier ones gave was read all the same.
                message = f"the list broke off after {self._items} items: {error.message}"
                broken = PaginationError(message, facts_of(error), cursor=part.cursor)
                self._make_resumable(broken, binding)
                raise broken from error
            self._pages += 1
            self._items += len(page)
            return attrs.evolve(page, next_cursor=self._next_cursor(page, binding))
        raise StopAsyncIteration

    def _make_resumable(self, error: PaginationError, binding: Binding) -> None:
        """Say in the error what all providers gave, with a cursor that this list understands."""
        error.cursor = f"{binding.name}:{error.cursor or ''}"
        error.provider, error.operation = binding.name, error.operation or self._operation
        error.items_read += self._items_before

    def _next_cursor(self, page: Page[T], binding: Binding) -> str | None:
        if page.next_cursor is not None:
            return f"{binding.name}:{page.next_cursor}"
        return f"{self._asked[1][0].name}:" if len(self._asked) > 1 else None


def _start(chosen: Sequence[Binding], cursor: str | None) -> tuple[int, str | None]:
    if cursor is None:
        return 0, None
    if not isinstance(cast("object", cursor), str):
        raise InvalidArgumentError("cursor must be a str")
    name, colon, rest = cursor.partition(":")
    for place, binding in enumerate(chosen):
        if colon and binding.name == name:
            return place, rest or None
    raise InvalidArgumentError("cursor is not one that a list of these providers gave")
