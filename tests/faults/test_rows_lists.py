"""Lists whose server lies about its pages, in every colour: whole where that can be, and always with an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from colours import Colour
from fault_server import Behaviour, FaultServer, Seen, answer
from vendor_answers import membrane, membrane_connection, openint, openint_page

from trunkline import APIResponseError, PaginationError, Retry, _paging
from trunkline.testing import VirtualClock

Words = Callable[[int, int, list[str]], dict[str, Any]]
"""From offset, page size and what comes to what the server says beside the items."""
NAMES = [f"conn_{number}" for number in range(7)]


def listing(words: Words, *, largest: int = 10**9) -> Callable[[Seen], Behaviour]:
    """OpenInt's list of seven connections, with these words beside the items and pages of this size at most."""

    def serve(seen: Seen) -> Behaviour:
        offset, limit = int(seen.query["offset"]), int(seen.query["limit"])
        items = NAMES[offset : offset + min(limit, largest)]
        page = openint_page(items, limit=limit, offset=offset)
        said = {**page, **words(offset, limit, items)}
        return answer({name: value for name, value in said.items() if value is not ...})

    return serve


def read(client: Any, found: list[str], **asked: Any) -> list[str]:
    """Read a list into `found`, which holds what came when it breaks off."""
    found.extend(connection.id for connection in client.connections.list(**asked))
    return found


def ids(client: Any, **asked: Any) -> list[str]:
    return read(client, [], **asked)


LIES: dict[str, Words] = {
    "OpenInt's own": lambda offset, limit, items: {},
    "as documented, upside down": lambda offset, limit, items: {
        "total": 7,
        "has_next_page": offset + limit >= 7,
    },
    "no flag": lambda offset, limit, items: {"has_next_page": ...},
    "flag null": lambda offset, limit, items: {"has_next_page": None},
    "never a next page": lambda offset, limit, items: {"has_next_page": False},
    "always a next page": lambda offset, limit, items: {"has_next_page": True, "total": 7},
    "total shrinks": lambda offset, limit, items: {"total": 7 - offset},
    "total grows": lambda offset, limit, items: {"total": offset + len(items)},
    "total too small": lambda offset, limit, items: {"total": 3},
    "total zero": lambda offset, limit, items: {"total": 0},
    "total negative": lambda offset, limit, items: {"total": -1},
    "total as text": lambda offset, limit, items: {"total": "7"},
    "total as a word": lambda offset, limit, items: {"total": "many"},
    "total as an object": lambda offset, limit, items: {"total": {"of": 7}},
    "total null": lambda offset, limit, items: {"total": None},
    "no total": lambda offset, limit, items: {"total": ...},
    "offset of another page": lambda offset, limit, items: {"offset": 0},
    "limit that was not asked for": lambda offset, limit, items: {"limit": 1000, "total": 7},
}


@pytest.mark.parametrize("case", LIES)
def test_a_list_is_whole_whatever_is_said_beside_it(colour: Colour, server: FaultServer, case: str) -> None:
    server.answers(listing(LIES[case]))
    assert ids(colour.client(openint(server.origin)), page_size=3) == NAMES
    assert len(server.seen) <= 4


@pytest.mark.parametrize("total", [10**30, "9" * 18], ids=["number", "text"])
def test_a_total_nobody_can_reach_ends_the_list_with_its_items(
    colour: Colour, server: FaultServer, total: object
) -> None:
    """More is promised than comes: the items are there, and the end is either quiet or said."""
    server.answers(listing(lambda offset, limit, items: {"total": total}))
    found: list[str] = []
    try:
        read(colour.client(openint(server.origin)), found, page_size=3)
    except PaginationError as error:
        assert "more was promised" in str(error)  # noqa: PT017
        assert error.items_read == 7  # noqa: PT017
    assert found == NAMES
    assert len(server.seen) <= 4


@pytest.mark.parametrize(
    "words",
    [lambda offset, limit, items: {"limit": 2}, lambda offset, limit, items: {"total": 7}],
    ids=["said in limit", "seen in total"],
)
def test_a_page_that_is_capped_is_not_the_last(colour: Colour, server: FaultServer, words: Words) -> None:
    server.answers(listing(words, largest=2))
    assert ids(colour.client(openint(server.origin)), page_size=100) == NAMES
    assert [seen.query["offset"] for seen in server.seen][:4] == ["0", "2", "4", "6"]


def test_a_page_that_is_overfull_counts_as_what_it_is(colour: Colour, server: FaultServer) -> None:
    def overfull(seen: Seen) -> Behaviour:
        offset = int(seen.query["offset"])
        return answer(openint_page(NAMES[offset : offset + 5], limit=2, offset=offset))

    server.answers(overfull)
    assert ids(colour.client(openint(server.origin)), page_size=2) == NAMES
    assert [seen.query["offset"] for seen in server.seen] == ["0", "5", "7"]


def test_full_pages_without_end_meet_the_cap(
    colour: Colour, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_paging, "_MAX_PAGES", 20)

    def endless(seen: Seen) -> Behaviour:
        offset = int(seen.query["offset"])
        return answer(openint_page(range(offset, offset + 2), limit=2, offset=offset))

    server.answers(endless)
    found: list[str] = []
    with pytest.raises(PaginationError, match="no end after 20 pages") as caught:
        read(colour.client(openint(server.origin)), found, page_size=2)
    assert len(server.seen) == 20
    # What was not given is where the error says to go on.
    assert caught.value.cursor.startswith(f"openint:{len(found)}.")


def test_a_page_that_is_gone_leaves_what_was_read(colour: Colour, server: FaultServer) -> None:
    page = listing(LIES["OpenInt's own"])
    server.answers(page, answer(b"", 503), answer(b"", 429), page, answer({"message": "gone"}, 404))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    found: list[str] = []
    with pytest.raises(PaginationError) as caught:
        read(client, found, page_size=3)
    assert found == NAMES[:6]
    assert (caught.value.items_read, caught.value.status) == (6, 404)
    assert caught.value.cursor.startswith("openint:6.")


@pytest.mark.parametrize(
    "items",
    [None, ..., {}, [7], [None], [{"id": 7}]],
    ids=["null", "missing", "object", "7", "[null]", "id 7"],
)
def test_items_that_are_none_are_refused(colour: Colour, server: FaultServer, items: object) -> None:
    server.answers(listing(lambda offset, limit, found: {"items": items}))
    with pytest.raises(APIResponseError, match="items"):
        ids(colour.client(openint(server.origin)))
    assert len(server.seen) == 1


def test_a_list_with_a_collected_error_can_be_gone_on_with(colour: Colour, server: FaultServer) -> None:
    """The cursors of later pages lead back to the provider that failed, too: it was not read to its end."""
    server.on("/v1/connection", answer({"message": "down"}, 500), answer(openint_page(["conn_0"])))

    def without_end(seen: Seen) -> Behaviour:
        number = len(server.seen)
        return answer({"items": [membrane_connection(f"m{number}")], "cursor": f"after {number}"})

    server.on("/connections", without_end)
    providers = openint(server.origin), membrane(server.origin)
    client = colour.client(*providers, retry=Retry(attempts=1))
    pager = client.connections.list(on_error="collect")
    page = next(page for page in pager.pages() if pager.errors)
    assert [error.provider for error in pager.errors] == ["openint"]
    server.on("/connections", answer({"items": [membrane_connection("last")], "cursor": None}))
    assert sorted(ids(client, cursor=page.next_cursor)) == ["conn_0", "last"]
