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

SERVERS: Final = ("https://api.getmembrane.com",)
# The header of each credential, and what stands before it there.
_CREDENTIALS: Final = {
    "token": ("authorization", "Bearer "),
}


class Client:
    """Calls the API. Use it in `with`, or call `close`.

    Make, read, change, test and archive the connections of a workspace, ask end users to connect, and read
    what they can connect to. A token that is signed for one tenant (a customer) sees the connections of that
    tenant, an admin token sees all.

    Give it the credential, or a `sender` that has one and decides about retries and timeouts.

    Args:
        token: A token for one tenant or an admin token, signed with the secret or a key of the workspace; or
            a personal one.
        base_url: Where the API is. Plain http goes to this machine only.
        timeout: Seconds for each network step.
        sender: What sends the requests, instead of a sender made from the other arguments.

    Servers:
        `https://api.getmembrane.com`: Production. A self-hosted Membrane has an address of its own.
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
        wait: bool | UnsetType = UNSET,
        timeout: int | UnsetType = UNSET,
    ) -> models.Connection:
        """Get one connection.

        Returns the connection with this id. With `wait` the answer is held back while the connection is being
        built, for `timeout` seconds at most; then the connection is returned as it is, built or not.

        Args:
            id: Id of the connection.
            include_secrets: Whether the answer carries the `credentials` of the connection.
            wait: Whether to answer only when the connection is no longer being built, or `timeout` is over.
            timeout: How many seconds `wait` holds the answer back at most; 30 unless given. The server ends
                every request after 60 seconds, so 50 is a good upper limit, and the client has to be ready to
                wait longer than this. The API's default: 30.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane API reference, Get connection by ID (documented).
        """
        from .operations import get_connection as operation

        request = operation.build_request(id, include_secrets=include_secrets, wait=wait, timeout=timeout)
        return self._sender.send(request, operation.parse_response)

    def replace_connection(self, id: str, body: models.ConnectionBody) -> models.Connection:
        """Replace what a connection is made of.

        Writes the connection completely, as the vendor puts it: what is left out is not kept, where the
        server can do without it. Returns the connection as it is stored then.

        Args:
            id: Id of the connection.
            body: All of the connection that the caller decides about.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (high). Its body is that of the PATCH, with everything optional; which
        members are emptied by being left out is not said.
        """
        from .operations import replace_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return self._sender.send(request, operation.parse_response)

    def archive_connection(self, id: str) -> None:
        """Archive a connection.

        Archives the connection, which is how Membrane deletes: it stays, with `archivedAt` set, and is listed
        with `includeArchived` only.

        Args:
            id: Id of the connection.

        Returns:
            Nothing.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).

        Source: Membrane SDK (high). A specification of 2024 says status 200 without a body. Any success is
        taken, and no body is read.
        """
        from .operations import archive_connection as operation

        request = operation.build_request(id)
        return self._sender.send(request, operation.parse_response)

    def update_connection(self, id: str, body: models.ConnectionBody) -> models.Connection:
        """Change a connection.

        Changes the members that are given, leaves the others as they are, and returns the connection as it is
        stored then.

        Args:
            id: Id of the connection.
            body: What to change.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (high).
        """
        from .operations import update_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return self._sender.send(request, operation.parse_response)

    def refresh_credentials(self, id: str) -> None:
        """Renew the credentials of a connection.

        Has the server renew the credentials at the third party, for connections whose `canRefreshCredentials`
        is true. What came of it is seen by reading the connection again. The request has no body.

        Args:
            id: Id of the connection.

        Returns:
            Nothing.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).

        Source: Membrane SDK (high). A specification of 2024 says status 201 without a body. Any success is
        taken, and no body is read. The SDK's request is marked as an empty form, because its HTTP library
        does so; it means nothing.
        """
        from .operations import refresh_credentials as operation

        request = operation.build_request(id)
        return self._sender.send(request, operation.parse_response)

    def test_connection(self, id: str) -> models.ConnectionTestResult | None:
        """Test a connection.

        Has the server test the connection at the third party, for connections whose `canTest` is true. The
        request has no body.

        Args:
            id: Id of the connection.

        Returns:
            The `ConnectionTestResult`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (medium). The SDK has the answer as `{success}`, a specification of 2024 as
        status 201 without a body; so an answer with and one without a body are both taken, with either
        status.
        """
        from .operations import test_connection as operation

        request = operation.build_request(id)
        return self._sender.send(request, operation.parse_response)

    def list_connections(
        self,
        *,
        limit: int | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        search: str | UnsetType = UNSET,
        include_archived: bool | UnsetType = UNSET,
        tenant_id: str | UnsetType = UNSET,
        integration_id: str | UnsetType = UNSET,
        connector_id: str | UnsetType = UNSET,
        external_app_id: str | UnsetType = UNSET,
        connected: bool | UnsetType = UNSET,
        disconnected: bool | UnsetType = UNSET,
        is_test: bool | UnsetType = UNSET,
        user_id: str | UnsetType = UNSET,
        connector_version: str | UnsetType = UNSET,
        integration_key: str | UnsetType = UNSET,
        include_secrets: bool | UnsetType = UNSET,
    ) -> models.ListConnectionsAnswer:
        """List connections.

        Returns connections page by page. The end is reached when there is no `cursor`, not when a page is
        short or empty.

        Args:
            limit: How many connections to return at most.
            cursor: Where to read on, the `cursor` of the page before.
            search: Only connections that match this text.
            include_archived: Whether archived connections are listed too.
            tenant_id: Only connections of this tenant. For tokens that see more than one.
            integration_id: Only connections made with this integration.
            connector_id: Only connections made with this connector.
            external_app_id: Only connections to this application.
            connected: Only connections that are connected, or with false only those that are not.
            disconnected: Deprecated. The opposite of `connected`, which replaces it.
            is_test: Only connections for tests, or with false only the others.
            user_id: Only connections of this user, the older word for a tenant.
            connector_version: Only connections that use this version of their connector.
            integration_key: Only connections made with the integration of this key.
            include_secrets: Whether the answer carries the `credentials` of the connections.

        Returns:
            The `ListConnectionsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (high).
        """
        from .operations import list_connections as operation

        request = operation.build_request(
            limit=limit,
            cursor=cursor,
            search=search,
            include_archived=include_archived,
            tenant_id=tenant_id,
            integration_id=integration_id,
            connector_id=connector_id,
            external_app_id=external_app_id,
            connected=connected,
            disconnected=disconnected,
            is_test=is_test,
            user_id=user_id,
            connector_version=connector_version,
            integration_key=integration_key,
            include_secrets=include_secrets,
        )
        return self._sender.send(request, operation.parse_response)

    def create_connection(self, body: models.ConnectionBody) -> models.Connection:
        """Make a connection.

        Makes a connection with credentials that the caller has, or with `intent` one that an agent builds. It
        belongs to the tenant that the token is signed for. To have the end user sign in, make a connection
        request instead.

        Args:
            body: What to make, which has to name an integration, a connector or an application.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (high). A specification of 2024 says status 201, other pages show a body and no
        status. Any success with the connection is taken.
        """
        from .operations import create_connection as operation

        body = concealed(body)
        request = operation.build_request(body)
        return self._sender.send(request, operation.parse_response)

    def create_connection_request(self, body: models.CreateConnectionRequestBody) -> models.ConnectionRequest:
        """Ask for a page where the end user connects.

        Makes a request to connect, for the tenant that the token is signed for. The end user opens its `url`.
        With `connectionId` that connection is connected again; otherwise a new one is made, of the
        integration or connector that is named.

        Args:
            body: What to connect: at least one of `integrationId`, `integrationKey`, `connectorId`,
                `connectorKey` and `connectionId`.

        Returns:
            The `ConnectionRequest`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (high). The status of the success is not said; any is taken.
        """
        from .operations import create_connection_request as operation

        body = concealed(body)
        request = operation.build_request(body)
        return self._sender.send(request, operation.parse_response)

    def get_connection_request(self, request_id: str) -> models.ConnectionRequest:
        """Get one request to connect.

        Returns the request as it stands. Once its `status` is `success`, `resultConnectionId` is the
        connection that came of it.

        Args:
            request_id: Id of the request.

        Returns:
            The `ConnectionRequest`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (high).
        """
        from .operations import get_connection_request as operation

        request = operation.build_request(request_id)
        return self._sender.send(request, operation.parse_response)

    def list_connectors(
        self,
        *,
        limit: int | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        search: str | UnsetType = UNSET,
        include_archived: bool | UnsetType = UNSET,
    ) -> models.ListConnectorsAnswer:
        """List connectors.

        Returns the connectors that the workspace can use, page by page. The end is reached when there is no
        `cursor`, not when a page is short or empty.

        Args:
            limit: How many items to return at most.
            cursor: Where to read on, the `cursor` of the page before.
            search: Only items that match this text.
            include_archived: Whether archived items are listed too.

        Returns:
            The `ListConnectorsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (medium). The parameters are those of the list of public connectors in
        the SDK.
        """
        from .operations import list_connectors as operation

        request = operation.build_request(
            limit=limit, cursor=cursor, search=search, include_archived=include_archived
        )
        return self._sender.send(request, operation.parse_response)

    def get_connector(self, id_or_key: str) -> models.Connector:
        """Get one connector.

        Returns the connector with this id or key.

        Args:
            id_or_key: Id or key of the connector.

        Returns:
            The `Connector`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (medium).
        """
        from .operations import get_connector as operation

        request = operation.build_request(id_or_key)
        return self._sender.send(request, operation.parse_response)

    def list_public_connectors(
        self,
        *,
        limit: int | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        search: str | UnsetType = UNSET,
        include_archived: bool | UnsetType = UNSET,
    ) -> models.ListConnectorsAnswer:
        """List the connectors that everybody can use.

        Returns Membrane's public connectors, page by page. The end is reached when there is no `cursor`, not
        when a page is short or empty.

        Args:
            limit: How many items to return at most.
            cursor: Where to read on, the `cursor` of the page before.
            search: Only items that match this text.
            include_archived: Whether archived items are listed too.

        Returns:
            The `ListConnectorsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (medium).
        """
        from .operations import list_public_connectors as operation

        request = operation.build_request(
            limit=limit, cursor=cursor, search=search, include_archived=include_archived
        )
        return self._sender.send(request, operation.parse_response)

    def list_integrations(
        self,
        *,
        limit: int | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        search: str | UnsetType = UNSET,
        include_archived: bool | UnsetType = UNSET,
        connectors: int | UnsetType = UNSET,
        external_apps: int | UnsetType = UNSET,
        websearch: int | UnsetType = UNSET,
        app_uuid: str | UnsetType = UNSET,
    ) -> models.ListIntegrationsAnswer:
        """List integrations.

        Returns the integrations of the workspace, page by page, with entries that are made up from
        connectors, applications or a search of the web when those are asked for. The end is reached when
        there is no `cursor`, not when a page is short or empty.

        Args:
            limit: How many items to return at most.
            cursor: Where to read on, the `cursor` of the page before.
            search: Only items that match this text.
            include_archived: Whether archived items are listed too.
            connectors: Whether entries are made up from connectors: 1 for yes, 0 for no, the workspace's own
                setting when left out.
            external_apps: Whether entries are made up from applications: 1 for yes, 0 for no, the workspace's
                own setting when left out.
            websearch: Whether entries are made up from a search of the web: 1 for yes, 0 for no, the
                workspace's own setting when left out.
            app_uuid: Deprecated. Only integrations of this application, for Membrane's own use.

        Returns:
            The `ListIntegrationsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (high).
        """
        from .operations import list_integrations as operation

        request = operation.build_request(
            limit=limit,
            cursor=cursor,
            search=search,
            include_archived=include_archived,
            connectors=connectors,
            external_apps=external_apps,
            websearch=websearch,
            app_uuid=app_uuid,
        )
        return self._sender.send(request, operation.parse_response)

    def get_integration(self, id: str) -> models.Integration:
        """Get one integration.

        Returns the integration with this id or key.

        Args:
            id: Id or key of the integration.

        Returns:
            The `Integration`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (high).
        """
        from .operations import get_integration as operation

        request = operation.build_request(id)
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

    Make, read, change, test and archive the connections of a workspace, ask end users to connect, and read
    what they can connect to. A token that is signed for one tenant (a customer) sees the connections of that
    tenant, an admin token sees all.

    Give it the credential, or a `sender` that has one and decides about retries and timeouts.

    Args:
        token: A token for one tenant or an admin token, signed with the secret or a key of the workspace; or
            a personal one.
        base_url: Where the API is. Plain http goes to this machine only.
        timeout: Seconds for each network step.
        sender: What sends the requests, instead of a sender made from the other arguments.

    Servers:
        `https://api.getmembrane.com`: Production. A self-hosted Membrane has an address of its own.
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
        wait: bool | UnsetType = UNSET,
        timeout: int | UnsetType = UNSET,
    ) -> models.Connection:
        """Get one connection.

        Returns the connection with this id. With `wait` the answer is held back while the connection is being
        built, for `timeout` seconds at most; then the connection is returned as it is, built or not.

        Args:
            id: Id of the connection.
            include_secrets: Whether the answer carries the `credentials` of the connection.
            wait: Whether to answer only when the connection is no longer being built, or `timeout` is over.
            timeout: How many seconds `wait` holds the answer back at most; 30 unless given. The server ends
                every request after 60 seconds, so 50 is a good upper limit, and the client has to be ready to
                wait longer than this. The API's default: 30.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane API reference, Get connection by ID (documented).
        """
        from .operations import get_connection as operation

        request = operation.build_request(id, include_secrets=include_secrets, wait=wait, timeout=timeout)
        return await self._sender.send(request, operation.parse_response)

    async def replace_connection(self, id: str, body: models.ConnectionBody) -> models.Connection:
        """Replace what a connection is made of.

        Writes the connection completely, as the vendor puts it: what is left out is not kept, where the
        server can do without it. Returns the connection as it is stored then.

        Args:
            id: Id of the connection.
            body: All of the connection that the caller decides about.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (high). Its body is that of the PATCH, with everything optional; which
        members are emptied by being left out is not said.
        """
        from .operations import replace_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return await self._sender.send(request, operation.parse_response)

    async def archive_connection(self, id: str) -> None:
        """Archive a connection.

        Archives the connection, which is how Membrane deletes: it stays, with `archivedAt` set, and is listed
        with `includeArchived` only.

        Args:
            id: Id of the connection.

        Returns:
            Nothing.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).

        Source: Membrane SDK (high). A specification of 2024 says status 200 without a body. Any success is
        taken, and no body is read.
        """
        from .operations import archive_connection as operation

        request = operation.build_request(id)
        return await self._sender.send(request, operation.parse_response)

    async def update_connection(self, id: str, body: models.ConnectionBody) -> models.Connection:
        """Change a connection.

        Changes the members that are given, leaves the others as they are, and returns the connection as it is
        stored then.

        Args:
            id: Id of the connection.
            body: What to change.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (high).
        """
        from .operations import update_connection as operation

        body = concealed(body)
        request = operation.build_request(id, body)
        return await self._sender.send(request, operation.parse_response)

    async def refresh_credentials(self, id: str) -> None:
        """Renew the credentials of a connection.

        Has the server renew the credentials at the third party, for connections whose `canRefreshCredentials`
        is true. What came of it is seen by reading the connection again. The request has no body.

        Args:
            id: Id of the connection.

        Returns:
            Nothing.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).

        Source: Membrane SDK (high). A specification of 2024 says status 201 without a body. Any success is
        taken, and no body is read. The SDK's request is marked as an empty form, because its HTTP library
        does so; it means nothing.
        """
        from .operations import refresh_credentials as operation

        request = operation.build_request(id)
        return await self._sender.send(request, operation.parse_response)

    async def test_connection(self, id: str) -> models.ConnectionTestResult | None:
        """Test a connection.

        Has the server test the connection at the third party, for connections whose `canTest` is true. The
        request has no body.

        Args:
            id: Id of the connection.

        Returns:
            The `ConnectionTestResult`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (medium). The SDK has the answer as `{success}`, a specification of 2024 as
        status 201 without a body; so an answer with and one without a body are both taken, with either
        status.
        """
        from .operations import test_connection as operation

        request = operation.build_request(id)
        return await self._sender.send(request, operation.parse_response)

    async def list_connections(
        self,
        *,
        limit: int | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        search: str | UnsetType = UNSET,
        include_archived: bool | UnsetType = UNSET,
        tenant_id: str | UnsetType = UNSET,
        integration_id: str | UnsetType = UNSET,
        connector_id: str | UnsetType = UNSET,
        external_app_id: str | UnsetType = UNSET,
        connected: bool | UnsetType = UNSET,
        disconnected: bool | UnsetType = UNSET,
        is_test: bool | UnsetType = UNSET,
        user_id: str | UnsetType = UNSET,
        connector_version: str | UnsetType = UNSET,
        integration_key: str | UnsetType = UNSET,
        include_secrets: bool | UnsetType = UNSET,
    ) -> models.ListConnectionsAnswer:
        """List connections.

        Returns connections page by page. The end is reached when there is no `cursor`, not when a page is
        short or empty.

        Args:
            limit: How many connections to return at most.
            cursor: Where to read on, the `cursor` of the page before.
            search: Only connections that match this text.
            include_archived: Whether archived connections are listed too.
            tenant_id: Only connections of this tenant. For tokens that see more than one.
            integration_id: Only connections made with this integration.
            connector_id: Only connections made with this connector.
            external_app_id: Only connections to this application.
            connected: Only connections that are connected, or with false only those that are not.
            disconnected: Deprecated. The opposite of `connected`, which replaces it.
            is_test: Only connections for tests, or with false only the others.
            user_id: Only connections of this user, the older word for a tenant.
            connector_version: Only connections that use this version of their connector.
            integration_key: Only connections made with the integration of this key.
            include_secrets: Whether the answer carries the `credentials` of the connections.

        Returns:
            The `ListConnectionsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (high).
        """
        from .operations import list_connections as operation

        request = operation.build_request(
            limit=limit,
            cursor=cursor,
            search=search,
            include_archived=include_archived,
            tenant_id=tenant_id,
            integration_id=integration_id,
            connector_id=connector_id,
            external_app_id=external_app_id,
            connected=connected,
            disconnected=disconnected,
            is_test=is_test,
            user_id=user_id,
            connector_version=connector_version,
            integration_key=integration_key,
            include_secrets=include_secrets,
        )
        return await self._sender.send(request, operation.parse_response)

    async def create_connection(self, body: models.ConnectionBody) -> models.Connection:
        """Make a connection.

        Makes a connection with credentials that the caller has, or with `intent` one that an agent builds. It
        belongs to the tenant that the token is signed for. To have the end user sign in, make a connection
        request instead.

        Args:
            body: What to make, which has to name an integration, a connector or an application.

        Returns:
            The `Connection`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (high). A specification of 2024 says status 201, other pages show a body and no
        status. Any success with the connection is taken.
        """
        from .operations import create_connection as operation

        body = concealed(body)
        request = operation.build_request(body)
        return await self._sender.send(request, operation.parse_response)

    async def create_connection_request(
        self, body: models.CreateConnectionRequestBody
    ) -> models.ConnectionRequest:
        """Ask for a page where the end user connects.

        Makes a request to connect, for the tenant that the token is signed for. The end user opens its `url`.
        With `connectionId` that connection is connected again; otherwise a new one is made, of the
        integration or connector that is named.

        Args:
            body: What to connect: at least one of `integrationId`, `integrationKey`, `connectorId`,
                `connectorKey` and `connectionId`.

        Returns:
            The `ConnectionRequest`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (high). The status of the success is not said; any is taken.
        """
        from .operations import create_connection_request as operation

        body = concealed(body)
        request = operation.build_request(body)
        return await self._sender.send(request, operation.parse_response)

    async def get_connection_request(self, request_id: str) -> models.ConnectionRequest:
        """Get one request to connect.

        Returns the request as it stands. Once its `status` is `success`, `resultConnectionId` is the
        connection that came of it.

        Args:
            request_id: Id of the request.

        Returns:
            The `ConnectionRequest`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (high).
        """
        from .operations import get_connection_request as operation

        request = operation.build_request(request_id)
        return await self._sender.send(request, operation.parse_response)

    async def list_connectors(
        self,
        *,
        limit: int | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        search: str | UnsetType = UNSET,
        include_archived: bool | UnsetType = UNSET,
    ) -> models.ListConnectorsAnswer:
        """List connectors.

        Returns the connectors that the workspace can use, page by page. The end is reached when there is no
        `cursor`, not when a page is short or empty.

        Args:
            limit: How many items to return at most.
            cursor: Where to read on, the `cursor` of the page before.
            search: Only items that match this text.
            include_archived: Whether archived items are listed too.

        Returns:
            The `ListConnectorsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (medium). The parameters are those of the list of public connectors in
        the SDK.
        """
        from .operations import list_connectors as operation

        request = operation.build_request(
            limit=limit, cursor=cursor, search=search, include_archived=include_archived
        )
        return await self._sender.send(request, operation.parse_response)

    async def get_connector(self, id_or_key: str) -> models.Connector:
        """Get one connector.

        Returns the connector with this id or key.

        Args:
            id_or_key: Id or key of the connector.

        Returns:
            The `Connector`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (medium).
        """
        from .operations import get_connector as operation

        request = operation.build_request(id_or_key)
        return await self._sender.send(request, operation.parse_response)

    async def list_public_connectors(
        self,
        *,
        limit: int | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        search: str | UnsetType = UNSET,
        include_archived: bool | UnsetType = UNSET,
    ) -> models.ListConnectorsAnswer:
        """List the connectors that everybody can use.

        Returns Membrane's public connectors, page by page. The end is reached when there is no `cursor`, not
        when a page is short or empty.

        Args:
            limit: How many items to return at most.
            cursor: Where to read on, the `cursor` of the page before.
            search: Only items that match this text.
            include_archived: Whether archived items are listed too.

        Returns:
            The `ListConnectorsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (medium).
        """
        from .operations import list_public_connectors as operation

        request = operation.build_request(
            limit=limit, cursor=cursor, search=search, include_archived=include_archived
        )
        return await self._sender.send(request, operation.parse_response)

    async def list_integrations(
        self,
        *,
        limit: int | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        search: str | UnsetType = UNSET,
        include_archived: bool | UnsetType = UNSET,
        connectors: int | UnsetType = UNSET,
        external_apps: int | UnsetType = UNSET,
        websearch: int | UnsetType = UNSET,
        app_uuid: str | UnsetType = UNSET,
    ) -> models.ListIntegrationsAnswer:
        """List integrations.

        Returns the integrations of the workspace, page by page, with entries that are made up from
        connectors, applications or a search of the web when those are asked for. The end is reached when
        there is no `cursor`, not when a page is short or empty.

        Args:
            limit: How many items to return at most.
            cursor: Where to read on, the `cursor` of the page before.
            search: Only items that match this text.
            include_archived: Whether archived items are listed too.
            connectors: Whether entries are made up from connectors: 1 for yes, 0 for no, the workspace's own
                setting when left out.
            external_apps: Whether entries are made up from applications: 1 for yes, 0 for no, the workspace's
                own setting when left out.
            websearch: Whether entries are made up from a search of the web: 1 for yes, 0 for no, the
                workspace's own setting when left out.
            app_uuid: Deprecated. Only integrations of this application, for Membrane's own use.

        Returns:
            The `ListIntegrationsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane SDK (high).
        """
        from .operations import list_integrations as operation

        request = operation.build_request(
            limit=limit,
            cursor=cursor,
            search=search,
            include_archived=include_archived,
            connectors=connectors,
            external_apps=external_apps,
            websearch=websearch,
            app_uuid=app_uuid,
        )
        return await self._sender.send(request, operation.parse_response)

    async def get_integration(self, id: str) -> models.Integration:
        """Get one integration.

        Returns the integration with this id or key.

        Args:
            id: Id or key of the integration.

        Returns:
            The `Integration`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Membrane documentation (high).
        """
        from .operations import get_integration as operation

        request = operation.build_request(id)
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
