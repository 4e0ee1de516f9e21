"""Credentials belong to one origin: which base URLs are taken, and that nothing around the process moves a request."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from hypothesis import given
from hypothesis import strategies as st
from vendor_answers import (
    API_KEY,
    CLIENT_SECRET,
    TOKEN,
    WORKSPACE_SECRET,
    membrane,
    membrane_connection,
    openint,
    openint_connection,
    openint_v0,
    openint_v0_connection,
    token_answer,
    workiva,
    workiva_connection,
)

from trunkline import APIConnectionError, Client, ConfigurationError, TrunklineError
from trunkline.providers import OpenInt, Workiva
from trunkline.providers._checks import checked_base_url
from trunkline.testing import VirtualClock

REFUSED = {
    "plain http": "http://api.openint.dev/v1",
    "http to a private address": "http://192.168.0.1/v1",
    "http to a name that looks local": "http://localhost.example/v1",
    "http to an address in a name": "http://127.0.0.1.example/v1",
    "http to all addresses": "http://0.0.0.0/v1",
    "http to a short address": "http://127.1/v1",
    "user": "https://canary@api.openint.dev/v1",
    "user and password": "https://user:canary@api.openint.dev/v1",
    "empty user": "https://@api.openint.dev/v1",
    "query": "https://api.openint.dev/v1?key=canary",
    "empty query": "https://api.openint.dev/v1?",
    "fragment": "https://api.openint.dev/v1#canary",
    "empty fragment": "https://api.openint.dev/v1#",
    "no scheme": "api.openint.dev/v1",
    "no scheme, slashes": "//api.openint.dev/v1",
    "no host": "https:///v1",
    "ftp": "ftp://api.openint.dev",
    "file": "file:///etc/passwd",
    "empty": "",
    "newline": "https://api.openint.dev/v1\n",
    "tab inside": "https://api.openint\t.dev/v1",
    "space": "https://api.openint.dev /v1",
    "backslash": "https://api.openint.dev\\@evil.example",
    "not ASCII": "https://\u0430pi.openint.dev/v1",
    "port in words": "https://api.openint.dev:canary/v1",
    "port too large": "https://api.openint.dev:99999/v1",
    "broken bracket": "https://[::1/v1",
    "brackets around a name": "https://[canary]/v1",
    "label too long": f"https://{'a' * 64}.dev/v1",
    "empty label": "https://api..openint.dev/v1",
    "percent in the host": "https://api%2eopenint.dev/v1",
    "dots in the path": "https://api.openint.dev/v1/../v0",
    "None": None,
    "bytes": b"https://api.openint.dev/v1",
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_base_url_that_could_mislead_is_refused_unseen(case: str) -> None:
    for make in (openint, openint_v0, membrane, workiva):
        with pytest.raises(ConfigurationError) as caught:
            make("unused", base_url=REFUSED[case])
        assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("given_url", "kept"),
    [
        ("https://api.openint.dev/v1", "https://api.openint.dev/v1"),
        ("https://api.openint.dev/v1/", "https://api.openint.dev/v1"),
        ("https://api.openint.dev", "https://api.openint.dev"),
        ("https://self-hosted.example:8443/api", "https://self-hosted.example:8443/api"),
        ("HTTPS://api.openint.dev/V1", "https://api.openint.dev/V1"),
        ("http://127.0.0.1:80/v1", "http://127.0.0.1:80/v1"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://localhost:9", "http://localhost:9"),
        ("http://LOCALHOST:9", "http://LOCALHOST:9"),
        ("http://[::1]:9/v1", "http://[::1]:9/v1"),
        ("https://[2001:db8::1]/v1", "https://[2001:db8::1]/v1"),
    ],
)
def test_a_base_url_is_kept_without_its_last_slash(given_url: str, kept: str) -> None:
    assert openint("unused", base_url=given_url).base_url == kept


@given(st.text(max_size=30) | st.from_regex(r"https?://[a-z0-9.:@\[\]%/?#\\ -]{0,30}", fullmatch=True))
def test_any_text_is_an_origin_of_ours_or_refused(text: str) -> None:
    from urllib.parse import urlsplit

    import httpx

    try:
        url = checked_base_url(text)
    except ConfigurationError as error:
        assert len(text) < 12 or text not in str(error)  # noqa: PT017
        return
    theirs, ours = httpx.URL(f"{url}/connection/x"), urlsplit(url)
    assert theirs.scheme == ours.scheme
    assert theirs.host == (ours.hostname or "").strip("[]")
    assert theirs.port in (ours.port, None)
    assert theirs.userinfo == b""
    assert theirs.scheme == "https" or theirs.host in ("localhost", "::1") or theirs.host.startswith("127.")
    assert theirs.path.endswith("/connection/x")


def test_a_slash_at_the_end_does_not_double(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_connection()))
    colour.client(openint("", base_url=f"{server.origin}/v1/")).connections.get("conn_a")
    assert server.seen[0].target == "/v1/connection/conn_a?refresh_policy=none"


@pytest.mark.parametrize(
    ("settings", "token_url"),
    [
        ({}, "https://api.app.wdesk.com/oauth2/token"),
        ({"region": "eu"}, "https://api.eu.wdesk.com/oauth2/token"),
        ({"base_url": "http://127.0.0.1:9/s/wdata/prep"}, "http://127.0.0.1:9/oauth2/token"),
        ({"base_url": "https://proxy.example/x"}, "https://proxy.example/oauth2/token"),
        ({"base_url": "https://a.example", "token_url": "https://b.example/t"}, "https://b.example/t"),
    ],
)
def test_the_token_endpoint_moves_with_the_base_url(settings: dict[str, str], token_url: str) -> None:
    assert Workiva(client_id="c", client_secret=CLIENT_SECRET, **settings).token_url == token_url  # type: ignore[arg-type]  # texts


def test_a_token_endpoint_has_to_be_safe_too() -> None:
    with pytest.raises(ConfigurationError):
        Workiva(client_id="c", client_secret=CLIENT_SECRET, token_url="http://evil.example/t")


def test_a_host_that_is_not_there_is_typed(colour: Colour) -> None:
    client = colour.client(OpenInt(token=TOKEN, base_url="https://nowhere.invalid/v1"), clock=VirtualClock())
    with pytest.raises(APIConnectionError) as caught:
        client.connections.get("conn_a")
    assert not caught.value.may_have_been_applied


# The environment.


def test_no_variable_moves_a_request(
    colour: Colour, server: FaultServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login canary password canary\n")
    netrc.chmod(0o600)
    with FaultServer() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.origin)
            monkeypatch.setenv(name.lower(), proxy.origin)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("NETRC", str(netrc))
        monkeypatch.setenv("HOME", str(tmp_path))
        (tmp_path / ".netrc").write_text(netrc.read_text())
        server.answers(answer(openint_connection())).on("/v0", answer(openint_v0_connection()))
        client = colour.client(openint(server.origin), openint_v0(server.origin))
        client.connections.get("openint:conn_a")
        client.connections.get("openint-v0:conn_a")
        assert proxy.connections == 0
    assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert "authorization" not in server.seen[1].headers
    assert server.seen[1].headers["x-apikey"] == API_KEY


def test_no_variable_changes_what_is_trusted() -> None:
    code = (
        "import ssl; from trunkline._drivers._tls import context_for; context = context_for(True);"
        "print(len(context.get_ca_certs()) > 10, context.verify_mode is ssl.CERT_REQUIRED, context.check_hostname)"
    )
    environment = {**os.environ, "SSL_CERT_FILE": "/dev/null", "SSL_CERT_DIR": "/nowhere"}
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert shown.stdout == "True True True\n"


def test_a_proxy_is_used_when_asked_for(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_connection()))
    client = colour.client(openint("http://127.0.0.1:9"), proxy=f"http://user:pass@127.0.0.1:{server.port}")
    client.connections.get("conn_a")
    assert server.seen[0].target == "http://127.0.0.1:9/v1/connection/conn_a?refresh_policy=none"
    assert server.seen[0].headers["proxy-authorization"] == "Basic dXNlcjpwYXNz"
    assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_a_proxy_sees_nothing_of_an_https_request(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(b"", 403))
    client = colour.client(openint("https://vendor.example"), proxy=server.origin, clock=VirtualClock())
    with pytest.raises(TrunklineError) as caught:
        client.connections.get("conn_a")
    assert not caught.value.may_have_been_applied
    assert {seen.method for seen in server.seen} == {"CONNECT"}
    assert not any(TOKEN in str(seen) for seen in server.seen)


def test_a_write_that_a_proxy_turned_away_was_not_applied(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(b"", 502))
    client = colour.client(openint_v0("https://vendor.example"), proxy=server.origin, clock=VirtualClock())
    with pytest.raises(APIConnectionError) as caught:
        client.connections.update("conn_a", disabled=True)
    assert not caught.value.may_have_been_applied
    assert not any(API_KEY in str(seen) for seen in server.seen)


def test_a_context_of_the_users_own_is_taken(colour: Colour, server: FaultServer) -> None:
    asked: list[str | None] = []

    class Mine(ssl.SSLContext):
        def wrap_bio(self, *args: Any, **kwargs: Any) -> Any:
            asked.append(kwargs.get("server_hostname"))
            return super().wrap_bio(*args, **kwargs)

        def wrap_socket(self, *args: Any, **kwargs: Any) -> Any:
            asked.append(kwargs.get("server_hostname"))
            return super().wrap_socket(*args, **kwargs)

    server.greets(*answer(b"", 400))
    for scheme in ("https", "HTTPS"):
        provider = openint("", base_url=f"{scheme}://localhost:{server.port}")
        client = colour.client(provider, verify=Mine(ssl.PROTOCOL_TLS_CLIENT), timeout=5)
        with pytest.raises(APIConnectionError):
            client.connections.get("conn_a")
    assert len(asked) == 2


def test_tenants_share_no_cookies(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_connection(), 200, {"set-cookie": "sid=canary; Path=/"}))
    client = colour.client(openint(server.origin))
    client.connections.get("conn_a")
    client.connections.get("conn_a")
    assert not any("cookie" in seen.headers for seen in server.seen)


# from_env.

VARIABLES = {
    "OPENINT_API_KEY": TOKEN,
    "OPENINT_V0_API_KEY": API_KEY,
    "MEMBRANE_WORKSPACE_KEY": "w",
    "MEMBRANE_WORKSPACE_SECRET": WORKSPACE_SECRET,
    "WORKIVA_CLIENT_ID": "client",
    "WORKIVA_CLIENT_SECRET": CLIENT_SECRET,
}


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment in which no provider's variables are set."""
    for name in os.environ:
        if name.startswith(("OPENINT_", "MEMBRANE_", "WORKIVA_", "TRUNKLINE_")):
            monkeypatch.delenv(name)
    return monkeypatch


def test_every_provider_whose_variables_are_set(
    colour: Colour, server: FaultServer, bare: pytest.MonkeyPatch
) -> None:
    origin = server.origin
    for name, value in VARIABLES.items():
        bare.setenv(name, value)
    bare.setenv("TRUNKLINE_OPENINT_BASE_URL", f"{origin}/v1")
    bare.setenv("TRUNKLINE_OPENINT_V0_BASE_URL", f"{origin}/v0")
    bare.setenv("TRUNKLINE_MEMBRANE_BASE_URL", origin)
    bare.setenv("TRUNKLINE_WORKIVA_BASE_URL", f"{origin}/s/wdata/prep")
    server.on("/v1", answer(openint_connection())).on("/v0", answer(openint_v0_connection()))
    server.on("/connections", answer(membrane_connection())).on("/oauth2/token", answer(token_answer()))
    server.on("/s/wdata/prep", answer(workiva_connection()))
    client = colour.from_env(timeout=5)
    assert set(client.capabilities) == {"openint", "openint-v0", "membrane", "workiva"}
    for reference in ("openint:conn_a", "openint-v0:conn_a", "membrane:m1", "workiva:w1"):
        assert client.connections.get(reference).reference == reference


def test_one_provider_is_enough(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("MEMBRANE_TOKEN", TOKEN)
    bare.setenv("OPENINT_API_KEY", "")
    bare.setenv("TRUNKLINE_OPENINT_BASE_URL", "https://nobody.example")
    with Client.from_env() as client:
        assert list(client.capabilities) == ["membrane"]


def test_nothing_set_is_said(bare: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match="OPENINT_API_KEY"):
        Client.from_env()


@pytest.mark.parametrize(
    "variables",
    [
        {"OPENINT_API_KEY": "canary\n"},
        {"OPENINT_API_KEY": TOKEN, "TRUNKLINE_OPENINT_BASE_URL": "http://canary.example"},
        {"OPENINT_V0_API_KEY": "canary"},
        {"MEMBRANE_WORKSPACE_KEY": "canary"},
        {"MEMBRANE_TOKEN": TOKEN, "MEMBRANE_WORKSPACE_SECRET": "canary" * 6},
        {"WORKIVA_CLIENT_SECRET": "canary"},
        {"WORKIVA_TOKEN": TOKEN, "WORKIVA_REGION": "canary"},
    ],
    ids=str,
)
def test_what_is_set_wrongly_is_said_and_not_shown(
    bare: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    for name, value in variables.items():
        bare.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        Client.from_env()
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("variables", "lost"),
    [
        ({"OPENINT_API_KEY": TOKEN}, "TRUNKLINE_OPENINT_BASE_URL"),
        ({"OPENINT_V0_API_KEY": API_KEY}, "TRUNKLINE_OPENINT_V0_BASE_URL"),
        ({"MEMBRANE_TOKEN": TOKEN}, "TRUNKLINE_MEMBRANE_BASE_URL"),
        ({"WORKIVA_TOKEN": TOKEN}, "TRUNKLINE_WORKIVA_BASE_URL"),
        ({"WORKIVA_CLIENT_ID": "id", "WORKIVA_CLIENT_SECRET": CLIENT_SECRET}, "WORKIVA_REGION"),
    ],
)
def test_an_address_that_got_lost_never_means_production(
    bare: pytest.MonkeyPatch, variables: dict[str, str], lost: str
) -> None:
    for name, value in variables.items():
        bare.setenv(name, value)
    bare.setenv(lost, "")
    with pytest.raises(ConfigurationError, match=f"{lost} is set and empty"):
        Client.from_env()
    bare.delenv(lost)
    with Client.from_env() as client:
        assert len(client.capabilities) == 1


def test_an_empty_address_of_a_provider_that_is_not_used_is_nothing(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("MEMBRANE_TOKEN", TOKEN)
    bare.setenv("TRUNKLINE_OPENINT_BASE_URL", "")
    with Client.from_env() as client:
        assert list(client.capabilities) == ["membrane"]
