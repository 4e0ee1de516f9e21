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

Table = tuple[tuple[str, str, "Document"], ...]
"""Id, customer, and what is different from a connection that is simply healthy."""

_OTHERS: Final = 57
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
_REVOKED: Final = "The refresh token was revoked; the user has to reconnect"
_UNAVAILABLE: Final = "Unable to refresh the access token: upstream answered 503"
_GREEK: Final = {"team": "Vertrieb Köln", "note": "日本語 ✓ — naïve café", "seats": 12, "tags": ["a", "b"]}
_PASSWORD: Final = {"settings": {"username": "globex", "password": f"{SECRET_MARKER}-toggl-password"}}
_REFUSES: Final = {"_upstream": "refuses"}
_SOMEBODY_ELSES: Final = {"connector_config_id": seeds.OPENINT_CONFIG_FOREIGN, "_org": "org_somebody_else"}


def fill(world: World) -> None:
    """Write the connectors and their configs, the customers, and the connections."""
    for connector in registry():
        world.store.put(OPENINT_CONNECTORS, connector["name"], connector)
    now = world.now()
    own = world.credentials.openint_org_id
    known = [
        # The order of the list is that of the last change: one a minute.
        _row(row_id, customer, now, age=place * MINUTE, **members)
        for place, (row_id, customer, members) in enumerate(_well_known(now), start=1)
    ]
    for row in (*known, *_others(now)):
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


def _well_known(now: float) -> Table:
    def oauth(id: str, *, expires_in: float, refreshable: bool = True) -> Document:
        return {"settings": oauth_settings(id, now, expires_in=expires_in, refreshable=refreshable)}

    expired = oauth(seeds.OPENINT_EXPIRED, expires_in=-HOUR)
    for_good = oauth(seeds.OPENINT_EXPIRED_FOR_GOOD, expires_in=-HOUR, refreshable=False)
    refused = oauth(seeds.OPENINT_REFRESH_REFUSED, expires_in=-HOUR)
    lasting = oauth(seeds.OPENINT_LASTING, expires_in=30 * DAY, refreshable=False)
    return (
        (seeds.OPENINT_HEALTHY, "acme", {"metadata": _GREEK, "integration_id": "int_hubspot_139477"}),
        (seeds.OPENINT_DISCONNECTED, "globex", _stands("disconnected", _REVOKED) | _REFUSES),
        (seeds.OPENINT_ERROR, "initech", _stands("error", _UNAVAILABLE)),
        (seeds.OPENINT_MANUAL, "acme", {"status": "manual", "metadata": {"imported": True}}),
        (seeds.OPENINT_UNKNOWN, "globex", _stands("unknown", "Connection was created without a check")),
        (seeds.OPENINT_NO_STATUS, "initech", {"status": None, "metadata": {}}),
        (seeds.OPENINT_DISABLED, "acme", {"disabled": True}),
        (seeds.OPENINT_EXPIRED, "acme", expired),
        (seeds.OPENINT_EXPIRED_FOR_GOOD, "globex", for_good),
        (seeds.OPENINT_REFRESH_REFUSED, "initech", refused | _REFUSES),
        (seeds.OPENINT_API_KEY, "initech", {"settings": {"apiKey": f"{SECRET_MARKER}-greenhouse-api-key"}}),
        (seeds.OPENINT_UNTESTED, "globex", _stands("error", "The application answered 403") | _PASSWORD),
        (seeds.OPENINT_CHECK_BREAKS, "initech", {"_upstream": "breaks"}),
        (seeds.OPENINT_FOREIGN, "acme", _SOMEBODY_ELSES),
        (seeds.OPENINT_LASTING, "globex", lasting),
    )


def _stands(status: str, message: str) -> Document:
    return {"status": status, "status_message": message}


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
