"""The 171 connectors of OpenInt by their real names, with ways to authenticate, scopes and a few schemas."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document

_OAUTH2: Final = """
accelo acme-oauth2 adobe adyen aircall amazon apaleo asana attio auth0 autodesk aws bamboohr basecamp
battlenet bigcommerce bitbucket bitly blackbaud boldsign box braintree calendly clickup close confluence
contentful contentstack copper coros datev deel dialpad digitalocean discord docusign dropbox ebay egnyte
envoy eventbrite exist facebook factorial figma fitbit fortnox freshbooks front github gitlab gong
google-calendar google-docs google-drive google-mail google-sheet gorgias grain gumroad gusto harvest
highlevel hubspot instagram intercom jira keap lever linear linkedin linkhut mailchimp miro monday mural
namely nationbuilder netsuite notion odoo okta osu oura outreach pagerduty pandadoc payfit paypal
pennylane pinterest pipedrive podium productboard qualtrics quickbooks reddit salesforce salesloft segment
servicem8 servicenow sharepoint shopify signnow slack smartsheet snowflake spotify squarespace squareup
stackexchange strava teamwork ticktick timely todoist tremendous tsheetsteam tumblr twinfield twitch
typeform uber vimeo wakatime wealthbox webflow whoop wordpress wrike xero yahoo yandex zapier zendesk
zenefits zoho-desk zoho zoom
"""
_OAUTH1: Final = "twitter"
_OAUTH2CC: Final = "sage"
_BASIC: Final = "sharepoint-onprem toggl"
_API_KEY: Final = "acme-apikey airtable apollo coda greenhouse heron lunchmoney mercury stripe wise"
_CUSTOM: Final = """
brex finch firebase foreceipt merge moota onebrick openledger plaid postgres ramp saltedge splitwise
teller twenty venmo yodlee
"""

_SPELLED: Final = {
    "clickup": "ClickUp",
    "docusign": "DocuSign",
    "github": "GitHub",
    "gitlab": "GitLab",
    "google-mail": "Gmail",
    "google-sheet": "Google Sheets",
    "hubspot": "HubSpot",
    "linkedin": "LinkedIn",
    "netsuite": "NetSuite",
    "pandadoc": "PandaDoc",
    "paypal": "PayPal",
    "quickbooks": "QuickBooks Online",
}
_SCOPES: Final = {
    "hubspot": ("crm.objects.contacts.read", "crm.objects.companies.read", "crm.objects.deals.read", "oauth"),
    "salesforce": ("api", "refresh_token", "offline_access"),
    "slack": ("channels:read", "chat:write", "users:read"),
    "google-drive": ("https://www.googleapis.com/auth/drive.readonly",),
    "github": ("repo", "read:org"),
}
_STAGES: Final = ("ga", "ga", "beta", "alpha")
_TEXT: Final = {"type": "string"}


def registry() -> list[Document]:
    """Every connector with its schemas, in registry order."""
    groups = {
        "OAUTH2": _OAUTH2,
        "OAUTH1": _OAUTH1,
        "OAUTH2CC": _OAUTH2CC,
        "BASIC": _BASIC,
        "API_KEY": _API_KEY,
        "CUSTOM": _CUSTOM,
    }
    made = [_connector(name, auth) for auth, names in groups.items() for name in names.split()]
    return sorted(made, key=lambda connector: str(connector["name"]))


def _connector(name: str, auth_type: str) -> Document:
    draw = zlib.crc32(name.encode())
    connector: Document = {
        "name": name,
        "display_name": _SPELLED.get(name, name.replace("-", " ").title()),
        "logo_url": f"https://cdn.openint.example/_assets/logo-{name}.svg",
        "stage": "ga" if name in _SCOPES else _STAGES[draw % len(_STAGES)],
        "platforms": ["web", "mobile", "desktop"] if draw % 3 else ["cloud", "local"],
        "auth_type": auth_type,
        "schemas": _schemas(auth_type),
    }
    if auth_type == "OAUTH2":
        scopes = list(_SCOPES.get(name, ("read", "write")))
        connector |= {
            "required_scopes": scopes[:1],
            "openint_default_scopes": scopes[:1],
            "openint_allowed_scopes": scopes,
            "scopes": [_scope(name, scope) for scope in scopes],
            "has_openint_credentials": draw % 2 == 0,
        }
    return connector


def _scope(name: str, scope: str) -> Document:
    return {
        "scope": scope,
        "display_name": scope.rsplit("/", 1)[-1],
        "description": f"What {_SPELLED.get(name, name.title())} grants as {scope}",
    }


def _schemas(auth_type: str) -> Document:
    if auth_type in {"OAUTH2", "OAUTH2CC"}:
        return {
            "connector_config": _object({"oauth": _object({"client_id": _TEXT, "client_secret": _TEXT})}),
            "connection_settings": _object({"oauth": {"type": "object"}}, "oauth"),
            "pre_connect_input": {},
            "connect_input": _object({"authorization_url": _TEXT}, "authorization_url"),
            "connect_output": _object({"code": _TEXT, "state": _TEXT}, "code", "state"),
        }
    if auth_type == "BASIC":
        settings: Document = _object({"username": _TEXT, "password": _TEXT}, "username", "password")
    elif auth_type == "API_KEY":
        settings = _object({"api_key": _TEXT}, "api_key")
    else:
        settings = {"type": "object", "additionalProperties": {}}
    return {"connection_settings": settings}


def _object(properties: Document, *required: str) -> Document:
    schema: Document = {"type": "object", "properties": properties}
    return schema | {"required": list(required)} if required else schema
