"""GET /connectors: List connectors."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import boolean, integer, query_string, text
from .._wire import UNSET, Operation, Pagination, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="list_connectors",
    method="GET",
    path="/connectors",
    success=(200,),
    pagination=Pagination(
        style="cursor", items="items", limit="limit", position="cursor", next="cursor", max_limit=1000
    ),
)

_ANSWER: Final[Answer[models.ListConnectorsAnswer]] = Answer(models.ListConnectorsAnswer)


def build_request(
    *,
    limit: int | UnsetType = UNSET,
    cursor: str | UnsetType = UNSET,
    search: str | UnsetType = UNSET,
    include_archived: bool | UnsetType = UNSET,
) -> Request:
    """List connectors.

    Returns the connectors that the workspace can use, page by page. The end is reached when there is no
    `cursor`, not when a page is short or empty.

    Args:
        limit: How many items to return at most.
        cursor: Where to read on, the `cursor` of the page before.
        search: Only items that match this text.
        include_archived: Whether archived items are listed too.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane documentation (medium). The parameters are those of the list of public connectors in the
    SDK.
    """
    return Request(
        operation=OPERATION,
        path="/connectors",
        query=query_string(
            integer("limit", limit, minimum=1, maximum=1000),
            text("cursor", cursor),
            text("search", search),
            boolean("include_archived", include_archived, wire="includeArchived"),
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
