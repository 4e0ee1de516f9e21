"""The objects of the API, as the spec names them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from ._secret import Model, Secret, SecretModel

ConnectionExpansion: TypeAlias = Literal["integration", "integration.connector"]
"""What a connection can be expanded with: its integration, or its integration and its connector.

Source: OpenInt v0 server source (high).
"""


class CheckConnectionBody(Model, frozen=True, gc=False, kw_only=True):
    """How to check a connection. What is left out is up to the server.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    skip_cache: bool | None | UnsetType = field(name="skipCache", default=UNSET)
    """Whether what the third party said earlier is asked for again."""

    import_: bool | None | UnsetType = field(name="import", default=UNSET)
    """Whether what the check finds is stored; it is unless told otherwise."""

    update_webhook: bool | None | UnsetType = field(name="updateWebhook", default=UNSET)
    """Whether the third party is told anew where to send its events."""

    sandbox_simulate_update: bool | None | UnsetType = field(name="sandboxSimulateUpdate", default=UNSET)
    """Whether the third party's test environment is to act out an update."""

    sandbox_simulate_disconnect: bool | None | UnsetType = field(
        name="sandboxSimulateDisconnect", default=UNSET
    )
    """Whether the third party's test environment is to act out a disconnection."""


class SyncConnectionBody(Model, frozen=True, gc=False, kw_only=True):
    """How to sync a connection. What is left out is up to the server.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    async_: bool | None | UnsetType = field(name="async", default=UNSET)
    """Whether the answer comes before the sync is done."""

    meta_only: bool | None | UnsetType = field(name="metaOnly", default=UNSET)
    """Whether only what the connection itself is made of is read."""

    full_resync: bool | None | UnsetType = field(name="fullResync", default=UNSET)
    """Whether everything is read again, and not only what is new."""

    todo_upstream_refresh: bool | None | UnsetType = field(name="todo_upstreamRefresh", default=UNSET)
    """Whether the third party is asked to read its own sources first. Announced only."""

    todo_remove_unsynced_data: bool | None | UnsetType = field(name="todo_removeUnsyncedData", default=UNSET)
    """Whether data that no longer comes is removed. Announced only."""


class CreateConnectorConfigBody(SecretModel, frozen=True, gc=False, kw_only=True):
    """A connector configuration to store.

    Source: OpenInt v0 server source (medium).
    """

    __hidden__ = frozenset({"config", "default_pipe_in", "default_pipe_out"})

    org_id: Annotated[str, Meta(pattern="^org_")] = field(name="orgId")
    """Id of the organization. It starts with `org_`."""

    id: Annotated[str, Meta(pattern="^ccfg_")] | UnsetType = UNSET
    """Id of the configuration, to update that one. It starts with `ccfg_`."""

    connector_name: str | UnsetType = field(name="connectorName", default=UNSET)
    """Name of the connector, for example `hubspot`; needed where there is no id."""

    config: dict[str, Any] | None | UnsetType = UNSET
    """How the connector is set up, the client secret of the organization's own application included. Each
    connector has its own shape.
    """

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    disabled: bool | UnsetType = UNSET
    """Whether the configuration is switched off."""

    default_pipe_out: Any | UnsetType = field(name="defaultPipeOut", default=UNSET)
    """Where data read through new connections goes. Any JSON."""

    default_pipe_in: Any | UnsetType = field(name="defaultPipeIn", default=UNSET)
    """Where data written through new connections comes from. Any JSON."""


class UpdateConnectorConfigBody(Model, frozen=True, gc=False, kw_only=True):
    """What to change in a connector configuration. What is left out stays as it is.

    Source: OpenInt v0 server source (medium).
    """

    __hidden__ = frozenset({"metadata"})

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    disabled: bool | UnsetType = UNSET
    """Whether the configuration is switched off."""

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the configuration, any JSON."""


class UpsertCustomerBody(Model, frozen=True, gc=False, kw_only=True):
    """What to store about a customer.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    __hidden__ = frozenset({"metadata"})

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the customer, any JSON."""


ConnectorDirection: TypeAlias = Literal["source", "destination"]
"""What a connector is good for: `source` to read from, `destination` to write to.

Source: OpenInt v0 published OpenAPI document (high).
"""


CustomerId: TypeAlias = Annotated[str, Meta(min_length=1)]
"""Id of a customer, chosen by the organization; not empty.

Source: OpenInt v0 API reference, Update connection (documented).
"""


IntegrationId: TypeAlias = Annotated[str, Meta(pattern="^int_")]
"""Id of an integration. It starts with `int_`.

Source: OpenInt v0 API reference, Update connection (documented).
"""


CreateConnectionAnswer: TypeAlias = str
"""Id of the new connection, without anything around it. It starts with `conn_`.

Source: OpenInt v0 published OpenAPI document (high).
"""


DeleteConnectionAnswer: TypeAlias = Secret[dict[str, Any]]
"""An empty object.

Source: OpenInt v0 published OpenAPI document (high).
"""


CheckConnectionAnswer: TypeAlias = Secret[Any]
"""The connection with its credentials, much like what get_connection returns, or one sentence as plain text when
the connector has no test. Any JSON.

Source: OpenInt v0 server source (medium). The vendor declares no type.
"""


class PipelineSync(Model, frozen=True, gc=False, kw_only=True):
    """The sync of one pipeline.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    pipeline_id: str
    """Id of the pipeline."""

    sync_completed_event_id: str
    """Id of the event that says that it is done."""


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


class CreateTokenAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A customer's token.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    token: Secret[str]
    """The token, a JWT, for the Authorization header of this API."""


class ConnectorConfig(Model, frozen=True, gc=False, kw_only=True):
    """How an organization has set up a connector.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    __hidden__ = frozenset({"default_pipe_in", "default_pipe_out", "metadata"})

    created_at: str = field(name="createdAt")
    """When the configuration was made.

    Source: OpenInt v0 published OpenAPI document (high). No date-time format. The server sends ISO dates or
    the text of its database, with a space for the T and a short offset, depending on how the row was read.
    """

    updated_at: str = field(name="updatedAt")
    """When the configuration was last changed.

    Source: OpenInt v0 published OpenAPI document (high). No date-time format. The server sends ISO dates or
    the text of its database, with a space for the T and a short offset, depending on how the row was read.
    """

    id: str
    """Id of the configuration. It starts with `ccfg_`."""

    connector_name: str = field(name="connectorName")
    """Name of the connector, for example `hubspot`."""

    org_id: str = field(name="orgId")
    """Id of the organization. It starts with `org_`."""

    config: Secret[dict[str, Any]] | None | UnsetType = UNSET
    """How the connector is set up, the client secret of the organization's own application included. Each
    connector has its own shape.
    """

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    disabled: bool | UnsetType = UNSET
    """Whether the configuration is switched off."""

    default_pipe_out: Any | UnsetType = field(name="defaultPipeOut", default=UNSET)
    """Where data read through new connections goes. Any JSON."""

    default_pipe_in: Any | UnsetType = field(name="defaultPipeIn", default=UNSET)
    """Where data written through new connections comes from. Any JSON."""

    env_name: str | None | UnsetType = field(name="envName", default=UNSET)
    """Name of the environment it belongs to."""

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the configuration, any JSON."""


ListConnectorConfigsAnswer: TypeAlias = tuple[ConnectorConfig, ...]
"""Connector configurations, without anything around them.

Source: OpenInt v0 published OpenAPI document (high).
"""


class ConnectorConfigInfo(Model, frozen=True, gc=False, kw_only=True):
    """What may be known of a connector configuration, its secrets left out.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    __hidden__ = frozenset({"integrations"})

    id: str
    """Id of the configuration. It starts with `ccfg_`."""

    connector_name: str = field(name="connectorName")
    """Name of the connector, for example `hubspot`."""

    is_source: bool = field(name="isSource")
    """Whether it can be read from."""

    is_destination: bool = field(name="isDestination")
    """Whether it can be written to."""

    verticals: tuple[str, ...]
    """What the application is for, for example `crm`.

    Source: OpenInt v0 published OpenAPI document (high). The vendor lists 25 words; any text here, because it
    may add to them.
    """

    env_name: str | None | UnsetType = field(name="envName", default=UNSET)
    """Name of the environment it belongs to."""

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people."""

    integrations: Any | UnsetType = UNSET
    """The integrations that are switched on, mostly a list of their ids. Any JSON.

    Source: OpenInt v0 server source (medium). The vendor requires a list of texts. The server reads it out of
    the free-form configuration, so nothing may depend on its shape.
    """


ListConnectorConfigInfosAnswer: TypeAlias = tuple[ConnectorConfigInfo, ...]
"""What may be known of connector configurations, without anything around it.

Source: OpenInt v0 published OpenAPI document (high).
"""


class Customer(Model, frozen=True, gc=False, kw_only=True):
    """A customer of the organization.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    __hidden__ = frozenset({"metadata"})

    id: str
    """Id of the customer, chosen by the organization."""

    org_id: str = field(name="orgId")
    """Id of the organization. It starts with `org_`."""

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the customer, any JSON."""


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


class CreateConnectionBody(SecretModel, frozen=True, gc=False, kw_only=True):
    """A connection to import.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    __hidden__ = frozenset({"metadata", "settings"})

    connector_config_id: Annotated[str, Meta(pattern="^ccfg_")] = field(name="connectorConfigId")
    """Id of the connector configuration to make it with. It starts with `ccfg_`."""

    settings: dict[str, Any] | None | UnsetType = UNSET
    """Credentials and what else the connector stores. Each connector has its own shape."""

    display_name: str | None | UnsetType = field(name="displayName", default=UNSET)
    """Name for people. Without one, the members that follow are dropped.

    Source: OpenInt v0 server source (high). An empty name counts as none.
    """

    customer_id: CustomerId | None | UnsetType = field(name="customerId", default=UNSET)
    """Id of the customer that it will belong to; not empty. Where it is dropped, that of the token counts, or
    none.
    """

    disabled: bool | UnsetType = UNSET
    """Whether the connection is switched off."""

    metadata: Any | UnsetType = UNSET
    """The caller's own data about the connection, any JSON."""

    integration_id: IntegrationId | None | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration. It starts with `int_`."""


class CreateTokenBody(Model, frozen=True, gc=False, kw_only=True):
    """What a customer's token is to be like.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    customer_id: CustomerId | UnsetType = field(name="customerId", default=UNSET)
    """Id of the customer; not empty. That of the caller unless given."""

    validity_in_seconds: float | UnsetType = field(name="validityInSeconds", default=UNSET)
    """How long the token lasts, in seconds; 30 days (2592000) unless given."""


class SyncConnectionAnswer(Model, frozen=True, gc=False, kw_only=True):
    """What a sync was started or done with. No operation takes one of its ids.

    Source: OpenInt v0 published OpenAPI document (high).
    """

    connection_requested_event_id: str | UnsetType = UNSET
    """Id of the event that starts the sync, with `async`."""

    pipeline_syncs: tuple[PipelineSync, ...] | UnsetType = UNSET
    """What was done, one entry for each pipeline."""


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
