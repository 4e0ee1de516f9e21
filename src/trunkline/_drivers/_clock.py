"""Time, as the drivers see it: replaced by a virtual clock in tests, so that no test waits."""

from __future__ import annotations

import time
from typing import Protocol

import anyio


class Clock(Protocol):
    """Tells the time and lets it pass, for both colours."""

    def now(self) -> float:
        """Monotonic seconds, for deadlines."""
        ...

    def time(self) -> float:
        """Seconds since the epoch, for dates and tokens."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait, blocking the thread."""
        ...

    async def asleep(self, seconds: float) -> None:
        """Wait, letting other tasks run."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> float:
        """Monotonic seconds."""
        return time.monotonic()

    def time(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait, blocking the thread."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait, letting other tasks run."""
        await anyio.sleep(seconds)
