"""What a careful reader tried to break: settings that mean too much, arguments of the wrong type, long waits."""

from __future__ import annotations

import pickle
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import certifi
import pytest
import trio
import vendor_answers as answers
from colours import Colour
from fault_server import FaultServer, answer

from trunkline import (
    APIResponseError,
    APIStatusError,
    APITimeoutError,
    AsyncClient,
    Client,
    ConfigurationError,
    ConflictError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    Retry,
    ServerError,
    Status,
)
from trunkline._drivers import context_of
from trunkline.providers import Membrane, OpenInt, Workiva
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock


def test_an_empty_tenant_never_means_every_tenant() -> None:
    pair = {"workspace_key": "key", "workspace_secret": answers.WORKSPACE_SECRET}
    for tenant in ("", " ", 0, "a\nb"):
        with pytest.raises(ConfigurationError, match="tenant_key"):
            Membrane(**pair, tenant_key=tenant)  # type: ignore[arg-type]
    environ = {
        "MEMBRANE_WORKSPACE_KEY": "key",
        "MEMBRANE_WORKSPACE_SECRET": answers.WORKSPACE_SECRET,
        "MEMBRANE_TENANT_KEY": "",
    }
    with pytest.raises(ConfigurationError, match="MEMBRANE_TENANT_KEY"):
        Membrane.from_env(environ)
    with pytest.raises(ConfigurationError, match="tenant_key"):
        Membrane(token=answers.TOKEN, tenant_key="acme")


@pytest.mark.parametrize("customer", ["", "  ", 5])
def test_an_empty_customer_never_means_every_customer(
    colour: Colour, server: FaultServer, customer: Any
) -> None:
    client = colour.client(answers.openint(server.origin))
    with pytest.raises(InvalidArgumentError, match="customer_id"):
        client.connections.list(customer_id=customer)
    assert not server.seen


@pytest.mark.parametrize(
    "arguments",
    [
        {"page_size": "10"},
        {"page_size": 1.5},
        {"cursor": 5},
        {"providers": 5},
        {"providers": "openint"},
        {"providers": []},
    ],
    ids=repr,
)
def test_arguments_of_the_wrong_type_are_refused(
    colour: Colour, server: FaultServer, arguments: dict[str, Any]
) -> None:
    client = colour.client(answers.openint(server.origin))
    with pytest.raises(InvalidArgumentError):
        list(client.connections.list(**arguments))
    assert not server.seen


@pytest.mark.parametrize("within", ["10", None, 10**400, float("nan"), float("inf"), -1, True])
def test_a_wait_of_no_length_is_refused(colour: Colour, server: FaultServer, within: Any) -> None:
    client = colour.client(answers.openint(server.origin))
    with pytest.raises(InvalidArgumentError, match="within"):
        client.connections.wait_until_ready("conn_a", within=within)
    assert not server.seen


@pytest.mark.parametrize(
    "settings",
    [
        {"retry": 3},
        {"retry": None},
        {"on_attempt": 5},
        {"headers": ["x"]},
        {"timeout": 10**400},
        {"timeout": "5"},
    ],
    ids=repr,
)
def test_settings_of_the_wrong_type_are_refused_at_once(colour: Colour, settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        colour.client(OpenInt(token=answers.TOKEN), **settings)


@pytest.mark.parametrize("provider", ["openint", OpenInt, None, 5], ids=repr)
def test_what_is_no_provider_is_refused(provider: Any) -> None:
    with pytest.raises(ConfigurationError, match="provider"):
        Client(provider)


@pytest.mark.parametrize(
    "setting", [{"attempts": "3"}, {"attempts": 1.5}, {"wait_max": "8"}, {"wait_initial": float("nan")}]
)
def test_a_retry_of_the_wrong_type_is_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        Retry(**setting)


def test_a_pickled_provider_says_that_it_lost_its_credential() -> None:
    provider = pickle.loads(pickle.dumps(OpenInt(token=answers.TOKEN)))
    with pytest.raises(ConfigurationError, match="pickle"):
        Client(provider)


def test_tokens_are_fetched_in_the_region_of_the_base_url() -> None:
    eu = Workiva(
        client_id="c", client_secret=answers.CLIENT_SECRET, base_url="https://h.eu.wdesk.com/s/wdata/prep"
    )
    assert eu.token_url == "https://api.eu.wdesk.com/oauth2/token"
    assert Workiva(client_id="c", client_secret=answers.CLIENT_SECRET, region="apac").token_url == (
        "https://api.apac.wdesk.com/oauth2/token"
    )
    moved = Workiva(client_id="c", client_secret=answers.CLIENT_SECRET, base_url="http://127.0.0.1:1/w")
    assert moved.token_url == "http://127.0.0.1:1/oauth2/token"


@pytest.mark.parametrize(
    ("ready_after", "within", "ready"), [(0.2, 1.0, True), (4.0, 5.0, True), (9.0, 5.0, False)]
)
def test_a_wait_looks_until_its_very_end(
    colour: Colour, ready_after: float, within: float, ready: bool
) -> None:
    clock = VirtualClock()
    with Sandbox(now=clock.now, sleep=clock.sleep, building_seconds=ready_after) as sandbox:
        membrane = Membrane(token=sandbox.credentials.membrane_token)
        client = colour.client(membrane, transport=sandbox.transport(), clock=clock)
        if ready:
            found = client.connections.wait_until_ready(seeds.MEMBRANE_BUILDING, within=within)
            assert found.status is Status.ACTIVE
        else:
            with pytest.raises(APITimeoutError) as caught:
                client.connections.wait_until_ready(seeds.MEMBRANE_BUILDING, within=within)
            assert caught.value.elapsed >= within
        assert clock.now() <= within + 2


def test_what_membrane_calls_a_bad_request_is_a_conflict(colour: Colour, server: FaultServer) -> None:
    server.answers(
        answer({"type": "bad_request", "key": "already_exists", "message": "There is one"}, status=400)
    )
    with pytest.raises(ConflictError) as caught:
        colour.client(answers.membrane(server.origin)).connections.get("m1")
    assert caught.value.status == 400


def test_a_token_endpoint_that_fails_once_is_asked_again(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({}, status=503), answer({"access_token": answers.ACCESS_TOKEN, "expires_in": 600}))
    client = colour.client(answers.workiva(server.origin), clock=VirtualClock())
    # The answer of the call itself is a token again, and none of Workiva's: what counts is what was asked.
    with pytest.raises(APIResponseError):
        client.connections.get("w1")
    assert [seen.path for seen in server.seen][:3] == [
        "/oauth2/token",
        "/oauth2/token",
        "/s/wdata/prep/api/v1/connections/w1",
    ]


def test_a_list_is_left_with_break_under_trio_without_a_word() -> None:
    async def leave() -> None:
        with Sandbox() as sandbox:
            openint = OpenInt(token=sandbox.credentials.openint_api_key)
            async with AsyncClient(openint, transport=sandbox.transport()) as client:
                async for _ in client.connections.list(page_size=3):
                    break
                pages: AsyncIterator[Any] = client.connections.list(page_size=3).pages()
                async for _ in pages:
                    break
                with pytest.raises(NotFoundError):
                    await client.connections.get("conn_gone")

    trio.run(leave)


def test_a_proxy_elsewhere_is_never_shown_a_plain_credential(colour: Colour) -> None:
    local = OpenInt(token=answers.TOKEN, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ConfigurationError, match="proxy"):
        colour.client(local, proxy="http://proxy.example:3128")
    colour.client(local, proxy="http://127.0.0.1:3128")
    colour.client(OpenInt(token=answers.TOKEN), proxy="http://proxy.example:3128")


@pytest.mark.parametrize("status", [401, 404, 429, 503])
@pytest.mark.parametrize("encoding", ["br", "gzip", "gzip, gzip"])
def test_a_status_counts_more_than_a_body_nobody_can_read(
    colour: Colour, server: FaultServer, status: int, encoding: str
) -> None:
    server.answers(answer(b"not that", status, {"content-encoding": encoding}))
    client = colour.client(answers.openint_v0(server.origin), clock=VirtualClock(), retry=Retry(attempts=1))
    with pytest.raises(APIStatusError) as caught:
        client.connections.update("conn_a", display_name="x")
    assert caught.value.status == status
    assert caught.value.may_have_been_applied == (status == 503)


def test_a_wait_honours_what_the_vendor_asks_for(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    client = colour.client(answers.openint(server.origin), clock=clock, retry=Retry(attempts=1))
    server.answers(answer({}, 429, {"retry-after": "600"}))
    with pytest.raises(RateLimitError) as caught:
        client.connections.wait_until_ready("conn_a", within=120)
    assert (caught.value.retry_after, len(server.seen), clock.waits) == (600, 1, [])
    healthy = answers.openint_connection(status="healthy")
    server.answers(answer({}, 429, {"retry-after": "40"}), answer(healthy))
    assert client.connections.wait_until_ready("conn_a", within=120).status is Status.ACTIVE
    assert clock.waits == [40]


def test_a_write_that_may_be_stored_says_how_to_find_out(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({}, 503))
    client = colour.client(answers.openint_v0(server.origin), clock=VirtualClock())
    with pytest.raises(ServerError, match="get the connection to see whether the change is stored"):
        client.connections.update("conn_a", display_name="x")


def test_a_free_request_puts_no_id_into_logs_events_or_errors(
    colour: Colour, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers(answer({}, 404))
    events: list[Any] = []
    client = colour.client(answers.membrane(server.origin), on_attempt=events.append)
    with caplog.at_level("DEBUG", logger="trunkline"), pytest.raises(NotFoundError) as caught:
        client.native("membrane").request("GET", "/connections/customer_42")
    assert "customer_42" not in f"{caplog.text} {events} {caught.value} {vars(caught.value)}"
    assert server.seen[-1].path == "/connections/customer_42"


def test_tls_secrets_are_written_to_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    context = context_of(certifi.where())
    assert context.keylog_filename is None
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert not (tmp_path / "keys").exists()
