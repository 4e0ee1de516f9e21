"""The settings of a client as keywords, for `from_env`: the same as the constructors take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import ssl

    import httpx

    from ._drivers import Clock
    from ._telemetry import Observer
    from .retry import Retry


class _Options(TypedDict, total=False):
    timeout: float
    deadline: float
    retry: Retry
    headers: Mapping[str, str] | None
    on_attempt: Observer | None
    proxy: str | None
    verify: bool | str | ssl.SSLContext
    clock: Clock | None


class ClientOptions(_Options, total=False):
    """What `Client` takes beside its providers."""

    transport: httpx.BaseTransport | None


class AsyncClientOptions(_Options, total=False):
    """What `AsyncClient` takes beside its providers."""

    transport: httpx.AsyncBaseTransport | None
