"""What a client is set up from: settings and headers checked before they are used, providers out of the environment."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

import attrs

from ._call import Settings
from ._drivers import context_of, proxy_at
from ._telemetry import Observer
from .errors import ConfigurationError
from .models import UNSET, Unset
from .providers._checks import is_loopback, is_seconds
from .providers._installed import installed
from .providers._provider import Provider
from .retry import Retry
from .secrets import Secret, is_mapping

if TYPE_CHECKING:
    import ssl

    import httpx

DEFAULTS = Settings()
"""The settings of every client that is given none."""

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
# What frames a request, names its origin or carries a credential is not the caller's to set.
_RESERVED = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-apikey",
        "x-connection-id",
        "x-request-id",
    }
)


def changed_settings(
    current: Settings,
    *,
    timeout: float | Unset,
    deadline: float | Unset,
    retry: Retry | Unset,
    headers: Mapping[str, str] | Unset,
    on_attempt: Observer | Unset | None = UNSET,
) -> Settings:
    """The settings with what was given changed, or `ConfigurationError`."""
    if not isinstance(cast("object", retry), Retry | Unset):
        raise ConfigurationError(
            "retry must be a Retry, such as Retry(attempts=5); Retry(attempts=1) turns it off"
        )
    if (
        on_attempt is not None
        and not isinstance(on_attempt, Unset)
        and not callable(cast("object", on_attempt))
    ):
        raise ConfigurationError("on_attempt must be a function that takes an AttemptEvent")
    if inspect.iscoroutinefunction(on_attempt) or inspect.iscoroutinefunction(
        getattr(type(on_attempt), "__call__", None)  # noqa: B004 - not whether, but how
    ):
        raise ConfigurationError(
            "on_attempt must not be async: it is called between attempts, and nobody awaits it"
        )
    return attrs.evolve(
        current,
        timeout=current.timeout if isinstance(timeout, Unset) else _seconds("timeout", timeout),
        deadline=current.deadline if isinstance(deadline, Unset) else _seconds("deadline", deadline),
        retry=current.retry if isinstance(retry, Unset) else retry,
        headers=current.headers if isinstance(headers, Unset) else _headers(headers),
        on_attempt=current.on_attempt if isinstance(on_attempt, Unset) else on_attempt,
    )


def _seconds(name: str, value: object) -> float:
    if not is_seconds(value) or value == 0:
        raise ConfigurationError(f"{name} must be a finite number of seconds above 0")
    return float(value)


def _headers(headers: Mapping[str, str]) -> tuple[tuple[str, Secret[str]], ...]:
    if not is_mapping(headers):
        raise ConfigurationError("headers must be a mapping of names to values")
    checked: list[tuple[str, Secret[str]]] = []
    for name in cast("Iterable[object]", headers):
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise ConfigurationError("headers holds a name that no header can have")
        if name.lower() in _RESERVED:
            raise ConfigurationError(f"headers cannot set {name.lower()}: it is trunkline's to set")
        value = Secret(headers[name])
        problem = _unsendable(value.reveal())
        if problem:
            raise ConfigurationError(f"the value of the header {name} {problem}")
        checked.append((name.lower(), value))
    return tuple(checked)


def _unsendable(value: object) -> str:
    if not isinstance(value, str):
        return "must be a str"
    if not value.isascii() or not value.isprintable() or value != value.strip():
        return "holds a character that no header can carry, or blanks at an end"
    return ""


def only_providers(given: Iterable[Provider]) -> tuple[Provider, ...]:
    """The providers; what was given in the place of one may be its key, and is wrapped until it is refused."""
    return tuple(
        each if isinstance(cast("object", each), Provider) else cast("Provider", Secret(each))
        for each in given
    )


def proxy_for(
    providers: Sequence[Provider], proxy: Secret[str] | None, verify: object, transport: object, method: str
) -> httpx.Proxy | None:
    """The proxy that was asked for; combinations that would not do what they say are refused."""
    if transport is not None and (proxy is not None or verify is not True):
        raise ConfigurationError(
            "transport= sends by itself: give proxy= and verify= to the transport instead"
        )
    if transport is not None and not hasattr(transport, method):
        raise ConfigurationError(f"transport= must be an httpx transport with {method}()")
    if proxy is None:
        return None
    made = proxy_at(proxy)
    if made is None:
        raise ConfigurationError("proxy must be the URL of an HTTP proxy, such as http://proxy.example:3128")
    # On this machine plain http is fine; a proxy elsewhere would be shown the credential.
    plain = any(str(getattr(provider, "base_url", "")).startswith("http:") for provider in providers)
    if plain and not is_loopback(made.url.host):
        raise ConfigurationError("proxy= elsewhere would be shown the credential of a base_url without https")
    return made


def trust(verify: object) -> Literal[True] | ssl.SSLContext:
    """What `verify=` asks for; a bundle is read now, so that a wrong path is no surprise in a call."""
    if verify is True:
        return True
    import ssl

    if isinstance(verify, ssl.SSLContext):
        return verify
    if isinstance(verify, str | os.PathLike):
        try:
            return context_of(cast("str | os.PathLike[str]", verify))
        except (OSError, ValueError):
            pass
        raise ConfigurationError("verify names no file with certificates that can be read")
    raise ConfigurationError(
        "verify must be True, the path of a CA bundle, or an SSLContext: with anything else "
        "customers' credentials could go to anybody"
    )


def providers_from(environ: Mapping[str, str]) -> Sequence[Provider]:
    """Every installed provider whose variables are set."""
    if not is_mapping(environ):
        raise ConfigurationError("an environment must be a mapping of names to values, such as os.environ")
    known = installed()
    found = [provider for provider in (_from_env(cls, environ) for cls in known) if provider is not None]
    if not found:
        ways = "; or ".join(cls.environment for cls in known)
        raise ConfigurationError(f"no provider's variables are set: {ways}")
    return found


def _from_env(cls: type[Provider], environ: Mapping[str, str]) -> Provider | None:
    try:
        return cls.from_env(environ)
    except ConfigurationError as error:
        # What it says is of an argument, and nobody wrote one.
        error.message += f" (set up from the environment, where {cls.name} needs {cls.environment})"
        raise
