"""Tokens fetched from an OAuth 2.0 token endpoint with client credentials."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

import attrs

from .._words import presentable
from ..errors import (
    AuthenticationError,
    CallFacts,
    RedirectError,
    ServerError,
    TrunklineError,
    error_for_status,
)
from ..secrets import Secret
from ._flow import Channel, TokenAnswer
from ._renewed import Held, Renewed, held_for

# What an `expires_in` may claim at most: beyond it the number is a mistake, and a day is long enough.
_LONGEST = 86_400.0
# The codes that speak of what was asked, and not of who asked.
_OF_THE_REQUEST = frozenset(
    {"invalid_request", "invalid_scope", "unsupported_grant_type", "unsupported_response_type"}
)
# The codes, under 400, of a trouble that passes.
_PASSING = frozenset({"server_error", "temporarily_unavailable"})


class ClientCredentials(Renewed):
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
        # A secret that was pickled is empty: better said now than in a call.
        self._sources()

    async def _obtain(self, channel: Channel) -> Held:
        # No local of this frame is a secret in plain text: an error raised here shows them in crash reports.
        asked, url = channel.now(), self._token_url()
        answer = await channel.post_form(url, self._form(), self._extra_headers)
        facts = CallFacts(operation="fetch_token", method="POST", path=urlsplit(url).path)
        grant = _grant(answer.body, self._sources())
        if answer.status != 200:
            raise _refusal(answer, attrs.evolve(facts, code=grant.code))
        if grant.problem:
            raise AuthenticationError(grant.problem, facts)
        return held_for(grant.token, asked, grant.lifetime)

    def _form(self) -> Secret[bytes]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._client_id,
            "client_secret": self._client_secret.reveal(),
        }
        return Secret(urlencode(form).encode("ascii"))

    def _sources(self) -> tuple[str, ...]:
        return (self._client_secret.reveal(),)


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
        lifetime=lifetime_of(answer.get("expires_in")),
        code=presentable(code, known) if isinstance(code, str) else None,
        problem=problem,
    )


def _refusal(answer: TokenAnswer, facts: CallFacts) -> TrunklineError:
    """What it means that there is no token: nothing about a connection, whatever that status means elsewhere."""
    status, code = answer.status, facts.code or ""
    facts = attrs.evolve(facts, status=status, retry_after=answer.retry_after)
    if 300 <= status < 400:
        return RedirectError("the token endpoint answered with a redirect, which is never followed", facts)
    if code in _PASSING or status == 408:
        return ServerError("the token endpoint gave no token", facts)
    if status == 429 or status >= 500:
        return error_for_status(status)("the token endpoint gave no token", facts)
    if code in _OF_THE_REQUEST:
        reason = "did not accept the request for a token"
    else:
        reason = "refused the client credentials" if status in (400, 401, 403) else "gave no token"
    return AuthenticationError(f"the token endpoint {reason}", facts)


def _json_object(body: bytes) -> Mapping[str, Any]:
    try:
        answer: object = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}


def lifetime_of(value: object) -> float:
    """Seconds; some servers send text, and what makes no sense is taken for a token to be used once."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return 0.0
    return min(float(value), _LONGEST) if value < _LONGEST else _LONGEST
