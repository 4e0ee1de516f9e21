"""Seeds OpenInt's API v0: connections, the connector configs they belong to, and their integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trunkline.sandbox import seeds
from trunkline.sandbox._world import (
    OPENINT_V0_CONFIGS,
    OPENINT_V0_CONNECTIONS,
    OPENINT_V0_INTEGRATIONS,
    World,
)
from trunkline.sandbox.credentials import SECRET_MARKER
from trunkline.sandbox.seeding.shapes import COMPANIES, DAY, HOUR, ulid, v0_oauth_settings

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document


def fill(world: World) -> None:
    """Write the connections, and what they point to."""
    now = world.now()
    org = world.credentials.openint_org_id
    for row in (*_well_known(now), *_others(now)):
        world.store.put(OPENINT_V0_CONNECTIONS, row["id"], row, owner=org)
        _put_config(world, row["connectorConfigId"], org, now)
    _put_config(world, seeds.OPENINT_V0_CONFIG_UNUSED, org, now, displayName="Warehouse", config={})
    _put_config(world, seeds.OPENINT_V0_CONFIG_DISABLED, org, now, disabled=True)
    _put_config(world, seeds.OPENINT_V0_CONFIG_FOREIGN, "org_somebody_else", now)
    integration = {
        "id": "int_merge_bamboohr",
        "name": "BambooHR via Merge",
        "logoUrl": "https://cdn.openint.example/_assets/logo-bamboohr.svg",
    }
    world.store.put(OPENINT_V0_INTEGRATIONS, integration["id"], integration)


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


def _well_known(now: float) -> list[Document]:
    revoked = v0_oauth_settings(seeds.OPENINT_V0_ERROR, now, expires_in=30 * DAY) | {
        "error": {
            "code": "refresh_token_external_error",
            "message": "The provider refused the refresh token; the user has to reconnect",
        }
    }
    metadata = {"team": "emea", "owner": {"name": "Zoë"}, "tags": ["crm"]}
    return [
        _row(seeds.OPENINT_V0_HEALTHY, "acme", now, age=HOUR, displayName="Acme HubSpot", metadata=metadata),
        _row(seeds.OPENINT_V0_ERROR, "globex", now, age=2 * HOUR, displayName="Globex CRM", settings=revoked),
        _row(
            seeds.OPENINT_V0_DISABLED,
            "initech",
            now,
            age=3 * HOUR,
            displayName="Initech Slack",
            disabled=True,
        ),
        _row(
            seeds.OPENINT_V0_INTEGRATION,
            "acme",
            now,
            age=4 * HOUR,
            integrationId="int_merge_bamboohr",
            settings={"accountToken": f"{SECRET_MARKER}-v0-merge-account"},
        ),
        _row(
            seeds.OPENINT_V0_API_KEY,
            "initech",
            now,
            age=5 * HOUR,
            settings={"apiKey": f"{SECRET_MARKER}-v0-greenhouse-api-key"},
        ),
        _row(
            seeds.OPENINT_V0_EXPIRED,
            "globex",
            now,
            age=6 * HOUR,
            settings=v0_oauth_settings(seeds.OPENINT_V0_EXPIRED, now, expires_in=-HOUR),
        ),
        _row(
            seeds.OPENINT_V0_UNTESTED,
            "initech",
            now,
            age=8 * HOUR,
            settings={"accessToken": f"{SECRET_MARKER}-v0-plaid-access"},
        ),
        _row(seeds.OPENINT_V0_BARE, None, now, age=7 * HOUR, settings=None, metadata="imported by hand"),
    ]


def _others(now: float) -> list[Document]:
    customers = list(COMPANIES)
    connectors = ("hubspot", "slack", "notion")
    rows: list[Document] = []
    for number in range(8):
        connector = connectors[number % len(connectors)]
        customer = customers[number % len(customers)]
        # Not in the order of their ages, as a table without an ORDER BY is not.
        age = DAY * (1 + (number * 4) % 9)
        row_id = f"conn_{connector}_{ulid('V0', number)}"
        rows.append(_row(row_id, customer, now, age=age, displayName=f"{COMPANIES[customer]} {connector}"))
    return rows
