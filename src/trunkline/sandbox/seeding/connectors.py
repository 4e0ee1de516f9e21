"""The 171 connectors of the sandbox's OpenInt: names, ways to authenticate, scopes and a few schemas."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document

_OAUTH2: Final = """
accelo adobe aircall airtable-oauth amazon apollo-oauth asana atlassian attio auth0 autodesk autotask aweber
azure-devops bamboohr-oauth basecamp bitbucket blackbaud boldsign box braintree brex-oauth calendly canva
chargebee clari-copilot clickup close confluence contentful copper-oauth deel dialpad digitalocean discord
docusign dropbox dynamics-365 ebay egnyte envoy eventbrite exact-online expensify facebook figma fitbit
freshbooks freshdesk front fullstory github gitlab gong google-ads google-analytics google-calendar google-
docs google-drive google-mail google-sheet gorgias gusto harvest hubspot instagram intercom jira jobber keap
klaviyo lever linear linkedin mailchimp microsoft-teams miro monday mural namely netsuite notion nutshell
one-drive outlook outreach pagerduty pandadoc paycom paypal pinterest pipedrive podium procore productboard
quickbooks ramp reddit ringcentral salesforce salesloft segment sentry sharepoint-online shopify slack
smartsheet snapchat snowflake splitwise spotify square stackexchange strava stripe-connect surveymonkey
teamwork ticktick tiktok todoist tumblr twitch twitter typeform uber vimeo webflow wix wordpress workday
workable wrike xero yahoo youtube zendesk zenefits zoho-crm zoho-desk zoom zuora
"""
_OAUTH1: Final = "evernote flickr trello"
_OAUTH2CC: Final = "adp sage-intacct workiva-wdata"
_BASIC: Final = "ashby freshservice jamf twilio"
_API_KEY: Final = """
airtable algolia apollo coda greenhouse lunchmoney mercury merge mixpanel openai postmark sendgrid stripe
toggl wise
"""
_CUSTOM: Final = "firebase foreceipt postgres plaid"

_SPELLED: Final = {
    "bamboohr-oauth": "BambooHR (OAuth)",
    "clickup": "ClickUp",
    "docusign": "DocuSign",
    "github": "GitHub",
    "gitlab": "GitLab",
    "google-mail": "Gmail",
    "google-sheet": "Google Sheets",
    "hubspot": "HubSpot",
    "linkedin": "LinkedIn",
    "netsuite": "NetSuite",
    "openai": "OpenAI",
    "pandadoc": "PandaDoc",
    "paypal": "PayPal",
    "quickbooks": "QuickBooks Online",
    "sharepoint-online": "SharePoint Online",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "zoho-crm": "Zoho CRM",
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
