"""The public resources, written twice, one line a method: `client.connections` and `client.connectors`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import _core
from ._drivers import run
from ._pager import AsyncPager, Pager
from ._session import Session
from .models import UNSET, Connection, Connector, Unset
from .providers._provider import Changes, Query


class Connections:
    """What the customers have connected."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, connection_id: str, *, include_secrets: bool = False) -> Connection:
        """One connection.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            include_secrets: bring the customer's credentials along, in `Connection.secrets`, as they are
                stored: reading refreshes none.

        Raises:
            NotFoundError: there is none, or this credential may not see it.
        """
        return run(_core.get_connection(self._session, connection_id, include_secrets=include_secrets))

    def list(
        self,
        *,
        customer_id: str | None = None,
        providers: Iterable[str] | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        include_secrets: bool = False,
    ) -> Pager[Connection]:
        """The connections of every provider, or of those named; read while it is iterated.

        Args:
            customer_id: only this customer's.
            providers: only these providers, by name.
            page_size: how many to ask for at a time.
            cursor: start where a `Page.next_cursor` or a `PaginationError.cursor` says.
            include_secrets: bring the customers' credentials along.

        Raises:
            UnsupportedError: a provider cannot list, or cannot filter so; nothing was sent.
            PaginationError: while iterating, when the list breaks off after its first page.
        """
        query = Query(
            customer_id=customer_id, page_size=page_size, cursor=cursor, include_secrets=include_secrets
        )
        return Pager(_core.list_connections(self._session, query, providers))

    def update(
        self,
        connection_id: str,
        *,
        display_name: str | Unset | None = UNSET,
        metadata: Mapping[str, Any] | Unset | None = UNSET,
        disabled: bool | Unset = UNSET,
        customer_id: str | Unset | None = UNSET,
    ) -> Connection:
        """Change a connection, and return it as the vendor stored it. Exactly what is given is sent.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            display_name: a name to show; `None` clears it.
            metadata: your own data; the vendor merges it into what is stored, top-level member by member.
            disabled: switch the connection off or on.
            customer_id: move it to another customer; `None` clears it.

        Raises:
            APIConnectionError: no answer came. `may_have_been_applied` says whether the change may be stored;
                it is never sent a second time, so read the connection to find out.
        """
        changes = Changes(
            display_name=display_name, metadata=metadata, disabled=disabled, customer_id=customer_id
        )
        return run(_core.update_connection(self._session, connection_id, changes))

    def wait_until_ready(self, connection_id: str, *, within: float = 120.0) -> Connection:
        """Wait until a connection works, or until nothing but a person can change what it is.

        Returns the connection in whatever state that is: look at its `status`.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            within: seconds to wait at most.

        Raises:
            APITimeoutError: it was neither when the time was over.
        """
        return run(_core.wait_until_ready(self._session, connection_id, within=within))


class AsyncConnections:
    """What the customers have connected."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, connection_id: str, *, include_secrets: bool = False) -> Connection:
        """One connection.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            include_secrets: bring the customer's credentials along, in `Connection.secrets`, as they are
                stored: reading refreshes none.

        Raises:
            NotFoundError: there is none, or this credential may not see it.
        """
        return await _core.get_connection(self._session, connection_id, include_secrets=include_secrets)

    def list(
        self,
        *,
        customer_id: str | None = None,
        providers: Iterable[str] | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        include_secrets: bool = False,
    ) -> AsyncPager[Connection]:
        """The connections of every provider, or of those named; read while it is iterated.

        Args:
            customer_id: only this customer's.
            providers: only these providers, by name.
            page_size: how many to ask for at a time.
            cursor: start where a `Page.next_cursor` or a `PaginationError.cursor` says.
            include_secrets: bring the customers' credentials along.

        Raises:
            UnsupportedError: a provider cannot list, or cannot filter so; nothing was sent.
            PaginationError: while iterating, when the list breaks off after its first page.
        """
        query = Query(
            customer_id=customer_id, page_size=page_size, cursor=cursor, include_secrets=include_secrets
        )
        return AsyncPager(_core.list_connections(self._session, query, providers))

    async def update(
        self,
        connection_id: str,
        *,
        display_name: str | Unset | None = UNSET,
        metadata: Mapping[str, Any] | Unset | None = UNSET,
        disabled: bool | Unset = UNSET,
        customer_id: str | Unset | None = UNSET,
    ) -> Connection:
        """Change a connection, and return it as the vendor stored it. Exactly what is given is sent.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            display_name: a name to show; `None` clears it.
            metadata: your own data; the vendor merges it into what is stored, top-level member by member.
            disabled: switch the connection off or on.
            customer_id: move it to another customer; `None` clears it.

        Raises:
            APIConnectionError: no answer came. `may_have_been_applied` says whether the change may be stored;
                it is never sent a second time, so read the connection to find out.
        """
        changes = Changes(
            display_name=display_name, metadata=metadata, disabled=disabled, customer_id=customer_id
        )
        return await _core.update_connection(self._session, connection_id, changes)

    async def wait_until_ready(self, connection_id: str, *, within: float = 120.0) -> Connection:
        """Wait until a connection works, or until nothing but a person can change what it is.

        Returns the connection in whatever state that is: look at its `status`.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            within: seconds to wait at most.

        Raises:
            APITimeoutError: it was neither when the time was over.
        """
        return await _core.wait_until_ready(self._session, connection_id, within=within)


class Connectors:
    """What the customers could connect."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(
        self,
        *,
        providers: Iterable[str] | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> Pager[Connector]:
        """The connectors of every provider, or of those named; read while it is iterated.

        Args:
            providers: only these providers, by name.
            page_size: how many to ask for at a time.
            cursor: start where a `Page.next_cursor` or a `PaginationError.cursor` says.

        Raises:
            UnsupportedError: a provider cannot list connectors; nothing was sent.
            PaginationError: while iterating, when the list breaks off after its first page.
        """
        return Pager(
            _core.list_connectors(self._session, Query(page_size=page_size, cursor=cursor), providers)
        )


class AsyncConnectors:
    """What the customers could connect."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(
        self,
        *,
        providers: Iterable[str] | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> AsyncPager[Connector]:
        """The connectors of every provider, or of those named; read while it is iterated.

        Args:
            providers: only these providers, by name.
            page_size: how many to ask for at a time.
            cursor: start where a `Page.next_cursor` or a `PaginationError.cursor` says.

        Raises:
            UnsupportedError: a provider cannot list connectors; nothing was sent.
            PaginationError: while iterating, when the list breaks off after its first page.
        """
        return AsyncPager(
            _core.list_connectors(self._session, Query(page_size=page_size, cursor=cursor), providers)
        )
