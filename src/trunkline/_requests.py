"""What goes into a call and what comes out: requests as every generated package makes them, settings, replies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import attrs

from ._telemetry import Observer
from .errors import Attempt, CallFacts
from .retry import Retry

if TYPE_CHECKING:
    from .secrets import Secret

T = TypeVar("T")

_MAX_BYTES = 64 * 1024 * 1024


class Operation(Protocol):
    """What the core needs to know of an operation; every generated package has such a class."""

    @property
    def name(self) -> str:
        """Its name in the spec, such as `get_connection`."""
        ...

    @property
    def method(self) -> str:
        """The HTTP method."""
        ...

    @property
    def path(self) -> str:
        """The path template, such as `/connection/{id}`."""
        ...

    @property
    def success(self) -> tuple[int, ...]:
        """The statuses that are a success."""
        ...


class Request(Protocol):
    """A request of a generated package: pure data, relative to the provider's base URL."""

    @property
    def operation(self) -> Operation:
        """What it asks for."""
        ...

    @property
    def path(self) -> str:
        """The path, quoted, from its slash on."""
        ...

    @property
    def query(self) -> str:
        """The query, encoded; empty when there is none."""
        ...

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """What the operation itself sends beside the credential."""
        ...

    @property
    def body(self) -> bytes | None:
        """The body, JSON."""
        ...

    @property
    def repeatable(self) -> bool:
        """Sending it twice does no more than sending it once."""
        ...


class Response(Protocol):
    """A whole answer, as a parser reads it."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers by lower-case name."""
        ...

    @property
    def content(self) -> bytes:
        """The body, decompressed."""
        ...


@attrs.frozen(kw_only=True)
class Settings:
    """How calls are made; one object, replaced as a whole by `with_options`."""

    timeout: float = 30.0
    deadline: float = 90.0
    retry: Retry = attrs.field(factory=Retry)
    headers: tuple[tuple[str, Secret[str]], ...] = ()
    on_attempt: Observer | None = None
    max_bytes: int = _MAX_BYTES


@attrs.frozen
class ErrorDetails:
    """What an adapter reads out of a vendor's error answer.

    Attributes:
        message: the vendor's words.
        code: the vendor's word for the kind of error.
        retryable: the vendor says that the same request may succeed a moment later, and did nothing.
        meaning: the status the error means, where the vendor's own is a less exact one.
        acted: the vendor carried something out before this error, which may be another server's own.
    """

    message: str | None = None
    code: str | None = None
    retryable: bool = False
    meaning: int | None = None
    acted: bool = False


@attrs.frozen
class Reply(Generic[T]):
    """A parsed answer and what is known of the call that brought it."""

    value: T
    content: bytes = attrs.field(repr=False)
    status: int
    request_id: str
    history: tuple[Attempt, ...]
    elapsed: float
    repeatable: bool

    def facts(self, provider: str, operation: Operation) -> CallFacts:
        """What is known of the call, for an error about its answer."""
        return CallFacts(
            provider=provider,
            operation=operation.name,
            method=operation.method,
            path=operation.path,
            status=self.status,
            request_id=self.request_id,
            history=self.history,
            elapsed=self.elapsed,
            may_have_been_applied=not self.repeatable,
        )
