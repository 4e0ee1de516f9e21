"""A call of every operation of every generated client, found in the packages themselves."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import trunkline_membrane.models as membrane
import trunkline_openint.models as openint
import trunkline_openint_v0.models as openint_v0
import trunkline_workiva.models as workiva
from facade_calls import CREDENTIALS, GIVEN, METADATA
from sandbox_providers import PROVIDERS

from trunkline.sandbox import seeds


@dataclass(frozen=True)
class NativeCall:
    """One call of a generated client, whichever sends its requests."""

    provider: str
    operation: str
    call: Callable[[Any], Any]
    for_customer: bool = False
    """It takes a customer's token."""


def package(provider: str) -> ModuleType:
    """The generated package of a provider."""
    return importlib.import_module(f"trunkline_{provider.replace('-', '_')}")


def operations(provider: str) -> tuple[str, ...]:
    """All operations of a generated package, by name."""
    names: tuple[str, ...] = importlib.import_module(f"{package(provider).__name__}.operations").__all__
    return names


_CONFIG = {"oauth": {"client_id": "id", "client_secret": GIVEN}}
# What an operation's own parameters take; an id by the thing it is of, and everything else by operation.
_IDS: Mapping[str, Mapping[str, str]] = {
    "openint": {
        "connector_config": seeds.OPENINT_CONFIG_UNUSED,
        "token": "acme",
        "connection": seeds.OPENINT_HEALTHY,
    },
    "openint-v0": {
        "delete_connector_config": seeds.OPENINT_V0_CONFIG_UNUSED,
        "connector_config": seeds.OPENINT_V0_CONFIG,
        "customer": "acme",
        "connection": seeds.OPENINT_V0_HEALTHY,
    },
    "membrane": {
        "connector": seeds.MEMBRANE_CONNECTOR,
        "integration": seeds.MEMBRANE_INTEGRATION,
        "": seeds.MEMBRANE_READY,
    },
    "workiva": {"": seeds.WORKIVA_COMPLETE},
}
_BODIES: Mapping[tuple[str, str], Any] = {
    ("openint", "create_connection"): openint.CreateConnectionBody(
        connector_config_id=seeds.OPENINT_CONFIG,
        customer_id="acme",
        data=openint.CreateConnectionData(connector_name="hubspot", settings=CREDENTIALS),
        metadata=METADATA,
    ),
    ("openint", "check_connection"): {},
    ("openint", "create_token"): openint.CreateTokenBody(validity_in_seconds=60),
    ("openint", "create_connector_config"): openint.CreateConnectorConfigBody(
        connector_name="hubspot", config=_CONFIG
    ),
    ("openint", "update_connector_config"): openint.UpdateConnectorConfigBody(config=_CONFIG),
    ("openint", "upsert_customer"): openint.UpsertCustomerBody(id="hooli", metadata=METADATA),
    ("openint-v0", "create_connection"): openint_v0.CreateConnectionBody(
        connector_config_id=seeds.OPENINT_V0_CONFIG, settings=CREDENTIALS, display_name="Sales"
    ),
    ("openint-v0", "update_connection"): openint_v0.UpdateConnectionBody(
        display_name="Sales", settings=CREDENTIALS
    ),
    ("openint-v0", "check_connection"): openint_v0.CheckConnectionBody(),
    ("openint-v0", "sync_connection"): openint_v0.SyncConnectionBody(),
    ("openint-v0", "create_token"): openint_v0.CreateTokenBody(customer_id="acme", validity_in_seconds=60),
    ("openint-v0", "create_connector_config"): openint_v0.CreateConnectorConfigBody(
        org_id="org_sandbox", connector_name="hubspot", config=_CONFIG
    ),
    ("openint-v0", "update_connector_config"): openint_v0.UpdateConnectorConfigBody(display_name="EU"),
    ("openint-v0", "upsert_customer"): openint_v0.UpsertCustomerBody(metadata=METADATA),
    ("membrane", "create_connection"): membrane.ConnectionBody(
        integration_key="hubspot", credentials=CREDENTIALS
    ),
    ("membrane", "update_connection"): membrane.ConnectionBody(name="a", credentials=CREDENTIALS),
    ("membrane", "replace_connection"): membrane.ConnectionBody(
        name="b", integration_id=seeds.MEMBRANE_INTEGRATION
    ),
    ("membrane", "create_connection_request"): membrane.CreateConnectionRequestBody(
        connection_id=seeds.MEMBRANE_READY
    ),
    ("workiva", "refresh_connection"): workiva.RefreshConnectionBody(source_parameters={"period": "Q3"}),
    ("workiva", "refresh_batch"): (workiva.RefreshBatchEntry(connection_id=seeds.WORKIVA_NEVER_RUN),),
}
# Beside the calls with what has to be given: what makes an answer longer, or hold secrets.
_MORE: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("openint", "get_connection"): {"include_secrets": True, "expand": ["connector"]},
    ("openint", "list_connections"): {"include_secrets": True, "limit": 5},
    ("openint", "list_connectors"): {"limit": 2, "expand": ["schemas"]},
    ("openint-v0", "get_connection"): {"expand": ["integration"]},
    ("membrane", "get_connection"): {"include_secrets": True},
    ("membrane", "list_connections"): {"include_secrets": True, "limit": 5},
    ("workiva", "list_connections"): {"limit": 3},
}


# Of these something has to be made first.
_MADE: Mapping[tuple[str, str], Callable[[Any], Any]] = {
    ("membrane", "get_connection_request"): lambda native: native.get_connection_request(
        native.create_connection_request(_BODIES["membrane", "create_connection_request"]).request_id
    ),
    ("workiva", "get_refresh_batch_status"): lambda native: native.get_refresh_batch_status(
        _batch_id(native.refresh_batch(_BODIES["workiva", "refresh_batch"]))
    ),
}


def _batch_id(made: Any) -> str:
    """The id of a batch; some other where the answer had none."""
    found = getattr(made.body, "batch_refresh_id", None)
    return found if isinstance(found, str) and found.strip("./") else "5b7d0000-0000-4000-9000-000000000000"


_FOR_CUSTOMERS = {("membrane", "create_connection")}


def _argument(provider: str, operation: str, name: str) -> Any:
    """What is given for a parameter; `None` where nothing is known of it."""
    if name == "body":
        return _BODIES.get((provider, operation))
    return next((known for thing, known in _IDS.get(provider, {}).items() if thing in operation), None)


def _of(provider: str, operation: str) -> NativeCall | None:
    """The call of an operation; `None` where nothing is known for one of its parameters, which a test misses."""
    if (provider, operation) in _MADE:
        return NativeCall(provider, operation, _MADE[provider, operation])
    module = importlib.import_module(f"{package(provider).__name__}.operations.{operation}")
    parameters = inspect.signature(module.build_request).parameters.values()
    needed = [each.name for each in parameters if each.default is inspect.Parameter.empty]
    arguments = [_argument(provider, operation, name) for name in needed]
    if any(given is None for given in arguments):
        return None
    more = _MORE.get((provider, operation), {})

    def call(native: Any) -> Any:
        return getattr(native, operation)(*arguments, **more)

    return NativeCall(provider, operation, call, for_customer=(provider, operation) in _FOR_CUSTOMERS)


NATIVE_CALLS: Mapping[str, NativeCall] = {
    f"{provider} native {operation}": call
    for provider in PROVIDERS
    for operation in operations(provider)
    if (call := _of(provider, operation))
}
# Where it is more than to read the list of connections.
_FREE: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "openint": ("GET", f"/connection/{seeds.OPENINT_HEALTHY}", {"query": {"include_secrets": True}}),
    "openint-v0": (
        "PATCH",
        f"/core/connection/{seeds.OPENINT_V0_HEALTHY}",
        {"body": {"displayName": "Sales"}},
    ),
}


def _free(provider: str) -> tuple[str, str, Mapping[str, Any]]:
    if provider in _FREE:
        return _FREE[provider]
    listing = importlib.import_module(f"{package(provider).__name__}.operations.list_connections")
    return "GET", listing.OPERATION.path, {}


def _request(method: str, path: str, more: Mapping[str, Any], native: Any) -> Any:
    return native.request(method, path, **more)


FREE_CALLS: Mapping[str, NativeCall] = {
    f"{provider} native request": NativeCall(provider, "request", partial(_request, method, path, more))
    for provider in PROVIDERS
    for method, path, more in [_free(provider)]
}
"""The way out for what no spec has. Its answers are JSON as it came."""
