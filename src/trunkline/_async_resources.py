"""`client.connections` of `AsyncClient`: the same methods with the same words, awaited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import _core, _listing, _waiting
from ._conceal import concealed
from ._pager import AsyncPager
from ._run_resources import AsyncRuns
from .models import (
    UNSET,
    Check,
    Connection,
    ConnectLink,
    Status,
    Unset,
)
from .providers._asked import Changes, Draft, Query


class AsyncConnections(AsyncRuns):
    """What the customers have connected."""

    __slots__ = ()

    async def get(self, connection_id: str, *, include_secrets: bool = False) -> Connection:
        """One connection, as it is stored: reading renews no credentials.

        OpenInt v0 alone cannot be kept from testing a connection before it answers, and from renewing what has expired.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            include_secrets: bring the customer's credentials along, in `Connection.secrets`.

        Raises:
            NotFoundError: there is none, or this credential may not see it.
        """
        return await _core.get_connection(self._session, connection_id, include_secrets=include_secrets)

    def list(
        self,
        *,
        customer_id: str | None = None,
        connector: str | None = None,
        status: Status | Iterable[Status] | None = None,
        search: str | None = None,
        providers: Iterable[str] | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        include_secrets: bool = False,
        on_error: _listing.OnError = "raise",
    ) -> AsyncPager[Connection]:
        """The connections of every provider, or of those named; read while it is iterated.

        Several providers are read at once, and their pages come in the order in which they arrive.

        OpenInt v0 has no order: all its connections come in one answer, which `page_size` cuts, and a list resumed by
        `cursor` is cut out of a new one, so it can miss some and repeat others. It tests connections as in `get`, and
        one whose test fails fails its whole list.

        Args:
            customer_id: only this customer's.
            connector: only those to this app, by the `connector_key` of its connections; on Workiva by the type
                of their source or destination.
            status: only those in this state, or in one of these; picked out of what the vendor sends. Membrane's
                archived ones come only when `ARCHIVED` is among these.
            search: only those the vendor finds for this text.
            providers: only these providers, by name.
            page_size: how many to ask for at a time; the largest that every provider asked takes is 1000.
            cursor: start where a `Page.next_cursor` or a `PaginationError.cursor` of a list with the same filters says.
            include_secrets: bring the customers' credentials along.
            on_error: `raise` ends the list with the first provider that fails; `collect` reads the others to
                their end, and `errors` of what this returns then has what failed, or cannot filter so.

        Raises:
            UnsupportedError: a provider cannot list, or cannot filter so; nothing was sent.
            PaginationError: while iterating, when the list breaks off after its first page; `cursor` goes on there.
        """
        query = Query(
            customer_id=customer_id,
            connector=connector,
            status=_listing.statuses(status),
            search=search,
            page_size=page_size,
            cursor=cursor,
            include_secrets=include_secrets,
        )
        return AsyncPager(_listing.connections(self._session, query, providers, on_error))

    async def create(
        self,
        provider: str,
        *,
        customer_id: str | None = None,
        connector: str | None = None,
        connector_config_id: str | None = None,
        credentials: Mapping[str, Any] | Unset = UNSET,
        display_name: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        key: str | Unset = UNSET,
    ) -> Connection:
        """Make a connection from credentials at hand, and return it as the vendor stored it.

        It is sent once: only after a connect failure or a 429, when the vendor did nothing, is it sent again.
        To let the customer sign in, see `connect_url`.

        Args:
            provider: which provider is to hold it.
            customer_id: whose it is.
            connector: the app: `Connector.key`; on Membrane `Connector.id`, or the key of an integration.
            connector_config_id: the OpenInt connector config or the Membrane integration it is made from.
            credentials: what the app wants to see, as the vendor stores it for this app.
            display_name: a name to show.
            metadata: your own data on it.
            key: your own key for it.

        Raises:
            UnsupportedError: this provider cannot create, or not with these arguments; nothing was sent.
            ConflictError: there is one with this key already.
            TrunklineError: `created` names a connection that exists now although the call failed;
                `may_have_been_applied` says that one may exist. Look before you create again.
        """
        credentials, metadata = concealed(credentials), concealed(metadata)
        draft = Draft(
            customer_id=customer_id,
            connector=connector,
            connector_config_id=connector_config_id,
            credentials=credentials,
            display_name=display_name,
            metadata=metadata,
            key=key,
        )
        return await _core.create_connection(self._session, provider, draft)

    async def update(
        self,
        connection_id: str,
        *,
        display_name: str | Unset | None = UNSET,
        metadata: Mapping[str, Any] | Unset | None = UNSET,
        credentials: Mapping[str, Any] | Unset | None = UNSET,
        disabled: bool | Unset = UNSET,
        customer_id: str | Unset | None = UNSET,
        key: str | Unset | None = UNSET,
    ) -> Connection:
        """Change a connection, and return it as the vendor stored it. Exactly what is given is sent;
        with new credentials, OpenInt v0 is also told to forget what was wrong with the old ones.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            display_name: a name to show; `None` clears it.
            metadata: your own data; OpenInt v0 merges it into what is stored, top-level member by member.
            credentials: the customer's new credentials; OpenInt v0 merges them likewise.
            disabled: switch the connection off or on.
            customer_id: move it to another customer; `None` clears it.
            key: your own key for it; `None` clears it.

        Raises:
            UnsupportedError: this provider cannot update, or not these members; nothing was sent.
            TrunklineError: `may_have_been_applied` says that the change may be stored although it failed; it is
                never sent a second time, so read the connection to find out.
        """
        metadata, credentials = concealed(metadata), concealed(credentials)
        changes = Changes(
            display_name=display_name,
            metadata=metadata,
            credentials=credentials,
            disabled=disabled,
            customer_id=customer_id,
            key=key,
        )
        return await _core.update_connection(self._session, connection_id, changes)

    async def delete(self, connection_id: str) -> None:
        """Delete a connection. OpenInt forgets it, OpenInt v0 revokes its credentials first, Membrane archives it.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.

        Raises:
            NotFoundError: there is none, or this credential may not see it.
            UnsupportedError: this provider cannot delete; nothing was sent.
        """
        await _core.delete_connection(self._session, connection_id)

    async def check(self, connection_id: str) -> Check:
        """Have the vendor test a connection with the customer's app, and read it again.

        On Workiva, where nothing can be tested, the last run tells.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.

        Raises:
            NotFoundError: there is none, or this credential may not see it.
            TrunklineError: `may_have_been_applied` says that the vendor may have tested, and changed, it all the same.
        """
        return await _core.check_connection(self._session, connection_id)

    async def refresh_credentials(self, connection_id: str) -> Connection:
        """Have the vendor renew the customer's credentials, and read the connection again.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.

        Raises:
            UnsupportedError: this provider holds no credentials; nothing was sent.
            ConflictError: nothing was renewed; the message says why, and what to do. The connection may hold no
                credentials that can be renewed, or the customer has to connect the app again: `connect_url`.
        """
        return await _core.refresh_credentials(self._session, connection_id)

    async def connect_url(
        self,
        provider: str,
        *,
        customer_id: str | None = None,
        connector: str | None = None,
        connector_config_id: str | None = None,
        connection_id: str | None = None,
        return_url: str | None = None,
        expires_in: float | Unset = UNSET,
    ) -> ConnectLink:
        """The page to send a customer to, to connect an app, or to connect it again when the connection broke.

        Args:
            provider: which provider is to hold the connection.
            customer_id: whose it is; with `connection_id` it is looked up unless given.
            connector: the app: `Connector.key`; on Membrane `Connector.id`, or the key of an integration.
            connector_config_id: the Membrane integration instead.
            connection_id: the connection to repair, instead of an app: `Connection.reference`, or its id.
            return_url: where the page leads when it is done.
            expires_in: seconds the page is good for, where the vendor lets us choose (OpenInt): an hour unless given.

        Raises:
            UnsupportedError: this provider has no such page; nothing was sent.
        """
        asked = _core.connect_url(
            self._session,
            provider,
            customer_id=customer_id,
            connector=connector,
            connector_config_id=connector_config_id,
            connection_id=connection_id,
            return_url=return_url,
            expires_in=expires_in,
        )
        return await asked

    async def wait_until_ready(self, connection_id: str, *, within: float = 120.0) -> Connection:
        """Wait while a connection is being built or its state is not known; return it once it says what it is.

        Returns the connection in whatever state that is, broken or not: look at its `status`. One that the vendor
        tries to heal by itself comes back, too, with the moment of the next try in `retry_at`.

        On OpenInt, where nobody knows how a connection is until it is tested, the wait has it tested, once; a test may
        renew its credentials. On OpenInt v0 every look may be such a test.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            within: seconds to wait at most.

        Raises:
            APITimeoutError: it did not say when the time was over.
        """
        return await _waiting.wait_until_ready(self._session, connection_id, within=within)
