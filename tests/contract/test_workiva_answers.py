"""What is made of Workiva's answers, in every colour: lists and their ends, connections without an id, errors."""

from __future__ import annotations

from typing import Any

import pytest
from colours import Colour
from fault_server import answer
from workiva_answers import envelope, somewhere

from trunkline import APIResponseError, AuthenticationError, BadRequestError, InvalidArgumentError
from trunkline.providers import Workiva


@pytest.fixture
def workspace(colour: Colour, server: Any) -> Any:
    return colour.client(somewhere(server))


def page(*rows: dict[str, Any], **members: Any) -> Any:
    return answer({"body": rows, "code": 200, **members})


@pytest.mark.parametrize("cursor", ["", "  ", "\n"])
def test_a_blank_cursor_is_the_end(workspace: Any, server: Any, cursor: str) -> None:
    server.answers(page({"connectionId": "w1"}, cursor="two"), page({"connectionId": "w2"}, cursor=cursor))
    assert [each.id for each in workspace.connections.list()] == ["w1", "w2"]
    assert server.seen[1].query == {"cursor": "two"}
    assert len(server.seen) == 2


@pytest.mark.parametrize("body", [{"name": "x"}, {"connectionId": ""}, {"connectionId": None}])
def test_a_connection_that_does_not_say_which_it_is_is_refused(
    workspace: Any, server: Any, body: dict[str, Any]
) -> None:
    server.answers(envelope(**body))
    with pytest.raises(APIResponseError, match=r"body\.connectionId is missing"):
        workspace.connections.get("w1")
    server.answers(page(body))
    with pytest.raises(APIResponseError, match=r"body\[0\]\.connectionId is missing"):
        list(workspace.connections.list())
    server.answers(envelope(connectionId="w2"))
    with pytest.raises(APIResponseError, match="another connection"):
        workspace.connections.get("w1")


@pytest.mark.parametrize(("code", "is_error"), [(399, False), ("399", False), (400, True), ("400", True)])
def test_an_envelope_that_says_error_is_one(
    workspace: Any, server: Any, code: int | str, is_error: bool
) -> None:
    server.answers(answer({"body": {"connectionId": "w1"}, "code": code}))
    if not is_error:
        assert workspace.connections.get("w1").id == "w1"
        return
    with pytest.raises(APIResponseError, match="code 400"):
        workspace.connections.get("w1")


def test_a_kind_is_picked_out_of_whole_pages(workspace: Any, server: Any) -> None:
    rows = [
        {"connectionId": f"w{number}", "sourceType": kind} for number, kind in enumerate(("report", "wdata"))
    ]
    server.answers(page(*rows))
    found = workspace.connections.list(connector="report", page_size=1)
    assert [each.id for each in found] == ["w0"]
    assert server.seen[0].query == {"limit": "1000"}
    with pytest.raises(InvalidArgumentError, match="page_size"):
        workspace.connections.list(connector="report", page_size=1001)
    # Of what kind it is, a row without either does not say.
    server.answers(page(*rows, {"connectionId": "w2"}))
    with pytest.raises(APIResponseError, match=r"body\[2\].*connector"):
        list(workspace.connections.list(connector="report"))
    assert len(list(workspace.connections.list())) == 3


@pytest.mark.parametrize(
    ("body", "message", "code"),
    [
        ({"body": ["no room", "no time"], "code": 400}, "no room; no time", "400"),
        ({"body": "no", "code": True}, "no", None),
        ({"error": "invalid_token", "error_description": "expired"}, "expired", None),
        ({"message": "no such route"}, "no such route", None),
        ({"body": {"x": 1}, "message": ["no"], "code": ""}, "the vendor gave no reason", None),
    ],
)
def test_an_error_is_told_in_whatever_words_it_has(
    workspace: Any, server: Any, body: dict[str, Any], message: str, code: str | None
) -> None:
    server.answers(answer(body, 400))
    with pytest.raises(BadRequestError) as caught:
        workspace.connections.get("w1")
    assert (caught.value.message, caught.value.code) == (message, code)


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (400, "invalid_request", "did not accept the request for a token"),
        (401, "invalid_scope", "did not accept the request for a token"),
        (400, "unsupported_grant_type", "did not accept the request for a token"),
        (400, "unsupported_response_type", "did not accept the request for a token"),
        (404, None, "gave no token"),
        (400, "unauthorized_client", "refused the client credentials"),
        (401, "invalid_client", "refused the client credentials"),
        (403, "access_denied", "refused the client credentials"),
        (400, None, "refused the client credentials"),
    ],
)
def test_why_there_is_no_token_is_told_as_it_is(
    colour: Colour, server: Any, status: int, code: str | None, said: str
) -> None:
    server.on("/oauth2/token", answer({"error": code, "error_description": "no"}, status))
    client = colour.client(Workiva(client_id="c", client_secret="not-to-be-told", base_url=server.origin))
    with pytest.raises(AuthenticationError) as caught:
        client.connections.get("w1")
    assert caught.value.message == f"the token endpoint {said}"
    assert (caught.value.code, caught.value.status) == (code, status)


@pytest.mark.parametrize("argument", ["source_parameters", "destination_parameters"])
def test_parameters_that_are_none_are_not_sent(workspace: Any, server: Any, argument: str) -> None:
    with pytest.raises(InvalidArgumentError, match=argument):
        workspace.connections.run("w1", **{argument: None})
    assert not server.seen
