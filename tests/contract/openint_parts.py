"""What the tests of OpenInt's adapters are made of: a lone client at a server, its answers, and what was sent."""

from __future__ import annotations

import base64
import json
from typing import Any

from colours import Colour
from fault_server import FaultServer, answer

from trunkline import Retry
from trunkline.providers import OpenInt, OpenIntV0
from trunkline.sandbox import Sandbox

OAUTH = {"oauth": {"credentials": {"access_token": "s3cr3t-access", "refresh_token": "s3cr3t-refresh"}}}
V0_KEY = base64.b64encode(b"org_acme:canary").decode()
ONCE = Retry(attempts=1)


def requests(sandbox: Sandbox, since: int = 0) -> list[str]:
    return [f"{seen.request.method} {seen.request.path}" for seen in sandbox.exchanges[since:]]


def queries(sandbox: Sandbox, since: int = 0) -> list[str]:
    return [seen.request.query for seen in sandbox.exchanges[since:]]


def body(sandbox: Sandbox, place: int = -1) -> Any:
    return json.loads(sandbox.exchanges[place].request.body or b"null")


def alone(colour: Colour, server: FaultServer, **settings: Any) -> Any:
    provider = OpenInt(token="tok_canary", base_url=f"{server.origin}/v1")
    return colour.client(provider, **{"retry": ONCE, **settings})


def v0_alone(colour: Colour, server: FaultServer, **settings: Any) -> Any:
    provider = OpenIntV0(api_key=V0_KEY, base_url=f"{server.origin}/v0")
    return colour.client(provider, **{"retry": ONCE, **settings})


def connection(**changes: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("created_at", "updated_at"), "2025-08-21 16:01:40.123+00")
    nulls = dict.fromkeys(
        ("customer_id", "connector_config_id", "integration_id", "display_name", "disabled")
    )
    return {"id": "conn_hubspot_1", "connector_name": "hubspot", **texts, **nulls, **changes}


def v0_connection(**changes: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("createdAt", "updatedAt"), "2025-08-21 16:01:40.123+00")
    config = {"id": "ccfg_hubspot_1", "orgId": "org_acme", "connectorName": "hubspot"}
    shown = {"connectorName": "hubspot", "connectorConfigId": config["id"], "connector_config": config}
    return {"id": "conn_hubspot_1", **texts, **shown, **changes}


def page(*items: Any, **changes: Any) -> Any:
    return answer({"items": items, "total": len(items), "limit": 100, "offset": 0, **changes})
