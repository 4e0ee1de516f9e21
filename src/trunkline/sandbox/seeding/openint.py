"""Seeds OpenInt's API v1: a connection in every state there is, and enough others for several pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox import seeds
from trunkline.sandbox._world import OPENINT_CONFIGS, OPENINT_CONNECTIONS, OPENINT_CONNECTORS, World
from trunkline.sandbox.credentials import SECRET_MARKER
from trunkline.sandbox.openint_customers import new_customer, put_customer
from trunkline.sandbox.seeding.connectors import registry
from trunkline.sandbox.seeding.shapes import COMPANIES, DAY, HOUR, MINUTE, oauth_settings, ulid

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document

_OTHERS: Final = 58
_COMMON: Final = (
    "hubspot",
    "salesforce",
    "slack",
    "google-drive",
    "notion",
    "jira",
    "greenhouse",
    "stripe",
    "zendesk",
)


def fill(world: World) -> None:
    """Write the connectors and their configs, the customers, and the connections."""
    for connector in registry():
        world.store.put(OPENINT_CONNECTORS, connector["name"], connector)
    now = world.now()
    own = world.credentials.openint_org_id
    for row in (*_well_known(now), *_others(now)):
        org = row.setdefault("_org", own)
        world.store.put(OPENINT_CONNECTIONS, row["id"], row, owner=org)
        _put_config(world, row["connector_config_id"], org, now)
    _put_config(world, seeds.OPENINT_CONFIG_UNUSED, own, now)
    _put_config(world, seeds.OPENINT_CONFIG_DISABLED, own, now, disabled=True)
    for number, (key, name) in enumerate(COMPANIES.items()):
        customer = new_customer(own, key, now - (80 - number) * DAY, ulid("CUS", number))
        customer["metadata"] = {"company": name}
        if key == "acme":
            customer["api_key"] = world.credentials.openint_customer_key
        put_customer(world, customer)


def _put_config(world: World, id: str, org: str, now: float, **members: Any) -> None:
    connector = id.split("_")[1]
    has_app = "oauth" in str((world.store.get(OPENINT_CONNECTORS, connector) or {})["schemas"])
    app = {"client_id": f"client-{connector}", "client_secret": f"{SECRET_MARKER}-{connector}-client"}
    config: Document = {
        "id": id,
        "org_id": org,
        "connector_name": connector,
        "display_name": None,
        "disabled": False,
        "metadata": None,
        "config": {"oauth": {**app, "scopes": ["read", "write"]}} if has_app else {},
        "created_at": now - 90 * DAY,
        "updated_at": now - 90 * DAY,
    } | members
    world.store.put(OPENINT_CONFIGS, id, config, owner=org)


def _row(id: str, customer: str | None, now: float, *, age: float, **members: Any) -> Document:
    connector = id.split("_")[1]
    return {
        "id": id,
        "customer_id": customer,
        "connector_config_id": f"ccfg_{connector}_{ulid('CF', 1)}",
        "integration_id": None,
        "created_at": now - age - 30 * DAY,
        "updated_at": now - age,
        "display_name": None,
        "disabled": False,
        "connector_name": connector,
        "status": "healthy",
        "status_message": None,
        "metadata": None,
        "settings": oauth_settings(id, now, expires_in=30 * DAY),
    } | members


def _well_known(now: float) -> list[Document]:
    greek = {"team": "Vertrieb Köln", "note": "日本語 ✓ — naïve café", "seats": 12, "tags": ["a", "b"]}
    return [
        _row(
            seeds.OPENINT_HEALTHY,
            "acme",
            now,
            age=MINUTE,
            metadata=greek,
            integration_id="int_hubspot_139477",
        ),
        _row(
            seeds.OPENINT_DISCONNECTED,
            "globex",
            now,
            age=2 * MINUTE,
            status="disconnected",
            status_message="The refresh token was revoked; the user has to reconnect",
            _upstream="refuses",
        ),
        _row(
            seeds.OPENINT_ERROR,
            "initech",
            now,
            age=3 * MINUTE,
            status="error",
            status_message="Unable to refresh the access token: upstream answered 503",
        ),
        _row(seeds.OPENINT_MANUAL, "acme", now, age=4 * MINUTE, status="manual", metadata={"imported": True}),
        _row(
            seeds.OPENINT_UNKNOWN,
            "globex",
            now,
            age=5 * MINUTE,
            status="unknown",
            status_message="Connection was created without a check",
        ),
        _row(seeds.OPENINT_NO_STATUS, "initech", now, age=6 * MINUTE, status=None, metadata={}),
        _row(seeds.OPENINT_DISABLED, "acme", now, age=7 * MINUTE, disabled=True),
        _row(
            seeds.OPENINT_EXPIRED, "acme", now, age=8 * MINUTE, settings=_expired(seeds.OPENINT_EXPIRED, now)
        ),
        _row(
            seeds.OPENINT_EXPIRED_FOR_GOOD,
            "globex",
            now,
            age=9 * MINUTE,
            settings=_expired(seeds.OPENINT_EXPIRED_FOR_GOOD, now, refreshable=False),
        ),
        _row(
            seeds.OPENINT_REFRESH_REFUSED,
            "initech",
            now,
            age=10 * MINUTE,
            settings=_expired(seeds.OPENINT_REFRESH_REFUSED, now),
            _upstream="refuses",
        ),
        _row(
            seeds.OPENINT_API_KEY,
            "initech",
            now,
            age=11 * MINUTE,
            settings={"apiKey": f"{SECRET_MARKER}-greenhouse-api-key"},
        ),
        _row(
            seeds.OPENINT_UNTESTED,
            "globex",
            now,
            age=12 * MINUTE,
            status="error",
            status_message="The application answered 403",
            settings={"username": "globex", "password": f"{SECRET_MARKER}-toggl-password"},
        ),
        _row(seeds.OPENINT_CHECK_BREAKS, "initech", now, age=13 * MINUTE, _upstream="breaks"),
        _row(
            seeds.OPENINT_FOREIGN,
            "acme",
            now,
            age=14 * MINUTE,
            connector_config_id=seeds.OPENINT_CONFIG_FOREIGN,
            _org="org_somebody_else",
        ),
    ]


def _expired(id: str, now: float, *, refreshable: bool = True) -> Document:
    return oauth_settings(id, now, expires_in=-HOUR, refreshable=refreshable)


def _others(now: float) -> list[Document]:
    customers = list(COMPANIES)
    rows: list[Document] = []
    for number in range(_OTHERS):
        connector = _COMMON[number % len(_COMMON)]
        row_id = f"conn_{connector}_{ulid('N', number)}"
        # Several rows share a moment, so that the order by id shows.
        age = HOUR + (number // 4) * HOUR
        row = _row(row_id, customers[number % len(customers)], now, age=age)
        if connector in {"greenhouse", "stripe"}:
            row["settings"] = {"api_key": f"{SECRET_MARKER}-{connector}-{number}"}
        if number % 11 == 10:
            row |= {
                "status": "disconnected",
                "status_message": "Token introspection says the grant is inactive",
            }
        rows.append(row)
    return rows
