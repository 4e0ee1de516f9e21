"""`Client` and `AsyncClient`: settings, life and resources; everything else is a hop away."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import entry_points
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, overload

from ._call import Caller, Request, Response, Settings
from ._drivers import AsyncDriver, BlockingDriver, Clock, run
from ._resources import AsyncConnections, AsyncConnectors, Connections, Connectors
from ._session import Session
from .errors import ConfigurationError
from .models import UNSET, Capability, Unset
from .providers._provider import Provider
from .retry import Retry

if TYPE_CHECKING:
    import ssl

    import httpx
    import trunkline_membrane
    import trunkline_openint
    import trunkline_openint_v0
    import trunkline_workiva

T = TypeVar("T")

# Its defaults are the defaults of every client.
_DEFAULTS = Settings()


class Client:
    """Every customer connection of a product, on every provider given.

    Safe to share between threads. Close it, or use it as a context manager.

    Args:
        providers: what to talk to, such as `OpenInt(token=...)`.
        timeout: seconds each network step may take: connecting, sending, each wait for more of an answer.
        deadline: seconds a whole call may take, with its retries.
        retry: how often and how patiently calls are repeated, where repeating is safe.
        proxy: the URL of a proxy; the environment's proxies are never used.
        verify: `True`, the path of a CA bundle, or an `ssl.SSLContext`. Certificates are always verified.
        transport: an httpx transport to send through instead; it stays yours to close.
        clock: the time, for tests: `trunkline.testing.VirtualClock`.

    Raises:
        ConfigurationError: a setting that cannot work; nothing was sent.
    """

    def __init__(
        self,
        *providers: Provider,
        timeout: float = _DEFAULTS.timeout,
        deadline: float = _DEFAULTS.deadline,
        retry: Retry = _DEFAULTS.retry,
        proxy: str | None = None,
        verify: bool | str | ssl.SSLContext = True,
        transport: httpx.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        settings = _settings(_DEFAULTS, timeout, deadline, retry)
        _check_transport(proxy, verify, transport, "handle_request")
        driver = BlockingDriver(transport=transport, proxy=proxy, verify=verify, clock=clock)
        self._bind(Session.open(providers, driver, settings))

    def _bind(self, session: Session) -> None:
        self._session = session
        self.connections = Connections(session)
        self.connectors = Connectors(session)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, /, **settings: Any) -> Self:
        """A client for every provider whose environment variables are set; takes the settings of `Client`.

        Args:
            environ: where to look instead of `os.environ`.
            settings: keyword arguments of `Client`.

        Raises:
            ConfigurationError: none is set, or one is set to something that cannot work.
        """
        return cls(*providers_from(os.environ if environ is None else environ), **settings)

    def with_options(
        self,
        *,
        timeout: float | Unset = UNSET,
        deadline: float | Unset = UNSET,
        retry: Retry | Unset = UNSET,
    ) -> Self:
        """A copy with other settings, on the same connections and credentials; this client stays as it is."""
        copy = object.__new__(type(self))
        settings = _settings(self._session.settings, timeout, deadline, retry)
        copy._bind(self._session.with_settings(settings))
        return copy

    @property
    def capabilities(self) -> Mapping[str, Mapping[str, Capability]]:
        """How each provider of this client does each operation, known before any call."""
        return self._session.capabilities()

    @overload
    def native(self, provider: Literal["openint"]) -> trunkline_openint.Client: ...
    @overload
    def native(self, provider: Literal["openint-v0"]) -> trunkline_openint_v0.Client: ...
    @overload
    def native(self, provider: Literal["membrane"]) -> trunkline_membrane.Client: ...
    @overload
    def native(self, provider: Literal["workiva"]) -> trunkline_workiva.Client: ...
    @overload
    def native(self, provider: str) -> Any: ...
    def native(self, provider: str) -> Any:
        """The provider's own generated client, with this client's connections, credentials, retries and limits."""
        binding = self._session.named(provider)
        return binding.provider.native(_Sender(binding.caller))

    def close(self) -> None:
        """Close every connection; a second time does nothing. Copies made by `with_options` close with it."""
        run(self._session.driver.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({', '.join(self._session.bindings)})"


class AsyncClient:
    """Every customer connection of a product, on every provider given, under asyncio or trio.

    Safe to share between tasks. Close it, or use it as an async context manager.

    Args:
        providers: what to talk to, such as `OpenInt(token=...)`.
        timeout: seconds each network step may take: connecting, sending, each wait for more of an answer.
        deadline: seconds a whole call may take, with its retries.
        retry: how often and how patiently calls are repeated, where repeating is safe.
        proxy: the URL of a proxy; the environment's proxies are never used.
        verify: `True`, the path of a CA bundle, or an `ssl.SSLContext`. Certificates are always verified.
        transport: an httpx async transport to send through instead; it stays yours to close.
        clock: the time, for tests: `trunkline.testing.VirtualClock`.

    Raises:
        ConfigurationError: a setting that cannot work; nothing was sent.
    """

    def __init__(
        self,
        *providers: Provider,
        timeout: float = _DEFAULTS.timeout,
        deadline: float = _DEFAULTS.deadline,
        retry: Retry = _DEFAULTS.retry,
        proxy: str | None = None,
        verify: bool | str | ssl.SSLContext = True,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        settings = _settings(_DEFAULTS, timeout, deadline, retry)
        _check_transport(proxy, verify, transport, "handle_async_request")
        driver = AsyncDriver(transport=transport, proxy=proxy, verify=verify, clock=clock)
        self._bind(Session.open(providers, driver, settings))

    def _bind(self, session: Session) -> None:
        self._session = session
        self.connections = AsyncConnections(session)
        self.connectors = AsyncConnectors(session)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, /, **settings: Any) -> Self:
        """A client for every provider whose environment variables are set; takes the settings of `AsyncClient`.

        Args:
            environ: where to look instead of `os.environ`.
            settings: keyword arguments of `AsyncClient`.

        Raises:
            ConfigurationError: none is set, or one is set to something that cannot work.
        """
        return cls(*providers_from(os.environ if environ is None else environ), **settings)

    def with_options(
        self,
        *,
        timeout: float | Unset = UNSET,
        deadline: float | Unset = UNSET,
        retry: Retry | Unset = UNSET,
    ) -> Self:
        """A copy with other settings, on the same connections and credentials; this client stays as it is."""
        copy = object.__new__(type(self))
        settings = _settings(self._session.settings, timeout, deadline, retry)
        copy._bind(self._session.with_settings(settings))
        return copy

    @property
    def capabilities(self) -> Mapping[str, Mapping[str, Capability]]:
        """How each provider of this client does each operation, known before any call."""
        return self._session.capabilities()

    @overload
    def native(self, provider: Literal["openint"]) -> trunkline_openint.AsyncClient: ...
    @overload
    def native(self, provider: Literal["openint-v0"]) -> trunkline_openint_v0.AsyncClient: ...
    @overload
    def native(self, provider: Literal["membrane"]) -> trunkline_membrane.AsyncClient: ...
    @overload
    def native(self, provider: Literal["workiva"]) -> trunkline_workiva.AsyncClient: ...
    @overload
    def native(self, provider: str) -> Any: ...
    def native(self, provider: str) -> Any:
        """The provider's own generated client, with this client's connections, credentials, retries and limits."""
        binding = self._session.named(provider)
        return binding.provider.native_async(_AsyncSender(binding.caller))

    async def aclose(self) -> None:
        """Close every connection; a second time does nothing. Copies made by `with_options` close with it."""
        await self._session.driver.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"AsyncClient({', '.join(self._session.bindings)})"


class _Sender:
    """What a generated client sends through, in a `Client`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def send(self, request: Request, parse: Callable[[Response], T], /) -> T:
        """The parsed answer."""
        return run(self._caller.send(request, parse)).value

    def close(self) -> None:
        """Nothing: the connections are the client's to close."""


class _AsyncSender:
    """What a generated client sends through, in an `AsyncClient`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def send(self, request: Request, parse: Callable[[Response], T], /) -> T:
        """The parsed answer."""
        return (await self._caller.send(request, parse)).value

    async def aclose(self) -> None:
        """Nothing: the connections are the client's to close."""


def providers_from(environ: Mapping[str, str]) -> Sequence[Provider]:
    """Every installed provider whose variables are set; providers are found by entry point."""
    found: list[Provider] = []
    for point in sorted(entry_points(group="trunkline.providers"), key=lambda point: point.name):
        provider = point.load().from_env(environ)
        if provider is not None:
            found.append(provider)
    if not found:
        raise ConfigurationError(
            "no provider's variables are set: OPENINT_API_KEY, OPENINT_V0_API_KEY, MEMBRANE_TOKEN or "
            "MEMBRANE_WORKSPACE_KEY and MEMBRANE_WORKSPACE_SECRET, WORKIVA_TOKEN or WORKIVA_CLIENT_ID and "
            "WORKIVA_CLIENT_SECRET"
        )
    return found


def _settings(
    current: Settings, timeout: float | Unset, deadline: float | Unset, retry: Retry | Unset
) -> Settings:
    return Settings(
        timeout=current.timeout if isinstance(timeout, Unset) else _seconds("timeout", timeout),
        deadline=current.deadline if isinstance(deadline, Unset) else _seconds("deadline", deadline),
        retry=current.retry if isinstance(retry, Unset) else retry,
        max_bytes=current.max_bytes,
    )


def _seconds(name: str, value: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:  # pyright: ignore[reportUnnecessaryIsInstance]  # callers are not all typed
        raise ConfigurationError(f"{name} must be a finite number of seconds above 0")
    return float(value)


def _check_transport(proxy: str | None, verify: object, transport: object, method: str) -> None:
    if transport is not None and (proxy is not None or verify is not True):
        raise ConfigurationError(
            "transport= sends by itself: give proxy= and verify= to the transport instead"
        )
    if transport is not None and not hasattr(transport, method):
        raise ConfigurationError(f"transport= must be an httpx transport with {method}()")
    if verify is False:
        raise ConfigurationError(
            "verify=False would send customers' credentials to anybody: give the path of a CA bundle, or an SSLContext"
        )
