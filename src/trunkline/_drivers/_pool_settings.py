"""What a pool of connections is made with, the same in both colours."""

from __future__ import annotations

import ssl
from typing import Any, Literal

import httpx

from ._tls import context_for

_KEEPALIVE = 15.0


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
