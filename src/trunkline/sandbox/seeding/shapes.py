"""Building blocks of the seeded data: customers, credentials as connectors keep them, ids, moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox._clock import iso_millis
from trunkline.sandbox.credentials import SECRET_MARKER

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document

MINUTE: Final = 60.0
HOUR: Final = 3600.0
DAY: Final = 86400.0

COMPANIES: Final = {
    "acme": "Acme Corporation",
    "globex": "Globex",
    "initech": "Initech",
    "umbrella": "Umbrella Health",
    "hooli": "Hooli",
    "soylent": "Soylent Foods",
    "wonka": "Wonka Süßwaren GmbH",
    "tyrell": "Tyrell 株式会社",
}
"""The customers and what they are called; the first three are known to every provider that has customers."""


def ulid(kind: str, number: int) -> str:
    """26 characters shaped like a ULID; `kind` keeps the numbers of different families apart."""
    return f"01JSANDB0X{kind}{number:0{16 - len(kind)}d}"


def oauth_settings(name: str, now: float, *, expires_in: float, refreshable: bool = True) -> Document:
    """What an OAuth connector of OpenInt v1 stores; a negative `expires_in` has expired."""
    credentials: Document = {
        "access_token": f"{SECRET_MARKER}-{name}-access",
        "client_id": f"client-{name}",
        "scope": "read write",
        "expires_in": 3600,
        "expires_at": iso_millis(now + expires_in),
        "token_type": "bearer",
        "raw": {"access_token": f"{SECRET_MARKER}-{name}-access", "token_type": "bearer", "instance": "eu-1"},
    }
    if refreshable:
        credentials["refresh_token"] = f"{SECRET_MARKER}-{name}-refresh"
    fetched = iso_millis(now - DAY)
    return {
        "oauth": {
            "credentials": credentials,
            "created_at": fetched,
            "updated_at": fetched,
            "last_fetched_at": fetched,
            "metadata": None,
        },
        "access_token": f"{SECRET_MARKER}-{name}-access",
    }


def v0_oauth_settings(name: str, now: float, *, expires_in: float, refreshable: bool = True) -> Document:
    """What an OAuth connector of OpenInt v0 stores: the expiry that counts is in `raw`."""
    raw: Document = {
        "access_token": f"{SECRET_MARKER}-v0-{name}-access",
        "expires_at": iso_millis(now + expires_in),
        "expires_in": 3600,
        "scope": "read write",
        "token_type": "bearer",
    }
    if refreshable:
        raw["refresh_token"] = f"{SECRET_MARKER}-v0-{name}-refresh"
    credentials = {"type": "OAUTH2", "access_token": raw["access_token"], "raw": raw}
    return {
        "oauth": {"credentials": credentials, "connection_config": {"portalId": 139477}, "metadata": None}
    }
