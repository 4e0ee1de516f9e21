"""GET /api/v1/connections/{connectionId}/status: Get a run of a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment, query_string, text
from .._wire import UNSET, Operation, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="get_refresh_status",
    method="GET",
    path="/api/v1/connections/{connectionId}/status",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectionRunAnswer]] = Answer(models.ConnectionRunAnswer)


def build_request(
    connection_id: str, *, job_id: str | UnsetType = UNSET, workspace_id: str | UnsetType = UNSET
) -> Request:
    """Get a run of a connection.

    Returns the run of this job, or without `jobId` the latest one. No OAuth scope is needed.

    Args:
        connection_id: Id of the connection.
        job_id: Id of the job that the start of the run returned; the latest run when left out.
        workspace_id: Id of the workspace to look in; of 40 characters at most.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Workiva published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/api/v1/connections/" + path_segment("connection_id", connection_id) + "/status",
        query=query_string(
            text("job_id", job_id, wire="jobId"),
            text("workspace_id", workspace_id, wire="workspaceId", max_length=40),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ConnectionRunAnswer:
    """Return the `ConnectionRunAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
