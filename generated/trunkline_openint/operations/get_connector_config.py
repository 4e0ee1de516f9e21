"""GET /connector-config/{id}: Get one connector configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from .. import models
from .._decode import Answer
from .._encode import array, path_segment, query_string
from .._wire import UNSET, Operation, Request, Response, UnsetType

if TYPE_CHECKING:
    from collections.abc import Sequence

OPERATION: Final = Operation(
    name="get_connector_config",
    method="GET",
    path="/connector-config/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectorConfig]] = Answer(models.ConnectorConfig)


def build_request(
    id: str, *, expand: Sequence[models.ConnectorConfigExpansion] | UnsetType = UNSET
) -> Request:
    """Get one connector configuration.

    Returns the connector configuration with this id, the client secret of the organization's own application
    included.

    Args:
        id: Id of the configuration. It starts with `ccfg_`.
        expand: Related objects to put into the answer.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/connector-config/" + path_segment("id", id, pattern="^ccfg_"),
        query=query_string(
            array("expand", expand, choices=get_args(models.ConnectorConfigExpansion)),
        ),
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
