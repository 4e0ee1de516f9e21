"""Places and locks: how many threads may do something at once. None is lost, wherever a thread is interrupted.

A signal's handler may raise between any two steps of Python code, so that no `finally` can be relied on to begin.
What has a place therefore holds an object that goes back by itself when nobody holds it any more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from weakref import ref

from ._forking import renew_after_fork


class Place:
    """The right to go on, until it is given back or forgotten."""

    __slots__ = ("_home",)

    def __init__(self, home: SimpleQueue[Place]) -> None:
        self._home = ref(home)

    def give_back(self) -> None:
        """Let the next one have it."""
        home = self._home()
        if home is not None:
            home.put(self)

    def __del__(self) -> None:
        home = getattr(self, "_home", _nowhere)()
        if home is not None:
            home.put(Place(home))


def _nowhere() -> None:
    """Where a place belongs whose making was interrupted."""


class Places:
    """So many places, and the threads that wait for one."""

    __slots__ = ("_free",)

    def __init__(self, count: int) -> None:
        self._free: SimpleQueue[Place] = SimpleQueue()
        for _ in range(count):
            self._free.put(Place(self._free))

    @property
    def free(self) -> int:
        """How many nobody has."""
        return self._free.qsize()

    def take(self, timeout: float) -> Place | None:
        """A place, or `None` when none came free in so many seconds."""
        try:
            # Written in C: an interrupted wait takes nothing.
            return self._free.get(timeout=min(timeout, threading.TIMEOUT_MAX))
        except Empty:
            return None


class ThreadLock:
    """A lock for threads, in the shape the core awaits."""

    __slots__ = ("__weakref__", "_places")

    def __init__(self) -> None:
        self.forked()
        renew_after_fork(self)

    def forked(self) -> None:
        """Nobody here holds it."""
        self._places = Places(1)

    async def acquire(self, timeout: float) -> Callable[[], None] | None:
        """Take it, and return what gives it back; `None` when it was not free in so many seconds."""
        place = self._places.take(timeout)
        return None if place is None else place.give_back
