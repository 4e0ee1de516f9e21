"""How the sandbox is reached: the server on its port, the transport in process, the command, and the state kept."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

import anyio
import httpx
import pytest
from conftest import EPOCH, Clock, Wire

from trunkline.sandbox import SECRET_MARKERS, Sandbox, seeds
from trunkline.sandbox.server import Server

OPENINT = "https://api.openint.dev/v1"
MEMBRANE = "https://api.getmembrane.com"


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


# On a port


def test_one_socket_serves_many_requests(real: Wire) -> None:
    real.get("openint", "/connector", limit=1)
    local = real.connection.sock.getsockname()
    for _ in range(5):
        real.get("membrane", "/connections", limit=1)
        real.get("openint", "/connection/conn_missing")
    assert real.connection.sock.getsockname() == local


def test_closing_frees_the_port_and_its_sockets() -> None:
    with Sandbox() as sandbox:
        server = sandbox.serve()
        connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.request("GET", "/openint/v1/connector?limit=1")
        connection.getresponse().read()
        server.close()
        server.close()
        assert connection.sock.recv(1) == b""
        connection.close()
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", server.port))
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port), timeout=1)


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    with Sandbox() as sandbox, sandbox.serve() as server:
        connections = [HTTPConnection("127.0.0.1", server.port, timeout=5) for _ in range(4)]
        for connection in connections:
            connection.request("GET", "/openint/v1/connector?limit=1")
            connection.getresponse().read()
        assert threading.active_count() > before
    for connection in connections:
        connection.close()
    assert threading.active_count() == before


def test_closing_ends_a_held_request() -> None:
    with Sandbox(building_seconds=1000) as sandbox:
        server = sandbox.serve()
        connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
        path = f"/membrane/connections/{seeds.MEMBRANE_BUILDING}?wait=true&timeout=60"
        connection.request("GET", path, headers=_bearer(sandbox.credentials.membrane_token))
        while not sandbox.exchanges:
            time.sleep(0.005)
        started = time.monotonic()
        server.close()
        assert time.monotonic() - started < 2
        with pytest.raises((ConnectionError, OSError)):
            connection.getresponse()
        connection.close()


def test_a_held_request_holds_nobody_else() -> None:
    with Sandbox(building_seconds=0.4) as sandbox, sandbox.serve() as server:
        headers = _bearer(sandbox.credentials.membrane_token)
        held, other = (HTTPConnection("127.0.0.1", server.port, timeout=5) for _ in range(2))
        held.request("GET", f"/membrane/connections/{seeds.MEMBRANE_BUILDING}?wait=true", headers=headers)
        while not sandbox.exchanges:
            time.sleep(0.002)
        other.request("GET", f"/membrane/connections/{seeds.MEMBRANE_BUILDING}", headers=headers)
        assert json.loads(other.getresponse().read())["state"] == "BUILDING"
        assert json.loads(held.getresponse().read())["state"] == "READY"
        held.close()
        other.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org", "", "::"])
def test_only_loopback_hosts_are_served(host: str) -> None:
    with Sandbox() as sandbox, pytest.raises(ValueError, match="loopback"):
        sandbox.serve(host=host)


def test_base_urls_and_environment(real: Wire) -> None:
    urls = real.server.base_urls
    origin = f"http://127.0.0.1:{real.server.port}"
    known = {
        "openint": f"{origin}/openint/v1",
        "openint-v0": f"{origin}/openint/v0",
        "membrane": f"{origin}/membrane",
        "workiva": f"{origin}/workiva/s/wdata/prep",
        "workiva-token": f"{origin}/oauth2/token",
    }
    assert {name: urls[name] for name in known} == known
    environment = real.server.environment()
    for provider in urls.keys() - {"workiva-token"}:
        variable = f"TRUNKLINE_{provider.upper().replace('-', '_')}_BASE_URL"
        assert environment[variable] == urls[provider]
    assert environment["MEMBRANE_WORKSPACE_SECRET"] == real.sandbox.credentials.membrane_workspace_secret


def test_an_unknown_place_is_a_404(real: Wire) -> None:
    real.connection.request("GET", "/openint/v2/connection")
    response = real.connection.getresponse()
    assert response.status == 404
    assert "/openint/v2" in json.loads(response.read())["message"]


def test_chunked_bodies_and_head_requests(real: Wire) -> None:
    path = f"/openint/v0/core/connection/{seeds.OPENINT_V0_HEALTHY}"
    headers = real.usual["openint-v0"] | {"content-type": "application/json"}
    chunks = [b'{"display', b'Name": "In ', b'pieces"}']
    real.connection.request("PATCH", path, body=iter(chunks), headers=headers, encode_chunked=True)
    assert json.loads(real.connection.getresponse().read())["displayName"] == "In pieces"
    real.connection.request("HEAD", path, headers=headers)
    response = real.connection.getresponse()
    assert (response.status, response.read()) == (200, b"")
    assert int(response.headers["content-length"]) > 100


def test_a_client_that_goes_away_is_no_news(capfd: pytest.CaptureFixture[str]) -> None:
    with Sandbox() as sandbox, sandbox.serve() as server:
        for request in (b"GET /openint/v1/connector HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /open"):
            with socket.create_connection(("127.0.0.1", server.port)) as impolite:
                impolite.sendall(request)
        with HttpGet(server) as get:
            get("/openint/v1/connector?limit=1")
    assert capfd.readouterr().err == ""


class HttpGet:
    """One GET on a fresh connection."""

    def __init__(self, server: Server) -> None:
        self.connection = HTTPConnection("127.0.0.1", server.port, timeout=5)

    def __enter__(self) -> HttpGet:
        return self

    def __call__(self, path: str) -> int:
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        response.read()
        return response.status

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def test_many_threads_at_once(real: Wire) -> None:
    path = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}"
    origin, headers = real.server.base_urls["openint-v0"], real.usual["openint-v0"]
    errors: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with httpx.Client(headers=headers) as client:
                for turn in range(5):
                    body = {"metadata": {f"key-{number}-{turn}": number}}
                    client.patch(origin + path, json=body).raise_for_status()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    metadata = real.get("openint-v0", path).body["metadata"]
    assert len([key for key in metadata if key.startswith("key-")]) == 40


# In process


def test_the_transport_answers_on_the_production_hosts(clock: Clock) -> None:
    with Sandbox(now=clock.read, sleep=clock.sleep) as sandbox:
        known = sandbox.credentials
        form = {
            "grant_type": "client_credentials",
            "client_id": known.workiva_client_id,
            "client_secret": known.workiva_client_secret,
        }
        with httpx.Client(transport=sandbox.transport()) as client:
            key, pat = _bearer(known.openint_api_key), _bearer(known.membrane_token)
            assert client.get(f"{OPENINT}/connection", headers=key).json()["total"] == 71
            v0 = {"x-apikey": known.openint_v0_api_key}
            assert len(client.get("https://api.openint.dev/v0/core/connection", headers=v0).json()) == 16
            assert client.get(f"{MEMBRANE}/connections", headers=pat).status_code == 200
            assert client.get("https://api.integration.app/connections", headers=pat).status_code == 200
            for region in ("app", "eu", "apac"):
                token_url = f"https://api.{region}.wdesk.com/oauth2/token"
                granted = client.post(token_url, data=form, headers={"x-version": "2026-01-01"}).json()
                page = client.get(
                    f"https://h.{region}.wdesk.com/s/wdata/prep/api/v1/connections",
                    headers=_bearer(granted["access_token"]),
                )
                assert len(page.json()["body"]) == 27
        # Closing the client has closed nothing of the sandbox.
        with httpx.Client(transport=sandbox.transport()) as client:
            assert client.get("http://localhost:1234/openint/v1/connector").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://api.openint.dev.evil.example/v1/connector",
        "http://api.openint.dev/v1/connector",
        "https://api.openint.dev:8443/v1/connector",
    ],
)
def test_an_unknown_origin_refuses_to_connect(url: str) -> None:
    with (
        Sandbox() as sandbox,
        httpx.Client(transport=sandbox.transport()) as client,
        pytest.raises(httpx.ConnectError),
    ):
        client.get(url)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_one_transport_serves_both_colours(backend: str, clock: Clock) -> None:
    with Sandbox(now=clock.read, sleep=clock.sleep) as sandbox:
        transport, headers = sandbox.transport(), _bearer(sandbox.credentials.openint_api_key)
        url = f"{OPENINT}/connection/{seeds.OPENINT_HEALTHY}"
        with httpx.Client(transport=transport, headers=headers) as client:
            blocking = client.get(url)

        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, headers=headers) as client:
                return await client.get(url)

        asynchronous = anyio.run(ask, backend=backend)
        assert asynchronous.json() == blocking.json()
        assert asynchronous.headers == blocking.headers


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_long_poll_leaves_the_loop_free(backend: str) -> None:
    order: list[str] = []
    with Sandbox(building_seconds=0.2) as sandbox:
        headers = _bearer(sandbox.credentials.membrane_token)
        url = f"{MEMBRANE}/connections/{seeds.MEMBRANE_BUILDING}"

        async def both() -> None:
            async with httpx.AsyncClient(transport=sandbox.transport(), headers=headers) as client:

                async def hold() -> None:
                    order.append((await client.get(url, params={"wait": "true"})).json()["state"])

                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(hold)
                    await anyio.sleep(0.02)
                    order.append((await client.get(url)).json()["state"])

        anyio.run(both, backend=backend)
    assert order == ["BUILDING", "READY"]


def test_a_virtual_clock_moves_async_long_polls_too(clock: Clock) -> None:
    with Sandbox(now=clock.read, sleep=clock.sleep, building_seconds=50) as sandbox:

        async def ask() -> httpx.Response:
            headers = _bearer(sandbox.credentials.membrane_token)
            async with httpx.AsyncClient(
                transport=sandbox.transport(), headers=headers, timeout=None
            ) as client:
                url = f"{MEMBRANE}/connections/{seeds.MEMBRANE_BUILDING}"
                return await client.get(url, params={"wait": "true", "timeout": 60})

        assert anyio.run(ask).json()["state"] == "READY"
    assert clock.now == pytest.approx(EPOCH + 50)


def test_a_long_poll_beyond_the_read_timeout_times_out(clock: Clock) -> None:
    with Sandbox(now=clock.read, sleep=clock.sleep, building_seconds=50) as sandbox:
        headers = _bearer(sandbox.credentials.membrane_token)
        with httpx.Client(transport=sandbox.transport(), headers=headers, timeout=5) as client:
            url = f"{MEMBRANE}/connections/{seeds.MEMBRANE_BUILDING}"
            with pytest.raises(httpx.ReadTimeout):
                client.get(url, params={"wait": "true"})
            assert clock.now == pytest.approx(EPOCH + 5)
            assert client.get(url, params={"wait": "true", "timeout": 4}).json()["state"] == "BUILDING"


def test_an_answer_in_process_is_an_unread_stream() -> None:
    with Sandbox() as sandbox:
        response = sandbox.transport().handle_request(httpx.Request("GET", f"{OPENINT}/connector?limit=1"))
        assert not response.is_stream_consumed
        assert b"".join(response.iter_raw()).startswith(b'{"items"')


# State


def test_two_sandboxes_share_nothing() -> None:
    path = f"https://api.openint.dev/v0/core/connection/{seeds.OPENINT_V0_HEALTHY}"
    with Sandbox() as one, Sandbox() as two:
        headers = {"x-apikey": one.credentials.openint_v0_api_key}
        with (
            httpx.Client(transport=one.transport(), headers=headers) as first,
            httpx.Client(transport=two.transport(), headers=headers) as second,
        ):
            first.patch(path, json={"displayName": "Only here"})
            assert first.get(path).json()["displayName"] == "Only here"
            assert second.get(path).json()["displayName"] == "Acme HubSpot"


def test_the_port_and_the_transport_share_one_state(real: Wire) -> None:
    real.patch(f"/core/connection/{seeds.OPENINT_V0_HEALTHY}", {"displayName": "Shared"})
    with httpx.Client(transport=real.sandbox.transport(), headers=real.usual["openint-v0"]) as client:
        url = f"https://api.openint.dev/v0/core/connection/{seeds.OPENINT_V0_HEALTHY}"
        assert client.get(url).json()["displayName"] == "Shared"


def test_a_file_keeps_the_state(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    url = f"https://api.openint.dev/v0/core/connection/{seeds.OPENINT_V0_HEALTHY}"
    for expected in ("Acme HubSpot", "Kept"):
        with Sandbox(path=path) as sandbox:
            headers = {"x-apikey": sandbox.credentials.openint_v0_api_key}
            with httpx.Client(transport=sandbox.transport(), headers=headers) as client:
                assert client.get(url).json()["displayName"] == expected
                client.patch(url, json={"displayName": "Kept"})


def test_exchanges_are_remembered(real: Wire) -> None:
    real.get("openint", "/connection", limit=2)
    (exchange,) = real.sandbox.exchanges
    assert (exchange.provider, exchange.status) == ("openint", 200)
    assert (exchange.request.path, exchange.request.query) == ("/connection", "limit=2")


def test_a_connection_changes_behind_the_clients_back(real: Wire) -> None:
    change = {"status": "paused", "tomorrow": {"new": [1]}}
    real.sandbox.change("openint", seeds.OPENINT_HEALTHY, change, remove=["created_at"])
    found = real.get("openint", f"/connection/{seeds.OPENINT_HEALTHY}").body
    assert (found["status"], found["tomorrow"]) == ("paused", {"new": [1]})
    assert "created_at" not in found
    for provider, row_id, path in (
        ("openint-v0", seeds.OPENINT_V0_HEALTHY, "/core/connection"),
        ("membrane", seeds.MEMBRANE_READY, "/connections"),
        ("workiva", seeds.WORKIVA_COMPLETE, "/api/v1/connections"),
    ):
        real.sandbox.change(provider, row_id, {"tomorrow": None})
        found = real.get(provider, f"{path}/{row_id}").body
        assert found.get("body", found)["tomorrow"] is None
    with pytest.raises(KeyError, match="no connection"):
        real.sandbox.change("membrane", "nothing", {})


def test_a_closed_sandbox_refuses_to_connect() -> None:
    sandbox = Sandbox()
    transport = sandbox.transport()
    sandbox.close()
    sandbox.close()
    with httpx.Client(transport=transport) as client, pytest.raises(httpx.ConnectError):
        client.get(f"{OPENINT}/connector")


def test_every_secret_is_marked(real: Wire) -> None:
    known = real.sandbox.credentials
    secrets = [value for name, value in vars(known).items() if not name.endswith(("_id", "_key"))]
    secrets += [known.openint_api_key, known.openint_customer_key, known.openint_v0_api_key]
    secrets += [real.sandbox.openint_customer_token("acme"), real.sandbox.membrane_workspace_token("acme")]
    for secret in secrets:
        assert any(marker in secret for marker in SECRET_MARKERS), secret
    assert not any(marker in repr(known) for marker in SECRET_MARKERS)

    for row in real.get("openint", "/connection", limit=3000, include_secrets="1").body["items"]:
        assert "sandbox-secret" in json.dumps(row["settings"])


# The command


def test_the_command_prints_what_to_export_and_ends_politely() -> None:
    command = [sys.executable, "-m", "trunkline.sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines: list[str] = []
        while not any("TRUNKLINE_WORKIVA_BASE_URL" in line for line in lines):
            lines.append(process.stdout.readline())
            assert lines[-1], process.stderr
        exported = dict(
            line.removeprefix("export ").strip().split("=", 1) for line in lines if "export " in line
        )
        url = exported["TRUNKLINE_OPENINT_BASE_URL"]
        assert httpx.get(f"{url}/connector?limit=1", trust_env=False).status_code == 200
        process.terminate()
        _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "")


def test_the_command_says_why_it_cannot_listen() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for arguments in (["--port", port], ["--host", "0.0.0.0"]):
            command = [sys.executable, "-m", "trunkline.sandbox", *arguments]
            done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
            assert done.returncode == 1
            assert done.stderr.startswith("sandbox: cannot listen on")
            assert "Traceback" not in done.stderr


def test_the_command_says_why_it_cannot_keep_its_state(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("this is no database, and longer than a header " * 10)
    command = [sys.executable, "-m", "trunkline.sandbox", "--port", "0", "--path", str(other)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("sandbox: cannot keep its state in")
    assert other.read_text().startswith("this is no database")
