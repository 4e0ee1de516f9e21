"""POST /connections/{id}/refresh-credentials: Renew the credentials of a connection."""

from __future__ import annotations

from typing import Final

from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="refresh_credentials",
    method="POST",
    path="/connections/{id}/refresh-credentials",
    success=tuple(range(200, 300)),
)


def build_request(id: str) -> Request:
    """Renew the credentials of a connection.

    Has the server renew the credentials at the third party, for connections whose `canRefreshCredentials` is
    true. What came of it is seen by reading the connection again. The request has no body.

    Args:
        id: Id of the connection.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane SDK (high). A specification of 2024 says status 201 without a body. Any success is taken,
    and no body is read. The SDK's request is marked as an empty form, because its HTTP library does so; it
    means nothing.
    """
    return Request(
        operation=OPERATION,
        path="/connections/" + path_segment("id", id) + "/refresh-credentials",
        query="",
        headers=(),
        body=None,
        repeatable=False,
    )


def parse_response(response: Response) -> None:
    """Return nothing: a success of this operation has no body to read."""
