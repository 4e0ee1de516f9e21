"""GET /api/v1/connections: List connections."""

from __future__ import annotations

from typing import Final, get_args

from .. import models
from .._decode import Answer
from .._encode import integer, query_string, text
from .._wire import UNSET, Operation, Pagination, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="list_connections",
    method="GET",
    path="/api/v1/connections",
    success=(200,),
    pagination=Pagination(
        style="cursor", items="body", limit="limit", position="cursor", next="cursor", max_limit=1000
    ),
)

_ANSWER: Final[Answer[models.ListConnectionsAnswer]] = Answer(models.ListConnectionsAnswer)


def build_request(
    *,
    source_type: models.SourceType | UnsetType = UNSET,
    destination_type: models.DestinationType | UnsetType = UNSET,
    source_id: str | UnsetType = UNSET,
    destination_id: str | UnsetType = UNSET,
    cursor: str | UnsetType = UNSET,
    limit: int | UnsetType = UNSET,
    offset: int | UnsetType = UNSET,
) -> Request:
    """List connections.

    Returns connections page by page. The end is reached when there is no `cursor`. A type of source or
    destination goes together with the id of the item: the vendor wants both. No OAuth scope is needed.

    Args:
        source_type: Only connections that read from this kind of item. Needs `sourceId`.
        destination_type: Only connections that write to this kind of item. Needs `destinationId`.
        source_id: Only connections that read from this item.
        destination_id: Only connections that write to this item.
        cursor: Where to read on, the `cursor` of the page before. With it `limit` is ignored.
        limit: How many connections to return at most. The API's default: 1000.
        offset: How many connections to skip, another way than `cursor` to read on. The API's default: 0.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Workiva published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/api/v1/connections",
        query=query_string(
            text("source_type", source_type, wire="sourceType", choices=get_args(models.SourceType)),
            text(
                "destination_type",
                destination_type,
                wire="destinationType",
                choices=get_args(models.DestinationType),
            ),
            text("source_id", source_id, wire="sourceId"),
            text("destination_id", destination_id, wire="destinationId"),
            text("cursor", cursor),
            integer("limit", limit, minimum=1, maximum=1000),
            integer("offset", offset, minimum=0),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ListConnectionsAnswer:
    """Return the `ListConnectionsAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
