"""PATCH /connections/{id}: Change a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="update_connection",
    method="PATCH",
    path="/connections/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.Connection]] = Answer(models.Connection)
_BODY: Final[Body[models.ConnectionBody]] = Body(models.ConnectionBody)


def build_request(id: str, body: models.ConnectionBody) -> Request:
    """Change a connection.

    Changes the members that are given, leaves the others as they are, and returns the connection as it is
    stored then.

    Args:
        id: Id of the connection.
        body: What to change.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane SDK (high).
    """
    return Request(
        operation=OPERATION,
        path="/connections/" + path_segment("id", id),
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
