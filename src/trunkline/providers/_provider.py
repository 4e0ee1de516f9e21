"""What a provider is: the interface an adapter fills in; what it leaves out is unsupported."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncGenerator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

import attrs

from .._call import Caller, ErrorDetails, Reply
from ..auth import Auth
from ..errors import ConfigurationError, InvalidArgumentError
from ..models import UNSET, Capability, Connection, Connector, Page, Unset

OPERATIONS: tuple[str, ...] = (
    "connections.get",
    "connections.list",
    "connections.update",
    "connections.wait_until_ready",
    "connectors.list",
)
FILTERS: tuple[str, ...] = ("customer_id",)


@attrs.frozen(kw_only=True)
class Changes:
    """What `connections.update` was asked to change: `None` clears, `UNSET` leaves as it is."""

    display_name: str | Unset | None = UNSET
    metadata: Mapping[str, Any] | Unset | None = UNSET
    disabled: bool | Unset = UNSET
    customer_id: str | Unset | None = UNSET


@attrs.frozen(kw_only=True)
class Query:
    """What a list was asked for."""

    customer_id: str | None = None
    page_size: int | None = None
    cursor: str | None = None
    include_secrets: bool = False


class Provider:
    """One vendor API, with the credential for it. Adapters subclass it and say what they can in `capabilities`."""

    __slots__ = ()

    name: ClassVar[str]
    """The provider's name in references, capabilities and errors."""
    capabilities: ClassVar[Mapping[str, Capability]]
    """How each operation is done; what is not listed is unsupported."""
    filters: ClassVar[frozenset[str]] = frozenset()
    """Which filters `connections.list` can apply."""
    poll_every: ClassVar[tuple[float, float]] = (1.0, 15.0)
    """Seconds between two polls of `wait_until_ready`: at first, and at most."""

    base_url: str

    def auth(self) -> Auth:
        """A new flow for one client: what it holds, such as a token, is that client's alone."""
        raise NotImplementedError

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        """The vendor's message and code in an error answer."""
        raise NotImplementedError

    def native(self, sender: Any) -> Any:
        """The generated client on a sender."""
        raise NotImplementedError

    def native_async(self, sender: Any) -> Any:
        """The generated async client on a sender."""
        raise NotImplementedError

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Provider | None:
        """The provider as the environment variables say, or `None` when its variables are not set."""
        raise NotImplementedError

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Reply[Connection]:
        """One connection."""
        raise NotImplementedError

    def list_connections(self, caller: Caller, query: Query) -> AsyncGenerator[Page[Connection], None]:
        """The connections, page by page."""
        raise NotImplementedError

    async def update_connection(
        self, caller: Caller, connection_id: str, changes: Changes
    ) -> Reply[Connection]:
        """Change a connection; the answer is the connection as the vendor stored it."""
        raise NotImplementedError

    async def poll_connection(self, caller: Caller, connection_id: str) -> Reply[Connection]:
        """The connection again, for `wait_until_ready`; a vendor that waits does so within the caller's deadline."""
        return await self.get_connection(caller, connection_id)

    def list_connectors(self, caller: Caller, query: Query) -> AsyncGenerator[Page[Connector], None]:
        """The connectors, page by page."""
        raise NotImplementedError


def checked_base_url(value: str) -> str:
    """The base URL without a slash at its end: credentials go to this origin and nowhere else."""
    try:
        url = urlsplit(value)
        host, _ = url.hostname, url.port
    except ValueError:
        raise ConfigurationError("base_url is not a URL") from None
    problem = ""
    if not value.isascii() or not value.isprintable() or " " in value or "\\" in value:
        problem = "holds a character no URL has"
    elif url.scheme not in ("https", "http") or not host:
        problem = "must start with https:// and name a host"
    elif url.username is not None or url.password is not None:
        problem = "must not hold a user name or password"
    elif url.query or url.fragment or "?" in value or "#" in value:
        problem = "must not hold a query or fragment"
    elif url.scheme == "http" and not _is_loopback(host):
        problem = "must use https: plain http is only for loopback addresses"
    if problem:
        raise ConfigurationError(f"base_url {problem}")
    return value.rstrip("/")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def page_size(provider: str, asked: int | None, *, default: int | None, largest: int | None) -> int | None:
    """How many items to ask for per page, or `InvalidArgumentError` when the vendor would not take the number."""
    if asked is None:
        return default
    if isinstance(asked, bool) or asked < 1 or (largest is not None and asked > largest):
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


def same_id(caller: Caller, reply: Reply[Any], operation: Any, asked: str, *answered: object) -> None:
    """Refuse an answer about something else than what was asked for."""
    if asked not in answered:
        caller.misfit(reply, operation, "it is about another connection than the one asked for")
