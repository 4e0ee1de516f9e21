"""What a test can switch on at an API from outside: answering "too many requests", and somebody else's lock."""

from __future__ import annotations

import threading
from typing import Final

THROTTLED: Final = ("openint", "openint-v0", "membrane", "workiva", "workiva-token")
BEHIND: Final = ("membrane",)
"""Whose answers tell that the customer's app behind it is the one that throttles."""
LOCKED: Final = ("membrane", "workiva")


class Switches:
    """Troubles that are still to come, each counted down by the requests that meet it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._throttled: dict[tuple[str, bool], tuple[int, int | None]] = {}
        self._locked: dict[tuple[str, str], int] = {}

    def throttle(self, provider: str, times: int, retry_after: int | None, *, external: bool) -> None:
        """Turn away so many of an API's next requests, or of those that reach the app behind it; 0 ends it."""
        known = BEHIND if external else THROTTLED
        if provider not in known:
            what = f"the app behind {provider!r}" if external else repr(provider)
            raise ValueError(f"cannot throttle {what}; choose one of {', '.join(known)}")
        with self._guard:
            self._throttled[provider, external] = (times, retry_after)

    def lock(self, provider: str, connection_id: str, times: int) -> None:
        """Let somebody else hold a connection while it is asked for so many times; 0 ends it."""
        if provider not in LOCKED:
            raise ValueError(f"cannot lock connections of {provider!r}; choose one of {', '.join(LOCKED)}")
        with self._guard:
            self._locked[provider, connection_id] = times

    def throttled(self, provider: str, *, external: bool = False) -> tuple[bool, int | None]:
        """Whether this request is one too many, and after how many seconds to come again."""
        with self._guard:
            times, retry_after = self._throttled.get((provider, external), (0, None))
            if times <= 0:
                return False, None
            self._throttled[provider, external] = (times - 1, retry_after)
            return True, retry_after

    def locked(self, provider: str, connection_id: str) -> bool:
        """Whether somebody else holds this connection now."""
        with self._guard:
            times = self._locked.get((provider, connection_id), 0)
            if times > 0:
                self._locked[provider, connection_id] = times - 1
            return times > 0
