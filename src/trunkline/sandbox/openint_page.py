"""OpenInt's page for end users, played through: a magic link connects, or reconnects what was broken."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from trunkline.sandbox import openint_checks
from trunkline.sandbox._http import RefusedError, as_object
from trunkline.sandbox._world import OPENINT_CONFIGS, OPENINT_CONNECTIONS
from trunkline.sandbox.openint_access import token_viewer
from trunkline.sandbox.openint_customers import CONNECT_ORIGIN
from trunkline.sandbox.seeding.shapes import HOUR, oauth_settings

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document
    from trunkline.sandbox._world import World
    from trunkline.sandbox.openint_access import Viewer

_BROKEN = ("disconnected", "error")


def finish(world: World, url: str) -> bool:
    """Finish the page behind a link; False if the address is not such a page, ValueError if it does not open."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != CONNECT_ORIGIN:
        return False
    (token, *_) = parse_qs(parts.query).get("token", [""])
    try:
        viewer = token_viewer(world, token)
    except RefusedError as error:
        reason = as_object(error.reply.body).get("message")
        raise ValueError(f"the page does not open: {reason}") from None
    wanted: list[str] = (viewer.options or {}).get("connector_names", [])
    row = _broken(world, viewer, wanted) or _new(world, viewer, wanted)
    now = world.now()
    row.pop("_upstream", None)
    row |= {"status": "healthy", "status_message": None, "updated_at": now}
    row["settings"] = _granted(world, row)
    world.store.put(OPENINT_CONNECTIONS, row["id"], row, owner=viewer.org)
    return True


def _broken(world: World, viewer: Viewer, wanted: list[str]) -> Document | None:
    """The customer's connection that needs them most, among those the page shows."""
    rows = [
        row
        for row in world.store.find(OPENINT_CONNECTIONS, owner=viewer.org)
        if viewer.sees(row["_org"], row.get("customer_id"))
        and row.get("status") in _BROKEN
        and (not wanted or row["connector_name"] in wanted)
    ]
    return min(rows, key=lambda row: _BROKEN.index(row["status"]), default=None)


def _new(world: World, viewer: Viewer, wanted: list[str]) -> Document:
    for config in world.store.find(OPENINT_CONFIGS, owner=viewer.org):
        name = config["connector_name"]
        if not config["disabled"] and (not wanted or name == wanted[0]):
            return {
                "id": f"conn_{name}_{world.new_ulid()}",
                "customer_id": viewer.customer,
                "connector_config_id": config["id"],
                "integration_id": None,
                "created_at": world.now(),
                "display_name": None,
                "disabled": False,
                "connector_name": name,
                "metadata": None,
                "_org": viewer.org,
            }
    raise ValueError(
        f"the page offers no {' or '.join(wanted) or 'connector'}: the organization has no config"
    )


def _granted(world: World, row: Document) -> Document:
    """What the application behind a connector gives the end user who agrees."""
    if openint_checks.auth_type(world, row["connector_name"]).startswith("OAUTH"):
        return oauth_settings(f"{row['id']}-{world.new_ulid()}", world.now(), expires_in=HOUR)
    return {"api_key": world.new_secret("granted-api-key")}
