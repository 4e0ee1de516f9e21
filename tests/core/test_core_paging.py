"""Reading a list to its end whatever the server says, through the clients and as the generators they are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, Reset, Seen, answer
from hypothesis import given
from hypothesis import strategies as st
from trunkline_openint.operations import list_connectors
from vendor_answers import (
    TOKEN,
    membrane,
    membrane_connection,
    openint,
    openint_page,
    workiva,
    workiva_connection,
)

from trunkline import (
    APIResponseError,
    Connector,
    NotFoundError,
    Page,
    PaginationError,
    TrunklineError,
)
from trunkline.providers import Batch, Caller, OpenInt, Query, cursor_pages, offset_of, offset_pages
from trunkline.testing import VirtualClock

Hints = Callable[[int, int, list[str]], dict[str, Any]]
"""From offset, page size and what comes to what the server says about it."""


class Catalogue:
    """OpenInt's list of `size` connections; `hints` says what stands beside the items, `largest` caps a page."""

    def __init__(self, size: int, hints: Hints | None = None, *, largest: int = 10**9) -> None:
        self.names = [f"conn_{number}" for number in range(size)]
        self.hints = hints or (lambda offset, limit, items: {})
        self.largest = largest

    def __call__(self, seen: Seen) -> Behaviour:
        offset, limit = int(seen.query["offset"]), int(seen.query["limit"])
        items = self.names[offset : offset + min(limit, self.largest)]
        page = openint_page(items, limit=limit, offset=offset)
        return answer({**page, **self.hints(offset, limit, items)})


def ids(client: Any, **asked: Any) -> list[str]:
    return [connection.id for connection in client.connections.list(**asked)]


TRUTHS: dict[str, Hints] = {
    "OpenInt's own": lambda offset, limit, items: {},
    "the truth": lambda offset, limit, items: {"total": 7, "has_next_page": offset + limit < 7},
    "as documented, upside down": lambda offset, limit, items: {
        "total": 7,
        "has_next_page": offset + limit >= 7,
    },
    "never a next page": lambda offset, limit, items: {"has_next_page": False},
    "no flag": lambda offset, limit, items: {"has_next_page": None},
    "total null": lambda offset, limit, items: {"total": None},
    "total negative": lambda offset, limit, items: {"total": -1},
    "total zero": lambda offset, limit, items: {"total": 0},
    "total too small": lambda offset, limit, items: {"total": 3},
    "total shrinks": lambda offset, limit, items: {"total": 7 - offset},
    "offset of another page": lambda offset, limit, items: {"offset": 0},
}


@pytest.mark.parametrize("case", TRUTHS)
@pytest.mark.parametrize("page_size", [1, 2, 3, 7, 8, 100])
def test_a_list_is_whole_whatever_the_server_says(server: FaultServer, case: str, page_size: int) -> None:
    server.answers(Catalogue(7, TRUTHS[case]))
    with Colour("sync") as colour:
        assert ids(colour.client(openint(server.origin)), page_size=page_size) == [
            f"conn_{n}" for n in range(7)
        ]
    # A total that shrinks may be the truth, and then rows slid out of sight: that is looked into.
    most = 7 // page_size + 1
    assert len(server.seen) <= (3 * most if case == "total shrinks" else most)


def test_a_list_is_whole_in_every_colour(colour: Colour, server: FaultServer) -> None:
    server.answers(Catalogue(7))
    client = colour.client(openint(server.origin))
    assert ids(client, page_size=3) == [f"conn_{n}" for n in range(7)]
    assert [seen.query["offset"] for seen in server.seen] == ["0", "3", "6"]


def test_a_page_that_the_server_caps_is_no_end_when_it_says_so(server: FaultServer) -> None:
    server.answers(Catalogue(7, lambda offset, limit, items: {"limit": 2}, largest=2))
    with Colour("sync") as colour:
        assert len(ids(colour.client(openint(server.origin)), page_size=100)) == 7


def test_a_page_that_the_server_caps_silently_is_no_end_when_the_total_says_more(server: FaultServer) -> None:
    server.answers(Catalogue(7, lambda offset, limit, items: {"total": 7}, largest=2))
    with Colour("sync") as colour:
        assert len(ids(colour.client(openint(server.origin)), page_size=100)) == 7


def test_a_page_that_is_too_full_is_taken(server: FaultServer) -> None:
    names = [f"conn_{number}" for number in range(7)]

    def overfull(seen: Seen) -> Behaviour:
        offset = int(seen.query["offset"])
        return answer(openint_page(names[offset : offset + 5], limit=2, offset=offset))

    server.answers(overfull)
    with Colour("sync") as colour:
        assert ids(colour.client(openint(server.origin)), page_size=2) == names


def test_an_empty_list_is_one_empty_page(colour: Colour, server: FaultServer) -> None:
    server.answers(Catalogue(0))
    client = colour.client(openint(server.origin))
    assert [(page.items, page.next_cursor) for page in client.connections.list().pages()] == [((), None)]


def test_items_that_come_twice_are_given_once(colour: Colour, server: FaultServer) -> None:
    server.answers(
        answer(openint_page(["conn_a", "conn_b"], limit=2)),
        answer(openint_page(["conn_b", "conn_c"], limit=2)),
        answer(openint_page(["conn_c"], limit=2)),
    )
    client = colour.client(openint(server.origin))
    assert ids(client, page_size=2) == ["conn_a", "conn_b", "conn_c"]


def test_a_server_that_ignores_the_offset_is_stopped(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_page(range(2), limit=2)))
    client = colour.client(openint(server.origin))
    found: list[str] = []
    with pytest.raises(PaginationError, match="same items") as caught:
        found.extend(connection.id for connection in client.connections.list(page_size=2))
    assert len(server.seen) == 4
    assert caught.value.items_read == 2


def test_an_empty_page_before_the_promised_end_is_an_error(colour: Colour, server: FaultServer) -> None:
    server.answers(
        answer(openint_page(range(2), limit=2, total=9)), answer(openint_page([], limit=2, total=9))
    )
    client = colour.client(openint(server.origin))
    with pytest.raises(PaginationError, match="more was promised") as caught:
        ids(client, page_size=2)
    assert caught.value.cursor.startswith("openint:2.")


class Counting(OpenInt):
    """An adapter of a vendor whose list keeps its order and whose total is the truth."""

    def list_connectors(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connector]]:
        async def fetch(offset: int) -> Batch[Connector]:
            reply = await caller.call(
                list_connectors.build_request, list_connectors.parse_response, limit=2, offset=offset
            )
            items = [
                Connector(id=each.name, provider=self.name, key=each.name, display_name=each.name)
                for each in reply.value.items
            ]
            return Batch(items=items, total=reply.value.total)

        return offset_pages(fetch, start=offset_of(query.cursor), limit=2, identify=lambda found: found.id)


@pytest.mark.parametrize("total", [5, "5"], ids=repr)
def test_an_empty_page_of_a_list_that_keeps_its_order_is_no_end_either(
    colour: Colour, server: FaultServer, total: object
) -> None:
    def page(*names: str) -> Behaviour:
        return answer({"items": [{"name": name} for name in names], "total": total, "limit": 2, "offset": 0})

    server.answers(page("a", "b"), page(), page("c", "d"), page("e"))
    client = colour.client(Counting(token=TOKEN, base_url=f"{server.origin}/v1"))
    found: list[str] = []
    with pytest.raises(PaginationError, match="more was promised") as caught:
        found.extend(connector.id for connector in client.connectors.list())
    assert found == ["a", "b"]
    assert (caught.value.items_read, caught.value.cursor) == (2, "openint:2")
    rest = client.connectors.list(cursor=caught.value.cursor)
    assert [connector.id for connector in rest] == ["c", "d", "e"]


def test_a_page_that_fails_once_is_read_again(colour: Colour, server: FaultServer) -> None:
    broken: list[Behaviour] = [answer(b"", 503), answer(b"", 429), (Reset(),)]
    catalogue = Catalogue(7)
    server.answers(catalogue, *broken[:2], catalogue, broken[2], catalogue)
    client = colour.client(openint(server.origin), clock=VirtualClock())
    assert len(ids(client, page_size=3)) == 7


def test_a_list_that_breaks_off_says_where_to_go_on(colour: Colour, server: FaultServer) -> None:
    catalogue = Catalogue(7)
    server.answers(catalogue, catalogue, answer({"message": "gone", "code": "X"}, 404), catalogue)
    client = colour.client(openint(server.origin))
    found: list[str] = []
    with pytest.raises(PaginationError) as caught:
        found.extend(connection.id for connection in client.connections.list(page_size=3))
    error = caught.value
    assert found == [f"conn_{n}" for n in range(6)]
    assert (error.items_read, error.cursor.partition(".")[0]) == (6, "openint:6")
    assert (error.status, error.code, error.provider, error.attempts) == (404, "X", "openint", 1)
    assert isinstance(error.__cause__, NotFoundError)
    assert ids(client, page_size=3, cursor=error.cursor) == ["conn_6"]


def test_a_first_page_that_fails_is_the_error_itself(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(b"", 404))
    client = colour.client(openint(server.origin))
    with pytest.raises(NotFoundError):
        ids(client)


def test_a_page_that_does_not_fit_is_named(colour: Colour, server: FaultServer) -> None:
    for page in (
        openint_page([], items=None),
        {"limit": 1, "offset": 0},
        openint_page([], items=[7]),
        openint_page([], items={}),
        [],
    ):
        server.answers(answer(page))
        with pytest.raises(APIResponseError):
            ids(colour.client(openint(server.origin)))


# From cursor to cursor.


def test_a_cursor_leads_from_page_to_page(colour: Colour, server: FaultServer) -> None:
    def turn(seen: Seen) -> Behaviour:
        place = int(seen.query.get("cursor", "0"))
        following = str(place + 1) if place < 3 else None
        # A short or an empty page is no end: only a missing cursor is.
        items = [] if place == 1 else [membrane_connection(f"m{place}")]
        return answer({"items": items, "cursor": following})

    server.answers(turn)
    client = colour.client(membrane(server.origin))
    assert ids(client) == ["m0", "m2", "m3"]
    assert [page.next_cursor for page in client.connections.list().pages()] == [
        "membrane:1",
        "membrane:3",
        None,
    ]
    assert ids(client, cursor="membrane:3") == ["m3"]
    assert ids(client, cursor="membrane:") == ["m0", "m2", "m3"]


def test_a_cursor_that_comes_twice_is_stopped(colour: Colour, server: FaultServer) -> None:
    count = iter(range(10**6))
    server.answers(lambda seen: answer({"items": [membrane_connection(f"m{next(count)}")], "cursor": "x"}))
    client = colour.client(membrane(server.origin))
    with pytest.raises(PaginationError, match="same cursor") as caught:
        ids(client)
    assert caught.value.cursor == "membrane:x"
    assert len(server.seen) == 2


def test_cursors_that_turn_in_a_ring_are_stopped(colour: Colour, server: FaultServer) -> None:
    def ring(seen: Seen) -> Behaviour:
        place = int(seen.query.get("cursor", "0"))
        return answer({"items": [membrane_connection(f"m{place}")], "cursor": str((place + 1) % 3)})

    server.answers(ring)
    client = colour.client(membrane(server.origin))
    with pytest.raises(PaginationError):
        ids(client)
    assert len(server.seen) < 8


@pytest.mark.parametrize("cursor", ["", None])
def test_an_empty_cursor_is_the_end(server: FaultServer, cursor: str | None) -> None:
    server.answers(answer({"items": [membrane_connection()], "cursor": cursor}))
    with Colour("sync") as colour:
        assert ids(colour.client(membrane(server.origin))) == ["m1"]


def test_a_cursor_of_workiva_travels_alone(colour: Colour, server: FaultServer) -> None:
    row = workiva_connection()["body"]
    first = {"body": [{**row, "connectionId": "w0"}], "code": 200, "cursor": "next&x=1"}
    server.answers(answer(first), answer({"body": [row], "code": 200}))
    client = colour.client(workiva(server.origin, token=TOKEN))
    assert ids(client, page_size=1) == ["w0", "w1"]
    assert [seen.query for seen in server.seen] == [{"limit": "1"}, {"cursor": "next&x=1"}]


# Pagers.


def test_a_pager_reads_when_it_is_iterated_and_no_further(colour: Colour, server: FaultServer) -> None:
    server.answers(Catalogue(7))
    client = colour.client(openint(server.origin))
    pager = client.connections.list(page_size=3)
    assert server.connections == 0
    items = iter(pager)
    assert server.connections == 0
    assert [next(items).id for _ in range(3)] == ["conn_0", "conn_1", "conn_2"]
    assert len(server.seen) == 1
    assert next(items).id == "conn_3"
    assert len(server.seen) == 2
    items.close()
    assert len(server.seen) == 2


def test_a_pager_reads_anew_each_time(colour: Colour, server: FaultServer) -> None:
    server.answers(Catalogue(2))
    client = colour.client(openint(server.origin))
    pager = client.connections.list()
    assert [one.id for one in pager] == [one.id for one in pager] == ["conn_0", "conn_1"]
    assert len(server.seen) == 2


def test_a_page_is_a_sequence_of_its_items() -> None:
    page = Page((1, 2), "x")
    assert (list(page), len(page), page.next_cursor) == ([1, 2], 2, "x")


# The generators themselves.

T = dict[str, Any]


def read(pages: AsyncGenerator[Page[str], None]) -> tuple[list[str], TrunklineError | None]:
    async def collect() -> tuple[list[str], TrunklineError | None]:
        found: list[str] = []
        try:
            async for page in pages:
                found.extend(page.items)
        except TrunklineError as error:
            return found, error
        return found, None

    return asyncio.run(collect())


hints = st.none() | st.booleans() | st.integers(-5, 200) | st.just(10**30) | st.floats() | st.text(max_size=3)


@given(st.integers(0, 60), st.integers(1, 20), st.integers(1, 20), st.lists(hints, min_size=1, max_size=5))
def test_an_honest_list_is_read_whole_whatever_its_hints(
    size: int, limit: int, cap: int, lies: list[object]
) -> None:
    """Pages that are full to what was asked for, or to the cap that is said: every item, once, in order."""
    items = [f"i{number}" for number in range(size)]
    calls = 0

    async def fetch(offset: int) -> Batch[str]:
        nonlocal calls
        calls += 1
        applied = min(limit, cap)
        return Batch(items=items[offset : offset + applied], total=lies[calls % len(lies)], limit=applied)

    found, error = read(offset_pages(fetch, start=0, limit=limit, identify=str))
    assert found == items
    assert error is None or "more was promised" in str(error)
    assert calls <= size // min(limit, cap) + 2


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=4), min_size=1, max_size=12),
    st.lists(hints, min_size=12, max_size=12),
    st.integers(1, 4),
)
def test_any_offset_server_comes_to_an_end(batches: list[list[str]], lies: list[object], limit: int) -> None:
    calls = 0

    async def fetch(offset: int) -> Batch[str]:
        nonlocal calls
        calls += 1
        return Batch(items=batches[calls % len(batches)], total=lies[calls % 12], limit=lies[-calls % 12])

    found, _ = read(offset_pages(fetch, start=0, limit=limit, identify=str))
    assert len(found) == len(set(found))
    assert calls <= 8 * 3 + 3


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from("abcdefgh"), max_size=4), st.sampled_from(["", "x", "y", "z", None])
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_cursor_server_comes_to_an_end(batches: list[tuple[list[str], str | None]]) -> None:
    calls = 0

    async def fetch(cursor: str | None) -> Batch[str]:
        nonlocal calls
        calls += 1
        items, following = batches[calls % len(batches)]
        return Batch(items=items, next_cursor=following)

    found, _ = read(cursor_pages(fetch, start=None, identify=str))
    assert len(found) == len(set(found))
    assert calls <= 5


def test_a_list_without_an_end_meets_the_cap() -> None:
    calls = 0

    async def fetch(offset: int) -> Batch[str]:
        nonlocal calls
        calls += 1
        return Batch(items=[str(offset)])

    found, error = read(offset_pages(fetch, start=0, limit=1, identify=str))
    assert isinstance(error, PaginationError)
    assert calls == 10_000
    # What the error says to start from is exactly what was not given.
    assert error.cursor == str(len(found))
