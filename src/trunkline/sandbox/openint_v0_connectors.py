"""OpenInt v0's connectors: two public operations that work, although no document mentions them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trunkline.sandbox._http import Answer, Reply
from trunkline.sandbox._world import OPENINT_CONNECTORS
from trunkline.sandbox.openint_access import refusal
from trunkline.sandbox.openint_v0_configs import DESTINATIONS, NO_SOURCES, VERTICALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Operation, Request
    from trunkline.sandbox._world import World


class V0Connectors:
    """The operations on connectors."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[tuple[str, str, Operation]]:
        """Method, path and operation of each."""
        return [("GET", "/connector", self._list), ("GET", "/connector/{name}", self._get)]

    def _list(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        rows = self._world.store.find(OPENINT_CONNECTORS)
        return Reply(200, {row["name"]: _meta(row) for row in rows})

    def _get(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        row = self._world.store.get(OPENINT_CONNECTORS, parameters["name"])
        if row is None:
            raise refusal("NOT_FOUND", f"Connector {parameters['name']} not found", path="getConnectorMeta")
        return Reply(200, _meta(row))


def _meta(row: Document) -> Document:
    name = row["name"]
    modes = (("source", name not in NO_SOURCES), ("destination", name in DESTINATIONS))
    return {
        "name": name,
        "displayName": row["display_name"],
        "logoUrl": row["logo_url"],
        "stage": row["stage"],
        "platforms": row["platforms"],
        "verticals": VERTICALS.get(name, []),
        "supportedModes": [mode for mode, is_supported in modes if is_supported],
        "authType": row["auth_type"],
        "schemas": row["schemas"],
    }
