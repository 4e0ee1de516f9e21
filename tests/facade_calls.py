"""A call of every operation that each provider has, with every argument it takes, for the fuzzer and the canary.

What a caller gives in confidence holds the sandbox's marker, as everything there does that nobody may see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from trunkline.sandbox import SECRET_MARKER, seeds

GIVEN = f"{SECRET_MARKER}-given"
"""A credential that a caller hands over."""
CREDENTIALS = {"oauth": {"credentials": {"access_token": GIVEN, "raw": [GIVEN]}}, "token": GIVEN}
METADATA = {"team": "emea", "nested": {"numbers": [1, 2.5, None]}}


@dataclass(frozen=True)
class FacadeCall:
    """One call: of which provider, and which of its operations and arguments it tries."""

    provider: str
    operations: tuple[str, ...]
    call: Callable[[Any], Any]


def _call(provider: str, operations: str, call: Callable[[Any], Any]) -> FacadeCall:
    """Operations in short: `list(customer_id, search)` is the list and its two filters."""
    named: list[str] = []
    for each in operations.split("; "):
        name, _, arguments = each.removesuffix(")").partition("(")
        full = name if "." in name else f"connections.{name}"
        named += [full, *(f"{full}({argument})" for argument in arguments.split(", ") if argument)]
    return FacadeCall(provider, tuple(named), call)


def _links(provider: str, **asked: Any) -> Callable[[Any], Any]:
    return lambda client: client.connections.connect_url(provider, **asked)


def _creates(provider: str, **draft: Any) -> Callable[[Any], Any]:
    return lambda client: client.connections.create(provider, credentials=CREDENTIALS, **draft)


def _deletes(provider: str, **draft: Any) -> Callable[[Any], Any]:
    """Of one that is made for it."""
    create = _creates(provider, **draft)
    return lambda client: client.connections.delete(create(client).reference)


_OPENINT: Mapping[str, Any] = {"customer_id": "acme", "connector_config_id": seeds.OPENINT_CONFIG}
_OPENINT_V0: Mapping[str, Any] = {"customer_id": "acme", "connector_config_id": seeds.OPENINT_V0_CONFIG}
_MEMBRANE: Mapping[str, Any] = {"customer_id": "acme", "connector": seeds.MEMBRANE_INTEGRATION_KEY}


def _openint() -> dict[str, FacadeCall]:
    healthy, broken = f"openint:{seeds.OPENINT_HEALTHY}", f"openint:{seeds.OPENINT_DISCONNECTED}"
    calls = {
        "get": ("get", lambda client: client.connections.get(healthy)),
        "get with secrets": (
            "get(include_secrets)",
            lambda client: client.connections.get(healthy, include_secrets=True),
        ),
        "list": (
            "list(customer_id, connector, search, status)",
            lambda client: [
                *client.connections.list(
                    providers=["openint"], page_size=3, customer_id="acme", connector="hubspot", search="a"
                ),
                *client.connections.list(providers=["openint"], page_size=9, status="active"),
            ],
        ),
        "list with secrets": (
            "list(include_secrets)",
            lambda client: [*client.connections.list(providers=["openint"], include_secrets=True).pages()],
        ),
        "create": (
            "create(connector_config_id, credentials, metadata)",
            _creates("openint", metadata=METADATA, **_OPENINT),
        ),
        "delete": ("delete", _deletes("openint", **_OPENINT)),
        "check": ("check", lambda client: client.connections.check(healthy)),
        "refresh": (
            "refresh_credentials",
            lambda client: client.connections.refresh_credentials(f"openint:{seeds.OPENINT_EXPIRED}"),
        ),
        "connect_url": ("connect_url", _links("openint", customer_id="acme", connector="hubspot")),
        "connect_url again": (
            "connect_url(connection_id, return_url)",
            _links("openint", connection_id=broken, return_url="https://app.example/"),
        ),
        "connect_url for a while": (
            "connect_url(expires_in)",
            _links("openint", customer_id="acme", connector="hubspot", expires_in=60),
        ),
        "wait": ("wait_until_ready", lambda client: client.connections.wait_until_ready(broken, within=20)),
        "connectors": (
            "connectors.list",
            lambda client: [*client.connectors.list(providers=["openint"], page_size=90)],
        ),
        "connector": ("connectors.get", lambda client: client.connectors.get("openint:hubspot")),
        "mint": ("tokens.mint", lambda client: client.tokens.mint("openint", customer_id="acme")),
    }
    return {f"openint {name}": _call("openint", what, call) for name, (what, call) in calls.items()}


def _openint_v0() -> dict[str, FacadeCall]:
    healthy, broken = f"openint-v0:{seeds.OPENINT_V0_HEALTHY}", f"openint-v0:{seeds.OPENINT_V0_ERROR}"
    calls = {
        "get": ("get", lambda client: client.connections.get(healthy)),
        "get broken": (
            "get(include_secrets)",
            lambda client: client.connections.get(broken, include_secrets=True),
        ),
        "list": (
            "list(customer_id, connector, status, include_secrets)",
            lambda client: [
                *client.connections.list(
                    providers=["openint-v0"], page_size=3, customer_id="acme", connector="hubspot"
                ),
                *client.connections.list(
                    providers=["openint-v0"], status="disconnected", include_secrets=True
                ),
            ],
        ),
        "create": (
            "create(connector_config_id, credentials, metadata)",
            _creates("openint-v0", metadata=METADATA, **_OPENINT_V0),
        ),
        "create with a name": (
            "create(display_name)",
            _creates("openint-v0", display_name="Sales", **_OPENINT_V0),
        ),
        "update": (
            "update(display_name, metadata, credentials, disabled, customer_id)",
            lambda client: client.connections.update(
                healthy,
                display_name="Sales",
                metadata=METADATA,
                credentials=CREDENTIALS,
                disabled=False,
                customer_id=None,
            ),
        ),
        "delete": ("delete", _deletes("openint-v0", **_OPENINT_V0)),
        "check": ("check", lambda client: client.connections.check(healthy)),
        "check untested": (
            "check",
            lambda client: client.connections.check(f"openint-v0:{seeds.OPENINT_V0_UNTESTED}"),
        ),
        "refresh": (
            "refresh_credentials",
            lambda client: client.connections.refresh_credentials(f"openint-v0:{seeds.OPENINT_V0_EXPIRED}"),
        ),
        "run": ("run", lambda client: client.connections.run(healthy)),
        "wait": ("wait_until_ready", lambda client: client.connections.wait_until_ready(broken, within=20)),
        "connectors": (
            "connectors.list",
            lambda client: [*client.connectors.list(providers=["openint-v0"], page_size=5)],
        ),
        "connector": ("connectors.get", lambda client: client.connectors.get("openint-v0:hubspot")),
        "mint": ("tokens.mint", lambda client: client.tokens.mint("openint-v0", customer_id="acme")),
    }
    return {f"openint-v0 {name}": _call("openint-v0", what, call) for name, (what, call) in calls.items()}


def _membrane() -> dict[str, FacadeCall]:
    ready = f"membrane:{seeds.MEMBRANE_READY}"
    calls = {
        "get": ("get", lambda client: client.connections.get(ready)),
        "get with secrets": (
            "get(include_secrets)",
            lambda client: client.connections.get(ready, include_secrets=True),
        ),
        "list": (
            "list(customer_id, connector, search, status)",
            lambda client: [
                *client.connections.list(
                    providers=["membrane"], customer_id="acme", connector="hubspot", search="hubspot"
                ),
                *client.connections.list(providers=["membrane"], page_size=9, status="archived"),
            ],
        ),
        "list with secrets": (
            "list(include_secrets)",
            lambda client: [*client.connections.list(providers=["membrane"], include_secrets=True)],
        ),
        "create": (
            "create(credentials, display_name, metadata, key)",
            _creates("membrane", display_name="Sales", metadata=METADATA, key="my-own", **_MEMBRANE),
        ),
        "update": (
            "update(display_name, metadata, credentials, key)",
            lambda client: client.connections.update(
                ready, display_name="Sales", metadata=METADATA, credentials=CREDENTIALS, key="another"
            ),
        ),
        "delete": ("delete", _deletes("membrane", **_MEMBRANE)),
        "check": ("check", lambda client: client.connections.check(ready)),
        "check untested": (
            "check",
            lambda client: client.connections.check(f"membrane:{seeds.MEMBRANE_UNTESTABLE}"),
        ),
        "refresh": ("refresh_credentials", lambda client: client.connections.refresh_credentials(ready)),
        "create of an integration": (
            "create(connector_config_id)",
            _creates("membrane", customer_id="acme", connector_config_id=seeds.MEMBRANE_INTEGRATION),
        ),
        "connect_url": ("connect_url", _links("membrane", customer_id="acme", connector="hubspot")),
        "connect_url again": (
            "connect_url(connection_id)",
            _links("membrane", customer_id="acme", connection_id=ready),
        ),
        "connect_url of an integration": (
            "connect_url(connector_config_id, return_url)",
            _links(
                "membrane",
                customer_id="acme",
                connector_config_id=seeds.MEMBRANE_INTEGRATION,
                return_url="https://app.example/",
            ),
        ),
        "wait": ("wait_until_ready", lambda client: client.connections.wait_until_ready(ready, within=20)),
        "wait for the agent": (
            "wait_until_ready",
            lambda client: client.connections.wait_until_ready(
                f"membrane:{seeds.MEMBRANE_BUILDING}", within=20
            ),
        ),
        "connectors": (
            "connectors.list",
            lambda client: [*client.connectors.list(providers=["membrane"], page_size=5)],
        ),
        "connector": ("connectors.get", lambda client: client.connectors.get("membrane:hubspot")),
        "mint": ("tokens.mint", lambda client: client.tokens.mint("membrane", customer_id="acme")),
    }
    return {f"membrane {name}": _call("membrane", what, call) for name, (what, call) in calls.items()}


def _workiva() -> dict[str, FacadeCall]:
    complete, idle = f"workiva:{seeds.WORKIVA_COMPLETE}", f"workiva:{seeds.WORKIVA_NEVER_RUN}"
    calls = {
        "get": ("get", lambda client: client.connections.get(f"workiva:{seeds.WORKIVA_ERROR}")),
        "list": (
            "list(connector, status)",
            lambda client: [
                *client.connections.list(providers=["workiva"], page_size=9, connector="spreadsheet"),
                *client.connections.list(providers=["workiva"], page_size=9, status="error"),
            ],
        ),
        "check": ("check", lambda client: client.connections.check(f"workiva:{seeds.WORKIVA_ERROR}")),
        "run status": ("run_status", lambda client: client.connections.run_status(complete)),
        "run": (
            "run(source_parameters, destination_parameters)",
            lambda client: client.connections.run(
                complete, source_parameters={"period": "Q3"}, destination_parameters={"sheets": ["A", "B"]}
            ),
        ),
        "run again": (
            "run(reuse_parameters)",
            lambda client: client.connections.run(
                f"workiva:{seeds.WORKIVA_CANCELLED}", reuse_parameters=True
            ),
        ),
        "run batch": ("run_batch", lambda client: client.connections.run_batch([idle])),
        "run batch status": (
            "run_batch_status",
            lambda client: client.connections.run_batch_status(
                client.connections.run_batch([f"workiva:{seeds.WORKIVA_UNNAMED}"]).reference
            ),
        ),
        "wait": ("wait_until_ready", lambda client: client.connections.wait_until_ready(complete, within=20)),
        "wait for run": (
            "wait_for_run",
            lambda client: client.connections.wait_for_run(f"workiva:{seeds.WORKIVA_ERROR}", within=20),
        ),
        "wait for batch": (
            "wait_for_run_batch",
            lambda client: client.connections.wait_for_run_batch(
                client.connections.run_batch([f"workiva:{seeds.WORKIVA_UNNAMED}"]).reference, within=20
            ),
        ),
    }
    return {f"workiva {name}": _call("workiva", what, call) for name, (what, call) in calls.items()}


FACADE_CALLS: Mapping[str, FacadeCall] = {**_openint(), **_openint_v0(), **_membrane(), **_workiva()}
