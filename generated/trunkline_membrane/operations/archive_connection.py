"""DELETE /connections/{id}: Archive a connection."""

from __future__ import annotations

from typing import Final

from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="archive_connection",
    method="DELETE",
    path="/connections/{id}",
    success=tuple(range(200, 300)),
)


def build_request(id: str) -> Request:
    """Archive a connection.

    Archives the connection, which is how Membrane deletes: it stays, with `archivedAt` set, and is listed
    with `includeArchived` only.

    Args:
        id: Id of the connection.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane SDK (high). A specification of 2024 says status 200 without a body. Any success is taken,
    and no body is read.
    """
    return Request(
        operation=OPERATION,
        path="/connections/" + path_segment("id", id),
        query="",
        headers=(),
        body=None,
        repeatable=False,
    )


def parse_response(response: Response) -> None:
    """Return nothing: a success of this operation has no body to read."""
