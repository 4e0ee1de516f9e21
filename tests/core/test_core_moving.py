"""Lists whose rows move while they are read: what is deleted, changed or made between two pages loses nobody a row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import attrs
import pytest
from colours import Colour
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trunkline import InvalidArgumentError, Page, PaginationError
from trunkline._moving import MovingPages, moving_pages
from trunkline._paging import Batch
from trunkline.providers import OpenInt
from trunkline.sandbox import Sandbox, seeds

_START = datetime(2026, 1, 1, tzinfo=UTC)


@attrs.frozen
class Row:
    id: str
    changed_at: datetime | None


class Rows:
    """A list by offset, its last changed row first, whose total counts what is there."""

    def __init__(self, size: int, *, dated: bool = True, counts_when_empty: bool = False) -> None:
        self.dated = dated
        self.counts_when_empty = counts_when_empty
        self.clock = 0
        self.rows: list[Row] = []
        for number in reversed(range(size)):
            self.make(f"r{number}")
        self.calls = 0

    def make(self, name: str) -> None:
        self.clock += 1
        self.rows.insert(0, Row(name, _START + timedelta(minutes=self.clock) if self.dated else None))

    def delete(self, place: int) -> str | None:
        return self.rows.pop(place).id if place < len(self.rows) else None

    def touch(self, place: int) -> None:
        name = self.delete(place)
        if name is not None:
            self.make(name)

    def touch_row(self, name: str) -> None:
        self.touch([row.id for row in self.rows].index(name))

    async def fetch(self, offset: int, limit: int) -> Batch[Row]:
        self.calls += 1
        items = self.rows[offset : offset + limit]
        # The server's quirk: an empty page counts nothing.
        total = len(self.rows) if items or self.counts_when_empty else 0
        return Batch(items=items, total=total, limit=limit)

    def pages(
        self, limit: int, before: Callable[[], None] = lambda: None, cursor: str | None = None
    ) -> MovingPages[Row]:
        async def fetch(offset: int) -> Batch[Row]:
            before()
            return await self.fetch(offset, limit)

        return moving_pages(
            fetch,
            cursor=cursor,
            limit=limit,
            identify=lambda row: row.id,
            changed_at=lambda row: row.changed_at,
        )


def read(pages: MovingPages[Row], between: Callable[[Page[Row]], None] = lambda page: None) -> list[str]:
    async def collect() -> list[str]:
        found: list[str] = []
        async for page in pages:
            found.extend(row.id for row in page.items)
            between(page)
        return found

    return asyncio.run(collect())


def names(size: int) -> list[str]:
    return [f"r{number}" for number in range(size)]


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 71])
@pytest.mark.parametrize("limit", [1, 10, 100])
def test_a_list_at_rest_costs_no_request_more(size: int, limit: int, dated: bool) -> None:
    rows = Rows(size, dated=dated)
    assert read(rows.pages(limit)) == names(size)
    assert rows.calls <= size // limit + 1


@pytest.mark.parametrize("limit", [1, 3, 10, 50])
def test_deleting_everything_that_comes_leaves_nothing(limit: int) -> None:
    rows = Rows(71)

    def delete(page: Page[Row]) -> None:
        for row in page:
            rows.rows.remove(row)

    assert sorted(read(rows.pages(limit), delete)) == sorted(names(71))
    assert rows.rows == []


@pytest.mark.parametrize("limit", [1, 3, 10, 50])
def test_changing_everything_that_comes_loses_none_and_repeats_none(limit: int) -> None:
    rows = Rows(71)

    def change(page: Page[Row]) -> None:
        for row in page:
            rows.touch_row(row.id)

    assert sorted(read(rows.pages(limit), change)) == sorted(names(71))


Change = tuple[str, int]
changes = st.lists(
    st.lists(st.tuples(st.sampled_from(["delete", "touch", "make"]), st.integers(0, 60)), max_size=5),
    max_size=30,
)


class Turmoil:
    """What happens to the rows while they are read, step by step."""

    def __init__(self, rows: Rows, plan: list[list[Change]]) -> None:
        self.rows = rows
        self.steps: Iterator[list[Change]] = iter(plan)
        self.made = 0

    def __call__(self, *_: object) -> None:
        for kind, place in next(self.steps, []):
            if kind == "make":
                self.made += 1
                self.rows.make(f"new{self.made}")
            elif kind == "touch":
                self.rows.touch(place)
            else:
                self.rows.delete(place)


def lost(rows: Rows, found: list[str]) -> set[str]:
    """Who was there all the time, and did not come."""
    assert len(found) == len(set(found))
    return {row.id for row in rows.rows if row.id.startswith("r")} - set(found)


@settings(max_examples=1000)
@given(st.integers(0, 60), st.integers(1, 20), changes, st.booleans())
@example(4, 1, [[], [], [("delete", 0)]], False)
@example(5, 1, [[("delete", 0), ("make", 0), ("touch", 3)], [("delete", 0), ("make", 0)]], False)
def test_what_stays_is_read_once_whatever_happens_between_two_pages(
    size: int, limit: int, plan: list[list[Change]], counts_when_empty: bool
) -> None:
    rows = Rows(size, counts_when_empty=counts_when_empty)
    assert lost(rows, read(rows.pages(limit), Turmoil(rows, plan))) == set()


@settings(max_examples=1000)
@given(st.integers(0, 60), st.integers(1, 20), changes, st.booleans())
def test_what_stays_is_read_once_whatever_others_do_before_any_request(
    size: int, limit: int, plan: list[list[Change]], counts_when_empty: bool
) -> None:
    rows = Rows(size, counts_when_empty=counts_when_empty)
    assert lost(rows, read(rows.pages(limit, before=Turmoil(rows, plan)))) == set()


def read_in_steps(rows: Rows, limit: int, between: Callable[[Page[Row]], None]) -> list[str]:
    """Every page by another reader, that has nothing but the cursor of the one before."""

    async def collect() -> list[str]:
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = await anext(rows.pages(limit, cursor=cursor))
            found.extend(row.id for row in page)
            between(page)
            cursor = page.next_cursor
            if cursor is None:
                return found

    return asyncio.run(collect())


@pytest.mark.parametrize("size", [0, 1, 10, 71])
@pytest.mark.parametrize("limit", [1, 10, 100])
def test_a_list_at_rest_is_the_same_in_steps(size: int, limit: int) -> None:
    rows = Rows(size)
    assert read_in_steps(rows, limit, lambda page: None) == names(size)
    assert rows.calls <= size // limit + 1


@pytest.mark.parametrize("limit", [1, 5, 10])
def test_deleting_in_steps_loses_none_and_repeats_none(limit: int) -> None:
    rows = Rows(71)

    def delete(page: Page[Row]) -> None:
        for row in page.items[: limit // 2 + 1]:
            rows.rows.remove(row)

    assert read_in_steps(rows, limit, delete) == names(71)


@settings(max_examples=1000)
@given(st.integers(0, 60), st.integers(1, 20), changes, st.booleans())
def test_what_stays_is_read_whatever_happens_between_two_readers(
    size: int, limit: int, plan: list[list[Change]], counts_when_empty: bool
) -> None:
    rows = Rows(size, counts_when_empty=counts_when_empty)
    found = read_in_steps(rows, limit, Turmoil(rows, plan))
    assert {row.id for row in rows.rows if row.id.startswith("r")} <= set(found)


def test_dates_without_fractions_lose_no_row_between_two_readers() -> None:
    """All of it happens within one second, so that whatever changes looks as old as what was read."""
    rows = Rows(12)
    rows.rows = [attrs.evolve(row, changed_at=_START) for row in rows.rows]
    plan: list[list[Change]] = [[("touch", 8), ("delete", 1)], [("touch", 9)], [("delete", 0)]]

    def change(page: Page[Row]) -> None:
        Turmoil(rows, plan[:1])()
        plan.pop(0) if plan else None
        rows.rows = [attrs.evolve(row, changed_at=_START) for row in rows.rows]

    found = read_in_steps(rows, 3, change)
    assert {row.id for row in rows.rows if row.id.startswith("r")} <= set(found)


@pytest.mark.parametrize(
    "cursor", ["", "x", "-1", "1.2", "1.2.3.4.5.6.7", "٣", "1" * 13, f"1.1.{'9' * 17}....x", "1......\n"]
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidArgumentError, match="cursor"):
        Rows(3).pages(2, cursor=cursor)


def test_an_offset_alone_is_a_cursor() -> None:
    rows = Rows(30)
    assert read(rows.pages(10, cursor="20")) == names(30)[20:]


@pytest.mark.parametrize("place", [0, 15, 69, 70])
def test_a_row_that_moves_to_the_front_unread_is_found(place: int) -> None:
    rows = Rows(71)
    plan: list[list[Change]] = [[("touch", place)]]
    assert sorted(read(rows.pages(10), Turmoil(rows, plan))) == sorted(names(71))


def test_a_row_hidden_behind_others_that_were_read_and_changed_later_is_found() -> None:
    rows = Rows(71)

    def change(page: Page[Row]) -> None:
        for name in ["r65"] if rows.calls == 1 else names(50) if rows.calls == 7 else []:
            rows.touch_row(name)

    assert sorted(read(rows.pages(10), change)) == sorted(names(71))


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=4), min_size=1, max_size=12),
    st.lists(st.none() | st.integers(-5, 200) | st.text(max_size=3), min_size=12, max_size=12),
    st.lists(st.none() | st.integers(0, 9), min_size=5, max_size=5),
    st.integers(1, 4),
)
def test_any_server_comes_to_an_end(
    batches: list[list[str]], lies: list[object], times: list[int | None], limit: int
) -> None:
    calls = 0

    def dated(name: str) -> Row:
        seconds = times[calls % 5]
        return Row(name, None if seconds is None else _START + timedelta(seconds=seconds))

    async def fetch(offset: int) -> Batch[Row]:
        nonlocal calls
        calls += 1
        rows = [dated(name) for name in batches[calls % len(batches)]]
        return Batch(items=rows, total=lies[calls % 12], limit=limit)

    found: list[str] = []

    async def collect() -> None:
        pages = moving_pages(
            fetch,
            cursor=None,
            limit=limit,
            identify=lambda row: row.id,
            changed_at=lambda row: row.changed_at,
        )
        async for page in pages:
            found.extend(row.id for row in page)

    with suppress(PaginationError):
        asyncio.run(collect())
    assert len(found) == len(set(found))
    assert calls <= 1000


def test_connections_made_tested_and_deleted_meanwhile_hide_none(colour: Colour) -> None:
    with Sandbox() as sandbox:
        client = colour.client(
            OpenInt(token=sandbox.credentials.openint_api_key), transport=sandbox.transport()
        )
        order = [connection.id for connection in client.connections.list()]
        found: list[str] = []
        for place, page in enumerate(client.connections.list(page_size=10).pages()):
            found += [connection.id for connection in page]
            if place == 0:
                client.connections.create(
                    "openint",
                    customer_id="acme",
                    connector_config_id=seeds.OPENINT_CONFIG_API_KEY,
                    credentials={"api_key": "key"},
                )
            elif place == 2:
                for unread in order[45:50]:
                    client.connections.check(unread)
            elif place == 3:
                client.connections.delete(found[3])
                client.connections.check(found[7])
        assert set(order) <= set(found)
        assert len(found) == len(set(found))


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
