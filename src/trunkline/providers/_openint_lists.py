"""OpenInt's pages of connections."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import TypeAlias

from msgspec import UNSET as ABSENT
from msgspec import UnsetType
from trunkline_openint.operations import list_connections

from .._call import Caller
from .._evidence import Content, Evidence
from .._moving import moving_pages
from .._paging import Batch
from ..errors import BadRequestError
from ..models import Connection, Page
from ._asked import Query
from ._checks import page_size
from ._given import given
from ._openint_asking import one_connector
from ._openint_calls import call, only_asked
from ._openint_connectors import find_connector
from ._openint_reading import PROVIDER, connection_of

_Names: TypeAlias = tuple[str] | UnsetType


def connection_pages(caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
    """The connections, last changed first."""
    limit = page_size(
        PROVIDER, query.page_size, default=100, pagination=list_connections.OPERATION.pagination
    )
    names = ABSENT if query.connector is None else one_connector(query.connector)
    # Whatever is changed or checked meanwhile comes to the front.
    return moving_pages(
        partial(_fetched, caller, query, names, limit),
        cursor=query.cursor,
        limit=limit,
        identify=lambda connection: connection.id,
        changed_at=lambda connection: connection.updated_at,
    )


async def _fetched(caller: Caller, query: Query, names: _Names, limit: int, offset: int) -> Batch[Connection]:
    try:
        return await _batch(caller, query, names, limit, offset)
    except BadRequestError:
        # An app that is not in the vendor's own list is an error here; several providers share a filter.
        if query.connector is None or await find_connector(caller, query.connector):
            raise
        return Batch(items=())


async def _batch(caller: Caller, query: Query, names: _Names, limit: int, offset: int) -> Batch[Connection]:
    reply = await call(
        caller,
        list_connections.build_request,
        list_connections.parse_response,
        limit=limit,
        offset=offset,
        include_secrets=query.include_secrets,
        # The default, by the vendor's schema; by its text that is `auto`.
        refresh_policy="none",
        customer_id=ABSENT if query.customer_id is None else query.customer_id,
        connector_names=names,
        search_query=ABSENT if query.search is None else query.search,
    )
    page, content = reply.value, Content(reply.content)
    items = [
        connection_of(item, Evidence(item, content, ("items", place)), include_secrets=query.include_secrets)
        for place, item in enumerate(page.items)
    ]
    only_asked(caller, reply, list_connections.OPERATION, query, items)
    return Batch(items=items, total=given(page.total), limit=given(page.limit))
