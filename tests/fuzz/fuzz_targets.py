"""What is fuzzed: every operation of the facade and of the native clients, each with the answers it really gets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
from trunkline_openint_v0.models import UpdateConnectionBody

from trunkline import APITimeoutError, Client
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva
from trunkline.sandbox import Credentials, Sandbox, seeds
from trunkline.testing import VirtualClock

CREDENTIALS = Credentials()
# What a request may carry, and what none of its errors may show.
SECRETS = (
    CREDENTIALS.openint_api_key,
    CREDENTIALS.openint_v0_api_key,
    CREDENTIALS.membrane_token,
    CREDENTIALS.membrane_workspace_secret,
    CREDENTIALS.workiva_client_secret,
    CREDENTIALS.workiva_token,
)
TOKEN_PATH = "/oauth2/token"


def openint() -> Any:
    return OpenInt(token=CREDENTIALS.openint_api_key)


def openint_v0() -> Any:
    return OpenIntV0(api_key=CREDENTIALS.openint_v0_api_key)


def membrane() -> Any:
    return Membrane(
        workspace_key=CREDENTIALS.membrane_workspace_key,
        workspace_secret=CREDENTIALS.membrane_workspace_secret,
    )


def workiva() -> Any:
    return Workiva(client_id=CREDENTIALS.workiva_client_id, client_secret=CREDENTIALS.workiva_client_secret)


@dataclass(frozen=True)
class Target:
    """One operation: whose, and how to call it."""

    provider: Callable[[], Any]
    call: Callable[[Any], Any]


def _native(name: str, operation: str, *args: Any, **kwargs: Any) -> Callable[[Any], Any]:
    return lambda client: getattr(client.native(name), operation)(*args, **kwargs)


def _items(pager: Any) -> list[Any]:
    return list(pager)


TARGETS: dict[str, Target] = {
    "openint get": Target(openint, lambda client: client.connections.get(seeds.OPENINT_HEALTHY)),
    "openint get with secrets": Target(
        openint, lambda client: client.connections.get(seeds.OPENINT_HEALTHY, include_secrets=True)
    ),
    "openint list": Target(openint, lambda client: _items(client.connections.list(page_size=3))),
    "openint wait": Target(
        openint, lambda client: client.connections.wait_until_ready(seeds.OPENINT_HEALTHY, within=20)
    ),
    "openint connectors": Target(openint, lambda client: _items(client.connectors.list(page_size=3))),
    "openint-v0 get": Target(openint_v0, lambda client: client.connections.get(seeds.OPENINT_V0_HEALTHY)),
    "openint-v0 list": Target(openint_v0, lambda client: _items(client.connections.list(page_size=3))),
    "openint-v0 update": Target(
        openint_v0, lambda client: client.connections.update(seeds.OPENINT_V0_HEALTHY, metadata={"a": 1})
    ),
    "openint-v0 wait": Target(
        openint_v0, lambda client: client.connections.wait_until_ready(seeds.OPENINT_V0_HEALTHY, within=20)
    ),
    "membrane get": Target(membrane, lambda client: client.connections.get(seeds.MEMBRANE_READY)),
    "membrane list": Target(
        membrane, lambda client: _items(client.connections.list(page_size=3, customer_id="acme"))
    ),
    "membrane wait": Target(
        membrane, lambda client: client.connections.wait_until_ready(seeds.MEMBRANE_READY, within=20)
    ),
    "workiva get": Target(workiva, lambda client: client.connections.get(seeds.WORKIVA_COMPLETE)),
    "workiva list": Target(workiva, lambda client: _items(client.connections.list(page_size=3))),
    "workiva wait": Target(
        workiva, lambda client: client.connections.wait_until_ready(seeds.WORKIVA_RUNNING, within=20)
    ),
    "openint native get": Target(openint, _native("openint", "get_connection", seeds.OPENINT_HEALTHY)),
    "openint native list": Target(openint, _native("openint", "list_connections", limit=3)),
    "openint native connectors": Target(
        openint, _native("openint", "list_connectors", limit=2, expand=["schemas"])
    ),
    "openint native request": Target(openint, _native("openint", "request", "GET", "/connector")),
    "openint-v0 native get": Target(
        openint_v0, _native("openint-v0", "get_connection", seeds.OPENINT_V0_HEALTHY)
    ),
    "openint-v0 native list": Target(openint_v0, _native("openint-v0", "list_connections", limit=3)),
    "openint-v0 native update": Target(
        openint_v0,
        _native(
            "openint-v0",
            "update_connection",
            seeds.OPENINT_V0_HEALTHY,
            body=UpdateConnectionBody(display_name="Sales"),
        ),
    ),
    "membrane native get": Target(membrane, _native("membrane", "get_connection", seeds.MEMBRANE_READY)),
    "membrane native list": Target(membrane, _native("membrane", "list_connections", limit=3)),
    "workiva native get": Target(workiva, _native("workiva", "get_connection", seeds.WORKIVA_COMPLETE)),
    "workiva native list": Target(workiva, _native("workiva", "list_connections", limit=3)),
}


class _Recorder(httpx.BaseTransport):
    """Lets everything through to the sandbox, and keeps the answers."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._inner = sandbox.transport()
        self.answers: list[bytes] = []
        self.tokens: list[bytes] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        content = response.read()
        (self.tokens if request.url.path == TOKEN_PATH else self.answers).append(content)
        return httpx.Response(response.status_code, stream=httpx.ByteStream(content))


@cache
def recorded(name: str) -> tuple[bytes, ...]:
    """What the sandbox answers to an operation, good and not so good."""
    target = TARGETS[name]
    clock = VirtualClock()
    with Sandbox(now=clock.time, sleep=clock.sleep) as sandbox:
        recorder = _Recorder(sandbox)
        with Client(target.provider(), transport=recorder, clock=clock) as client, suppress(APITimeoutError):
            target.call(client)
    return tuple(dict.fromkeys(recorder.answers[:4]))


@cache
def recorded_token() -> bytes:
    """What the token endpoint answers."""
    with Sandbox() as sandbox:
        recorder = _Recorder(sandbox)
        with Client(workiva(), transport=recorder) as client:
            client.connections.get(seeds.WORKIVA_COMPLETE)
    return recorder.tokens[0]
