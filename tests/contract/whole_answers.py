"""One answer of each vendor with every member that the unified model is made from, and what it has to become there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from answered import Members

from trunkline import Status


def day(number: int) -> str:
    """A day as most vendors write it."""
    return f"2026-03-0{number}T12:00:00Z"


def moment(number: int) -> datetime:
    """The same day."""
    return datetime(2026, 3, number, 12, tzinfo=UTC)


OAUTH = {"oauth": {"credentials": {"access_token": "sandbox-secret"}}}

# No value stands twice, so that none can be taken for another.
WHOLE: Mapping[str, Members] = {
    "openint": {
        "customer_id": "customer",
        "connector_config_id": "ccfg_hubspot_1",
        "integration_id": "int_1",
        "created_at": day(1),
        "updated_at": "2026-03-02 12:00:00+00",
        "display_name": "shown",
        "connector_name": "key",
        "connector": {"name": "key", "display_name": "Name"},
        "disabled": True,
        "status": "healthy",
        "status_message": "why",
        "metadata": {"team": "emea"},
        "settings": OAUTH,
    },
    "openint-v0": {
        "customerId": "customer",
        "connectorConfigId": "ccfg_hubspot_1",
        "connector_config": {"id": "ccfg_hubspot_1", "orgId": "scope", "connectorName": "key"},
        "integrationId": "int_1",
        "createdAt": day(1),
        "updatedAt": "2026-03-02 12:00:00+00",
        "displayName": "shown",
        "standard": {"displayName": "standard", "status": "healthy", "statusMessage": "why"},
        "connectorName": "key",
        "connector": {"id": "ccfg_hubspot_1", "name": "Name", "logoUrl": "https://logo.example"},
        "disabled": True,
        "metadata": {"team": "emea"},
        "settings": OAUTH,
    },
    "membrane": {
        "name": "shown",
        "key": "own-key",
        "userId": "user",
        "tenantId": "scope",
        "user": {"id": "user", "name": "A user", "internalId": "customer"},
        "integrationId": "int_1",
        "connectorId": "connector",
        "integration": {"id": "int_1", "key": "key", "name": "Name", "logoUri": "https://logo.example"},
        "createdAt": day(1),
        "updatedAt": day(2),
        "lastActiveAt": day(3),
        "archivedAt": day(4),
        "nextRetryTimestamp": day(5),
        "isDeactivated": True,
        "isTest": True,
        "meta": {"team": "emea"},
        "clientAction": {"type": "connect", "description": "act", "uiUrl": "https://membrane.example/act"},
        "requestError": {"message": "why"},
        "credentials": OAUTH,
    },
    "workiva": {
        "name": "shown",
        "description": "described",
        "workspaceId": "scope",
        "sourceType": "wdata_query",
        "destinationType": "spreadsheet",
        "created": day(1),
        "updated": day(2),
        "lastRunDate": day(3),
        "lastRunJobId": "job_1",
        "lastRun": {
            "jobId": "job_2",
            "sourceStatus": "complete",
            "destinationStatus": "error",
            "error": "why",
            "created": day(5),
            "updated": day(6),
        },
        "metadata": {"team": "emea"},
    },
}

COMMON = {
    "display_name": "shown",
    "scope_id": "scope",
    "status_reason": "why",
    "is_terminal": True,
    "created_at": moment(1),
    "updated_at": moment(2),
    "metadata": {"team": "emea"},
}
OF_AN_APP = {
    "customer_id": "customer",
    "connector_key": "key",
    "connector_name": "Name",
    "connector_config_id": "ccfg_hubspot_1",
    "integration_id": "int_1",
    "disabled": True,
    "status": Status.DISABLED,
}

UNIFIED: Mapping[str, Mapping[str, Any]] = {
    # The API tells nobody of which organization a connection is.
    "openint": {**COMMON, **OF_AN_APP, "scope_id": None},
    "openint-v0": {**COMMON, **OF_AN_APP},
    "membrane": {
        **COMMON,
        **OF_AN_APP,
        "status": Status.ARCHIVED,
        "key": "own-key",
        "connector_config_id": "int_1",
        "last_activity_at": moment(3),
        "archived_at": moment(4),
        "retry_at": moment(5),
        "is_test": True,
        "action_url": "https://membrane.example/act",
    },
    "workiva": {
        **COMMON,
        "status": Status.ERROR,
        "connector_name": "wdata_query → spreadsheet",
        "last_activity_at": moment(3),
    },
}
"""What these answers are in the unified model. What is not named is left at its default: the vendor does not say."""
