"""The HTTP library's own log: kept for everybody else's requests, silent for ours.

At DEBUG it quotes the headers of answers and the lines it could not read, cookies and echoed credentials included.
"""

from __future__ import annotations

import logging

from ._exchange import current

_LOGGERS = ("httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy", "httpcore.socks")


def _is_not_ours(record: logging.LogRecord) -> bool:
    return current.get() is None


def silence() -> None:
    """Drop what these loggers say while a request of ours is under way in the thread or task that speaks."""
    for name in _LOGGERS:
        # A filter of a logger is not asked for what its children say: each needs it. Adding it twice adds it once.
        logging.getLogger(name).addFilter(_is_not_ours)
