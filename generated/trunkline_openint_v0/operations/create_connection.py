"""POST /core/connection: Create a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="create_connection",
    method="POST",
    path="/core/connection",
    success=(200,),
)

_ANSWER: Final[Answer[models.CreateConnectionAnswer]] = Answer(models.CreateConnectionAnswer)
_BODY: Final[Body[models.CreateConnectionBody]] = Body(models.CreateConnectionBody)


def build_request(body: models.CreateConnectionBody) -> Request:
    """Create a connection.

    Imports a connection whose credentials the caller already has, and answers with its id alone. The
    credentials are tested where the connector can; then a first sync is started. Every call makes another
    connection. Without a `displayName` that is not empty, `customerId`, `disabled`, `metadata` and
    `integrationId` are dropped without a word: set them with update_connection afterwards.

    Args:
        body: The connection to import.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connection",
        query="",
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.CreateConnectionAnswer:
    """Return the `CreateConnectionAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
