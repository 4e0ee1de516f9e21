"""Clients from their first secret to their end, in every colour: certificates, tokens, what is shown, what is left."""

from __future__ import annotations

import gc
import logging
import pickle
import socket
import ssl
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import httpx
import pytest
import trustme
from colours import Colour
from exposure import leaks
from fault_server import Behaviour, FaultServer, Say, Seen, answer
from vendor_answers import (
    API_KEY,
    CUSTOMER_SECRET,
    SECRETS,
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

from trunkline import APIConnectionError, AsyncClient, AuthenticationError, Client, Secret
from trunkline.testing import VirtualClock

# Certificates.


@attrs.define
class Listener:
    """A server that speaks TLS: how often somebody knocked, and what came through the handshake."""

    port: int
    knocks: int = 0
    heard: list[bytes] = attrs.field(factory=list[bytes])


@contextmanager
def tls_server(certificate: trustme.LeafCert, content: Behaviour) -> Iterator[Listener]:
    """Shakes hands with this certificate, and gives everybody who goes through with it this answer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    said = b"".join(step.data for step in content if isinstance(step, Say))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listener = Listener(listening.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                listener.knocks += 1
                connection.settimeout(10)
                with connection:
                    try:
                        with context.wrap_socket(connection, server_side=True) as secure:
                            while data := secure.recv(65536):
                                listener.heard.append(data)
                                secure.sendall(said)
                    except OSError:
                        pass  # the client has gone, as it should

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listener
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(20)
            assert not thread.is_alive()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that nobody trusts unless told to."""
    return trustme.CA()


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


WRITE: Callable[[Any], Any] = lambda client: client.connections.update("openint-v0:conn_a", disabled=True)  # noqa: E731
READ: Callable[[Any], Any] = lambda client: client.connections.get("openint:conn_a")  # noqa: E731


@pytest.mark.parametrize("call", [READ, WRITE], ids=["a read", "a write"])
@pytest.mark.parametrize("trusted", [False, True], ids=["unknown authority", "another host's"])
def test_a_certificate_that_cannot_be_trusted_ends_the_call(
    colour: Colour, authority: trustme.CA, trusted: bool, call: Callable[[Any], Any]
) -> None:
    """Trusted, it is made out to another host. Neither way is anything sent, and nothing is tried again."""
    names = ("vendor.example",) if trusted else ("127.0.0.1",)
    with tls_server(authority.issue_cert(*names), answer(openint_connection())) as listener:
        origin = f"https://127.0.0.1:{listener.port}"
        settings = {"verify": trusting(authority)} if trusted else {}
        client = colour.client(
            openint(origin), openint_v0(origin), clock=VirtualClock(), timeout=10, **settings
        )
        with pytest.raises(APIConnectionError, match="TLS handshake failed") as caught:
            call(client)
        client.close()
    assert (listener.knocks, listener.heard) == (1, [])
    assert [attempt.outcome for attempt in caught.value.history] == ["TLS handshake failed"]
    assert not caught.value.may_have_been_applied
    assert leaks(caught.value, SECRETS, frames=False) == []


def test_a_certificate_that_is_trusted_is_taken(colour: Colour, authority: trustme.CA) -> None:
    with tls_server(authority.issue_cert("127.0.0.1"), answer(openint_connection())) as listener:
        client = colour.client(
            openint(f"https://127.0.0.1:{listener.port}"), verify=trusting(authority), timeout=10
        )
        assert client.connections.get("conn_a").id == "conn_a"
        client.close()
    assert len(listener.heard) == 1
    assert f"Bearer {TOKEN}".encode() in listener.heard[0]


# Tokens.


class Numbered:
    """A token endpoint that numbers its tokens, and says of each how long it lives."""

    def __init__(self, server: FaultServer, lifetime: object) -> None:
        self.asked = 0
        self.lifetime = lifetime
        server.on("/oauth2/token", self.issue).answers(answer(workiva_connection()))

    def issue(self, seen: Seen) -> Behaviour:
        self.asked += 1
        body = token_answer(f"token_{self.asked}", expires_in=self.lifetime)
        return answer({name: value for name, value in body.items() if value is not ...})


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [(1, 0.4), (60, 29), ("3600", 3539), (10**30, 86_000), (1e400, 86_000), (599, 538)],
    ids=repr,
)
def test_a_token_lives_as_long_as_it_says_and_no_longer_than_a_day(
    colour: Colour, server: FaultServer, claimed: Any, kept: float
) -> None:
    clock = VirtualClock()
    tokens = Numbered(server, claimed)
    client = colour.client(workiva(server.origin), clock=clock)
    client.connections.get("w1")
    clock.advance(kept)
    client.connections.get("w1")
    assert tokens.asked == 1
    clock.advance(86_400 if kept > 80_000 else max(62.0, kept / 10))
    client.connections.get("w1")
    assert tokens.asked == 2


@pytest.mark.parametrize("claimed", [-5, 0, None, ..., "soon", True, "1" * 5000, [], {}], ids=str)
def test_a_token_whose_life_makes_no_sense_serves_once(
    colour: Colour, server: FaultServer, claimed: Any
) -> None:
    tokens = Numbered(server, claimed)
    client = colour.client(workiva(server.origin), clock=VirtualClock())
    for _ in range(2):
        client.connections.get("w1")
    assert tokens.asked == 2


# What is shown.


def everything(server: FaultServer) -> Iterator[tuple[Any, dict[str, Any], str]]:
    """Each provider with a connection that holds a customer's secret where its API has a place for one."""
    secret, hidden = {"access_token": CUSTOMER_SECRET}, {"surprise": CUSTOMER_SECRET}
    origin = server.origin
    yield openint(origin), openint_connection(settings=secret, **hidden), "conn_a"
    yield openint_v0(origin), openint_v0_connection(settings=secret, **hidden), "conn_a"
    yield (
        membrane(origin, workspace_key="w", workspace_secret=WORKSPACE_SECRET),
        membrane_connection(credentials=secret, parameters=secret, **hidden),
        "m1",
    )
    yield workiva(origin, token=TOKEN), workiva_connection(properties=secret, **hidden), "w1"


def test_nothing_shows_a_secret_unasked(
    colour: Colour, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for provider, body, name in everything(server):
        server.answers(answer(body))
        client = colour.client(provider)
        # Workiva's have none, but for what a run was given, which is hidden all the same.
        holds = "connections.get(include_secrets)" in provider.capabilities
        connection = client.connections.get(name, include_secrets=holds)
        for value in (provider, connection, connection.native):
            assert leaks(value, SECRETS) == []
        held = f"{client!r} {client.connections!r} {client.native(provider.name)!r} {connection.secrets}"
        assert not any(secret in held for secret in SECRETS)
        assert CUSTOMER_SECRET in str(connection.raw)
        if connection.secrets is not None:
            assert repr(connection.secrets) == "Secret(***)"
            assert CUSTOMER_SECRET in str(connection.secrets.reveal())
    assert not any(secret in caplog.text for secret in SECRETS)


def test_a_crash_report_of_a_failed_call_is_clean(
    colour: Colour, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers(answer({"message": f"bad key {API_KEY}", "data": CUSTOMER_SECRET}, 401))
    client = colour.client(openint_v0(server.origin))
    try:
        client.connections.get("conn_a")
    except AuthenticationError as error:
        logging.exception("it failed")
        assert leaks(error, SECRETS) == []  # noqa: PT017 - the locals of every frame of ours included
        assert "bad key ***" in "".join(traceback.format_exception(error))  # noqa: PT017
        assert not any(secret.encode() in pickle.dumps(error) for secret in SECRETS)  # noqa: PT017
    assert "bad key ***" in caplog.text
    assert not any(secret in caplog.text for secret in SECRETS)
    assert isinstance(Secret(1), Secret)


# What is left behind.

LAST = answer(openint_connection(), 200, {"connection": "close"})


def lives_and_goes(colour: Colour, *, call: bool, close: bool, **settings: Any) -> None:
    """A client is made, perhaps used, perhaps closed, and nobody holds it any more."""
    origin = settings.pop("origin", "http://127.0.0.1:9")

    async def in_a_task() -> None:
        client = AsyncClient(openint(origin), **settings)
        if call:
            await client.connections.get("conn_a")
        if close:
            await client.aclose()

    if colour.portal is not None:
        colour.portal.call(in_a_task)
    else:
        client = Client(openint(origin), **settings)
        copy = client.with_options(timeout=5)
        if call:
            copy.connections.get("conn_a")
        if close:
            client.close()
        del client, copy
    gc.collect()


def test_a_client_dropped_with_its_connections_is_complained_about(
    colour: Colour, server: FaultServer
) -> None:
    server.answers(LAST)
    with pytest.warns(ResourceWarning, match=r"unclosed trunkline \w*Client was dropped") as caught:
        lives_and_goes(colour, call=True, close=False, origin=server.origin)
    assert len(caught) == 1
    assert not any(secret in str(caught[0].message) for secret in SECRETS)


def test_a_blocking_client_that_is_dropped_frees_its_sockets(server: FaultServer) -> None:
    server.answers(answer(openint_connection()))
    with pytest.warns(ResourceWarning, match="unclosed trunkline") as caught, Colour("sync") as colour:
        lives_and_goes(colour, call=True, close=False, origin=server.origin)
    server.wait_gone(1)
    assert len(caught) == 1


def test_a_client_that_left_nothing_open_goes_quietly(colour: Colour, server: FaultServer) -> None:
    supplied = httpx.MockTransport(lambda request: httpx.Response(200, json=openint_connection()))
    server.answers(LAST)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lives_and_goes(colour, call=False, close=False)
        lives_and_goes(colour, call=True, close=False, transport=supplied)
        lives_and_goes(colour, call=True, close=True, origin=server.origin)


def test_a_copy_keeps_the_connections_of_its_client(colour: Colour, server: FaultServer) -> None:
    """It is the last one that is dropped that is complained about, not the first."""
    server.answers(answer(openint_connection()))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        copy = colour.client(openint(server.origin)).with_options(timeout=5)
        copy.connections.get("conn_a")
        gc.collect()
        assert copy.connections.get("conn_a").id == "conn_a"
