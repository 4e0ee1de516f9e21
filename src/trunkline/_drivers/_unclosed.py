"""The complaint about a client that was dropped with its connections open, as Python makes it of a file."""

from __future__ import annotations

import warnings


def complain(source: object, kind: str, remedy: str) -> None:
    """Warn, unless warnings of this kind are off, as they are in an ordinary run of Python."""
    text = f"an unclosed trunkline {kind} was dropped: use it in a with block, or call {remedy}"
    warnings.warn(text, ResourceWarning, stacklevel=2, source=source)
