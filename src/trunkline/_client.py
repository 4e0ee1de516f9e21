"""`Client`: settings, life and resources; everything else is a hop away."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, NoReturn, ParamSpec, Self, TypeVar, Unpack, cast, overload

from ._catalogue import Connectors, Tokens
from ._conceal import concealed
from ._drivers import BlockingDriver, Clock, run
from ._pager import refuse_pager
from ._resources import Connections
from ._senders import Sender
from ._session import Session
from ._setup import DEFAULTS, changed_settings, only_providers, providers_from, proxy_for, trust
from ._telemetry import Observer, WithResponse, listening
from .models import UNSET, Capability, Unset
from .providers._provider import Provider
from .retry import Retry
from .secrets import Secret, hidden

if TYPE_CHECKING:
    import ssl

    import httpx
    import trunkline_membrane
    import trunkline_openint
    import trunkline_openint_v0
    import trunkline_workiva

    from ._options import ClientOptions

P = ParamSpec("P")
T = TypeVar("T")


class Client:
    """Every customer connection of a product, on every provider given.

    Safe to share between threads. Close it, or use it as a context manager.

    Args:
        providers: what to talk to, such as `OpenInt(token=...)`.
        timeout: seconds each step may take: waiting for one of the 100 connections, connecting, sending, each wait
            for more of an answer.
        deadline: seconds a whole call may take, with its retries.
        retry: how often and how patiently calls are repeated, where repeating is safe.
        headers: sent with every call beside the provider's own, which they cannot replace.
        on_attempt: called after every attempt with an `AttemptEvent`: for metrics. It must not block.
        proxy: the URL of a proxy; the environment's proxies are never used.
        verify: `True`, the path of a CA bundle, or an `ssl.SSLContext`. Certificates are always verified.
        transport: an httpx transport to send through instead; it stays yours to close.
        clock: the time, for tests: `trunkline.testing.VirtualClock`.

    Attributes:
        connections: what the customers have connected.
        connectors: what they could connect.
        tokens: tokens to hand to one customer's browser or app.

    Raises:
        ConfigurationError: a setting that cannot work; nothing was sent.
    """

    connections: Connections
    connectors: Connectors
    tokens: Tokens

    def __init__(
        self,
        *providers: Provider,
        timeout: float = DEFAULTS.timeout,
        deadline: float = DEFAULTS.deadline,
        retry: Retry = DEFAULTS.retry,
        headers: Mapping[str, str] | None = None,
        on_attempt: Observer | None = None,
        proxy: str | None = None,
        verify: bool | str | ssl.SSLContext = True,
        transport: httpx.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        # A crash report shows the variables of this frame: any of these may hold a credential.
        headers, url = concealed({} if headers is None else headers), None if proxy is None else Secret(proxy)
        providers = only_providers(providers)
        del proxy
        settings = changed_settings(
            DEFAULTS,
            timeout=timeout,
            deadline=deadline,
            retry=retry,
            headers=headers,
            on_attempt=on_attempt,
        )
        via = proxy_for(providers, url, verify, transport, "handle_request")
        driver = BlockingDriver(transport=transport, proxy=via, verify=trust(verify), clock=clock)
        self._bind(Session.open(providers, driver, settings))

    def _bind(self, session: Session) -> None:
        self._session = session
        self.connections = Connections(session)
        self.connectors = Connectors(session)
        self.tokens = Tokens(session)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **settings: Unpack[ClientOptions]) -> Self:
        """A client for every provider whose environment variables are set; takes the settings of `Client`.

        Args:
            environ: where to look instead of `os.environ`.
            settings: keyword arguments of `Client`.

        Raises:
            ConfigurationError: none is set, or one is set to something that cannot work.
        """
        environ = concealed(os.environ if environ is None else environ)
        given = hidden(dict(settings))
        del settings
        return cls(*providers_from(environ), **cast("Any", given))

    def with_options(
        self,
        *,
        timeout: float | Unset = UNSET,
        deadline: float | Unset = UNSET,
        retry: Retry | Unset = UNSET,
        headers: Mapping[str, str] | Unset = UNSET,
    ) -> Self:
        """A copy with other settings, on the same connections and credentials; this client stays as it is.

        Closing the copy, which the end of a `with` does, closes both.

        Args:
            timeout: seconds each network step may take.
            deadline: seconds a whole call may take, with its retries.
            retry: how often and how patiently calls are repeated, where repeating is safe.
            headers: sent instead of the headers this client was given.
        """
        copy = object.__new__(type(self))
        headers = concealed(headers)
        settings = changed_settings(
            self._session.settings, timeout=timeout, deadline=deadline, retry=retry, headers=headers
        )
        copy._bind(self._session.with_settings(settings))
        return copy

    def with_response(self, method: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> WithResponse[T]:
        """What a method returns, with the status, request id, attempts and time of the call that brought it.

        `client.with_response(client.connections.get, "openint:conn_x")`; methods of `native` clients work too.

        Raises:
            InvalidArgumentError: for lists, which make their calls while they are iterated.
        """
        with listening() as replies:
            value = method(*args, **kwargs)
        refuse_pager(value)
        return replies.with_value(value)

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
        """The provider's own generated client, with this client's connections, credentials, retries and limits.

        What is raised is this client's errors, whatever the package says of its own; only an argument that the
        package refuses is its `ArgumentError`, a `ValueError`, and nothing was sent.
        """
        binding = self._session.named(provider)
        return binding.provider.native(Sender(binding.caller))

    def close(self) -> None:
        """Close every connection; a second time does nothing. Copies made by `with_options` close with it."""
        run(self._session.driver.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a client holds connections and credentials, and is not pickled: make one in each process"
        )

    def __repr__(self) -> str:
        return f"Client({', '.join(self._session.bindings if hasattr(self, '_session') else '?')})"
