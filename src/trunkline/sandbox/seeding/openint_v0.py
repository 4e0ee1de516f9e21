"""Seeds OpenInt's API v0: connections, the connector configs they belong to, and their integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox import seeds
from trunkline.sandbox._world import (
    OPENINT_V0_CONFIGS,
    OPENINT_V0_CONNECTIONS,
    OPENINT_V0_INTEGRATIONS,
    World,
)
from trunkline.sandbox.credentials import REFUSED_CREDENTIAL, SECRET_MARKER
from trunkline.sandbox.seeding.shapes import COMPANIES, DAY, HOUR, ulid, v0_oauth_settings

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document

Table = tuple[tuple[str, str | None, "Document"], ...]
"""Id, customer, and what is different from an OAuth connection that works."""

_INTEGRATION: Final = {
    "id": "int_merge_bamboohr",
    "name": "BambooHR via Merge",
    "logoUrl": "https://cdn.openint.example/_assets/logo-bamboohr.svg",
}
_METADATA: Final = {"team": "emea", "owner": {"name": "Zoë"}, "tags": ["crm"]}
_REVOKED: Final = {
    "code": "refresh_token_external_error",
    "message": "The provider refused the refresh token; the user has to reconnect",
}


def fill(world: World) -> None:
    """Write the connections, and what they point to."""
    now = world.now()
    org = world.credentials.openint_org_id
    known = [
        _row(row_id, customer, now, age=place * HOUR, **members)
        for place, (row_id, customer, members) in enumerate(_well_known(now), start=1)
    ]
    for row in (*known, *_others(now)):
        world.store.put(OPENINT_V0_CONNECTIONS, row["id"], row, owner=org)
        _put_config(world, row["connectorConfigId"], org, now)
    _put_config(world, seeds.OPENINT_V0_CONFIG_UNUSED, org, now, displayName="Warehouse", config={})
    _put_config(world, seeds.OPENINT_V0_CONFIG_DISABLED, org, now, disabled=True)
    _put_config(world, seeds.OPENINT_V0_CONFIG_FOREIGN, "org_somebody_else", now)
    world.store.put(OPENINT_V0_INTEGRATIONS, _INTEGRATION["id"], _INTEGRATION)


def _put_config(world: World, id: str, org: str, now: float, **members: Any) -> None:
    connector = id.split("_")[1]
    app = {"client_id": f"client-v0-{connector}", "client_secret": f"{SECRET_MARKER}-v0-{connector}-client"}
    config: Document = {
        "id": id,
        "orgId": org,
        "connectorName": connector,
        "createdAt": now - 90 * DAY,
        "updatedAt": now - 90 * DAY,
        "config": {"oauth": app},
        "displayName": None,
        "disabled": False,
        "defaultPipeOut": None,
        "defaultPipeIn": None,
        "envName": None,
        "metadata": None,
    } | members
    world.store.put(OPENINT_V0_CONFIGS, id, config, owner=org)


def _row(id: str, customer: str | None, now: float, *, age: float, **members: Any) -> Document:
    connector = id.split("_")[1]
    return {
        "createdAt": now - age - 60 * DAY,
        "updatedAt": now - age,
        "id": id,
        "connectorName": connector,
        "connectorConfigId": f"ccfg_{connector}_{ulid('CF', 1).replace('J', 'H', 1)}",
        "displayName": None,
        "customerId": customer,
        "integrationId": None,
        "settings": v0_oauth_settings(id, now, expires_in=30 * DAY),
        "disabled": False,
        "metadata": None,
    } | members


def _well_known(now: float) -> Table:
    def oauth(id: str, *, expires_in: float = 30 * DAY, refreshable: bool = True) -> Document:
        return v0_oauth_settings(id, now, expires_in=expires_in, refreshable=refreshable)

    revoked: Document = oauth(seeds.OPENINT_V0_ERROR) | {"error": _REVOKED}
    # Refused for what it is and not by a word beside it: other credentials work.
    revoked["oauth"]["credentials"]["raw"]["refresh_token"] = REFUSED_CREDENTIAL
    expired = oauth(seeds.OPENINT_V0_EXPIRED, expires_in=-HOUR)
    lasting = oauth(seeds.OPENINT_V0_LASTING, refreshable=False)
    return (
        (seeds.OPENINT_V0_HEALTHY, "acme", {"displayName": "Acme HubSpot", "metadata": _METADATA}),
        (seeds.OPENINT_V0_ERROR, "globex", {"displayName": "Globex CRM", "settings": revoked}),
        (seeds.OPENINT_V0_DISABLED, "initech", {"displayName": "Initech Slack", "disabled": True}),
        (
            seeds.OPENINT_V0_INTEGRATION,
            "acme",
            {"integrationId": _INTEGRATION["id"]} | _held("merge-account"),
        ),
        (seeds.OPENINT_V0_API_KEY, "initech", _held("greenhouse-api-key", "apiKey")),
        (seeds.OPENINT_V0_EXPIRED, "globex", {"settings": expired}),
        (seeds.OPENINT_V0_BARE, None, {"settings": None, "metadata": "imported by hand"}),
        (seeds.OPENINT_V0_UNTESTED, "initech", _held("plaid-access", "accessToken")),
        (seeds.OPENINT_V0_LASTING, "globex", {"settings": lasting}),
        (seeds.OPENINT_V0_REFRESH_REFUSED, "globex", {"_upstream": "refuses"}),
    )


def _held(secret: str, name: str = "accountToken") -> Document:
    return {"settings": {name: f"{SECRET_MARKER}-v0-{secret}"}}


def _others(now: float) -> list[Document]:
    customers = list(COMPANIES)
    connectors = ("hubspot", "slack", "notion")
    rows: list[Document] = []
    for number in range(6):
        connector = connectors[number % len(connectors)]
        customer = customers[number % len(customers)]
        # Not in the order of their ages, as a table without an ORDER BY is not.
        age = DAY * (1 + (number * 4) % 9)
        row_id = f"conn_{connector}_{ulid('V0', number)}"
        rows.append(_row(row_id, customer, now, age=age, displayName=f"{COMPANIES[customer]} {connector}"))
    return rows
