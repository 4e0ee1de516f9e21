"""GET /connector: List connectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from .. import models
from .._decode import Answer
from .._encode import array, integer, query_string
from .._wire import UNSET, Operation, Pagination, Request, Response, UnsetType

if TYPE_CHECKING:
    from collections.abc import Sequence

OPERATION: Final = Operation(
    name="list_connectors",
    method="GET",
    path="/connector",
    success=(200,),
    pagination=Pagination(
        style="offset", items="items", limit="limit", position="offset", next=None, max_limit=3000
    ),
)

_ANSWER: Final[Answer[models.ListConnectorsAnswer]] = Answer(models.ListConnectorsAnswer)


def build_request(
    *,
    limit: int | UnsetType = UNSET,
    offset: int | UnsetType = UNSET,
    expand: Sequence[models.ConnectorExpansion] | UnsetType = UNSET,
) -> Request:
    """List connectors.

    Returns the connectors on offer page by page, in an order that does not change.

    Args:
        limit: How many connectors to return at most. Zero is allowed and returns none. The API's default: 50.
        offset: How many connectors to skip. The API's default: 0.
        expand: Related objects to put into every connector.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt API reference, List connectors (documented).
    """
    return Request(
        operation=OPERATION,
        path="/connector",
        query=query_string(
            integer("limit", limit, minimum=0, maximum=3000),
            integer("offset", offset, minimum=0),
            array("expand", expand, choices=get_args(models.ConnectorExpansion)),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ListConnectorsAnswer:
    """Return the `ListConnectorsAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
