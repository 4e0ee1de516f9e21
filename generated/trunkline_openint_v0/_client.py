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

SERVERS: Final = ("https://api.openint.dev/v0",)
# The header of each credential, and what stands before it there.
_CREDENTIALS: Final = {
    "api_key": ("x-apikey", ""),
}


class Client:
    """Calls the API. Use it in `with`, or call `close`.

    Read, list, import, update, check, sync and delete the connections of an organization; keep its connector
    configurations and customers, and mint tokens. There is no switch for secrets in this version: every
    answer carries the credentials of the connection.

    Give it the credential, or a `sender` that has one and decides about retries and timeouts.

    Args:
        api_key: The API key of the organization or of one of its users, the base64 text of its id and its
            secret.
        base_url: Where the API is. Plain http goes to this machine only.
        timeout: Seconds for each network step.
        sender: What sends the requests, instead of a sender made from the other arguments.

    Servers:
        `https://api.openint.dev/v0`: Production.
    """

    @overload
    def __init__(self, *, api_key: str, base_url: str = SERVERS[0], timeout: float = 30.0) -> None: ...
    @overload
    def __init__(self, *, sender: Sender) -> None: ...
    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str = SERVERS[0],
        timeout: float = 30.0,
        sender: Sender | None = None,
    ) -> None:
        # Wrapped before anything can be refused: a crash report shows the variables of this frame.
        given = Secret({"api_key": api_key})
        del api_key
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
        force_refresh: bool | UnsetType = UNSET,
        expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
    ) -> models.ConnectionDetails:
        """Get one connection.

        Returns the connection with this id, its credentials always included. The server may first test the
        connection with the third party, and store what it finds: with `forceRefresh`, with `expand`, and
        whenever no later time of expiry is stored, which is the case for everything but OAuth. So it can be
        slow.

        Args:
            id: Id of the connection. It starts with `conn_`.
            force_refresh: Whether the connection is tested with the third party before the answer, whatever
                its state.
            expand: Related objects to put into the answer.

        Returns:
            The `ConnectionDetails`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import get_connection as operation

        request = operation.build_request(id, force_refresh=force_refresh, expand=expand)
        return self._sender.send(request, operation.parse_response)

    def delete_connection(
        self, id: str, *, skip_revoke: bool | UnsetType = UNSET
    ) -> models.DeleteConnectionAnswer:
        """Delete a connection.

        Takes access back at the third party, where the connector can and unless told to skip it, and then
        removes the connection and its credentials for good.

        Args:
            id: Id of the connection. It starts with `conn_`.
            skip_revoke: Whether access at the third party is left as it is. It is taken back unless this is
                true.

        Returns:
            The `DeleteConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import delete_connection as operation

        request = operation.build_request(id, skip_revoke=skip_revoke)
        return self._sender.send(request, operation.parse_response)

    def update_connection(self, id: str, body: models.UpdateConnectionBody) -> models.Connection:
        """Update a connection.

        Changes the members that are given and returns the connection as it is stored then. Objects
        (`settings`, `metadata`) are merged into what is stored, top-level member by member: a member of null
        stays as null, and an array is appended to a stored array. Any other value replaces what is stored,
        and null empties it. A body without members changes nothing. Nothing is tested, neither the values nor
        the connection.

        Args:
            id: Id of the connection. It starts with `conn_`.
            body: What to change.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 API reference, Update connection (documented).
        """
        from .operations import update_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return self._sender.send(request, operation.parse_response)

    def check_connection(self, id: str, body: models.CheckConnectionBody) -> models.CheckConnectionAnswer:
        """Check a connection.

        Tests the connection with the third party and, unless told otherwise, stores what it finds. The answer
        is the connection, its credentials included, or one sentence when its connector has no test. Read the
        connection afterwards for what is stored.

        Args:
            id: Id of the connection. It starts with `conn_`.
            body: How to check; may be without members.

        Returns:
            The `CheckConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import check_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return self._sender.send(request, operation.parse_response)

    def sync_connection(self, id: str, body: models.SyncConnectionBody) -> models.SyncConnectionAnswer:
        """Sync a connection.

        Reads the third party's data through the connection, and answers when that is done, or at once with
        `async`. The ids in the answer lead nowhere: no operation of this API takes one.

        Args:
            id: Id of the connection. It starts with `conn_`.
            body: How to sync; may be without members.

        Returns:
            The `SyncConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import sync_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return self._sender.send(request, operation.parse_response)

    def list_connections(
        self,
        *,
        force_refresh: bool | UnsetType = UNSET,
        expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        customer_id: str | UnsetType = UNSET,
        connector_config_id: str | UnsetType = UNSET,
        connector_name: str | UnsetType = UNSET,
    ) -> models.ListConnectionsAnswer:
        """List connections.

        Returns connections in no particular order, their credentials always included, and says neither how
        many there are nor whether more follow: read on while a page is as long as `limit`. Without `limit`
        all of them come at once. Each is tested as in get_connection, and one test that fails fails the whole
        answer.

        Args:
            force_refresh: Whether every connection is tested with the third party before the answer, whatever
                its state.
            expand: Related objects to put into every connection.
            limit: How many connections to return at most. Without it, or with zero, all of them.
            offset: How many connections to skip.
            customer_id: Only connections of this customer.
            connector_config_id: Only connections made with this connector configuration. It starts with
                `ccfg_`.
            connector_name: Only connections of this connector.

        Returns:
            The `ListConnectionsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import list_connections as operation

        request = operation.build_request(
            force_refresh=force_refresh,
            expand=expand,
            limit=limit,
            offset=offset,
            customer_id=customer_id,
            connector_config_id=connector_config_id,
            connector_name=connector_name,
        )
        return self._sender.send(request, operation.parse_response)

    def create_connection(self, body: models.CreateConnectionBody) -> models.CreateConnectionAnswer:
        """Create a connection.

        Imports a connection whose credentials the caller already has, and answers with its id alone. The
        credentials are tested where the connector can; then a first sync is started. Every call makes another
        connection. Without a `displayName` that is not empty, `customerId`, `disabled`, `metadata` and
        `integrationId` are dropped without a word: set them with update_connection afterwards.

        Args:
            body: The connection to import.

        Returns:
            The `CreateConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import create_connection as operation

        body = concealed(body)
        request = operation.build_request(body)
        return self._sender.send(request, operation.parse_response)

    def create_token(self, body: models.CreateTokenBody) -> models.CreateTokenAnswer:
        """Create a token for a customer.

        Makes a token with which the customer's own software can call this API. It works for anybody who has
        it until it expires.

        Args:
            body: Whose token, and how long it lasts.

        Returns:
            The `CreateTokenAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import create_token as operation

        body = concealed(body)
        request = operation.build_request(body)
        return self._sender.send(request, operation.parse_response)

    def list_connector_configs(
        self,
    ) -> models.ListConnectorConfigsAnswer:
        """List connector configurations.

        Returns all connector configurations at once, the client secrets of the organization's own
        applications included.

        Returns:
            The `ListConnectorConfigsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import list_connector_configs as operation

        request = operation.build_request()
        return self._sender.send(request, operation.parse_response)

    def create_connector_config(self, body: models.CreateConnectorConfigBody) -> models.ConnectorConfig:
        """Create or update a connector configuration.

        Stores a configuration and returns it. With an `id` that is known it updates that one; without an `id`
        it needs `connectorName`, and every call makes another configuration.

        Args:
            body: The configuration to store.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import create_connector_config as operation

        body = concealed(body)
        request = operation.build_request(body)
        return self._sender.send(request, operation.parse_response)

    def get_connector_config(self, id: str) -> models.ConnectorConfig:
        """Get one connector configuration.

        Returns the connector configuration with this id, the client secret of the organization's own
        application included.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import get_connector_config as operation

        request = operation.build_request(id)
        return self._sender.send(request, operation.parse_response)

    def delete_connector_config(self, id: str) -> None:
        """Delete a connector configuration.

        Removes the configuration for good.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.

        Returns:
            Nothing.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import delete_connector_config as operation

        request = operation.build_request(id)
        return self._sender.send(request, operation.parse_response)

    def update_connector_config(
        self, id: str, body: models.UpdateConnectorConfigBody
    ) -> models.ConnectorConfig:
        """Update a connector configuration.

        Changes the members that are given and returns the configuration as it is stored then. `config` is not
        among them; create_connector_config with an id changes it.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.
            body: What to change.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import update_connector_config as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return self._sender.send(request, operation.parse_response)

    def list_connector_config_infos(
        self,
        *,
        type_: models.ConnectorDirection | UnsetType = UNSET,
        id: str | UnsetType = UNSET,
        connector_name: str | UnsetType = UNSET,
    ) -> models.ListConnectorConfigInfosAnswer:
        """List what may be known of connector configurations.

        Returns all connector configurations that are switched on at once, without their secrets. A customer's
        token may call it too.

        Args:
            type_: Only configurations whose connector can be read from, or written to.
            id: Only the configuration with this id. It starts with `ccfg_`.
            connector_name: Only configurations of this connector.

        Returns:
            The `ListConnectorConfigInfosAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import list_connector_config_infos as operation

        request = operation.build_request(type_=type_, id=id, connector_name=connector_name)
        return self._sender.send(request, operation.parse_response)

    def upsert_customer(self, id: str, body: models.UpsertCustomerBody) -> models.Customer:
        """Create or update a customer.

        Stores the customer with this id and returns it.

        Args:
            id: Id of the customer, chosen by the organization; not empty.
            body: What to store about the customer; may be without members.

        Returns:
            The `Customer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import upsert_customer as operation

        body = concealed(body)
        request = operation.build_request(id, body)
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

    Read, list, import, update, check, sync and delete the connections of an organization; keep its connector
    configurations and customers, and mint tokens. There is no switch for secrets in this version: every
    answer carries the credentials of the connection.

    Give it the credential, or a `sender` that has one and decides about retries and timeouts.

    Args:
        api_key: The API key of the organization or of one of its users, the base64 text of its id and its
            secret.
        base_url: Where the API is. Plain http goes to this machine only.
        timeout: Seconds for each network step.
        sender: What sends the requests, instead of a sender made from the other arguments.

    Servers:
        `https://api.openint.dev/v0`: Production.
    """

    @overload
    def __init__(self, *, api_key: str, base_url: str = SERVERS[0], timeout: float = 30.0) -> None: ...
    @overload
    def __init__(self, *, sender: AsyncSender) -> None: ...
    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str = SERVERS[0],
        timeout: float = 30.0,
        sender: AsyncSender | None = None,
    ) -> None:
        # Wrapped before anything can be refused: a crash report shows the variables of this frame.
        given = Secret({"api_key": api_key})
        del api_key
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
        force_refresh: bool | UnsetType = UNSET,
        expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
    ) -> models.ConnectionDetails:
        """Get one connection.

        Returns the connection with this id, its credentials always included. The server may first test the
        connection with the third party, and store what it finds: with `forceRefresh`, with `expand`, and
        whenever no later time of expiry is stored, which is the case for everything but OAuth. So it can be
        slow.

        Args:
            id: Id of the connection. It starts with `conn_`.
            force_refresh: Whether the connection is tested with the third party before the answer, whatever
                its state.
            expand: Related objects to put into the answer.

        Returns:
            The `ConnectionDetails`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import get_connection as operation

        request = operation.build_request(id, force_refresh=force_refresh, expand=expand)
        return await self._sender.send(request, operation.parse_response)

    async def delete_connection(
        self, id: str, *, skip_revoke: bool | UnsetType = UNSET
    ) -> models.DeleteConnectionAnswer:
        """Delete a connection.

        Takes access back at the third party, where the connector can and unless told to skip it, and then
        removes the connection and its credentials for good.

        Args:
            id: Id of the connection. It starts with `conn_`.
            skip_revoke: Whether access at the third party is left as it is. It is taken back unless this is
                true.

        Returns:
            The `DeleteConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import delete_connection as operation

        request = operation.build_request(id, skip_revoke=skip_revoke)
        return await self._sender.send(request, operation.parse_response)

    async def update_connection(self, id: str, body: models.UpdateConnectionBody) -> models.Connection:
        """Update a connection.

        Changes the members that are given and returns the connection as it is stored then. Objects
        (`settings`, `metadata`) are merged into what is stored, top-level member by member: a member of null
        stays as null, and an array is appended to a stored array. Any other value replaces what is stored,
        and null empties it. A body without members changes nothing. Nothing is tested, neither the values nor
        the connection.

        Args:
            id: Id of the connection. It starts with `conn_`.
            body: What to change.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 API reference, Update connection (documented).
        """
        from .operations import update_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return await self._sender.send(request, operation.parse_response)

    async def check_connection(
        self, id: str, body: models.CheckConnectionBody
    ) -> models.CheckConnectionAnswer:
        """Check a connection.

        Tests the connection with the third party and, unless told otherwise, stores what it finds. The answer
        is the connection, its credentials included, or one sentence when its connector has no test. Read the
        connection afterwards for what is stored.

        Args:
            id: Id of the connection. It starts with `conn_`.
            body: How to check; may be without members.

        Returns:
            The `CheckConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import check_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return await self._sender.send(request, operation.parse_response)

    async def sync_connection(self, id: str, body: models.SyncConnectionBody) -> models.SyncConnectionAnswer:
        """Sync a connection.

        Reads the third party's data through the connection, and answers when that is done, or at once with
        `async`. The ids in the answer lead nowhere: no operation of this API takes one.

        Args:
            id: Id of the connection. It starts with `conn_`.
            body: How to sync; may be without members.

        Returns:
            The `SyncConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import sync_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return await self._sender.send(request, operation.parse_response)

    async def list_connections(
        self,
        *,
        force_refresh: bool | UnsetType = UNSET,
        expand: Sequence[models.ConnectionExpansion] | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
        customer_id: str | UnsetType = UNSET,
        connector_config_id: str | UnsetType = UNSET,
        connector_name: str | UnsetType = UNSET,
    ) -> models.ListConnectionsAnswer:
        """List connections.

        Returns connections in no particular order, their credentials always included, and says neither how
        many there are nor whether more follow: read on while a page is as long as `limit`. Without `limit`
        all of them come at once. Each is tested as in get_connection, and one test that fails fails the whole
        answer.

        Args:
            force_refresh: Whether every connection is tested with the third party before the answer, whatever
                its state.
            expand: Related objects to put into every connection.
            limit: How many connections to return at most. Without it, or with zero, all of them.
            offset: How many connections to skip.
            customer_id: Only connections of this customer.
            connector_config_id: Only connections made with this connector configuration. It starts with
                `ccfg_`.
            connector_name: Only connections of this connector.

        Returns:
            The `ListConnectionsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import list_connections as operation

        request = operation.build_request(
            force_refresh=force_refresh,
            expand=expand,
            limit=limit,
            offset=offset,
            customer_id=customer_id,
            connector_config_id=connector_config_id,
            connector_name=connector_name,
        )
        return await self._sender.send(request, operation.parse_response)

    async def create_connection(self, body: models.CreateConnectionBody) -> models.CreateConnectionAnswer:
        """Create a connection.

        Imports a connection whose credentials the caller already has, and answers with its id alone. The
        credentials are tested where the connector can; then a first sync is started. Every call makes another
        connection. Without a `displayName` that is not empty, `customerId`, `disabled`, `metadata` and
        `integrationId` are dropped without a word: set them with update_connection afterwards.

        Args:
            body: The connection to import.

        Returns:
            The `CreateConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import create_connection as operation

        body = concealed(body)
        request = operation.build_request(body)
        return await self._sender.send(request, operation.parse_response)

    async def create_token(self, body: models.CreateTokenBody) -> models.CreateTokenAnswer:
        """Create a token for a customer.

        Makes a token with which the customer's own software can call this API. It works for anybody who has
        it until it expires.

        Args:
            body: Whose token, and how long it lasts.

        Returns:
            The `CreateTokenAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import create_token as operation

        body = concealed(body)
        request = operation.build_request(body)
        return await self._sender.send(request, operation.parse_response)

    async def list_connector_configs(
        self,
    ) -> models.ListConnectorConfigsAnswer:
        """List connector configurations.

        Returns all connector configurations at once, the client secrets of the organization's own
        applications included.

        Returns:
            The `ListConnectorConfigsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import list_connector_configs as operation

        request = operation.build_request()
        return await self._sender.send(request, operation.parse_response)

    async def create_connector_config(self, body: models.CreateConnectorConfigBody) -> models.ConnectorConfig:
        """Create or update a connector configuration.

        Stores a configuration and returns it. With an `id` that is known it updates that one; without an `id`
        it needs `connectorName`, and every call makes another configuration.

        Args:
            body: The configuration to store.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import create_connector_config as operation

        body = concealed(body)
        request = operation.build_request(body)
        return await self._sender.send(request, operation.parse_response)

    async def get_connector_config(self, id: str) -> models.ConnectorConfig:
        """Get one connector configuration.

        Returns the connector configuration with this id, the client secret of the organization's own
        application included.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import get_connector_config as operation

        request = operation.build_request(id)
        return await self._sender.send(request, operation.parse_response)

    async def delete_connector_config(self, id: str) -> None:
        """Delete a connector configuration.

        Removes the configuration for good.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.

        Returns:
            Nothing.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import delete_connector_config as operation

        request = operation.build_request(id)
        return await self._sender.send(request, operation.parse_response)

    async def update_connector_config(
        self, id: str, body: models.UpdateConnectorConfigBody
    ) -> models.ConnectorConfig:
        """Update a connector configuration.

        Changes the members that are given and returns the configuration as it is stored then. `config` is not
        among them; create_connector_config with an id changes it.

        Args:
            id: Id of the configuration. It starts with `ccfg_`.
            body: What to change.

        Returns:
            The `ConnectorConfig`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import update_connector_config as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return await self._sender.send(request, operation.parse_response)

    async def list_connector_config_infos(
        self,
        *,
        type_: models.ConnectorDirection | UnsetType = UNSET,
        id: str | UnsetType = UNSET,
        connector_name: str | UnsetType = UNSET,
    ) -> models.ListConnectorConfigInfosAnswer:
        """List what may be known of connector configurations.

        Returns all connector configurations that are switched on at once, without their secrets. A customer's
        token may call it too.

        Args:
            type_: Only configurations whose connector can be read from, or written to.
            id: Only the configuration with this id. It starts with `ccfg_`.
            connector_name: Only configurations of this connector.

        Returns:
            The `ListConnectorConfigInfosAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import list_connector_config_infos as operation

        request = operation.build_request(type_=type_, id=id, connector_name=connector_name)
        return await self._sender.send(request, operation.parse_response)

    async def upsert_customer(self, id: str, body: models.UpsertCustomerBody) -> models.Customer:
        """Create or update a customer.

        Stores the customer with this id and returns it.

        Args:
            id: Id of the customer, chosen by the organization; not empty.
            body: What to store about the customer; may be without members.

        Returns:
            The `Customer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: OpenInt v0 published OpenAPI document (high).
        """
        from .operations import upsert_customer as operation

        body = concealed(body)
        request = operation.build_request(id, body)
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
