"""PUT /customer: Create or update a customer."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="upsert_customer",
    method="PUT",
    path="/customer",
    success=(200,),
)

_ANSWER: Final[Answer[models.Customer]] = Answer(models.Customer)
_BODY: Final[Body[models.UpsertCustomerBody]] = Body(models.UpsertCustomerBody)


def build_request(body: models.UpsertCustomerBody) -> Request:
    """Create or update a customer.

    Stores the customer and returns it with its own API key, which is made once and stays. It needs a key of
    the organization.

    Args:
        body: The customer to store.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/customer",
        query="",
        headers=(("content-type", "application/json"),),
        body=_BODY.encode(body),
        repeatable=False,
    )


def parse_response(response: Response) -> models.Customer:
    """Return the `Customer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
