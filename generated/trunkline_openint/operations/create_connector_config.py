"""POST /connector-config: Create a connector configuration."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="create_connector_config",
    method="POST",
    path="/connector-config",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectorConfig]] = Answer(models.ConnectorConfig)
_BODY: Final[Body[models.CreateConnectorConfigBody]] = Body(models.CreateConnectorConfigBody)


def build_request(body: models.CreateConnectorConfigBody) -> Request:
    """Create a connector configuration.

    Sets up a connector for the organization, by default with OpenInt's own application at the third party.
    Every call makes another configuration. It needs a key of the organization.

    Args:
        body: The configuration to create.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/connector-config",
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
