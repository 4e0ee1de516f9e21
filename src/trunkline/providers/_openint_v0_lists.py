"""OpenInt v0's connections, all in one answer or in pages that have no order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

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

# More than there is of anything.
ALL = 1_000_000_000

_ONE_FAILS_ALL = (
    "; OpenInt v0 tests connections while it lists them, and one that fails fails the whole list, without a word of "
    "which: a list of one customer_id or connector at a time gives the others, and get tells of one alone"
)


def connection_pages(caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
    """The connections: without a page size all of them at once."""
    pagination = list_connections.OPERATION.pagination
    # 0 is the vendor's word for no limit, and a request without one asks for the same.
    limit = page_size(PROVIDER, query.page_size, default=0, pagination=pagination) or None
    # Without a limit any answer is shorter than the page: the first one ends the list.
    return offset_pages(
        partial(_batch, caller, query, limit),
        start=offset_of(query.cursor),
        limit=limit or ALL,
        identify=lambda connection: connection.id,
    )


async def _batch(caller: Caller, query: Query, limit: int | None, offset: int) -> Batch[Connection]:
    try:
        reply = await call(
            caller,
            list_connections.build_request,
            list_connections.parse_response,
            limit=ABSENT if limit is None else limit,
            offset=offset or ABSENT,
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
    return Batch(items=items)
