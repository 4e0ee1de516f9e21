"""GET /api/v1/connections/batch/refresh/{batchId}: Get a batch of runs."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment, query_string, text
from .._wire import UNSET, Operation, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="get_refresh_batch_status",
    method="GET",
    path="/api/v1/connections/batch/refresh/{batchId}",
    success=(200,),
)

_ANSWER: Final[Answer[models.RefreshBatchAnswer]] = Answer(models.RefreshBatchAnswer)


def build_request(batch_id: str, *, workspace_id: str | UnsetType = UNSET) -> Request:
    """Get a batch of runs.

    Returns the batch, with its runs. No OAuth scope is needed.

    Args:
        batch_id: Id of the batch.
        workspace_id: Id of the workspace to look in; of 40 characters at most.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Workiva published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/api/v1/connections/batch/refresh/" + path_segment("batch_id", batch_id),
        query=query_string(
            text("workspace_id", workspace_id, wire="workspaceId", max_length=40),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.RefreshBatchAnswer:
    """Return the `RefreshBatchAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
