"""Whether OpenInt has renewed credentials: no answer of either API says so, only the credentials themselves do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from .._call import Caller
from ..errors import CallFacts, ConflictError
from ..secrets import Secret, hidden
from ._given import mapping

Tokens: TypeAlias = Secret[tuple[object, ...]]

NOTHING_HELD = "this connection has no OAuth credentials, and OpenInt renews no others; if they have lapsed, "
NOT_DONE = (
    "OpenInt has nothing to renew them with, or no test for this app's connections; "
    "check tells whether the connection still works"
)

# A renewal changes one of them at least: in what OpenInt goes by, or in what it keeps as the app gave it (`raw`).
_CHANGING = ("access_token", "refresh_token", "expires_at")


def oauth_tokens(secrets: Secret[Mapping[str, Any]] | None) -> Tokens | None:
    """What a renewal changes of a connection's OAuth credentials, to be compared and no more; `None` without any."""
    settings = hidden(mapping(secrets.reveal() if secrets is not None else None))
    credentials = hidden(mapping(mapping(settings.get("oauth")).get("credentials")))
    if not len(credentials):
        return None
    given_by_the_app = hidden(mapping(credentials.get("raw")))
    return Secret(tuple(part.get(name) for part in (credentials, given_by_the_app) for name in _CHANGING))


def nothing_renewed(caller: Caller, why: str, words: str | None = None) -> ConflictError:
    """The error of a refresh that left the credentials as they were: why, what is to be done, the vendor's words."""
    facts = CallFacts(provider=caller.provider, operation="refresh_credentials")
    return ConflictError(f"nothing was renewed: {why}" + (f" ({words})" if words else ""), facts)
