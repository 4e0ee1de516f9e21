"""GET /integrations/{id}: Get one integration."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="get_integration",
    method="GET",
    path="/integrations/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.Integration]] = Answer(models.Integration)


def build_request(id: str) -> Request:
    """Get one integration.

    Returns the integration with this id or key.

    Args:
        id: Id or key of the integration.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane documentation (high).
    """
    return Request(
        operation=OPERATION,
        path="/integrations/" + path_segment("id", id),
        query="",
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.Integration:
    """Return the `Integration` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
