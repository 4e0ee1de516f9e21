"""The only place that sends and waits: what a driver is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from ._asynchronous import AsyncDriver
from ._blocking import BlockingDriver
from ._clock import Clock, SystemClock
from ._exchange import Answer, Bounds, FailureKind, SendFailure, Wire
from ._library_logs import silence
from ._pool_settings import proxy_at
from ._step import run, step
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
    "Race",
    "SendFailure",
    "SystemClock",
    "Wire",
    "context_of",
    "proxy_at",
    "run",
    "step",
]

T = TypeVar("T")

silence()


class Lock(Protocol):
    """Keeps the threads or tasks out that share a driver; waiting for it ends."""

    async def acquire(self, timeout: float) -> Callable[[], None] | None:
        """Take it, and return what gives it back; `None` when it was not free in so many seconds."""
        ...


class Race(Protocol[T]):
    """Work for several providers at once, fetched in the order in which it is done."""

    @property
    def pending(self) -> int:
        """How many were started and not fetched yet."""
        ...

    @property
    def is_here(self) -> bool:
        """Whether what was started runs here, and not in the parent of this process or in another event loop."""
        ...

    def start(self, key: str, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        """Begin the work in the background, with a copy of the caller's context."""
        ...

    async def next(self) -> tuple[str, T | BaseException]:
        """Key and outcome of the first that is done; what the work raised is an outcome, and is not raised here.

        Raises:
            RuntimeError: nothing is under way.
        """
        ...

    def close(self) -> None:
        """End what is under way unheard; dropping the race does it, too. A second time does nothing."""
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

    def race(self) -> Race[Any]:
        """A new race; each has one owner, who fetches from it."""
        ...

    async def aclose(self) -> None:
        """Close every connection this driver opened; doing it twice does nothing more."""
        ...
