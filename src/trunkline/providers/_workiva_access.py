"""How Workiva is signed in to and where it is: the checks of the constructor's arguments, regions, token hosts."""

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..models import UNSET, Unset
from ..secrets import Secret, credential
from ._checks import checked_base_url, plain_text

_HOSTS = {"us": "app", "eu": "eu", "apac": "apac"}
ApiVersion = Literal["2026-01-01", "2022-01-01"]
# Where each version of the vendor's platform has its token endpoint; the older one ends with January 2029.
_TOKEN_PATHS = {"2026-01-01": "/oauth2/token", "2022-01-01": "/iam/v1/oauth2/token"}


def region(value: str) -> str:
    """One of the vendor's regions."""
    if value not in _HOSTS:
        raise ConfigurationError("Workiva(region=...) must be us, eu or apac")
    return value


def token(value: str | Secret[str] | None) -> Secret[str] | None:
    """A token made elsewhere."""
    return None if value is None else credential("Workiva(token=...)", value)


def client_id(value: str | None) -> str | None:
    """The OAuth client."""
    return plain_text("Workiva(client_id=...)", value)


def client_secret(value: str | Secret[str] | None) -> Secret[str] | None:
    """Its secret."""
    return None if value is None else credential("Workiva(client_secret=...)", value)


def workspace_id(value: str | None) -> str | None:
    """The workspace to look in."""
    return plain_text("Workiva(workspace_id=...)", value)


def api_version(value: ApiVersion) -> ApiVersion:
    """The version of the token endpoint."""
    if value not in _TOKEN_PATHS:
        raise ConfigurationError("Workiva(api_version=...) must be 2026-01-01 or 2022-01-01")
    return value


def base_url(value: str | Secret[str] | Unset) -> str | Unset:
    """The base URL, if one was given."""
    return _given_url("base_url", value)


def token_url(value: str | Secret[str] | Unset) -> str | Unset:
    """The token endpoint, if one was given."""
    return _given_url("token_url", value)


def _given_url(name: str, value: str | Secret[str] | Unset) -> str | Unset:
    # Where a provider is made out of another, what was not given arrives sealed.
    if isinstance(value, Unset) or (isinstance(value, Secret) and cast("object", value.reveal()) is UNSET):
        return UNSET
    return checked_base_url(value, name)


def production(of_region: str) -> str:
    """The base URL of a region."""
    return f"https://h.{_HOSTS[of_region]}.wdesk.com/s/wdata/prep"


def token_endpoint(of_base_url: str, version: str) -> str:
    """The token host of the base URL's region; the origin of one that was moved, so that the secret moves along."""
    moved, path = urlsplit(of_base_url), _TOKEN_PATHS[version]
    for host in _HOSTS.values():
        known = moved.scheme == "https" and moved.port in (None, 443)
        if known and moved.hostname == f"h.{host}.wdesk.com":
            return f"https://api.{host}.wdesk.com{path}"
    return f"{moved.scheme}://{moved.netloc}{path}"
