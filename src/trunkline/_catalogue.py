"""The public resources beside connections, in both colours: `client.connectors` and `client.tokens`."""

from __future__ import annotations

from collections.abc import Iterable

from . import _core, _listing
from ._drivers import run
from ._pager import AsyncPager, Pager
from ._session import Session
from .models import Connector, Token
from .providers._asked import Query


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
        on_error: _listing.OnError = "raise",
    ) -> Pager[Connector]:
        """The connectors of every provider, or of those named; read while it is iterated.

        Args:
            providers: only these providers, by name.
            page_size: how many to ask for at a time.
            cursor: start where a `Page.next_cursor` or a `PaginationError.cursor` says.
            on_error: `raise` ends the list with the first provider that fails; `collect` reads the others to
                their end, and `errors` of what this returns then has what failed.

        Raises:
            UnsupportedError: a provider has no connectors; nothing was sent.
            PaginationError: while iterating, when the list breaks off after its first page.
        """
        query = Query(page_size=page_size, cursor=cursor)
        return Pager(_listing.connectors(self._session, query, providers, on_error))

    def get(self, connector_id: str) -> Connector:
        """One connector.

        Args:
            connector_id: `provider:id`, or a bare id when the client has one provider; its key does as well.

        Raises:
            NotFoundError: there is none.
        """
        return run(_core.get_connector(self._session, connector_id))


class Tokens:
    """Tokens to hand to one customer's browser or app."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    def mint(self, provider: str, *, customer_id: str, expires_in: float = 3600.0) -> Token:
        """A token that sees one customer's connections and nobody else's.

        Args:
            provider: whose token.
            customer_id: the customer.
            expires_in: seconds it is good for.

        Raises:
            UnsupportedError: this provider has no such tokens; nothing was sent.
        """
        return run(_core.mint_token(self._session, provider, customer_id, expires_in=expires_in))


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
        on_error: _listing.OnError = "raise",
    ) -> AsyncPager[Connector]:
        """The connectors of every provider, or of those named; read while it is iterated.

        Args:
            providers: only these providers, by name.
            page_size: how many to ask for at a time.
            cursor: start where a `Page.next_cursor` or a `PaginationError.cursor` says.
            on_error: `raise` ends the list with the first provider that fails; `collect` reads the others to
                their end, and `errors` of what this returns then has what failed.

        Raises:
            UnsupportedError: a provider has no connectors; nothing was sent.
            PaginationError: while iterating, when the list breaks off after its first page.
        """
        query = Query(page_size=page_size, cursor=cursor)
        return AsyncPager(_listing.connectors(self._session, query, providers, on_error))

    async def get(self, connector_id: str) -> Connector:
        """One connector.

        Args:
            connector_id: `provider:id`, or a bare id when the client has one provider; its key does as well.

        Raises:
            NotFoundError: there is none.
        """
        return await _core.get_connector(self._session, connector_id)


class AsyncTokens:
    """Tokens to hand to one customer's browser or app."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    async def mint(self, provider: str, *, customer_id: str, expires_in: float = 3600.0) -> Token:
        """A token that sees one customer's connections and nobody else's.

        Args:
            provider: whose token.
            customer_id: the customer.
            expires_in: seconds it is good for.

        Raises:
            UnsupportedError: this provider has no such tokens; nothing was sent.
        """
        return await _core.mint_token(self._session, provider, customer_id, expires_in=expires_in)
