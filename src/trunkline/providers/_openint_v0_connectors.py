"""OpenInt v0's connector configs, which stand for connectors: the API documents no list of connectors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

from msgspec import UNSET as ABSENT
from msgspec import UnsetType
from trunkline_openint_v0 import models as native
from trunkline_openint_v0.operations import list_connector_config_infos

from .._call import Caller
from .._evidence import Content, Evidence
from ..errors import CallFacts, NotFoundError
from ..models import Connector, Page
from ._given import given
from ._openint_calls import call
from ._openint_v0_lists import cut_pages
from ._openint_v0_reading import PROVIDER


def config_pages(caller: Caller, *, start: int, limit: int) -> AsyncIterator[Page[Connector]]:
    """All configs that are switched on. They come in one answer; pages are cut out of it here."""
    return cut_pages(partial(_configs, caller), start=start, limit=limit, identify=lambda each: each.id)


async def one_config(caller: Caller, connector_id: str) -> Connector:
    """One config, by its id; or by its connector's name, and then the oldest of them."""
    if connector_id.startswith("ccfg_"):
        found = await _configs(caller, config_id=connector_id)
    else:
        found = await _configs(caller, connector=connector_id)
    fitting = [each for each in found if connector_id in (each.id, each.key)]
    if fitting:
        # The ids of one connector's configs grow with the time they were made at.
        return min(fitting, key=lambda connector: connector.id)
    raise NotFoundError(
        "there is no such connector config, or it is switched off",
        CallFacts(provider=PROVIDER, operation="get_connector"),
    )


async def _configs(
    caller: Caller, *, config_id: str | UnsetType = ABSENT, connector: str | UnsetType = ABSENT
) -> list[Connector]:
    reply = await call(
        caller,
        list_connector_config_infos.build_request,
        list_connector_config_infos.parse_response,
        id=config_id,
        connector_name=connector,
    )
    content = Content(reply.content)
    return [_connector(item, Evidence(item, content, (place,))) for place, item in enumerate(reply.value)]


def _connector(item: native.ConnectorConfigInfo, evidence: Evidence) -> Connector:
    return Connector(
        id=item.id,
        provider=PROVIDER,
        key=item.connector_name,
        display_name=given(item.display_name) or item.connector_name,
        categories=item.verticals,
        evidence=evidence,
    )
