"""OpenInt v0's lists: each comes whole in one answer, and pages are cut out of it here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

import attrs
from msgspec import UNSET as ABSENT
from trunkline_openint_v0.operations import list_connections

from .._call import Caller
from .._evidence import Content, Evidence
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


@attrs.define
class _CutPages(Generic[T]):
    _whole: Callable[[], Awaitable[Sequence[T]]]
    _identify: Callable[[T], str]
    _offset: int
    _limit: int
    _items: Sequence[T] | None = None
    _done: bool = False

    def __aiter__(self) -> _CutPages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        if self._done:
            raise StopAsyncIteration
        if self._items is None:
            self._items = tuple({self._identify(item): item for item in await self._whole()}.values())
        page = tuple(self._items[self._offset : self._offset + self._limit])
        self._offset += self._limit
        self._done = self._offset >= len(self._items)
        return Page(page, None if self._done else str(self._offset))


def cut_pages(
    whole: Callable[[], Awaitable[Sequence[T]]],
    *,
    start: int,
    limit: int,
    identify: Callable[[T], str],
) -> AsyncIterator[Page[T]]:
    """Pages of a list that is asked for once and as a whole; a cursor is a place in whatever comes then."""
    return _CutPages(whole, identify, start, limit)


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
