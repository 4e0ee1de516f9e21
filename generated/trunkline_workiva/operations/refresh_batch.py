"""POST /api/v1/connections/batch/refresh: Run several connections together."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, boolean, query_string
from .._wire import UNSET, Operation, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="refresh_batch",
    method="POST",
    path="/api/v1/connections/batch/refresh",
    success=(200,),
)

_ANSWER: Final[Answer[models.RefreshBatchAnswer]] = Answer(models.RefreshBatchAnswer)
_BODY: Final[Body[models.RefreshBatchBody]] = Body(models.RefreshBatchBody)


def build_request(body: models.RefreshBatchBody, *, cancel_unwritables: bool | UnsetType = UNSET) -> Request:
    """Run several connections together.

    Starts a run of each of these connections, which have to lead into the same spreadsheet, or out of the
    same workbook. Every call starts another batch. No OAuth scope is needed.

    Args:
        cancel_unwritables: Whether a run whose destination cannot be written is cancelled alone; the batch
            goes on then.
        body: The connections to run, 100 at most.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Workiva published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/api/v1/connections/batch/refresh",
        query=query_string(
            boolean("cancel_unwritables", cancel_unwritables, wire="cancelUnwritables"),
        ),
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.RefreshBatchAnswer:
    """Return the `RefreshBatchAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
