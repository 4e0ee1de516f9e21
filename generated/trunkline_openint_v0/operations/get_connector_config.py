"""GET /core/connector_config/{id}: Get one connector configuration."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="get_connector_config",
    method="GET",
    path="/core/connector_config/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectorConfig]] = Answer(models.ConnectorConfig)


def build_request(id: str) -> Request:
    """Get one connector configuration.

    Returns the connector configuration with this id, the client secret of the organization's own application
    included.

    Args:
        id: Id of the configuration. It starts with `ccfg_`.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connector_config/" + path_segment("id", id, pattern="^ccfg_"),
        query="",
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ConnectorConfig:
    """Return the `ConnectorConfig` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
