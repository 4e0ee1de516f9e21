"""POST /connections: Make a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="create_connection",
    method="POST",
    path="/connections",
    success=tuple(range(200, 300)),
)

_ANSWER: Final[Answer[models.Connection]] = Answer(models.Connection)
_BODY: Final[Body[models.ConnectionBody]] = Body(models.ConnectionBody)


def build_request(body: models.ConnectionBody) -> Request:
    """Make a connection.

    Makes a connection with credentials that the caller has, or with `intent` one that an agent builds. It
    belongs to the tenant that the token is signed for. To have the end user sign in, make a connection
    request instead.

    Args:
        body: What to make, which has to name an integration, a connector or an application.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane SDK (high). A specification of 2024 says status 201, other pages show a body and no
    status. Any success with the connection is taken.
    """
    return Request(
        operation=OPERATION,
        path="/connections",
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
