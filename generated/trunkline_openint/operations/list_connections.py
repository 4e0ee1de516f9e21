"""GET /connection: List connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from .. import models
from .._decode import Answer
from .._encode import array, boolean, integer, query_string, text
from .._wire import UNSET, Operation, Pagination, Request, Response, UnsetType

if TYPE_CHECKING:
    from collections.abc import Sequence

OPERATION: Final = Operation(
    name="list_connections",
    method="GET",
    path="/connection",
    success=(200,),
    pagination=Pagination(
        style="offset", items="items", limit="limit", position="offset", next=None, max_limit=3000
    ),
)

_ANSWER: Final[Answer[models.ListConnectionsAnswer]] = Answer(models.ListConnectionsAnswer)


def build_request(
    *,
    limit: int | UnsetType = UNSET,
    offset: int | UnsetType = UNSET,
    connector_names: Sequence[str] | UnsetType = UNSET,
    customer_id: str | UnsetType = UNSET,
    connector_config_id: str | UnsetType = UNSET,
    include_secrets: bool | UnsetType = UNSET,
    expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
    search_query: str | UnsetType = UNSET,
    refresh_policy: models.RefreshPolicy | UnsetType = UNSET,
) -> Request:
    """List connections.

    Returns connections page by page, those changed last first. A check or a refresh counts as a change, so a
    connection can move to another page while the pages are read.

    Args:
        limit: How many connections to return at most. Zero is allowed and returns none. The API's default:
            50.
        offset: How many connections to skip. The API's default: 0.
        connector_names: Only connections of these connectors; every connector unless given.
        customer_id: Only connections of this customer.
        connector_config_id: Only connections made with this connector configuration. It starts with `ccfg_`.
        include_secrets: Whether the answer carries the credentials, in `settings`. They are left out unless
            this is true.
        expand: Related objects to put into every connection.
        search_query: Only connections with this text in their id, customer id or connector name, upper and
            lower case alike.
        refresh_policy: When the server renews the credentials of the listed connections; `none` unless given,
            unlike in get_connection. It counts only together with `include_secrets`. One connection that
            cannot be checked fails the whole page. The API's default: 'none'.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/connection",
        query=query_string(
            integer("limit", limit, minimum=0, maximum=3000),
            integer("offset", offset, minimum=0),
            array("connector_names", connector_names),
            text("customer_id", customer_id),
            text("connector_config_id", connector_config_id, pattern="^ccfg_"),
            boolean("include_secrets", include_secrets, omit_false=True),
            array("expand", expand, choices=get_args(models.ConnectionExpansion)),
            text("search_query", search_query),
            text("refresh_policy", refresh_policy, choices=get_args(models.RefreshPolicy)),
        ),
        headers=(),
        body=None,
        repeatable=not (refresh_policy == "force" or (include_secrets is True and refresh_policy == "auto")),
    )


def parse_response(response: Response) -> models.ListConnectionsAnswer:
    """Return the `ListConnectionsAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
