"""One module per operation: `OPERATION`, a pure `build_request` and a pure `parse_response`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import check_connection as check_connection
    from . import create_connection as create_connection
    from . import create_connector_config as create_connector_config
    from . import create_token as create_token
    from . import delete_connection as delete_connection
    from . import delete_connector_config as delete_connector_config
    from . import get_connection as get_connection
    from . import get_connector_config as get_connector_config
    from . import get_viewer as get_viewer
    from . import list_connections as list_connections
    from . import list_connector_configs as list_connector_configs
    from . import list_connectors as list_connectors
    from . import list_customers as list_customers
    from . import update_connector_config as update_connector_config
    from . import upsert_customer as upsert_customer

__all__ = (
    "check_connection",
    "create_connection",
    "create_connector_config",
    "create_token",
    "delete_connection",
    "delete_connector_config",
    "get_connection",
    "get_connector_config",
    "get_viewer",
    "list_connections",
    "list_connector_configs",
    "list_connectors",
    "list_customers",
    "update_connector_config",
    "upsert_customer",
)
