"""DELETE /connection/{id}: Delete a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="delete_connection",
    method="DELETE",
    path="/connection/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.DeleteConnectionAnswer]] = Answer(models.DeleteConnectionAnswer)


def build_request(id: str) -> Request:
    """Delete a connection.

    Removes the connection and its credentials for good; nothing keeps a record of it. Access is not taken
    back at the third party, so a token that somebody else has goes on working there.

    Args:
        id: Id of the connection. It starts with `conn_`.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/connection/" + path_segment("id", id, pattern="^conn_"),
        query="",
        headers=(),
        body=None,
        repeatable=False,
    )


def parse_response(response: Response) -> models.DeleteConnectionAnswer:
    """Return the `DeleteConnectionAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
