"""What a provider is: the interface an adapter fills in; what it leaves out is unsupported."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Protocol, TypeGuard, cast
from urllib.parse import unquote, urlsplit

from .._call import Caller, ErrorDetails, Reply
from ..auth import Auth
from ..errors import ConfigurationError, InvalidArgumentError, TrunklineError
from ..models import (
    Capability,
    Check,
    Connection,
    ConnectLink,
    Connector,
    Page,
    Run,
    RunBatch,
    Status,
    Token,
)
from ..secrets import Secret, hidden
from ._asked import Changes, Draft, LinkRequest, Query, RunRequest


class Provider:
    """One vendor API, with the credential for it. Adapters subclass it and say what they can in `capabilities`."""

    __slots__ = ()

    name: ClassVar[str]
    """The provider's name in references, capabilities and errors."""
    package: ClassVar[Any]
    """The package that the generator made of the API's spec."""
    capabilities: ClassVar[Mapping[str, Capability]]
    """How each of `OPERATIONS` is done; what is not listed is unsupported."""
    environment: ClassVar[str]
    """The environment variables that `from_env` needs, in words, for the message when none is set."""
    poll_every: ClassVar[tuple[float, float]] = (1.0, 15.0)
    """Seconds between two polls of `wait_until_ready`: at first, and at most."""

    base_url: str

    def __repr__(self) -> str:
        # In a crash report of its constructor too, where members are still missing: attrs' own would raise there.
        members = (field.name for field in getattr(type(self), "__attrs_attrs__", ()) if field.repr)
        shown = (f"{name}={getattr(self, name)!r}" for name in members if hasattr(self, name))
        return f"{type(self).__name__}({', '.join(shown)})"

    def auth(self) -> Auth:
        """A new flow for one client: what it holds, such as a token, is that client's alone."""
        raise NotImplementedError

    def headers(self) -> Mapping[str, str]:
        """What every request carries beside the credential; none of it is a secret."""
        return {}

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        """The vendor's message and code in an error answer."""
        raise NotImplementedError

    def native(self, sender: Any) -> Any:
        """The generated client on a sender."""
        return self.package.Client(sender=sender)

    def native_async(self, sender: Any) -> Any:
        """The generated async client on a sender."""
        return self.package.AsyncClient(sender=sender)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Provider | None:
        """The provider as the environment variables say, or `None` when its variables are not set."""
        raise NotImplementedError

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Connection:
        """One connection."""
        raise NotImplementedError

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The connections, page by page; what the vendor would refuse is refused before the first page is asked for."""
        raise NotImplementedError

    async def create_connection(self, caller: Caller, draft: Draft) -> Connection:
        """Make a connection, once; `exists_now` tells of one that was made when a later step fails."""
        raise NotImplementedError

    async def update_connection(self, caller: Caller, connection_id: str, changes: Changes) -> Connection:
        """Change a connection; what comes back is the connection as the vendor stored it."""
        raise NotImplementedError

    async def delete_connection(self, caller: Caller, connection_id: str) -> None:
        """Delete a connection, as the vendor understands it."""
        raise NotImplementedError

    async def check_connection(self, caller: Caller, connection_id: str) -> Check:
        """Have the vendor test a connection, and read it again."""
        raise NotImplementedError

    async def refresh_credentials(self, caller: Caller, connection_id: str) -> Connection:
        """Have the vendor renew the customer's credentials, and read the connection again."""
        raise NotImplementedError

    async def connect_url(self, caller: Caller, request: LinkRequest) -> ConnectLink:
        """A page where the customer connects an app, or connects it again."""
        raise NotImplementedError

    async def start_run(self, caller: Caller, connection_id: str, request: RunRequest) -> Run:
        """Start moving data."""
        raise NotImplementedError

    async def get_run(self, caller: Caller, connection_id: str, run_id: str | None) -> Run:
        """A run, the latest unless named."""
        raise NotImplementedError

    async def start_batch(self, caller: Caller, connection_ids: Sequence[str]) -> RunBatch:
        """Start moving the data of several connections."""
        raise NotImplementedError

    async def get_batch(self, caller: Caller, batch_id: str) -> RunBatch:
        """A batch of runs."""
        raise NotImplementedError

    def is_settled(self, connection: Connection) -> bool:
        """Whether `wait_until_ready` is over: it works, or waiting will not change what it is."""
        return connection.is_terminal or connection.status not in (Status.PENDING, Status.UNKNOWN)

    async def poll_connection(self, caller: Caller, connection_id: str) -> Connection:
        """The connection again, for `wait_until_ready`; a vendor that waits does so within the caller's deadline."""
        return await self.get_connection(caller, connection_id)

    def list_connectors(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connector]]:
        """The connectors, page by page."""
        raise NotImplementedError

    async def get_connector(self, caller: Caller, connector_id: str) -> Connector:
        """One connector, by its id or key."""
        raise NotImplementedError

    async def mint_token(self, caller: Caller, customer_id: str, expires_in: float) -> Token:
        """A token for one customer, good for so many seconds."""
        raise NotImplementedError


def exists_now(error: TrunklineError, provider: str, connection_id: str) -> None:
    """Say in an error that its call has made a connection before it failed."""
    error.created = f"{provider}:{connection_id}"
    error.may_have_been_applied = True
    error.message += (
        f"; the connection {error.created} was made before that and exists now: do not create it again"
    )


@contextmanager
def after_a_write() -> Generator[None]:
    """For the steps after one that changed something: the error of a read that fails there says that, too."""
    try:
        yield
    except TrunklineError as error:
        error.may_have_been_applied = True
        raise


def variables(environ: Mapping[str, str], names: Mapping[str, str]) -> Mapping[str, Any]:
    """The settings whose environment variables are set, for `from_env`."""
    return hidden({setting: environ[name] for setting, name in names.items() if environ.get(name)})


# Longer than anybody waits, and still a float: an int may be too large to become one.
_LONGEST_WAIT = 1e18


def plain_text(name: str, value: object) -> str | None:
    """A setting that is a text or left out, or `ConfigurationError` naming it."""
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ConfigurationError(f"{name} must be a text without line breaks, and not empty")
    return value


_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*\.?", re.ASCII)


def checked_base_url(value: str | Secret[str]) -> str:
    """The base URL without a slash at its end: credentials go to this origin and nowhere else."""
    sealed = value if isinstance(value, Secret) else Secret(value)
    # A crash report shows the variables of each frame, and a URL that is refused may hold a password.
    del value
    problem = _misleading(sealed.reveal())
    if problem:
        raise ConfigurationError(f"base_url {problem}")
    # In lower case: what decides about TLS looks at the scheme as it stands here.
    scheme, colon, rest = sealed.reveal().partition(":")
    return scheme.lower() + colon + rest.rstrip("/")


def _misleading(value: object) -> str:
    """What is wrong with a base URL; nothing when it means to everybody what it seems to say."""
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


def same_id(caller: Caller, reply: Reply[Any], operation: Any, asked: str, *answered: object) -> None:
    """Refuse an answer about something else than what was asked for."""
    if asked not in answered:
        caller.misfit(reply, operation, "it is about another connection than the one asked for")
