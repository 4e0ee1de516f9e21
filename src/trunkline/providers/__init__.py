"""The providers: one class per vendor API, and what a provider of one's own is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._provider import Changes as Changes
    from ._provider import Provider as Provider
    from ._provider import Query as Query
    from .membrane import Membrane as Membrane
    from .openint import OpenInt as OpenInt
    from .openint_v0 import OpenIntV0 as OpenIntV0
    from .workiva import Workiva as Workiva

__all__ = ["Changes", "Membrane", "OpenInt", "OpenIntV0", "Provider", "Query", "Workiva"]

_MODULES = {
    "Changes": "_provider",
    "Membrane": "membrane",
    "OpenInt": "openint",
    "OpenIntV0": "openint_v0",
    "Provider": "_provider",
    "Query": "_provider",
    "Workiva": "workiva",
}


# Loaded when asked for: a program that uses one provider pays for one.
def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
