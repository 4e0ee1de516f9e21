"""The API of specs/workiva.yaml, typed: `Client`, `AsyncClient`, and the models in `models`.

Generated. Change the spec and run `python -m generator`, not this.

Names are imported when first used, so importing the package costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from . import models as models
    from . import operations as operations
    from ._client import AsyncClient as AsyncClient
    from ._client import Client as Client
    from ._wire import UNSET as UNSET
    from ._wire import APIError as APIError
    from ._wire import ArgumentError as ArgumentError
    from ._wire import InvalidResponse as InvalidResponse
    from ._wire import Secret as Secret
    from ._wire import UnsetType as UnsetType

__all__ = (
    "UNSET",
    "APIError",
    "ArgumentError",
    "AsyncClient",
    "Client",
    "InvalidResponse",
    "Secret",
    "UnsetType",
    "models",
    "operations",
)

_MODULES: Final = frozenset({"models", "operations"})
_CLIENTS: Final = frozenset({"AsyncClient", "Client"})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    value = getattr(import_module("._client" if name in _CLIENTS else "._wire", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
