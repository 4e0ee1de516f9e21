"""Membrane's lists: connections and connectors, by cursor, until the cursor is absent."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Final

from msgspec import UNSET as ABSENT
from msgspec import UnsetType
from trunkline_membrane import models as native
from trunkline_membrane.operations import get_connector, list_connections, list_connectors

from .._call import Caller
from .._evidence import Content, Evidence
from .._paging import Batch, cursor_pages
from ..models import Connection, Connector, Page, Status
from ._asked import Query
from ._checks import page_size
from ._given import given
from ._membrane_reading import NAME, connection, connector, customers

_OBJECT_ID: Final = re.compile(r"[0-9a-fA-F]{24}")


def app(name: str) -> tuple[str | UnsetType, str | UnsetType]:
    """What an app's name means here: the id of a connector when it is one, else the key of an integration."""
    return (name, ABSENT) if _OBJECT_ID.fullmatch(name) else (ABSENT, name)


def connections(caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
    """The connections that a query asks for.

    A customer is picked out here, from whole pages: the vendor's filter knows its own tenant ids only, and would
    find nothing for the id that you gave the customer.
    """
    usual = 100 if query.customer_id is None else 1000
    limit = page_size(NAME, query.page_size, default=usual, pagination=list_connections.OPERATION.pagination)
    connector_id, integration_key = (ABSENT, ABSENT) if query.connector is None else app(query.connector)
    archived = query.status is not None and Status.ARCHIVED in query.status

    async def fetch(cursor: str | None) -> Batch[Connection]:
        reply = await caller.call(
            list_connections.build_request,
            list_connections.parse_response,
            limit=limit,
            cursor=ABSENT if cursor is None else cursor,
            search=ABSENT if query.search is None else query.search,
            connector_id=connector_id,
            integration_key=integration_key,
            include_archived=archived or ABSENT,
            include_secrets=query.include_secrets or ABSENT,
        )
        page, content = reply.value, Content(reply.content)
        items = [
            connection(item, Evidence(item, content, ("items", place)), caller.driver.clock.time())
            for place, item in enumerate(page.items)
            if _is_wanted(item, query)
        ]
        return Batch(items=items, next_cursor=given(page.cursor))

    return cursor_pages(fetch, start=query.cursor, identify=lambda found: found.id)


def _is_wanted(item: native.Connection, query: Query) -> bool:
    """Whether an item is what was asked for.

    That of the vendor's filters which finds an integration by its key is one that its own SDK hides. A server that
    does not know it answers with everything, so what is known to be of another app is left out here as well.
    """
    if query.customer_id is not None and query.customer_id not in customers(item):
        return False
    if query.connector is None:
        return True
    integration = given(item.integration)
    known = given(item.connector_id) if _OBJECT_ID.fullmatch(query.connector) else None
    if not _OBJECT_ID.fullmatch(query.connector):
        known = given(integration.key) if integration else None
    return known is None or known == query.connector


def connectors(caller: Caller, query: Query) -> AsyncIterator[Page[Connector]]:
    """The connectors that the workspace can use."""
    limit = page_size(NAME, query.page_size, default=100, pagination=list_connectors.OPERATION.pagination)

    async def fetch(cursor: str | None) -> Batch[Connector]:
        reply = await caller.call(
            list_connectors.build_request,
            list_connectors.parse_response,
            limit=limit,
            cursor=ABSENT if cursor is None else cursor,
        )
        content = Content(reply.content)
        items = [
            connector(item, Evidence(item, content, ("items", place)))
            for place, item in enumerate(reply.value.items)
        ]
        return Batch(items=items, next_cursor=given(reply.value.cursor))

    return cursor_pages(fetch, start=query.cursor, identify=lambda found: found.id)


async def one_connector(caller: Caller, connector_id: str) -> Connector:
    """One connector, by its id or key."""
    reply = await caller.call(get_connector.build_request, get_connector.parse_response, connector_id)
    item = reply.value
    if connector_id not in (item.id, item.key):
        caller.misfit(reply, get_connector.OPERATION, "it is about another connector than the one asked for")
    return connector(item, Evidence(item, Content(reply.content)))
