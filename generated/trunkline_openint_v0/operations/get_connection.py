"""GET /core/connection/{id}: Get one connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from .. import models
from .._decode import Answer
from .._encode import array, boolean, header, path_segment, query_string
from .._wire import UNSET, Operation, Request, Response, UnsetType

if TYPE_CHECKING:
    from collections.abc import Sequence

OPERATION: Final = Operation(
    name="get_connection",
    method="GET",
    path="/core/connection/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.ConnectionDetails]] = Answer(models.ConnectionDetails)


def build_request(
    id: str,
    *,
    force_refresh: bool | UnsetType = UNSET,
    expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
) -> Request:
    """Get one connection.

    Returns the connection with this id, its credentials always included. The server may first test the
    connection with the third party, and store what it finds: with `forceRefresh`, with `expand`, and whenever
    no later time of expiry is stored, which is the case for everything but OAuth. So it can be slow.

    Args:
        id: Id of the connection. It starts with `conn_`.
        force_refresh: Whether the connection is tested with the third party before the answer, whatever its
            state.
        expand: Related objects to put into the answer.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/connection/" + path_segment("id", id, pattern="^conn_"),
        query=query_string(
            boolean("force_refresh", force_refresh, wire="forceRefresh", omit_false=True),
            array("expand", expand, choices=get_args(models.ConnectionExpansion), delimiter=","),
        ),
        headers=(*header("id", "x-connection-id", id),),
        body=None,
        repeatable=not (force_refresh is True),
    )


def parse_response(response: Response) -> models.ConnectionDetails:
    """Return the `ConnectionDetails` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
