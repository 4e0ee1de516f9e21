"""PUT /core/customer/{id}: Create or update a customer."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import Body, path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="upsert_customer",
    method="PUT",
    path="/core/customer/{id}",
    success=(200,),
)

_ANSWER: Final[Answer[models.Customer]] = Answer(models.Customer)
_BODY: Final[Body[models.UpsertCustomerBody]] = Body(models.UpsertCustomerBody)


def build_request(id: str, body: models.UpsertCustomerBody) -> Request:
    """Create or update a customer.

    Stores the customer with this id and returns it.

    Args:
        id: Id of the customer, chosen by the organization; not empty.
        body: What to store about the customer; may be without members.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: OpenInt v0 published OpenAPI document (high).
    """
    return Request(
        operation=OPERATION,
        path="/core/customer/" + path_segment("id", id, min_length=1),
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
