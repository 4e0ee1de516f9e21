"""One typed interface to every customer connection on OpenInt, Membrane and Workiva."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._version import __version__ as __version__

if TYPE_CHECKING:
    from ._async_client import AsyncClient as AsyncClient
    from ._client import Client as Client
    from ._pager import AsyncPager as AsyncPager
    from ._pager import Pager as Pager
    from ._telemetry import AttemptEvent as AttemptEvent
    from ._telemetry import WithResponse as WithResponse
    from .errors import APIConnectionError as APIConnectionError
    from .errors import APIResponseError as APIResponseError
    from .errors import APIStatusError as APIStatusError
    from .errors import APITimeoutError as APITimeoutError
    from .errors import AuthenticationError as AuthenticationError
    from .errors import BadRequestError as BadRequestError
    from .errors import ClientClosedError as ClientClosedError
    from .errors import ConfigurationError as ConfigurationError
    from .errors import ConflictError as ConflictError
    from .errors import InvalidArgumentError as InvalidArgumentError
    from .errors import NotFoundError as NotFoundError
    from .errors import PaginationError as PaginationError
    from .errors import PermissionDeniedError as PermissionDeniedError
    from .errors import RateLimitError as RateLimitError
    from .errors import RedirectError as RedirectError
    from .errors import ResponseTooLargeError as ResponseTooLargeError
    from .errors import ServerError as ServerError
    from .errors import TrunklineError as TrunklineError
    from .errors import UnsupportedError as UnsupportedError
    from .models import UNSET as UNSET
    from .models import Capability as Capability
    from .models import Check as Check
    from .models import Connection as Connection
    from .models import ConnectLink as ConnectLink
    from .models import Connector as Connector
    from .models import Page as Page
    from .models import Run as Run
    from .models import RunBatch as RunBatch
    from .models import RunStatus as RunStatus
    from .models import Status as Status
    from .models import Token as Token
    from .models import Unset as Unset
    from .retry import Retry as Retry
    from .secrets import Secret as Secret

# Which module each name is loaded from when it is asked for: `import trunkline` itself loads nothing.
_MODULES = {
    "_async_client": ("AsyncClient",),
    "_client": ("Client",),
    "_pager": ("AsyncPager", "Pager"),
    "_telemetry": ("AttemptEvent", "WithResponse"),
    "errors": (
        "APIConnectionError",
        "APIResponseError",
        "APIStatusError",
        "APITimeoutError",
        "AuthenticationError",
        "BadRequestError",
        "ClientClosedError",
        "ConfigurationError",
        "ConflictError",
        "InvalidArgumentError",
        "NotFoundError",
        "PaginationError",
        "PermissionDeniedError",
        "RateLimitError",
        "RedirectError",
        "ResponseTooLargeError",
        "ServerError",
        "TrunklineError",
        "UnsupportedError",
    ),
    "models": (
        "Capability",
        "Check",
        "ConnectLink",
        "Connection",
        "Connector",
        "Page",
        "Run",
        "RunBatch",
        "RunStatus",
        "Status",
        "Token",
        "UNSET",
        "Unset",
    ),
    "retry": ("Retry",),
    "secrets": ("Secret",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [  # pyright: ignore[reportUnsupportedDunderAll]  # loaded by __getattr__
    "UNSET",
    "APIConnectionError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncClient",
    "AsyncPager",
    "AttemptEvent",
    "AuthenticationError",
    "BadRequestError",
    "Capability",
    "Check",
    "Client",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "ConnectLink",
    "Connection",
    "Connector",
    "InvalidArgumentError",
    "NotFoundError",
    "Page",
    "Pager",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
    "RedirectError",
    "ResponseTooLargeError",
    "Retry",
    "Run",
    "RunBatch",
    "RunStatus",
    "Secret",
    "ServerError",
    "Status",
    "Token",
    "TrunklineError",
    "Unset",
    "UnsupportedError",
    "WithResponse",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
