"""Listing connections: whole, in pages of any size, from a cursor, and narrowed in every way there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from stage import Case, World, proves

from trunkline import Connection, InvalidArgumentError, Status


def listed(client: Any, case: Case, **asked: Any) -> list[Connection]:
    return list(client.connections.list(providers=[case.provider], **asked))


def ids(connections: list[Connection]) -> set[str]:
    return {connection.id for connection in connections}


@proves("connections.list")
def test_listed_connections_are_those_that_get_returns(client: Any, case: Case) -> None:
    found = listed(client, case)
    assert len(found) > 10
    assert len(ids(found)) == len(found)
    assert case.healthy in ids(found)
    for connection in found[:5]:
        alone = client.connections.get(connection.reference)
        assert alone.status is connection.status
        assert alone.display_name == connection.display_name
        assert connection.id in {str(connection.raw.get(name)) for name in ("id", "connectionId")}
        assert type(connection.native).__module__ == f"{case.module}.models"


@proves("connections.list")
def test_pages_of_any_size_make_the_same_list(client: Any, case: Case) -> None:
    whole = ids(listed(client, case))
    for page_size in case.page_sizes:
        pager = client.connections.list(providers=[case.provider], page_size=page_size)
        pages = list(pager.pages())
        read = [connection.id for page in pages for connection in page]
        assert len(read) == len(set(read))
        assert max(map(len, pages)) <= page_size
        assert set(read) == whole
        assert pages[-1].next_cursor is None


@proves("connections.list")
def test_a_list_goes_on_from_a_cursor(client: Any, case: Case) -> None:
    pages = list(client.connections.list(providers=[case.provider], page_size=7).pages())
    assert len(pages) > 1
    rest = listed(client, case, page_size=7, cursor=pages[0].next_cursor)
    expected = [each.id for page in pages[1:] for each in page]
    if case.ordered:
        assert [each.id for each in rest] == expected
    else:
        assert len(rest) == len(expected)


@proves("connections.list")
def test_a_page_size_out_of_range_is_refused(client: Any, case: Case, world: World) -> None:
    before = world.sent()
    for page_size in (0, -1, True, *([10**9] if case.largest_page else [])):
        with pytest.raises(InvalidArgumentError, match="page_size"):
            listed(client, case, page_size=page_size)
    assert world.sent() == before


def assert_narrowed(client: Any, case: Case, fits: Callable[[Connection], bool], **asked: Any) -> None:
    """A filter brings all that fits and nothing else, out of whole pages and out of small ones."""
    wanted = {connection.id for connection in listed(client, case) if fits(connection)}
    assert wanted
    assert ids(listed(client, case, **asked)) == wanted
    assert ids(listed(client, case, page_size=4, **asked)) == wanted


@proves("connections.list(customer_id)")
def test_a_list_of_one_customer(client: Any, case: Case) -> None:
    assert_narrowed(client, case, lambda it: it.customer_id == case.customer, customer_id=case.customer)
    assert listed(client, case, customer_id="nobody-at-all") == []


@proves("connections.list(connector)")
def test_a_list_of_one_app(client: Any, case: Case) -> None:
    app = case.connector
    assert app is not None
    assert_narrowed(client, case, lambda it: case.has_connector(it, app), connector=app)


@proves("connections.list(status)")
def test_a_list_of_one_status_or_several(client: Any, case: Case) -> None:
    whole = {connection.id: connection.status for connection in listed(client, case)}
    # What is being built meanwhile is of one status now and of another a moment later.
    steady = set(whole.values()) - ({Status.PENDING} if case.builds else set())
    for status in steady:
        wanted = {each for each, its in whole.items() if its is status}
        found = listed(client, case, status=status)
        assert ids(found) == wanted
        assert {each.status for each in found} == {status}
    two = sorted(steady)[:2]
    assert len(two) == 2
    assert_narrowed(client, case, lambda it: it.status in two, status=two)
    assert listed(client, case, status=set(Status) - set(whole.values()) - {Status.ARCHIVED}) == []


@proves("connections.list(search)")
def test_a_list_of_what_a_text_finds(client: Any, case: Case) -> None:
    text = case.search
    assert text is not None

    def fits(connection: Connection) -> bool:
        members = (getattr(connection, name) for name in case.searched)
        return any(text.lower() in str(member).lower() for member in members)

    assert_narrowed(client, case, fits, search=text)
    assert listed(client, case, search="no-connection-has-this") == []
