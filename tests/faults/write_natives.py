"""The writes of the native clients, found in the generated packages: none that may not be repeated is left out."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from native_calls import NATIVE_CALLS, NativeCall, operations, package
from sandbox_providers import PROVIDERS, token_at_hand
from write_cases import (
    ANY_SUCCESS,
    MEMBRANE,
    NOTHING_TO_READ,
    OPENINT,
    OPENINT_V0,
    Write,
    made,
)

from trunkline import Client
from trunkline.sandbox import seeds


def may_write(provider: str, operation: str) -> bool:
    """Whether the generated builder makes requests, some or all, that may not be repeated."""
    module = importlib.import_module(f"{package(provider).__name__}.operations.{operation}")
    said = [
        each.value
        for each in ast.walk(ast.parse(inspect.getsource(module.build_request)))
        if isinstance(each, ast.keyword) and each.arg == "repeatable"
    ]
    assert len(said) == 1
    return not (isinstance(said[0], ast.Constant) and said[0].value is True)


NATIVE_WRITES = frozenset(
    (provider, operation)
    for provider in PROVIDERS
    for operation in operations(provider)
    if may_write(provider, operation)
)
"""Every operation of every generated client of which a request may not be repeated."""


def _config(provider: str) -> Callable[[Client], str]:
    """Makes a configuration, which somebody is about to delete."""
    making = NATIVE_CALLS[f"{provider} native create_connector_config"].call
    return lambda client: str(making(client.native(provider)).id)


# What is gone afterwards is made for each.
_TARGETS: Mapping[tuple[str, str], Callable[[Client], str]] = {
    ("openint", "delete_connection"): made("openint", **OPENINT),
    ("openint", "delete_connector_config"): _config("openint"),
    ("openint-v0", "delete_connection"): made("openint-v0", **OPENINT_V0),
    ("openint-v0", "delete_connector_config"): _config("openint-v0"),
    ("membrane", "archive_connection"): made("membrane", **MEMBRANE),
}
# Reads that are writes when they are asked to renew credentials.
_FORCED: Mapping[tuple[str, str], tuple[tuple[str, ...], Mapping[str, Any]]] = {
    ("openint", "get_connection"): (
        (seeds.OPENINT_EXPIRED,),
        {"include_secrets": True, "refresh_policy": "force"},
    ),
    ("openint", "list_connections"): ((), {"include_secrets": True, "refresh_policy": "force", "limit": 1}),
    ("openint-v0", "get_connection"): ((seeds.OPENINT_V0_HEALTHY,), {"force_refresh": True}),
    ("openint-v0", "list_connections"): ((), {"force_refresh": True, "limit": 1}),
}
# Requests that no spec describes, as a user would spell them.
_FREE: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "openint": ("PUT", "/customer", {"id": "hooli"}),
    "openint-v0": ("POST", f"/core/connection/{seeds.OPENINT_V0_HEALTHY}/_check", {}),
    "membrane": ("POST", f"/connections/{seeds.MEMBRANE_READY}/refresh-credentials", {}),
    "workiva": ("POST", f"/api/v1/connections/{seeds.WORKIVA_COMPLETE}/refresh", {}),
}
# A native client answers what came: what an answer has to hold, and of whom, it does not know.
_TAKEN = (*NOTHING_TO_READ, *ANY_SUCCESS, "applied, no object", "applied, HTML", "applied, another id")


def _native(provider: str, operation: str) -> Write:
    name = provider, operation
    known = NATIVE_CALLS[f"{provider} native {operation}"]
    if name in _FORCED:
        call = partial(_forced, name)
    elif name in _TARGETS:
        call = partial(_with_target, name)
    else:
        call = partial(_as_known, known)
    of_customer = {"tenant_key": "acme"} if known.for_customer else {}
    client = partial(token_at_hand, provider, **of_customer)
    return Write(client, call, prepare=_TARGETS.get(name), unnoticed=_TAKEN, facade=False)


def _as_known(known: NativeCall, client: Any, marker: str, target: str) -> Any:
    return known.call(client.native(known.provider))


def _with_target(name: tuple[str, str], client: Any, marker: str, target: str) -> Any:
    return getattr(client.native(name[0]), name[1])(target)


def _forced(name: tuple[str, str], client: Any, marker: str, target: str) -> Any:
    arguments, asked = _FORCED[name]
    return getattr(client.native(name[0]), name[1])(*arguments, **asked)


def _free(provider: str, client: Any, marker: str, target: str) -> Any:
    method, path, body = _FREE[provider]
    return client.native(provider).request(method, path, body=body)


WRITES: Mapping[str, Write] = {
    **{
        f"{provider} native {operation}": _native(provider, operation)
        for provider, operation in sorted(NATIVE_WRITES)
        # What is missing there, the list's own test says.
        if f"{provider} native {operation}" in NATIVE_CALLS
    },
    **{
        f"{provider} native request": Write(
            partial(token_at_hand, provider), partial(_free, provider), unnoticed=_TAKEN, facade=False
        )
        for provider in _FREE
    },
}
"""One for each operation, and the way out for what no spec has."""
