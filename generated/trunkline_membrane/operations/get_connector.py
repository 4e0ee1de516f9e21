"""GET /connectors/{idOrKey}: Get one connector."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="get_connector",
    method="GET",
    path="/connectors/{idOrKey}",
    success=(200,),
)

_ANSWER: Final[Answer[models.Connector]] = Answer(models.Connector)


def build_request(id_or_key: str) -> Request:
    """Get one connector.

    Returns the connector with this id or key.

    Args:
        id_or_key: Id or key of the connector.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane documentation (medium).
    """
    return Request(
        operation=OPERATION,
        path="/connectors/" + path_segment("id_or_key", id_or_key),
        query="",
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.Connector:
    """Return the `Connector` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
