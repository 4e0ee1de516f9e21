"""GET /connection-requests/{requestId}: Get one request to connect."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="get_connection_request",
    method="GET",
    path="/connection-requests/{requestId}",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectionRequest]] = Answer(models.ConnectionRequest)


def build_request(request_id: str) -> Request:
    """Get one request to connect.

    Returns the request as it stands. Once its `status` is `success`, `resultConnectionId` is the connection
    that came of it.

    Args:
        request_id: Id of the request.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane documentation (high).
    """
    return Request(
        operation=OPERATION,
        path="/connection-requests/" + path_segment("request_id", request_id),
        query="",
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ConnectionRequest:
    """Return the `ConnectionRequest` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
