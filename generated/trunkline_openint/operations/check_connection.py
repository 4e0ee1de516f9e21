"""POST /connection/{id}/check: Check a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="check_connection",
    method="POST",
    path="/connection/{id}/check",
    success=(200,),
)

_ANSWER: Final[Answer[models.CheckConnectionAnswer]] = Answer(models.CheckConnectionAnswer)
_BODY: Final[Body[models.CheckConnectionBody]] = Body(models.CheckConnectionBody)


def build_request(id: str, body: models.CheckConnectionBody) -> Request:
    """Check a connection.

    Tests the connection with the third party and stores what it finds. Where there is a refresh token, the
    credentials are renewed on every check. A stored status of `disconnected` is returned as it is, never
    tested again: only the end user changes it, by connecting again. A connector that has no test answers
    `healthy`, and then nothing was tested or stored. Read the connection afterwards: what the answer says can
    be older than what is stored.

    Args:
        id: Id of the connection. It starts with `conn_`.
        body: An empty object.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt server source (high). The vendor says no more than that it verifies that a connection is
    healthy. When the test itself fails, the server stores `error` and answers with the status from before.
    """
    return Request(
        operation=OPERATION,
        path="/connection/" + path_segment("id", id, pattern="^conn_") + "/check",
        query="",
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.CheckConnectionAnswer:
    """Return the `CheckConnectionAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
