"""GET /core/connection: List connections."""

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
    path="/core/connection",
    success=(200,),
    pagination=Pagination(
        style="offset", items="$", limit="limit", position="offset", next=None, max_limit=None
    ),
)

_ANSWER: Final[Answer[models.ListConnectionsAnswer]] = Answer(models.ListConnectionsAnswer)


def build_request(
    *,
    force_refresh: bool | UnsetType = UNSET,
    expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
    limit: int | UnsetType = UNSET,
    offset: int | UnsetType = UNSET,
    customer_id: str | UnsetType = UNSET,
    connector_config_id: str | UnsetType = UNSET,
    connector_name: str | UnsetType = UNSET,
) -> Request:
    """List connections.

    Returns connections in no particular order, their credentials always included, and says neither how many
    there are nor whether more follow: read on while a page is as long as `limit`. Without `limit` all of them
    come at once. Each is tested as in get_connection, and one test that fails fails the whole answer.

    Args:
        force_refresh: Whether every connection is tested with the third party before the answer, whatever its
            state.
        expand: Related objects to put into every connection.
        limit: How many connections to return at most. Without it, or with zero, all of them.
        offset: How many connections to skip.
        customer_id: Only connections of this customer.
        connector_config_id: Only connections made with this connector configuration. It starts with `ccfg_`.
        connector_name: Only connections of this connector.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connection",
        query=query_string(
            boolean("force_refresh", force_refresh, wire="forceRefresh", omit_false=True),
            array("expand", expand, choices=get_args(models.ConnectionExpansion), delimiter=","),
            integer("limit", limit, minimum=0),
            integer("offset", offset, minimum=0),
            text("customer_id", customer_id, wire="customerId", min_length=1),
            text("connector_config_id", connector_config_id, wire="connectorConfigId", pattern="^ccfg_"),
            text("connector_name", connector_name, wire="connectorName"),
        ),
        headers=(),
        body=None,
        repeatable=not (force_refresh is True),
    )


def parse_response(response: Response) -> models.ListConnectionsAnswer:
    """Return the `ListConnectionsAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
