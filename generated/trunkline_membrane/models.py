"""The objects of the API, as the spec names them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from ._secret import Model, Secret, SecretModel

ConnectionKey: TypeAlias = Annotated[str, Meta(max_length=100, min_length=1)]
"""A key of the caller's own for a connection, of 1 to 100 characters.

Source: Membrane SDK (high).
"""


class CreateConnectionRequestBody(SecretModel, frozen=True, gc=False, kw_only=True):
    """What the end user is asked to connect: at least one of `integrationId`, `integrationKey`, `connectorId`,
    `connectorKey` and `connectionId`.

    Source: Membrane SDK (high).
    """

    __hidden__ = frozenset({"connector_parameters"})

    integration_id: str | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration to connect with."""

    integration_key: str | UnsetType = field(name="integrationKey", default=UNSET)
    """Key of the integration to connect with."""

    connector_id: str | UnsetType = field(name="connectorId", default=UNSET)
    """Id of the connector to connect with."""

    connector_key: str | UnsetType = field(name="connectorKey", default=UNSET)
    """Key of the connector to connect with."""

    connector_version: str | UnsetType = field(name="connectorVersion", default=UNSET)
    """Version of the connector."""

    connection_id: str | UnsetType = field(name="connectionId", default=UNSET)
    """Id of the connection to connect again."""

    connection_key: ConnectionKey | UnsetType = field(name="connectionKey", default=UNSET)
    """The key that the new connection gets, or of the connection to connect again."""

    name: str | UnsetType = UNSET
    """Name of the new connection, for people."""

    allow_multiple_connections: bool | UnsetType = field(name="allowMultipleConnections", default=UNSET)
    """Whether a second connection may be made where there is one already."""

    connector_parameters: dict[str, Any] | UnsetType = field(name="connectorParameters", default=UNSET)
    """What the connector is set up with, by name, which can hold credentials."""

    redirect_uri: str | UnsetType = field(name="redirectUri", default=UNSET)
    """Address to send the end user to afterwards. In the format `uri`, as it came."""

    prompt: str | UnsetType = UNSET
    """Words for the agent that helps to connect. What it makes of them is not said.

    Source: Membrane SDK (medium). There without a word about it.
    """


ElementState: TypeAlias = Literal[
    "BUILDING", "CLIENT_ACTION_REQUIRED", "CONFIGURATION_ERROR", "SETUP_FAILED", "READY", "DISCONNECTING"
]
"""How far a connection or an integration is in being set up. BUILDING and DISCONNECTING pass by themselves;
CLIENT_ACTION_REQUIRED lasts until somebody acts.

Source: Membrane API reference, Get connection by ID (documented).
"""


ClientActionType: TypeAlias = Literal["connect", "provide-input"]
"""What is asked of the client: `connect` the third party, or fill in what is missing.

Source: Membrane SDK (high). The document shows "connect" only, as a sample.
"""


class ConnectionTestResult(Model, frozen=True, gc=False, kw_only=True):
    """What a test of a connection came to.

    Source: Membrane SDK (medium).
    """

    success: bool | None | UnsetType = UNSET
    """Whether the connection works.

    Source: Membrane SDK (medium). Required there; optional here, because an older specification has an answer
    without it.
    """


ConnectionRequestStatus: TypeAlias = Literal["pending", "success", "cancelled", "error"]
"""How far a request to connect is. All but `pending` are final.

Source: Membrane SDK (high).
"""


class Customer(Model, frozen=True, gc=False, kw_only=True):
    """A customer, which Membrane also calls user or tenant.

    Source: Membrane SDK (high). Nothing but the credit limit is declared nullable; optional members accept
    null because servers leave unset ones so.
    """

    __hidden__ = frozenset({"fields", "meta"})

    id: str
    """Membrane's id of the customer."""

    name: str
    """Name for people."""

    internal_id: str = field(name="internalId")
    """The caller's own id of the customer, the `tenantKey` of tokens."""

    meta: dict[str, Any] | None | UnsetType = UNSET
    """The caller's own data about the customer, any JSON object."""

    fields: dict[str, Any] | None | UnsetType = UNSET
    """Values of the fields that the workspace defines for customers."""

    credentials: Secret[Any] | UnsetType = UNSET
    """Credentials of the customer. Any JSON."""

    last_active_at: str | None | UnsetType = field(name="lastActiveAt", default=UNSET)
    """When the customer was last active. In the format `date-time`, as it came."""

    is_test: bool | None | UnsetType = field(name="isTest", default=UNSET)
    """Whether the customer is for tests."""

    is_billable: bool | None | UnsetType = field(name="isBillable", default=UNSET)
    """Whether the customer counts for the bill."""

    is_active: bool | None | UnsetType = field(name="isActive", default=UNSET)
    """Whether the customer is active."""

    ai_credits_rolling30_day_limit: float | None | UnsetType = field(
        name="aiCreditsRolling30DayLimit", default=UNSET
    )
    """How many AI credits the customer may use in any 30 days; never negative. Null is no limit.

    Source: Membrane SDK (high). The one member that the vendor itself declares nullable.
    """

    created_at: str | None | UnsetType = field(name="createdAt", default=UNSET)
    """When the customer was made. In the format `date-time`, as it came."""

    archived_at: str | None | UnsetType = field(name="archivedAt", default=UNSET)
    """When the customer was archived. In the format `date-time`, as it came."""


IntegrationAuthType: TypeAlias = Literal[
    "integration-app-token", "membrane-token", "oauth2", "oauth1", "client-credentials", "proxy"
]
"""How connections authenticate. `client-credentials` is a form that the end user fills in, not the OAuth grant.

Source: Membrane SDK (high). The document shows "integration-app-token" only, as a sample.
"""


class IntegrationOption(Model, frozen=True, gc=False, kw_only=True):
    """How one option of a connector is set up in an integration.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    disabled: bool | None | UnsetType = UNSET
    """Whether the option is not offered."""

    parameters: Secret[Any] | UnsetType = UNSET
    """What the option is set up with. Any JSON."""


ErrorType: TypeAlias = Literal[
    "bad_request",
    "connection",
    "configuration",
    "dependency_error",
    "flow_run",
    "flow_instance_setup",
    "concurrency",
    "internal",
    "action_run",
    "action_instance_setup",
    "unit_run",
    "custom_code",
    "insufficient_credit",
    "openrouter_not_configured",
]
"""The part of Membrane, or with `connection` the third party, where something went wrong.

Source: Membrane SDK (high). The document shows "bad_request" only, as a sample.
"""


class ConnectionBody(SecretModel, frozen=True, gc=False, kw_only=True):
    """What the caller decides about a connection, to make or to change it. Nothing is required; to make one, it
    has to be said what it leads to.

    Source: Membrane SDK (high). Making, changing and replacing share this shape. A specification of 2024 knew
    `name`, `integrationId` and `credentials`, and tokens of their own for changes, which are part of
    `credentials` now.
    """

    __hidden__ = frozenset({"connector_parameters", "credentials", "input", "meta"})

    name: str | UnsetType = UNSET
    """Name for people."""

    meta: dict[str, Any] | UnsetType = UNSET
    """The caller's own data about the connection, any JSON object."""

    key: ConnectionKey | None | UnsetType = UNSET
    """A key that can stand for the id. Null takes it away."""

    auth_option_key: str | UnsetType = field(name="authOptionKey", default=UNSET)
    """Key of the way to authenticate, for connectors that have several."""

    integration_id: str | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration to make it with."""

    integration_uuid: str | UnsetType = field(name="integrationUuid", default=UNSET)
    """Second id of the integration to make it with."""

    integration_key: str | UnsetType = field(name="integrationKey", default=UNSET)
    """Key of the integration to make it with."""

    connector_id: str | UnsetType = field(name="connectorId", default=UNSET)
    """Id of the connector to make it with."""

    connector_uuid: str | UnsetType = field(name="connectorUuid", default=UNSET)
    """Second id of the connector to make it with."""

    connector_key: str | UnsetType = field(name="connectorKey", default=UNSET)
    """Key of the connector to make it with."""

    connector_version: str | UnsetType = field(name="connectorVersion", default=UNSET)
    """Version of the connector."""

    external_app_id: str | UnsetType = field(name="externalAppId", default=UNSET)
    """Id of the application it leads to."""

    external_app_uuid: str | UnsetType = field(name="externalAppUuid", default=UNSET)
    """Second id of the application it leads to."""

    credentials: Any | UnsetType = UNSET
    """The credentials, in the shape that the connector wants. Any JSON."""

    connector_parameters: Any | UnsetType = field(name="connectorParameters", default=UNSET)
    """What the connector is set up with, which can hold credentials. Any JSON."""

    input: Any | UnsetType = UNSET
    """What the end user would put in when connecting, which can hold credentials. Any JSON."""

    intent: str | UnsetType = UNSET
    """What the connection is meant for, in words. An agent builds it then; until it is done, `state` is BUILDING
    and `buildingAgentSessionId` is there.

    Source: Membrane SDK (medium). Marked as experimental there.
    """


class ClientAction(Model, frozen=True, gc=False, kw_only=True):
    """What a client has to do to move a connection on.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    type: ClientActionType | str
    """The kind of action."""

    description: str
    """What to do, in words."""

    ui_url: Secret[str] | None | UnsetType = field(name="uiUrl", default=UNSET)
    """Address of a page where the end user can do it. Whoever has it can do so in the user's name."""

    agent_instructions: str | None | UnsetType = field(name="agentInstructions", default=UNSET)
    """What to do, in words for an AI agent."""


class ConnectorOption(Model, frozen=True, gc=False, kw_only=True):
    """One way to authenticate.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    __hidden__ = frozenset(
        {"credentials_schema", "custom_credentials_schema", "input_schema", "parameters_schema"}
    )

    type: IntegrationAuthType | str | None | UnsetType = UNSET
    """How connections authenticate."""

    title: str | None | UnsetType = UNSET
    """Name for people."""

    description: str | None | UnsetType = UNSET
    """What it is, in words."""

    credentials_schema: Any | UnsetType = field(name="credentialsSchema", default=UNSET)
    """JSON schema of the credentials. Any JSON."""

    custom_credentials_schema: Any | UnsetType = field(name="customCredentialsSchema", default=UNSET)
    """JSON schema of credentials that the connector defines itself. Any JSON."""

    input_schema: Any | UnsetType = field(name="inputSchema", default=UNSET)
    """JSON schema of what the end user puts in. Any JSON."""

    parameters_schema: Any | UnsetType = field(name="parametersSchema", default=UNSET)
    """JSON schema of what the connector is set up with. Any JSON."""


class IntegrationAuthOption(Model, frozen=True, gc=False, kw_only=True):
    """One way to authenticate.

    Source: Membrane SDK (medium). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    __hidden__ = frozenset({"input_schema", "ui"})

    key: str
    """Its key."""

    type: IntegrationAuthType | str
    """How connections authenticate."""

    title: str | None | UnsetType = UNSET
    """Name for people."""

    description: str | None | UnsetType = UNSET
    """What it is, in words."""

    input_schema: Any | UnsetType = field(name="inputSchema", default=UNSET)
    """JSON schema of what the end user puts in. Any JSON."""

    ui: Any | UnsetType = UNSET
    """Deprecated by the API. The older form of `inputSchema`. Any JSON."""


IntegrationOptions: TypeAlias = dict[str, IntegrationOption]
"""How each option of a connector is set up in an integration, by the key of the option.

Source: Membrane SDK (high). The document shows an empty object.
"""


class ErrorData(Model, frozen=True, gc=False, kw_only=True):
    """What went wrong: the body of every refused or failed request, and also a part of connections and
    integrations. A `type` of `connection` speaks of the third party, not of Membrane.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    message: str
    """What went wrong, in words."""

    type: ErrorType | str | None | UnsetType = UNSET
    """The part of Membrane, or the third party, where it went wrong."""

    key: str | None | UnsetType = UNSET
    """What went wrong, as a word for programs: `not_authenticated`, `access_denied`, `not_found`,
    `already_exists`, `connection_is_defunct`, `access_token_expired`, `rate_limit_exceeded`, `lock_timeout`,
    `internal` and others.
    """

    data: Secret[Any] | UnsetType = UNSET
    """Details, such as the request to the third party and its answer. Any JSON."""

    stack: Secret[Any] | UnsetType = UNSET
    """Where in the code it happened. Any JSON."""

    caused_by_error: ErrorData | None | UnsetType = field(name="causedByError", default=UNSET)
    """The error behind this one.

    Source: Membrane SDK (high). The document renders it as unknown; the SDK has the same shape once more, to
    any depth.
    """

    logs: Secret[tuple[Any, ...]] | None | UnsetType = UNSET
    """What was logged on the way. Each entry is any JSON."""


class ConnectionRequest(Model, frozen=True, gc=False, kw_only=True):
    """A page on which an end user connects, and how far they are.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    request_id: str = field(name="requestId")
    """Id of the request."""

    tenant_id: str = field(name="tenantId")
    """Membrane's id of the tenant that connects."""

    url: Secret[str]
    """Address of the page that the end user opens. Whoever has it can connect in the tenant's name."""

    created_at: str = field(name="createdAt")
    """When the request was made. In the format `date-time`, as it came."""

    status: ConnectionRequestStatus | str
    """How far it is."""

    result_connection_id: str | None | UnsetType = field(name="resultConnectionId", default=UNSET)
    """Id of the connection that came of it. There once `status` is `success`."""

    result_error: ErrorData | None | UnsetType = field(name="resultError", default=UNSET)
    """What went wrong. There when `status` is `error`."""

    integration_id: str | None | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration to connect with, as it was given."""

    integration_key: str | None | UnsetType = field(name="integrationKey", default=UNSET)
    """Key of the integration to connect with, as it was given."""

    connector_id: str | None | UnsetType = field(name="connectorId", default=UNSET)
    """Id of the connector to connect with, as it was given."""

    connector_key: str | None | UnsetType = field(name="connectorKey", default=UNSET)
    """Key of the connector to connect with, as it was given."""

    connector_version: str | None | UnsetType = field(name="connectorVersion", default=UNSET)
    """Version of the connector, as it was given."""

    connection_id: str | None | UnsetType = field(name="connectionId", default=UNSET)
    """Id of the connection to connect again, as it was given."""

    connection_key: str | None | UnsetType = field(name="connectionKey", default=UNSET)
    """Key of the connection, as it was given."""

    name: str | None | UnsetType = UNSET
    """Name of the connection, as it was given."""

    allow_multiple_connections: bool | None | UnsetType = field(
        name="allowMultipleConnections", default=UNSET
    )
    """Whether a second connection may be made, as it was given."""

    connector_parameters: Secret[dict[str, Any]] | None | UnsetType = field(
        name="connectorParameters", default=UNSET
    )
    """What the connector is set up with, as it was given."""

    redirect_uri: str | None | UnsetType = field(name="redirectUri", default=UNSET)
    """Address to send the end user to afterwards, as it was given. In the format `uri`, as it came."""

    prompt: str | None | UnsetType = UNSET
    """Words for the agent that helps to connect, as they were given."""


ConnectorOptions: TypeAlias = dict[str, ConnectorOption]
"""The ways to authenticate that a connector offers, by key.

Source: Membrane SDK (high).
"""


class Integration(Model, frozen=True, gc=False, kw_only=True):
    """An application that a workspace offers its customers, as it is set up there.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    __hidden__ = frozenset({"meta", "spec"})

    id: str
    """Id of the integration."""

    name: str
    """Name for people."""

    logo_uri: str = field(name="logoUri")
    """Address of the logo."""

    uuid: str | None | UnsetType = UNSET
    """A second id of the integration."""

    key: str | None | UnsetType = UNSET
    """Key of the integration, for example `hubspot`. It can stand for the id."""

    description: str | None | UnsetType = UNSET
    """What it is, in words."""

    meta: dict[str, Any] | None | UnsetType = UNSET
    """The caller's own data about the integration, any JSON object."""

    state: ElementState | str | None | UnsetType = UNSET
    """How far the integration is in being set up."""

    errors: tuple[ErrorData, ...] | None | UnsetType = UNSET
    """What is wrong with how the integration is set up."""

    revision: str | None | UnsetType = UNSET
    """Mark of the version that is stored."""

    created_at: str | None | UnsetType = field(name="createdAt", default=UNSET)
    """When the integration was made. In the format `date-time`, as it came."""

    updated_at: str | None | UnsetType = field(name="updatedAt", default=UNSET)
    """When the integration was last changed. In the format `date-time`, as it came."""

    archived_at: str | None | UnsetType = field(name="archivedAt", default=UNSET)
    """When the integration was archived. In the format `date-time`, as it came."""

    is_deactivated: bool | None | UnsetType = field(name="isDeactivated", default=UNSET)
    """Whether the integration is switched off."""

    is_read_only: bool | None | UnsetType = field(name="isReadOnly", default=UNSET)
    """Whether the integration cannot be changed."""

    connector_id: str | None | UnsetType = field(name="connectorId", default=UNSET)
    """Id of the connector it uses."""

    connector_version: str | None | UnsetType = field(name="connectorVersion", default=UNSET)
    """Version of the connector."""

    o_auth_callback_uri: str | None | UnsetType = field(name="oAuthCallbackUri", default=UNSET)
    """Address to which the third party sends the user back after an OAuth login."""

    parameters: Secret[Any] | UnsetType = UNSET
    """What the connector is set up with, such as the secret of an OAuth application. Any JSON."""

    has_missing_parameters: bool | None | UnsetType = field(name="hasMissingParameters", default=UNSET)
    """Whether a parameter that is needed is missing."""

    has_documentation: bool | None | UnsetType = field(name="hasDocumentation", default=UNSET)
    """Whether there is documentation."""

    has_operations: bool | None | UnsetType = field(name="hasOperations", default=UNSET)
    """Whether there are operations."""

    operations_count: float | None | UnsetType = field(name="operationsCount", default=UNSET)
    """How many operations there are."""

    has_data: bool | None | UnsetType = field(name="hasData", default=UNSET)
    """Whether there are data collections."""

    data_collections_count: float | None | UnsetType = field(name="dataCollectionsCount", default=UNSET)
    """How many data collections there are."""

    has_events: bool | None | UnsetType = field(name="hasEvents", default=UNSET)
    """Whether there are events."""

    events_count: float | None | UnsetType = field(name="eventsCount", default=UNSET)
    """How many events there are."""

    has_global_webhooks: bool | None | UnsetType = field(name="hasGlobalWebhooks", default=UNSET)
    """Whether the third party sends the events of all connections to one webhook."""

    has_udm: bool | None | UnsetType = field(name="hasUdm", default=UNSET)
    """Whether there are unified data models."""

    is_test: bool | None | UnsetType = field(name="isTest", default=UNSET)
    """Whether the integration is for tests."""

    external_app_id: str | None | UnsetType = field(name="externalAppId", default=UNSET)
    """Id of the application it leads to."""

    auth_type: IntegrationAuthType | str | None | UnsetType = field(name="authType", default=UNSET)
    """How connections authenticate."""

    options_config: IntegrationOptions | None | UnsetType = field(name="optionsConfig", default=UNSET)
    """How each of the connector's options is set up, by its key."""

    app_uuid: str | None | UnsetType = field(name="appUuid", default=UNSET)
    """Deprecated by the API. Id of the application, for Membrane's own use.

    Source: Membrane SDK (medium). Not in the document. Marked there as internal.
    """

    connection: Secret[dict[str, Any]] | None | UnsetType = UNSET
    """The customer's connection with it, which can hold what was put in. Any JSON object.

    Source: Membrane SDK (medium). Not in the document.
    """

    spec: Any | UnsetType = UNSET
    """What the integration can do. Any JSON.

    Source: Membrane SDK (medium). Not in the document.
    """

    auth_options: tuple[IntegrationAuthOption, ...] | None | UnsetType = field(
        name="authOptions", default=UNSET
    )
    """Deprecated by the API. The ways to authenticate.

    Source: Membrane SDK (medium). Not in the document. Marked there as internal.
    """


class ListedIntegration(Model, frozen=True, gc=False, kw_only=True):
    """An entry in a list of integrations. One that is made up from a connector, an application or a search of
    the web has no id, and perhaps no logo.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    __hidden__ = frozenset({"meta", "spec"})

    name: str
    """Name for people."""

    id: str | None | UnsetType = UNSET
    """Id of the integration. Absent when the entry is made up."""

    logo_uri: str | None | UnsetType = field(name="logoUri", default=UNSET)
    """Address of the logo."""

    app_uri: str | None | UnsetType = field(name="appUri", default=UNSET)
    """Address of the application, of made-up entries."""

    uuid: str | None | UnsetType = UNSET
    """A second id of the integration."""

    key: str | None | UnsetType = UNSET
    """Key of the integration, for example `hubspot`. It can stand for the id."""

    description: str | None | UnsetType = UNSET
    """What it is, in words."""

    meta: dict[str, Any] | None | UnsetType = UNSET
    """The caller's own data about the integration, any JSON object."""

    state: ElementState | str | None | UnsetType = UNSET
    """How far the integration is in being set up."""

    errors: tuple[ErrorData, ...] | None | UnsetType = UNSET
    """What is wrong with how the integration is set up."""

    revision: str | None | UnsetType = UNSET
    """Mark of the version that is stored."""

    created_at: str | None | UnsetType = field(name="createdAt", default=UNSET)
    """When the integration was made. In the format `date-time`, as it came."""

    updated_at: str | None | UnsetType = field(name="updatedAt", default=UNSET)
    """When the integration was last changed. In the format `date-time`, as it came."""

    archived_at: str | None | UnsetType = field(name="archivedAt", default=UNSET)
    """When the integration was archived. In the format `date-time`, as it came."""

    is_deactivated: bool | None | UnsetType = field(name="isDeactivated", default=UNSET)
    """Whether the integration is switched off."""

    is_read_only: bool | None | UnsetType = field(name="isReadOnly", default=UNSET)
    """Whether the integration cannot be changed."""

    connector_id: str | None | UnsetType = field(name="connectorId", default=UNSET)
    """Id of the connector it uses."""

    connector_version: str | None | UnsetType = field(name="connectorVersion", default=UNSET)
    """Version of the connector."""

    o_auth_callback_uri: str | None | UnsetType = field(name="oAuthCallbackUri", default=UNSET)
    """Address to which the third party sends the user back after an OAuth login."""

    parameters: Secret[Any] | UnsetType = UNSET
    """What the connector is set up with, such as the secret of an OAuth application. Any JSON."""

    has_missing_parameters: bool | None | UnsetType = field(name="hasMissingParameters", default=UNSET)
    """Whether a parameter that is needed is missing."""

    has_documentation: bool | None | UnsetType = field(name="hasDocumentation", default=UNSET)
    """Whether there is documentation."""

    has_operations: bool | None | UnsetType = field(name="hasOperations", default=UNSET)
    """Whether there are operations."""

    operations_count: float | None | UnsetType = field(name="operationsCount", default=UNSET)
    """How many operations there are."""

    has_data: bool | None | UnsetType = field(name="hasData", default=UNSET)
    """Whether there are data collections."""

    data_collections_count: float | None | UnsetType = field(name="dataCollectionsCount", default=UNSET)
    """How many data collections there are."""

    has_events: bool | None | UnsetType = field(name="hasEvents", default=UNSET)
    """Whether there are events."""

    events_count: float | None | UnsetType = field(name="eventsCount", default=UNSET)
    """How many events there are."""

    has_global_webhooks: bool | None | UnsetType = field(name="hasGlobalWebhooks", default=UNSET)
    """Whether the third party sends the events of all connections to one webhook."""

    has_udm: bool | None | UnsetType = field(name="hasUdm", default=UNSET)
    """Whether there are unified data models."""

    is_test: bool | None | UnsetType = field(name="isTest", default=UNSET)
    """Whether the integration is for tests."""

    external_app_id: str | None | UnsetType = field(name="externalAppId", default=UNSET)
    """Id of the application it leads to."""

    auth_type: IntegrationAuthType | str | None | UnsetType = field(name="authType", default=UNSET)
    """How connections authenticate."""

    options_config: IntegrationOptions | None | UnsetType = field(name="optionsConfig", default=UNSET)
    """How each of the connector's options is set up, by its key."""

    app_uuid: str | None | UnsetType = field(name="appUuid", default=UNSET)
    """Deprecated by the API. Id of the application, for Membrane's own use.

    Source: Membrane SDK (medium). Marked there as internal.
    """

    connection: Secret[dict[str, Any]] | None | UnsetType = UNSET
    """The customer's connection with it, which can hold what was put in. Any JSON object.

    Source: Membrane SDK (medium).
    """

    spec: Any | UnsetType = UNSET
    """What the integration can do. Any JSON.

    Source: Membrane SDK (medium).
    """

    auth_options: tuple[IntegrationAuthOption, ...] | None | UnsetType = field(
        name="authOptions", default=UNSET
    )
    """Deprecated by the API. The ways to authenticate.

    Source: Membrane SDK (medium). Marked there as internal.
    """


class Connection(Model, frozen=True, gc=False, kw_only=True):
    """A customer's connection to a third-party application.

    Source: Membrane API reference, Get connection by ID (documented). The document declares nothing nullable;
    optional members accept null because servers leave unset ones so.
    """

    __hidden__ = frozenset({"meta"})

    id: str
    """Id of the connection, given by the server and unique."""

    name: str
    """Name for people."""

    user_id: str = field(name="userId")
    """Membrane's id of the user that the connection belongs to."""

    created_at: str = field(name="createdAt")
    """When the connection was made. In the format `date-time`, as it came."""

    updated_at: str = field(name="updatedAt")
    """When the connection was last changed. In the format `date-time`, as it came."""

    tenant_id: str | None | UnsetType = field(name="tenantId", default=UNSET)
    """Membrane's id of the tenant that the connection belongs to."""

    key: str | None | UnsetType = UNSET
    """The connection's key, chosen when it was made. It can stand for the id."""

    is_test: bool | None | UnsetType = field(name="isTest", default=UNSET)
    """Whether the connection is for tests."""

    connected: bool | None | UnsetType = UNSET
    """Whether the connection works at the moment."""

    disconnected: bool | None | UnsetType = UNSET
    """Deprecated by the API. The opposite of `connected`, which replaces it."""

    is_defunct: bool | None | UnsetType = field(name="isDefunct", default=UNSET)
    """Whether the server has given the connection up, so that somebody has to connect again.

    Source: Membrane API reference, Get connection by ID (documented). A specification of 2024 marks it as
    deprecated, the document does not.
    """

    state: ElementState | str | None | UnsetType = UNSET
    """How far the connection is in being set up."""

    errors: tuple[ErrorData, ...] | None | UnsetType = UNSET
    """What is wrong with how the connection is set up."""

    request_error: ErrorData | None | UnsetType = field(name="requestError", default=UNSET)
    """What went wrong with a request to the third party; often why the connection was lost."""

    error: ErrorData | None | UnsetType = UNSET
    """Deprecated by the API. What is wrong with the connection; `requestError` and `errors` replace it."""

    integration_id: str | None | UnsetType = field(name="integrationId", default=UNSET)
    """Id of the integration it was made with."""

    connector_id: str | None | UnsetType = field(name="connectorId", default=UNSET)
    """Id of the connector it was made with."""

    external_app_id: str | None | UnsetType = field(name="externalAppId", default=UNSET)
    """Id of the application it leads to."""

    connector_version: str | None | UnsetType = field(name="connectorVersion", default=UNSET)
    """Version of the connector."""

    auth_option_key: str | None | UnsetType = field(name="authOptionKey", default=UNSET)
    """Key of the way to authenticate, for connectors that have several."""

    last_active_at: str | None | UnsetType = field(name="lastActiveAt", default=UNSET)
    """When the connection was last used. In the format `date-time`, as it came."""

    next_credentials_refresh_at: str | None | UnsetType = field(
        name="nextCredentialsRefreshAt", default=UNSET
    )
    """When the server will renew the credentials. In the format `date-time`, as it came."""

    next_retry_timestamp: str | None | UnsetType = field(name="nextRetryTimestamp", default=UNSET)
    """When the server will try again to bring a lost connection back. In the format `date-time`, as it came."""

    retry_attempts: float | None | UnsetType = field(name="retryAttempts", default=UNSET)
    """How often the server has tried to bring the lost connection back."""

    can_test: bool | None | UnsetType = field(name="canTest", default=UNSET)
    """Whether the connection can be tested."""

    can_refresh_credentials: bool | None | UnsetType = field(name="canRefreshCredentials", default=UNSET)
    """Whether the credentials can be renewed on request."""

    archived_at: str | None | UnsetType = field(name="archivedAt", default=UNSET)
    """When the connection was archived, which is how Membrane deletes. In the format `date-time`, as it came."""

    is_deactivated: bool | None | UnsetType = field(name="isDeactivated", default=UNSET)
    """Whether the connection is switched off."""

    meta: dict[str, Any] | None | UnsetType = UNSET
    """The caller's own data about the connection, any JSON object."""

    building_agent_session_id: str | None | UnsetType = field(name="buildingAgentSessionId", default=UNSET)
    """Id of the agent session that builds the connection, for connections made or changed by saying what is
    intended. There while `state` is BUILDING.
    """

    client_action: ClientAction | None | UnsetType = field(name="clientAction", default=UNSET)
    """What the client has to do to move the connection on. There exactly while `state` is
    CLIENT_ACTION_REQUIRED.
    """

    user: Customer | None | UnsetType = UNSET
    """The customer that the connection belongs to."""

    integration: Integration | None | UnsetType = UNSET
    """The integration it was made with."""

    connector_parameters: Secret[Any] | UnsetType = field(name="connectorParameters", default=UNSET)
    """What the connector was set up with. Any JSON.

    Source: Membrane SDK (high). Not in the document.
    """

    input: Secret[Any] | UnsetType = UNSET
    """What was put in when connecting. Any JSON.

    Source: Membrane SDK (high). Not in the document.
    """

    credentials: Secret[Any] | UnsetType = UNSET
    """The credentials, with `includeSecrets` only. Any JSON.

    Source: Membrane SDK (high). Not in the document.
    """


class ListConnectionsAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A page of connections.

    Source: Membrane SDK (high).
    """

    items: tuple[Connection, ...]
    """The connections of this page; it can be short or empty and still not be the last."""

    cursor: str | None | UnsetType = UNSET
    """Where to read on. Absent, null or empty on the last page."""


class Connector(Model, frozen=True, gc=False, kw_only=True):
    """How an application is reached, and how its users sign in. What it runs (its functions) is left out.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so. Required here is what the SDK has in its smallest form of a connector too: which form
    a list is made of is not said.
    """

    __hidden__ = frozenset(
        {"credentials_schema", "custom_credentials_schema", "input_schema", "parameters_schema"}
    )

    id: str
    """Id of the connector."""

    key: str
    """Key of the connector, for example `hubspot`. It can stand for the id."""

    name: str
    """Name for people."""

    logo_uri: str = field(name="logoUri")
    """Address of the logo."""

    uuid: str | None | UnsetType = UNSET
    """A second id of the connector."""

    base_uri: str | None | UnsetType = field(name="baseUri", default=UNSET)
    """Address under which the connector runs."""

    version: str | None | UnsetType = UNSET
    """Version of the connector."""

    external_app_id: str | None | UnsetType = field(name="externalAppId", default=UNSET)
    """Id of the application it leads to."""

    categories: tuple[str, ...] | None | UnsetType = UNSET
    """What the application is for, in words such as `CRM` or `File Storage`."""

    is_public: bool | None | UnsetType = field(name="isPublic", default=UNSET)
    """Whether every workspace can use it."""

    popularity: float | None | UnsetType = UNSET
    """How much it is used; what is measured is not said."""

    tenant_id: str | None | UnsetType = field(name="tenantId", default=UNSET)
    """Id of the tenant it belongs to, for connectors of one tenant."""

    archived_at: str | None | UnsetType = field(name="archivedAt", default=UNSET)
    """When the connector was archived. In the format `date-time`, as it came."""

    revision: str | None | UnsetType = UNSET
    """Mark of the version that is stored."""

    data_collections_count: float | None | UnsetType = field(name="dataCollectionsCount", default=UNSET)
    """How many data collections there are."""

    operations_count: float | None | UnsetType = field(name="operationsCount", default=UNSET)
    """How many operations there are."""

    events_count: float | None | UnsetType = field(name="eventsCount", default=UNSET)
    """How many events there are."""

    udms: tuple[str, ...] | None | UnsetType = UNSET
    """Keys of the unified data models it supports."""

    has_test: bool | None | UnsetType = field(name="hasTest", default=UNSET)
    """Whether connections can be tested."""

    has_auth_test: bool | None | UnsetType = field(name="hasAuthTest", default=UNSET)
    """Whether the credentials of connections can be tested."""

    has_operations: bool | None | UnsetType = field(name="hasOperations", default=UNSET)
    """Whether there are operations."""

    has_data: bool | None | UnsetType = field(name="hasData", default=UNSET)
    """Whether there are data collections."""

    is_read_only: bool | None | UnsetType = field(name="isReadOnly", default=UNSET)
    """Whether the connector cannot be changed."""

    type: IntegrationAuthType | str | None | UnsetType = UNSET
    """How connections authenticate."""

    options: ConnectorOptions | None | UnsetType = UNSET
    """The ways to authenticate, by key, for connectors that have several."""

    credentials_schema: Any | UnsetType = field(name="credentialsSchema", default=UNSET)
    """JSON schema of the credentials. Any JSON."""

    custom_credentials_schema: Any | UnsetType = field(name="customCredentialsSchema", default=UNSET)
    """JSON schema of credentials that the connector defines itself. Any JSON."""

    input_schema: Any | UnsetType = field(name="inputSchema", default=UNSET)
    """JSON schema of what the end user puts in. Any JSON."""

    parameters_schema: Any | UnsetType = field(name="parametersSchema", default=UNSET)
    """JSON schema of what the connector is set up with. Any JSON."""


class ListIntegrationsAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A page of integrations.

    Source: Membrane SDK (high).
    """

    items: tuple[ListedIntegration, ...]
    """The integrations of this page; it can be short or empty and still not be the last."""

    cursor: str | None | UnsetType = UNSET
    """Where to read on. Absent, null or empty on the last page."""


class ListConnectorsAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A page of connectors.

    Source: Membrane SDK (medium).
    """

    items: tuple[Connector, ...]
    """The connectors of this page; it can be short or empty and still not be the last."""

    cursor: str | None | UnsetType = UNSET
    """Where to read on. Absent, null or empty on the last page."""
