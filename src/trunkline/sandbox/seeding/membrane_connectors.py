"""Seeds Membrane's connectors: public ones, the workspace's own, one of a single tenant, one archived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox import seeds
from trunkline.sandbox._clock import iso_millis
from trunkline.sandbox._world import MEMBRANE_CONNECTORS, World
from trunkline.sandbox.seeding.shapes import DAY

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document

APPS: Final = ("hubspot", "salesforce", "slack", "notion", "google-drive", "intercom", "pipedrive", "linear")
"""The apps that the workspace has made integrations of."""

_UNUSED: Final = ("asana", "zendesk", "stripe", "airtable")
_WORKSPACES_OWN: Final = "acme-erp"
_TENANTS_OWN: Final = "globex-erp"
_ARCHIVED: Final = "gone-crm"
_ALL: Final = (*APPS, *_UNUSED, _WORKSPACES_OWN, _TENANTS_OWN, _ARCHIVED)
_CATEGORIES: Final = {
    "hubspot": ["crm", "marketing"],
    "salesforce": ["crm"],
    "slack": ["communication"],
    "stripe": ["payments"],
}


def fill(world: World) -> None:
    """Write the connectors."""
    now = world.now()
    for number, app in enumerate(_ALL):
        row = _connector(app, number, now)
        world.store.put(MEMBRANE_CONNECTORS, row["id"], row, key=app)


def connector_id(number: int) -> str:
    """Membrane's id of the connector with that number."""
    return f"65f0e00000000000000000{number:02x}"


def auth_type(app: str) -> str:
    """How an app lets its users in, in Membrane's words."""
    return {"pipedrive": "client-credentials", "stripe": "client-credentials", "airtable": "oauth1"}.get(
        app, "oauth2"
    )


def _connector(app: str, number: int, now: float) -> Document:
    row: Document = {
        "id": connector_id(number),
        "key": app,
        "uuid": f"8e1f0000-0000-4000-8000-{number:012d}",
        "name": app.replace("-", " ").title(),
        "logoUri": f"https://static.membrane.example/connectors/{app}/logo.png",
        "baseUri": f"https://api.{app}.example",
        "version": "1.4.0",
        "type": auth_type(app),
        "categories": _CATEGORIES.get(app, []),
        "isPublic": app in APPS or app in _UNUSED,
        "popularity": 100 - number,
        "hasTest": app != "linear",
        "hasAuthTest": app != "linear",
        "hasOperations": True,
        "hasData": number % 2 == 0,
        "isReadOnly": False,
    }
    if app == _TENANTS_OWN:
        row["tenantId"] = seeds.MEMBRANE_TENANTS["globex"]
    if app == _ARCHIVED:
        row["archivedAt"] = iso_millis(now - 30 * DAY)
    return row
