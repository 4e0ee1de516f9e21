"""POST /api/v1/connections/{connectionId}/refresh: Run a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="refresh_connection",
    method="POST",
    path="/api/v1/connections/{connectionId}/refresh",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectionRunAnswer]] = Answer(models.ConnectionRunAnswer)
_BODY: Final[Body[models.RefreshConnectionBody]] = Body(models.RefreshConnectionBody)


def build_request(connection_id: str, body: models.RefreshConnectionBody) -> Request:
    """Run a connection.

    Starts a run, which reads the source and writes the destination, and returns it as it stands then: it has
    only begun. Every call starts another run. No OAuth scope is needed.

    Args:
        connection_id: Id of the connection.
        body: What to run it with. All of it is optional, but there has to be a body.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Workiva published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/api/v1/connections/" + path_segment("connection_id", connection_id) + "/refresh",
        query="",
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.ConnectionRunAnswer:
    """Return the `ConnectionRunAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
