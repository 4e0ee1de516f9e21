"""POST /connection: Create a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="create_connection",
    method="POST",
    path="/connection",
    success=(200,),
)

_ANSWER: Final[Answer[models.Connection]] = Answer(models.Connection)
_BODY: Final[Body[models.CreateConnectionBody]] = Body(models.CreateConnectionBody)


def build_request(body: models.CreateConnectionBody) -> Request:
    """Create a connection.

    Imports a connection whose credentials the caller already has. It needs a key of the organization; a
    customer's is refused. Every call makes another connection, with an id of its own: there is no key to make
    a second call harmless. Unless checked, its status is `unknown` at first. The answer carries the
    credentials.

    Args:
        body: The connection to import.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/connection",
        query="",
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.Connection:
    """Return the `Connection` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
