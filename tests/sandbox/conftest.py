"""A sandbox on a real port with a clock of its own, and a plain HTTP client that knows nothing of trunkline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from trunkline.sandbox import Sandbox

EPOCH = 1_767_225_600.25  # 2026-01-01T00:00:00.25Z


class Clock:
    """Time that moves when somebody sleeps, or is told to."""

    def __init__(self) -> None:
        self.now = EPOCH
        self.slept: list[float] = []

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    headers: dict[str, str]


class Wire:
    """Calls one server over one kept-alive socket, with each API's ordinary credential unless told otherwise."""

    def __init__(self, sandbox: Sandbox, clock: Clock) -> None:
        self.sandbox = sandbox
        self.clock = clock
        self.server = sandbox.serve()
        self.connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        known = sandbox.credentials
        self.usual: dict[str, dict[str, str]] = {
            "openint": {"authorization": f"Bearer {known.openint_api_key}"},
            "openint-v0": {"x-apikey": known.openint_v0_api_key},
            "membrane": {"authorization": f"Bearer {known.membrane_token}"},
            "workiva": {"authorization": f"Bearer {known.workiva_token}"},
            "workiva-token": {"x-version": "2026-01-01", "content-type": "application/x-www-form-urlencoded"},
        }

    def send(
        self,
        provider: str,
        path: str,
        *,
        method: str = "GET",
        query: dict[str, Any] | list[tuple[str, Any]] | str = "",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        target = urlsplit(self.server.base_urls[provider]).path + path
        asked = query if isinstance(query, str) else urlencode(query)
        sent = self.usual[provider] if headers is None else headers
        self.connection.request(method, f"{target}?{asked}" if asked else target, body=body, headers=sent)
        response = self.connection.getresponse()
        content = response.read()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, json.loads(content) if content else None, found)

    def get(self, provider: str, path: str, **query: Any) -> Answer:
        return self.send(provider, path, query=query)

    def patch(self, path: str, change: Any, **more: Any) -> Answer:
        headers = self.usual["openint-v0"] | {"content-type": "application/json"}
        body = json.dumps(change).encode()
        return self.send("openint-v0", path, method="PATCH", headers=headers, body=body, **more)

    def json(self, provider: str, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """Send a JSON body with the API's ordinary credential; `token=` for a bearer token instead."""
        token = more.pop("token", None)
        usual = self.usual[provider] if token is None else {"authorization": f"Bearer {token}"}
        headers = usual | {"content-type": "application/json"}
        content = json.dumps({} if body is None else body).encode()
        return self.send(provider, path, method=method, headers=headers, body=content, **more)

    def bearer(self, provider: str, token: str, path: str, query: dict[str, Any] | None = None) -> Answer:
        return self.send(provider, path, headers={"authorization": f"Bearer {token}"}, query=query or {})


def _wire(*, quirks: bool) -> Iterator[Wire]:
    clock = Clock()
    with Sandbox(now=clock.read, sleep=clock.sleep, quirks=quirks) as sandbox:
        wire = Wire(sandbox, clock)
        try:
            yield wire
        finally:
            wire.connection.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def real() -> Iterator[Wire]:
    """The vendors as they are."""
    yield from _wire(quirks=True)


@pytest.fixture
def ideal() -> Iterator[Wire]:
    """The vendors as they are documented."""
    yield from _wire(quirks=False)


@pytest.fixture(params=[True, False], ids=["quirks", "ideal"])
def either(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """What holds in both worlds."""
    yield from _wire(quirks=request.param)


@pytest.fixture(scope="session", params=[True, False], ids=["quirks", "ideal"])
def steady(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """Both worlds again, shared by tests that neither write nor move the clock."""
    yield from _wire(quirks=request.param)
