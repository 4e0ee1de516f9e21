"""PATCH /core/connector_config/{id}: Update a connector configuration."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="update_connector_config",
    method="PATCH",
    path="/core/connector_config/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectorConfig]] = Answer(models.ConnectorConfig)
_BODY: Final[Body[models.UpdateConnectorConfigBody]] = Body(models.UpdateConnectorConfigBody)


def build_request(id: str, body: models.UpdateConnectorConfigBody) -> Request:
    """Update a connector configuration.

    Changes the members that are given and returns the configuration as it is stored then. `config` is not
    among them; create_connector_config with an id changes it.

    Args:
        id: Id of the configuration. It starts with `ccfg_`.
        body: What to change.

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
