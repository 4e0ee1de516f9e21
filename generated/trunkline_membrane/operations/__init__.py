"""One module per operation: `OPERATION`, a pure `build_request` and a pure `parse_response`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import archive_connection as archive_connection
    from . import create_connection as create_connection
    from . import create_connection_request as create_connection_request
    from . import get_connection as get_connection
    from . import get_connection_request as get_connection_request
    from . import get_connector as get_connector
    from . import get_integration as get_integration
    from . import list_connections as list_connections
    from . import list_connectors as list_connectors
    from . import list_integrations as list_integrations
    from . import list_public_connectors as list_public_connectors
    from . import refresh_credentials as refresh_credentials
    from . import replace_connection as replace_connection
    from . import test_connection as test_connection
    from . import update_connection as update_connection

__all__ = (
    "archive_connection",
    "create_connection",
    "create_connection_request",
    "get_connection",
    "get_connection_request",
    "get_connector",
    "get_integration",
    "list_connections",
    "list_connectors",
    "list_integrations",
    "list_public_connectors",
    "refresh_credentials",
    "replace_connection",
    "test_connection",
    "update_connection",
)
