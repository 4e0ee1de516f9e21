"""`Client` and `AsyncClient`: one method for each operation of the API, and `request` for what has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, overload

from ._origin import checked_base_url, credential_headers, free_request, free_response
from ._secret import Secret, concealed
from ._wire import UNSET, AsyncSender, Sender, UnsetType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from . import models

SERVERS: Final = ("https://api.openint.dev/v1",)
# The header of each credential, and what stands before it there.
_CREDENTIALS: Final = {
    "token": ("authorization", "Bearer "),
}


class Client:
    """Calls the API. Use it in `with`, or call `close`.

    Read, import, check and delete the connections that the customers of an organization have made to
    third-party applications; list the connectors on offer; keep connector configurations and customers, and
    mint tokens for customers. This version of the API has no way to change an existing connection.

    Give it the credential, or a `sender` that has one and decides about retries and timeouts.

    Args:
        token: An API key of the organization (from the settings page of the OpenInt console), an API key of
            one customer, or a token minted for one customer. A customer's key or token sees only what belongs
            to that customer.
        base_url: Where the API is. Plain http goes to this machine only.
        timeout: Seconds for each network step.
        sender: What sends the requests, instead of a sender made from the other arguments.

    Servers:
        `https://api.openint.dev/v1`: Production.
    """

    @overload
    def __init__(self, *, token: str, base_url: str = SERVERS[0], timeout: float = 30.0) -> None: ...
    @overload
    def __init__(self, *, sender: Sender) -> None: ...
    def __init__(
        self,
        *,
        token: str | None = None,
        base_url: str = SERVERS[0],
        timeout: float = 30.0,
        sender: Sender | None = None,
    ) -> None:
        # Wrapped before anything can be refused: a crash report shows the variables of this frame.
        given = Secret({"token": token})
        del token
        if sender is None:
            from ._sender import HTTPSender

            sender = HTTPSender(checked_base_url(base_url), credential_headers(given, _CREDENTIALS), timeout)
        self._sender: Sender = sender

    def __repr__(self) -> str:
        # Without a sender while it is being made, which is when a crash report may ask.
        sender = getattr(self, "_sender", None)
        return f"{type(self).__module__.partition('.')[0]}.{type(self).__name__}({sender!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the sender's connections."""
        self._sender.close()

    def get_connection(
        self,
        id: str,
        *,
        include_secrets: bool | UnsetType = UNSET,
        refresh_policy: models.RefreshPolicy | UnsetType = UNSET,
        expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
    ) -> models.Connection:
        """Get one connection.

        Returns the connection with this id. Its credentials are part of the answer only with
        `include_secrets`, and only then does `refresh_policy` have any effect: without the credentials at
        hand the server checks nothing.

        Args:
            id: Id of the connection. It starts with `conn_`.
            include_secrets: Whether the answer carries the credentials, in `settings`. They are left out
                unless this is true.
            refresh_policy: When the server renews the credentials before it answers; `auto` unless given. It
                counts only together with `include_secrets`. The API's default: 'auto'.
            expand: Related objects to put into the answer.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt API reference, Get connection (documented).
        """
        from .operations import get_connection as operation

        request = operation.build_request(
            id, include_secrets=include_secrets, refresh_policy=refresh_policy, expand=expand
        )
        return self._sender.send(request, operation.parse_response)

    def delete_connection(self, id: str) -> models.DeleteConnectionAnswer:
        """Delete a connection.

        Removes the connection and its credentials for good; nothing keeps a record of it. Access is not taken
        back at the third party, so a token that somebody else has goes on working there.

        Args:
            id: Id of the connection. It starts with `conn_`.

        Returns:
            The `DeleteConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import delete_connection as operation

        request = operation.build_request(id)
        return self._sender.send(request, operation.parse_response)

    def check_connection(self, id: str, body: models.CheckConnectionBody) -> models.CheckConnectionAnswer:
        """Check a connection.

        Tests the connection with the third party and stores what it finds. Where there is a refresh token,
        the credentials are renewed on every check. A stored status of `disconnected` is returned as it is,
        never tested again: only the end user changes it, by connecting again. A connector that has no test
        answers `healthy`, and then nothing was tested or stored. Read the connection afterwards: what the
        answer says can be older than what is stored.

        Args:
            id: Id of the connection. It starts with `conn_`.
            body: An empty object.

        Returns:
            The `CheckConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt server source (high). The vendor says no more than that it verifies that a connection
        is healthy. When the test itself fails, the server stores `error` and answers with the status from
        before.
        """
        from .operations import check_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return self._sender.send(request, operation.parse_response)

    def list_connections(
        self,
        *,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        connector_names: Sequence[str] | UnsetType = UNSET,
        customer_id: str | UnsetType = UNSET,
        connector_config_id: str | UnsetType = UNSET,
        include_secrets: bool | UnsetType = UNSET,
        expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
        search_query: str | UnsetType = UNSET,
        refresh_policy: models.RefreshPolicy | UnsetType = UNSET,
    ) -> models.ListConnectionsAnswer:
        """List connections.

        Returns connections page by page, those changed last first. A check or a refresh counts as a change,
        so a connection can move to another page while the pages are read.

        Args:
            limit: How many connections to return at most. Zero is allowed and returns none. The API's
                default: 50.
            offset: How many connections to skip. The API's default: 0.
            connector_names: Only connections of these connectors; every connector unless given.
            customer_id: Only connections of this customer.
            connector_config_id: Only connections made with this connector configuration. It starts with
                `ccfg_`.
            include_secrets: Whether the answer carries the credentials, in `settings`. They are left out
                unless this is true.
            expand: Related objects to put into every connection.
            search_query: Only connections with this text in their id, customer id or connector name, upper
                and lower case alike.
            refresh_policy: When the server renews the credentials of the listed connections; `none` unless
                given, unlike in get_connection. It counts only together with `include_secrets`. One
                connection that cannot be checked fails the whole page. The API's default: 'none'.

        Returns:
            The `ListConnectionsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import list_connections as operation

        request = operation.build_request(
            limit=limit,
            offset=offset,
            connector_names=connector_names,
            customer_id=customer_id,
            connector_config_id=connector_config_id,
            include_secrets=include_secrets,
            expand=expand,
            search_query=search_query,
            refresh_policy=refresh_policy,
        )
        return self._sender.send(request, operation.parse_response)

    def create_connection(self, body: models.CreateConnectionBody) -> models.Connection:
        """Create a connection.

        Imports a connection whose credentials the caller already has. It needs a key of the organization; a
        customer's is refused. Every call makes another connection, with an id of its own: there is no key to
        make a second call harmless. Unless checked, its status is `unknown` at first. The answer carries the
        credentials.

        Args:
            body: The connection to import.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500, 501).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import create_connection as operation

        body = concealed(body)
        request = operation.build_request(body)
        return self._sender.send(request, operation.parse_response)

    def list_connectors(
        self,
        *,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        expand: Sequence[models.ConnectorExpansion] | UnsetType = UNSET,
    ) -> models.ListConnectorsAnswer:
        """List connectors.

        Returns the connectors on offer page by page, in an order that does not change.

        Args:
            limit: How many connectors to return at most. Zero is allowed and returns none. The API's default:
                50.
            offset: How many connectors to skip. The API's default: 0.
            expand: Related objects to put into every connector.

        Returns:
            The `ListConnectorsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt API reference, List connectors (documented).
        """
        from .operations import list_connectors as operation

        request = operation.build_request(limit=limit, offset=offset, expand=expand)
        return self._sender.send(request, operation.parse_response)

    def create_token(self, customer_id: str, body: models.CreateTokenBody) -> models.CreateTokenAnswer:
        """Create a token for a customer.

        Makes a token with which the customer's own software can call this API, and a link to the page where
        the customer connects applications. Both work for anybody who has them until the token expires. It
        needs a key of the organization.

        Args:
            customer_id: Id of the customer, chosen by the organization; not empty.
            body: How long the token lasts and what the page offers; may be without members.

        Returns:
            The `CreateTokenAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import create_token as operation

        body = concealed(body)
        request = operation.build_request(customer_id, body)
        return self._sender.send(request, operation.parse_response)

    def list_connector_configs(
        self,
        *,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        expand: Sequence[models.ConnectorConfigExpansion] | UnsetType = UNSET,
        connector_names: Sequence[str] | UnsetType = UNSET,
        search_query: str | UnsetType = UNSET,
    ) -> models.ListConnectorConfigsAnswer:
        """List connector configurations.

        Returns connector configurations page by page, those changed last first. They hold the client secrets
        of the organization's own applications.

        Args:
            limit: How many configurations to return at most. Zero is allowed and returns none. The API's
                default: 50.
            offset: How many configurations to skip. The API's default: 0.
            expand: Related objects to put into every configuration.
            connector_names: Only configurations of these connectors; every connector unless given.
            search_query: Only configurations with this text in their id or connector name, upper and lower
                case alike.

        Returns:
            The `ListConnectorConfigsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import list_connector_configs as operation

        request = operation.build_request(
            limit=limit,
            offset=offset,
            expand=expand,
            connector_names=connector_names,
            search_query=search_query,
        )
        return self._sender.send(request, operation.parse_response)

    def create_connector_config(self, body: models.CreateConnectorConfigBody) -> models.ConnectorConfig:
        """Create a connector configuration.

        Sets up a connector for the organization, by default with OpenInt's own application at the third
        party. Every call makes another configuration. It needs a key of the organization.

        Args:
            body: The configuration to create.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import create_connector_config as operation

        body = concealed(body)
        request = operation.build_request(body)
        return self._sender.send(request, operation.parse_response)

    def get_connector_config(
        self, id: str, *, expand: Sequence[models.ConnectorConfigExpansion] | UnsetType = UNSET
    ) -> models.ConnectorConfig:
        """Get one connector configuration.

        Returns the connector configuration with this id, the client secret of the organization's own
        application included.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.
            expand: Related objects to put into the answer.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import get_connector_config as operation

        request = operation.build_request(id, expand=expand)
        return self._sender.send(request, operation.parse_response)

    def update_connector_config(
        self, id: str, body: models.UpdateConnectorConfigBody
    ) -> models.ConnectorConfig:
        """Update a connector configuration.

        Changes the members that are given, despite the method, and returns the configuration as it is stored
        then. `config` is replaced as a whole. It needs a key of the organization.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.
            body: What to change.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import update_connector_config as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return self._sender.send(request, operation.parse_response)

    def delete_connector_config(self, id: str) -> models.DeleteConnectorConfigAnswer:
        """Delete a connector configuration.

        Removes the configuration for good. It needs a key of the organization.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.

        Returns:
            The `DeleteConnectorConfigAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import delete_connector_config as operation

        request = operation.build_request(id)
        return self._sender.send(request, operation.parse_response)

    def list_customers(
        self,
        *,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        search_query: str | UnsetType = UNSET,
    ) -> models.ListCustomersAnswer:
        """List customers.

        Returns, page by page, the customers that have connections, with how many they have. It needs a key of
        the organization.

        Args:
            limit: How many customers to return at most. Zero is allowed and returns none. The API's default:
                50.
            offset: How many customers to skip. The API's default: 0.
            search_query: Only customers with this text in their id, or in the name of a connector that they
                have connected, upper and lower case alike.

        Returns:
            The `ListCustomersAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import list_customers as operation

        request = operation.build_request(limit=limit, offset=offset, search_query=search_query)
        return self._sender.send(request, operation.parse_response)

    def upsert_customer(self, body: models.UpsertCustomerBody) -> models.Customer:
        """Create or update a customer.

        Stores the customer and returns it with its own API key, which is made once and stays. It needs a key
        of the organization.

        Args:
            body: The customer to store.

        Returns:
            The `Customer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import upsert_customer as operation

        body = concealed(body)
        request = operation.build_request(body)
        return self._sender.send(request, operation.parse_response)

    def get_viewer(
        self,
    ) -> models.Viewer:
        """Get who is calling.

        Returns what the server makes of the token: whose it is and in which role. Without a token it answers
        too, with the role `anon`.

        Returns:
            The `Viewer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 401, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import get_viewer as operation

        request = operation.build_request()
        return self._sender.send(request, operation.parse_response)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | bool | int | float | Sequence[str]] | None = None,
        body: object | UnsetType = UNSET,
        repeatable: bool = False,
    ) -> Any:
        """Call what the spec does not describe.

        Args:
            method: The HTTP method, in upper case.
            path: Starts with "/", relative to the base URL, already quoted; no dot segment, query or fragment.
            query: Parameters, quoted here; a list is sent as repeated pairs.
            body: Anything that JSON can say; sent as JSON when given.
            repeatable: Whether a sender that retries may send it twice.

        Returns:
            The JSON of the answer, or None when it has no body.

        Raises:
            ArgumentError: An argument is not usable; nothing was sent.
            APIError: No answer, or no success.
            InvalidResponse: The answer is not JSON.
        """
        sealed = body if isinstance(body, UnsetType) else Secret(body)
        del body
        request = free_request(method, path, query, sealed, repeatable=repeatable)
        return self._sender.send(request, free_response)


class AsyncClient:
    """Calls the API. Use it in `async with`, or call `aclose`.

    Read, import, check and delete the connections that the customers of an organization have made to
    third-party applications; list the connectors on offer; keep connector configurations and customers, and
    mint tokens for customers. This version of the API has no way to change an existing connection.

    Give it the credential, or a `sender` that has one and decides about retries and timeouts.

    Args:
        token: An API key of the organization (from the settings page of the OpenInt console), an API key of
            one customer, or a token minted for one customer. A customer's key or token sees only what belongs
            to that customer.
        base_url: Where the API is. Plain http goes to this machine only.
        timeout: Seconds for each network step.
        sender: What sends the requests, instead of a sender made from the other arguments.

    Servers:
        `https://api.openint.dev/v1`: Production.
    """

    @overload
    def __init__(self, *, token: str, base_url: str = SERVERS[0], timeout: float = 30.0) -> None: ...
    @overload
    def __init__(self, *, sender: AsyncSender) -> None: ...
    def __init__(
        self,
        *,
        token: str | None = None,
        base_url: str = SERVERS[0],
        timeout: float = 30.0,
        sender: AsyncSender | None = None,
    ) -> None:
        # Wrapped before anything can be refused: a crash report shows the variables of this frame.
        given = Secret({"token": token})
        del token
        if sender is None:
            from ._sender import AsyncHTTPSender

            sender = AsyncHTTPSender(
                checked_base_url(base_url), credential_headers(given, _CREDENTIALS), timeout
            )
        self._sender: AsyncSender = sender

    def __repr__(self) -> str:
        # Without a sender while it is being made, which is when a crash report may ask.
        sender = getattr(self, "_sender", None)
        return f"{type(self).__module__.partition('.')[0]}.{type(self).__name__}({sender!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the sender's connections."""
        await self._sender.aclose()

    async def get_connection(
        self,
        id: str,
        *,
        include_secrets: bool | UnsetType = UNSET,
        refresh_policy: models.RefreshPolicy | UnsetType = UNSET,
        expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
    ) -> models.Connection:
        """Get one connection.

        Returns the connection with this id. Its credentials are part of the answer only with
        `include_secrets`, and only then does `refresh_policy` have any effect: without the credentials at
        hand the server checks nothing.

        Args:
            id: Id of the connection. It starts with `conn_`.
            include_secrets: Whether the answer carries the credentials, in `settings`. They are left out
                unless this is true.
            refresh_policy: When the server renews the credentials before it answers; `auto` unless given. It
                counts only together with `include_secrets`. The API's default: 'auto'.
            expand: Related objects to put into the answer.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt API reference, Get connection (documented).
        """
        from .operations import get_connection as operation

        request = operation.build_request(
            id, include_secrets=include_secrets, refresh_policy=refresh_policy, expand=expand
        )
        return await self._sender.send(request, operation.parse_response)

    async def delete_connection(self, id: str) -> models.DeleteConnectionAnswer:
        """Delete a connection.

        Removes the connection and its credentials for good; nothing keeps a record of it. Access is not taken
        back at the third party, so a token that somebody else has goes on working there.

        Args:
            id: Id of the connection. It starts with `conn_`.

        Returns:
            The `DeleteConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import delete_connection as operation

        request = operation.build_request(id)
        return await self._sender.send(request, operation.parse_response)

    async def check_connection(
        self, id: str, body: models.CheckConnectionBody
    ) -> models.CheckConnectionAnswer:
        """Check a connection.

        Tests the connection with the third party and stores what it finds. Where there is a refresh token,
        the credentials are renewed on every check. A stored status of `disconnected` is returned as it is,
        never tested again: only the end user changes it, by connecting again. A connector that has no test
        answers `healthy`, and then nothing was tested or stored. Read the connection afterwards: what the
        answer says can be older than what is stored.

        Args:
            id: Id of the connection. It starts with `conn_`.
            body: An empty object.

        Returns:
            The `CheckConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt server source (high). The vendor says no more than that it verifies that a connection
        is healthy. When the test itself fails, the server stores `error` and answers with the status from
        before.
        """
        from .operations import check_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return await self._sender.send(request, operation.parse_response)

    async def list_connections(
        self,
        *,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        connector_names: Sequence[str] | UnsetType = UNSET,
        customer_id: str | UnsetType = UNSET,
        connector_config_id: str | UnsetType = UNSET,
        include_secrets: bool | UnsetType = UNSET,
        expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
        search_query: str | UnsetType = UNSET,
        refresh_policy: models.RefreshPolicy | UnsetType = UNSET,
    ) -> models.ListConnectionsAnswer:
        """List connections.

        Returns connections page by page, those changed last first. A check or a refresh counts as a change,
        so a connection can move to another page while the pages are read.

        Args:
            limit: How many connections to return at most. Zero is allowed and returns none. The API's
                default: 50.
            offset: How many connections to skip. The API's default: 0.
            connector_names: Only connections of these connectors; every connector unless given.
            customer_id: Only connections of this customer.
            connector_config_id: Only connections made with this connector configuration. It starts with
                `ccfg_`.
            include_secrets: Whether the answer carries the credentials, in `settings`. They are left out
                unless this is true.
            expand: Related objects to put into every connection.
            search_query: Only connections with this text in their id, customer id or connector name, upper
                and lower case alike.
            refresh_policy: When the server renews the credentials of the listed connections; `none` unless
                given, unlike in get_connection. It counts only together with `include_secrets`. One
                connection that cannot be checked fails the whole page. The API's default: 'none'.

        Returns:
            The `ListConnectionsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import list_connections as operation

        request = operation.build_request(
            limit=limit,
            offset=offset,
            connector_names=connector_names,
            customer_id=customer_id,
            connector_config_id=connector_config_id,
            include_secrets=include_secrets,
            expand=expand,
            search_query=search_query,
            refresh_policy=refresh_policy,
        )
        return await self._sender.send(request, operation.parse_response)

    async def create_connection(self, body: models.CreateConnectionBody) -> models.Connection:
        """Create a connection.

        Imports a connection whose credentials the caller already has. It needs a key of the organization; a
        customer's is refused. Every call makes another connection, with an id of its own: there is no key to
        make a second call harmless. Unless checked, its status is `unknown` at first. The answer carries the
        credentials.

        Args:
            body: The connection to import.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500, 501).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import create_connection as operation

        body = concealed(body)
        request = operation.build_request(body)
        return await self._sender.send(request, operation.parse_response)

    async def list_connectors(
        self,
        *,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        expand: Sequence[models.ConnectorExpansion] | UnsetType = UNSET,
    ) -> models.ListConnectorsAnswer:
        """List connectors.

        Returns the connectors on offer page by page, in an order that does not change.

        Args:
            limit: How many connectors to return at most. Zero is allowed and returns none. The API's default:
                50.
            offset: How many connectors to skip. The API's default: 0.
            expand: Related objects to put into every connector.

        Returns:
            The `ListConnectorsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt API reference, List connectors (documented).
        """
        from .operations import list_connectors as operation

        request = operation.build_request(limit=limit, offset=offset, expand=expand)
        return await self._sender.send(request, operation.parse_response)

    async def create_token(self, customer_id: str, body: models.CreateTokenBody) -> models.CreateTokenAnswer:
        """Create a token for a customer.

        Makes a token with which the customer's own software can call this API, and a link to the page where
        the customer connects applications. Both work for anybody who has them until the token expires. It
        needs a key of the organization.

        Args:
            customer_id: Id of the customer, chosen by the organization; not empty.
            body: How long the token lasts and what the page offers; may be without members.

        Returns:
            The `CreateTokenAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import create_token as operation

        body = concealed(body)
        request = operation.build_request(customer_id, body)
        return await self._sender.send(request, operation.parse_response)

    async def list_connector_configs(
        self,
        *,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        expand: Sequence[models.ConnectorConfigExpansion] | UnsetType = UNSET,
        connector_names: Sequence[str] | UnsetType = UNSET,
        search_query: str | UnsetType = UNSET,
    ) -> models.ListConnectorConfigsAnswer:
        """List connector configurations.

        Returns connector configurations page by page, those changed last first. They hold the client secrets
        of the organization's own applications.

        Args:
            limit: How many configurations to return at most. Zero is allowed and returns none. The API's
                default: 50.
            offset: How many configurations to skip. The API's default: 0.
            expand: Related objects to put into every configuration.
            connector_names: Only configurations of these connectors; every connector unless given.
            search_query: Only configurations with this text in their id or connector name, upper and lower
                case alike.

        Returns:
            The `ListConnectorConfigsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import list_connector_configs as operation

        request = operation.build_request(
            limit=limit,
            offset=offset,
            expand=expand,
            connector_names=connector_names,
            search_query=search_query,
        )
        return await self._sender.send(request, operation.parse_response)

    async def create_connector_config(self, body: models.CreateConnectorConfigBody) -> models.ConnectorConfig:
        """Create a connector configuration.

        Sets up a connector for the organization, by default with OpenInt's own application at the third
        party. Every call makes another configuration. It needs a key of the organization.

        Args:
            body: The configuration to create.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import create_connector_config as operation

        body = concealed(body)
        request = operation.build_request(body)
        return await self._sender.send(request, operation.parse_response)

    async def get_connector_config(
        self, id: str, *, expand: Sequence[models.ConnectorConfigExpansion] | UnsetType = UNSET
    ) -> models.ConnectorConfig:
        """Get one connector configuration.

        Returns the connector configuration with this id, the client secret of the organization's own
        application included.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.
            expand: Related objects to put into the answer.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import get_connector_config as operation

        request = operation.build_request(id, expand=expand)
        return await self._sender.send(request, operation.parse_response)

    async def update_connector_config(
        self, id: str, body: models.UpdateConnectorConfigBody
    ) -> models.ConnectorConfig:
        """Update a connector configuration.

        Changes the members that are given, despite the method, and returns the configuration as it is stored
        then. `config` is replaced as a whole. It needs a key of the organization.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.
            body: What to change.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import update_connector_config as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return await self._sender.send(request, operation.parse_response)

    async def delete_connector_config(self, id: str) -> models.DeleteConnectorConfigAnswer:
        """Delete a connector configuration.

        Removes the configuration for good. It needs a key of the organization.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.

        Returns:
            The `DeleteConnectorConfigAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import delete_connector_config as operation

        request = operation.build_request(id)
        return await self._sender.send(request, operation.parse_response)

    async def list_customers(
        self,
        *,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        search_query: str | UnsetType = UNSET,
    ) -> models.ListCustomersAnswer:
        """List customers.

        Returns, page by page, the customers that have connections, with how many they have. It needs a key of
        the organization.

        Args:
            limit: How many customers to return at most. Zero is allowed and returns none. The API's default:
                50.
            offset: How many customers to skip. The API's default: 0.
            search_query: Only customers with this text in their id, or in the name of a connector that they
                have connected, upper and lower case alike.

        Returns:
            The `ListCustomersAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import list_customers as operation

        request = operation.build_request(limit=limit, offset=offset, search_query=search_query)
        return await self._sender.send(request, operation.parse_response)

    async def upsert_customer(self, body: models.UpsertCustomerBody) -> models.Customer:
        """Create or update a customer.

        Stores the customer and returns it with its own API key, which is made once and stays. It needs a key
        of the organization.

        Args:
            body: The customer to store.

        Returns:
            The `Customer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import upsert_customer as operation

        body = concealed(body)
        request = operation.build_request(body)
        return await self._sender.send(request, operation.parse_response)

    async def get_viewer(
        self,
    ) -> models.Viewer:
        """Get who is calling.

        Returns what the server makes of the token: whose it is and in which role. Without a token it answers
        too, with the role `anon`.

        Returns:
            The `Viewer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 401, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt published OpenAPI document (high).
        """
        from .operations import get_viewer as operation

        request = operation.build_request()
        return await self._sender.send(request, operation.parse_response)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | bool | int | float | Sequence[str]] | None = None,
        body: object | UnsetType = UNSET,
        repeatable: bool = False,
    ) -> Any:
        """Call what the spec does not describe.

        Args:
            method: The HTTP method, in upper case.
            path: Starts with "/", relative to the base URL, already quoted; no dot segment, query or fragment.
            query: Parameters, quoted here; a list is sent as repeated pairs.
            body: Anything that JSON can say; sent as JSON when given.
            repeatable: Whether a sender that retries may send it twice.

        Returns:
            The JSON of the answer, or None when it has no body.

        Raises:
            ArgumentError: An argument is not usable; nothing was sent.
            APIError: No answer, or no success.
            InvalidResponse: The answer is not JSON.
        """
        sealed = body if isinstance(body, UnsetType) else Secret(body)
        del body
        request = free_request(method, path, query, sealed, repeatable=repeatable)
        return await self._sender.send(request, free_response)
