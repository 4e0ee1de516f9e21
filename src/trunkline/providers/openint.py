"""OpenInt, API v1: the adapter between its words and the unified model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from types import ModuleType
from typing import Any, ClassVar
from urllib.parse import urlsplit

import attrs
import trunkline_openint
from msgspec import UNSET as ABSENT
from trunkline_openint.operations import (
    create_connection,
    create_token,
    delete_connection,
    list_connectors,
)

from .._call import Caller, ErrorDetails
from .._evidence import Content, Evidence
from ..auth import Auth, FixedHeaders, bearer
from ..errors import CallFacts, ConflictError, NotFoundError
from ..models import Capability, Check, Connection, ConnectLink, Connector, Page, Token, Unset
from ..secrets import Secret, credential, seals
from ._asked import Draft, LinkRequest, Query
from ._checks import checked_base_url, is_link, is_loopback, lifetime, offset_of, page_size
from ._creating import creating
from ._given import text
from ._openint_asking import (
    check_created,
    check_customer,
    check_link,
    creation,
    link_options,
    minted,
)
from ._openint_calls import call, is_connection_id, reason, usable
from ._openint_connectors import connector_pages, find_connector
from ._openint_health import check, poll, refresh
from ._openint_lists import connection_pages
from ._openint_reading import PROVIDER, connection_of, read_one
from ._provider import Provider, same_id, variables

# Seconds that a link is good for when nobody says.
_AN_HOUR = 3600.0


def _token(value: str | Secret[str]) -> Secret[str]:
    return credential("OpenInt(token=...)", value)


@seals("token", "base_url")
@attrs.frozen(kw_only=True, repr=False)
class OpenInt(Provider):
    """OpenInt API v1.

    Args:
        token: an organization's API key, a customer's API key, or a customer's token.
        base_url: where the API is; production unless given.
    """

    name: ClassVar[str] = PROVIDER
    environment: ClassVar[str] = "OPENINT_API_KEY"
    package: ClassVar[ModuleType] = trunkline_openint
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.get(include_secrets)": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        "connections.list(customer_id)": Capability.NATIVE,
        "connections.list(connector)": Capability.NATIVE,
        "connections.list(status)": Capability.EMULATED,
        "connections.list(search)": Capability.NATIVE,
        "connections.list(include_secrets)": Capability.NATIVE,
        # The API has no name to give a new connection, and no way to change one.
        "connections.create": Capability.NATIVE,
        "connections.create(connector_config_id)": Capability.NATIVE,
        "connections.create(credentials)": Capability.NATIVE,
        "connections.create(metadata)": Capability.NATIVE,
        "connections.delete": Capability.NATIVE,
        "connections.check": Capability.NATIVE,
        "connections.refresh_credentials": Capability.EMULATED,
        "connections.connect_url": Capability.NATIVE,
        "connections.connect_url(connection_id)": Capability.NATIVE,
        "connections.connect_url(return_url)": Capability.NATIVE,
        "connections.connect_url(expires_in)": Capability.NATIVE,
        "connections.wait_until_ready": Capability.EMULATED,
        "connectors.list": Capability.NATIVE,
        "connectors.get": Capability.EMULATED,
        "tokens.mint": Capability.NATIVE,
    }

    token: Secret[str] = attrs.field(converter=_token)
    base_url: str = attrs.field(default="https://api.openint.dev/v1", converter=checked_base_url)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> OpenInt | None:
        """Reads OPENINT_API_KEY and TRUNKLINE_OPENINT_BASE_URL."""
        names = {"token": "OPENINT_API_KEY", "base_url": "TRUNKLINE_OPENINT_BASE_URL"}
        settings = variables(environ, names)
        return cls(**settings) if "token" in settings else None

    def auth(self) -> Auth:
        """The token, in every request."""
        return FixedHeaders(bearer(self.token))

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        """OpenInt answers `{message, code, issues?}`."""
        return ErrorDetails(reason(body), text(body.get("code")))

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Connection:
        """One connection, as it is stored: reading refreshes nothing."""
        return await read_one(caller, connection_id, include_secrets=include_secrets)

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The connections, last changed first; none for an app that OpenInt does not know."""
        return connection_pages(caller, query)

    async def create_connection(self, caller: Caller, draft: Draft) -> Connection:
        """Import credentials that are at hand. They come back in the answer, which nobody asked for."""
        reply = await call(
            creating(caller, is_connection_id),
            create_connection.build_request,
            create_connection.parse_response,
            creation(draft),
        )
        check_created(caller, reply, draft)
        evidence = Evidence(reply.value, Content(reply.content))
        return connection_of(reply.value, evidence, include_secrets=False)

    async def delete_connection(self, caller: Caller, connection_id: str) -> None:
        """Delete a connection for good; the customer's app is not told."""
        reply = await call(
            caller, delete_connection.build_request, delete_connection.parse_response, connection_id
        )
        same_id(caller, reply, delete_connection.OPERATION, connection_id, reply.value.id)

    async def check_connection(self, caller: Caller, connection_id: str) -> Check:
        """Have it tested, and look at what is stored then: the answer itself is not to be believed."""
        return await check(caller, connection_id)

    async def refresh_credentials(self, caller: Caller, connection_id: str) -> Connection:
        """A check: OpenInt has no refresh, but each check of a connection with a refresh token renews it.

        The credentials tell whether it did: they are read before and after, and never kept. Where they are the same,
        that is a `ConflictError`: there may be nothing to renew, the customer may have to connect again, the app may
        have refused.
        """
        return await refresh(caller, connection_id)

    async def poll_connection(self, caller: Caller, connection_id: str) -> Connection:
        """The connection; one whose state is not known is tested, which may renew its credentials.

        If that tells nothing, no waiting will.
        """
        return await poll(caller, connection_id)

    def owner_of(self, connection: Connection) -> str:
        """Its customer, to whom OpenInt's page shows it; where it is nobody's, no page does."""
        if connection.customer_id is None:
            raise ConflictError(
                "the connection is no customer's, so no page of OpenInt's shows it: connect_url with customer_id and "
                "connector lets a customer connect the app anew, and then this one can be deleted",
                CallFacts(provider=self.name, operation="connect_url"),
            )
        return connection.customer_id

    async def connect_url(self, caller: Caller, request: LinkRequest) -> ConnectLink:
        """The page where a customer connects an app; for a broken connection, the customer's own connections."""
        check_link(request)
        asked = _AN_HOUR if isinstance(request.expires_in, Unset) else request.expires_in
        seconds, expires_at = lifetime(caller.driver.clock.time(), asked)
        broken = request.connection
        if request.connection_id and broken is None:
            broken = await self.get_connection(caller, request.connection_id)
        if broken is not None and self.owner_of(broken) != request.customer_id:
            raise NotFoundError(
                "this customer has no such connection",
                CallFacts(provider=self.name, operation="connect_url"),
            )
        reply = await minted(caller, request.customer_id, seconds, link_options(request, broken))
        url = Secret(reply.value.magic_link_url.reveal())
        # An API on this machine may have its pages here as well.
        if not is_link(url.reveal(), local=is_loopback(urlsplit(self.base_url).hostname or "")):
            caller.misfit(reply, create_token.OPERATION, "magic_link_url is no link to send anybody to")
        return ConnectLink(
            url=url, provider=self.name, customer_id=request.customer_id, expires_at=expires_at
        )

    async def mint_token(self, caller: Caller, customer_id: str, expires_in: float) -> Token:
        """A token for one customer."""
        check_customer(customer_id)
        seconds, expires_at = lifetime(caller.driver.clock.time(), expires_in)
        reply = await minted(caller, customer_id, seconds, ABSENT)
        return Token(
            value=usable(caller, reply, create_token.OPERATION, Secret(reply.value.token.reveal())),
            provider=self.name,
            customer_id=customer_id,
            expires_at=expires_at,
        )

    def list_connectors(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connector]]:
        """The connectors on offer."""
        pagination = list_connectors.OPERATION.pagination
        limit = page_size(self.name, query.page_size, default=100, pagination=pagination)
        return connector_pages(caller, start=offset_of(query.cursor), limit=limit)

    async def get_connector(self, caller: Caller, connector_id: str) -> Connector:
        """One connector, out of the list of all: the API has no other way to it."""
        found = await find_connector(caller, connector_id)
        if found is None:
            raise NotFoundError(
                "there is no such connector", CallFacts(provider=self.name, operation="get_connector")
            )
        return found
