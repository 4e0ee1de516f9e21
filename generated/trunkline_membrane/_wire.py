"""What a generated client and its sender say to each other. The same in every package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar

from msgspec import UNSET, Struct, UnsetType

from ._errors import APIError, ArgumentError, InvalidResponse
from ._secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = (
    "UNSET",
    "APIError",
    "ArgumentError",
    "AsyncSender",
    "InvalidResponse",
    "Operation",
    "Pagination",
    "Request",
    "Response",
    "Secret",
    "Sender",
    "UnsetType",
)

T = TypeVar("T")


class Pagination(Struct, frozen=True):
    """How an operation is asked for the next page."""

    style: str  # "offset" or "cursor"
    items: str  # the member that holds the items; "$" when the answer is the bare array
    limit: str  # the query parameter for the page size
    position: str  # the query parameter for the offset or the cursor
    next: str | None  # the member that holds the next cursor
    max_limit: int | None  # the largest page size the API takes


class Operation(Struct, frozen=True):
    """What is known of an operation before it is called."""

    name: str
    method: str
    path: str  # the template, with {braces}
    success: tuple[int, ...]  # the statuses that `parse_response` is for
    pagination: Pagination | None = None


class Request(Struct, frozen=True):
    """One request, ready to be sent below a base URL. Its repr shows no argument."""

    operation: Operation
    path: str  # quoted, starts with "/"
    query: str  # encoded, without "?"; "" when there is none
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    repeatable: bool  # whether sending it twice does no more than sending it once

    def __repr__(self) -> str:
        return f"Request({self.operation.method} {self.operation.path})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [("operation", f"{self.operation.method} {self.operation.path}")]

    def __reduce__(self) -> NoReturn:
        raise TypeError("Request is not pickled: it would carry what it asks for; build it where it is sent")


class Response(Protocol):
    """What `parse_response` reads."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...  # names in lower case
    @property
    def content(self) -> bytes: ...


class Sender(Protocol):
    """Sends a request, judges the status, and returns what `parse` makes of a successful answer."""

    def send(self, request: Request, parse: Callable[[Response], T], /) -> T: ...
    def close(self) -> None: ...


class AsyncSender(Protocol):
    """The same, awaited."""

    async def send(self, request: Request, parse: Callable[[Response], T], /) -> T: ...
    async def aclose(self) -> None: ...
