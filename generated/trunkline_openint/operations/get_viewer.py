"""GET /viewer: Get who is calling."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="get_viewer",
    method="GET",
    path="/viewer",
    success=(200,),
)

_ANSWER: Final[Answer[models.Viewer]] = Answer(models.Viewer)


def build_request() -> Request:
    """Get who is calling.

    Returns what the server makes of the token: whose it is and in which role. Without a token it answers too,
    with the role `anon`.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/viewer",
        query="",
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.Viewer:
    """Return the `Viewer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
