"""What a pool of connections is made with, the same in both colours: trust, limits, a proxy."""

from __future__ import annotations

import ssl
from contextlib import suppress
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx

from ..secrets import Secret
from ._tls import context_for

_KEEPALIVE = 15.0


def proxy_at(url: Secret[str]) -> httpx.Proxy | None:
    """The HTTP proxy at a URL, whose password is not in what it shows; `None` where there can be none."""
    with suppress(httpx.InvalidURL, ValueError):
        if _is_http_url(url.reveal()):
            return httpx.Proxy(url.reveal())
    return None


def _is_http_url(value: object) -> bool:
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        return False
    try:
        url = urlsplit(value)
        return url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        return False


def pool_settings(
    *,
    verify: Literal[True] | ssl.SSLContext,
    proxy: httpx.Proxy | None,
    secure: bool,
    connections: int,
    network: object,
) -> dict[str, Any]:
    """Keywords of httpcore's pool, or of its proxy's when there is one."""
    context = context_for(verify) if secure or proxy is not None else None
    settings: dict[str, Any] = {
        "ssl_context": context,
        "max_connections": connections,
        "max_keepalive_connections": connections,
        "keepalive_expiry": _KEEPALIVE,
        "network_backend": network,
    }
    if proxy is not None:
        settings["proxy_url"] = str(proxy.url)
        settings["proxy_auth"] = proxy.raw_auth
        # Its own, or an https proxy would be trusted by what the environment says. http proxies take none.
        settings["proxy_ssl_context"] = context if proxy.url.scheme == "https" else None
    return settings
