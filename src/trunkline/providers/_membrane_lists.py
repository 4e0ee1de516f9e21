"""Membrane's lists: connections and connectors, by cursor, until the cursor is absent."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Final

from msgspec import UNSET as ABSENT
from msgspec import UnsetType
from trunkline_membrane import models as native
from trunkline_membrane.operations import get_connector, list_connections, list_connectors

from .._call import Caller, Reply
from .._evidence import Content, Evidence
from .._paging import Batch, cursor_pages
from ..models import Connection, Connector, Page, Status
from ._asked import Query
from ._checks import page_size
from ._given import given
from ._membrane_reading import NAME, View, connection, connector, customers, integration_key

_OBJECT_ID: Final = re.compile(r"[0-9a-fA-F]{24}")
_LARGEST_PAGE: Final = 1000


def is_object_id(name: str) -> bool:
    """Whether a name is an id of Membrane's own."""
    return _OBJECT_ID.fullmatch(name) is not None


def app(name: str) -> tuple[str | UnsetType, str | UnsetType]:
    """What an app's name means here: the id of a connector when it is one, else the key of an integration."""
    return (name, ABSENT) if is_object_id(name) else (ABSENT, name)


def connections(
    caller: Caller, query: Query, view: View, customer: str | None
) -> AsyncIterator[Page[Connection]]:
    """The connections that a query asks for, of one `customer` where the caller is signed in for that one.

    A customer is picked out here, from whole pages: the vendor's filter knows its own tenant ids only, and would
    find nothing for the id that you gave the customer.
    """
    limit = page_size(NAME, query.page_size, default=100, pagination=list_connections.OPERATION.pagination)
    if query.customer_id is not None:
        # Few of the rows remain, or none: small pages would be many requests for nothing.
        limit = _LARGEST_PAGE
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
        now, content = caller.driver.clock.time(), Content(reply.content)
        items = [
            connection(item, Evidence(item, content, ("items", place)), now, view)
            for place, item in enumerate(reply.value.items)
            if _is_wanted(caller, reply, place, query, customer)
        ]
        return Batch(items=items, next_cursor=given(reply.value.cursor))

    return cursor_pages(fetch, start=query.cursor, identify=lambda found: found.id)


def _is_wanted(
    caller: Caller, reply: Reply[native.ListConnectionsAnswer], place: int, query: Query, customer: str | None
) -> bool:
    """Whether an item is what was asked for; one that does not say is neither passed on nor left out."""
    item = reply.value.items[place]
    if query.customer_id is not None:
        theirs = _is_of(item, query.customer_id)
        if theirs is None and query.customer_id != customer:
            caller.misfit(
                reply,
                list_connections.OPERATION,
                f"items[{place}] does not say whose it is, so a customer's cannot be picked out: give Membrane(...)"
                " the customer as tenant_key, or leave customer_id out",
            )
        if theirs is False:
            return False
    if query.connector is None:
        return True
    # That of the vendor's filters which finds an integration by its key is one that its own SDK hides. A server that
    # does not know it answers with everything.
    theirs = _is_of_app(item, query.connector)
    if theirs is None:
        caller.misfit(
            reply,
            list_connections.OPERATION,
            f"items[{place}] does not say which app it is of, so an app's cannot be picked out: leave connector out",
        )
    return theirs


def _is_of(item: native.Connection, customer_id: str) -> bool | None:
    """Whether a connection is this customer's; `None` when it names no customer but by Membrane's own ids."""
    own, *others = customers(item)
    if customer_id in (own, *others):
        return True
    return False if own else None


def _is_of_app(item: native.Connection, name: str) -> bool | None:
    """Whether a connection is of the app of this name; `None` when it does not say."""
    known = _connector_id(item) if is_object_id(name) else integration_key(item)
    if known:
        return known == name
    # That it is of a connector rules no integration out: only that it is of nothing else does.
    of_integration = given(item.integration) or given(item.integration_id)
    return None if of_integration or not given(item.connector_id) else False


def _connector_id(item: native.Connection) -> str | None:
    integration = given(item.integration)
    return given(item.connector_id) or (given(integration.connector_id) if integration else None)


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
