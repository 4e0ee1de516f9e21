"""POST /core/connection/{id}/_sync: Sync a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, header, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="sync_connection",
    method="POST",
    path="/core/connection/{id}/_sync",
    success=(200,),
)

_ANSWER: Final[Answer[models.SyncConnectionAnswer]] = Answer(models.SyncConnectionAnswer)
_BODY: Final[Body[models.SyncConnectionBody]] = Body(models.SyncConnectionBody)


def build_request(id: str, body: models.SyncConnectionBody) -> Request:
    """Sync a connection.

    Reads the third party's data through the connection, and answers when that is done, or at once with
    `async`. The ids in the answer lead nowhere: no operation of this API takes one.

    Args:
        id: Id of the connection. It starts with `conn_`.
        body: How to sync; may be without members.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connection/" + path_segment("id", id, pattern="^conn_") + "/_sync",
        query="",
        headers=(
            *header("id", "x-connection-id", id),
            ("content-type", "application/json"),
        ),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.SyncConnectionAnswer:
    """Return the `SyncConnectionAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
