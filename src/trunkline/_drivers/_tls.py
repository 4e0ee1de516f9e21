"""One TLS context for everybody, made when the first https request needs it: making one costs more than a call."""

from __future__ import annotations

import functools
import ssl
from typing import Literal

import certifi


@functools.cache
def shared_context() -> ssl.SSLContext:
    """Certificates are verified against certifi's roots; no environment variable changes that."""
    return ssl.create_default_context(cafile=certifi.where())


def context_for(verify: Literal[True] | ssl.SSLContext) -> ssl.SSLContext:
    """The context a client's `verify=` asks for: the shared one, or one of the caller's own."""
    return shared_context() if verify is True else verify
