"""GET /api/v1/connections/{connectionId}: Get one connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment, query_string, text
from .._wire import UNSET, Operation, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="get_connection",
    method="GET",
    path="/api/v1/connections/{connectionId}",
    success=(200,),
)

_ANSWER: Final[Answer[models.GetConnectionAnswer]] = Answer(models.GetConnectionAnswer)


def build_request(connection_id: str, *, workspace_id: str | UnsetType = UNSET) -> Request:
    """Get one connection.

    Returns the connection with this id, with its latest run. No OAuth scope is needed.

    Args:
        connection_id: Id of the connection.
        workspace_id: Id of the workspace to look in; of 40 characters at most.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Workiva Wdata API reference, Get connection details (documented).
    """
    return Request(
        operation=OPERATION,
        path="/api/v1/connections/" + path_segment("connection_id", connection_id),
        query=query_string(
            text("workspace_id", workspace_id, wire="workspaceId", max_length=40),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.GetConnectionAnswer:
    """Return the `GetConnectionAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
