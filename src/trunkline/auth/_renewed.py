"""One token for all threads and tasks of a client: fetched once, replaced in time, its failures shared too."""

from __future__ import annotations

import copy
from collections.abc import Mapping

import attrs

from ..errors import APITimeoutError, TrunklineError
from ..secrets import Secret, spoken
from ._flow import Channel, bearer

# A token is replaced this long before it ends, so that it does not end on the way.
_MARGIN = 60.0


@attrs.define(eq=False)
class Held:
    """A token in its headers, and the monotonic moment from which it is not used any more."""

    headers: Mapping[str, Secret[str]]
    until: float
    expiry: int | None = None
    """The expiry written in it, where it was signed here."""
    rejected: bool = False

    def good(self, now: float) -> bool:
        """Whether it may still be used."""
        return not self.rejected and now < self.until


@attrs.frozen(eq=False)
class _Failed:
    """A fetch that brought no token, and how long whoever made it could wait for one."""

    error: TrunklineError
    patience: float

    def holds_for(self, channel: Channel) -> bool:
        """Whether another call would have got no further: one with more time may."""
        return not isinstance(self.error, APITimeoutError) or channel.patience() <= self.patience


def held_for(token: Secret[str], started: float, lifetime: float, expiry: int | None = None) -> Held:
    """A token, used until shortly before it ends."""
    until = started + lifetime - min(_MARGIN, lifetime / 2)
    return Held(bearer(token), until, expiry)


class Renewed:
    """Keeps one token: whoever finds it spent gets the next, and the others wait for what comes of that."""

    def __init__(self) -> None:
        self._held: Held | None = None
        # What was sent with it may be answered yet, in words that repeat it.
        self._former: Held | None = None
        # How the last fetch ended. Compared by identity: whoever waited sees whether one ended meanwhile.
        self._last: Held | _Failed | None = None

    async def headers(self, channel: Channel) -> Mapping[str, Secret[str]]:
        """The headers of a token that is still good, a new one if need be."""
        held = self._held
        if held is None or not held.good(channel.now()):
            held = await self._next(channel)
        return held.headers

    async def _next(self, channel: Channel) -> Held:
        before = self._last
        async with channel.lock():
            last, held = self._last, self._held
            if last is not before and isinstance(last, Held) and not last.rejected:
                # Also one that is good for nothing more than the calls that waited for it.
                return last
            if last is not before and isinstance(last, _Failed) and last.holds_for(channel):
                raise copy.copy(last.error)
            if held is not None and held.good(channel.now()):
                return held
            return await self._fetch(channel)

    async def _fetch(self, channel: Channel) -> Held:
        patience = channel.patience()
        try:
            held = await self._obtain(channel)
        except TrunklineError as error:
            # A copy: the error itself is about to tell of this very call, and has its frames.
            self._last = _Failed(copy.copy(error), patience)
            raise
        self._held = self._last = held
        return held

    def renew(self, rejected: Mapping[str, Secret[str]], channel: Channel) -> bool:
        """Never use the rejected token again; a newer one, fetched meanwhile by somebody else, stays."""
        held = self._held
        if held is not None and held.headers is rejected:
            # Said of the token, not of the place it is kept in: there may be another by now.
            held.rejected = True
            self._former = held
        return True

    def known(self) -> tuple[str, ...]:
        """The token in use, the one before it, and what it is made from."""
        tokens = [held for held in (self._held, self._former) if held is not None]
        return self._sources() + tuple(word for held in tokens for word in spoken(held.headers.values()))

    async def _obtain(self, channel: Channel) -> Held:
        raise NotImplementedError

    def _sources(self) -> tuple[str, ...]:
        raise NotImplementedError
