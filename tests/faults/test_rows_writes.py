"""Writes and long-lived calls that meet what vendors do to them on a bad day: locks, throttles, tokens that end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from colours import Colour
from fault_server import FaultServer, Gate, Reset, answer
from vendor_answers import openint_v0, openint_v0_connection
from write_cases import WRITES, membrane, workiva

from trunkline import (
    APIConnectionError,
    APITimeoutError,
    ClientClosedError,
    ConflictError,
    RateLimitError,
    RunStatus,
)
from trunkline.providers import Workiva
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock

PATIENT = {"timeout": 10, "deadline": 300}


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def sandbox(clock: VirtualClock) -> Iterator[Sandbox]:
    with Sandbox(now=clock.time, sleep=clock.sleep) as opened:
        yield opened


def statuses(sandbox: Sandbox, path: str = "") -> list[int]:
    """How the requests were answered, those to this path or all."""
    return [each.status for each in sandbox.exchanges if each.request.path.startswith(path)]


def client_of(colour: Colour, provider: Any, sandbox: Sandbox, clock: VirtualClock) -> Any:
    return colour.client(provider, transport=sandbox.transport(), clock=clock, **PATIENT)


def test_a_read_waits_for_membranes_lock(colour: Colour, sandbox: Sandbox, clock: VirtualClock) -> None:
    client = client_of(colour, membrane(), sandbox, clock)
    sandbox.lock("membrane", seeds.MEMBRANE_READY, times=2)
    assert client.connections.get(seeds.MEMBRANE_READY).id == seeds.MEMBRANE_READY
    assert statuses(sandbox) == [400, 400, 200]
    sandbox.lock("membrane", seeds.MEMBRANE_READY, times=9)
    with pytest.raises(ConflictError) as caught:
        client.connections.get(seeds.MEMBRANE_READY)
    assert (caught.value.code, caught.value.attempts) == ("lock_timeout", 3)


LOCKED: dict[str, Callable[[Any], object]] = {
    "update": lambda client: client.connections.update(seeds.MEMBRANE_READY, display_name="Sales"),
    "delete": lambda client: client.connections.delete(seeds.MEMBRANE_READY),
    "refresh": lambda client: client.connections.refresh_credentials(seeds.MEMBRANE_READY),
    "connect_url": lambda client: client.connections.connect_url(
        "membrane", customer_id="acme", connection_id=seeds.MEMBRANE_READY
    ),
}


@pytest.mark.parametrize("name", LOCKED)
def test_a_write_that_meets_membranes_lock_is_sent_once_and_was_not_applied(
    colour: Colour, sandbox: Sandbox, clock: VirtualClock, name: str
) -> None:
    # Nothing says at which of its steps the server waited for the lock.
    client = client_of(colour, membrane(), sandbox, clock)
    before = client.connections.get(seeds.MEMBRANE_READY, include_secrets=True)
    sandbox.lock("membrane", seeds.MEMBRANE_READY, times=1)
    with pytest.raises(ConflictError) as caught:
        LOCKED[name](client)
    assert (caught.value.code, caught.value.attempts) == ("lock_timeout", 1)
    assert not caught.value.may_have_been_applied
    assert "not sent again" not in str(caught.value)
    after = client.connections.get(seeds.MEMBRANE_READY, include_secrets=True)
    assert after.raw == before.raw
    assert clock.waits == []
    LOCKED[name](client)


@pytest.mark.parametrize("way", ["under way", "locked"])
def test_a_run_that_collides_is_a_conflict_and_starts_nothing(
    colour: Colour, sandbox: Sandbox, clock: VirtualClock, way: str
) -> None:
    client = client_of(colour, workiva(), sandbox, clock)
    target = seeds.WORKIVA_RUNNING if way == "under way" else seeds.WORKIVA_COMPLETE
    if way == "locked":
        sandbox.lock("workiva", target)
    before = client.connections.run_status(target)
    with pytest.raises(ConflictError) as caught:
        client.connections.run(target)
    assert caught.value.status == (409 if way == "under way" else 423)
    assert caught.value.attempts == 1
    assert not caught.value.may_have_been_applied
    assert client.connections.run_status(target) == before
    assert clock.waits == []


THROTTLED = ["membrane create", "membrane update", "membrane delete", "workiva run", "workiva run_batch"]


@pytest.mark.parametrize("name", THROTTLED)
def test_a_write_that_is_throttled_waits_as_long_as_it_is_told_and_is_made_once(
    colour: Colour, sandbox: Sandbox, clock: VirtualClock, name: str
) -> None:
    write = WRITES[name]
    client = client_of(colour, write.provider(), sandbox, clock)
    target = write.prepare(client) if write.prepare else ""
    sent = len(sandbox.exchanges)
    api = name.partition(" ")[0]
    sandbox.throttle(api, times=1, retry_after=7)
    write.call(client, "the only one", target)
    answered = [each.status for each in sandbox.exchanges[sent:]]
    assert answered[0] == 429
    assert len(answered) == 2
    assert answered[1] < 300
    assert len(clock.waits) == 1
    assert 7 <= clock.waits[0] < 8
    if write.stored:
        assert len(write.stored(sandbox, client)["the only one"]) == 1
    # It is not asked for more often than reads are.
    sandbox.throttle(api, times=99, retry_after=7)
    with pytest.raises(RateLimitError) as caught:
        write.call(client, "never", seeds.MEMBRANE_READY)
    assert caught.value.attempts == 3
    assert not caught.value.may_have_been_applied


def workiva_with_tokens(sandbox: Sandbox) -> Workiva:
    """It fetches tokens, which are good for ten minutes."""
    known = sandbox.credentials
    return Workiva(client_id=known.workiva_client_id, client_secret=known.workiva_client_secret)


def test_a_run_that_outlives_its_tokens_is_waited_for_to_its_end(colour: Colour, clock: VirtualClock) -> None:
    with Sandbox(now=clock.time, sleep=clock.sleep, run_seconds=2500) as sandbox:
        client = client_of(colour, workiva_with_tokens(sandbox), sandbox, clock)
        started = client.connections.run(seeds.WORKIVA_COMPLETE)
        over = client.connections.wait_for_run(seeds.WORKIVA_COMPLETE, started.id, within=3000)
        assert (over.id, over.status) == (started.id, RunStatus.SUCCEEDED)
        assert 2500 <= clock.now() < 2530
        assert 401 not in statuses(sandbox)
        # Each is replaced a minute before it ends.
        assert len(statuses(sandbox, "/oauth2/token")) == 5


def test_a_token_that_is_taken_back_in_the_middle_of_a_wait_is_replaced(
    colour: Colour, clock: VirtualClock
) -> None:
    with Sandbox(now=clock.time, sleep=clock.sleep, run_seconds=60) as sandbox:
        client = client_of(colour, workiva_with_tokens(sandbox), sandbox, clock)
        started = client.connections.run(seeds.WORKIVA_COMPLETE)
        for token in sandbox._store.ids("workiva/tokens"):
            sandbox._store.delete("workiva/tokens", token)
        over = client.connections.wait_for_run(seeds.WORKIVA_COMPLETE, started.id, within=120)
        assert over.status is RunStatus.SUCCEEDED
        assert statuses(sandbox).count(401) == 1
        assert len(statuses(sandbox, "/oauth2/token")) == 2


def test_a_list_that_is_read_for_longer_than_its_token_lasts_is_whole(
    colour: Colour, sandbox: Sandbox, clock: VirtualClock
) -> None:
    client = client_of(colour, workiva_with_tokens(sandbox), sandbox, clock)
    whole = [each.id for each in client.connections.list()]
    slowly: list[str] = []
    for page in client.connections.list(page_size=3).pages():
        slowly += [each.id for each in page]
        clock.advance(400)
    assert slowly == whole
    assert len(statuses(sandbox, "/oauth2/token")) > 2
    assert 401 not in statuses(sandbox)


def test_a_list_that_is_read_for_longer_than_a_signed_token_lasts_is_whole(
    colour: Colour, sandbox: Sandbox, clock: VirtualClock
) -> None:
    client = client_of(colour, membrane(), sandbox, clock)
    whole = [each.id for each in client.connections.list()]
    slowly: list[str] = []
    signed: set[str] = set()
    for page in client.connections.list(page_size=2).pages():
        slowly += [each.id for each in page]
        signed.add(sandbox.exchanges[-1].request.header("authorization") or "")
        clock.advance(2000)
    assert slowly == whole
    assert len(signed) > 2
    assert 401 not in statuses(sandbox)


class Deaf(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Lets a write through, and then nothing any more."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._inner = sandbox.transport()
        self.written = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.written:
            raise httpx.ConnectError("refused")
        self.written += request.method != "GET"
        return self._inner.handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


READ_AFTERWARDS = {
    "openint check": "see what the test came to",
    "openint-v0 check": "see what the test came to",
    "membrane check": "see what the test came to",
    "openint refresh": "see whether its credentials were renewed",
    "membrane refresh": "see whether its credentials were renewed",
}


@pytest.mark.parametrize("name", READ_AFTERWARDS)
def test_what_was_done_before_a_read_that_fails_is_not_kept_quiet(
    colour: Colour, sandbox: Sandbox, clock: VirtualClock, name: str
) -> None:
    # The error is that of a read, which changes nothing; the call did.
    deaf = Deaf(sandbox)
    client = colour.client(WRITES[name].provider(), transport=deaf, clock=clock)
    with pytest.raises(APIConnectionError) as caught:
        WRITES[name].call(client, "", "")
    assert deaf.written == 1
    assert (caught.value.method, caught.value.attempts) == ("GET", 3)
    assert caught.value.may_have_been_applied
    assert caught.value.message.endswith(
        f"; it is not sent again: get the connection to {READ_AFTERWARDS[name]}"
    )


LINKS_AND_TOKENS = {
    "openint connect_url": "a page that nobody was sent to does no harm",
    "membrane connect_url": "a page that nobody was sent to does no harm",
    "openint mint": "a token that nobody received does no harm",
    "openint-v0 mint": "a token that nobody received does no harm",
}


@pytest.mark.parametrize("name", LINKS_AND_TOKENS)
def test_a_link_or_token_that_got_lost_may_be_asked_for_again(
    colour: Colour, sandbox: Sandbox, clock: VirtualClock, name: str
) -> None:
    sent: list[str] = []

    def lose(request: httpx.Request) -> httpx.Response:
        sent.append(request.method)
        raise httpx.ReadError("reset")

    client = colour.client(WRITES[name].provider(), transport=httpx.MockTransport(lose), clock=clock)
    with pytest.raises(APIConnectionError) as caught:
        WRITES[name].call(client, "acme", "")
    assert sent == ["POST"]
    assert caught.value.may_have_been_applied
    assert caught.value.message.endswith(f", {LINKS_AND_TOKENS[name]}")


def test_a_forced_refresh_is_no_read_and_is_sent_once(
    colour: Colour, server: FaultServer, clock: VirtualClock
) -> None:
    old = {"oauth": {"credentials": {"access_token": "old"}}}
    stored = answer(openint_v0_connection("conn_a", settings=old))
    server.answers(stored, (Reset(),), answer(openint_v0_connection("conn_a")))
    client = colour.client(openint_v0(server.origin), clock=clock)
    with pytest.raises(APIConnectionError, match="get the connection to see") as caught:
        client.connections.refresh_credentials("conn_a")
    assert caught.value.may_have_been_applied
    assert [seen.query for seen in server.seen] == [{}, {"forceRefresh": "true"}]
    assert client.connections.get("conn_a").id == "conn_a"


def test_a_write_that_found_no_free_connection_was_not_sent(colour: Colour, server: FaultServer) -> None:
    good = answer(openint_v0_connection("conn_a"))
    server.answers((Gate(), *good))
    client = colour.client(openint_v0(server.origin))

    def late() -> None:
        server.wait_for(100)
        hasty = client.with_options(timeout=0.1)
        try:
            with pytest.raises(APITimeoutError, match="no connection came free in time") as caught:
                hasty.connections.update("conn_a", display_name="Sales")
            assert not caught.value.may_have_been_applied
            assert "it is not sent again" not in str(caught.value)
        finally:
            server.open()

    stuck = [lambda: client.connections.get("conn_a").id for _ in range(100)]
    assert colour.together([*stuck, late]) == ["conn_a"] * 100 + [None]
    # Nor was it sent when connections were free again: what comes next is the next request.
    client.connections.get("conn_a")
    assert [seen.method for seen in server.seen] == ["GET"] * 101


def test_a_closed_client_signs_no_token_either(colour: Colour, sandbox: Sandbox, clock: VirtualClock) -> None:
    client = client_of(colour, membrane(), sandbox, clock)
    assert client.tokens.mint("membrane", customer_id="acme").customer_id == "acme"
    client.close()
    with pytest.raises(ClientClosedError):
        client.tokens.mint("membrane", customer_id="acme")
