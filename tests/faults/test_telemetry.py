"""What a call tells of itself: a log line and an event for each attempt, a reply's facts; and headers of one's own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx
import pytest
from colours import Colour

from trunkline import (
    AttemptEvent,
    ConfigurationError,
    InvalidArgumentError,
    Retry,
    TrunklineError,
    WithResponse,
)
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva
from trunkline.sandbox import SECRET_MARKERS, Sandbox, seeds
from trunkline.testing import VirtualClock

Meet = Callable[[httpx.Request, int], httpx.Response | Exception | None]


class Network(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """The way to a sandbox; `meet` may answer or fail a request instead, by the request and its number at its path."""

    def __init__(self, sandbox: Sandbox, meet: Meet = lambda request, number: None) -> None:
        self._inner = sandbox.transport()
        self._meet = meet
        self._numbers: dict[str, int] = {}
        self.seen: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        number = self._numbers[request.url.path] = self._numbers.get(request.url.path, 0) + 1
        met = self._meet(request, number)
        if isinstance(met, Exception):
            raise met
        return met or self._inner.handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def say(status: int, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, stream=httpx.ByteStream(b'{"message": "not now"}'))


def original(method: Any) -> Any:
    """The method itself, where a colour gave a call of it: `with_response` is given methods."""
    return method.args[0] if isinstance(method, partial) else method


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


def openint(sandbox: Sandbox) -> OpenInt:
    return OpenInt(token=sandbox.credentials.openint_api_key)


def openint_v0(sandbox: Sandbox) -> OpenIntV0:
    return OpenIntV0(api_key=sandbox.credentials.openint_v0_api_key)


# The log.


def fail_thrice(request: httpx.Request, number: int) -> httpx.Response | Exception | None:
    return (None, say(503), httpx.ReadTimeout("silence"), say(429, retry_after="2"), None)[number]


def test_each_attempt_is_one_debug_line(
    colour: Colour, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "trunkline")
    client = colour.client(
        openint(sandbox),
        transport=Network(sandbox, fail_thrice),
        clock=VirtualClock(),
        retry=Retry(attempts=4),
    )
    client.connections.get(seeds.OPENINT_HEALTHY)

    records = [record for record in caplog.records if record.name == "trunkline"]
    assert [record.levelno for record in records] == [logging.DEBUG] * 4
    lines = [record.getMessage() for record in records]
    start = "openint get_connection: GET /connection/{id}: "
    for line, outcome in zip(lines, ("status 503", "timed out", "status 429", "status 200"), strict=True):
        assert line.startswith(start + outcome + ", ")
        assert line.isprintable()
        assert seeds.OPENINT_HEALTHY not in line
        assert not any(marker in line for marker in SECRET_MARKERS)
    assert [f"attempt {number}," in line for number, line in enumerate(lines, 1)] == [True] * 4
    assert len({line.rpartition("request id ")[2] for line in lines}) == 1


def test_nothing_is_logged_above_debug(
    colour: Colour, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client = colour.client(
        openint(sandbox), transport=Network(sandbox, lambda *_: say(503)), clock=VirtualClock()
    )
    with pytest.raises(TrunklineError):
        client.connections.get(seeds.OPENINT_HEALTHY)
    assert [record for record in caplog.records if record.name.startswith("trunkline")] == []


def test_a_line_stays_one_line_whatever_the_server_says(
    colour: Colour, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "trunkline")
    evil = httpx.Response(
        418,
        headers=[(b"x-request-id", b"a\r\nINFO forged \x1b[2J\x00"), (b"retry-after", b"\r\n")],
        stream=httpx.ByteStream(b'{"message": "one\\r\\nINFO forged", "code": "A\\nB"}'),
    )
    client = colour.client(openint(sandbox), transport=Network(sandbox, lambda *_: evil))
    with pytest.raises(TrunklineError) as caught:
        client.connections.get(seeds.OPENINT_HEALTHY)
    assert [record.getMessage().isprintable() for record in caplog.records if record.name == "trunkline"] == [
        True
    ]
    assert str(caught.value).isprintable()
    assert repr(caught.value).isprintable()


# The events.


def test_each_attempt_is_one_event(colour: Colour, sandbox: Sandbox) -> None:
    events: list[AttemptEvent] = []
    clock = VirtualClock()

    def meet(request: httpx.Request, number: int) -> httpx.Response | Exception | None:
        clock.advance(number)
        return fail_thrice(request, number)

    client = colour.client(
        openint(sandbox),
        transport=Network(sandbox, meet),
        clock=clock,
        retry=Retry(attempts=4),
        on_attempt=events.append,
    )
    client.connections.get(seeds.OPENINT_HEALTHY)

    assert [event.attempt for event in events] == [1, 2, 3, 4]
    assert [event.status for event in events] == [503, None, 429, 200]
    assert [event.outcome for event in events] == ["status 503", "timed out", "status 429", "status 200"]
    assert [event.elapsed for event in events] == pytest.approx([1, 2, 3, 4])
    assert {event.provider for event in events} == {"openint"}
    assert {(event.operation, event.method, event.path) for event in events} == {
        ("get_connection", "GET", "/connection/{id}")
    }
    assert len({event.request_id for event in events}) == 1


def test_events_of_failures_are_those_of_the_error(colour: Colour, sandbox: Sandbox) -> None:
    events: list[AttemptEvent] = []
    client = colour.client(
        openint(sandbox),
        transport=Network(sandbox, lambda *_: httpx.ConnectError("refused")),
        clock=VirtualClock(),
        on_attempt=events.append,
    )
    with pytest.raises(TrunklineError) as caught:
        client.connections.get(seeds.OPENINT_HEALTHY)
    assert [event.outcome for event in events] == [attempt.outcome for attempt in caught.value.history]
    assert len(events) == caught.value.attempts == 3


def test_events_of_lists_and_native_calls_come_too(colour: Colour, sandbox: Sandbox) -> None:
    events: list[AttemptEvent] = []
    client = colour.client(openint(sandbox), transport=Network(sandbox), on_attempt=events.append)
    pages = list(client.connections.list(page_size=5).pages())
    assert len(events) >= len(pages) > 1
    client.native("openint").list_connectors(limit=1)
    client.native("openint").request("GET", "/connector", query={"limit": 1})
    assert [event.operation for event in events[-2:]] == ["list_connectors", "request"]
    assert client.with_options(timeout=5).connections.get(seeds.OPENINT_HEALTHY)
    assert events[-1].operation == "get_connection"


def test_an_observer_that_fails_fails_no_call(
    colour: Colour, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    def observe(event: AttemptEvent) -> None:
        raise RuntimeError(f"{SECRET_MARKERS[0]}\nforged")

    client = colour.client(
        openint(sandbox),
        transport=Network(sandbox, fail_thrice),
        clock=VirtualClock(),
        retry=Retry(attempts=4),
        on_attempt=observe,
    )
    assert client.connections.get(seeds.OPENINT_HEALTHY).id == seeds.OPENINT_HEALTHY
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage() for record in errors] == ["on_attempt raised RuntimeError"] * 4
    assert not any(record.exc_info for record in errors)


def test_an_observer_may_stop_the_program(sandbox: Sandbox) -> None:
    def observe(event: AttemptEvent) -> None:
        raise KeyboardInterrupt

    with Colour("sync") as colour:
        client = colour.client(openint(sandbox), transport=Network(sandbox), on_attempt=observe)
        with pytest.raises(KeyboardInterrupt):
            client.connections.get(seeds.OPENINT_HEALTHY)


# A value with its response.


def test_a_value_comes_with_its_response(colour: Colour, sandbox: Sandbox) -> None:
    clock = VirtualClock()

    def meet(request: httpx.Request, number: int) -> httpx.Response | None:
        clock.advance(1)
        return say(503) if number < 3 else None

    client = colour.client(openint(sandbox), transport=Network(sandbox, meet), clock=clock)
    answered = client.with_response(
        original(client.connections.get), seeds.OPENINT_HEALTHY, include_secrets=False
    )
    assert isinstance(answered, WithResponse)
    assert answered.value.id == seeds.OPENINT_HEALTHY
    assert answered.status == 200
    assert answered.attempts == 3
    assert answered.elapsed == pytest.approx(3 + sum(clock.waits))
    assert answered.request_id


def test_the_request_id_is_the_vendors_where_it_gives_one(colour: Colour, sandbox: Sandbox) -> None:
    inner = sandbox.transport()

    def meet(request: httpx.Request, number: int) -> httpx.Response:
        answer = inner.handle_request(request)
        answer.headers.pop("x-request-id", None)
        if number > 1:
            answer.headers["request-id"] = "vendor-1"
        return answer

    network = Network(sandbox, meet)
    client = colour.client(openint(sandbox), transport=network)
    method = original(client.connections.get)
    first = client.with_response(method, seeds.OPENINT_HEALTHY)
    assert first.request_id == network.seen[0].headers["x-request-id"]
    assert client.with_response(method, seeds.OPENINT_HEALTHY).request_id == "vendor-1"


def test_updates_waits_and_native_calls_have_a_response(colour: Colour, sandbox: Sandbox) -> None:
    membrane = Membrane(token=sandbox.credentials.membrane_token)
    client = colour.client(openint_v0(sandbox), membrane, transport=Network(sandbox), clock=VirtualClock())
    update, wait = original(client.connections.update), original(client.connections.wait_until_ready)
    answered = client.with_response(update, f"openint-v0:{seeds.OPENINT_V0_HEALTHY}", display_name="Sales")
    assert (answered.value.display_name, answered.status) == ("Sales", 200)
    assert client.with_response(wait, f"membrane:{seeds.MEMBRANE_READY}").value.id == seeds.MEMBRANE_READY
    native = client.native("openint-v0")
    answered = client.with_response(original(native.get_connection), seeds.OPENINT_V0_HEALTHY)
    assert answered.value.display_name == "Sales"
    assert answered.attempts == 1
    answered = client.with_response(original(native.request), "GET", "/core/connection")
    assert len(answered.value) > 1


def test_a_list_makes_no_call_and_has_no_response(colour: Colour, sandbox: Sandbox) -> None:
    network = Network(sandbox)
    client = colour.client(openint(sandbox), transport=network)
    for method in (client.connections.list, client.connectors.list):
        with pytest.raises(InvalidArgumentError, match="with_response"):
            client.with_response(original(method))
    assert network.seen == []


def test_an_error_passes_through(colour: Colour, sandbox: Sandbox) -> None:
    client = colour.client(openint(sandbox), transport=Network(sandbox, lambda *_: say(404)))
    with pytest.raises(TrunklineError) as caught:
        client.with_response(original(client.connections.get), seeds.OPENINT_HEALTHY)
    assert caught.value.status == 404


def test_responses_of_calls_made_at_once_are_not_mixed(colour: Colour, sandbox: Sandbox) -> None:
    ids = [connection.id for connection in _all_openint(sandbox)][:12]

    def meet(request: httpx.Request, number: int) -> httpx.Response | None:
        place = ids.index(request.url.path.rpartition("/")[2])
        return say(503) if number <= place % 3 else None

    client = colour.client(openint(sandbox), transport=Network(sandbox, meet), clock=VirtualClock())
    method = original(client.connections.get)
    answers = colour.together([partial(client.with_response, method, name) for name in ids])
    for place, answered in enumerate(answers):
        assert isinstance(answered, WithResponse), answered
        assert answered.value.id == ids[place]
        assert answered.attempts == 1 + place % 3


def _all_openint(sandbox: Sandbox) -> list[Any]:
    with Colour("sync") as colour:
        return list(colour.client(openint(sandbox), transport=sandbox.transport()).connections.list())


# Headers of one's own.


def test_headers_are_sent_with_every_attempt_beside_the_providers(colour: Colour, sandbox: Sandbox) -> None:
    network = Network(sandbox, fail_thrice)
    headers = {"X-Team": "emea", "traceparent": "00-1-2-01"}
    client = colour.client(
        openint(sandbox),
        transport=network,
        clock=VirtualClock(),
        retry=Retry(attempts=4),
        headers=headers,
    )
    headers["X-Team"] = "changed later"
    client.connections.get(seeds.OPENINT_HEALTHY)
    assert len(network.seen) == 4
    for request in network.seen:
        assert request.headers.get_list("x-team") == ["emea"]
        assert request.headers["traceparent"] == "00-1-2-01"
        assert request.headers["authorization"] == f"Bearer {sandbox.credentials.openint_api_key}"
        names = [name for name, _ in request.headers.raw]
        assert len(names) == len({name.lower() for name in names})


def test_other_headers_make_another_client(colour: Colour, sandbox: Sandbox) -> None:
    network = Network(sandbox)
    client = colour.client(openint(sandbox), transport=network, headers={"x-team": "emea"})
    other = client.with_options(headers={"x-desk": "7"})
    none = other.with_options(headers={})
    same = other.with_options(timeout=3)
    for each in (client, other, none, same, client):
        each.connections.get(seeds.OPENINT_HEALTHY)
    sent = [(seen.headers.get("x-team"), seen.headers.get("x-desk")) for seen in network.seen]
    assert sent == [("emea", None), (None, "7"), (None, None), (None, "7"), ("emea", None)]


def test_headers_reach_native_calls_and_never_the_token_endpoint(colour: Colour, sandbox: Sandbox) -> None:
    network = Network(sandbox)
    workiva = Workiva(
        client_id=sandbox.credentials.workiva_client_id,
        client_secret=sandbox.credentials.workiva_client_secret,
    )
    client = colour.client(workiva, transport=network, headers={"x-team": "emea"})
    client.native("workiva").list_connections()
    token, call = network.seen
    assert token.url.path == "/oauth2/token"
    assert "x-team" not in token.headers
    assert "x-request-id" not in token.headers
    assert call.headers["x-team"] == "emea"


RESERVED = [
    *("Accept", "accept-encoding", "AUTHORIZATION", "connection", "Content-Length", "content-type", "cookie"),
    *("expect", "Host", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade", "User-Agent"),
    *("x-apikey", "X-Connection-Id", "x-request-id"),
]
SECRET = "header-Zq81vKcanary"
UNSENDABLE: list[tuple[Any, Any]] = [
    *[(name, SECRET) for name in RESERVED],
    *[
        ("x-team", SECRET + bad)
        for bad in ("\r\nx-evil: 1", "\n", "\r", "\x00", "\x7f", "\xe4", "\u2028", " ", "\t")
    ],
    ("x-team", f" {SECRET}"),
    *[(name, SECRET) for name in ("", "x team", "x-team:", "x\r\nteam", "x-te\xe4m", "x-team\n", ":path")],
    *[("x-team", value) for value in (None, 7, SECRET.encode(), [SECRET])],
    *[(name, SECRET) for name in (None, 7, b"x-team")],
]


@pytest.mark.parametrize(("name", "value"), UNSENDABLE, ids=repr)
def test_a_header_that_cannot_be_sent_is_refused_unseen(name: Any, value: Any) -> None:
    sandbox_token = "key_x"
    with Colour("sync") as colour:
        client = colour.client(OpenInt(token=sandbox_token))
        for make in (
            lambda: colour.client(OpenInt(token=sandbox_token), headers={name: value}),
            lambda: client.with_options(headers={name: value}),
        ):
            with pytest.raises(ConfigurationError) as caught:
                make()
            assert SECRET not in f"{caught.value} {caught.value!r}"
            assert str(caught.value).isprintable()


def test_headers_and_settings_are_shown_nowhere(colour: Colour, sandbox: Sandbox) -> None:
    client = colour.client(openint(sandbox), transport=Network(sandbox), headers={"x-gateway-key": SECRET})
    with pytest.raises(TrunklineError) as caught:
        client.connections.get("conn_missing")
    assert SECRET not in f"{client!r} {client.connections!r} {caught.value} {caught.value!r}"
    assert SECRET not in repr(client._session)


def test_a_server_that_repeats_a_header_of_ones_own_is_not_quoted(colour: Colour, sandbox: Sandbox) -> None:
    def meet(request: httpx.Request, number: int) -> httpx.Response:
        said = f'{{"message": "bad key {request.headers["x-gateway-key"]}", "code": "BAD"}}'
        return httpx.Response(401, stream=httpx.ByteStream(said.encode()))

    client = colour.client(
        openint(sandbox), transport=Network(sandbox, meet), headers={"x-gateway-key": SECRET}
    )
    with pytest.raises(TrunklineError) as caught:
        client.connections.get(seeds.OPENINT_HEALTHY)
    assert caught.value.message == "bad key ***"
