"""The objects of the API, as the spec names them."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import UNSET, UnsetType, field

from ._secret import Model, Secret

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


class ClientAction(Model, frozen=True, gc=False, kw_only=True):
    """What a client has to do to move a connection on.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    type: ClientActionType | str
    """The kind of action."""

    description: str
    """What to do, in words."""

    ui_url: str | None | UnsetType = field(name="uiUrl", default=UNSET)
    """Address of a page where the end user can do it."""

    agent_instructions: str | None | UnsetType = field(name="agentInstructions", default=UNSET)
    """What to do, in words for an AI agent."""


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


class Integration(Model, frozen=True, gc=False, kw_only=True):
    """An application that a workspace offers its customers, as it is set up there.

    Source: Membrane SDK (high). Nothing is declared nullable; optional members accept null because servers
    leave unset ones so.
    """

    __hidden__ = frozenset({"meta"})

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
