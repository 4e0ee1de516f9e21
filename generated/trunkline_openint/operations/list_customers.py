"""GET /customer: List customers."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import integer, query_string, text
from .._wire import UNSET, Operation, Pagination, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="list_customers",
    method="GET",
    path="/customer",
    success=(200,),
    pagination=Pagination(
        style="offset", items="items", limit="limit", position="offset", next=None, max_limit=3000
    ),
)

_ANSWER: Final[Answer[models.ListCustomersAnswer]] = Answer(models.ListCustomersAnswer)


def build_request(
    *, limit: int | UnsetType = UNSET, offset: int | UnsetType = UNSET, search_query: str | UnsetType = UNSET
) -> Request:
    """List customers.

    Returns, page by page, the customers that have connections, with how many they have. It needs a key of the
    organization.

    Args:
        limit: How many customers to return at most. Zero is allowed and returns none. The API's default: 50.
        offset: How many customers to skip. The API's default: 0.
        search_query: Only customers with this text in their id, or in the name of a connector that they have
            connected, upper and lower case alike.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/customer",
        query=query_string(
            integer("limit", limit, minimum=0, maximum=3000),
            integer("offset", offset, minimum=0),
            text("search_query", search_query),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ListCustomersAnswer:
    """Return the `ListCustomersAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
