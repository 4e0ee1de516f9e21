"""What is fuzzed: every operation of the facade and of the native clients, each with the answers it really gets.

The calls are those of `facade_calls` and `native_calls`, which leave none out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache, partial
from typing import Any

import httpx
from facade_calls import FACADE_CALLS, GIVEN
from native_calls import FREE_CALLS, NATIVE_CALLS, NativeCall
from sandbox_providers import PROVIDERS, signed_in

from trunkline import APITimeoutError, Client
from trunkline.sandbox import Credentials, Sandbox, seeds
from trunkline.testing import VirtualClock

CREDENTIALS = Credentials()
# What a request may carry, and what none of its errors may show.
SECRETS = (*(getattr(CREDENTIALS, each.name) for each in fields(CREDENTIALS) if not each.repr), GIVEN)
TOKEN_PATH = "/oauth2/token"

_PROVIDERS = {name: partial(signed_in, name) for name in PROVIDERS}
workiva = _PROVIDERS["workiva"]
"""The one that fetches its tokens."""


@dataclass(frozen=True)
class Target:
    """One operation: whose, and how to call it."""

    provider: Callable[[], Any]
    call: Callable[[Any], Any]


def _through(native: NativeCall, client: Any) -> Any:
    return native.call(client.native(native.provider))


TARGETS: Mapping[str, Target] = {
    **{name: Target(_PROVIDERS[each.provider], each.call) for name, each in FACADE_CALLS.items()},
    **{
        name: Target(
            partial(signed_in, each.provider, tenant_key="acme")
            if each.for_customer
            else _PROVIDERS[each.provider],
            partial(_through, each),
        )
        for name, each in {**NATIVE_CALLS, **FREE_CALLS}.items()
    },
}


SILENT = ("membrane mint",)
"""What asks nobody, and so can get no answer."""


@dataclass(frozen=True)
class Answer:
    """What the sandbox answered."""

    status: int
    content: bytes


class _Recorder(httpx.BaseTransport):
    """Lets everything through to the sandbox, and keeps the answers."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._inner = sandbox.transport()
        self.answers: list[Answer] = []
        self.tokens: list[Answer] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        answer = Answer(response.status_code, response.read())
        (self.tokens if request.url.path == TOKEN_PATH else self.answers).append(answer)
        return httpx.Response(answer.status, stream=httpx.ByteStream(answer.content))


@cache
def conversation(name: str) -> tuple[Answer, ...]:
    """What the sandbox answers to an operation, one request after the other."""
    target = TARGETS[name]
    clock = VirtualClock()
    with Sandbox(now=clock.time, sleep=clock.sleep) as sandbox:
        recorder = _Recorder(sandbox)
        with Client(target.provider(), transport=recorder, clock=clock) as client, suppress(APITimeoutError):
            target.call(client)
    return tuple(recorder.answers[:4])


@cache
def recorded(name: str) -> tuple[bytes, ...]:
    """The bodies of these answers, each once."""
    return tuple(dict.fromkeys(answer.content for answer in conversation(name)))


@cache
def recorded_token() -> bytes:
    """What the token endpoint answers."""
    with Sandbox() as sandbox:
        recorder = _Recorder(sandbox)
        with Client(workiva(), transport=recorder) as client:
            client.connections.get(seeds.WORKIVA_COMPLETE)
    return recorder.tokens[0].content
