"""One TLS context for everybody, made when the first https request needs it: making one costs more than a call."""

from __future__ import annotations

import functools
import os
import ssl
import sys
from typing import Literal

import certifi


@functools.cache
def shared_context() -> ssl.SSLContext:
    """Certificates are verified against certifi's roots; no environment variable changes that."""
    return context_of(certifi.where())


def context_of(bundle: str | os.PathLike[str]) -> ssl.SSLContext:
    """A context that trusts a bundle. Not made by `ssl.create_default_context`: that one obeys SSLKEYLOGFILE."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_flags |= ssl.VERIFY_X509_TRUSTED_FIRST
    if sys.version_info >= (3, 13):
        # What Python's own default asks for since then.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT
    context.load_verify_locations(cafile=bundle)
    return context


def context_for(verify: Literal[True] | ssl.SSLContext) -> ssl.SSLContext:
    """The context a client's `verify=` asks for: the shared one, or one of the caller's own."""
    return shared_context() if verify is True else verify


def is_refusal(error: BaseException) -> bool:
    """Whether a handshake failed because one side does not accept the other; a connection that broke can be better
    the next time.
    """
    cause = error.__cause__
    return isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError)
