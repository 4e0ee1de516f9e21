"""PATCH /core/connection/{id}: Update a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, header, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="update_connection",
    method="PATCH",
    path="/core/connection/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.Connection]] = Answer(models.Connection)
_BODY: Final[Body[models.UpdateConnectionBody]] = Body(models.UpdateConnectionBody)


def build_request(id: str, body: models.UpdateConnectionBody) -> Request:
    """Update a connection.

    Changes the members that are given and returns the connection as it is stored then. Objects (`settings`,
    `metadata`) are merged into what is stored, top-level member by member: a member of null stays as null,
    and an array is appended to a stored array. Any other value replaces what is stored, and null empties it.
    A body without members changes nothing. Nothing is tested, neither the values nor the connection.

    Args:
        id: Id of the connection. It starts with `conn_`.
        body: What to change.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 API reference, Update connection (documented).
    """
    return Request(
        operation=OPERATION,
        path="/core/connection/" + path_segment("id", id, pattern="^conn_"),
        query="",
        headers=(
            *header("id", "x-connection-id", id),
            ("content-type", "application/json"),
        ),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.Connection:
    """Return the `Connection` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
