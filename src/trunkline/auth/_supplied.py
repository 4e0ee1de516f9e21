"""Tokens that a function of the caller's gives, asked again when the last one is about to end."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from typing import Any, cast

from ..errors import AuthenticationError, CallFacts, ConfigurationError
from ..secrets import Secret, credential
from ._flow import Channel
from ._renewed import Held, Renewed, held_for

TokenSource = Callable[[], "str | Secret[str] | Awaitable[str | Secret[str]]"]

# A token that claims to live longer is asked for anew all the same.
_LONGEST = 86_400.0
_FACTS = CallFacts(operation="fetch_token")


class SuppliedToken(Renewed):
    """A token from a function, in `AsyncClient` also an async one.

    A JWT is kept until shortly before the `exp` in it, which is read and not verified; any other token says nothing
    about its end, so the function is asked for it before every request, once for all that wait at that moment.
    After a 401 it is asked once more.

    Args:
        name: the argument the function was given as, for messages.
        source: the function.
    """

    def __init__(self, name: str, source: Secret[TokenSource]) -> None:
        super().__init__()
        self._name = name
        self._source = source
        # A function that was pickled with its provider is lost: better said now than in a call.
        source.reveal()

    async def _obtain(self, channel: Channel) -> Held:
        token = credential(f"what {self._name} gave", await self._asked(channel))
        lifetime = min(_LONGEST, max(0.0, _expiry(token) - channel.time()))
        return held_for(token, channel.now(), lifetime)

    async def _asked(self, channel: Channel) -> Secret[Any]:
        try:
            # Wrapped at once: an error raised here shows the variables of this frame in crash reports.
            given: Secret[Any] = Secret(self._source.reveal()())
            awaitable = isinstance(given.reveal(), Awaitable)
            if awaitable and not channel.blocking:
                given = Secret(await given.reveal())
        except Exception as error:  # noqa: BLE001 - it may quote a secret, and of this call it tells nothing
            failure = type(error).__name__
        else:
            if awaitable and channel.blocking:
                getattr(given.reveal(), "close", bool)()
                raise ConfigurationError(
                    f"{self._name} is an async function, which only AsyncClient can await"
                )
            return cast("Secret[Any]", given.reveal()) if isinstance(given.reveal(), Secret) else given
        raise AuthenticationError(f"{self._name} raised {failure}", _FACTS)

    def _sources(self) -> tuple[str, ...]:
        return ()


def _expiry(token: Secret[str]) -> float:
    """When a JWT ends, in seconds since the epoch, as it says itself; the beginning of time when it does not."""
    parts = token.reveal().split(".")
    try:
        claims: object = json.loads(base64.urlsafe_b64decode(parts[1] + "==")) if len(parts) == 3 else None
    except (binascii.Error, ValueError, RecursionError):
        return 0.0
    expiry: object = cast("dict[str, Any]", claims).get("exp") if isinstance(claims, dict) else None
    if isinstance(expiry, bool) or not isinstance(expiry, int | float) or not -1e15 < expiry < 1e15:
        return 0.0
    return float(expiry)
