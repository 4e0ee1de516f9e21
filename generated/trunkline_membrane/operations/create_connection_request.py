"""POST /connection-requests: Ask for a page where the end user connects."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="create_connection_request",
    method="POST",
    path="/connection-requests",
    success=tuple(range(200, 300)),
)

_ANSWER: Final[Answer[models.ConnectionRequest]] = Answer(models.ConnectionRequest)
_BODY: Final[Body[models.CreateConnectionRequestBody]] = Body(models.CreateConnectionRequestBody)


def build_request(body: models.CreateConnectionRequestBody) -> Request:
    """Ask for a page where the end user connects.

    Makes a request to connect, for the tenant that the token is signed for. The end user opens its `url`.
    With `connectionId` that connection is connected again; otherwise a new one is made, of the integration or
    connector that is named.

    Args:
        body: What to connect: at least one of `integrationId`, `integrationKey`, `connectorId`,
            `connectorKey` and `connectionId`.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane documentation (high). The status of the success is not said; any is taken.
    """
    return Request(
        operation=OPERATION,
        path="/connection-requests",
        query="",
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.ConnectionRequest:
    """Return the `ConnectionRequest` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
