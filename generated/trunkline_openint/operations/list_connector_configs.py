"""GET /connector-config: List connector configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from .. import models
from .._decode import Answer
from .._encode import array, integer, query_string, text
from .._wire import UNSET, Operation, Pagination, Request, Response, UnsetType

if TYPE_CHECKING:
    from collections.abc import Sequence

OPERATION: Final = Operation(
    name="list_connector_configs",
    method="GET",
    path="/connector-config",
    success=(200,),
    pagination=Pagination(
        style="offset", items="items", limit="limit", position="offset", next=None, max_limit=3000
    ),
)

_ANSWER: Final[Answer[models.ListConnectorConfigsAnswer]] = Answer(models.ListConnectorConfigsAnswer)


def build_request(
    *,
    limit: int | UnsetType = UNSET,
    offset: int | UnsetType = UNSET,
    expand: Sequence[models.ConnectorConfigExpansion] | UnsetType = UNSET,
    connector_names: Sequence[str] | UnsetType = UNSET,
    search_query: str | UnsetType = UNSET,
) -> Request:
    """List connector configurations.

    Returns connector configurations page by page, those changed last first. They hold the client secrets of
    the organization's own applications.

    Args:
        limit: How many configurations to return at most. Zero is allowed and returns none. The API's default:
            50.
        offset: How many configurations to skip. The API's default: 0.
        expand: Related objects to put into every configuration.
        connector_names: Only configurations of these connectors; every connector unless given.
        search_query: Only configurations with this text in their id or connector name, upper and lower case
            alike.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/connector-config",
        query=query_string(
            integer("limit", limit, minimum=0, maximum=3000),
            integer("offset", offset, minimum=0),
            array("expand", expand, choices=get_args(models.ConnectorConfigExpansion)),
            array("connector_names", connector_names),
            text("search_query", search_query),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ListConnectorConfigsAnswer:
    """Return the `ListConnectorConfigsAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
