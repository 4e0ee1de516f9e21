"""DELETE /core/connector_config/{id}: Delete a connector configuration."""

from __future__ import annotations

from typing import Final

from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="delete_connector_config",
    method="DELETE",
    path="/core/connector_config/{id}",
    success=(200,),
)


def build_request(id: str) -> Request:
    """Delete a connector configuration.

    Removes the configuration for good.

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
        repeatable=False,
    )


def parse_response(response: Response) -> None:
    """Return nothing: a success of this operation has no body to read."""
