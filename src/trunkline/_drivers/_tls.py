"""One TLS context for everybody, made when the first https request needs it: making one costs more than a call."""

from __future__ import annotations

import functools
import ssl

import certifi


@functools.cache
def shared_context() -> ssl.SSLContext:
    """Certificates are verified against certifi's roots; no environment variable changes that."""
    return ssl.create_default_context(cafile=certifi.where())


def context_for(verify: bool | str | ssl.SSLContext) -> ssl.SSLContext:
    """The context a client's `verify=` asks for: `True`, the path of a CA bundle, or a context of the caller's own."""
    if isinstance(verify, ssl.SSLContext):
        return verify
    if isinstance(verify, str):
        return ssl.create_default_context(cafile=verify)
    return shared_context()
