"""What a caller asked for, as adapters get it: checked as far as no vendor's rules are needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ..models import UNSET, Connection, Status, Unset

OPERATIONS: tuple[str, ...] = (
    "connections.get",
    "connections.get(include_secrets)",
    "connections.list",
    "connections.list(customer_id)",
    "connections.list(connector)",
    "connections.list(status)",
    "connections.list(search)",
    "connections.list(include_secrets)",
    "connections.create",
    "connections.create(connector_config_id)",
    "connections.create(credentials)",
    "connections.create(display_name)",
    "connections.create(metadata)",
    "connections.create(key)",
    "connections.update",
    "connections.update(display_name)",
    "connections.update(metadata)",
    "connections.update(credentials)",
    "connections.update(disabled)",
    "connections.update(customer_id)",
    "connections.update(key)",
    "connections.delete",
    "connections.check",
    "connections.refresh_credentials",
    "connections.connect_url",
    "connections.connect_url(connector_config_id)",
    "connections.connect_url(connection_id)",
    "connections.connect_url(return_url)",
    "connections.connect_url(expires_in)",
    "connections.run",
    "connections.run(source_parameters)",
    "connections.run(destination_parameters)",
    "connections.run(reuse_parameters)",
    "connections.run_status",
    "connections.run_batch",
    "connections.run_batch_status",
    "connections.wait_until_ready",
    "connections.wait_for_run",
    "connections.wait_for_run_batch",
    "connectors.list",
    "connectors.get",
    "tokens.mint",
)
"""Every operation, and in parentheses the arguments that not every provider with the operation can take."""


@attrs.frozen(kw_only=True)
class Query:
    """What a list was asked for. `status` is applied by the core; adapters need it only to ask for the archived."""

    customer_id: str | None = attrs.field(default=None, repr=False)
    connector: str | None = attrs.field(default=None, repr=False)
    status: frozenset[Status] | None = None
    search: str | None = attrs.field(default=None, repr=False)
    page_size: int | None = None
    cursor: str | None = attrs.field(default=None, repr=False)
    include_secrets: bool = False


@attrs.frozen(kw_only=True)
class Draft:
    """A connection that is to be made."""

    customer_id: str | None = attrs.field(default=None, repr=False)
    connector: str | None = attrs.field(default=None, repr=False)
    connector_config_id: str | None = attrs.field(default=None, repr=False)
    credentials: Mapping[str, Any] | Unset = attrs.field(default=UNSET, repr=False)
    display_name: str | Unset = attrs.field(default=UNSET, repr=False)
    metadata: Mapping[str, Any] | Unset = attrs.field(default=UNSET, repr=False)
    key: str | Unset = attrs.field(default=UNSET, repr=False)


@attrs.frozen(kw_only=True)
class Changes:
    """What is to be changed in a connection: `None` clears, `UNSET` leaves as it is."""

    display_name: str | Unset | None = attrs.field(default=UNSET, repr=False)
    metadata: Mapping[str, Any] | Unset | None = attrs.field(default=UNSET, repr=False)
    credentials: Mapping[str, Any] | Unset | None = attrs.field(default=UNSET, repr=False)
    disabled: bool | Unset = UNSET
    customer_id: str | Unset | None = attrs.field(default=UNSET, repr=False)
    key: str | Unset | None = attrs.field(default=UNSET, repr=False)


@attrs.frozen(kw_only=True)
class LinkRequest:
    """A page to connect on: for an app (`connector`, `connector_config_id`), or for a connection that broke."""

    customer_id: str = attrs.field(repr=False)
    connector: str | None = attrs.field(default=None, repr=False)
    connector_config_id: str | None = attrs.field(default=None, repr=False)
    connection_id: str | None = attrs.field(default=None, repr=False)
    return_url: str | None = attrs.field(default=None, repr=False)
    expires_in: float | Unset = UNSET
    connection: Connection | None = attrs.field(default=None, repr=False)
    """The one with that id, where it had to be read to learn whose it is."""


@attrs.frozen(kw_only=True)
class RunRequest:
    """What a run is started with; nothing of it has to be given."""

    source_parameters: Mapping[str, Any] | Unset = attrs.field(default=UNSET, repr=False)
    destination_parameters: Mapping[str, Any] | Unset = attrs.field(default=UNSET, repr=False)
    reuse_parameters: bool = False
