"""POST /core/connector_config: Create or update a connector configuration."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="create_connector_config",
    method="POST",
    path="/core/connector_config",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectorConfig]] = Answer(models.ConnectorConfig)
_BODY: Final[Body[models.CreateConnectorConfigBody]] = Body(models.CreateConnectorConfigBody)


def build_request(body: models.CreateConnectorConfigBody) -> Request:
    """Create or update a connector configuration.

    Stores a configuration and returns it. With an `id` that is known it updates that one; without an `id` it
    needs `connectorName`, and every call makes another configuration.

    Args:
        body: The configuration to store.

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
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.ConnectorConfig:
    """Return the `ConnectorConfig` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
