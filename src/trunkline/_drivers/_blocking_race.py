"""A race of threads: work for several providers at once, each in a thread of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Coroutine
from contextvars import copy_context
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from ._step import run

T = TypeVar("T")


class ThreadRace(Generic[T]):
    """Work that runs in threads, and is fetched in the order in which it is done.

    The threads hold the place they come in at and not the race. A race that is closed or dropped cannot stop them:
    they end at their own deadline at the latest, unheard, and being daemons they keep no process alive.
    """

    def __init__(self) -> None:
        self._arrived: SimpleQueue[tuple[str, T | BaseException] | None] = SimpleQueue()
        self._pending = 0
        self._closed = False
        self._process = os.getpid()

    @property
    def pending(self) -> int:
        """How many were started and not fetched yet."""
        return self._pending

    @property
    def is_here(self) -> bool:
        """Whether its threads are in this process: a forked child has none of its parent's."""
        return self._process == os.getpid()

    def start(self, key: str, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        """Begin the work, with a copy of the caller's context."""
        if self._closed:
            raise RuntimeError("this race is closed")
        context, arrived = copy_context(), self._arrived

        def begin() -> None:
            context.run(_run, arrived, key, work)

        try:
            threading.Thread(target=begin, name=f"trunkline {key}", daemon=True).start()
        except RuntimeError:
            # No thread is to be had, at a limit of the system's or while Python shuts down: one after the other, then.
            begin()
        self._pending += 1

    async def next(self) -> tuple[str, T | BaseException]:
        """Key and outcome of the first that is done; what the work raised is an outcome, and is not raised here."""
        if not self.is_here:
            raise RuntimeError("this race was begun in another process, and its threads are there")
        if self._pending:
            # It blocks the thread, and a signal's handler can interrupt it: nothing is taken then.
            arrival = self._arrived.get()
            if arrival is not None:
                self._pending -= 1
                return arrival
        raise RuntimeError("nothing is under way in this race")

    def close(self) -> None:
        """Forget what was not fetched, and let the rest end unheard."""
        self._closed = True
        if self._pending:
            self._pending = 0
            unheard, self._arrived = self._arrived, SimpleQueue()
            # For another thread that waits for news.
            unheard.put(None)


def _run(
    arrived: SimpleQueue[tuple[str, T | BaseException] | None],
    key: str,
    work: Callable[[], Coroutine[Any, Any, T]],
) -> None:
    try:
        arrived.put((key, run(work())))
    except BaseException as error:  # noqa: BLE001 - handed to whoever waits for it
        arrived.put((key, error))
