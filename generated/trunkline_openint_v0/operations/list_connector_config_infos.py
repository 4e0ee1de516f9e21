"""GET /core/connector_config_info: List what may be known of connector configurations."""

from __future__ import annotations

from typing import Final, get_args

from .. import models
from .._decode import Answer
from .._encode import query_string, text
from .._wire import UNSET, Operation, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="list_connector_config_infos",
    method="GET",
    path="/core/connector_config_info",
    success=(200,),
)

_ANSWER: Final[Answer[models.ListConnectorConfigInfosAnswer]] = Answer(models.ListConnectorConfigInfosAnswer)


def build_request(
    *,
    type_: models.ConnectorDirection | UnsetType = UNSET,
    id: str | UnsetType = UNSET,
    connector_name: str | UnsetType = UNSET,
) -> Request:
    """List what may be known of connector configurations.

    Returns all connector configurations that are switched on at once, without their secrets. A customer's
    token may call it too.

    Args:
        type_: Only configurations whose connector can be read from, or written to.
        id: Only the configuration with this id. It starts with `ccfg_`.
        connector_name: Only configurations of this connector.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connector_config_info",
        query=query_string(
            text("type_", type_, wire="type", choices=get_args(models.ConnectorDirection)),
            text("id", id, pattern="^ccfg_"),
            text("connector_name", connector_name, wire="connectorName"),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ListConnectorConfigInfosAnswer:
    """Return the `ListConnectorConfigInfosAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
