"""Lists over several providers: read at once, handed out as they arrive, and no failure lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from colours import Colour
from fault_server import PATIENCE, Behaviour, FaultServer, Gate, Seen, answer
from vendor_answers import (
    TOKEN,
    membrane,
    membrane_connection,
    openint,
    openint_page,
    openint_v0,
    openint_v0_connection,
    workiva,
)

from trunkline import (
    AsyncClient,
    AuthenticationError,
    ClientClosedError,
    InvalidArgumentError,
    PaginationError,
    Retry,
    ServerError,
    Status,
    UnsupportedError,
)

DOWN = answer({"message": "down"}, 500)
NO_RETRY = Retry(attempts=1)


def pages_of(size: int) -> Callable[[Seen], Behaviour]:
    names = [f"conn_{number}" for number in range(size)]

    def behave(seen: Seen) -> Behaviour:
        offset, limit = int(seen.query["offset"]), int(seen.query["limit"])
        return answer(openint_page(names[offset : offset + limit], limit=limit, offset=offset))

    return behave


def three(server: FaultServer) -> tuple[Any, ...]:
    server.on("/v1/connection", pages_of(3)).on("/v0", answer([openint_v0_connection("conn_v0")]))
    server.on("/connections", answer({"items": [membrane_connection()], "cursor": None}))
    return openint(server.origin), openint_v0(server.origin), membrane(server.origin)


def ids(pager: Any) -> list[str]:
    return [connection.id for connection in pager]


def test_all_providers_are_asked_at_once(colour: Colour, server: FaultServer) -> None:
    """Each answers only when all three were asked: one after the other would wait for ever."""
    meeting = threading.Barrier(3, timeout=PATIENCE)

    def after_meeting(behaviour: Behaviour) -> Callable[[Seen], Behaviour]:
        def behave(seen: Seen) -> Behaviour:
            meeting.wait()
            return behaviour

        return behave

    client = colour.client(*three(server))
    server.on("/v1/connection", after_meeting(answer(openint_page(["conn_0"]))))
    server.on("/v0", after_meeting(answer([openint_v0_connection("conn_v0")])))
    server.on("/connections", after_meeting(answer({"items": [membrane_connection()]})))
    assert sorted(ids(client.connections.list())) == ["conn_0", "conn_v0", "m1"]
    assert not meeting.broken


def test_pages_come_as_they_arrive(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server))
    server.on("/v1/connection", (Gate("openint"), *answer(openint_page(["conn_0"]))))
    server.on("/v0", (Gate("v0"), *answer([openint_v0_connection("conn_v0")])))
    items = iter(client.connections.list())
    found = [next(items).provider]
    server.open("v0")
    found.append(next(items).provider)
    server.open("openint")
    found.append(next(items).provider)
    assert found == ["membrane", "openint-v0", "openint"]
    assert next(items, None) is None


def test_every_page_of_one_provider_comes_in_its_order(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server))
    found = ids(client.connections.list(page_size=1, providers=["openint", "membrane"]))
    assert [one for one in found if one != "m1"] == ["conn_0", "conn_1", "conn_2"]
    assert sorted(found) == ["conn_0", "conn_1", "conn_2", "m1"]


def test_a_provider_is_not_read_ahead_of_what_was_taken(colour: Colour, server: FaultServer) -> None:
    """One page of each may wait; the next is asked for when that one was handed out."""
    client = colour.client(*three(server))
    server.on("/v1/connection", pages_of(100))
    items = iter(client.connections.list(page_size=1, providers=["openint", "membrane"]))
    next(items), next(items)
    asked = [seen for seen in server.seen if seen.path == "/v1/connection"]
    assert len(asked) <= 2


def test_providers_are_named_and_named_twice_counts_once(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server))
    found = ids(client.connections.list(providers=["membrane", "openint-v0", "membrane"]))
    assert sorted(found) == ["conn_v0", "m1"]


def test_any_pages_cursor_leads_to_what_was_not_handed_out(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server))
    pages = list(client.connections.list(page_size=2).pages())
    assert pages[-1].next_cursor is None
    for place, page in enumerate(pages[:-1]):
        rest = [connection.id for later in pages[place + 1 :] for connection in later]
        again = client.connections.list(page_size=2, cursor=page.next_cursor)
        assert sorted(ids(again)) == sorted(rest)


def test_a_cursor_keeps_what_a_vendors_cursor_holds(colour: Colour, server: FaultServer) -> None:
    strange = "a,b:c %2C/ü="
    client = colour.client(*three(server)[1:])

    def membrane_pages(seen: Seen) -> Behaviour:
        if seen.query.get("cursor") == strange:
            return answer({"items": [membrane_connection("m2")]})
        return answer({"items": [membrane_connection("m1")], "cursor": strange})

    server.on("/connections", membrane_pages)
    pages = list(client.connections.list().pages())
    place = next(place for place, page in enumerate(pages) if page.items[0].id == "m1")
    after = sorted(one.id for page in pages[place + 1 :] for one in page)
    assert "m2" in after
    assert sorted(ids(client.connections.list(cursor=pages[place].next_cursor))) == after


@pytest.mark.parametrize("cursor", ["", "workiva:1", "openint:1,openint:2", "openint", "openint:0,", 5, ","])
def test_a_cursor_of_something_else_is_refused(colour: Colour, server: FaultServer, cursor: Any) -> None:
    client = colour.client(*three(server))
    with pytest.raises(InvalidArgumentError, match="cursor"):
        client.connections.list(cursor=cursor)
    assert server.connections == 0


def test_a_provider_that_fails_breaks_the_list_off_and_says_where_to_go_on(
    colour: Colour, server: FaultServer
) -> None:
    client = colour.client(*three(server)[:2], retry=NO_RETRY)
    failing = (Gate("v0"), *DOWN)
    server.on("/v0", failing, answer([openint_v0_connection("conn_v0")]))
    found: list[str] = []
    pages = client.connections.list().pages()
    found.extend(connection.id for connection in next(pages))
    server.open("v0")
    with pytest.raises(PaginationError) as caught:
        next(pages)
    assert found == ["conn_0", "conn_1", "conn_2"]
    assert caught.value.cursor == "openint-v0:"
    assert (caught.value.provider, caught.value.items_read, caught.value.status) == ("openint-v0", 3, 500)
    assert isinstance(caught.value.__cause__, ServerError)
    assert ids(client.connections.list(cursor=caught.value.cursor)) == ["conn_v0"]


def test_a_later_page_that_fails_counts_what_all_gave(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server)[::2], retry=NO_RETRY)
    server.on(
        "/connections",
        answer({"items": [membrane_connection()], "cursor": "more"}),
        (Gate("more"), *DOWN),
    )
    pages = client.connections.list().pages()
    assert len(next(pages)) + len(next(pages)) == 4
    server.open("more")
    with pytest.raises(PaginationError) as caught:
        next(pages)
    assert (caught.value.items_read, caught.value.cursor) == (4, "membrane:more")


def test_when_the_first_answer_is_a_failure_it_is_raised_as_it_is(
    colour: Colour, server: FaultServer
) -> None:
    client = colour.client(*three(server)[:2], retry=NO_RETRY)
    server.on("/v0", (Gate("never"), *answer([])))
    server.on("/v1/connection", answer({"message": "who"}, 401))
    with pytest.raises(AuthenticationError) as caught:
        ids(client.connections.list())
    assert caught.value.provider == "openint"
    server.open("never")


def test_collected_errors_hide_nobody(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server), retry=NO_RETRY)
    server.on("/v1/connection", DOWN)
    server.on("/connections", answer({"items": [membrane_connection()], "cursor": "more"}), DOWN)
    pager = client.connections.list(on_error="collect")
    assert sorted(ids(pager)) == ["conn_v0", "m1"]
    by_provider = {error.provider: error for error in pager.errors}
    assert sorted(by_provider) == ["membrane", "openint"]
    assert isinstance(by_provider["openint"], ServerError)
    broken = by_provider["membrane"]
    assert isinstance(broken, PaginationError)
    assert (broken.cursor, broken.items_read) == ("membrane:more", 1)
    server.on("/connections", answer({"items": [membrane_connection("m2")]}))
    assert ids(client.connections.list(cursor=broken.cursor)) == ["m2"]


def test_collected_errors_are_those_of_the_last_reading(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server)[::2], retry=NO_RETRY)
    server.on("/v1/connection", DOWN, pages_of(1))
    pager = client.connections.list(on_error="collect")
    assert pager.errors == ()
    assert ids(pager) == ["m1"]
    assert [error.provider for error in pager.errors] == ["openint"]
    assert sorted(ids(pager)) == ["conn_0", "m1"]
    assert pager.errors == ()


def test_one_provider_alone_can_fail_into_the_collection_too(colour: Colour, server: FaultServer) -> None:
    client = colour.client(openint(server.origin), retry=NO_RETRY)
    server.answers(DOWN)
    pager = client.connections.list(on_error="collect")
    assert ids(pager) == []
    assert [error.status for error in pager.errors] == [500]


def test_a_collected_list_that_cannot_end_names_its_provider(colour: Colour, server: FaultServer) -> None:
    """No request failed, so no request's error could have brought the names along."""
    client = colour.client(*three(server)[1:])
    more = answer({"items": [membrane_connection()], "cursor": "the same"})
    server.on("/connections", more)
    pager = client.connections.list(on_error="collect")
    assert sorted(ids(pager)) == ["conn_v0", "m1"]
    (error,) = pager.errors
    assert isinstance(error, PaginationError)
    assert (error.provider, error.operation) == ("membrane", "list_connections")
    assert (error.items_read, error.cursor) == (1, "membrane:the%20same")


@pytest.mark.parametrize("several", [False, True])
def test_a_collected_list_whose_client_was_closed_says_so(
    colour: Colour, server: FaultServer, several: bool
) -> None:
    """Ended in silence, it would look like all there is."""
    client = colour.client(*three(server)[: 2 if several else 1])
    pages = client.connections.list(on_error="collect", page_size=1).pages()
    assert len(next(pages)) == 1
    client.close()
    with pytest.raises(ClientClosedError):
        list(pages)


@pytest.mark.parametrize("on_error", ["ignore", None, True])
def test_another_word_for_on_error_is_refused(colour: Colour, server: FaultServer, on_error: Any) -> None:
    client = colour.client(*three(server))
    with pytest.raises(InvalidArgumentError, match="on_error"):
        client.connections.list(on_error=on_error)


def test_a_list_left_half_way_leaves_nothing_behind(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server))
    for _ in range(20):
        next(iter(client.connections.list(page_size=1)))
    assert sorted(ids(client.connections.list())) == ["conn_0", "conn_1", "conn_2", "conn_v0", "m1"]


def test_statuses_are_picked_out_of_all_providers(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server))
    active = client.connections.list(status=Status.ACTIVE)
    assert sorted(ids(active)) == ["conn_0", "conn_1", "conn_2", "m1"]
    assert ids(client.connections.list(status=[Status.UNKNOWN, Status.ERROR])) == ["conn_v0"]
    assert ids(client.connections.list(status="unknown")) == ["conn_v0"]


def test_pages_of_which_a_filter_leaves_nothing_are_not_handed_out(
    colour: Colour, server: FaultServer
) -> None:
    def one_by_one(seen: Seen) -> Behaviour:
        place = int(seen.query.get("cursor", "0"))
        row = membrane_connection(f"m{place}", connected=place % 3 == 1)
        return answer({"items": [row], "cursor": str(place + 1) if place < 7 else None})

    client = colour.client(*three(server))
    server.on("/connections", one_by_one)
    alone = client.connections.list(status=Status.ACTIVE, providers=["membrane"]).pages()
    assert [[each.id for each in page] for page in alone] == [["m1"], ["m4"], ["m7"]]
    together = [*client.connections.list(status=Status.ACTIVE, page_size=3).pages()]
    # The last one says that there are no more, whatever is in it.
    assert all(page.items for page in together[:-1])
    found = [each.id for page in together for each in page]
    assert sorted(found) == ["conn_0", "conn_1", "conn_2", "m1", "m4", "m7"]


@pytest.mark.parametrize("status", ["healthy", [], 5, [None]])
def test_a_status_nobody_has_is_refused(colour: Colour, server: FaultServer, status: Any) -> None:
    client = colour.client(*three(server))
    with pytest.raises(InvalidArgumentError, match="status"):
        client.connections.list(status=status)
    assert server.connections == 0


def test_a_search_that_one_provider_cannot_do_is_refused_with_who_can(
    colour: Colour, server: FaultServer
) -> None:
    client = colour.client(*three(server))
    with pytest.raises(UnsupportedError, match="providers=") as caught:
        client.connections.list(search="sales")
    assert caught.value.provider == "openint-v0"
    assert caught.value.supported_by == ("openint", "membrane")
    assert server.connections == 0


def test_what_a_provider_cannot_do_is_collected_like_any_failure(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server))
    server.on("/v1/connection", answer(openint_page(["conn_0"])))
    pager = client.connections.list(search="sales", on_error="collect")
    assert sorted(ids(pager)) == ["conn_0", "m1"]
    (error,) = pager.errors
    assert isinstance(error, UnsupportedError)
    assert error.provider == "openint-v0"
    with pytest.raises(UnsupportedError):
        client.connections.list(search="sales", providers=["openint-v0"], on_error="collect")


def test_a_cursor_of_a_list_with_other_filters_is_refused(colour: Colour, server: FaultServer) -> None:
    client = colour.client(openint(server.origin))
    server.on("/v1/connection", pages_of(4))
    first = next(client.connections.list(customer_id="acme", page_size=2).pages())
    assert first.next_cursor.startswith("openint:2.")
    rest = client.connections.list(customer_id="acme", page_size=2, cursor=first.next_cursor)
    assert ids(rest) == ["conn_2", "conn_3"]
    for other in ({}, {"customer_id": "globex"}, {"customer_id": "acme", "connector": "hubspot"}):
        with pytest.raises(InvalidArgumentError, match="other filters"):
            client.connections.list(page_size=2, cursor=first.next_cursor, **other)
    with pytest.raises(InvalidArgumentError, match="other filters"):
        client.connections.list(customer_id="acme", cursor="openint:2")
    # The unified status is applied to what was read: it moves no row.
    assert ids(client.connections.list(page_size=2, cursor="openint:2", status=Status.ERROR)) == []


def test_those_who_can_can_all_of_it(colour: Colour, server: FaultServer) -> None:
    client = colour.client(*three(server), workiva(server.origin, token=TOKEN))
    with pytest.raises(UnsupportedError) as caught:
        client.connections.list(customer_id="acme", search="sales")
    assert caught.value.supported_by == ("openint", "membrane")


def test_a_list_that_was_begun_elsewhere_says_so_and_where_to_go_on(server: FaultServer) -> None:
    """Its requests are in the event loop that it was begun in, or in the process that was forked."""
    server.on("/v1/connection", pages_of(9)).on("/v0", answer([openint_v0_connection("conn_v0")]))
    for first, second in (("asyncio", "asyncio"), ("trio", "trio"), ("asyncio", "trio")):
        client = AsyncClient(openint(server.origin), openint_v0(server.origin))
        pages = client.connections.list(page_size=3).pages()
        seen = [each.id for each in anyio.run(anext, pages, backend=first)]
        with pytest.raises(PaginationError, match="another event loop") as caught:
            anyio.run(anext, pages, backend=second)
        assert caught.value.items_read == len(seen)

        async def rest(client: AsyncClient = client, cursor: str | None = caught.value.cursor) -> list[str]:
            async with client:
                return [each.id async for each in client.connections.list(page_size=3, cursor=cursor)]

        found = seen + anyio.run(rest, backend=second)
        assert sorted(found) == [*(f"conn_{number}" for number in range(9)), "conn_v0"]
