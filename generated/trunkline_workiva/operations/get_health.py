"""GET /health: Tell how the service is."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="get_health",
    method="GET",
    path="/health",
    success=(200,),
)

_ANSWER: Final[Answer[models.HealthAnswer]] = Answer(models.HealthAnswer)


def build_request() -> Request:
    """Tell how the service is.

    Returns the state of each part of the service, by the name of the part.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Workiva published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/health",
        query="",
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.HealthAnswer:
    """Return the `HealthAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
