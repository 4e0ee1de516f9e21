"""What OpenInt v1's server does unasked: it renews OAuth tokens half an hour before they expire."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from trunkline.sandbox import openint_checks
from trunkline.sandbox._clock import read_iso
from trunkline.sandbox._http import RefusedError
from trunkline.sandbox._world import OPENINT_CONNECTIONS

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document
    from trunkline.sandbox._world import World

_AHEAD: Final = 30 * 60.0
_EVERY: Final = 60.0
"""How often the server looks is not known; seldom enough here to cost nothing."""


class Renewals:
    """The server's own rounds, by the sandbox's clock. They are made up for when somebody asks for something.

    What became due since the last round is renewed, however long ago. What had expired before the sandbox was opened
    stays so.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._last = world.now()

    def make_up(self) -> None:
        """Do what would have been done by now."""
        now = self._world.now()
        if now < self._last + _EVERY:
            return
        since, self._last = self._last, now
        for row in self._world.store.find(OPENINT_CONNECTIONS):
            expires_at = _renewable_until(row)
            if expires_at is not None and since < expires_at <= now + _AHEAD:
                self._renew(row)

    def _renew(self, row: Document) -> None:
        # One whose config is gone cannot be tested: the others are.
        with suppress(RefusedError):
            if openint_checks.check(self._world, row) is not None:
                self._world.store.put(OPENINT_CONNECTIONS, row["id"], row)


def _renewable_until(row: Document) -> float | None:
    credentials = openint_checks.oauth_credentials(row.get("settings"))
    expires_at = credentials.get("expires_at")
    if not credentials.get("refresh_token") or not isinstance(expires_at, str):
        return None
    try:
        return read_iso(expires_at)
    except ValueError:
        return None
