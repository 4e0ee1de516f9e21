"""One call of each operation, as a caller would make it: for those who have to refuse it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from stage import Case

Call = Callable[[Any, Case], object]


def _listed(**asked: Any) -> Call:
    return lambda client, case: list(client.connections.list(providers=[case.provider], **asked))


def _created(**more: Any) -> Call:
    return lambda client, case: client.connections.create(case.provider, **{**case.draft, **more})


def _updated(**changes: Any) -> Call:
    return lambda client, case: client.connections.update(case.reference, **changes)


def _linked(**asked: Any) -> Call:
    return lambda client, case: client.connections.connect_url(case.provider, customer_id="acme", **asked)


def _run(**given: Any) -> Call:
    return lambda client, case: client.connections.run(case.reference, **given)


CALLS: Mapping[str, Call] = MappingProxyType(
    {
        "connections.get": lambda client, case: client.connections.get(case.reference),
        "connections.get(include_secrets)": lambda client, case: client.connections.get(
            case.reference, include_secrets=True
        ),
        "connections.list": _listed(),
        "connections.list(customer_id)": _listed(customer_id="acme"),
        "connections.list(connector)": _listed(connector="hubspot"),
        "connections.list(status)": _listed(status="active"),
        "connections.list(search)": _listed(search="hubspot"),
        "connections.list(include_secrets)": _listed(include_secrets=True),
        "connections.create": _created(),
        "connections.create(connector_config_id)": _created(connector_config_id="config-1"),
        "connections.create(credentials)": _created(credentials={"token": "sandbox-secret"}),
        "connections.create(display_name)": _created(display_name="Sales"),
        "connections.create(metadata)": _created(metadata={"team": "emea"}),
        "connections.create(key)": _created(key="my-own-key"),
        "connections.update": _updated(display_name="Sales"),
        "connections.update(display_name)": _updated(display_name="Sales"),
        "connections.update(metadata)": _updated(metadata={"team": "emea"}),
        "connections.update(credentials)": _updated(credentials={"token": "sandbox-secret"}),
        "connections.update(disabled)": _updated(disabled=True),
        "connections.update(customer_id)": _updated(customer_id="globex"),
        "connections.update(key)": _updated(key="my-own-key"),
        "connections.delete": lambda client, case: client.connections.delete(case.reference),
        "connections.check": lambda client, case: client.connections.check(case.reference),
        "connections.refresh_credentials": lambda client, case: client.connections.refresh_credentials(
            case.reference
        ),
        "connections.connect_url": _linked(connector="hubspot"),
        "connections.connect_url(connector_config_id)": _linked(connector_config_id="config-1"),
        "connections.connect_url(connection_id)": lambda client, case: client.connections.connect_url(
            case.provider, connection_id=case.healthy
        ),
        "connections.connect_url(return_url)": _linked(
            connector="hubspot", return_url="https://app.example/done"
        ),
        "connections.connect_url(expires_in)": _linked(connector="hubspot", expires_in=60),
        "connections.run": _run(),
        "connections.run(source_parameters)": _run(source_parameters={"period": "Q3"}),
        "connections.run(destination_parameters)": _run(destination_parameters={"sheet": "Actuals"}),
        "connections.run(reuse_parameters)": _run(reuse_parameters=True),
        "connections.run_status": lambda client, case: client.connections.run_status(case.reference),
        "connections.run_batch": lambda client, case: client.connections.run_batch([case.reference]),
        "connections.run_batch_status": lambda client, case: client.connections.run_batch_status(
            case.of("batch-1")
        ),
        "connections.wait_until_ready": lambda client, case: client.connections.wait_until_ready(
            case.reference, within=1
        ),
        "connections.wait_for_run": lambda client, case: client.connections.wait_for_run(
            case.reference, within=1
        ),
        "connections.wait_for_run_batch": lambda client, case: client.connections.wait_for_run_batch(
            case.of("batch-1"), within=1
        ),
        "connectors.list": lambda client, case: list(client.connectors.list(providers=[case.provider])),
        "connectors.get": lambda client, case: client.connectors.get(case.of("hubspot")),
        "tokens.mint": lambda client, case: client.tokens.mint(case.provider, customer_id="acme"),
    }
)
