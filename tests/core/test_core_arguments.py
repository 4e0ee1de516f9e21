"""Bad input: refused with a typed error that says what is wrong, not what was given, before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from hypothesis import example, given
from hypothesis import strategies as st
from vendor_answers import (
    TOKEN,
    membrane,
    membrane_connection,
    openint,
    openint_connection,
    openint_page,
    openint_v0,
    workiva,
)

from trunkline import (
    AsyncClient,
    Capability,
    Client,
    ClientClosedError,
    ConfigurationError,
    InvalidArgumentError,
    TrunklineError,
    UnsupportedError,
)
from trunkline.providers import OpenInt
from trunkline.providers._installed import installed

ORIGIN = "http://127.0.0.1:9"


def everything(colour: Colour, server: FaultServer) -> Any:
    """A client of all providers, at a server that answers nobody."""
    origin = server.origin
    return colour.client(openint(origin), openint_v0(origin), membrane(origin), workiva(origin, token=TOKEN))


REFERENCES = {
    "unknown provider": "canary:conn_a",
    "no provider": ":conn_a",
    "provider in capitals": "OPENINT:conn_a",
    "bare id with many providers": "conn_canary",
    "empty": "",
    "empty id": "openint:",
    "blank id": "openint:  ",
    "slash": "openint:conn_canary/x",
    "leading slash": "openint:/conn_canary",
    "backslash": "openint:conn_canary\\x",
    "one dot": "openint:.",
    "two dots": "openint:..",
    "dots in a path": "openint:../connector",
    "query": "openint:conn_canary?x=1",
    "fragment": "openint:conn_canary#x",
    "newline": "openint:conn_canary\n",
    "carriage return": "openint:conn_canary\r\nx: y",
    "NUL": "openint:conn_canary\x00",
    "tab": "openint:conn\tcanary",
    "space": "openint:conn canary",
    "line separator": "openint:conn_canary\u2028",
    "no-break space": "openint:conn\u00a0canary",
    "direction mark": "openint:conn_canary\u202e",
    "surrogate": "openint:conn_canary\ud800",
    "too long": "openint:conn_" + "x" * 600,
    "another kind of id": "openint:canary",
}


@pytest.mark.parametrize("case", REFERENCES)
def test_a_reference_that_cannot_be_meant_is_refused(colour: Colour, server: FaultServer, case: str) -> None:
    client = everything(colour, server)
    reference = REFERENCES[case]
    for call in (
        lambda: client.connections.get(reference),
        lambda: client.connections.get(reference, include_secrets=True),
        lambda: client.connections.wait_until_ready(reference, within=1),
        lambda: client.connections.update(reference.replace("openint:", "openint-v0:"), disabled=True),
    ):
        with pytest.raises(InvalidArgumentError) as caught:
            call()
        assert isinstance(caught.value, ValueError)
        assert "canary" not in f"{caught.value} {caught.value!r}"
        assert caught.value.attempts == 0
        assert not caught.value.may_have_been_applied
    assert server.connections == 0


@pytest.mark.parametrize("reference", [None, 7, b"openint:conn_a", ["openint:conn_a"]])
def test_a_reference_of_another_type_is_refused(colour: Colour, server: FaultServer, reference: Any) -> None:
    client = everything(colour, server)
    with pytest.raises(InvalidArgumentError):
        client.connections.get(reference)
    assert server.connections == 0


@given(st.text(max_size=40) | st.text(st.sampled_from("../?#%\\:@ \n"), max_size=10))
@example("%2e%2e")
@example("%2F..%2F")
@example("a:b")
@example("..;")
@example("conn_\u0130")
def test_an_id_is_one_segment_or_refused(connection_id: str) -> None:
    import httpx

    targets: list[str] = []

    def note(request: httpx.Request) -> httpx.Response:
        targets.append(request.url.raw_path.decode())
        return httpx.Response(200, json=membrane_connection(connection_id))

    with Client(membrane(ORIGIN), transport=httpx.MockTransport(note)) as client:
        try:
            client.connections.get(f"membrane:{connection_id}")
        except InvalidArgumentError:
            assert targets == []
            return
    assert len(targets) == 1
    head, _, segment = targets[0].rpartition("/")
    assert head == "/connections"
    assert segment not in ("", ".", "..")
    assert not set(segment) & set("?#/\\ \r\n")
    assert httpx.URL(f"{ORIGIN}{targets[0]}").path == f"/connections/{connection_id}"


def test_a_percent_sign_is_quoted(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(membrane_connection("%2e%2e")))
    client = colour.client(membrane(server.origin))
    assert client.connections.get("%2e%2e").id == "%2e%2e"
    assert server.seen[0].target == "/connections/%252e%252e"


def test_a_bare_id_is_enough_for_one_provider(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_connection()))
    client = colour.client(openint(server.origin))
    assert client.connections.get("conn_a").reference == "openint:conn_a"
    assert client.connections.get("openint:conn_a").id == "conn_a"


LISTS: dict[str, Callable[[Any], Any]] = {
    "page size 0": lambda client: client.connections.list(page_size=0),
    "page size -1": lambda client: client.connections.list(page_size=-1),
    "page size too large": lambda client: client.connections.list(providers=["openint"], page_size=3001),
    "page size too large for one": lambda client: client.connections.list(
        providers=["openint", "membrane"], page_size=2000
    ),
    "page size True": lambda client: client.connections.list(page_size=True),
    "page size of connectors": lambda client: client.connectors.list(providers=["openint"], page_size=9999),
    "unknown provider": lambda client: client.connections.list(providers=["canary"]),
    "a name, not a list": lambda client: client.connections.list(providers="openint"),
    "a cursor without provider": lambda client: client.connections.list(cursor="canary"),
    "a cursor of no provider": lambda client: client.connections.list(cursor="canary:1"),
    "a cursor of another provider": lambda client: client.connections.list(
        providers=["openint"], cursor="membrane:canary"
    ),
    "a cursor that is no offset": lambda client: client.connections.list(
        providers=["openint"], cursor="openint:canary"
    ),
    "a negative offset": lambda client: client.connections.list(providers=["openint"], cursor="openint:-1"),
    "a huge offset": lambda client: client.connections.list(
        providers=["openint"], cursor="openint:" + "9" * 30
    ),
    "an Arabic offset": lambda client: client.connections.list(
        providers=["openint"], cursor="openint:\u0661"
    ),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_that_cannot_work_is_refused_when_it_is_asked_for(
    colour: Colour, server: FaultServer, case: str
) -> None:
    client = everything(colour, server)
    with pytest.raises(InvalidArgumentError) as caught:
        LISTS[case](client)
    assert "canary" not in str(caught.value)
    assert server.connections == 0


def test_what_a_provider_cannot_do_is_refused(colour: Colour, server: FaultServer) -> None:
    client = everything(colour, server)
    with pytest.raises(UnsupportedError) as caught:
        client.connections.update("workiva:w1", disabled=True)
    assert caught.value.supported_by == ("openint-v0", "membrane")
    assert caught.value.provider == "workiva"
    with pytest.raises(UnsupportedError) as caught:
        client.connections.list(customer_id="acme")
    assert caught.value.supported_by == ("openint", "openint-v0", "membrane")
    with pytest.raises(UnsupportedError):
        client.connectors.list()
    assert server.connections == 0


def all_who_can(operation: str) -> tuple[str, ...]:
    """Of all that are installed, and not of this client alone."""
    return tuple(
        provider.name
        for provider in installed()
        if provider.capabilities.get(operation, Capability.UNSUPPORTED) is not Capability.UNSUPPORTED
    )


def test_those_who_can_are_named_when_the_client_does_not_have_them(
    colour: Colour, server: FaultServer
) -> None:
    client = colour.client(workiva(server.origin, token=TOKEN))
    with pytest.raises(UnsupportedError, match="this client does not have") as caught:
        client.connectors.list()
    assert caught.value.supported_by == all_who_can("connectors.list")
    assert {"membrane", "openint", "openint-v0"} <= set(caught.value.supported_by)
    assert "workiva" not in caught.value.supported_by


def test_what_only_others_know_is_not_asked_of_them_either(colour: Colour, server: FaultServer) -> None:
    client = colour.client(openint(server.origin))
    with pytest.raises(UnsupportedError) as caught:
        client.connections.run("conn_a")
    assert caught.value.supported_by == all_who_can("connections.run")
    assert {"openint-v0", "workiva"} <= set(caught.value.supported_by)
    assert not {"openint", "membrane"} & set(caught.value.supported_by)
    assert server.connections == 0


@pytest.mark.parametrize(
    "changes",
    [{}, {"customer_id": ""}, {"metadata": {"n": float("nan")}}, {"metadata": {"o": object()}}],
    ids=repr,
)
def test_a_change_that_cannot_be_sent_is_refused(colour: Colour, server: FaultServer, changes: Any) -> None:
    client = everything(colour, server)
    with pytest.raises(InvalidArgumentError):
        client.connections.update("openint-v0:conn_a", **changes)
    assert server.connections == 0


@pytest.mark.parametrize("within", [-1, float("inf"), float("nan"), True])
def test_a_wait_without_an_end_is_refused(colour: Colour, server: FaultServer, within: float) -> None:
    client = everything(colour, server)
    with pytest.raises(InvalidArgumentError):
        client.connections.wait_until_ready("membrane:m1", within=within)
    assert server.connections == 0


SETTINGS: dict[str, dict[str, Any]] = {
    "timeout 0": {"timeout": 0},
    "timeout negative": {"timeout": -1},
    "timeout infinite": {"timeout": float("inf")},
    "timeout nan": {"timeout": float("nan")},
    "timeout None": {"timeout": None},
    "timeout True": {"timeout": True},
    "deadline 0": {"deadline": 0},
    "deadline infinite": {"deadline": float("inf")},
    "deadline text": {"deadline": "5"},
    "verify False": {"verify": False},
    "verify a missing file": {"verify": "/nowhere/canary.pem"},
    "verify no certificates": {"verify": __file__},
    "proxy no URL": {"proxy": "canary"},
    "proxy of another kind": {"proxy": "ftp://user:canary@127.0.0.1:1"},
    "proxy without a host": {"proxy": "http://"},
    "transport no transport": {"transport": object()},
    "transport and proxy": {"transport": None, "proxy": "http://127.0.0.1:1"},
}


@pytest.mark.parametrize("case", SETTINGS)
@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_settings_that_cannot_work_are_refused_at_once(kind: Any, case: str) -> None:
    import httpx

    settings = dict(SETTINGS[case])
    if case == "transport and proxy":
        settings["transport"] = httpx.MockTransport(lambda request: httpx.Response(200))
    with pytest.raises(ConfigurationError) as caught:
        kind(openint(ORIGIN), **settings)
    assert "canary" not in f"{caught.value} {caught.value!r}"
    assert caught.value.__cause__ is None


def test_a_client_needs_one_provider_of_each_kind() -> None:
    for kind in (Client, AsyncClient):
        with pytest.raises(ConfigurationError):
            kind()
        with pytest.raises(ConfigurationError, match="twice"):
            kind(openint(ORIGIN), openint(ORIGIN))


def test_a_provider_needs_a_credential() -> None:
    from trunkline.providers import Membrane, OpenIntV0, Workiva

    with pytest.raises(TypeError):
        OpenInt()  # type: ignore[call-arg]  # that is the point
    with pytest.raises(TypeError):
        OpenIntV0()  # type: ignore[call-arg]  # that is the point
    for make in (
        Membrane,
        lambda: Membrane(workspace_key="w"),
        lambda: Membrane(workspace_secret="s" * 32),
        lambda: Membrane(token=TOKEN, workspace_key="w", workspace_secret="s" * 32),
        Workiva,
        lambda: Workiva(client_id="c"),
        lambda: Workiva(client_secret="s"),
        lambda: Workiva(token=TOKEN, client_id="c", client_secret="s"),
        lambda: Workiva(token=TOKEN, region="mars"),
    ):
        with pytest.raises(ConfigurationError):
            make()


# After the end.


def test_a_closed_client_says_so_and_sends_nothing(colour: Colour, server: FaultServer) -> None:
    client = everything(colour, server)
    signing = colour.client(workiva(server.origin))
    copy = client.with_options(timeout=1)
    pager = client.connections.list()
    for one in (client, signing):
        one.close()
        one.close()
    for call in (
        lambda: client.connections.get("openint:conn_a"),
        lambda: client.connections.update("openint-v0:conn_a", disabled=True),
        lambda: client.connections.wait_until_ready("membrane:m1", within=5),
        lambda: list(pager),
        lambda: list(client.connectors.list(providers=["openint"])),
        lambda: copy.connections.get("openint:conn_a"),
        lambda: client.native("openint").get_connection("conn_a"),
        lambda: signing.connections.get("w1"),
    ):
        with pytest.raises(ClientClosedError) as caught:
            call()
        assert caught.value.provider
        assert not caught.value.may_have_been_applied
    assert server.connections == 0


def test_closing_ends_the_sockets(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_connection()))
    client = colour.client(openint(server.origin))
    client.connections.get("conn_a")
    client.close()
    server.wait_gone(1)
    with pytest.raises(ClientClosedError):
        client.connections.get("conn_a")
    assert server.connections == 1


def test_a_list_under_way_ends_with_its_client(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_page(range(2), limit=2)))
    client = colour.client(openint(server.origin))
    items = iter(client.connections.list(page_size=2))
    assert next(items).id == "conn_0"
    client.close()
    assert next(items).id == "conn_1"
    with pytest.raises(TrunklineError):
        next(items)
    assert len(server.seen) == 1


def test_a_transport_of_the_users_own_stays_open(colour: Colour) -> None:
    import httpx

    class Mine(httpx.MockTransport):
        closed = 0

        def close(self) -> None:
            self.closed += 1

        async def aclose(self) -> None:
            self.closed += 1

    transport = Mine(lambda request: httpx.Response(200, json=openint_connection()))
    client = colour.client(openint(ORIGIN), transport=transport)
    client.connections.get("conn_a")
    client.close()
    assert transport.closed == 0
    with pytest.raises(ClientClosedError):
        client.connections.get("conn_a")


def test_a_context_manager_closes(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_connection()))
    with colour.client(openint(server.origin)) as client:
        client.connections.get("conn_a")
    with pytest.raises(ClientClosedError):
        client.connections.get("conn_a")
