"""The stand-alone clients against a real server on loopback, blocking and awaited."""

from __future__ import annotations

import asyncio
import gzip
import json
import pickle
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generated_package import Package

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "s3cr3t-token"
THING = {"id": "th_1", "createdAt": "now", "owner": None}


class Handler(BaseHTTPRequestHandler):
    """Answers by the last segment of the path, and keeps what it was sent."""

    protocol_version = "HTTP/1.1"
    seen: list[dict[str, Any]]

    def answer(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append({"method": self.command, "path": self.path, "headers": headers, "body": body})
        what = self.path.partition("?")[0].rpartition("/")[2]
        getattr(self, f"say_{what.removeprefix('th_')}", self.say_thing)()

    do_GET = do_PATCH = do_DELETE = answer  # noqa: N815 - the names that http.server calls

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say_thing(self) -> None:
        self.reply(200, json.dumps(THING).encode(), Set_Cookie="session=s3cr3t; Path=/")

    def say_zipped(self) -> None:
        self.reply(200, gzip.compress(json.dumps(THING).encode()), Content_Encoding="gzip")

    def say_redirect(self) -> None:
        self.reply(307, b"", Location="/v1/things/th_elsewhere")

    def say_missing(self) -> None:
        self.reply(404, b'{"message": "no s3cr3t here"}')

    def say_odd(self) -> None:
        self.reply(522, b"")

    def say_empty(self) -> None:
        self.reply(204)

    def say_broken(self) -> None:
        self.reply(200, b"<html>s3cr3t</html>")

    def say_short(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "100")
        self.end_headers()
        self.close_connection = True

    def say_bomb(self) -> None:
        self.reply(200, gzip.compress(b" " * (70 * 1024 * 1024), 1), Content_Encoding="gzip")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Quiet(ThreadingHTTPServer):
    """Says nothing of clients that hang up, which is what a bounded read does."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


class Server:
    """The server and what it has seen."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        handler = type("Bound", (Handler,), {"seen": self.seen})
        self.http = Quiet(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/v1"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


@pytest.fixture
def server(running: Server) -> Server:
    running.seen.clear()
    return running


class Caller:
    """Calls one client, in its colour, and closes it."""

    def __init__(self, package: Package, colour: str, url: str) -> None:
        self.package = package
        self.colour = colour
        self.url = url

    def __call__(self, *calls: tuple[Any, ...]) -> list[Any]:
        if self.colour == "blocking":
            with self.package.Client(token=TOKEN, base_url=self.url, timeout=5) as client:
                return [getattr(client, name)(*arguments) for name, *arguments in calls]
        return asyncio.run(self._awaited(calls))

    async def _awaited(self, calls: tuple[tuple[Any, ...], ...]) -> list[Any]:
        async with self.package.AsyncClient(token=TOKEN, base_url=self.url, timeout=5) as client:
            return [await getattr(client, name)(*arguments) for name, *arguments in calls]


@pytest.fixture(params=["blocking", "awaited"])
def call(request: pytest.FixtureRequest, sample: Package, server: Server) -> Caller:
    return Caller(sample, request.param, server.url)


def test_a_call_goes_there_and_back(call: Caller, server: Server, sample: Package) -> None:
    body = sample.models.UpdateThingBody(name="new")
    first, second = call(("get_thing", "th_a/b"), ("update_thing", "th_x", body))
    assert (first.id, second.id) == ("th_1", "th_1")
    get, patch = server.seen
    assert (get["method"], get["path"], get["body"]) == ("GET", "/v1/things/th_a%2Fb", b"")
    assert get["headers"]["authorization"] == f"Bearer {TOKEN}"
    assert get["headers"]["x-thing-id"] == "th_a/b"
    assert get["headers"]["accept"] == "application/json"
    assert (patch["method"], patch["body"]) == ("PATCH", b'{"name":"new"}')
    assert patch["headers"]["content-type"] == "application/json"


def test_no_cookie_is_kept(call: Caller, server: Server) -> None:
    call(("get_thing", "th_x"), ("get_thing", "th_x"))
    assert not any("cookie" in seen["headers"] for seen in server.seen)


def test_an_empty_success(call: Caller, sample: Package) -> None:
    assert call(("update_thing", "empty", sample.models.UpdateThingBody()), ("delete_thing", "empty")) == [
        None,
        None,
    ]


def test_a_compressed_answer(call: Caller) -> None:
    assert call(("get_thing", "th_zipped"))[0].id == "th_1"


@pytest.mark.parametrize(
    ("what", "status", "said", "content"),
    [
        ("redirect", 307, "get_thing: answer 307: a redirect, which is not followed", b""),
        ("missing", 404, "get_thing: answer 404: not a success", b'{"message": "no s3cr3t here"}'),
        ("odd", 522, "get_thing: answer 522: not a success", b""),
        ("empty", 204, "get_thing: answer 204: not a success", b""),
        ("short", None, "get_thing: no answer (RemoteProtocolError)", b""),
    ],
)
def test_what_is_no_success_is_an_error(
    call: Caller, server: Server, sample: Package, what: str, status: int | None, said: str, content: bytes
) -> None:
    with pytest.raises(sample.APIError) as caught:
        call(("get_thing", f"th_{what}"))
    error = caught.value
    assert (error.status, error.operation, str(error), error.content) == (status, "get_thing", said, content)
    assert len(server.seen) == 1  # neither repeated nor followed
    assert (error.__cause__, error.__context__) == (None, None)
    crossed = pickle.loads(pickle.dumps(error))
    assert (str(crossed), crossed.status, crossed.content) == (said, status, b"")
    assert "s3cr3t" not in f"{error!r} {error.args} {vars(crossed)} {pickle.dumps(error)!r}"


def test_a_body_is_bounded(call: Caller, sample: Package) -> None:
    with pytest.raises(sample.APIError, match="answer 200 is larger than 67108864 bytes") as caught:
        call(("get_thing", "th_bomb"))
    assert caught.value.content == b""


def test_an_answer_that_does_not_fit_is_another_error(call: Caller, sample: Package) -> None:
    with pytest.raises(sample.InvalidResponse) as caught:
        call(("get_thing", "th_broken"))
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.__context__ is None


def test_no_server_at_all(call: Caller, sample: Package) -> None:
    call.url = "http://127.0.0.1:9"
    with pytest.raises(sample.APIError, match=r"get_thing: no answer \(ConnectError\)") as caught:
        call(("get_thing", "th_x"))
    assert caught.value.status is None


def test_an_argument_error_sends_nothing(call: Caller, server: Server, sample: Package) -> None:
    with pytest.raises(sample.ArgumentError):
        call(("get_thing", "th_\n"))
    assert server.seen == []


def test_the_environment_changes_nothing(
    call: Caller, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    call(("get_thing", "th_x"))
    assert server.seen[0]["headers"]["authorization"] == f"Bearer {TOKEN}"


def test_what_no_spec_describes(call: Caller, server: Server) -> None:
    assert call(("request", "GET", "/things/th_x")) == [THING]
    assert server.seen[0]["path"] == "/v1/things/th_x"


def test_a_credential_is_shown_nowhere(call: Caller, sample: Package) -> None:
    for client in (sample.Client(token=TOKEN), sample.AsyncClient(token=TOKEN)):
        sender = client._sender
        assert (
            TOKEN
            not in f"{client!r} {client!s} {vars(client)} {sender!r} {vars(sender)} {vars(sender._http)}"
        )
    assert (
        repr(sample.Client(token=TOKEN))
        == "trunkline_sample.Client(HTTPSender('https://api.example.com/v1'))"
    )


@pytest.mark.parametrize("token", ["", " ", "a b", "a\n", "a\r\nX: y", "\tx", "é", "\x7f", None, 5, b"x"])
def test_a_credential_that_no_header_can_hold_is_refused(sample: Package, token: Any) -> None:
    for client in (sample.Client, sample.AsyncClient):
        with pytest.raises(sample.ArgumentError) as caught:
            client(token=token)
        assert caught.value.parameter == "token"
        assert token in ("", " ", None, 5) or str(token) not in str(caught.value)


def test_credentials_go_into_their_headers(sample: Package, server: Server) -> None:
    with sample.Client(api_key="k3y", base_url=server.url) as client:
        client.get_thing("th_x")
    assert server.seen[0]["headers"]["x-apikey"] == "k3y"
    assert "authorization" not in server.seen[0]["headers"]


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "api.example.com",
            "/v1",
            "ftp://example.com",
            "http://example.com",
            "http://127.0.0.1.example.com",
        ),
        *(
            "https://user@example.com",
            "https://user:pw@example.com",
            "https://example.com?x=1",
            "https://example.com#x",
        ),
        *(
            "https://",
            "https://exa mple.com",
            "https://example.com\n",
            "https://example.com:99999",
            "https://[::1",
        ),
        *(
            "https://example.com/../x",
            "https://example.com/a/..",
            "https://example.com/./a",
            "https://example.com/%2e",
        ),
        *(
            "https://example.com\\@evil",
            "https://éxample.com",
            "http://[::2]",
            "HTTPS://example.com ",
            "http://localhost.evil",
        ),
    ],
)
def test_a_base_url_that_could_lead_elsewhere_is_refused(sample: Package, url: str) -> None:
    with pytest.raises(sample.ArgumentError, match="base_url: must "):
        sample.Client(token=TOKEN, base_url=url)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://example.com",
            "https://example.com/",
            "https://example.com:8443/a/b.c/",
            "http://localhost:8000",
        ),
        *("http://127.0.0.1", "http://127.9.9.9:1/x", "http://[::1]:8080/v1"),
    ],
)
def test_a_base_url_loses_its_last_slash(sample: Package, url: str) -> None:
    assert repr(sample.Client(token=TOKEN, base_url=url)._sender) == f"HTTPSender('{url.rstrip('/')}')"


def test_a_client_after_its_end(sample: Package, server: Server) -> None:
    client = sample.Client(token=TOKEN, base_url=server.url)
    client.get_thing("th_x")
    client.close()
    client.close()
    with pytest.raises(sample.APIError) as caught:
        client.get_thing("th_x")
    assert_closed(caught.value, server)


def test_an_awaited_client_after_its_end(sample: Package, server: Server) -> None:
    async def calls() -> None:
        client = sample.AsyncClient(token=TOKEN, base_url=server.url)
        await client.get_thing("th_x")
        await client.aclose()
        await client.aclose()
        await client.get_thing("th_x")

    with pytest.raises(sample.APIError) as caught:
        asyncio.run(calls())
    assert_closed(caught.value, server)


def assert_closed(error: Any, server: Server) -> None:
    assert (error.status, str(error)) == (None, "get_thing: this client is closed")
    assert (error.__cause__, error.__context__) == (None, None)
    assert len(server.seen) == 1


def test_a_failure_that_is_not_ours_stays_what_it_is(sample: Package, server: Server) -> None:
    """Only a closed client is told from a RuntimeError; what else raises one is a fault to be seen."""

    def spoilt(**parts: Any) -> None:
        message = "something else"
        raise RuntimeError(message)

    with sample.Client(token=TOKEN, base_url=server.url) as client:
        client._sender._http.stream = spoilt
        with pytest.raises(RuntimeError, match="something else"):
            client.get_thing("th_x")


def test_importing_a_package_is_cheap() -> None:
    """No msgspec, no httpx, until something needs them; and no httpx until a sender is made."""
    code = """
import sys
import trunkline_openint
print([name for name in ("msgspec", "httpx") if name in sys.modules], trunkline_openint.Client.__name__)
trunkline_openint.models, trunkline_openint.operations, trunkline_openint.APIError, dir(trunkline_openint)
from trunkline_openint.operations import get_connection
get_connection.build_request("conn_x")
print([name for name in ("httpx",) if name in sys.modules])
try:
    trunkline_openint.nothing
except AttributeError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "generated", check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == [
        "[] Client",
        "[]",
        "module 'trunkline_openint' has no attribute 'nothing'",
    ]
