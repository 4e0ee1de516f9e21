"""DELETE /connector-config/{id}: Delete a connector configuration."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="delete_connector_config",
    method="DELETE",
    path="/connector-config/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.DeleteConnectorConfigAnswer]] = Answer(models.DeleteConnectorConfigAnswer)


def build_request(id: str) -> Request:
    """Delete a connector configuration.

    Removes the configuration for good. It needs a key of the organization.

    Args:
        id: Id of the configuration. It starts with `ccfg_`.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/connector-config/" + path_segment("id", id, pattern="^ccfg_"),
        query="",
        headers=(),
        body=None,
        repeatable=False,
    )


def parse_response(response: Response) -> models.DeleteConnectorConfigAnswer:
    """Return the `DeleteConnectorConfigAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
