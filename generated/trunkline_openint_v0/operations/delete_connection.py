"""DELETE /core/connection/{id}: Delete a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import boolean, header, path_segment, query_string
from .._wire import UNSET, Operation, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="delete_connection",
    method="DELETE",
    path="/core/connection/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.DeleteConnectionAnswer]] = Answer(models.DeleteConnectionAnswer)


def build_request(id: str, *, skip_revoke: bool | UnsetType = UNSET) -> Request:
    """Delete a connection.

    Takes access back at the third party, where the connector can and unless told to skip it, and then removes
    the connection and its credentials for good.

    Args:
        id: Id of the connection. It starts with `conn_`.
        skip_revoke: Whether access at the third party is left as it is. It is taken back unless this is true.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connection/" + path_segment("id", id, pattern="^conn_"),
        query=query_string(
            boolean("skip_revoke", skip_revoke, wire="skipRevoke", omit_false=True),
        ),
        headers=(*header("id", "x-connection-id", id),),
        body=None,
        repeatable=False,
    )


def parse_response(response: Response) -> models.DeleteConnectionAnswer:
    """Return the `DeleteConnectionAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
