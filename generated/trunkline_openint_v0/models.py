"""The objects of the API, as the spec names them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from ._secret import Model, Secret, SecretModel

ConnectionExpansion: TypeAlias = Literal["integration", "integration.connector"]
"""What a connection can be expanded with: its integration, or its integration and its connector.

Source: OpenInt v0 server source (high).
"""


CustomerId: TypeAlias = Annotated[str, Meta(min_length=1)]
"""Id of a customer, chosen by the organization; not empty.

Source: OpenInt v0 API reference, Update connection (documented).
"""


IntegrationId: TypeAlias = Annotated[str, Meta(pattern="^int_")]
"""Id of an integration. It starts with `int_`.

Source: OpenInt v0 API reference, Update connection (documented).
"""


ConnectionStatus: TypeAlias = Literal["healthy", "disconnected", "error", "manual"]
"""`healthy`: works. `disconnected`: the end user has to connect again. `error`: failed, or access was taken
back. `manual`: imported, health not followed.

Source: OpenInt v0 published OpenAPI document (high). The document shows "healthy" only, as a sample. Unlike
in v1 there is no "unknown".
"""


class ConnectionIntegration(Model, frozen=True, gc=False, kw_only=True):
    """The integration of a connection, in short.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    id: str
    """Id of the integration. It starts with `int_`."""

    name: str
    """Name for people."""

    logo_url: str = field(name="logoUrl")
    """Address of the logo."""


class ConnectionConnector(Model, frozen=True, gc=False, kw_only=True):
    """The connector of a connection, in short.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    id: str
    """Id of the connector configuration, not of the connector. It starts with `ccfg_`.

    Source: OpenInt v0 server source (high). The name promises the id of a connector, the server sends that of
    its configuration.
    """

    name: str
    """Name of the connector, in lower case."""

    logo_url: str = field(name="logoUrl")
    """Address of the logo."""


class ConnectionConnectorConfig(Model, frozen=True, gc=False, kw_only=True):
    """The connector configuration of a connection, in short.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    id: str
    """Id of the connector configuration. It starts with `ccfg_`."""

    org_id: str = field(name="orgId")
    """Id of the organization. It starts with `org_`."""

    connector_name: str = field(name="connectorName")
    """Name of the connector."""


ErrorCode: TypeAlias = Literal[
    "BAD_REQUEST",
    "PARSE_ERROR",
    "UNAUTHORIZED",
    "FORBIDDEN",
    "NOT_FOUND",
    "CONFLICT",
    "TOO_MANY_REQUESTS",
    "INTERNAL_SERVER_ERROR",
    "NOT_IMPLEMENTED",
]
"""Why a request was refused or failed.

Source: OpenInt v0 server source (medium).
"""


class ErrorIssue(Model, frozen=True, gc=False, kw_only=True):
    """One fault of a refused request.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    message: str
    """The fault, in words."""


ErrorType: TypeAlias = Literal["USER_ERROR", "REMOTE_ERROR", "INTERNAL_ERROR"]
"""Whose fault an error was: the caller's, the third party's or the server's own.

Source: OpenInt v0 server source (high).
"""


class UpdateConnectionBody(SecretModel, frozen=True, gc=False, kw_only=True):
    """What to change in a connection. What is left out stays as it is; null empties.

    Source: OpenInt v0 API reference, Update connection (documented).
    """

    __hidden__ = frozenset({"metadata", "settings"})

    settings: dict[str, Any] | None | UnsetType = UNSET
    """Credentials and what else the connector stores; merged into what is there, top-level member by member."""

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the connection, any JSON. An object is merged into the stored one, top-level
    member by member.
    """

    disabled: bool | UnsetType = UNSET
    """Whether the connection is switched off."""

    customer_id: CustomerId | None | UnsetType = field(name="customerId", default=UNSET)
    """Id of the customer that the connection belongs to; not empty."""

    integration_id: IntegrationId | None | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration. It starts with `int_`."""


class ConnectionStandard(Model, frozen=True, gc=False, kw_only=True):
    """The state of a connection in OpenInt's own terms.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    status: ConnectionStatus | str | None | UnsetType = UNSET
    """How healthy the connection is."""

    status_message: str | None | UnsetType = field(name="statusMessage", default=UNSET)
    """What is behind the status, in words."""

    labels: tuple[str, ...] | UnsetType = UNSET
    """Labels for people."""


class ErrorAnswer(Model, frozen=True, gc=False, kw_only=True):
    """What a refused or failed request is answered with: `message` and `code` from the operations, `error_type`
    and `error_detail` from what runs before them, such as reading the API key.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    __hidden__ = frozenset({"error_detail"})

    message: str | UnsetType = UNSET
    """What went wrong, in words."""

    code: ErrorCode | str | UnsetType = UNSET
    """What went wrong, as a word for programs."""

    issues: tuple[ErrorIssue, ...] | UnsetType = UNSET
    """What is wrong with the request, one entry for each fault."""

    data: Secret[Any] | UnsetType = UNSET
    """What the server adds. After a failure at the third party its `body` is what that answered. Any JSON.

    Source: OpenInt v0 server source (medium). Not in the published document.
    """

    class_: str | UnsetType = field(name="class", default=UNSET)
    """The server's own name for the kind of error.

    Source: OpenInt v0 server source (medium). Not in the published document.
    """

    error_type: ErrorType | str | UnsetType = UNSET
    """Whose fault it was, in errors from before the operation.

    Source: OpenInt v0 server source (medium). Not in the published document.
    """

    error_detail: Any | UnsetType = UNSET
    """What went wrong, in errors from before the operation. Any JSON, mostly text.

    Source: OpenInt v0 server source (medium). Not in the published document.
    """


class Connection(Model, frozen=True, gc=False, kw_only=True):
    """A customer's connection to a third-party application, as update_connection returns it.

    Source: OpenInt v0 API reference, Update connection (documented).
    """

    __hidden__ = frozenset({"metadata"})

    created_at: str = field(name="createdAt")
    """When the connection was made.

    Source: OpenInt v0 API reference, Update connection (documented). No date-time format. The server sends
    ISO dates or the text of its database, with a space for the T and a short offset, depending on how the row
    was read.
    """

    updated_at: str = field(name="updatedAt")
    """When the connection was last changed.

    Source: OpenInt v0 API reference, Update connection (documented). No date-time format. The server sends
    ISO dates or the text of its database, with a space for the T and a short offset, depending on how the row
    was read.
    """

    id: str
    """Id of the connection. It starts with `conn_`."""

    connector_name: str = field(name="connectorName")
    """Name of the connector, for example `hubspot`."""

    connector_config_id: str = field(name="connectorConfigId")
    """Id of the connector configuration it was made with. It starts with `ccfg_`."""

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    customer_id: str | None | UnsetType = field(name="customerId", default=UNSET)
    """Id of the customer that the connection belongs to."""

    integration_id: str | None | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration, for connectors that stand for many. It starts with `int_`."""

    settings: Secret[dict[str, Any]] | None | UnsetType = UNSET
    """The credentials and what else the connector stores, always sent. Each connector has its own shape. After a
    failed test there can be an `error` in it, with `code` and `message`.
    """

    standard: ConnectionStandard | None | UnsetType = UNSET
    """The state of the connection in OpenInt's own terms; normally absent.

    Source: OpenInt v0 API reference, Update connection (documented). Declared, but nothing in the server
    stores or fills it.
    """

    disabled: bool | UnsetType = UNSET
    """Whether the connection is switched off."""

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the connection, any JSON, which spares the caller a table of its own."""


class ConnectionDetails(Model, frozen=True, gc=False, kw_only=True):
    """A customer's connection to a third-party application, as get_connection returns it.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    __hidden__ = frozenset({"metadata"})

    created_at: str = field(name="createdAt")
    """When the connection was made.

    Source: OpenInt v0 published OpenAPI document (high). No date-time format. The server sends ISO dates or
    the text of its database, with a space for the T and a short offset, depending on how the row was read.
    """

    updated_at: str = field(name="updatedAt")
    """When the connection was last changed.

    Source: OpenInt v0 published OpenAPI document (high). No date-time format. The server sends ISO dates or
    the text of its database, with a space for the T and a short offset, depending on how the row was read.
    """

    id: str
    """Id of the connection. It starts with `conn_`."""

    connector_name: str = field(name="connectorName")
    """Name of the connector, for example `hubspot`."""

    connector_config_id: str = field(name="connectorConfigId")
    """Id of the connector configuration it was made with. It starts with `ccfg_`."""

    connector_config: ConnectionConnectorConfig
    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    customer_id: str | None | UnsetType = field(name="customerId", default=UNSET)
    """Id of the customer that the connection belongs to."""

    integration_id: str | None | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration, for connectors that stand for many. It starts with `int_`."""

    settings: Secret[dict[str, Any]] | None | UnsetType = UNSET
    """The credentials and what else the connector stores, always sent. Each connector has its own shape. After a
    failed test there can be an `error` in it, with `code` and `message`.
    """

    standard: ConnectionStandard | None | UnsetType = UNSET
    """The state of the connection in OpenInt's own terms; normally absent.

    Source: OpenInt v0 published OpenAPI document (high). Declared, but nothing in the server stores or fills
    it.
    """

    disabled: bool | UnsetType = UNSET
    """Whether the connection is switched off."""

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the connection, any JSON, which spares the caller a table of its own."""

    integration: ConnectionIntegration | None | UnsetType = UNSET
    """The integration, when asked for with `expand`."""

    connector: ConnectionConnector | None | UnsetType = UNSET
    """The connector, when asked for with `expand`."""


class ListedConnection(Model, frozen=True, gc=False, kw_only=True):
    """A customer's connection to a third-party application, as list_connections returns it.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    __hidden__ = frozenset({"metadata"})

    created_at: str = field(name="createdAt")
    """When the connection was made.

    Source: OpenInt v0 published OpenAPI document (high). No date-time format. The server sends ISO dates or
    the text of its database, with a space for the T and a short offset, depending on how the row was read.
    """

    updated_at: str = field(name="updatedAt")
    """When the connection was last changed.

    Source: OpenInt v0 published OpenAPI document (high). No date-time format. The server sends ISO dates or
    the text of its database, with a space for the T and a short offset, depending on how the row was read.
    """

    id: str
    """Id of the connection. It starts with `conn_`."""

    connector_name: str = field(name="connectorName")
    """Name of the connector, for example `hubspot`."""

    connector_config_id: str = field(name="connectorConfigId")
    """Id of the connector configuration it was made with. It starts with `ccfg_`."""

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    customer_id: str | None | UnsetType = field(name="customerId", default=UNSET)
    """Id of the customer that the connection belongs to."""

    integration_id: str | None | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration, for connectors that stand for many. It starts with `int_`."""

    settings: Secret[dict[str, Any]] | None | UnsetType = UNSET
    """The credentials and what else the connector stores, always sent. Each connector has its own shape. After a
    failed test there can be an `error` in it, with `code` and `message`.
    """

    standard: ConnectionStandard | None | UnsetType = UNSET
    """The state of the connection in OpenInt's own terms; normally absent.

    Source: OpenInt v0 published OpenAPI document (high). Declared, but nothing in the server stores or fills
    it.
    """

    disabled: bool | UnsetType = UNSET
    """Whether the connection is switched off."""

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the connection, any JSON, which spares the caller a table of its own."""

    integration: ConnectionIntegration | None | UnsetType = UNSET
    """The integration, when asked for with `expand`."""

    connector: ConnectionConnector | None | UnsetType = UNSET
    """The connector, when asked for with `expand`."""


ListConnectionsAnswer: TypeAlias = tuple[ListedConnection, ...]
"""Connections, without anything around them.

Source: OpenInt v0 published OpenAPI document (high).
"""
