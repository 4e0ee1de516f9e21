"""GET /connection/{id}: Get one connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from .. import models
from .._decode import Answer
from .._encode import array, boolean, path_segment, query_string, text
from .._wire import UNSET, Operation, Request, Response, UnsetType

if TYPE_CHECKING:
    from collections.abc import Sequence

OPERATION: Final = Operation(
    name="get_connection",
    method="GET",
    path="/connection/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.Connection]] = Answer(models.Connection)


def build_request(
    id: str,
    *,
    include_secrets: bool | UnsetType = UNSET,
    refresh_policy: models.RefreshPolicy | UnsetType = UNSET,
    expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
) -> Request:
    """Get one connection.

    Returns the connection with this id. Its credentials are part of the answer only with `include_secrets`,
    and only then does `refresh_policy` have any effect: without the credentials at hand the server checks
    nothing.

    Args:
        id: Id of the connection. It starts with `conn_`.
        include_secrets: Whether the answer carries the credentials, in `settings`. They are left out unless
            this is true.
        refresh_policy: When the server renews the credentials before it answers; `auto` unless given. It
            counts only together with `include_secrets`. The API's default: 'auto'.
        expand: Related objects to put into the answer.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt API reference, Get connection (documented).
    """
    return Request(
        operation=OPERATION,
        path="/connection/" + path_segment("id", id, pattern="^conn_"),
        query=query_string(
            boolean("include_secrets", include_secrets, omit_false=True),
            text("refresh_policy", refresh_policy, choices=get_args(models.RefreshPolicy)),
            array("expand", expand, choices=get_args(models.ConnectionExpansion)),
        ),
        headers=(),
        body=None,
        repeatable=not (
            refresh_policy == "force"
            or (include_secrets is True and refresh_policy == "auto")
            or (include_secrets is True and refresh_policy is UNSET)
        ),
    )


def parse_response(response: Response) -> models.Connection:
    """Return the `Connection` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
