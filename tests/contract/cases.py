"""The providers the contract runs for, and what it must know of each."""

from __future__ import annotations

from stage import Case

from trunkline import Capability, Connection
from trunkline.providers._installed import installed
from trunkline.sandbox import seeds


def _moves_from_or_to(connection: Connection, kind: str) -> bool:
    return kind in (connection.native.source_type, connection.native.destination_type)


OPENINT = Case(
    provider="openint",
    healthy=seeds.OPENINT_HEALTHY,
    missing="conn_gone",
    prefix="conn_",
    customer="acme",
    connector="hubspot",
    search="HubSpot",
    searched=("id", "customer_id", "connector_key"),
    secrets="asked",
    config=seeds.OPENINT_CONFIG,
    draft={
        "customer_id": "acme",
        "connector_config_id": seeds.OPENINT_CONFIG,
        "credentials": {"oauth": {"credentials": {"access_token": "sandbox-secret-new"}}},
    },
    checks={
        seeds.OPENINT_HEALTHY: True,
        seeds.OPENINT_DISCONNECTED: False,
        # The test itself breaks.
        seeds.OPENINT_CHECK_BREAKS: None,
        seeds.OPENINT_EXPIRED_FOR_GOOD: False,
    },
    refreshable=seeds.OPENINT_EXPIRED,
    lasting=(seeds.OPENINT_API_KEY, seeds.OPENINT_LASTING, seeds.OPENINT_DISCONNECTED),
    link={"customer_id": "acme", "connector": "hubspot"},
    repair={"customer_id": "globex", "connection_id": seeds.OPENINT_DISCONNECTED},
    token_path="/connection",
    connectors=171,
)

OPENINT_V0 = Case(
    provider="openint-v0",
    healthy=seeds.OPENINT_V0_HEALTHY,
    missing="conn_gone",
    prefix="conn_",
    largest_page=False,
    # Rows move when they are read, between one list and the next.
    ordered=False,
    customer="acme",
    connector="hubspot",
    secrets="always",
    config=seeds.OPENINT_V0_CONFIG,
    draft={"customer_id": "acme", "connector_config_id": seeds.OPENINT_V0_CONFIG},
    changes={
        "display_name": "Sales",
        "metadata": {"team": "emea"},
        "credentials": {"note": "sandbox-secret-changed"},
        "disabled": True,
        "customer_id": "globex",
    },
    clears=("display_name", "customer_id"),
    merges=True,
    # A check that finds nothing wrong leaves no trace.
    checks={seeds.OPENINT_V0_HEALTHY: None, seeds.OPENINT_V0_ERROR: False},
    refreshable=seeds.OPENINT_V0_EXPIRED,
    lasting=(seeds.OPENINT_V0_API_KEY, seeds.OPENINT_V0_LASTING),
    token_path="/core/connection",
    runs=seeds.OPENINT_V0_HEALTHY,
    # The API never says that a connection works, so there the only ones to settle are the broken ones.
    settled=seeds.OPENINT_V0_ERROR,
    connectors=10,
)

MEMBRANE = Case(
    provider="membrane",
    healthy=seeds.MEMBRANE_READY,
    missing="65f0c1a2b3c4d5e6f7a8ffff",
    customer="acme",
    connector="hubspot",
    search="hubspot",
    searched=("display_name", "key", "id"),
    secrets="asked",
    config=seeds.MEMBRANE_INTEGRATION,
    draft={
        "customer_id": "acme",
        "connector": seeds.MEMBRANE_INTEGRATION_KEY,
        "credentials": {"access_token": "sandbox-secret-new"},
    },
    changes={
        "display_name": "Sales",
        "metadata": {"team": "emea"},
        "credentials": {"access_token": "sandbox-secret-changed"},
        "key": "sales",
    },
    clears=("metadata", "key"),
    archives=True,
    checks={
        seeds.MEMBRANE_READY: True,
        seeds.MEMBRANE_DISCONNECTED: False,
        seeds.MEMBRANE_UNTESTABLE: None,
    },
    refreshable=seeds.MEMBRANE_READY,
    # Not the one that is being built: it may be done before it was looked at.
    lasting=(
        seeds.MEMBRANE_API_KEY,
        seeds.MEMBRANE_DISCONNECTED,
        seeds.MEMBRANE_DEFUNCT,
        seeds.MEMBRANE_LEGACY,
        seeds.MEMBRANE_ACTION_REQUIRED,
        seeds.MEMBRANE_CONFIGURATION_ERROR,
        seeds.MEMBRANE_SETUP_FAILED,
        seeds.MEMBRANE_OLD_STATE,
        seeds.MEMBRANE_DEACTIVATED,
    ),
    link={"customer_id": "acme", "connector": "hubspot"},
    repair={"customer_id": "acme", "connection_id": seeds.MEMBRANE_DISCONNECTED},
    token_path="/connections",
    builds=seeds.MEMBRANE_BUILDING,
    connectors=14,
)

WORKIVA = Case(
    provider="workiva",
    healthy=seeds.WORKIVA_COMPLETE,
    missing="00000000-0000-4000-8000-000000000000",
    connector="wdata_query",
    has_connector=_moves_from_or_to,
    checks={seeds.WORKIVA_COMPLETE: True, seeds.WORKIVA_ERROR: False, seeds.WORKIVA_NEVER_RUN: None},
    runs=seeds.WORKIVA_COMPLETE,
    run_parameters={
        "source_parameters": "lastRunSourceParameters",
        "destination_parameters": "lastRunDestinationParameters",
    },
    batch=(seeds.WORKIVA_COMPLETE, seeds.WORKIVA_ERROR),
)

CASES = (OPENINT, OPENINT_V0, MEMBRANE, WORKIVA)

ABLE = {
    provider.name: [
        operation
        for operation, capability in provider.capabilities.items()
        if capability is not Capability.UNSUPPORTED
    ]
    for provider in installed()
}
"""The operations that each provider says it has."""
