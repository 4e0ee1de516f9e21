"""POST /customer/{customer_id}/token: Create a token for a customer."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="create_token",
    method="POST",
    path="/customer/{customer_id}/token",
    success=(200,),
)

_ANSWER: Final[Answer[models.CreateTokenAnswer]] = Answer(models.CreateTokenAnswer)
_BODY: Final[Body[models.CreateTokenBody]] = Body(models.CreateTokenBody)


def build_request(customer_id: str, body: models.CreateTokenBody) -> Request:
    """Create a token for a customer.

    Makes a token with which the customer's own software can call this API, and a link to the page where the
    customer connects applications. Both work for anybody who has them until the token expires. It needs a key
    of the organization.

    Args:
        customer_id: Id of the customer, chosen by the organization; not empty.
        body: How long the token lasts and what the page offers; may be without members.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/customer/" + path_segment("customer_id", customer_id, min_length=1) + "/token",
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
