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

SERVERS: Final = (
    "https://h.app.wdesk.com/s/wdata/prep",
    "https://h.eu.wdesk.com/s/wdata/prep",
    "https://h.apac.wdesk.com/s/wdata/prep",
)
# The header of each credential, and what stands before it there.
_CREDENTIALS: Final = {
    "token": ("authorization", "Bearer "),
}


class Client:
    """Calls the API. Use it in `with`, or call `close`.

    Read and list the connections between items of Workiva, run them, and follow the runs.

    Give it the credential, or a `sender` that has one and decides about retries and timeouts.

    Args:
        token: An OAuth access token. Workiva hands it out for a client id and a client secret, on another
            host than this API.
        base_url: Where the API is. Plain http goes to this machine only.
        timeout: Seconds for each network step.
        sender: What sends the requests, instead of a sender made from the other arguments.

    Servers:
        `https://h.app.wdesk.com/s/wdata/prep`: United States.
        `https://h.eu.wdesk.com/s/wdata/prep`: Europe.
        `https://h.apac.wdesk.com/s/wdata/prep`: Asia and the Pacific.
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
        self, connection_id: str, *, workspace_id: str | UnsetType = UNSET
    ) -> models.GetConnectionAnswer:
        """Get one connection.

        Returns the connection with this id, with its latest run. No OAuth scope is needed.

        Args:
            connection_id: Id of the connection.
            workspace_id: Id of the workspace to look in; of 40 characters at most.

        Returns:
            The `GetConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva Wdata API reference, Get connection details (documented).
        """
        from .operations import get_connection as operation

        request = operation.build_request(connection_id, workspace_id=workspace_id)
        return self._sender.send(request, operation.parse_response)

    def list_connections(
        self,
        *,
        source_type: models.SourceType | UnsetType = UNSET,
        destination_type: models.DestinationType | UnsetType = UNSET,
        source_id: str | UnsetType = UNSET,
        destination_id: str | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
    ) -> models.ListConnectionsAnswer:
        """List connections.

        Returns connections page by page. The end is reached when there is no `cursor`. A type of source or
        destination goes together with the id of the item: the vendor wants both. No OAuth scope is needed.

        Args:
            source_type: Only connections that read from this kind of item. Needs `sourceId`.
            destination_type: Only connections that write to this kind of item. Needs `destinationId`.
            source_id: Only connections that read from this item.
            destination_id: Only connections that write to this item.
            cursor: Where to read on, the `cursor` of the page before. With it `limit` is ignored.
            limit: How many connections to return at most. The API's default: 1000.
            offset: How many connections to skip, another way than `cursor` to read on. The API's default: 0.

        Returns:
            The `ListConnectionsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import list_connections as operation

        request = operation.build_request(
            source_type=source_type,
            destination_type=destination_type,
            source_id=source_id,
            destination_id=destination_id,
            cursor=cursor,
            limit=limit,
            offset=offset,
        )
        return self._sender.send(request, operation.parse_response)

    def refresh_connection(
        self, connection_id: str, body: models.RefreshConnectionBody
    ) -> models.ConnectionRunAnswer:
        """Run a connection.

        Starts a run, which reads the source and writes the destination, and returns it as it stands then: it
        has only begun. Every call starts another run. No OAuth scope is needed.

        Args:
            connection_id: Id of the connection.
            body: What to run it with. All of it is optional, but there has to be a body.

        Returns:
            The `ConnectionRunAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import refresh_connection as operation

        body = concealed(body)
        request = operation.build_request(connection_id, body)
        return self._sender.send(request, operation.parse_response)

    def get_refresh_status(
        self, connection_id: str, *, job_id: str | UnsetType = UNSET, workspace_id: str | UnsetType = UNSET
    ) -> models.ConnectionRunAnswer:
        """Get a run of a connection.

        Returns the run of this job, or without `jobId` the latest one. No OAuth scope is needed.

        Args:
            connection_id: Id of the connection.
            job_id: Id of the job that the start of the run returned; the latest run when left out.
            workspace_id: Id of the workspace to look in; of 40 characters at most.

        Returns:
            The `ConnectionRunAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import get_refresh_status as operation

        request = operation.build_request(connection_id, job_id=job_id, workspace_id=workspace_id)
        return self._sender.send(request, operation.parse_response)

    def refresh_batch(
        self, body: models.RefreshBatchBody, *, cancel_unwritables: bool | UnsetType = UNSET
    ) -> models.RefreshBatchAnswer:
        """Run several connections together.

        Starts a run of each of these connections, which have to lead into the same spreadsheet, or out of the
        same workbook. Every call starts another batch. No OAuth scope is needed.

        Args:
            cancel_unwritables: Whether a run whose destination cannot be written is cancelled alone; the
                batch goes on then.
            body: The connections to run, 100 at most.

        Returns:
            The `RefreshBatchAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import refresh_batch as operation

        body = concealed(body)
        request = operation.build_request(body, cancel_unwritables=cancel_unwritables)
        return self._sender.send(request, operation.parse_response)

    def get_refresh_batch_status(
        self, batch_id: str, *, workspace_id: str | UnsetType = UNSET
    ) -> models.RefreshBatchAnswer:
        """Get a batch of runs.

        Returns the batch, with its runs. No OAuth scope is needed.

        Args:
            batch_id: Id of the batch.
            workspace_id: Id of the workspace to look in; of 40 characters at most.

        Returns:
            The `RefreshBatchAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import get_refresh_batch_status as operation

        request = operation.build_request(batch_id, workspace_id=workspace_id)
        return self._sender.send(request, operation.parse_response)

    def get_health(
        self,
    ) -> models.HealthAnswer:
        """Tell how the service is.

        Returns the state of each part of the service, by the name of the part.

        Returns:
            The `HealthAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import get_health as operation

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

    Read and list the connections between items of Workiva, run them, and follow the runs.

    Give it the credential, or a `sender` that has one and decides about retries and timeouts.

    Args:
        token: An OAuth access token. Workiva hands it out for a client id and a client secret, on another
            host than this API.
        base_url: Where the API is. Plain http goes to this machine only.
        timeout: Seconds for each network step.
        sender: What sends the requests, instead of a sender made from the other arguments.

    Servers:
        `https://h.app.wdesk.com/s/wdata/prep`: United States.
        `https://h.eu.wdesk.com/s/wdata/prep`: Europe.
        `https://h.apac.wdesk.com/s/wdata/prep`: Asia and the Pacific.
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
        self, connection_id: str, *, workspace_id: str | UnsetType = UNSET
    ) -> models.GetConnectionAnswer:
        """Get one connection.

        Returns the connection with this id, with its latest run. No OAuth scope is needed.

        Args:
            connection_id: Id of the connection.
            workspace_id: Id of the workspace to look in; of 40 characters at most.

        Returns:
            The `GetConnectionAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva Wdata API reference, Get connection details (documented).
        """
        from .operations import get_connection as operation

        request = operation.build_request(connection_id, workspace_id=workspace_id)
        return await self._sender.send(request, operation.parse_response)

    async def list_connections(
        self,
        *,
        source_type: models.SourceType | UnsetType = UNSET,
        destination_type: models.DestinationType | UnsetType = UNSET,
        source_id: str | UnsetType = UNSET,
        destination_id: str | UnsetType = UNSET,
        cursor: str | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
        offset: int | UnsetType = UNSET,
    ) -> models.ListConnectionsAnswer:
        """List connections.

        Returns connections page by page. The end is reached when there is no `cursor`. A type of source or
        destination goes together with the id of the item: the vendor wants both. No OAuth scope is needed.

        Args:
            source_type: Only connections that read from this kind of item. Needs `sourceId`.
            destination_type: Only connections that write to this kind of item. Needs `destinationId`.
            source_id: Only connections that read from this item.
            destination_id: Only connections that write to this item.
            cursor: Where to read on, the `cursor` of the page before. With it `limit` is ignored.
            limit: How many connections to return at most. The API's default: 1000.
            offset: How many connections to skip, another way than `cursor` to read on. The API's default: 0.

        Returns:
            The `ListConnectionsAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import list_connections as operation

        request = operation.build_request(
            source_type=source_type,
            destination_type=destination_type,
            source_id=source_id,
            destination_id=destination_id,
            cursor=cursor,
            limit=limit,
            offset=offset,
        )
        return await self._sender.send(request, operation.parse_response)

    async def refresh_connection(
        self, connection_id: str, body: models.RefreshConnectionBody
    ) -> models.ConnectionRunAnswer:
        """Run a connection.

        Starts a run, which reads the source and writes the destination, and returns it as it stands then: it
        has only begun. Every call starts another run. No OAuth scope is needed.

        Args:
            connection_id: Id of the connection.
            body: What to run it with. All of it is optional, but there has to be a body.

        Returns:
            The `ConnectionRunAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import refresh_connection as operation

        body = concealed(body)
        request = operation.build_request(connection_id, body)
        return await self._sender.send(request, operation.parse_response)

    async def get_refresh_status(
        self, connection_id: str, *, job_id: str | UnsetType = UNSET, workspace_id: str | UnsetType = UNSET
    ) -> models.ConnectionRunAnswer:
        """Get a run of a connection.

        Returns the run of this job, or without `jobId` the latest one. No OAuth scope is needed.

        Args:
            connection_id: Id of the connection.
            job_id: Id of the job that the start of the run returned; the latest run when left out.
            workspace_id: Id of the workspace to look in; of 40 characters at most.

        Returns:
            The `ConnectionRunAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import get_refresh_status as operation

        request = operation.build_request(connection_id, job_id=job_id, workspace_id=workspace_id)
        return await self._sender.send(request, operation.parse_response)

    async def refresh_batch(
        self, body: models.RefreshBatchBody, *, cancel_unwritables: bool | UnsetType = UNSET
    ) -> models.RefreshBatchAnswer:
        """Run several connections together.

        Starts a run of each of these connections, which have to lead into the same spreadsheet, or out of the
        same workbook. Every call starts another batch. No OAuth scope is needed.

        Args:
            cancel_unwritables: Whether a run whose destination cannot be written is cancelled alone; the
                batch goes on then.
            body: The connections to run, 100 at most.

        Returns:
            The `RefreshBatchAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import refresh_batch as operation

        body = concealed(body)
        request = operation.build_request(body, cancel_unwritables=cancel_unwritables)
        return await self._sender.send(request, operation.parse_response)

    async def get_refresh_batch_status(
        self, batch_id: str, *, workspace_id: str | UnsetType = UNSET
    ) -> models.RefreshBatchAnswer:
        """Get a batch of runs.

        Returns the batch, with its runs. No OAuth scope is needed.

        Args:
            batch_id: Id of the batch.
            workspace_id: Id of the workspace to look in; of 40 characters at most.

        Returns:
            The `RefreshBatchAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import get_refresh_batch_status as operation

        request = operation.build_request(batch_id, workspace_id=workspace_id)
        return await self._sender.send(request, operation.parse_response)

    async def get_health(
        self,
    ) -> models.HealthAnswer:
        """Tell how the service is.

        Returns the state of each part of the service, by the name of the part.

        Returns:
            The `HealthAnswer`.

        Raises:
            ArgumentError: An argument breaks a rule of the API; nothing was sent.
            APIError: No answer came, or not a success (known: 400, 401, 403, 404, 409, 423, 429, 500).
            InvalidResponse: The answer does not fit the spec.

        Source: Workiva published OpenAPI document (high).
        """
        from .operations import get_health as operation

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
