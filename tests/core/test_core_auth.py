"""Signing in: one token for everybody, fetched once, replaced in time, and no secret in what goes wrong."""

from __future__ import annotations

import logging
import math
import threading
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, Gate, Reset, Say, Seen, Silence, answer
from hypothesis import given
from hypothesis import strategies as st
from vendor_answers import (
    ACCESS_TOKEN,
    CLIENT_SECRET,
    SECRETS,
    TOKEN,
    token_answer,
    workiva,
    workiva_connection,
)

from trunkline import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    AttemptEvent,
    AuthenticationError,
    Client,
    ConfigurationError,
    Retry,
    ServerError,
    TrunklineError,
)
from trunkline.auth._client_credentials import lifetime_of
from trunkline.providers import Workiva
from trunkline.testing import VirtualClock

GOOD = answer(workiva_connection())


class Tokens:
    """A token endpoint that numbers its tokens, and an API that knows which are still good."""

    def __init__(self, server: FaultServer, **changes: Any) -> None:
        self.server = server
        self.changes = changes
        self.issued = 0
        self.revoked: set[str] = set()
        self._lock = threading.Lock()
        server.on("/oauth2/token", self.issue).answers(self.serve)

    def issue(self, seen: Seen) -> Behaviour:
        with self._lock:
            self.issued += 1
            return answer(token_answer(f"token_{self.issued}", **self.changes))

    def serve(self, seen: Seen) -> Behaviour:
        if seen.headers["authorization"].removeprefix("Bearer ") in self.revoked:
            return answer({"body": "expired", "code": 401}, 401)
        return answer(workiva_connection(seen.path.rpartition("/")[2]))

    @property
    def asked(self) -> int:
        return sum(seen.path == "/oauth2/token" for seen in self.server.seen)


def test_a_token_is_fetched_when_needed_and_kept(colour: Colour, server: FaultServer) -> None:
    tokens = Tokens(server)
    client = colour.client(workiva(server.origin))
    assert server.connections == 0
    for _ in range(3):
        client.connections.get("w1")
    assert tokens.asked == 1
    asked, *calls = server.seen
    assert asked.method == "POST"
    assert asked.query == {}
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["client"],
        "client_secret": [CLIENT_SECRET],
    }
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.headers["x-version"] == "2026-01-01"
    assert "authorization" not in asked.headers
    assert {call.headers["authorization"] for call in calls} == {"Bearer token_1"}
    assert not any(CLIENT_SECRET in str(call) for call in calls)


def test_a_token_is_replaced_before_it_ends(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    tokens = Tokens(server, expires_in=600)
    client = colour.client(workiva(server.origin), clock=clock)
    client.connections.get("w1")
    clock.advance(539)
    client.connections.get("w1")
    assert tokens.asked == 1
    clock.advance(2)
    client.connections.get("w1")
    assert tokens.asked == 2


def test_the_wall_clock_does_not_matter(colour: Colour, server: FaultServer) -> None:
    class Jumping(VirtualClock):
        jump = 0.0

        def time(self) -> float:
            return super().time() + self.jump

    clock = Jumping()
    tokens = Tokens(server)
    client = colour.client(workiva(server.origin), clock=clock)
    client.connections.get("w1")
    clock.jump = 1e9
    client.connections.get("w1")
    assert tokens.asked == 1


def test_fifty_at_once_fetch_one_token(colour: Colour, server: FaultServer) -> None:
    tokens = Tokens(server)
    server.on("/oauth2/token", lambda seen: (Gate(), *tokens.issue(seen)))
    client = colour.client(workiva(server.origin))

    def let_go() -> None:
        server.wait_for(1)
        server.open()

    found = colour.together([partial(client.connections.get, f"w{n}") for n in range(50)] + [let_go])
    assert [one.id for one in found[:-1]] == [f"w{n}" for n in range(50)]
    assert tokens.asked == 1


def test_fifty_at_once_that_are_refused_renew_one_token(colour: Colour, server: FaultServer) -> None:
    tokens = Tokens(server)
    client = colour.client(workiva(server.origin))
    client.connections.get("w1")
    tokens.revoked.add("token_1")
    found = colour.together([partial(client.connections.get, f"w{n}") for n in range(50)])
    assert [one.id for one in found] == [f"w{n}" for n in range(50)]
    assert tokens.asked == 2


def test_a_401_renews_once_and_repeats_once(colour: Colour, server: FaultServer) -> None:
    tokens = Tokens(server)
    client = colour.client(workiva(server.origin))
    client.connections.get("w1")
    tokens.revoked.add("token_1")
    assert client.connections.get("w2").id == "w2"
    used = [seen.headers.get("authorization") for seen in server.seen]
    assert used == [None, "Bearer token_1", "Bearer token_1", None, "Bearer token_2"]
    ids = [seen.headers.get("x-request-id") for seen in server.seen]
    assert ids[2] == ids[4]


def test_a_401_for_ever_is_an_error_after_one_renewal(colour: Colour, server: FaultServer) -> None:
    tokens = Tokens(server)
    server.answers(answer({"body": f"no {ACCESS_TOKEN}", "code": 401}, 401))
    client = colour.client(workiva(server.origin), clock=VirtualClock())
    with pytest.raises(AuthenticationError) as caught:
        client.connections.get("w1")
    assert tokens.asked == 2
    assert caught.value.attempts == 2
    assert [attempt.outcome for attempt in caught.value.history] == [
        "status 401, signing in again",
        "status 401",
    ]


def test_a_renewal_takes_no_retry_away(colour: Colour, server: FaultServer) -> None:
    tokens = Tokens(server)
    busy = answer({"body": "busy", "code": 503}, 503)
    server.answers(answer({}, 401), busy, busy, GOOD)
    client = colour.client(workiva(server.origin), clock=VirtualClock())
    assert client.connections.get("w1").id == "w1"
    assert tokens.asked == 2


def test_a_credential_that_cannot_change_is_not_tried_twice(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"body": "no", "code": 401}, 401))
    client = colour.client(workiva(server.origin, token=TOKEN))
    with pytest.raises(AuthenticationError):
        client.connections.get("w1")
    assert len(server.seen) == 1


def test_each_client_has_a_token_of_its_own(colour: Colour, server: FaultServer) -> None:
    tokens = Tokens(server)
    provider = workiva(server.origin)
    for _ in range(2):
        colour.client(provider).connections.get("w1")
    assert tokens.asked == 2


REFUSALS: dict[str, tuple[Behaviour, type[TrunklineError]]] = {
    "refused": (
        answer({"error": "invalid_client", "error_description": CLIENT_SECRET}, 401),
        AuthenticationError,
    ),
    "bad request": (answer({"error": f"bad_{CLIENT_SECRET}"}, 400), AuthenticationError),
    # Of a connection, a run or an argument, the token endpoint knows nothing.
    **{
        str(status): (answer({"error": "gone"}, status), AuthenticationError)
        for status in (201, 204, 402, 404, 405, 409, 410, 422, 423)
    },
    "408": (answer(b"", 408), ServerError),
    "passing trouble": (answer({"error": "temporarily_unavailable"}, 400), ServerError),
    "500": (answer({"canary": CLIENT_SECRET}, 500), TrunklineError),
    "html": (answer(f"<html>{CLIENT_SECRET}".encode(), 502), TrunklineError),
    "html in 200": (answer(f"<html>{CLIENT_SECRET}".encode()), AuthenticationError),
    "null": (answer(b"null"), AuthenticationError),
    "no token": (answer({"expires_in": 5, "echo": CLIENT_SECRET}), AuthenticationError),
    "token null": (answer(token_answer(None)), AuthenticationError),  # type: ignore[arg-type]  # that is the point
    "token empty": (answer(token_answer("")), AuthenticationError),
    "token with a newline": (answer(token_answer(f"{ACCESS_TOKEN}\r\nx: y")), AuthenticationError),
    "token that is not ASCII": (answer(token_answer(f"{ACCESS_TOKEN}\xe4")), AuthenticationError),
    "mac": (answer(token_answer(token_type="mac")), AuthenticationError),
    "deep": (answer(b"[" * 100_000), AuthenticationError),
    "not UTF-8": (answer(b'{"access_token": "\xff"}'), AuthenticationError),
    "redirect": (answer(b"", 307, {"location": "http://127.0.0.1:9/"}), TrunklineError),
    "reset": ((Reset(),), APIConnectionError),
    "silence": ((Silence(),), APITimeoutError),
    "no HTTP": ((Say(b"hello\r\n\r\n"),), APIConnectionError),
    "endless": (answer(b" " * 2_000_000), TrunklineError),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_token_endpoint_that_fails_is_typed_and_quoted_nowhere(
    colour: Colour, server: FaultServer, case: str
) -> None:
    behaviour, expected = REFUSALS[case]
    server.on("/oauth2/token", behaviour).answers(GOOD)
    client = colour.client(
        workiva(server.origin), timeout=0.1 if case == "silence" else 5, clock=VirtualClock()
    )
    with pytest.raises(expected) as caught:
        client.connections.get("w1")
    assert caught.value.provider == "workiva"
    assert caught.value.operation == "fetch_token"
    assert not caught.value.may_have_been_applied
    assert not any(secret in f"{caught.value!r} {caught.value} {vars(caught.value)}" for secret in SECRETS)
    assert not any(seen.path.endswith("/w1") for seen in server.seen)


def test_the_secret_follows_no_redirect(colour: Colour, server: FaultServer) -> None:
    with FaultServer() as other:
        other.answers(answer(token_answer()))
        server.on("/oauth2/token", answer(b"", 307, {"location": f"{other.origin}/oauth2/token"}))
        client = colour.client(workiva(server.origin))
        with pytest.raises(TrunklineError):
            client.connections.get("w1")
        assert other.connections == 0


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [(1, 0.4), (60, 29), ("3600", 3539), (10**30, 86_000), (1e400, 86_000), (599, 538)],
)
def test_a_lifetime_is_kept_with_a_margin(server: FaultServer, claimed: Any, kept: float) -> None:
    clock = VirtualClock()
    tokens = Tokens(server, expires_in=claimed)
    with Colour("sync") as colour:
        client = colour.client(workiva(server.origin), clock=clock)
        client.connections.get("w1")
        clock.advance(kept)
        client.connections.get("w1")
        assert tokens.asked == 1
        clock.advance(86_400 if kept > 80_000 else max(62.0, kept / 10))
        client.connections.get("w1")
        assert tokens.asked == 2


@pytest.mark.parametrize("claimed", [-5, 0, None, "soon", True, "1" * 5000, [], {}])
def test_a_lifetime_that_makes_no_sense_is_used_once_without_a_loop(
    server: FaultServer, claimed: Any
) -> None:
    tokens = Tokens(server, expires_in=claimed)
    with Colour("sync") as colour:
        client = colour.client(workiva(server.origin), clock=VirtualClock())
        client.connections.get("w1")
        client.connections.get("w1")
    assert tokens.asked == 2


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()))
def test_any_lifetime_is_between_nothing_and_a_day(claimed: object) -> None:
    seconds = lifetime_of(claimed)
    assert math.isfinite(seconds)
    assert 0 <= seconds <= 86_400


def test_waiting_for_somebody_elses_token_ends_with_the_deadline(colour: Colour, server: FaultServer) -> None:
    """One call waits for the token endpoint; another, with a deadline of its own, waits for that one."""
    server.on("/oauth2/token", (Gate(), *answer(token_answer()))).answers(GOOD)
    client = colour.client(workiva(server.origin))

    def hasty() -> None:
        server.wait_for(1)
        try:
            with pytest.raises(APITimeoutError):
                client.with_options(deadline=0.2).connections.get("w1")
        finally:
            server.open()

    assert colour.together([lambda: client.connections.get("w1").id, hasty]) == ["w1", None]


@pytest.mark.parametrize(
    ("settings", "path", "version"),
    [
        ({}, "/oauth2/token", "2026-01-01"),
        ({"api_version": "2026-01-01"}, "/oauth2/token", "2026-01-01"),
        ({"api_version": "2022-01-01"}, "/iam/v1/oauth2/token", None),
    ],
    ids=["usual", "current", "former"],
)
def test_the_version_decides_about_path_and_header(
    colour: Colour, server: FaultServer, settings: Any, path: str, version: str | None
) -> None:
    server.on(path, answer(token_answer())).answers(GOOD)
    colour.client(workiva(server.origin, **settings)).connections.get("w1")
    asked = server.seen[0]
    assert (asked.path, asked.headers.get("x-version")) == (path, version)
    assert server.seen[1].headers["authorization"] == f"Bearer {ACCESS_TOKEN}"


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        ({}, "https://api.app.wdesk.com/oauth2/token"),
        ({"region": "eu"}, "https://api.eu.wdesk.com/oauth2/token"),
        ({"region": "apac", "api_version": "2022-01-01"}, "https://api.apac.wdesk.com/iam/v1/oauth2/token"),
        ({"region": "us", "base_url": "https://h.eu.wdesk.com/x"}, "https://api.eu.wdesk.com/oauth2/token"),
        ({"base_url": "https://H.EU.wdesk.com:443/x"}, "https://api.eu.wdesk.com/oauth2/token"),
        ({"base_url": "https://h.eu.wdesk.com:8443/x"}, "https://h.eu.wdesk.com:8443/oauth2/token"),
        ({"base_url": "https://proxy.example/wdata"}, "https://proxy.example/oauth2/token"),
        (
            {"base_url": "https://proxy.example/wdata", "api_version": "2022-01-01"},
            "https://proxy.example/iam/v1/oauth2/token",
        ),
        (
            {"base_url": "https://h.app.wdesk.com.evil.example"},
            "https://h.app.wdesk.com.evil.example/oauth2/token",
        ),
        ({"token_url": "https://sso.example/t", "api_version": "2022-01-01"}, "https://sso.example/t"),
    ],
)
def test_the_secret_goes_where_the_base_url_goes(settings: Any, url: str) -> None:
    assert Workiva(client_id="c", client_secret=CLIENT_SECRET, **settings).token_url == url


def test_a_version_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="api_version"):
        Workiva(client_id="c", client_secret=CLIENT_SECRET, api_version="2020-01-01")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("environ", "variable"),
    [
        ({"OPENINT_API_KEY": "two words"}, "OPENINT_API_KEY"),
        ({"MEMBRANE_WORKSPACE_KEY": "w"}, "MEMBRANE_WORKSPACE_SECRET"),
        ({"WORKIVA_CLIENT_ID": "c"}, "WORKIVA_CLIENT_SECRET"),
    ],
)
def test_an_environment_that_is_not_enough_is_told_by_its_variables(
    environ: dict[str, str], variable: str
) -> None:
    with pytest.raises(ConfigurationError, match=f"environment, where .* needs .*{variable}"):
        Client.from_env(environ)


def test_the_environment_says_the_version() -> None:
    pair = {"WORKIVA_CLIENT_ID": "c", "WORKIVA_CLIENT_SECRET": CLIENT_SECRET}
    provider = Workiva.from_env({**pair, "WORKIVA_API_VERSION": "2022-01-01", "WORKIVA_REGION": "eu"})
    assert provider is not None
    assert provider.token_url == "https://api.eu.wdesk.com/iam/v1/oauth2/token"


def test_no_token_is_shared_between_base_urls(colour: Colour, server: FaultServer) -> None:
    with FaultServer() as other:
        here, there = Tokens(server), Tokens(other)
        other.on("/oauth2/token", answer(token_answer("token_there")))
        for each in (server, other):
            colour.client(workiva(each.origin)).connections.get("w1")
        assert (here.asked, there.asked) == (1, 1)
        assert server.seen[1].headers["authorization"] == "Bearer token_1"
        assert other.seen[1].headers["authorization"] == "Bearer token_there"


def test_token_requests_have_lines_and_events_of_their_own(
    colour: Colour, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    events: list[AttemptEvent] = []
    server.on("/oauth2/token", answer({"stack": CLIENT_SECRET}, 503), answer(token_answer())).answers(GOOD)
    client = colour.client(workiva(server.origin), clock=VirtualClock(), on_attempt=events.append)
    with caplog.at_level(logging.DEBUG, "trunkline"):
        client.connections.get("w1")
    assert [(event.operation, event.attempt, event.outcome, event.status) for event in events] == [
        ("fetch_token", 1, "status 503", 503),
        ("get_connection", 1, "no token", None),
        ("fetch_token", 2, "status 200", 200),
        ("get_connection", 2, "status 200", 200),
    ]
    asked = events[0]
    assert (asked.provider, asked.method, asked.path) == ("workiva", "POST", "/oauth2/token")
    # By the call's own id one sees what belongs together; it is sent with the call, and not to get a token.
    (called,) = {event.request_id for event in events}
    assert [seen.headers.get("x-request-id") for seen in server.seen] == [None, None, called]
    assert len(caplog.records) == 4
    assert caplog.messages[0].startswith("workiva fetch_token: POST /oauth2/token: status 503, attempt 1, ")
    assert not any(secret in caplog.text for secret in SECRETS)


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        ((Reset(),), "connection lost"),
        ((Silence(),), "timed out"),
        ((Say(b"no\r\n\r\n"),), "answer was not HTTP"),
    ],
    ids=["reset", "silence", "no HTTP"],
)
def test_a_token_endpoint_that_says_nothing_is_told_of_too(
    colour: Colour, server: FaultServer, behaviour: Behaviour, outcome: str
) -> None:
    events: list[AttemptEvent] = []
    server.on("/oauth2/token", behaviour)
    client = colour.client(
        workiva(server.origin), timeout=0.1, retry=Retry(attempts=1), on_attempt=events.append
    )
    with pytest.raises(APIConnectionError) as caught:
        client.connections.get("w1")
    assert [(event.operation, event.outcome) for event in events] == [
        ("fetch_token", outcome),
        ("get_connection", "no token"),
    ]
    assert caught.value.path == "/oauth2/token"
    assert caught.value.message == f"the token endpoint gave no answer: {outcome}"


def test_fetching_a_token_is_part_of_the_deadline(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()

    def slowly(seen: Seen) -> Behaviour:
        clock.advance(50)
        return answer(token_answer())

    def also_slowly(seen: Seen) -> Behaviour:
        clock.advance(50)
        return answer(b"", 503)

    server.on("/oauth2/token", slowly).answers(also_slowly)
    client = colour.client(workiva(server.origin), clock=clock, deadline=90)
    with pytest.raises(TrunklineError) as caught:
        client.connections.get("w1")
    assert caught.value.attempts == 1
    assert caught.value.elapsed <= 100


def test_an_answer_with_a_fetched_token_is_kept_clean(colour: Colour, server: FaultServer) -> None:
    server.on("/oauth2/token", answer(token_answer())).answers(answer({"body": f"bad {ACCESS_TOKEN}"}, 400))
    client = colour.client(workiva(server.origin))
    with pytest.raises(TrunklineError) as caught:
        client.connections.get("w1")
    assert caught.value.message == "bad ***"
    assert not isinstance(caught.value, APIResponseError)
