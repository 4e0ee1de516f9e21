"""What a way to sign in is, what it may do during a call, and the simplest one: headers that never change."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import attrs

from ..secrets import Secret, spoken


@attrs.frozen
class TokenAnswer:
    """What a token endpoint answered; `retry_after` in seconds, when it said."""

    status: int
    body: Secret[bytes]
    retry_after: float | None = None


class Channel(Protocol):
    """What a flow may do: tell the time, keep others out, and post a form to the token endpoint."""

    @property
    def blocking(self) -> bool:
        """Whether the call is a `Client`'s, in which nothing can be awaited."""
        ...

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    def time(self) -> float:
        """Seconds since the epoch."""
        ...

    def patience(self) -> float:
        """Seconds that this call can wait for a token."""
        ...

    def lock(self) -> AbstractAsyncContextManager[object]:
        """The lock of this flow, the same for every thread or task of one client."""
        ...

    async def post_form(self, url: str, form: Secret[bytes], headers: Mapping[str, str]) -> TokenAnswer:
        """Post a form, without redirects."""
        ...


class Auth(Protocol):
    """A way to sign requests in. One object serves every thread and task of a client."""

    async def headers(self, channel: Channel) -> Mapping[str, Secret[str]]:
        """The headers that carry the credential now."""
        ...

    def renew(self, rejected: Mapping[str, Secret[str]], channel: Channel) -> bool:
        """The vendor answered 401 to these headers: `True` when asking again may give others."""
        ...

    def known(self) -> tuple[str, ...]:
        """Every secret in use, to keep them out of messages."""
        ...


@attrs.frozen
class FixedHeaders:
    """A credential that never changes."""

    values: Mapping[str, Secret[str]]
    also: tuple[Secret[str], ...] = ()
    """Other forms of the credential that a server may repeat in its words."""

    async def headers(self, channel: Channel) -> Mapping[str, Secret[str]]:
        """The headers."""
        return self.values

    def renew(self, rejected: Mapping[str, Secret[str]], channel: Channel) -> bool:
        """There is no other."""
        return False

    def known(self) -> tuple[str, ...]:
        """The credential, with and without its scheme."""
        return spoken((*self.values.values(), *self.also))


def bearer(token: Secret[str]) -> Mapping[str, Secret[str]]:
    """The header every token travels in."""
    return {"authorization": Secret(f"Bearer {token.reveal()}")}
