"""PUT /connections/{id}: Replace what a connection is made of."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="replace_connection",
    method="PUT",
    path="/connections/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.Connection]] = Answer(models.Connection)
_BODY: Final[Body[models.ConnectionBody]] = Body(models.ConnectionBody)


def build_request(id: str, body: models.ConnectionBody) -> Request:
    """Replace what a connection is made of.

    Writes the connection completely, as the vendor puts it: what is left out is not kept, where the server
    can do without it. Returns the connection as it is stored then.

    Args:
        id: Id of the connection.
        body: All of the connection that the caller decides about.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane documentation (high). Its body is that of the PATCH, with everything optional; which
    members are emptied by being left out is not said.
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
