"""OpenInt's connectors: what is on offer, and one of it. The API has one list of all, and no other way to any."""

from __future__ import annotations

from collections.abc import AsyncIterator

from trunkline_openint import models as native
from trunkline_openint.operations import list_connectors

from .._call import Caller
from .._evidence import Content, Evidence
from .._paging import Batch, offset_pages
from ..models import Connector, Page
from ._given import given
from ._openint_calls import call
from ._openint_reading import PROVIDER

# More connectors than there are, and the most that one page takes.
_ALL = 3000

_AUTH_TYPES = {
    "OAUTH1": "oauth1",
    "OAUTH2": "oauth2",
    # The grant of that name: nobody is sent to a page. `credentials` is a form of the app's own.
    "OAUTH2CC": "oauth2_client_credentials",
    "API_KEY": "api_key",
    "BASIC": "basic",
    "CUSTOM": "custom",
}


def connector_pages(caller: Caller, *, start: int, limit: int) -> AsyncIterator[Page[Connector]]:
    """The connectors on offer."""

    async def fetch(offset: int) -> Batch[Connector]:
        reply = await call(
            caller, list_connectors.build_request, list_connectors.parse_response, limit=limit, offset=offset
        )
        page, content = reply.value, Content(reply.content)
        items = [
            _connector(item, Evidence(item, content, ("items", place)))
            for place, item in enumerate(page.items)
        ]
        # Its total counts this page, and tells nothing of what follows.
        return Batch(items=items, limit=given(page.limit))

    return offset_pages(fetch, start=start, limit=limit, identify=lambda connector: connector.id)


async def find_connector(caller: Caller, connector_id: str) -> Connector | None:
    """One connector, out of the list of all."""
    async for page in connector_pages(caller, start=0, limit=_ALL):
        for connector in page:
            if connector.id == connector_id:
                return connector
    return None


def _connector(item: native.Connector, evidence: Evidence) -> Connector:
    auth_type = given(item.auth_type)
    return Connector(
        id=item.name,
        provider=PROVIDER,
        key=item.name,
        display_name=given(item.display_name) or item.name,
        logo_url=given(item.logo_url),
        auth_type=_AUTH_TYPES.get(auth_type, auth_type.lower()) if auth_type else None,
        native_auth_type=auth_type,
        stage=given(item.stage),
        evidence=evidence,
    )
