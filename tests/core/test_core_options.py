"""Settings and the objects around a call: copies with other settings, native clients, capabilities, cheap imports."""

from __future__ import annotations

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, Silence, answer
from vendor_answers import (
    TOKEN,
    membrane,
    openint,
    openint_connection,
    openint_v0,
    openint_v0_connection,
    token_answer,
    workiva,
    workiva_connection,
)

from trunkline import (
    APITimeoutError,
    AsyncClient,
    Capability,
    Client,
    ConfigurationError,
    InvalidArgumentError,
    NotFoundError,
    Retry,
    ServerError,
)
from trunkline.testing import VirtualClock

GOOD = answer(openint_connection())


def test_a_copy_has_other_settings_and_the_same_connections(colour: Colour, server: FaultServer) -> None:
    busy = answer(b"", 503)
    server.answers(GOOD, busy, GOOD, busy, GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    once = client.with_options(retry=Retry(attempts=1))
    once.connections.get("conn_a")
    with pytest.raises(ServerError):
        once.connections.get("conn_a")
    once.connections.get("conn_a")
    assert client.connections.get("conn_a").id == "conn_a"
    assert server.connections == 1


def test_what_is_not_given_stays(colour: Colour, server: FaultServer) -> None:
    server.answers((Silence(),))
    client = colour.client(openint(server.origin), timeout=0.1, retry=Retry(attempts=1))
    with pytest.raises(APITimeoutError):
        client.with_options(deadline=3600).with_options(retry=Retry(attempts=1)).connections.get("conn_a")


def test_a_copy_shares_the_token(colour: Colour, server: FaultServer) -> None:
    server.on("/oauth2/token", answer(token_answer())).answers(answer(workiva_connection()))
    client = colour.client(workiva(server.origin))
    client.with_options(timeout=5).connections.get("w1")
    client.connections.get("w1")
    client.native("workiva").get_connection("w1")
    assert [seen.path for seen in server.seen].count("/oauth2/token") == 1


@pytest.mark.parametrize(
    "bad", [{"timeout": 0}, {"deadline": float("nan")}, {"timeout": None}, {"deadline": True}]
)
def test_a_copy_that_cannot_work_is_refused(colour: Colour, bad: dict[str, Any]) -> None:
    client = colour.client(openint("http://127.0.0.1:9"))
    with pytest.raises(ConfigurationError):
        client.with_options(**bad)


def test_a_very_long_timeout_is_only_a_long_one(colour: Colour, server: FaultServer) -> None:
    server.answers(GOOD)
    client = colour.client(openint(server.origin), timeout=1e12, deadline=1e15)
    assert client.connections.get("conn_a").id == "conn_a"


def test_headers_of_a_copy_are_sent(colour: Colour, server: FaultServer) -> None:
    server.answers(GOOD)
    client = colour.client(openint(server.origin))
    client.with_options(headers={"X-Trace": "t1"}).connections.get("conn_a")
    client.connections.get("conn_a")
    assert [seen.headers.get("x-trace") for seen in server.seen] == ["t1", None]


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer canary"},
        {"Host": "canary.example"},
        {"X-ApiKey": "canary"},
        {"Cookie": "sid=canary"},
        {"content-length": "0"},
        {"x": "canary\r\ny: z"},
        {"x": "\xe4canary"},
        {"x\r\ny": "canary"},
        {"": "canary"},
    ],
    ids=repr,
)
def test_headers_that_could_mislead_are_refused_unseen(colour: Colour, headers: dict[str, str]) -> None:
    client = colour.client(openint("http://127.0.0.1:9"))
    with pytest.raises(ConfigurationError) as caught:
        client.with_options(headers=headers)
    assert "canary" not in str(caught.value)


# Native clients.


def test_a_native_client_has_everything_of_its_client(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(b"", 503), answer(openint_connection(settings={"t": 1})), answer(b"", 404))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    native = client.native("openint")
    found = native.get_connection("conn_a")
    assert (found.id, found.connector_name) == ("conn_a", "hubspot")
    assert len(server.seen) == 2
    with pytest.raises(NotFoundError) as caught:
        native.get_connection("conn_a")
    assert caught.value.provider == "openint"
    assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in f"{native!r} {vars(native) if hasattr(native, '__dict__') else ''}"


def test_a_native_write_is_sent_once(colour: Colour, server: FaultServer) -> None:
    from trunkline_openint_v0.models import UpdateConnectionBody

    server.answers(answer(b"", 503), answer(openint_v0_connection()))
    client = colour.client(openint_v0(server.origin), clock=VirtualClock())
    with pytest.raises(ServerError) as caught:
        client.native("openint-v0").update_connection("conn_a", UpdateConnectionBody(disabled=True))
    assert caught.value.may_have_been_applied
    assert len(server.seen) == 1


def test_a_native_argument_is_checked_before_anything_is_sent(colour: Colour, server: FaultServer) -> None:
    client = colour.client(openint(server.origin))
    for bad in ("..", "", "conn_a\n", "other"):
        with pytest.raises(ValueError, match="id"):
            client.native("openint").get_connection(bad)
    assert server.connections == 0


def test_a_native_client_of_nobody_is_refused(colour: Colour) -> None:
    client = colour.client(openint("http://127.0.0.1:9"))
    with pytest.raises(InvalidArgumentError):
        client.native("membrane")


def test_closing_a_native_client_closes_nothing_else(colour: Colour, server: FaultServer) -> None:
    server.answers(GOOD)
    client = colour.client(openint(server.origin))
    client.native("openint").close()
    assert client.connections.get("conn_a").id == "conn_a"


# What is known before a call.


def test_capabilities_are_known_before_a_call(colour: Colour) -> None:
    origin = "http://127.0.0.1:9"
    client = colour.client(openint(origin), openint_v0(origin), membrane(origin), workiva(origin))
    known = client.capabilities
    assert known["openint"]["connections.get"] is Capability.NATIVE
    assert known["openint"]["connections.update"] is Capability.UNSUPPORTED
    assert known["openint-v0"]["connections.update"] is Capability.NATIVE
    assert known["workiva"]["connections.wait_until_ready"] is Capability.EMULATED
    assert known["openint"]["connections.list(customer_id)"] is Capability.NATIVE
    assert known["workiva"]["connections.list(customer_id)"] is Capability.UNSUPPORTED
    assert len({frozenset(operations) for operations in known.values()}) == 1


def test_logs_hold_metadata_only(
    colour: Colour, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers(answer(b"", 503), GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    with caplog.at_level(logging.DEBUG):
        client.connections.get("conn_a", include_secrets=False)
    ours = [record for record in caplog.records if record.name == "trunkline"]
    assert len(ours) == 2
    assert not [record for record in caplog.records if record.name.startswith("httpcore")]
    assert "conn_a" not in caplog.text
    assert TOKEN not in caplog.text


def test_the_logs_of_others_are_left_alone(server: FaultServer, caplog: pytest.LogCaptureFixture) -> None:
    import httpx

    server.answers(GOOD)
    with caplog.at_level(logging.DEBUG), httpx.Client(trust_env=False) as theirs:
        theirs.get(f"{server.origin}/v1/connection/conn_a")
    assert [record for record in caplog.records if record.name.startswith("httpcore")]


# Imports.


def loaded_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(shown.stdout.split())


@pytest.mark.parametrize(
    "code", ["import trunkline", "import trunkline.providers", "import trunkline; dir(trunkline)"]
)
def test_importing_it_loads_nothing_heavy(code: str) -> None:
    heavy = {"httpx", "httpcore", "anyio", "msgspec", "attrs", "attr", "jwt", "ssl", "asyncio", "trio"}
    assert not loaded_after(code) & heavy


def test_one_provider_loads_no_other() -> None:
    loaded = loaded_after("from trunkline.providers import OpenInt; OpenInt(token='tok')")
    assert "trunkline_openint.models" in loaded
    assert not {
        name for name in loaded if name.startswith(("trunkline_membrane", "trunkline_workiva", "jwt"))
    }


def test_an_error_is_loaded_without_the_http_library() -> None:
    assert "httpx" not in loaded_after("from trunkline import NotFoundError")


def test_names_are_what_they_say() -> None:
    import trunkline

    for name in trunkline.__all__:
        assert getattr(trunkline, name) is not None
    with pytest.raises(AttributeError):
        trunkline.Nothing  # noqa: B018
    assert Client.__name__ == "Client"
    assert AsyncClient.__name__ == "AsyncClient"


def test_a_value_is_never_lost_for_want_of_its_response(server: FaultServer) -> None:
    """A method may make its call in a thread of its own, where nobody listens; or none, as a token signed here."""
    server.answers(GOOD)
    providers = (
        openint(server.origin),
        membrane(server.origin, workspace_key="w", workspace_secret="s" * 40),
    )
    with Client(*providers) as client, ThreadPoolExecutor(1) as threads:
        answered = client.with_response(
            lambda: threads.submit(client.connections.get, "openint:conn_a").result()
        )
        assert (answered.value.id, answered.status, answered.attempts) == ("conn_a", None, 0)
        signed = client.with_response(client.tokens.mint, "membrane", customer_id="acme")
        assert (signed.value.customer_id, signed.request_id) == ("acme", None)
