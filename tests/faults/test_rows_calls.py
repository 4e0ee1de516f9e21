"""Statuses, waits, redirects and writes, in every colour: what is sent again, what is not, and what the error says."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, Fin, Reset, Say, Seen, Silence, answer, chunk, head
from vendor_answers import (
    TOKEN,
    WORKSPACE_SECRET,
    membrane,
    openint,
    openint_connection,
    openint_page,
    openint_v0,
    openint_v0_connection,
    workiva,
)

from trunkline import (
    APIConnectionError,
    APIResponseError,
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    RedirectError,
    Retry,
    ServerError,
    TrunklineError,
)
from trunkline.testing import VirtualClock

GOOD = answer(openint_connection())


def wrong(status: int, *headers: tuple[str, str]) -> Behaviour:
    return answer({"message": "not now", "code": "BUSY"}, status, headers)


# Retries and statuses.


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504, 520, 524, 529])
def test_what_does_not_pass_ends_at_the_limit(colour: Colour, server: FaultServer, status: int) -> None:
    server.answers(wrong(status))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    with pytest.raises(APIStatusError) as caught:
        client.connections.get("conn_a")
    error = caught.value
    assert (error.status, error.code, error.attempts, len(server.seen)) == (status, "BUSY", 3, 3)
    assert error.request_id == server.seen[0].headers["x-request-id"]
    assert [attempt.outcome for attempt in error.history] == [f"status {status}"] * 3
    assert isinstance(error, ServerError) is (status >= 500)


ARABIC = "\u0661".encode().decode("latin-1")


@pytest.mark.parametrize(
    "asked",
    ["-1", "0", "", "soon", "nan", "+1", "1e3", "0x10", "\xb2", ARABIC, "Fri, 01 Jan 100000 00:00:00 GMT"],
)
def test_a_wait_that_makes_no_sense_is_none(colour: Colour, server: FaultServer, asked: str) -> None:
    clock = VirtualClock()
    server.answers(wrong(429, ("retry-after", asked)), GOOD)
    client = colour.client(openint(server.origin), clock=clock)
    assert client.connections.get("conn_a").id == "conn_a"
    assert len(clock.waits) == 1
    assert 0 <= clock.waits[0] <= 0.5


# The virtual clock starts at 22:13:20.
DATES = {
    "soon": ("Tue, 14 Nov 2023 22:13:25 GMT", 5.0),
    "without a zone": ("Tue, 14 Nov 2023 22:13:25 -0000", 5.0),
    "in another zone": ("Tue, 14 Nov 2023 23:13:25 +0100", 5.0),
    "past": ("Tue, 14 Nov 2023 22:13:15 GMT", 0.0),
    "long past": ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
}


@pytest.mark.parametrize("case", DATES)
def test_a_wait_until_a_date(colour: Colour, server: FaultServer, case: str) -> None:
    clock = VirtualClock()
    asked, least = DATES[case]
    server.answers(wrong(503, ("retry-after", asked)), GOOD)
    client = colour.client(openint(server.origin), clock=clock)
    client.connections.get("conn_a")
    assert least <= clock.waits[0] <= least + 0.5


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ([("retry-after", "2"), ("retry-after", "5")], 5.0),
        ([("retry-after", "5"), ("retry-after", "2")], 5.0),
        ([("retry-after", "2"), ("retry-after-ms", "100")], 2.0),
        ([("retry-after-ms", "90000")], 0.0),
    ],
)
def test_two_waits_are_the_longer_and_milliseconds_are_none(
    colour: Colour, server: FaultServer, headers: list[tuple[str, str]], least: float
) -> None:
    clock = VirtualClock()
    server.answers(wrong(429, *headers), GOOD)
    client = colour.client(openint(server.origin), clock=clock)
    client.connections.get("conn_a")
    assert least <= clock.waits[0] <= least + 0.5


FINAL = (400, 401, 403, 404, 409, 410, 418, 422, 423, 451, 501, 561, 599)


@pytest.mark.parametrize("status", FINAL)
def test_what_is_final_is_final_whatever_the_headers_say(
    colour: Colour, server: FaultServer, status: int
) -> None:
    server.answers(wrong(status, ("retry-after", "1"), ("x-should-retry", "true")), GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    with pytest.raises(APIStatusError) as caught:
        client.connections.get("conn_a")
    assert (caught.value.status, caught.value.attempts, len(server.seen)) == (status, 1, 1)
    assert isinstance(caught.value, BadRequestError) is (status in (400, 422))
    assert isinstance(caught.value, ConflictError) is (status in (409, 423))


@pytest.mark.parametrize("status", [408, 425])
def test_too_slow_and_too_early_pass(colour: Colour, server: FaultServer, status: int) -> None:
    server.answers(wrong(status), GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    assert client.connections.get("conn_a").id == "conn_a"


VENDORS: dict[str, tuple[Any, Any, str, str]] = {
    "openint": (
        openint,
        {"message": "gone", "code": "NOT_FOUND", "data": {"stack": "x"}},
        "gone",
        "NOT_FOUND",
    ),
    "openint-v0": (openint_v0, {"message": "gone", "code": "NOT_FOUND"}, "gone", "NOT_FOUND"),
    "openint-v0 before routing": (openint_v0, {"error_type": "T", "error_detail": "gone"}, "gone", "T"),
    "membrane": (membrane, {"type": "not_found", "key": "not_found", "message": "gone"}, "gone", "not_found"),
    "workiva": (workiva, {"body": "gone", "code": 404}, "gone", "404"),
    "workiva, many": (workiva, {"body": ["gone", "really"], "code": "404"}, "gone; really", "404"),
}


def provider(make: Any, origin: str) -> Any:
    return make(origin, token=TOKEN) if make is workiva else make(origin)


@pytest.mark.parametrize("case", VENDORS)
def test_each_vendors_envelope_is_read(colour: Colour, server: FaultServer, case: str) -> None:
    make, body, message, code = VENDORS[case]
    server.answers(answer(body, 404))
    with pytest.raises(NotFoundError) as caught:
        colour.client(provider(make, server.origin)).connections.get("conn_a")
    assert (caught.value.message, caught.value.code) == (message, code)


SHAPELESS = {
    "nothing": b"",
    "html": b"<html><h1>502 Bad Gateway canary</h1></html>",
    "text": b"canary",
    "cut": b'{"message": "canary',
    "other types": b'{"message": {"x": "canary"}, "code": ["canary"], "key": 7, "body": {"a": "canary"}}',
    "an array": b'["canary"]',
    "null": b"null",
    "not UTF-8": b'{"message": "\xff\xfecanary"}',
    "too deep": b"[" * 100_000,
    "digits": b'{"code": ' + b"9" * 5000 + b', "x": "canary"}',
}


@pytest.mark.parametrize("case", SHAPELESS)
@pytest.mark.parametrize("make", [openint, openint_v0, membrane, workiva], ids=lambda make: make.__name__)
def test_a_status_counts_more_than_its_body(
    colour: Colour, server: FaultServer, make: Any, case: str
) -> None:
    server.answers(answer(SHAPELESS[case], 404, content_type="text/html"))
    with pytest.raises(NotFoundError) as caught:
        colour.client(provider(make, server.origin)).connections.get("conn_a")
    assert caught.value.message == "the vendor gave no reason"
    assert "canary" not in f"{caught.value} {vars(caught.value)}"


def test_waits_of_many_at_once_are_spread(colour: Colour, server: FaultServer) -> None:
    failed: set[str] = set()

    def thrice(seen: Seen) -> Behaviour:
        key = f"{seen.path} {sum(one.path == seen.path for one in server.seen)}"
        failed.add(key)
        return (
            wrong(503)
            if key.endswith((" 1", " 2", " 3"))
            else answer(openint_connection(seen.path.rpartition("/")[2]))
        )

    server.answers(thrice)
    clocks = [VirtualClock() for _ in range(20)]
    clients = [
        colour.client(openint(server.origin), clock=clock, retry=Retry(attempts=4)) for clock in clocks
    ]
    calls = [partial(client.connections.get, f"conn_{place}") for place, client in enumerate(clients)]
    assert [one.id for one in colour.together(calls)] == [f"conn_{place}" for place in range(20)]
    for turn, widest in enumerate((0.5, 1.0, 2.0)):
        waits = [clock.waits[turn] for clock in clocks]
        assert all(0 <= wait <= widest for wait in waits)
        assert len(set(waits)) == 20
        # Twenty draws from the whole range: all in one half of it would be no spread (1 in 500 000 by chance).
        assert min(waits) < widest / 2 < max(waits)


# Redirects.


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305, 307, 308])
def test_every_redirect_of_a_read_is_refused(colour: Colour, server: FaultServer, status: int) -> None:
    location = f"{server.origin}/v1/connection/conn_b"
    server.answers(answer(b"" if status == 304 else openint_connection(), status, {"location": location}))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    with pytest.raises(RedirectError) as caught:
        client.connections.get("conn_a")
    assert (caught.value.status, len(server.seen)) == (status, 1)


def test_a_redirect_that_leads_out_and_back_or_in_a_circle_is_one_request(
    colour: Colour, server: FaultServer
) -> None:
    with FaultServer() as other:
        other.answers(answer(b"", 307, {"location": f"{server.origin}/v1/connection/conn_a"}))
        server.on("/v1", answer(b"", 307, {"location": f"{other.origin}/v1/connection/conn_a"}))
        server.on("/v0", answer(b"", 308, {"location": f"{server.origin}/v0/core/connection/conn_a"}))
        client = colour.client(openint(server.origin), openint_v0(server.origin), clock=VirtualClock())
        for reference in ("openint:conn_a", "openint-v0:conn_a"):
            with pytest.raises(RedirectError) as caught:
                client.connections.get(reference)
            assert caught.value.attempts == 1
        assert other.connections == 0
        assert len(server.seen) == 2


# Framing.

BOTH = head(200, {"transfer-encoding": "chunked", "content-length": "3", "content-type": "application/json"})


@pytest.mark.parametrize("order", ["length first", "chunks first"])
def test_a_length_beside_chunks_is_refused(colour: Colour, server: FaultServer, order: str) -> None:
    """Which of the two counts is what smugglers live on; RFC 9112, 6.3, wants it treated as an error."""
    pairs = [("content-length", "3"), ("transfer-encoding", "chunked")]
    both = head(200, pairs if order == "length first" else pairs[::-1])
    server.answers((Say(both + chunk(b'{"id": "conn_a"}') + chunk(b"")),), GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    with pytest.raises(APIConnectionError, match="not HTTP") as caught:
        client.connections.get("conn_a")
    assert caught.value.attempts == 1
    assert client.connections.get("conn_a").id == "conn_a"
    assert [seen.connection for seen in server.seen] == [0, 1]


def test_a_write_answered_with_a_length_beside_chunks_may_have_been_applied(
    colour: Colour, server: FaultServer
) -> None:
    server.answers((Say(BOTH + chunk(b"{}") + chunk(b"")), Fin()))
    client = colour.client(openint_v0(server.origin), clock=VirtualClock())
    with pytest.raises(APIConnectionError) as caught:
        client.connections.update("conn_a", disabled=True)
    assert caught.value.may_have_been_applied
    assert len(server.seen) == 1


# Writes, and reads that do something.


@pytest.mark.parametrize(
    ("changes", "body"),
    [
        ({"display_name": "Sales"}, {"displayName": "Sales"}),
        ({"display_name": None}, {"displayName": None}),
        ({"disabled": False}, {"disabled": False}),
        ({"metadata": {"team": None, "n": [1, False]}}, {"metadata": {"team": None, "n": [1, False]}}),
        ({"metadata": None}, {"metadata": None}),
        ({"customer_id": None, "disabled": True}, {"customerId": None, "disabled": True}),
    ],
    ids=str,
)
def test_a_write_is_exactly_what_was_given(
    colour: Colour, server: FaultServer, changes: dict[str, Any], body: Any
) -> None:
    server.answers(answer(openint_v0_connection()))
    colour.client(openint_v0(server.origin)).connections.update("conn_a", **changes)
    assert [(seen.method, seen.json) for seen in server.seen] == [("PATCH", body)]


def test_a_write_returns_what_the_server_said_under_one_id_a_call(
    colour: Colour, server: FaultServer
) -> None:
    stale = answer(openint_v0_connection(displayName="before"))
    server.answers(wrong(429), stale)
    client = colour.client(openint_v0(server.origin), clock=VirtualClock())
    for _ in range(2):
        assert client.connections.update("conn_a", display_name="after").display_name == "before"
    ids = [seen.headers["x-request-id"] for seen in server.seen]
    assert len(ids) == 3
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    "lost", [(Reset(),), (Fin(),), wrong(503), (Silence(),)], ids=["rst", "fin", "503", "still"]
)
def test_a_read_that_forces_a_refresh_is_sent_once(
    colour: Colour, server: FaultServer, lost: Behaviour
) -> None:
    server.answers(lost, GOOD)
    client = colour.client(openint(server.origin), clock=VirtualClock(), timeout=0.2)
    with pytest.raises(TrunklineError) as caught:
        client.native("openint").get_connection("conn_a", refresh_policy="force")
    assert [seen.query["refresh_policy"] for seen in server.seen] == ["force"]
    assert caught.value.may_have_been_applied


FORCED_LISTS: dict[str, tuple[Any, dict[str, Any], Behaviour]] = {
    "openint": (openint, {"refresh_policy": "force"}, answer(openint_page(["conn_a"]))),
    "openint with secrets": (
        openint,
        {"refresh_policy": "auto", "include_secrets": True},
        answer(openint_page(["conn_a"])),
    ),
    "openint-v0": (openint_v0, {"force_refresh": True}, answer([openint_v0_connection()])),
}


@pytest.mark.parametrize("name", FORCED_LISTS)
def test_a_list_that_forces_a_refresh_is_sent_once(colour: Colour, server: FaultServer, name: str) -> None:
    make, asked, good = FORCED_LISTS[name]
    server.answers((Reset(),), good)
    client = colour.client(make(server.origin), clock=VirtualClock())
    with pytest.raises(APIConnectionError) as caught:
        client.native(name.partition(" ")[0]).list_connections(**asked)
    assert len(server.seen) == 1
    assert caught.value.may_have_been_applied


# Signing in.


def test_a_write_that_met_a_401_is_sent_again_once_with_a_new_token(
    colour: Colour, server: FaultServer
) -> None:
    """A 401 was not processed, so that even a write may follow; a second one is final."""
    signing = membrane(server.origin, workspace_key="w", workspace_secret=WORKSPACE_SECRET)
    clock = VirtualClock()

    def refuse(seen: Seen) -> Behaviour:
        clock.advance(1)  # within a second the next token would say the same, and is not tried
        return answer({"message": "expired"}, 401)

    server.answers(refuse, answer({"ok": True}))
    client = colour.client(signing, clock=clock)
    assert client.native("membrane").request("PATCH", "/connections/m1", body={"a": 1}) == {"ok": True}
    assert [seen.json for seen in server.seen] == [{"a": 1}, {"a": 1}]
    server.answers(refuse)
    with pytest.raises(AuthenticationError) as caught:
        client.native("membrane").request("PATCH", "/connections/m1", body={"a": 1})
    assert len(server.seen) == 4
    assert not caught.value.may_have_been_applied


def test_every_row_ends_in_the_one_root(colour: Colour, server: FaultServer) -> None:
    """One call of each kind of trouble; nothing but the root is caught here, and nothing else comes."""
    troubles: list[Behaviour] = [
        *(wrong(status) for status in (204, 302, 400, 401, 404, 429, 500, 999)),
        *(answer(content) for content in (b"", b"<html>", b"[" * 100_000, b'{"id": 7}', b"\xff")),
        *((Reset(),), (Fin(),), (Silence(),), (Say(b"hello\r\n\r\n"), Fin()), (Say(BOTH), Fin())),
        answer(b"x", 200, {"content-encoding": "gzip"}),
    ]
    for trouble in troubles:
        server.answers(trouble)
        client = colour.client(openint(server.origin), clock=VirtualClock(), timeout=0.2)
        with pytest.raises(TrunklineError) as caught:
            client.connections.get("conn_a")
        assert type(caught.value) is not TrunklineError
        assert caught.value.provider == "openint"
        assert isinstance(caught.value, APIStatusError | APIConnectionError | APIResponseError)
