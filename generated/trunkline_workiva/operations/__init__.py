"""One module per operation: `OPERATION`, a pure `build_request` and a pure `parse_response`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import get_connection as get_connection
    from . import list_connections as list_connections

__all__ = (
    "get_connection",
    "list_connections",
)
