"""Tokens signed here, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..secrets import Secret
from ._flow import Channel
from ._renewed import Held, Renewed, held_for
from ._signing import Signer


class MintedToken(Renewed):
    """A JWT signed here, and again before it ends.

    Args:
        claims: the claims, without the expiry.
        signer: what it is signed with.
        lifetime: seconds each token is good for.
    """

    def __init__(self, claims: Mapping[str, Any], signer: Signer, *, lifetime: float = 3600.0) -> None:
        super().__init__()
        self._claims = dict(claims)
        self._signer = signer
        self._lifetime = lifetime
        # A signer that was pickled has lost its key: better said now than in a call.
        self._sources()

    def renew(self, rejected: Mapping[str, Secret[str]], channel: Channel) -> bool:
        """Whether there is or would be another: within a second one says the same as the token that was refused."""
        held = self._held
        if held is not None and held.headers is rejected and held.expiry == self._expiry(channel):
            return False
        return super().renew(rejected, channel)

    async def _obtain(self, channel: Channel) -> Held:
        expiry = self._expiry(channel)
        token = self._signer.sign({**self._claims, "exp": expiry})
        return held_for(token, channel.now(), self._lifetime, expiry)

    def _expiry(self, channel: Channel) -> int:
        # Integer seconds since the epoch: a naive local datetime here is an hour off for half the world.
        return int(channel.time() + self._lifetime)

    def _sources(self) -> tuple[str, ...]:
        return (self._signer.source.reveal(),)
