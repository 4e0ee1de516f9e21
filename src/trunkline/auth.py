"""How requests are signed in: fixed headers, tokens minted here, tokens fetched with client credentials."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol
from urllib.parse import urlencode

import attrs

from .errors import AuthenticationError, CallFacts, ConfigurationError, TrunklineError, error_for_status
from .secrets import Secret, presentable

# A token is replaced this long before it ends, so that it does not end on the way.
_MARGIN = 60.0
# What an `expires_in` may claim at most: beyond it the number is a mistake, and a day is long enough.
_LONGEST = 86_400.0


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

    async def post_form(self, url: str, form: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Post a form, without retries or redirects; returns the status and the body."""
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

    async def headers(self, channel: Channel) -> Mapping[str, Secret[str]]:
        """The headers."""
        return self.values

    def renew(self, rejected: Mapping[str, Secret[str]]) -> bool:
        """There is no other."""
        return False

    def known(self) -> tuple[str, ...]:
        """The credential, with and without its scheme."""
        return _spoken(self.values.values())


def bearer(token: Secret[str]) -> Mapping[str, Secret[str]]:
    """The header every token travels in."""
    return {"authorization": Secret(f"Bearer {token.reveal()}")}


def _spoken(values: Any) -> tuple[str, ...]:
    words = [value.reveal() for value in values]
    return tuple(words) + tuple(word.removeprefix("Bearer ") for word in words if word.startswith("Bearer "))


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
        return self._sources() + (_spoken(held.headers.values()) if held else ())

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
        token = jwt.encode(claims, self._secret.reveal(), algorithm=self._algorithm)
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
        form = {
            "grant_type": "client_credentials",
            "client_id": self._client_id,
            "client_secret": self._client_secret.reveal(),
        }
        asked = channel.now()
        status, body = await channel.post_form(
            self._token_url(), urlencode(form).encode("ascii"), self._extra_headers
        )
        answer = _json_object(body)
        if status != 200:
            raise self._refusal(status, answer)
        token, scheme = answer.get("access_token"), answer.get("token_type", "Bearer")
        if not isinstance(token, str) or not token or not all("!" <= character <= "~" for character in token):
            raise AuthenticationError("the token endpoint answered without a usable access_token", _FACTS)
        if not isinstance(scheme, str) or scheme.lower() != "bearer":
            raise AuthenticationError("the token endpoint gave a token that is not a bearer token", _FACTS)
        lifetime = _lifetime(answer.get("expires_in"))
        return _Held(bearer(Secret(token)), asked + lifetime - min(_MARGIN, lifetime / 2))

    def _refusal(self, status: int, answer: Mapping[str, Any]) -> TrunklineError:
        code = answer.get("error")
        code = presentable(code, self._sources()) if isinstance(code, str) else None
        facts = attrs.evolve(_FACTS, status=status, code=code)
        if status in (400, 401, 403):
            return AuthenticationError("the token endpoint refused the client credentials", facts)
        return error_for_status(status)("the token endpoint gave no token", facts)

    def _sources(self) -> tuple[str, ...]:
        return (self._client_secret.reveal(),)


_FACTS = CallFacts(operation="fetch_token", method="POST", path="/oauth2/token")


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
