"""The objects of the API, as the spec names them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from ._secret import Model, Secret, SecretModel

RefreshPolicy: TypeAlias = Literal["none", "force", "auto"]
"""When credentials are renewed: `none` never, `force` every time, `auto` when they have expired.

Source: OpenInt API reference, Get connection (documented).
"""


ConnectionExpansion: TypeAlias = Literal["connector"]
"""What a connection can be expanded with. `connector` adds the connector, its schemas included.

Source: OpenInt published OpenAPI document (high). The document names no value. The server refuses every other
one, `integration` too.
"""


ConnectorExpansion: TypeAlias = Literal["schemas"]
"""What a connector can be expanded with. `schemas` adds its JSON Schemas.

Source: OpenInt published OpenAPI document (high). The document names no value. The server refuses every other
one.
"""


ConnectorConfigExpansion: TypeAlias = Literal["connector", "connector.schemas", "connection_count"]
"""What a connector configuration can be expanded with: its connector, the connector's JSON Schemas (ask for the
connector beside them), and the number of connections made with it.

Source: OpenInt published OpenAPI document (high).
"""


ConnectView: TypeAlias = Literal["add", "manage"]
"""What the page shows at first: `add` the connectors on offer, `manage` what is connected.

Source: OpenInt published OpenAPI document (high).
"""


CheckConnectionBody: TypeAlias = dict[str, Any]
"""An empty object; nothing in it is read.

Source: OpenInt server source (high). The published document has no body here. The server refuses a JSON
content type without one, and takes an empty object.
"""


class CreateConnectionData(SecretModel, frozen=True, gc=False, kw_only=True):
    """Which connector a connection is for, and its credentials.

    Source: OpenInt published OpenAPI document (high). The vendor lists one shape for each of 171 connectors,
    told apart by `connector_name`, and adds to them. So the settings are any JSON object here; the server
    checks them.
    """

    __hidden__ = frozenset({"settings"})

    connector_name: str
    """Name of the connector, for example `hubspot`; that of the connector configuration."""

    settings: dict[str, Any] | UnsetType = UNSET
    """The credentials and what else the connector stores. Each connector has its own shape; many have an `oauth`
    object with `credentials` in it, or a single API key.
    """


class ConnectOptions(Model, frozen=True, gc=False, kw_only=True):
    """What the page behind the link offers the customer.

    Source: OpenInt published OpenAPI document (high).
    """

    return_url: str | UnsetType = UNSET
    """Where the page leads back to, after connecting or on the customer's wish."""

    connector_names: tuple[str, ...] | UnsetType = UNSET
    """The connectors on offer; all of them unless given."""

    view: ConnectView | UnsetType = UNSET
    """What the page shows at first; unless given, it depends on what the customer has."""

    debug: bool | UnsetType = UNSET
    """Whether the page shows what helps developers."""

    is_embedded: bool | UnsetType = UNSET
    """Whether the page stands inside another and leaves out its side bar."""

    hide_navigation: bool | UnsetType = UNSET
    """Whether the page leaves out its navigation."""


class CreateConnectorConfigBody(SecretModel, frozen=True, gc=False, kw_only=True):
    """A connector configuration to create.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"config", "metadata"})

    connector_name: str
    """Name of the connector, for example `hubspot`."""

    display_name: str | None | UnsetType = UNSET
    """Name for people."""

    disabled: bool | None | UnsetType = UNSET
    """Whether the configuration is switched off."""

    metadata: dict[str, Any] | None | UnsetType = UNSET
    """The caller's own data about the configuration, any JSON object."""

    config: dict[str, Any] | None | UnsetType = UNSET
    """How the connector is set up, the client secret of the organization's own application included. Each
    connector has its own shape. OpenInt's own application is used where it is left out.
    """


class UpdateConnectorConfigBody(SecretModel, frozen=True, gc=False, kw_only=True):
    """What to change in a connector configuration. What is left out stays as it is.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"config"})

    display_name: str | UnsetType = UNSET
    """Name for people."""

    disabled: bool | UnsetType = UNSET
    """Whether the configuration is switched off."""

    config: dict[str, Any] | None | UnsetType = UNSET
    """How the connector is set up, the client secret of the organization's own application included; it replaces
    what is stored.
    """


class UpsertCustomerBody(Model, frozen=True, gc=False, kw_only=True):
    """A customer to store.

    Source: OpenInt server source (medium).
    """

    __hidden__ = frozenset({"metadata"})

    id: str | UnsetType = UNSET
    """Id of the customer, chosen by the organization."""

    metadata: dict[str, Any] | UnsetType = UNSET
    """The caller's own data about the customer, any JSON object. It is merged into what is stored, top-level
    member by member; where it is left out, what is stored is emptied.
    """


ConnectionStatus: TypeAlias = Literal["healthy", "disconnected", "error", "manual", "unknown"]
"""`healthy`: works. `disconnected`: the end user has to connect again. `error`: failed on the server's side and
expected to recover. `manual`: imported, health not followed. `unknown`: never checked.

Source: OpenInt API reference, Get connection (documented).
"""


class DeleteConnectionAnswer(Model, frozen=True, gc=False, kw_only=True):
    """What was deleted.

    Source: OpenInt published OpenAPI document (high).
    """

    id: str
    """Id of the connection that is no more."""


class CheckConnectionAnswer(Model, frozen=True, gc=False, kw_only=True):
    """What a check found. Read the connection for what is stored.

    Source: OpenInt published OpenAPI document (high).
    """

    id: str
    """Id of the connection."""

    status: ConnectionStatus | str | None | UnsetType = UNSET
    """How healthy the connection is.

    Source: OpenInt server source (high). `healthy` from a connector without a test says nothing, and when the
    test itself fails, this is the status from before.
    """

    status_message: str | None | UnsetType = UNSET
    """What the check found, in words."""


class CreateTokenAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A customer's token. Whoever has one of its members is that customer.

    Source: OpenInt published OpenAPI document (high).
    """

    token: Secret[str]
    """The token, a JWT, for the Authorization header of this API."""

    magic_link_url: Secret[str]
    """Where to send the customer to connect applications. The token is part of it, so it is as secret."""

    api_key: Secret[str] | None
    """The customer's own API key, which does not expire."""


ConnectorStage: TypeAlias = Literal["alpha", "beta", "ga", "hidden"]
"""How mature a connector is: `ga` is generally available, `hidden` is not offered to users.

Source: OpenInt published OpenAPI document (high). The document shows "alpha" only, as a sample.
"""


ConnectorPlatform: TypeAlias = Literal["web", "mobile", "desktop", "local", "cloud"]
"""Where an application runs.

Source: OpenInt published OpenAPI document (high). The document shows "web" only, as a sample.
"""


ConnectorAuthType: TypeAlias = Literal["BASIC", "OAUTH1", "OAUTH2", "OAUTH2CC", "API_KEY", "CUSTOM"]
"""How a connector authenticates; `OAUTH2CC` is OAuth 2 with client credentials.

Source: OpenInt published OpenAPI document (high). The document shows "BASIC" only, as a sample.
"""


class ConnectorScope(Model, frozen=True, gc=False, kw_only=True):
    """A scope that a connector knows.

    Source: OpenInt published OpenAPI document (high).
    """

    scope: str
    """The scope, as the third party names it."""

    display_name: str | UnsetType = UNSET
    """Name for people."""

    description: str | UnsetType = UNSET
    """What the scope allows."""


class ConnectorSchemas(Model, frozen=True, gc=False, kw_only=True):
    """JSON Schemas of what a connector takes and stores. Each is any JSON, and comes only when asked for with
    `expand`.

    Source: OpenInt API reference, List connectors (documented).
    """

    __hidden__ = frozenset(
        {
            "connect_input",
            "connect_output",
            "connection_settings",
            "connector_config",
            "integration_data",
            "pre_connect_input",
            "webhook_input",
        }
    )

    connector_config: Any | UnsetType = UNSET
    """Shape of a connector configuration."""

    connection_settings: Any | UnsetType = UNSET
    """Shape of a connection's `settings`."""

    integration_data: Any | UnsetType = UNSET
    """Shape of what an integration holds."""

    webhook_input: Any | UnsetType = UNSET
    """Shape of what the third party sends to the webhook."""

    pre_connect_input: Any | UnsetType = UNSET
    """Shape of what is needed before connecting."""

    connect_input: Any | UnsetType = UNSET
    """Shape of what the end user is asked for."""

    connect_output: Any | UnsetType = UNSET
    """Shape of what connecting returns."""


IntegrationStage: TypeAlias = Literal["alpha", "beta", "ga"]
"""How mature an integration is; unlike a connector it is never hidden.

Source: OpenInt published OpenAPI document (high). The documents show "alpha" only, as a sample.
"""


IntegrationPlatform: TypeAlias = Literal["web", "mobile", "desktop"]
"""Where the application behind an integration runs.

Source: OpenInt published OpenAPI document (high). The documents show "web" only, as a sample.
"""


class DeleteConnectorConfigAnswer(Model, frozen=True, gc=False, kw_only=True):
    """What was deleted.

    Source: OpenInt published OpenAPI document (high).
    """

    id: str
    """Id of the configuration that is no more."""


class Customer(Model, frozen=True, gc=False, kw_only=True):
    """A customer of the organization.

    Source: OpenInt server source (medium).
    """

    __hidden__ = frozenset({"metadata"})

    id: str
    """Id of the customer, chosen by the organization."""

    api_key: Secret[str] | None | UnsetType = UNSET
    """The customer's own API key, which does not expire."""

    org_id: str | UnsetType = UNSET
    """Id of the organization. It starts with `org_`.

    Source: OpenInt server source (low). Stored; not every version sends it.
    """

    metadata: dict[str, Any] | None | UnsetType = UNSET
    """The caller's own data about the customer, any JSON object.

    Source: OpenInt server source (low). Stored; not every version sends it.
    """

    created_at: str | UnsetType = UNSET
    """When it was first stored. Text of the database, like the dates of a connection."""

    updated_at: str | UnsetType = UNSET
    """When it was last changed. Text of the database, like the dates of a connection."""


class ListedCustomer(Model, frozen=True, gc=False, kw_only=True):
    """A customer that has connections, as list_customers returns it.

    Source: OpenInt server source (medium).
    """

    id: str | None | UnsetType = UNSET
    """Id of the customer; null stands for the connections that belong to none."""

    connection_count: float | str | UnsetType = UNSET
    """How many connections the customer has."""

    created_at: str | UnsetType = UNSET
    """When the first of the connections was made. Text of the database, like the dates of a connection."""

    updated_at: str | UnsetType = UNSET
    """When one of them was last changed. Text of the database, like the dates of a connection."""


class ListCustomersAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A page of customers.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"has_next_page", "limit", "offset", "total"})

    items: tuple[ListedCustomer, ...]
    """The customers of this page."""

    total: Any | UnsetType = UNSET
    """How many customers match on all pages together; 0 on a page that is empty. A hint, any JSON.

    Source: OpenInt server source (high). The vendor requires a number and calls it the total of the
    organization. The server counts what matches the filters, and reads the count off the first row: an empty
    page says 0. Nothing may depend on it, so nothing it says breaks a list.
    """

    limit: Any | UnsetType = UNSET
    """The limit that was applied. A hint, any JSON.

    Source: OpenInt published OpenAPI document (high). The vendor requires a number. A list is read to its end
    by what comes, so nothing this says breaks one.
    """

    offset: Any | UnsetType = UNSET
    """The offset that was applied. A hint, any JSON.

    Source: OpenInt published OpenAPI document (high). The vendor requires a number. A list is read to its end
    by what comes, so nothing this says breaks one.
    """

    has_next_page: Any | UnsetType = UNSET
    """Do not use: true on the last page, false while there are more. Read on while items come and `offset` plus
    their number is below `total`.

    Source: OpenInt server source (high). Defined as offset + limit >= total, by the vendor's text and by the
    server alike: the opposite of what the name says. The vendor requires a boolean; any JSON is read, because
    nobody should.
    """


ViewerRole: TypeAlias = Literal["anon", "customer", "user", "org", "system"]
"""`anon` without a token, `customer` with a customer's key or token, `user` in the vendor's own console, `org`
with a key of the organization, `system` inside the server.

Source: OpenInt published OpenAPI document (high).
"""


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

Source: OpenInt server source (high).
"""


class ErrorIssue(Model, frozen=True, gc=False, kw_only=True):
    """One fault of a refused request.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"expected", "path"})

    message: str
    """The fault, in words."""

    code: str | UnsetType = UNSET
    """The kind of fault.

    Source: OpenInt server source (high). Not in the published document.
    """

    path: Any | UnsetType = UNSET
    """Where the fault is, as a list of names and positions.

    Source: OpenInt server source (high). Not in the published document.
    """

    expected: Any | UnsetType = UNSET
    """What was expected there.

    Source: OpenInt server source (high). Not in the published document.
    """

    received: Secret[Any] | UnsetType = UNSET
    """What was found there.

    Source: OpenInt server source (high). Not in the published document.
    """


class ErrorData(Model, frozen=True, gc=False, kw_only=True):
    """What the server's framework adds to an error.

    Source: OpenInt server source (high). Not in the published document.
    """

    code: str | UnsetType = UNSET
    """The code of the error once more."""

    http_status: int | UnsetType = field(name="httpStatus", default=UNSET)
    """The HTTP status once more."""

    path: str | UnsetType = UNSET
    """The server's own name of the operation."""

    stack: Secret[str] | UnsetType = UNSET
    """Where in the server it happened, from servers that are set up for it."""


class CreateConnectionBody(Model, frozen=True, gc=False, kw_only=True):
    """A connection to import.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"metadata"})

    connector_config_id: Annotated[str, Meta(pattern="^ccfg_")]
    """Id of the connector configuration to make it with. It starts with `ccfg_`."""

    customer_id: str
    """Id of the customer that it will belong to."""

    data: CreateConnectionData
    metadata: dict[str, Any] | UnsetType = UNSET
    """The caller's own data about the connection, any JSON object; never null."""

    check_connection: bool | UnsetType = UNSET
    """Whether the connection is tested before it is stored; not unless this is true. With a connector that has
    no test the request is refused.
    """


class CreateTokenBody(Model, frozen=True, gc=False, kw_only=True):
    """What a customer's token is to be like.

    Source: OpenInt published OpenAPI document (high).
    """

    validity_in_seconds: float | UnsetType = UNSET
    """How long the token lasts, in seconds; 30 days (2592000) unless given."""

    connect_options: ConnectOptions | UnsetType = UNSET


class Integration(Model, frozen=True, gc=False, kw_only=True):
    """One application behind a connector that stands for many, such as one bank of an aggregator.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"external", "standard"})

    id: str
    """Id of the integration. It starts with `int_`."""

    standard: Any
    """What OpenInt knows about it in its own terms. Any JSON.

    Source: OpenInt published OpenAPI document (high). The documents render it as a string, the vendor's
    schema takes any JSON.
    """

    external: Any
    """What the third party says about it. Any JSON.

    Source: OpenInt published OpenAPI document (high). The documents render it as a string, the vendor's
    schema takes any JSON.
    """

    created_at: str
    """When it was first seen. Text of the database, like the dates of a connection."""

    updated_at: str
    """When it was last changed. Text of the database, like the dates of a connection."""

    connector_name: str
    """Name of the connector it belongs to.

    Source: OpenInt API reference, List connectors (documented). The document shows "accelo", the first of 171
    known names; the vendor adds more.
    """

    name: str
    """Name for people."""

    logo_url: str | None | UnsetType = UNSET
    """Address of the logo."""

    stage: IntegrationStage | str | None | UnsetType = UNSET
    """How mature the integration is."""

    platforms: tuple[IntegrationPlatform | str, ...] | None | UnsetType = UNSET
    """Where the application runs."""

    category: str | None | UnsetType = UNSET
    """Kind of application."""

    auth_type: str | None | UnsetType = UNSET
    """How it authenticates."""

    version: str | None | UnsetType = UNSET
    """Version of the integration."""


class Viewer(Model, frozen=True, gc=False, kw_only=True):
    """Who is calling. Which members there are depends on the role.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"connect_options"})

    role: ViewerRole | str
    """In which role."""

    org_id: str | None | UnsetType = field(name="orgId", default=UNSET)
    """Id of the organization. It starts with `org_`.

    Source: OpenInt server source (medium). Not in the published document.
    """

    customer_id: str | UnsetType = field(name="customerId", default=UNSET)
    """Id of the customer, with a customer's key or token.

    Source: OpenInt server source (medium). Not in the published document.
    """

    user_id: str | UnsetType = field(name="userId", default=UNSET)
    """Id of the user, in the vendor's own console.

    Source: OpenInt server source (medium). Not in the published document.
    """

    connect_options: dict[str, Any] | UnsetType = field(name="connectOptions", default=UNSET)
    """The `connect_options` that the customer's token was made with.

    Source: OpenInt server source (medium). Not in the published document.
    """


class ErrorAnswer(Model, frozen=True, gc=False, kw_only=True):
    """What every refused or failed request is answered with.

    Source: OpenInt published OpenAPI document (high).
    """

    message: str
    """What went wrong, in words."""

    code: ErrorCode | str
    """What went wrong, as a word for programs."""

    issues: tuple[ErrorIssue, ...] | UnsetType = UNSET
    """What is wrong with the request, one entry for each fault."""

    data: ErrorData | UnsetType = UNSET
    input: Secret[Any] | UnsetType = UNSET
    """The request that was refused. Any JSON.

    Source: OpenInt server source (high). Not in the published document.
    """

    output: Secret[Any] | UnsetType = UNSET
    """The answer that the server refused to send, stored credentials included. Any JSON.

    Source: OpenInt server source (high). Not in the published document.
    """

    output_issues: Secret[Any] | UnsetType = UNSET
    """What is wrong with that answer. Any JSON.

    Source: OpenInt server source (high). Not in the published document.
    """


class Connector(Model, frozen=True, gc=False, kw_only=True):
    """A third-party application that can be connected.

    Source: OpenInt API reference, List connectors (documented).
    """

    name: str
    """Name of the connector, unique, for example `hubspot`."""

    display_name: str | UnsetType = UNSET
    """Name for people."""

    logo_url: str | UnsetType = UNSET
    """Address of the logo."""

    stage: ConnectorStage | str | UnsetType = UNSET
    """How mature the connector is."""

    platforms: tuple[ConnectorPlatform | str, ...] | UnsetType = UNSET
    """Where the application runs."""

    schemas: ConnectorSchemas | UnsetType = UNSET
    auth_type: ConnectorAuthType | str | UnsetType = UNSET
    """How the connector authenticates."""

    required_scopes: tuple[str, ...] | UnsetType = UNSET
    """Scopes that every connection must be granted. For OAuth 2 only."""

    openint_default_scopes: tuple[str, ...] | UnsetType = UNSET
    """Scopes that OpenInt's own application asks for unless told otherwise. For OAuth 2 only."""

    openint_allowed_scopes: tuple[str, ...] | UnsetType = UNSET
    """Scopes that may be asked for when OpenInt's own application is used. For OAuth 2 only."""

    scopes: tuple[ConnectorScope, ...] | UnsetType = UNSET
    """The scopes that the connector knows. For OAuth 2 only."""

    has_openint_credentials: bool | UnsetType = UNSET
    """Whether OpenInt brings its own application, so that none needs to be registered."""

    integrations: tuple[Integration, ...] | UnsetType = UNSET
    """The integrations under this connector. Declared for lists; no server has been seen to send it."""


class ConnectorConfig(Model, frozen=True, gc=False, kw_only=True):
    """How an organization has set up a connector. `connector` and `connection_count` are there only when asked
    for with `expand`.

    Source: OpenInt published OpenAPI document (medium).
    """

    __hidden__ = frozenset({"metadata"})

    id: str
    """Id of the configuration. It starts with `ccfg_` and the name of the connector."""

    org_id: str
    """Id of the organization. It starts with `org_`."""

    connector_name: str
    """Name of the connector, for example `hubspot`."""

    created_at: str
    """When it was made. Text of the database, like the dates of a connection."""

    updated_at: str
    """When it was last changed. Text of the database, like the dates of a connection."""

    display_name: str | None
    """Name for people."""

    disabled: bool | None
    """Whether the configuration is switched off."""

    metadata: dict[str, Any] | None | UnsetType = UNSET
    """The caller's own data about the configuration, any JSON object."""

    config: Secret[dict[str, Any]] | None | UnsetType = UNSET
    """How the connector is set up, the client secret of the organization's own application included. Each
    connector has its own shape.
    """

    connector: Connector | UnsetType = UNSET
    integrations: dict[str, Integration] | UnsetType = UNSET
    """The integrations that are switched on, by id. Declared; no server has been seen to send it."""

    connection_count: float | str | UnsetType = UNSET
    """How many connections were made with it.

    Source: OpenInt server source (medium). Declared as a number. A count of the database can come as text.
    """


class ListConnectorConfigsAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A page of connector configurations.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"has_next_page", "limit", "offset", "total"})

    items: tuple[ConnectorConfig, ...]
    """The configurations of this page."""

    total: Any | UnsetType = UNSET
    """How many configurations match on all pages together; 0 on a page that is empty. A hint, any JSON.

    Source: OpenInt server source (high). The vendor requires a number and calls it the total of the
    organization. The server counts what matches the filters, and reads the count off the first row: an empty
    page says 0. Nothing may depend on it, so nothing it says breaks a list.
    """

    limit: Any | UnsetType = UNSET
    """The limit that was applied. A hint, any JSON.

    Source: OpenInt published OpenAPI document (high). The vendor requires a number. A list is read to its end
    by what comes, so nothing this says breaks one.
    """

    offset: Any | UnsetType = UNSET
    """The offset that was applied. A hint, any JSON.

    Source: OpenInt published OpenAPI document (high). The vendor requires a number. A list is read to its end
    by what comes, so nothing this says breaks one.
    """

    has_next_page: Any | UnsetType = UNSET
    """Do not use: true on the last page, false while there are more. Read on while items come and `offset` plus
    their number is below `total`.

    Source: OpenInt server source (high). Defined as offset + limit >= total, by the vendor's text and by the
    server alike: the opposite of what the name says. The vendor requires a boolean; any JSON is read, because
    nobody should.
    """


class Connection(Model, frozen=True, gc=False, kw_only=True):
    """A customer's connection to a third-party application. `connector` is there only when asked for with
    `expand`; `integration` is declared by the vendor, but no server has been seen to send it.

    Source: OpenInt API reference, Get connection (documented).
    """

    __hidden__ = frozenset({"metadata"})

    id: str
    """Id of the connection. It starts with `conn_` and the name of the connector."""

    customer_id: str | None
    """Id of the customer that the connection belongs to."""

    connector_config_id: str | None
    """Id of the connector configuration it was made with. It starts with `ccfg_`."""

    integration_id: str | None
    """Id of the integration, for connectors that stand for many. It starts with `int_`."""

    created_at: str
    """When the connection was made.

    Source: OpenInt API reference, Get connection (documented). No date-time format: the server passes on the
    text of its database, with a space for the T and an offset of two digits, as in 2025-08-21
    16:01:40.123456+00.
    """

    updated_at: str
    """When the connection was last changed. A check counts as a change; the answer that belongs to the check
    still has the earlier time.

    Source: OpenInt API reference, Get connection (documented). No date-time format: the server passes on the
    text of its database, with a space for the T and an offset of two digits, as in 2025-08-21
    16:01:40.123456+00.
    """

    display_name: str | None
    """Name for people. No operation of this version sets it, so it is mostly null."""

    disabled: bool | None
    """Whether the connection is switched off. No operation of this version sets it."""

    connector_name: str
    """Name of the connector, for example `hubspot`.

    Source: OpenInt API reference, Get connection (documented). The document allows only "accelo". That is the
    first of 171 variants, and the vendor adds more: any text.
    """

    status: ConnectionStatus | str | None | UnsetType = UNSET
    """How healthy the connection is, as of the last check."""

    status_message: str | None | UnsetType = UNSET
    """What the last check found, in words."""

    metadata: dict[str, Any] | None | UnsetType = UNSET
    """The caller's own data about the connection, any JSON object, which spares the caller a table of its own.
    The vendor says that updates merge it member by member; this version has no update.
    """

    connector: Connector | UnsetType = UNSET
    integration: Integration | UnsetType = UNSET
    settings: Secret[dict[str, Any]] | UnsetType = UNSET
    """The credentials and what else the connector stores, with `include_secrets` only. Each connector has its
    own shape; many have an `oauth` object with `credentials` in it, or a single API key.
    """


class ListConnectionsAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A page of connections.

    Source: OpenInt published OpenAPI document (high).
    """

    __hidden__ = frozenset({"has_next_page", "limit", "offset", "total"})

    items: tuple[Connection, ...]
    """The connections of this page."""

    total: Any | UnsetType = UNSET
    """How many connections match on all pages together; 0 on a page that is empty. A hint, any JSON.

    Source: OpenInt server source (high). The vendor requires a number and calls it the total of the
    organization. The server counts what matches the filters, and reads the count off the first row: an empty
    page says 0. Nothing may depend on it, so nothing it says breaks a list.
    """

    limit: Any | UnsetType = UNSET
    """The limit that was applied. A hint, any JSON.

    Source: OpenInt published OpenAPI document (high). The vendor requires a number. A list is read to its end
    by what comes, so nothing this says breaks one.
    """

    offset: Any | UnsetType = UNSET
    """The offset that was applied. A hint, any JSON.

    Source: OpenInt published OpenAPI document (high). The vendor requires a number. A list is read to its end
    by what comes, so nothing this says breaks one.
    """

    has_next_page: Any | UnsetType = UNSET
    """Do not use: true on the last page, false while there are more. Read on while items come and `offset` plus
    their number is below `total`.

    Source: OpenInt server source (high). Defined as offset + limit >= total, by the vendor's text and by the
    server alike: the opposite of what the name says. The vendor requires a boolean; any JSON is read, because
    nobody should.
    """


class ListConnectorsAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A page of connectors.

    Source: OpenInt API reference, List connectors (documented).
    """

    __hidden__ = frozenset({"has_next_page", "limit", "offset", "total"})

    items: tuple[Connector, ...]
    """The connectors of this page."""

    total: Any | UnsetType = UNSET
    """How many connectors this page has, not how many there are. A hint, any JSON.

    Source: OpenInt server source (high). The document requires a number and calls it the number of items in
    the database. The server sends the length of `items`, so it does not tell whether more follow. Nothing may
    depend on it, so nothing it says breaks a list.
    """

    limit: Any | UnsetType = UNSET
    """The limit that was applied. A hint, any JSON.

    Source: OpenInt API reference, List connectors (documented). The vendor requires a number. A list is read
    to its end by what comes, so nothing this says breaks one.
    """

    offset: Any | UnsetType = UNSET
    """The offset that was applied. A hint, any JSON.

    Source: OpenInt API reference, List connectors (documented). The vendor requires a number. A list is read
    to its end by what comes, so nothing this says breaks one.
    """

    has_next_page: Any | UnsetType = UNSET
    """Do not use; it is always true. Read on while a page is as long as `limit`.

    Source: OpenInt server source (high). Defined as offset + limit >= total, by the vendor's text and by the
    server alike: the opposite of what the name says. The vendor requires a boolean; any JSON is read, because
    nobody should.
    """
