"""The canary in the stand-alone clients, in both colours: what they return, raise and log, libraries included."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from canary_tour import FAULTS, spoken
from canary_watch import Watch
from colours import Blocking, Colour
from fault_server import Behaviour, FaultServer, Seen, answer
from native_calls import FREE_CALLS, NATIVE_CALLS, package
from sandbox_providers import PROVIDERS

from trunkline.sandbox import SECRET_MARKER, Credentials

SETTINGS = ("base_url", "timeout", "sender")
# What is asked is as confidential as what is answered.
ASKED = {"note": SECRET_MARKER}


def credentials(provider: str) -> dict[str, str]:
    """What the package's client is signed in with: the marker, and for OpenInt v0 the marker in base64."""
    names = [name for name in inspect.signature(package(provider).Client).parameters if name not in SETTINGS]
    assert names
    if provider == "openint-v0":
        return {"api_key": Credentials().openint_v0_api_key}
    return {name: f"{SECRET_MARKER}-{name}" for name in names}


def calls_of(provider: str) -> dict[str, Callable[[Any], Any]]:
    """Every operation, the free request, and one with something confidential in its query."""
    named = {**NATIVE_CALLS, **FREE_CALLS}
    calls = {name: each.call for name, each in named.items() if each.provider == provider}
    return {**calls, "asks": lambda client: client.request("GET", "/connections", query=ASKED)}


def as_it_came(name: str) -> bool:
    """Whether its answer is plain JSON, like `raw`: only its errors are searched."""
    return name in ("asks", "openint-v0 native delete_connection", *FREE_CALLS)


def alone(colour: Colour, provider: str, origin: str) -> tuple[Any, tuple[type[Exception], ...]]:
    """A stand-alone client of this colour, and what it may raise."""
    generated = package(provider)
    settings = {**credentials(provider), "base_url": origin}
    if colour.portal is None:
        return generated.Client(**settings), (generated.APIError, ValueError)
    return Blocking(generated.AsyncClient(**settings), colour.portal), (generated.APIError, ValueError)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_generated_client_alone_shows_nothing(
    colour: Colour, server: FaultServer, watch: Watch, provider: str, fault: str
) -> None:
    server.answers(FAULTS[fault])
    watch.over(lambda: server.seen)
    client, errors = alone(colour, provider, server.origin)
    calls, turn = calls_of(provider), [*FAULTS].index(fault)
    # Each in every colour with some of the faults; with all of them one that is searched whatever comes of it, and
    # what asks for something confidential.
    parts = {"sync": 3, "asyncio": 6, "trio": 6}[colour.name]
    searched = [name for name in calls if not as_it_came(name)]
    always = {searched[turn % len(searched)], "asks"}
    with client:
        watch.search(f"{client!r} {vars(client)}", "client")
        for name in {*[*calls][turn % parts :: parts], *always}:
            # The query is an argument of the method that was called, whose frame holds it.
            look = {"search_value": not as_it_came(name), "frames": name != "asks"}
            watch.try_out(partial(calls[name], client), name, errors=errors, **look)
    assert watch.errors + watch.values > 0


@pytest.mark.parametrize("provider", PROVIDERS)
def test_nor_when_all_goes_well(colour: Colour, server: FaultServer, watch: Watch, provider: str) -> None:
    """A server that repeats the credential beside a good answer, and sets a cookie, as many do."""

    def rude(seen: Seen) -> Behaviour:
        said = {"x-echo": spoken(seen), "set-cookie": f"session={SECRET_MARKER}; {spoken(seen)}"}
        return answer({}, 200, said)

    server.answers(rude)
    watch.over(lambda: server.seen)
    client, errors = alone(colour, provider, server.origin)
    with client:
        watch.try_out(lambda: client.request("GET", "/connections", query=ASKED), "asks", errors=())
        assert watch.errors == 0
        for name, call in calls_of(provider).items():
            watch.try_out(partial(call, client), name, search_value=not as_it_came(name), errors=errors)
    assert {seen.query.get("note") for seen in server.seen} >= {SECRET_MARKER}
