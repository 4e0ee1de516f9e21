"""`Client` and `AsyncClient`: one method for each operation of the API, and `request` for what has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, overload

from ._origin import checked_base_url, checked_credential, free_request, free_response
from ._wire import UNSET, ArgumentError, AsyncSender, Sender, UnsetType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from . import models

SERVERS: Final = ("https://api.getmembrane.com",)


class Client:
    """Calls the API. Use it in `with`, or call `close`.

    Read and list the connections of a workspace. A token that is signed for one tenant (a customer) sees the
    connections of that tenant, an admin token sees all.

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
        if sender is None:
            from ._sender import HTTPSender

            sender = HTTPSender(checked_base_url(base_url), _credentials(token), timeout)
        self._sender: Sender = sender

    def __repr__(self) -> str:
        return f"{type(self).__module__.partition('.')[0]}.{type(self).__name__}({self._sender!r})"

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
        request = free_request(method, path, query, body, repeatable=repeatable)
        return self._sender.send(request, free_response)


class AsyncClient:
    """Calls the API. Use it in `async with`, or call `aclose`.

    Read and list the connections of a workspace. A token that is signed for one tenant (a customer) sees the
    connections of that tenant, an admin token sees all.

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
        if sender is None:
            from ._sender import AsyncHTTPSender

            sender = AsyncHTTPSender(checked_base_url(base_url), _credentials(token), timeout)
        self._sender: AsyncSender = sender

    def __repr__(self) -> str:
        return f"{type(self).__module__.partition('.')[0]}.{type(self).__name__}({self._sender!r})"

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
        request = free_request(method, path, query, body, repeatable=repeatable)
        return await self._sender.send(request, free_response)


def _credentials(token: str | None) -> dict[str, str]:
    """Return the headers that say who is calling."""
    headers: dict[str, str] = {}
    if token is not None:
        headers["authorization"] = "Bearer " + checked_credential("token", token)
    if not headers:
        raise ArgumentError("token", "must be given, or else a sender")
    return headers
