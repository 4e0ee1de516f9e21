"""Lists whose rows move while they are read: what is deleted, changed or made between two pages loses nobody a row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from colours import Colour
from hypothesis import given
from hypothesis import strategies as st

from trunkline import Page, PaginationError
from trunkline._paging import Batch, MovingPages, offset_pages
from trunkline.providers import OpenInt
from trunkline.sandbox import Sandbox


class Rows:
    """A list by offset, its last changed row first, whose total counts what is there."""

    def __init__(self, size: int) -> None:
        self.rows = [f"r{number}" for number in range(size)]
        self.calls = 0

    async def fetch(self, offset: int, limit: int) -> Batch[str]:
        self.calls += 1
        items = self.rows[offset : offset + limit]
        # The server's quirk: an empty page counts nothing.
        return Batch(items=items, total=len(self.rows) if items else 0, limit=limit)

    def pages(self, limit: int) -> Any:
        return offset_pages(
            lambda offset: self.fetch(offset, limit), start=0, limit=limit, identify=str, moving=True
        )


def read(pages: MovingPages[str], between: Callable[[Page[str]], None]) -> list[str]:
    async def collect() -> list[str]:
        found: list[str] = []
        async for page in pages:
            found.extend(page.items)
            between(page)
        return found

    return asyncio.run(collect())


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 71])
@pytest.mark.parametrize("limit", [1, 10, 100])
def test_a_list_at_rest_costs_no_request_more(size: int, limit: int) -> None:
    rows = Rows(size)
    assert read(rows.pages(limit), lambda page: None) == [f"r{number}" for number in range(size)]
    assert rows.calls <= size // limit + 1


@pytest.mark.parametrize("limit", [1, 3, 10, 50])
def test_deleting_everything_that_comes_leaves_nothing(limit: int) -> None:
    rows = Rows(71)

    def delete(page: Page[str]) -> None:
        for row in page:
            rows.rows.remove(row)

    assert sorted(read(rows.pages(limit), delete)) == sorted(f"r{number}" for number in range(71))
    assert rows.rows == []


Change = tuple[str, int]
changes = st.lists(
    st.lists(st.tuples(st.sampled_from(["delete", "touch", "make"]), st.integers(0, 80)), max_size=5),
    max_size=30,
)


@given(st.integers(0, 60), st.integers(1, 20), changes)
def test_what_stays_is_read_once_whatever_happens_around_it(
    size: int, limit: int, plan: list[list[Change]]
) -> None:
    rows = Rows(size)
    touched: set[str] = set()
    steps: Iterator[list[Change]] = iter(plan)

    def change(page: Page[str]) -> None:
        for kind, number in next(steps, []):
            if kind == "make":
                rows.rows.insert(0, f"new{len(touched)}-{rows.calls}-{number}")
            elif rows.rows and number < len(rows.rows):
                row = rows.rows.pop(number)
                if kind == "touch":
                    rows.rows.insert(0, row)

    deleted_only = all(kind == "delete" for step in plan for kind, _ in step)
    found = read(rows.pages(limit), change)
    assert len(found) == len(set(found))
    # Those that only ever slid, because others before them went, are all there.
    if deleted_only:
        assert {row for row in rows.rows if row.startswith("r")} <= set(found)
    assert rows.calls < 400


@pytest.mark.parametrize("place", [0, 15, 69, 70])
def test_a_row_that_moves_to_the_front_unread_is_found(place: int) -> None:
    rows = Rows(71)
    row = f"r{place}"
    moved = False

    def touch(page: Page[str]) -> None:
        nonlocal moved
        if not moved:
            rows.rows.remove(row)
            rows.rows.insert(0, row)
            moved = True

    assert sorted(read(rows.pages(10), touch)) == sorted(f"r{number}" for number in range(71))


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=4), min_size=1, max_size=12),
    st.lists(st.none() | st.integers(-5, 200) | st.text(max_size=3), min_size=12, max_size=12),
    st.integers(1, 4),
)
def test_any_server_comes_to_an_end(batches: list[list[str]], lies: list[object], limit: int) -> None:
    calls = 0

    async def fetch(offset: int) -> Batch[str]:
        nonlocal calls
        calls += 1
        return Batch(items=batches[calls % len(batches)], total=lies[calls % 12], limit=limit)

    async def collect() -> list[str]:
        found: list[str] = []
        try:
            async for page in offset_pages(fetch, start=0, limit=limit, identify=str, moving=True):
                found.extend(page.items)
        except PaginationError:
            pass
        return found

    found = asyncio.run(collect())
    assert len(found) == len(set(found))
    assert calls <= 1000


def test_offboarding_a_customer_page_by_page_leaves_no_connection(colour: Colour) -> None:
    with Sandbox() as sandbox:
        client = colour.client(
            OpenInt(token=sandbox.credentials.openint_api_key), transport=sandbox.transport()
        )
        everything = {connection.id for connection in client.connections.list()}
        deleted = set()
        for connection in client.connections.list(page_size=10):
            client.connections.delete(connection.id)
            deleted.add(connection.id)
        assert deleted == everything
        assert list(client.connections.list()) == []
