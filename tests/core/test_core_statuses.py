"""From an error answer to an error: its class, the vendor's words made safe, and redirects that go nowhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, answer
from vendor_answers import (
    API_KEY,
    CUSTOMER_SECRET,
    TOKEN,
    membrane,
    openint,
    openint_connection,
    openint_v0,
    openint_v0_connection,
    workiva,
)

import trunkline
from trunkline import APIResponseError, APIStatusError, RedirectError, Retry, TrunklineError
from trunkline.testing import VirtualClock

ONCE = Retry(attempts=1)

CLASSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    402: "APIStatusError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    408: "APIStatusError",
    409: "ConflictError",
    410: "APIStatusError",
    418: "APIStatusError",
    422: "BadRequestError",
    423: "ConflictError",
    425: "APIStatusError",
    429: "RateLimitError",
    451: "APIStatusError",
    500: "ServerError",
    503: "ServerError",
    520: "ServerError",
    529: "ServerError",
    561: "ServerError",
    599: "ServerError",
    600: "APIStatusError",
    999: "APIStatusError",
}


@pytest.mark.parametrize("status", CLASSES)
def test_every_status_has_its_class(colour: Colour, server: FaultServer, status: int) -> None:
    server.answers(answer({"message": "no", "code": "NO"}, status, {"x-request-id": "req_1"}))
    client = colour.client(openint(server.origin), retry=ONCE)
    with pytest.raises(APIStatusError) as caught:
        client.connections.get("conn_a")
    error = caught.value
    assert type(error) is getattr(trunkline, CLASSES[status])
    assert (error.provider, error.operation, error.method) == ("openint", "get_connection", "GET")
    assert (error.path, error.status, error.code, error.message) == ("/connection/{id}", status, "NO", "no")
    assert (error.request_id, error.attempts) == ("req_1", 1)
    assert error.elapsed >= 0
    assert "conn_a" not in str(error)
    assert str(error) == f"openint get_connection: no (status {status}, code NO, request id req_1)"


@pytest.mark.parametrize("status", [201, 202, 204, 206, 207])
def test_another_success_is_no_success(colour: Colour, server: FaultServer, status: int) -> None:
    server.answers(answer(b"" if status == 204 else openint_connection(), status))
    client = colour.client(openint(server.origin))
    with pytest.raises(APIResponseError, match=f"status {status} is not what"):
        client.connections.get("conn_a")
    assert len(server.seen) == 1


def test_another_success_of_a_write_may_have_been_applied(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(b"", 202))
    client = colour.client(openint_v0(server.origin))
    with pytest.raises(APIResponseError) as caught:
        client.connections.update("conn_a", disabled=True)
    assert caught.value.may_have_been_applied


VENDORS: dict[str, tuple[Any, Any, str | None, str | None]] = {
    "openint": (
        openint,
        {"message": "gone", "code": "NOT_FOUND", "data": {"stack": "x"}},
        "gone",
        "NOT_FOUND",
    ),
    "openint-v0": (openint_v0, {"message": "gone", "code": "NOT_FOUND"}, "gone", "NOT_FOUND"),
    "openint-v0 before routing": (openint_v0, {"error_type": "T", "error_detail": "gone"}, "gone", "T"),
    "membrane": (membrane, {"type": "not_found", "key": "not_found", "message": "gone"}, "gone", "not_found"),
    "workiva": (workiva, {"body": "gone", "code": 404}, "gone", "404"),
    "workiva, many": (workiva, {"body": ["gone", "really"], "code": "404"}, "gone; really", "404"),
}


@pytest.mark.parametrize("case", VENDORS)
def test_each_vendors_own_words_are_read(server: FaultServer, case: str) -> None:
    make, body, message, code = VENDORS[case]
    server.answers(answer(body, 404))
    provider = make(server.origin, token=TOKEN) if make is workiva else make(server.origin)
    with Colour("sync") as colour, pytest.raises(trunkline.NotFoundError) as caught:
        colour.client(provider).connections.get("conn_a")
    assert (caught.value.message, caught.value.code) == (message, code)


@pytest.mark.parametrize("make", [openint, openint_v0, membrane, workiva], ids=lambda make: make.__name__)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"<html><h1>502 Bad Gateway canary</h1></html>",
        b"canary",
        b'{"message": "canary',
        b'{"message": {"deep": "canary"}, "code": ["canary"], "key": 7, "body": {"a": "canary"}}',
        b'["canary"]',
        b"null",
        b"7",
        b'"canary"',
        b"\xff\xfe{canary",
        b"[" * 100_000,
        b'{"code": ' + b"9" * 5000 + b', "x": "canary"}',
        b'{"message": "", "code": ""}',
        b'{"code": NaN}',
    ],
    ids=lambda content: repr(content[:20]),
)
def test_a_body_of_another_shape_changes_nothing(server: FaultServer, make: Any, content: bytes) -> None:
    server.answers(answer(content, 404, content_type="text/html"))
    provider = make(server.origin, token=TOKEN) if make is workiva else make(server.origin)
    with Colour("sync") as colour, pytest.raises(trunkline.NotFoundError) as caught:
        colour.client(provider).connections.get("conn_a")
    assert "canary" not in str(caught.value)
    assert caught.value.message == "the vendor gave no reason"


def test_a_message_holds_neither_the_token_nor_control_characters(
    colour: Colour, server: FaultServer
) -> None:
    words = f"bad\r\nheader \x1b[31mBearer {TOKEN}\x00 and {TOKEN}\u202e!"
    server.answers(answer({"message": words, "code": f"E_{TOKEN}"}, 400, {"x-request-id": f"req-{TOKEN}"}))
    client = colour.client(openint(server.origin))
    with pytest.raises(APIStatusError) as caught:
        client.connections.get("conn_a")
    error = caught.value
    assert error.message == "bad header [31m*** and *** !"
    assert error.code == "E_***"
    assert error.request_id == "req-***"
    assert TOKEN not in repr(vars(error))
    assert len(str(error).splitlines()) == 1


def test_the_v0_key_is_kept_out_of_messages_too(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"message": f"no such key {API_KEY}"}, 401))
    client = colour.client(openint_v0(server.origin))
    with pytest.raises(trunkline.AuthenticationError) as caught:
        client.connections.get("conn_a")
    assert caught.value.message == "no such key ***"


def test_details_of_an_error_are_not_shown(colour: Colour, server: FaultServer) -> None:
    body = {"message": "no", "data": {"token": CUSTOMER_SECRET}, "output": {"settings": CUSTOMER_SECRET}}
    server.answers(answer(body, 500))
    client = colour.client(openint(server.origin), retry=ONCE)
    with pytest.raises(trunkline.ServerError) as caught:
        client.connections.get("conn_a")
    assert CUSTOMER_SECRET not in f"{caught.value} {caught.value!r} {vars(caught.value)}"


def test_an_endless_reason_is_cut_short(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"message": "x" * 1_000_000}, 400))
    client = colour.client(openint(server.origin))
    with pytest.raises(APIStatusError) as caught:
        client.connections.get("conn_a")
    assert len(str(caught.value)) < 600


# Redirects.

LOCATIONS = {
    "other port": "{other}/v1/connection/conn_a",
    "same origin": "{server}/v1/connection/conn_b",
    "relative": "/v1/connection/conn_b",
    "down to http": "http://vendor.example/x",
    "no scheme": "//127.0.0.1:{port}/x",
    "userinfo": "http://api.openint.dev@127.0.0.1:{port}/x",
    "backslashes": "http:\\\\127.0.0.1:{port}\\x",
    "file": "file:///etc/passwd",
    "ftp": "ftp://127.0.0.1/x",
    "broken": "http://[::1",
    "empty": "",
    "not ascii": "http://\xe4.example/\xff",
}


@pytest.mark.parametrize("case", [*LOCATIONS, "missing"])
def test_a_redirect_goes_nowhere(colour: Colour, server: FaultServer, case: str) -> None:
    with FaultServer() as other:
        other.answers(answer(openint_connection()))
        headers = {"set-cookie": "sid=canary; Path=/"}
        if case != "missing":
            places = {"other": other.origin, "server": server.origin, "port": other.port}
            headers["location"] = LOCATIONS[case].format(**places)
        server.answers(answer(b"", 307, headers), answer(openint_connection()))
        client = colour.client(openint(server.origin), clock=VirtualClock())
        with pytest.raises(RedirectError) as caught:
            client.connections.get("conn_a")
        assert caught.value.status == 307
        assert other.connections == 0
        assert len(server.seen) == 1
        client.connections.get("conn_a")
        assert "cookie" not in server.seen[1].headers


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305, 307, 308])
def test_every_redirect_of_a_write_is_refused(colour: Colour, server: FaultServer, status: int) -> None:
    with FaultServer() as other:
        other.answers(answer(openint_v0_connection()))
        body = b"" if status == 304 else json.dumps(openint_v0_connection()).encode()
        server.answers(answer(body, status, {"location": f"{other.origin}/v0/core/connection/conn_a"}))
        client = colour.client(openint_v0(server.origin), clock=VirtualClock())
        with pytest.raises(RedirectError) as caught:
            client.connections.update("conn_a", metadata={"k": "canary"})
        assert caught.value.status == status
        assert other.connections == 0
        assert len(server.seen) == 1


def test_a_redirect_after_a_retry_is_refused_too(colour: Colour, server: FaultServer) -> None:
    with FaultServer() as other:
        away: Behaviour = answer(b"", 302, {"location": f"{other.origin}/x"})
        server.answers(answer(b"", 503), away)
        client = colour.client(openint(server.origin), clock=VirtualClock())
        with pytest.raises(RedirectError) as caught:
            client.connections.get("conn_a")
        assert caught.value.attempts == 2
        assert other.connections == 0


def test_links_in_an_answer_are_data(colour: Colour, server: FaultServer) -> None:
    with FaultServer() as other:
        link = f"{other.origin}/next"
        headers = {"link": f'<{link}>; rel="next"', "content-location": link, "refresh": f"0; url={link}"}
        body = openint_connection(connector={"name": "hubspot", "logo_url": link}, next=link)
        server.answers(answer(body, 200, headers))
        client = colour.client(openint(server.origin))
        client.connections.get("conn_a")
        assert other.connections == 0


def test_everything_is_one_root(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(b"", 999))
    client = colour.client(openint(server.origin))
    with pytest.raises(TrunklineError):
        client.connections.get("conn_a")
