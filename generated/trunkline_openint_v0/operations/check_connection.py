"""POST /core/connection/{id}/_check: Check a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, header, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="check_connection",
    method="POST",
    path="/core/connection/{id}/_check",
    success=(200,),
)

_ANSWER: Final[Answer[models.CheckConnectionAnswer]] = Answer(models.CheckConnectionAnswer)
_BODY: Final[Body[models.CheckConnectionBody]] = Body(models.CheckConnectionBody)


def build_request(id: str, body: models.CheckConnectionBody) -> Request:
    """Check a connection.

    Tests the connection with the third party and, unless told otherwise, stores what it finds. The answer is
    the connection, its credentials included, or one sentence when its connector has no test. Read the
    connection afterwards for what is stored.

    Args:
        id: Id of the connection. It starts with `conn_`.
        body: How to check; may be without members.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connection/" + path_segment("id", id, pattern="^conn_") + "/_check",
        query="",
        headers=(
            *header("id", "x-connection-id", id),
            ("content-type", "application/json"),
        ),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.CheckConnectionAnswer:
    """Return the `CheckConnectionAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
