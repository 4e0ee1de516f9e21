"""What a test of code that uses trunkline needs: a clock that only moves when somebody waits."""

from __future__ import annotations

import threading

import anyio.lowlevel

__all__ = ["VirtualClock"]


class VirtualClock:
    """Time that passes only by sleeping, and then at once.

    Give it to a client as `clock=clock`, and to its sandbox as `now=clock.time, sleep=clock.sleep`: tokens that one
    makes and the other checks need the same time.

    Args:
        start: seconds since the epoch at which it starts.
    """

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self._start = start
        self._passed = 0.0
        self._lock = threading.Lock()
        self.waits: list[float] = []
        """Every wait so far, in seconds."""

    def now(self) -> float:
        """Monotonic seconds."""
        return self._passed

    def time(self) -> float:
        """Seconds since the epoch."""
        return self._start + self._passed

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        with self._lock:
            self.waits.append(seconds)
            self._passed += seconds

    async def asleep(self, seconds: float) -> None:
        """Let the time pass, and other tasks run."""
        self.sleep(seconds)
        await anyio.lowlevel.checkpoint()

    def advance(self, seconds: float) -> None:
        """Let the time pass without anybody having waited."""
        with self._lock:
            self._passed += seconds
