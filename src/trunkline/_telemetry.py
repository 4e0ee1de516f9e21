"""What a call tells while it runs: a log line and an event for each attempt, metadata only, and a reply's facts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

import attrs

T = TypeVar("T")

logger = logging.getLogger("trunkline")


@attrs.frozen(kw_only=True)
class AttemptEvent:
    """One request of one call, and what came of it. Holds no id, no header, no query and no body.

    A request for a token is no attempt of the call that waits for it: it is a `fetch_token`, counted on its own.

    Attributes:
        provider: which provider was called.
        operation: the operation by its name in the spec, such as `get_connection`.
        method: the HTTP method.
        path: the path template, such as `/connection/{id}`.
        attempt: which request of the call this was, from 1.
        outcome: `status 200`, `timed out`, `connection lost` and the like.
        status: the HTTP status, when an answer came.
        elapsed: seconds this attempt took.
        request_id: the id sent with every attempt of the call; a `fetch_token` shares it and does not send it.
    """

    provider: str
    operation: str
    method: str
    path: str
    attempt: int
    outcome: str
    status: int | None
    elapsed: float
    request_id: str


Observer = Callable[[AttemptEvent], object]


def tell(event: AttemptEvent, observer: Observer | None) -> None:
    """Write the attempt's line, and hand the event to whoever observes. An observer that fails fails no call."""
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug(
            "%s %s: %s %s: %s, attempt %d, %.3f s, request id %s",
            event.provider,
            event.operation,
            event.method,
            event.path,
            event.outcome,
            event.attempt,
            event.elapsed,
            event.request_id,
        )
    if observer is not None:
        try:
            observer(event)
        except Exception as error:  # noqa: BLE001 - whatever it raises, the call goes on
            logger.error("on_attempt raised %s", type(error).__name__)  # its text is not ours to log


@attrs.frozen(kw_only=True)
class ReplyFacts:
    """What is known of the call that brought a value."""

    status: int
    request_id: str
    attempts: int
    elapsed: float


@attrs.frozen(kw_only=True)
class WithResponse(Generic[T]):
    """A value and what is known of the call that brought it.

    Attributes:
        value: what the method returned.
        status: the HTTP status of the answer; `None` where no call was made, or one that could not be watched, in a
            thread that the method started.
        request_id: the vendor's request id, or the one sent with every attempt.
        attempts: how many requests were sent, as far as was seen.
        elapsed: seconds from the first attempt to the answer.
    """

    value: T
    status: int | None = None
    request_id: str | None = None
    attempts: int = 0
    elapsed: float = 0.0


class Replies:
    """The calls made while somebody listens; the last one brought the value."""

    def __init__(self) -> None:
        self._facts: list[ReplyFacts] = []

    def add(self, facts: ReplyFacts) -> None:
        """Remember how a call ended."""
        self._facts.append(facts)

    def with_value(self, value: T) -> WithResponse[T]:
        """The value with the facts of the call that brought it, if there was one: it may be a connection just made."""
        if not self._facts:
            return WithResponse(value=value)
        last = self._facts[-1]
        return WithResponse(
            value=value,
            status=last.status,
            request_id=last.request_id,
            attempts=last.attempts,
            elapsed=last.elapsed,
        )


# A context of its own for each thread and task, so that nobody hears another's calls.
_heard: ContextVar[Replies | None] = ContextVar("trunkline_heard", default=None)


@contextmanager
def listening() -> Generator[Replies, None, None]:
    """Hear of every call made inside."""
    replies = Replies()
    token = _heard.set(replies)
    try:
        yield replies
    finally:
        _heard.reset(token)


def note_reply(status: int, request_id: str, attempts: int, elapsed: float) -> None:
    """Tell whoever listens how a call ended."""
    replies = _heard.get()
    if replies is not None:
        replies.add(ReplyFacts(status=status, request_id=request_id, attempts=attempts, elapsed=elapsed))
