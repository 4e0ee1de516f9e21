"""Errors hold no secret, wherever one looks: text, members, causes, pickles, logs, locals in crash reports."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, Reset, Say, Seen, Silence, answer, head
from vendor_answers import (
    ACCESS_TOKEN,
    API_KEY,
    CLIENT_SECRET,
    CUSTOMER_SECRET,
    SECRETS,
    TOKEN,
    WORKSPACE_SECRET,
    membrane,
    membrane_connection,
    openint,
    openint_connection,
    openint_page,
    openint_v0,
    openint_v0_connection,
    token_answer,
    workiva,
    workiva_connection,
)

from trunkline import (
    APIConnectionError,
    APIStatusError,
    Client,
    InvalidArgumentError,
    PaginationError,
    Retry,
    TrunklineError,
    UnsupportedError,
)
from trunkline._drivers import Wire, run
from trunkline.errors import Attempt, CallFacts
from trunkline.testing import VirtualClock

TESTS = str(Path(__file__).resolve().parents[1])


def echo(seen: Seen) -> str:
    """All that a client sends in confidence, as a rude server would say it back."""
    headers = ("authorization", "x-apikey", "x-connection-id")
    return " ".join([*(seen.headers.get(name, "") for name in headers), seen.body.decode(), CUSTOMER_SECRET])


FAULTS: dict[str, Behaviour | Callable[[Seen], Behaviour]] = {
    "400 that echoes": lambda seen: answer(
        {"message": echo(seen).replace(CUSTOMER_SECRET, ""), "code": "X"}, 400
    ),
    "400 with details": lambda seen: answer({"message": "no", "data": echo(seen), "output": echo(seen)}, 400),
    "401 in HTML": lambda seen: answer(echo(seen).encode(), 401, content_type="text/html"),
    "500": lambda seen: answer({"data": {"stack": echo(seen)}}, 500),
    "200 in HTML": lambda seen: answer(echo(seen).encode()),
    "cut JSON": lambda seen: answer(b'{"id": "' + echo(seen).encode()),
    "not UTF-8": lambda seen: answer(b'{"id": "\xff' + echo(seen).encode() + b'"}'),
    "mistyped": lambda seen: answer({"id": [echo(seen)], "settings": echo(seen)}),
    "another id": answer(openint_connection("conn_b") | openint_v0_connection("conn_b")),
    "bad header": (Say(f"HTTP/1.1 200 OK\r\n{CUSTOMER_SECRET} x\r\n\r\n".encode()),),
    "false gzip": answer(CUSTOMER_SECRET.encode(), 200, {"content-encoding": "gzip"}),
    "encoding": answer(b"", 200, {"content-encoding": CUSTOMER_SECRET}),
    "redirect": answer(b"", 302, {"location": f"http://127.0.0.1:9/?{CUSTOMER_SECRET}"}),
    "cut body": (Say(head(200, {"content-length": "999"}) + CUSTOMER_SECRET.encode()), Reset()),
    "reset": (Reset(),),
    "silence": (Silence(),),
    "too large": answer(CUSTOMER_SECRET.encode() * 3_000_000),
}


def frames(error: BaseException | None) -> Iterator[FrameType]:
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            yield frame
        error = error.__cause__ or error.__context__


def shown(error: BaseException) -> Iterator[str]:
    """Everything that a log, a pickle or a crash report could show of an error."""
    chain: BaseException | None = error
    while chain is not None:
        yield f"{chain} {chain!r} {chain.args!r} {getattr(chain, '__notes__', '')} {vars(chain)}"
        yield pickle.dumps(chain).decode("latin-1")
        chain = chain.__cause__ or chain.__context__
    yield "".join(traceback.format_exception(error))
    for frame in frames(error):
        # The frames of the tests hold the secrets in plain text, and those that call into the loop what they pass on.
        if not frame.f_code.co_filename.startswith(TESTS) and "from_thread" not in frame.f_code.co_filename:
            for name, value in frame.f_locals.items():
                yield f"{frame.f_code.co_qualname}: {name} = {value!r}"


def assert_clean(error: BaseException) -> None:
    for text in shown(error):
        for secret in SECRETS:
            assert secret not in text, text[:2000]


@pytest.mark.parametrize("case", FAULTS)
def test_an_error_of_a_read_is_clean(
    colour: Colour, server: FaultServer, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers(FAULTS[case])
    client = colour.client(openint(server.origin), timeout=0.1, clock=VirtualClock())
    with caplog.at_level(logging.DEBUG), pytest.raises(TrunklineError) as caught:
        client.connections.get("conn_a", include_secrets=True)
    assert_clean(caught.value)
    assert not any(secret in caplog.text for secret in SECRETS)


@pytest.mark.parametrize("case", FAULTS)
def test_an_error_of_a_write_is_clean(
    colour: Colour, server: FaultServer, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers(FAULTS[case])
    client = colour.client(openint_v0(server.origin), timeout=0.1, clock=VirtualClock())
    with caplog.at_level(logging.DEBUG), pytest.raises(TrunklineError) as caught:
        client.connections.update("conn_a", metadata={"note": "harmless"})
    assert_clean(caught.value)
    assert not any(secret in caplog.text for secret in SECRETS)


def test_metadata_of_a_write_that_fails_is_not_shown(colour: Colour, server: FaultServer) -> None:
    server.answers((Reset(),))
    client = colour.client(openint_v0(server.origin), clock=VirtualClock())
    with pytest.raises(TrunklineError) as caught:
        client.connections.update("conn_a", metadata={"token": CUSTOMER_SECRET})
    own = [
        text
        for text in shown(caught.value)
        if not text.startswith(("Connections.update", "AsyncConnections.update"))
    ]
    # The public method's own frame has the argument as its caller wrote it, and no deeper one has.
    assert not any(CUSTOMER_SECRET in text for text in own)


@pytest.mark.parametrize("case", ["reset", "silence", "200 in HTML", "false gzip", "400 with details"])
def test_an_error_of_the_token_endpoint_is_clean(colour: Colour, server: FaultServer, case: str) -> None:
    server.on("/oauth2/token", FAULTS[case])
    client = colour.client(workiva(server.origin), timeout=0.1, clock=VirtualClock())
    with pytest.raises(TrunklineError) as caught:
        client.connections.get("w1")
    assert_clean(caught.value)


@pytest.mark.parametrize(
    "changes",
    [{"token_type": "mac"}, {"access_token": f"{ACCESS_TOKEN}\n"}, {"access_token": {"x": ACCESS_TOKEN}}],
    ids=["mac", "newline", "object"],
)
def test_a_token_that_cannot_be_used_is_not_shown(colour: Colour, server: FaultServer, changes: Any) -> None:
    server.on("/oauth2/token", answer({**token_answer(), **changes}))
    client = colour.client(workiva(server.origin))
    with pytest.raises(TrunklineError) as caught:
        client.connections.get("w1")
    assert_clean(caught.value)


def test_an_error_after_signing_in_is_clean(colour: Colour, server: FaultServer) -> None:
    server.on("/oauth2/token", answer(token_answer())).answers(FAULTS["401 in HTML"])
    signing = colour.client(workiva(server.origin))
    minting = colour.client(membrane(server.origin, workspace_key="w", workspace_secret=WORKSPACE_SECRET))
    for client in (signing, minting):
        with pytest.raises(TrunklineError) as caught:
            client.connections.get("w1")
        assert_clean(caught.value)


def test_a_list_that_breaks_off_is_clean(colour: Colour, server: FaultServer) -> None:
    page = openint_page(range(2), limit=2)
    page["items"][0]["settings"] = {"token": CUSTOMER_SECRET}
    server.answers(answer(page), FAULTS["cut JSON"])
    client = colour.client(openint(server.origin))
    with pytest.raises(PaginationError) as caught:
        list(client.connections.list(page_size=2, include_secrets=True))
    assert_clean(caught.value)


@pytest.mark.parametrize(
    "reference", [f"openint:{CUSTOMER_SECRET}/x", f"{CUSTOMER_SECRET}:x", f"openint:{CUSTOMER_SECRET}\n"]
)
def test_an_argument_is_not_said_back(server: FaultServer, reference: str) -> None:
    with Colour("sync") as colour:
        client = colour.client(openint(server.origin))
        with pytest.raises(InvalidArgumentError) as caught:
            client.connections.get(reference)
    assert CUSTOMER_SECRET not in f"{caught.value} {vars(caught.value)}"


# What was asked for is in no frame below the public method: bodies, queries and headers in no clothes at all.

SECRET_ID = "conn_Zq81vKcanary"


@pytest.mark.parametrize("case", ["reset", "400 with details", "200 in HTML", "401 in HTML", "redirect"])
def test_no_frame_of_the_core_shows_what_was_asked_for(
    colour: Colour, server: FaultServer, case: str
) -> None:
    server.answers(FAULTS[case])
    client = colour.client(openint(server.origin), clock=VirtualClock())
    for call in (
        lambda: client.connections.get(SECRET_ID),
        lambda: client.native("openint").request("GET", "/x", query={"q": CUSTOMER_SECRET}),
        lambda: list(client.connections.list(customer_id=CUSTOMER_SECRET)),
    ):
        with pytest.raises(TrunklineError) as caught:
            call()
        core = ("_call.py", "_progress.py", "_channel.py", "auth/", "_drivers/")
        for frame in frames(caught.value):
            if any(f"/trunkline/{name}" in frame.f_code.co_filename for name in core):
                seen = {name: repr(value) for name, value in frame.f_locals.items()}
                assert not any(SECRET_ID in text or CUSTOMER_SECRET in text for text in seen.values()), seen


def test_the_arguments_of_a_request_that_is_refused_are_in_no_frame_of_the_core() -> None:
    def build(name: str) -> Any:
        raise ValueError("name is too long")

    with Client(openint("http://127.0.0.1:9")) as client:
        caller = client._session.named("openint").caller
        with pytest.raises(InvalidArgumentError, match="name is too long") as caught:
            run(caller.call(build, lambda answer: None, CUSTOMER_SECRET))
    assert caught.value.__context__ is None
    for frame in frames(caught.value):
        if not frame.f_code.co_filename.startswith(TESTS):
            assert CUSTOMER_SECRET not in repr(frame.f_locals)


def test_a_wire_shows_no_query() -> None:
    wire = Wire("GET", f"https://api.example.com/x?q={CUSTOMER_SECRET}", [("a", CUSTOMER_SECRET)])
    assert CUSTOMER_SECRET not in repr(wire)


# Connections.


def everything(server: FaultServer) -> Iterator[tuple[Any, dict[str, Any], str]]:
    secret = {"access_token": CUSTOMER_SECRET}
    hidden = {"surprise": CUSTOMER_SECRET}
    yield openint(server.origin), openint_connection(settings=secret, metadata=secret, **hidden), "conn_a"
    yield (
        openint_v0(server.origin),
        openint_v0_connection(settings=secret, metadata=secret, **hidden),
        "conn_a",
    )
    yield membrane(server.origin), membrane_connection(credentials=secret, meta=secret, **hidden), "m1"
    yield workiva(server.origin, token=TOKEN), workiva_connection(metadata=secret, **hidden), "w1"


def test_connections_show_no_secret(server: FaultServer) -> None:
    import attrs
    import msgspec

    for provider, body, name in everything(server):
        server.answers(answer(body))
        holds = "connections.get(include_secrets)" in provider.capabilities
        with Colour("sync") as colour:
            connection = colour.client(provider).connections.get(name, include_secrets=holds)
        native = connection.native
        visible = [
            f"{connection} {connection!r} {connection.secrets} {native!r} {native}",
            f"{copy.copy(connection)} {copy.deepcopy(connection)}",
            repr([connection]),
            str({key: value for key, value in attrs.asdict(connection).items() if key != "metadata"}),
            pickle.dumps(attrs.evolve(connection, metadata={})).decode("latin-1"),
        ]
        members = msgspec.structs.asdict(native).items()
        visible.append(str({name: each for name, each in members if name not in ("metadata", "meta")}))
        for text in visible:
            assert CUSTOMER_SECRET not in text
        assert CUSTOMER_SECRET in str(connection.raw)


def test_what_a_pickle_lost_says_so(server: FaultServer) -> None:
    server.answers(answer(openint_connection(settings={"token": CUSTOMER_SECRET})))
    with Colour("sync") as colour:
        connection = colour.client(openint(server.origin)).connections.get("conn_a", include_secrets=True)
    again = pickle.loads(pickle.dumps(connection))
    assert again.id == "conn_a"
    for lost in (again.secrets.reveal, lambda: again.raw, lambda: again.native):
        with pytest.raises(ValueError, match="pickle"):
            lost()


# Pickles of errors.


def test_errors_pickle_and_copy_with_their_facts(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"message": "no", "code": "BUSY"}, 503, {"retry-after": "2", "x-request-id": "r1"}))
    client = colour.client(openint(server.origin), clock=VirtualClock(), retry=Retry(attempts=2))
    with pytest.raises(APIStatusError) as caught:
        client.connections.get("conn_a")
    for again in (
        pickle.loads(pickle.dumps(caught.value)),
        copy.copy(caught.value),
        copy.deepcopy(caught.value),
    ):
        assert type(again) is type(caught.value)
        assert vars(again) == vars(caught.value)
        assert str(again) == str(caught.value)
        assert (again.status, again.code, again.retry_after, again.request_id, again.attempts) == (
            503,
            "BUSY",
            2,
            "r1",
            2,
        )


FACTS = CallFacts(
    provider="openint",
    operation="get_connection",
    method="GET",
    path="/x",
    status=500,
    code="C",
    request_id="r",
    history=(Attempt(outcome="status 500", elapsed=1.0, waited=0.5),),
    elapsed=2.0,
    retry_after=3.0,
    may_have_been_applied=True,
)


def every_class(root: type[TrunklineError] = TrunklineError) -> Iterator[type[TrunklineError]]:
    yield root
    for child in root.__subclasses__():
        if child.__module__.startswith("trunkline."):
            yield from every_class(child)


@pytest.mark.parametrize("cls", sorted(set(every_class()), key=lambda cls: cls.__name__))
def test_every_class_of_error_keeps_its_facts(cls: type[TrunklineError]) -> None:
    error = cls("what happened", FACTS)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is cls
    assert vars(again) == vars(error)
    assert again.attempts == 1
    assert str(again) == str(error)
    assert vars(cls("alone")) == vars(pickle.loads(pickle.dumps(cls("alone"))))


def test_what_is_special_to_an_error_is_pickled_too() -> None:
    assert pickle.loads(pickle.dumps(UnsupportedError("no", supported_by=("a",)))).supported_by == ("a",)
    again = pickle.loads(pickle.dumps(PaginationError("no", items_read=3, cursor="openint:3")))
    assert (again.items_read, again.cursor) == (3, "openint:3")


def test_the_secrets_of_this_file_would_be_found() -> None:
    """The search itself works: an error that does hold a secret is not clean."""

    def careless() -> None:
        raise APIConnectionError(f"could not send {TOKEN}")

    with pytest.raises(APIConnectionError) as caught:
        careless()
    with pytest.raises(AssertionError):
        assert_clean(caught.value)
    assert {API_KEY, CLIENT_SECRET, ACCESS_TOKEN} < set(SECRETS)
