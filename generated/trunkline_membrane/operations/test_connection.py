"""POST /connections/{id}/test: Test a connection."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import path_segment
from .._wire import Operation, Request, Response

OPERATION: Final = Operation(
    name="test_connection",
    method="POST",
    path="/connections/{id}/test",
    success=(200, 201, 204),
)

_ANSWER: Final[Answer[models.ConnectionTestResult]] = Answer(models.ConnectionTestResult)


def build_request(id: str) -> Request:
    """Test a connection.

    Has the server test the connection at the third party, for connections whose `canTest` is true. The
    request has no body.

    Args:
        id: Id of the connection.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane SDK (medium). The SDK has the answer as `{success}`, a specification of 2024 as status
    201 without a body; so an answer with and one without a body are both taken, with either status.
    """
    return Request(
        operation=OPERATION,
        path="/connections/" + path_segment("id", id) + "/test",
        query="",
        headers=(),
        body=None,
        repeatable=False,
    )


def parse_response(response: Response) -> models.ConnectionTestResult | None:
    """Return the `ConnectionTestResult` of a successful answer, or None when it has no body.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response) if response.content else None
