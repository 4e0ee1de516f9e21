"""What a provider is: the interface an adapter fills in; what it leaves out is unsupported."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from .._call import Caller, ErrorDetails, Reply
from ..auth import Auth
from ..errors import ConfigurationError, TrunklineError
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
from ..secrets import hidden
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
    lost_create: ClassVar[str] = "list the customer's connections to see whether it was made"
    """What somebody has to do who does not know whether a connection was made."""
    poll_every: ClassVar[tuple[float, float]] = (1.0, 15.0)
    """Seconds between two polls of `wait_until_ready`: at first, and at most."""

    poll_only_reads: ClassVar[bool] = False
    """Whether a poll is but a look: it neither has the vendor hold its answer back, nor test anything."""

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

    @property
    def lacks(self) -> frozenset[str]:
        """What of `capabilities` this very object cannot do, as it was set up: a ready-made token signs no other."""
        return frozenset()

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

    def owner_of(self, connection: Connection) -> str | None:
        """The id by which the caller knows the customer whose connection it is."""
        return connection.customer_id

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


def exists_now(caller: Caller, error: BaseException, connection_id: str) -> None:
    """Say in an error that its call has made a connection before it failed; in an interruption it is a note."""
    # Into an error go no server's words as they came: this one did not keep to its own rules, or is being asked on.
    reference = f"{caller.provider}:{caller.words(connection_id)}"
    said = f"the connection {reference} was made before that and exists now: do not create it again"
    if not isinstance(error, TrunklineError):
        error.add_note(said)
        return
    error.created = reference
    error.may_have_been_applied = True
    error.message += f"; {said}"


@contextmanager
def after_a_write() -> Generator[None]:
    """For the steps after one that changed something: the error of a read that fails there says that, too."""
    try:
        yield
    except TrunklineError as error:
        error.may_have_been_applied = True
        raise


# Where a credential goes, and for whom it speaks.
_NEVER_EMPTY = ("base_url", "region", "tenant_key")


def variables(environ: Mapping[str, str], names: Mapping[str, str]) -> Mapping[str, Any]:
    """The settings whose environment variables are set, for `from_env`.

    An empty variable counts as not set. Where that would send the credential to the vendor's own host, or let it speak
    for every customer, it is refused: a value got lost on its way.

    Raises:
        ConfigurationError: such a variable is empty, and others of this provider are set.
    """
    settings = hidden({setting: environ[name] for setting, name in names.items() if environ.get(name)})
    for setting in _NEVER_EMPTY if settings else ():
        if setting in names and environ.get(names[setting]) == "":
            raise ConfigurationError(
                f"{names[setting]} is set and empty: give it its value, or do not set it at all"
            )
    return settings


def same_id(caller: Caller, reply: Reply[Any], operation: Any, asked: str, *answered: object) -> None:
    """Refuse an answer about something else than what was asked for."""
    if asked not in answered:
        caller.misfit(reply, operation, "it is about another connection than the one asked for")
