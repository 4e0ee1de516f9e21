"""A race of tasks: work for several providers at once on the running event loop, asyncio's or trio's."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

import anyio
import attrs

from ._loops import call_soon, spawn, this_loop

T = TypeVar("T")


@attrs.define(eq=False)
class _Course(Generic[T]):
    """Where the work runs and comes in: all that a task holds of its race, which may be dropped before its end."""

    scopes: set[anyio.CancelScope] = attrs.field(factory=set[anyio.CancelScope])
    arrived: deque[tuple[str, T | BaseException]] = attrs.field(factory=deque[tuple[str, T | BaseException]])
    news: anyio.Event | None = None

    async def arrival(self) -> None:
        """Wait until more comes in."""
        if self.news is None or self.news.is_set():
            self.news = anyio.Event()
        await self.news.wait()

    def tell(self) -> None:
        """Wake whoever waits."""
        if self.news is not None:
            self.news.set()

    async def run(
        self, key: str, work: Callable[[], Coroutine[Any, Any, T]], scope: anyio.CancelScope
    ) -> None:
        """Do the work, and bring in what came of it; cancelled by its race, it brings nothing."""
        try:
            with scope:
                if not scope.cancel_called:
                    self.arrived.append((key, await work()))
        except anyio.get_cancelled_exc_class() as error:
            # The loop ends, or somebody cancels every task there is.
            self.arrived.append((key, error))
            raise
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for it
            if not scope.cancel_called:
                self.arrived.append((key, error))
        finally:
            self.scopes.discard(scope)
            self.tell()


class TaskRace(Generic[T]):
    """Work that runs in tasks of its own, and is fetched in the order in which it is done.

    The tasks are nobody's children: a generator can start them in one step, be left, and have them cancelled when
    it is closed. A cancelled call gives its place in the pool back, so dropping a race costs nothing.
    """

    def __init__(self) -> None:
        self._course: _Course[T] = _Course()
        self._pending = 0
        self._closed = False
        self._loop: Any = None

    @property
    def pending(self) -> int:
        """How many were started and not fetched yet."""
        return self._pending

    @property
    def is_here(self) -> bool:
        """Whether its tasks are in the loop that runs here."""
        return self._loop is None or self._loop is this_loop()

    def start(self, key: str, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        """Begin the work, with a copy of the caller's context; it must be called in the loop that waits for it."""
        if self._closed:
            raise RuntimeError("this race is closed")
        self._loop = this_loop()
        scope = anyio.CancelScope()
        # Before it begins: some loops run a task's first step at once.
        self._course.scopes.add(scope)
        spawn(self._loop, self._course.run, key, work, scope)
        self._pending += 1

    async def next(self) -> tuple[str, T | BaseException]:
        """Key and outcome of the first that is done; what the work raised is an outcome, and is not raised here."""
        while self._pending:
            if self._course.arrived:
                self._pending -= 1
                return self._course.arrived.popleft()
            await self._course.arrival()
        raise RuntimeError("nothing is under way in this race")

    def close(self) -> None:
        """Cancel what is under way, and forget what was not fetched."""
        self._closed = True
        self._pending = 0
        self._course.arrived.clear()
        for scope in list(self._course.scopes):
            # By way of the loop: a finalizer runs in whatever thread collects garbage.
            call_soon(self._loop, scope.cancel)

    def __del__(self) -> None:
        self.close()
