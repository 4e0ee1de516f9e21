"""The well-known ids of the seeded data: what to ask for in an example or a test."""

from __future__ import annotations

from typing import Final

CUSTOMERS: Final = ("acme", "globex", "initech")
"""Customers that OpenInt v1, OpenInt v0 and Membrane all know, under the id you gave them."""

# OpenInt, API v1
OPENINT_HEALTHY: Final = "conn_hubspot_01JSANDB0X000000000000HEA1"
OPENINT_DISCONNECTED: Final = "conn_salesforce_01JSANDB0X000000000000D1SC"
OPENINT_ERROR: Final = "conn_slack_01JSANDB0X000000000000ERR0"
OPENINT_MANUAL: Final = "conn_quickbooks_01JSANDB0X000000000000MAN0"
OPENINT_UNKNOWN: Final = "conn_notion_01JSANDB0X000000000000NKN0"
OPENINT_NO_STATUS: Final = "conn_linear_01JSANDB0X000000000000N0ST"
OPENINT_DISABLED: Final = "conn_github_01JSANDB0X000000000000D1SB"
OPENINT_EXPIRED: Final = "conn_google-drive_01JSANDB0X000000000000EXP1"
"""Healthy, its access token expired, a refresh token at hand: a refresh succeeds."""
OPENINT_EXPIRED_FOR_GOOD: Final = "conn_xero_01JSANDB0X000000000000EXP2"
"""Healthy, its access token expired, no refresh token: a refresh finds it disconnected."""
OPENINT_REFRESH_REFUSED: Final = "conn_jira_01JSANDB0X000000000000EXP3"
"""Healthy, its access token expired, and the provider refuses the refresh token."""
OPENINT_API_KEY: Final = "conn_greenhouse_01JSANDB0X000000000000AK01"
OPENINT_FOREIGN: Final = "conn_hubspot_01JSANDB0X000000000000F0RN"
"""Another organization's: to everybody here it does not exist."""

# OpenInt, API v0
OPENINT_V0_HEALTHY: Final = "conn_hubspot_01HSANDB0X000000000000HEA1"
OPENINT_V0_ERROR: Final = "conn_salesforce_01HSANDB0X000000000000ERR0"
"""Its settings hold an error: the end user has to reconnect."""
OPENINT_V0_DISABLED: Final = "conn_slack_01HSANDB0X000000000000D1SB"
OPENINT_V0_INTEGRATION: Final = "conn_merge_01HSANDB0X000000000000NTG0"
OPENINT_V0_API_KEY: Final = "conn_greenhouse_01HSANDB0X000000000000AK01"
OPENINT_V0_EXPIRED: Final = "conn_quickbooks_01HSANDB0X000000000000EXP1"
OPENINT_V0_BARE: Final = "conn_airtable_01HSANDB0X000000000000BARE"
"""No name, no customer, no settings, and metadata that is no object."""

# Membrane
MEMBRANE_READY: Final = "65f0c1a2b3c4d5e6f7a80001"
MEMBRANE_READY_KEY: Final = "acme-hubspot"
MEMBRANE_BUILDING: Final = "65f0c1a2b3c4d5e6f7a80002"
"""Built by an agent session that starts when first looked at and takes `building_seconds`; then READY."""
MEMBRANE_ACTION_REQUIRED: Final = "65f0c1a2b3c4d5e6f7a80003"
MEMBRANE_CONFIGURATION_ERROR: Final = "65f0c1a2b3c4d5e6f7a80004"
MEMBRANE_SETUP_FAILED: Final = "65f0c1a2b3c4d5e6f7a80005"
MEMBRANE_DISCONNECTING: Final = "65f0c1a2b3c4d5e6f7a80006"
MEMBRANE_RETRYING: Final = "65f0c1a2b3c4d5e6f7a80007"
"""Disconnected; the platform will try again by itself."""
MEMBRANE_DISCONNECTED: Final = "65f0c1a2b3c4d5e6f7a80008"
MEMBRANE_DEFUNCT: Final = "65f0c1a2b3c4d5e6f7a80009"
MEMBRANE_ARCHIVED: Final = "65f0c1a2b3c4d5e6f7a8000a"
MEMBRANE_DEACTIVATED: Final = "65f0c1a2b3c4d5e6f7a8000b"
MEMBRANE_DEGRADED: Final = "65f0c1a2b3c4d5e6f7a8000c"
"""Connected, although its last request failed."""
MEMBRANE_LEGACY: Final = "65f0c1a2b3c4d5e6f7a8000d"
"""Has the deprecated `disconnected` and `error` only, no `connected`."""
MEMBRANE_OLD_STATE: Final = "65f0c1a2b3c4d5e6f7a8000e"
"""In a state that only the vendor's older texts name."""
MEMBRANE_TENANTS: Final = {
    "acme": "65f0b0000000000000000a01",
    "globex": "65f0b0000000000000000a02",
    "initech": "65f0b0000000000000000a03",
}
"""Membrane's own ids of the customers (`tenantId`, `userId`); your id is `user.internalId`."""

# Workiva
WORKIVA_COMPLETE: Final = "0b5c1e52-7d1f-4c59-9a53-3f6f1d7a0001"
WORKIVA_RUNNING: Final = "0b5c1e52-7d1f-4c59-9a53-3f6f1d7a0002"
WORKIVA_ERROR: Final = "0b5c1e52-7d1f-4c59-9a53-3f6f1d7a0003"
WORKIVA_CANCELLED: Final = "0b5c1e52-7d1f-4c59-9a53-3f6f1d7a0004"
WORKIVA_NEVER_RUN: Final = "0b5c1e52-7d1f-4c59-9a53-3f6f1d7a0005"
WORKIVA_HALF_DONE: Final = "0b5c1e52-7d1f-4c59-9a53-3f6f1d7a0006"
"""The source is complete, the destination still runs: not done."""
WORKIVA_UNNAMED: Final = "0b5c1e52-7d1f-4c59-9a53-3f6f1d7a0007"
WORKIVA_WORKSPACE: Final = "QWNjb3VudB8xMjM0NTY3"
