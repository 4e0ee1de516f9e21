"""GET /connections/{id}: Get one connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import boolean, integer, path_segment, query_string
from .._wire import UNSET, Operation, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="get_connection",
    method="GET",
    path="/connections/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.Connection]] = Answer(models.Connection)


def build_request(
    id: str,
    *,
    include_secrets: bool | UnsetType = UNSET,
    wait: bool | UnsetType = UNSET,
    timeout: int | UnsetType = UNSET,
) -> Request:
    """Get one connection.

    Returns the connection with this id. With `wait` the answer is held back while the connection is being
    built, for `timeout` seconds at most; then the connection is returned as it is, built or not.

    Args:
        id: Id of the connection.
        include_secrets: Whether the answer carries the `credentials` of the connection.
        wait: Whether to answer only when the connection is no longer being built, or `timeout` is over.
        timeout: How many seconds `wait` holds the answer back at most; 30 unless given. The server ends every
            request after 60 seconds, so 50 is a good upper limit, and the client has to be ready to wait
            longer than this. The API's default: 30.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane API reference, Get connection by ID (documented).
    """
    return Request(
        operation=OPERATION,
        path="/connections/" + path_segment("id", id),
        query=query_string(
            boolean("include_secrets", include_secrets, wire="includeSecrets"),
            boolean("wait", wait),
            integer("timeout", timeout, minimum=1, maximum=60),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.Connection:
    """Return the `Connection` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
