"""POST /connect/token: Create a token for a customer."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="create_token",
    method="POST",
    path="/connect/token",
    success=(200,),
)

_ANSWER: Final[Answer[models.CreateTokenAnswer]] = Answer(models.CreateTokenAnswer)
_BODY: Final[Body[models.CreateTokenBody]] = Body(models.CreateTokenBody)


def build_request(body: models.CreateTokenBody) -> Request:
    """Create a token for a customer.

    Makes a token with which the customer's own software can call this API. It works for anybody who has it
    until it expires.

    Args:
        body: Whose token, and how long it lasts.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/connect/token",
        query="",
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.CreateTokenAnswer:
    """Return the `CreateTokenAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
