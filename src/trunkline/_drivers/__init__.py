"""The only place that sends and waits: what a driver is, and how the blocking colour runs a coroutine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine
from typing import Any, Protocol, TypeVar

from ._asynchronous import AsyncDriver
from ._blocking import BlockingDriver
from ._clock import Clock, SystemClock
from ._exchange import Answer, Bounds, FailureKind, SendFailure, Wire
from ._library_logs import silence
from ._tls import context_of

__all__ = [
    "Answer",
    "AsyncDriver",
    "BlockingDriver",
    "Bounds",
    "Clock",
    "Driver",
    "FailureKind",
    "Lock",
    "SendFailure",
    "SystemClock",
    "Wire",
    "context_of",
    "run",
    "step",
]

T = TypeVar("T")

silence()


class Lock(Protocol):
    """Keeps the threads or tasks out that share a driver; waiting for it ends."""

    async def acquire(self, timeout: float) -> bool:
        """Take it, or return `False` when it was not free in so many seconds."""
        ...

    def release(self) -> None:
        """Give it back."""
        ...


class Driver(Protocol):
    """What the core asks of a colour: to send, to wait, to tell the time, and to keep others out for a moment."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def closed(self) -> bool:
        """Whether it was closed: then it sends nothing any more."""
        ...

    async def send(self, wire: Wire, bounds: Bounds) -> Answer:
        """One request, one whole answer within its bounds, or `SendFailure`."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def lock(self) -> Lock:
        """A new lock for the threads or tasks that share this driver."""
        ...

    async def aclose(self) -> None:
        """Close every connection this driver opened; doing it twice does nothing more."""
        ...


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that a blocking driver serves: it never suspends, so one step ends it."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    coroutine.close()
    raise RuntimeError("a coroutine suspended under the blocking driver: something awaited an event loop")


async def _next(iterator: AsyncIterator[T]) -> tuple[T] | None:
    try:
        return (await anext(iterator),)
    except StopAsyncIteration:
        return None


def step(iterator: AsyncIterator[T]) -> tuple[T] | None:
    """The next item of an async iterator that a blocking driver serves, in a tuple; `None` at its end."""
    return run(_next(iterator))
