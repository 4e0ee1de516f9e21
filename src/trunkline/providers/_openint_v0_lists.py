"""OpenInt v0's lists: each comes whole in one answer, and pages are cut out of it here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from msgspec import UNSET as ABSENT
from trunkline_openint_v0.operations import list_connections

from .._call import Caller
from .._evidence import Content, Evidence
from .._paging import Batch, offset_pages
from ..errors import APIStatusError
from ..models import Connection, Page
from ._asked import Query
from ._checks import offset_of, page_size
from ._openint_calls import call, only_asked
from ._openint_v0_reading import PROVIDER, connection_of, is_the_apps

T = TypeVar("T")

# More than there is of anything.
ALL = 1_000_000_000

_ONE_FAILS_ALL = (
    "; OpenInt v0 tests connections while it lists them, and one that fails fails the whole list, without a word of "
    "which: a list of one customer_id or connector at a time gives the others, and get tells of one alone"
)


def cut_pages(
    whole: Callable[[], Awaitable[Sequence[T]]],
    *,
    start: int,
    limit: int,
    identify: Callable[[T], str],
) -> AsyncIterator[Page[T]]:
    """Pages of a list that is asked for once and as a whole; a cursor is a place in whatever comes then."""
    came: list[Sequence[T]] = []

    async def fetch(offset: int) -> Batch[T]:
        if not came:
            came.append(await whole())
        items = came[0]
        return Batch(items=items[offset : offset + limit], total=len(items))

    return offset_pages(fetch, start=start, limit=limit, identify=identify)


def connection_pages(caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
    """The connections, all at once.

    The vendor's own pages have no order, and reading one writes the connections in it anew, which moves them: the next
    page would start after some that were in none.
    """
    limit = page_size(PROVIDER, query.page_size, default=ALL, pagination=None)
    start = offset_of(query.cursor)
    return cut_pages(partial(_all, caller, query), start=start, limit=limit, identify=lambda each: each.id)


async def _all(caller: Caller, query: Query) -> Sequence[Connection]:
    try:
        # Without a limit there is none.
        reply = await call(
            caller,
            list_connections.build_request,
            list_connections.parse_response,
            customer_id=ABSENT if query.customer_id is None else query.customer_id,
            connector_name=ABSENT if query.connector is None else query.connector,
        )
    except APIStatusError as error:
        if is_the_apps(error):
            error.message += _ONE_FAILS_ALL
        raise
    content = Content(reply.content)
    items = [connection_of(item, Evidence(item, content, (place,))) for place, item in enumerate(reply.value)]
    only_asked(caller, reply, list_connections.OPERATION, query, items)
    return items
