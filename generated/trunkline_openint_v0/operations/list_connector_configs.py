"""GET /core/connector_config: List connector configurations."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="list_connector_configs",
    method="GET",
    path="/core/connector_config",
    success=(200,),
)

_ANSWER: Final[Answer[models.ListConnectorConfigsAnswer]] = Answer(models.ListConnectorConfigsAnswer)


def build_request() -> Request:
    """List connector configurations.

    Returns all connector configurations at once, the client secrets of the organization's own applications
    included.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connector_config",
        query="",
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ListConnectorConfigsAnswer:
    """Return the `ListConnectorConfigsAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
