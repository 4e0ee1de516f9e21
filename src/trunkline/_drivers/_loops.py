"""Event loops, asyncio's and trio's: which one runs, what belongs to each, and work handed to one from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

import anyio.lowlevel

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

# asyncio knows its tasks by weak references only: one that nobody holds can vanish before its end.
_tasks: set[asyncio.Task[None]] = set()


def this_loop() -> Any:
    """The loop that runs here: asyncio's loop, or the token of trio's run."""
    token = anyio.lowlevel.current_token()
    # Newer versions of anyio wrap it.
    return getattr(token, "native_token", token)


def is_over(loop: Any) -> bool:
    """Whether a loop was closed, and runs nothing any more. Of trio's nobody can say: their tokens end with them."""
    is_closed = getattr(loop, "is_closed", None)
    return is_closed is not None and is_closed()


def call_soon(loop: Any, function: Callable[[*Ts], object], *args: *Ts) -> None:
    """Let a loop call a function, from any thread and from finalizers; a loop that has ended calls nothing."""
    schedule = getattr(loop, "call_soon_threadsafe", None) or loop.run_sync_soon
    with suppress(RuntimeError):
        schedule(function, *args)


def spawn(loop: Any, function: Callable[[*Ts], Coroutine[Any, Any, None]], *args: *Ts) -> None:
    """Begin work in the background of the loop that runs here, with a copy of the caller's context.

    It must not raise. Whoever wants to end it gives it a cancel scope; the end of the loop cancels it, too.
    """
    if hasattr(loop, "create_task"):
        task = loop.create_task(function(*args))
        _tasks.add(task)
        task.add_done_callback(_tasks.discard)
    else:
        import trio

        trio.lowlevel.spawn_system_task(function, *args, context=copy_context())


class PerLoop(Generic[T]):
    """One value for each event loop: what belongs to a loop that has ended is of no use in the next.

    Loops are known weakly. A value that holds its loop all the same, as sockets do, keeps it until `prune`.
    """

    def __init__(self, make: Callable[[], T], abandon: Callable[[T], None] = lambda value: None) -> None:
        self._make = make
        self._abandon = abandon
        self._kept: WeakKeyDictionary[Any, T] = WeakKeyDictionary()

    def get(self) -> T:
        """This loop's value."""
        loop = this_loop()
        value = self._kept.get(loop)
        if value is None:
            self.prune()
            value = self._kept[loop] = self._make()
        return value

    def forget(self) -> T | None:
        """Leave nothing of it in this loop; returns what there was."""
        self.prune()
        return self._kept.pop(this_loop(), None)

    def prune(self) -> None:
        """Abandon what belongs to loops that were closed."""
        for loop, _ in self.items():
            if is_over(loop) and (value := self._kept.pop(loop, None)) is not None:
                self._abandon(value)

    def items(self) -> Iterator[tuple[Any, T]]:
        """The loops and their values, as they are now: other threads may have loops of their own."""
        for reference in self._kept.keyrefs():
            loop = reference()
            if loop is not None and (value := self._kept.get(loop)) is not None:
                yield loop, value
