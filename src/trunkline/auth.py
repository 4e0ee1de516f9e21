"""How requests are signed in: fixed headers, tokens minted here, tokens fetched with client credentials."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, cast
from urllib.parse import urlencode

import attrs

from .errors import (
    AuthenticationError,
    CallFacts,
    ConfigurationError,
    RedirectError,
    TrunklineError,
    error_for_status,
)
from .secrets import Secret, presentable, spoken

# A token is replaced this long before it ends, so that it does not end on the way.
_MARGIN = 60.0
# What an `expires_in` may claim at most: beyond it the number is a mistake, and a day is long enough.
_LONGEST = 86_400.0


@attrs.frozen
class TokenAnswer:
    """What a token endpoint answered; `retry_after` in seconds, when it said."""

    status: int
    body: Secret[bytes]
    retry_after: float | None = None


class Channel(Protocol):
    """What a flow may do: tell the time, keep others out, and post a form to the token endpoint."""

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    def time(self) -> float:
        """Seconds since the epoch."""
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

    def renew(self, rejected: Mapping[str, Secret[str]]) -> bool:
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

    def renew(self, rejected: Mapping[str, Secret[str]]) -> bool:
        """There is no other."""
        return False

    def known(self) -> tuple[str, ...]:
        """The credential, with and without its scheme."""
        return spoken((*self.values.values(), *self.also))


def bearer(token: Secret[str]) -> Mapping[str, Secret[str]]:
    """The header every token travels in."""
    return {"authorization": Secret(f"Bearer {token.reveal()}")}


@attrs.define
class _Held:
    """A token and the monotonic moment from which it is not used any more."""

    headers: Mapping[str, Secret[str]]
    until: float


class _Renewed:
    """Keeps one token for all threads and tasks: whoever finds it spent gets the next, the others wait for it."""

    def __init__(self) -> None:
        self._held: _Held | None = None

    async def headers(self, channel: Channel) -> Mapping[str, Secret[str]]:
        """The headers of a token that is still good, from the vendor if need be."""
        held = self._held
        if held is None or channel.now() >= held.until:
            async with channel.lock():
                held = self._held
                if held is None or channel.now() >= held.until:
                    held = self._held = await self._obtain(channel)
        return held.headers

    def renew(self, rejected: Mapping[str, Secret[str]]) -> bool:
        """Drop the rejected token; a newer one, fetched meanwhile by somebody else, stays."""
        held = self._held
        if held is not None and held.headers is rejected:
            self._held = None
        return True

    def known(self) -> tuple[str, ...]:
        """The token in use and what it is made from."""
        held = self._held
        return self._sources() + (spoken(held.headers.values()) if held else ())

    async def _obtain(self, channel: Channel) -> _Held:
        raise NotImplementedError

    def _sources(self) -> tuple[str, ...]:
        raise NotImplementedError


class MintedToken(_Renewed):
    """A JWT signed here with a workspace secret, and again before it ends.

    Args:
        claims: the claims, without the expiry.
        secret: what it is signed with.
        algorithm: HS256 or HS512.
        lifetime: seconds each token is good for.
    """

    def __init__(
        self,
        claims: Mapping[str, Any],
        secret: Secret[str],
        *,
        algorithm: str = "HS256",
        lifetime: float = 3600.0,
    ) -> None:
        super().__init__()
        if algorithm not in ("HS256", "HS512"):
            raise ConfigurationError("algorithm must be HS256 or HS512 for a workspace secret")
        self._claims = dict(claims)
        self._secret = secret
        self._algorithm = algorithm
        self._lifetime = lifetime

    async def _obtain(self, channel: Channel) -> _Held:
        import jwt

        # Integer seconds since the epoch: a naive local datetime here is an hour off for half the world.
        claims = {**self._claims, "exp": int(channel.time() + self._lifetime)}
        # Its types name classes of a library that only asymmetric keys need.
        encode = cast("Callable[..., str]", jwt.encode)  # pyright: ignore[reportUnknownMemberType, reportUnnecessaryTypeIgnoreComment]
        with warnings.catch_warnings():
            # How long a secret is was the vendor's choice, and is no news to whoever was given it.
            warnings.simplefilter("ignore")
            token = encode(claims, self._secret.reveal(), algorithm=self._algorithm)
        return _Held(bearer(Secret(token)), channel.now() + self._lifetime - min(_MARGIN, self._lifetime / 2))

    def _sources(self) -> tuple[str, ...]:
        return (self._secret.reveal(),)


class ClientCredentials(_Renewed):
    """An OAuth 2.0 client credentials grant against one token endpoint.

    Args:
        token_url: a function, so that it is asked only when a token is needed.
        client_id: the client.
        client_secret: its secret.
        extra_headers: what the endpoint wants beside the form.
    """

    def __init__(
        self,
        token_url: Callable[[], str],
        client_id: str,
        client_secret: Secret[str],
        *,
        extra_headers: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._token_url = token_url
        self._client_id = client_id
        self._client_secret = client_secret
        self._extra_headers = extra_headers

    async def _obtain(self, channel: Channel) -> _Held:
        # No local of this frame is a secret in plain text: an error raised here shows them in crash reports.
        asked = channel.now()
        answer = await channel.post_form(self._token_url(), self._form(), self._extra_headers)
        grant = _grant(answer.body, self._sources())
        if answer.status != 200:
            raise _refusal(answer, grant.code)
        if grant.problem:
            raise AuthenticationError(grant.problem, _FACTS)
        until = asked + grant.lifetime - min(_MARGIN, grant.lifetime / 2)
        return _Held(bearer(grant.token), until)

    def _form(self) -> Secret[bytes]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._client_id,
            "client_secret": self._client_secret.reveal(),
        }
        return Secret(urlencode(form).encode("ascii"))

    def _sources(self) -> tuple[str, ...]:
        return (self._client_secret.reveal(),)


_FACTS = CallFacts(operation="fetch_token", method="POST", path="/oauth2/token")


@attrs.frozen
class _Grant:
    """What a token endpoint's answer says, as far as it can be used."""

    token: Secret[str]
    lifetime: float
    code: str | None
    problem: str = ""


def _grant(body: Secret[bytes], known: tuple[str, ...]) -> _Grant:
    answer = _json_object(body.reveal())
    token, scheme = answer.get("access_token"), answer.get("token_type", "Bearer")
    code = answer.get("error")
    problem = ""
    if not isinstance(token, str) or not token or not all("!" <= character <= "~" for character in token):
        problem = "the token endpoint answered without a usable access_token"
    elif not isinstance(scheme, str) or scheme.lower() != "bearer":
        problem = "the token endpoint gave a token that is not a bearer token"
    return _Grant(
        token=Secret(token if isinstance(token, str) else ""),
        lifetime=_lifetime(answer.get("expires_in")),
        code=presentable(code, known) if isinstance(code, str) else None,
        problem=problem,
    )


def _refusal(answer: TokenAnswer, code: str | None) -> TrunklineError:
    facts = attrs.evolve(_FACTS, status=answer.status, code=code, retry_after=answer.retry_after)
    if answer.status in (400, 401, 403):
        return AuthenticationError("the token endpoint refused the client credentials", facts)
    if 300 <= answer.status < 400:
        return RedirectError("the token endpoint answered with a redirect, which is never followed", facts)
    return error_for_status(answer.status)("the token endpoint gave no token", facts)


def _json_object(body: bytes) -> Mapping[str, Any]:
    try:
        answer: Any = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def _lifetime(value: object) -> float:
    """Seconds; some servers send text, and what makes no sense is taken for a token to be used once."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return 0.0
    return min(float(value), _LONGEST) if value < _LONGEST else _LONGEST
