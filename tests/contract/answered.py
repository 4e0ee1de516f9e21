"""A client of all APIs whose answers a test hands in: no server, and nothing between them and the adapters."""

from __future__ import annotations

import base64
import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import attrs
import httpx
from sandbox_providers import signed_in

from trunkline import Client, Connection, Status
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Provider, Workiva

Members = Mapping[str, Any]

MOMENT = "2025-08-21T16:01:40.123Z"
ID = "conn_hubspot_1"

# What has to be in every answer, and nothing else: so the rest is absent until a test says something.
LEAST: Mapping[str, Members] = MappingProxyType(
    {
        "openint": {
            "id": ID,
            "connector_name": "hubspot",
            **dict.fromkeys(("created_at", "updated_at"), MOMENT),
            **dict.fromkeys(("customer_id", "connector_config_id", "integration_id", "display_name")),
            "disabled": False,
        },
        "openint-v0": {
            "id": ID,
            "connectorName": "hubspot",
            "connectorConfigId": "ccfg_hubspot_1",
            "connector_config": {"id": "ccfg_hubspot_1", "orgId": "org_acme", "connectorName": "hubspot"},
            **dict.fromkeys(("createdAt", "updatedAt"), MOMENT),
        },
        "membrane": {
            "id": ID,
            "name": "HubSpot",
            "userId": "user_1",
            **dict.fromkeys(("createdAt", "updatedAt"), MOMENT),
        },
        "workiva": {"connectionId": ID},
    }
)

PROVIDERS = tuple(LEAST)

# Longer than any text here could come to by chance: what looks like a credential is taken out of a vendor's words.
_KEY = "sandbox-credential-of-the-caller"
_LARGEST = 1000


@attrs.define
class Vendors:
    """All APIs: each request is answered with whatever was handed in last."""

    client: Client = attrs.field(init=False)
    _answer: Any = None

    def get(self, provider: str, members: Members, **asked: Any) -> Connection:
        """One connection with these members, beside the least that has to be there."""
        row = {**LEAST[provider], **members}
        self._answer = {"body": row, "code": 200} if provider == "workiva" else row
        return self.client.connections.get(f"{provider}:{id_of(provider)}", **asked)

    def listed(self, provider: str, members: Sequence[Members]) -> list[Connection]:
        """As many connections as there are sets of members, in their order."""
        found: list[Connection] = []
        listing = importlib.import_module(
            f"trunkline_{provider.replace('-', '_')}.operations.list_connections"
        )
        size = min(_LARGEST, listing.OPERATION.pagination.max_limit or _LARGEST)
        # A page that is not full is the last one.
        step = size // 2
        for start in range(0, len(members), step):
            self._answer = _page(provider, members[start : start + step], size)
            # Every status is asked for, because archived ones come to nobody else.
            listed = self.client.connections.list(providers=[provider], page_size=size, status=list(Status))
            found += listed
        return found

    def _say(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=self._answer)


def id_of(provider: str) -> str:
    """The id in the least that a provider answers."""
    row = LEAST[provider]
    return str(row["connectionId"] if provider == "workiva" else row["id"])


@contextmanager
def answering() -> Iterator[Vendors]:
    """All APIs, and a client of them."""
    vendors = Vendors()
    of_ours: Mapping[str, Provider] = {
        "openint": OpenInt(token=_KEY),
        "openint-v0": OpenIntV0(api_key=base64.b64encode(f"org_acme:{_KEY}".encode()).decode()),
        "membrane": Membrane(token=_KEY),
        "workiva": Workiva(token=_KEY),
    }
    providers = [of_ours.get(provider) or signed_in(provider) for provider in LEAST]
    with Client(*providers, transport=httpx.MockTransport(vendors._say)) as vendors.client:
        yield vendors


def _page(provider: str, members: Sequence[Members], size: int) -> Any:
    name = "connectionId" if provider == "workiva" else "id"
    rows = [{**LEAST[provider], **each, name: f"conn_hubspot_{place}"} for place, each in enumerate(members)]
    match provider:
        case "openint":
            return {"items": rows, "total": len(rows), "limit": size, "offset": 0}
        case "openint-v0":
            # Its lists do not say of which organization a connection is.
            return [{name: row[name] for name in row if name != "connector_config"} for row in rows]
        case "membrane":
            return {"items": rows}
        case _:
            return {"body": rows, "code": 200}
