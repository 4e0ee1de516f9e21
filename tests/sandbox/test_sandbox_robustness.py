"""The sandbox as a server: half requests, values nobody can answer again, many processes on one file, own faults."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import Wire
from sandbox_calls import membrane, workiva

from trunkline.sandbox import Sandbox, seeds

V0 = "https://api.openint.dev/v0/core/connection"
HEALTHY = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}"
READY = f"/connections/{seeds.MEMBRANE_READY}"


def raw(wire: Wire, request: bytes) -> bytes:
    """What the server says to these bytes, after which the client sends no more."""
    with socket.create_connection(("127.0.0.1", wire.server.port), timeout=5) as plain:
        plain.sendall(request)
        plain.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: plain.recv(65536), b""))


def head(wire: Wire, *lines: str) -> bytes:
    key = wire.usual["openint-v0"]["x-apikey"]
    usual = (f"PATCH /openint/v0{HEALTHY} HTTP/1.1", "Host: x", f"x-apikey: {key}")
    return "\r\n".join((*usual, "Content-Type: application/json", *lines, "", "")).encode()


BODY = b'{"displayName": "Half"}'
BROKEN = {
    "breaks off": (["Content-Length: 500"], BODY),
    "is shorter than its chunk": (["Transfer-Encoding: chunked"], b"1ff\r\n" + BODY),
    "is longer than its chunk": (["Transfer-Encoding: chunked"], b"5\r\n" + BODY + b"\r\n0\r\n\r\n"),
    "ends without a last chunk": (["Transfer-Encoding: chunked"], b"17\r\n" + BODY + b"\r\n"),
    "has a signed chunk": (["Transfer-Encoding: chunked"], b"+17\r\n" + BODY + b"\r\n0\r\n\r\n"),
    "has a signed length": (["Content-Length: +23"], BODY),
    "has two lengths": (["Content-Length: 23, 23"], BODY),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_request_whose_body_is_broken_is_not_carried_out(real: Wire, how: str) -> None:
    lines, body = BROKEN[how]
    answer = raw(real, head(real, *lines) + body)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"connection: close" in answer
    assert real.get("openint-v0", HEALTHY).body["displayName"] == "Acme HubSpot"


def test_chunks_may_have_extensions_and_trailers(real: Wire) -> None:
    chunked = head(real, "Transfer-Encoding: chunked")
    extension = b";" + b"x" * 200
    answer = raw(real, chunked + b"17" + extension + b"\r\n" + BODY + b"\r\n0\r\nx-trailer: y\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert real.get("openint-v0", HEALTHY).body["displayName"] == "Half"


def test_a_body_of_more_than_10_mb_is_413(real: Wire) -> None:
    real.connection.request("PATCH", f"/openint/v0{HEALTHY}", body=b" " * (10 * 2**20 + 1))
    assert real.connection.getresponse().status == 413


# Values


UNANSWERABLE = {
    "not a number": b'{"%s": {"a": NaN}}',
    "infinite": b'{"%s": {"a": -Infinity}}',
    "half a surrogate pair": b'{"%s": {"a": "\\ud800"}}',
    "nested too deep": b'{"%s": ' + b'{"a":' * 700 + b"1" + b"}" * 700 + b"}",
    "nested far too deep": b'{"%s": ' + b"[" * 100_000,
}


@pytest.mark.parametrize("what", UNANSWERABLE)
def test_what_could_not_be_answered_again_is_refused_everywhere(real: Wire, what: str) -> None:
    def body(member: bytes) -> bytes:
        return UNANSWERABLE[what].replace(b"%s", member)

    typed = real.usual["openint-v0"] | {"content-type": "application/json"}
    patched = real.send("openint-v0", HEALTHY, method="PATCH", headers=typed, body=body(b"metadata"))
    assert (patched.status, patched.body["code"]) == (400, "PARSE_ERROR")
    refused = membrane(real, "PATCH", READY, body(b"meta"))
    assert (refused.status, refused.body["key"]) == (400, "default")
    path = f"/api/v1/connections/{seeds.WORKIVA_COMPLETE}/refresh"
    assert workiva(real, "POST", path, body(b"sourceParameters")).status == 400
    former = HTTPConnection("127.0.0.1", real.server.port, timeout=5)
    former.request(
        "POST", "/iam/v1/oauth2/token", body=body(b"scope"), headers={"content-type": "application/json"}
    )
    assert json.loads(former.getresponse().read())["error"] == "invalid_request"
    former.close()


def test_a_number_beyond_all_numbers_is_null_as_javascript_has_it(real: Wire) -> None:
    found = membrane(real, "PATCH", READY, b'{"meta": {"a": 1e400, "b": 1e3}}').body
    assert found["meta"] == {"a": None, "b": 1000.0}


@pytest.mark.parametrize("after", [b"1e400", b"NaN", b"-1", b'"1"', b"[" * 5000, b"null"])
def test_a_cursor_that_was_made_up_is_400(steady: Wire, after: bytes) -> None:
    cursor = base64.urlsafe_b64encode(b'{"after": ' + after + b"}").decode().rstrip("=")
    assert steady.get("membrane", "/connections", cursor=cursor).status == 400


# Carriers


def test_head_is_get_without_its_body_in_process_too(real: Wire) -> None:
    with httpx.Client(transport=real.sandbox.transport(), headers=real.usual["openint-v0"]) as client:
        url = f"{V0}/{seeds.OPENINT_V0_HEALTHY}"
        answer = client.head(url)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers == client.get(url).headers


def test_its_own_fault_is_a_500_and_shows_on_standard_error(
    real: Wire, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(real.sandbox, "answer", fail)
        answer = real.get("membrane", READY)
    assert (answer.status, list(answer.body)) == (500, ["message"])
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert real.get("membrane", READY).status == 200


def test_large_requests_are_remembered_for_a_shorter_time(real: Wire) -> None:
    large = json.dumps({"meta": {"a": "x" * (5 * 2**20)}}).encode()
    for _ in range(16):
        assert membrane(real, "POST", f"{READY}/test", large).status == 201
    assert len(real.sandbox.exchanges) == 12
    assert sum(len(seen.request.body) for seen in real.sandbox.exchanges) <= 64 * 2**20


def test_writes_of_many_threads_happen_once(real: Wire) -> None:
    statuses: list[tuple[str, int]] = []
    key = real.sandbox.membrane_workspace_token("acme")
    calls: dict[str, tuple[str, str, dict[str, str], Any]] = {
        "create": (
            "POST",
            "membrane",
            {"authorization": f"Bearer {key}"},
            {"connectorKey": "asana", "key": "x"},
        ),
        "refresh": ("POST", "workiva", real.usual["workiva"], {}),
        "delete": ("DELETE", "openint", real.usual["openint"], None),
    }
    paths = {
        "create": "/connections",
        "refresh": f"/api/v1/connections/{seeds.WORKIVA_COMPLETE}/refresh",
        "delete": f"/connection/{seeds.OPENINT_HEALTHY}",
    }

    def write() -> None:
        with httpx.Client(trust_env=False) as client:
            for name, (method, provider, headers, body) in calls.items():
                url = real.server.base_urls[provider] + paths[name]
                answer = client.request(method, url, headers=headers, json=body)
                statuses.append((name, answer.status_code))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, done, refused in (("create", 201, 400), ("refresh", 200, 409), ("delete", 200, 404)):
        assert sorted(status for found, status in statuses if found == name) == [done] + [refused] * 7


# Processes


WRITER = """
import sys, time, httpx
from trunkline.sandbox import Sandbox
path, name, url, at = sys.argv[1:]
time.sleep(max(0, float(at) - time.time()))
with Sandbox(path=path) as sandbox:
    key = {"x-apikey": sandbox.credentials.openint_v0_api_key}
    with httpx.Client(transport=sandbox.transport(), headers=key) as client:
        for number in range(20):
            client.patch(url, json={"metadata": {f"{name}-{number}": 1}}).raise_for_status()
"""


def test_processes_that_share_a_file_lose_nothing_not_even_when_it_is_new(tmp_path: Path) -> None:
    path, url, at = tmp_path / "sandbox.db", f"{V0}/{seeds.OPENINT_V0_HEALTHY}", str(time.time() + 1)
    commands = [[sys.executable, "-c", WRITER, str(path), f"from-{n}", url, at] for n in range(3)]
    writers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    for writer in writers:
        assert (writer.communicate(timeout=60)[1], writer.returncode) == ("", 0)
    with Sandbox(path=path) as sandbox:
        key = {"x-apikey": sandbox.credentials.openint_v0_api_key}
        with httpx.Client(transport=sandbox.transport(), headers=key) as client:
            metadata = client.get(url).json()["metadata"]
    assert len([name for name in metadata if name.startswith("from-")]) == 60


def test_no_secret_is_handed_out_twice_not_even_by_the_next_process(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    url = f"https://api.openint.dev/v1/connection/{seeds.OPENINT_HEALTHY}"
    found: list[str] = []
    for _ in range(3):
        with Sandbox(path=path) as sandbox:
            key = {"authorization": f"Bearer {sandbox.credentials.openint_api_key}"}
            with httpx.Client(transport=sandbox.transport(), headers=key) as client:
                client.post(f"{url}/check", json={}).raise_for_status()
                found.append(
                    client.get(url, params={"include_secrets": 1}).json()["settings"]["access_token"]
                )
    assert len(set(found)) == 3
