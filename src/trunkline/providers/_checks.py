"""Checks of what callers give, before anything is sent: base URLs, texts, times, page sizes, cursors of ours."""

from __future__ import annotations

import ipaddress
import math
import re
from datetime import UTC, datetime
from typing import Protocol, TypeGuard, cast
from urllib.parse import unquote, urlsplit

from ..errors import ConfigurationError, InvalidArgumentError
from ..secrets import Secret

# Longer than anybody waits, and still a float: an int may be too large to become one.
_LONGEST_WAIT = 1e18
_LONGEST_TEXT = 512


def plain_text(name: str, value: object) -> str | None:
    """A setting that is a text or left out, or `ConfigurationError` naming it."""
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ConfigurationError(f"{name} must be a text without line breaks, and not empty")
    return value


_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*\.?", re.ASCII)


def text_problem(value: object) -> str:
    """What is wrong with a name, a key or a search; nothing when every vendor could take it."""
    if not isinstance(value, str):
        return "must be a str"
    if not value.strip():
        return "must not be empty"
    if len(value) > _LONGEST_TEXT:
        return f"must not be longer than {_LONGEST_TEXT} characters"
    if not value.isprintable():
        return "must not hold line breaks or other characters that cannot be printed"
    return ""


def id_problem(value: str) -> str:
    """Why a text cannot be an id, which is one segment of a path; nothing when it can."""
    if not value.strip():
        return "is empty"
    if value in (".", ".."):
        return "is a step in a path"
    if not value.isprintable() or any(character in "/\\?# " for character in value):
        return "holds a slash, a question mark, a space, a line break or the like, which no vendor's id has"
    return f"is longer than {_LONGEST_TEXT} characters" if len(value) > _LONGEST_TEXT else ""


def is_link(url: object, *, local: bool) -> bool:
    """Whether a page can be sent to somebody: https without a user name in it, plain http on this machine alone."""
    # Looked at as it came: a parser of URLs takes out line breaks, and what is sent on would still have them.
    if not isinstance(url, str) or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    here = local and parts.scheme == "http" and is_loopback(host)
    return bool(host) and "@" not in parts.netloc and (parts.scheme == "https" or here)


def checked_base_url(value: str | Secret[str], name: str = "base_url") -> str:
    """The base URL without a slash at its end: credentials go to this origin and nowhere else.

    The name is that of the argument, for the `ConfigurationError` where it is another.
    """
    sealed = value if isinstance(value, Secret) else Secret(value)
    # A crash report shows the variables of each frame, and a URL that is refused may hold a password.
    del value
    problem = _misleading(sealed.reveal())
    if problem:
        raise ConfigurationError(f"{name} {problem}")
    # In lower case: what decides about TLS looks at the scheme as it stands here.
    scheme, colon, rest = sealed.reveal().partition(":")
    return scheme.lower() + colon + rest.rstrip("/")


def _misleading(value: object) -> str:
    """What is wrong with a URL of an API; nothing when it means to everybody what it seems to say."""
    if not isinstance(value, str):
        return "must be a str"
    try:
        url = urlsplit(value)
        host, _ = url.hostname or "", url.port
    except ValueError:
        return "is not a URL"
    if not value.isascii() or not value.isprintable() or " " in value or "\\" in value:
        return "holds a character no URL has"
    if url.scheme not in ("https", "http") or not host:
        return "must start with https:// and name a host"
    if url.username is not None or url.password is not None:
        return "must not hold a user name or password"
    if not _HOST.fullmatch(host) and _address(host) is None:
        return "names a host that cannot be"
    if "?" in value or "#" in value:
        return "must not hold a query or fragment"
    if any(unquote(step) in (".", "..") for step in url.path.split("/")):
        return "must not hold the steps . and .. in its path"
    if url.scheme == "http" and not is_loopback(host):
        return "must use https: plain http is only for loopback addresses"
    return ""


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def is_seconds(value: object) -> TypeGuard[float]:
    """Whether a value is a time to wait: not below zero, and no longer than a clock can count."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LONGEST_WAIT


class Paged(Protocol):
    """What a spec says of a list's pages."""

    @property
    def max_limit(self) -> int | None:
        """The largest page, if there is one."""
        ...


def page_size(provider: str, asked: int | None, *, default: int, pagination: Paged | None) -> int:
    """How many items to ask for per page, or `InvalidArgumentError` when the vendor would not take the number."""
    if asked is None:
        return default
    largest = pagination.max_limit if pagination else None
    whole = isinstance(cast("object", asked), int) and not isinstance(asked, bool)
    if not whole or asked < 1 or (largest is not None and asked > largest):
        span = f"between 1 and {largest}" if largest is not None else "at least 1"
        raise InvalidArgumentError(f"page_size must be {span} for {provider}")
    return asked


def offset_of(cursor: str | None) -> int:
    """The offset a cursor of ours stands for."""
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 12:
        raise InvalidArgumentError("cursor is not one that this provider's list gave")
    return int(cursor)


def lifetime(now: float, seconds: float) -> tuple[int, datetime]:
    """Whole seconds, and when they are over; counted from before the call, so that no token seems to live on."""
    whole = math.floor(seconds)
    try:
        return whole, datetime.fromtimestamp(now + whole, UTC)
    except (OverflowError, ValueError, OSError):
        problem = "expires_in ends further away than a date can be"
    raise InvalidArgumentError(problem)
