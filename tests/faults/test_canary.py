"""The canary: whatever happens, no secret is in anything printed, logged, warned of, raised, represented or pickled.

Left out, and documented: `raw`, `Secret.reveal()`, free requests, which bring JSON as it came, and the arguments of a
call in the frames of the caller and of the method that was called.
"""

from __future__ import annotations

import copy
import pickle
import pprint
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from canary_tour import (
    FACADE,
    FAULTS,
    FOR_CUSTOMERS,
    NATIVE,
    OPERATIONS,
    TOKEN_FAULTS,
    UNSEARCHED,
)
from canary_watch import Watch
from colours import COLOURS, Colour
from exposure import leaks, walked
from fault_server import FaultServer, answer
from sandbox_providers import PROVIDERS, token_at_hand

from trunkline import ConfigurationError, Connection, Page, Retry, Secret, TrunklineError
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva
from trunkline.sandbox import SECRET_MARKER, SECRET_MARKERS, Credentials, Sandbox, seeds
from trunkline.testing import VirtualClock

CREDENTIALS = Credentials()
GATEWAY_KEY = f"{SECRET_MARKER}-gateway"


def at(origin: str) -> list[Any]:
    """All providers at one server, with credentials that are marked."""
    return [token_at_hand(name, base_url=f"{origin}/{name}") for name in PROVIDERS]


def test_what_goes_well_shows_nothing(colour: Colour, watch: Watch) -> None:
    clock = VirtualClock()
    with Sandbox(now=clock.time, sleep=clock.sleep) as sandbox, sandbox.serve() as server:
        watch.over(lambda: [exchange.request for exchange in sandbox.exchanges])
        hidden = {"internalToken": f"{SECRET_MARKER}-unknown", "nested": {"secret": [SECRET_MARKER]}}
        sandbox.change("openint", seeds.OPENINT_HEALTHY, hidden)
        sandbox.change("openint-v0", seeds.OPENINT_V0_HEALTHY, hidden)
        sandbox.change("membrane", seeds.MEMBRANE_READY, hidden)
        client = colour.from_env(server.environment(), clock=clock, headers={"x-gateway-key": GATEWAY_KEY})
        customers = colour.from_env({**server.environment(), "MEMBRANE_TENANT_KEY": "acme"}, clock=clock)
        # What takes away the connections that others are about comes last.
        calls = {**OPERATIONS, **UNSEARCHED}
        for name in sorted(calls, key=lambda name: "native delete" in name or "native archive" in name):
            asked = customers if name in FOR_CUSTOMERS else client
            watch.try_out(partial(calls[name], asked), name, search_value=name in OPERATIONS)
            # Runs come to their end.
            clock.advance(5)
        for each in (client, client.connections, client.connectors, client.connections.list()):
            watch.search(f"{each!r} {each}", type(each).__name__)
        client.close()
        customers.close()
    assert watch.errors == 0
    assert watch.values > 300
    assert "trunkline" in watch.heard
    # Those that are signed here, for Membrane, and no others: their signature holds no marker.
    assert len([secret for secret in watch.secrets if secret.count(".") == 2]) >= 2


def test_what_a_client_is_made_of_shows_nothing(colour: Colour, watch: Watch) -> None:
    client = colour.client(*at("http://127.0.0.1:9"), headers={"x-gateway-key": GATEWAY_KEY})
    target = getattr(client, "_target", client)
    waiting: list[Any] = [target, target._session]
    for binding in target._session.bindings.values():
        watch.look(binding.provider, binding.name)
        auth = binding.provider.auth()
        waiting += [
            binding,
            binding.caller,
            binding.caller.settings,
            binding.caller.driver,
            auth,
            target.native(binding.name),
        ]
    for each in waiting:
        texts = [
            repr(each),
            str(each),
            pprint.pformat(each),
            repr(getattr(each, "__dict__", "")),
        ]
        with suppress(TypeError, AttributeError, pickle.PicklingError):
            texts.append(repr(copy.copy(each)))
            texts.append(pickle.dumps(each).decode("latin-1"))
        for text in texts:
            watch.search(text, type(each).__name__)


def share(colour: Colour, fault: str) -> Mapping[str, Callable[[Any], Any]]:
    """What is tried with a fault: `Client` makes every call of the facade with it; the rest goes by turns."""
    turn = [*FAULTS].index(fault)
    parts = {"sync": (1, 3), "asyncio": (4, 12), "trio": (4, 12)}
    facade, others = parts[colour.name]
    tried = [*[*FACADE][turn % facade :: facade], *[*NATIVE, *UNSEARCHED][turn % others :: others]]
    return {name: {**OPERATIONS, **UNSEARCHED}[name] for name in tried}


def test_every_call_meets_faults_in_every_colour() -> None:
    for name in COLOURS:
        tried = Counter(operation for fault in FAULTS for operation in share(Colour(name), fault))
        assert set(tried) == {*OPERATIONS, *UNSEARCHED}
        assert min(tried.values()) >= 3


@pytest.mark.parametrize("name", FAULTS)
def test_what_fails_shows_nothing(colour: Colour, server: FaultServer, watch: Watch, name: str) -> None:
    server.answers(FAULTS[name])
    watch.over(lambda: server.seen)
    client = colour.client(
        *at(server.origin),
        clock=VirtualClock(),
        retry=Retry(attempts=2, retry_after_max=1),
        headers={"x-gateway-key": GATEWAY_KEY},
    )
    calls = share(colour, name)
    for operation, call in calls.items():
        watch.try_out(partial(call, client), operation, search_value=operation in OPERATIONS)
    # Some ask nobody, and some read no answer.
    assert watch.errors > len(calls) * 2 // 3
    assert "trunkline" in watch.heard


@pytest.mark.parametrize("name", TOKEN_FAULTS)
def test_a_token_that_cannot_be_had_shows_nothing(
    colour: Colour, server: FaultServer, watch: Watch, name: str
) -> None:
    server.on("/oauth2/token", TOKEN_FAULTS[name]).answers(answer({}))
    watch.over(lambda: server.seen)
    workiva = Workiva(
        client_id=CREDENTIALS.workiva_client_id,
        client_secret=CREDENTIALS.workiva_client_secret,
        base_url=f"{server.origin}/workiva",
    )
    client = colour.client(workiva, clock=VirtualClock())
    calls = {name: call for name, call in OPERATIONS.items() if name.startswith("workiva")}
    for operation, call in calls.items():
        watch.try_out(partial(call, client), operation)
    assert watch.errors == len(calls) > 15


def test_credentials_that_are_refused_are_shown_nowhere(colour: Colour, watch: Watch) -> None:
    with Sandbox() as sandbox, sandbox.serve() as server:
        watch.over(lambda: [exchange.request for exchange in sandbox.exchanges])
        wrong = f"{SECRET_MARKER}-wrong"
        environment = {
            **{name: said.replace(SECRET_MARKER, wrong) for name, said in server.environment().items()},
            # In base64 the marker is another text.
            "OPENINT_V0_API_KEY": "b3JnX3NhbmRib3g6c2FuZGJveC1zZWNyZXQtd3Jvbmc=",
        }
        client = colour.from_env(environment)
        for name, call in OPERATIONS.items():
            watch.try_out(lambda call=call: call(client), name)
        client.close()
        for name, call in OPERATIONS.items():
            watch.try_out(lambda call=call: call(client), f"{name}, closed")
    # A token is signed without asking anybody, and Workiva's health is nobody's secret.
    assert watch.errors == 2 * len(OPERATIONS) - 2


def test_arguments_that_are_refused_are_not_said_back(colour: Colour, watch: Watch) -> None:
    client = colour.client(*at("http://127.0.0.1:9"))
    bad = f"{SECRET_MARKER}\n"
    for call in (
        lambda: client.connections.get(bad),
        lambda: client.connections.get(f"openint:{bad}"),
        lambda: client.connections.get(f"{SECRET_MARKER}:conn_x"),
        lambda: client.connections.get(f"openint:{SECRET_MARKER}"),
        lambda: client.connections.update(
            f"openint-v0:{seeds.OPENINT_V0_HEALTHY}", customer_id="", display_name=bad
        ),
        lambda: client.connections.update(f"openint:{seeds.OPENINT_HEALTHY}", display_name=bad),
        lambda: client.connections.list(providers=[SECRET_MARKER]),
        lambda: client.connections.list(cursor=SECRET_MARKER),
        lambda: client.connections.list(providers=["openint"], cursor=f"openint:{SECRET_MARKER}"),
        lambda: client.native(SECRET_MARKER),
    ):
        with pytest.raises(TrunklineError) as caught:
            call()
        # Their frames hold the arguments, as the caller's own does.
        watch.found += leaks(caught.value, SECRET_MARKERS, frames=False)


BAD = f"{SECRET_MARKER}\n"
SETTINGS: dict[str, Callable[[], object]] = {
    "token": lambda: OpenInt(token=BAD),
    "token of bytes": lambda: OpenInt(token=SECRET_MARKER.encode()),  # type: ignore[arg-type]  # that is the point
    "wrapped token": lambda: OpenInt(token=Secret(BAD)),
    "v0 key": lambda: OpenIntV0(api_key=BAD),
    "v0 key that is no pair": lambda: OpenIntV0(api_key=f"{SECRET_MARKER}-notbase64"),
    "membrane token": lambda: Membrane(token=BAD),
    "workspace secret": lambda: Membrane(workspace_key="w", workspace_secret=BAD),
    "two ways": lambda: Membrane(token=SECRET_MARKER, workspace_key="w", workspace_secret=SECRET_MARKER),
    "half a way": lambda: Membrane(workspace_secret=SECRET_MARKER),
    "workiva token": lambda: Workiva(token=BAD),
    "client secret": lambda: Workiva(client_id="c", client_secret=BAD),
    "client secret alone": lambda: Workiva(client_secret=SECRET_MARKER),
    "region": lambda: Workiva(token=SECRET_MARKER, region="mars"),
    "base URL with a token": lambda: OpenInt(token=SECRET_MARKER, base_url="http://example.com"),
}
URLS = [
    f"https://user:{SECRET_MARKER}@api.example.com",
    f"https://api.example.com/?key={SECRET_MARKER}",
    f"https://user:{SECRET_MARKER}@[::1",
    f"https://user:{SECRET_MARKER}@a\u2100b.example.com",
    f"https://user:{SECRET_MARKER}@api.example.com:port",
    f"ftp://{SECRET_MARKER}@api.example.com",
]
ENVIRONMENTS: dict[str, dict[str, str]] = {
    name: {name: BAD}
    for name in (
        "OPENINT_API_KEY",
        "OPENINT_V0_API_KEY",
        "MEMBRANE_TOKEN",
        "WORKIVA_TOKEN",
        "WORKIVA_CLIENT_SECRET",
    )
} | {
    "MEMBRANE_WORKSPACE_SECRET": {"MEMBRANE_WORKSPACE_KEY": "w", "MEMBRANE_WORKSPACE_SECRET": BAD},
    "base URL": {"OPENINT_API_KEY": SECRET_MARKER, "TRUNKLINE_OPENINT_BASE_URL": "http://example.com"},
    "nothing": {"SOMETHING_ELSE": SECRET_MARKER},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_credential_that_cannot_be_is_shown_nowhere(watch: Watch, name: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        SETTINGS[name]()
    watch.look(caught.value, name)


@pytest.mark.parametrize("url", URLS)
def test_a_base_url_with_a_password_is_shown_nowhere(watch: Watch, url: str) -> None:
    for make in (
        lambda: OpenInt(token="key_x", base_url=url),
        lambda: OpenIntV0(api_key=CREDENTIALS.openint_v0_api_key, base_url=url),
        lambda: Membrane(token="t", base_url=url),
        lambda: Workiva(token="t", base_url=url),
        lambda: Workiva(client_id="c", client_secret="s", token_url=url),
    ):
        with pytest.raises(ConfigurationError) as caught:
            make()
        watch.look(caught.value, url)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_variable_that_cannot_be_is_shown_nowhere(
    colour: Colour, watch: Watch, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        colour.from_env(ENVIRONMENTS[name])
    watch.look(caught.value, name)
    for variable, value in ENVIRONMENTS[name].items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError) as caught:
        colour.from_env()
    watch.look(caught.value, name)


def test_settings_that_cannot_be_are_shown_nowhere(colour: Colour, watch: Watch) -> None:
    provider = OpenInt(token=SECRET_MARKER)
    client = colour.client(provider)
    for make in (
        colour.client,
        lambda: colour.client(provider, provider),
        lambda: colour.client(provider, timeout=-1),
        lambda: colour.client(provider, headers={"x-key": BAD}),
        lambda: colour.client(provider, headers={"authorization": SECRET_MARKER}),
        lambda: client.with_options(headers={"x-key": BAD}),
        lambda: colour.client(provider, proxy=f"ftp://user:{SECRET_MARKER}@proxy.example"),
        lambda: colour.client(provider, proxy=f"http://user:{SECRET_MARKER}@[::1"),
        lambda: colour.client(provider, proxy=f"http://user:{SECRET_MARKER}@proxy.example", timeout=0),
    ):
        with pytest.raises(ConfigurationError) as caught:
            make()
        watch.look(caught.value, "settings")


def test_the_canary_would_be_found(watch: Watch) -> None:
    """The search itself works."""

    def careless() -> None:
        raise TrunklineError(f"could not send {SECRET_MARKER}")

    with pytest.raises(TrunklineError) as caught:
        careless()
    watch.search(f"log {SECRET_MARKER}", "log")
    assert watch.found
    watch.found.clear()
    watch.look(caught.value, "careless")
    assert watch.found
    watch.found.clear()

    class Shy(dict[str, str]):
        def __repr__(self) -> str:
            return "Shy"

    hidden = [Shy(key=SECRET_MARKER)]
    assert SECRET_MARKER not in repr(hidden)
    assert SECRET_MARKER in " ".join(walked(hidden))
    watch.look(Page((Connection(id=SECRET_MARKER, provider="p", display_name="d", status="x"),)), "page")  # type: ignore[arg-type]
    assert watch.found
    watch.found.clear()
