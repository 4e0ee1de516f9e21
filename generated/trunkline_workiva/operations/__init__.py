"""One module per operation: `OPERATION`, a pure `build_request` and a pure `parse_response`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import get_connection as get_connection
    from . import get_health as get_health
    from . import get_refresh_batch_status as get_refresh_batch_status
    from . import get_refresh_status as get_refresh_status
    from . import list_connections as list_connections
    from . import refresh_batch as refresh_batch
    from . import refresh_connection as refresh_connection

__all__ = (
    "get_connection",
    "get_health",
    "get_refresh_batch_status",
    "get_refresh_status",
    "list_connections",
    "refresh_batch",
    "refresh_connection",
)
