"""OpenInt, API v1: the adapter between its words and the unified model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar

import attrs
import trunkline_openint
from msgspec import UNSET as ABSENT
from trunkline_openint import models as native
from trunkline_openint.operations import get_connection, list_connections, list_connectors

from .._call import Caller, ErrorDetails, Reply
from .._evidence import Content, Evidence
from .._paging import Batch, offset_pages
from ..auth import Auth, FixedHeaders, bearer
from ..models import Capability, Connection, Connector, Page, Status, parse_time
from ..secrets import Secret, credential, seals
from ._given import given, standing, text
from ._openint_states import standing_of
from ._provider import Provider, Query, checked_base_url, offset_of, page_size, same_id, variables

_AUTH_TYPES = {
    "OAUTH1": "oauth1",
    "OAUTH2": "oauth2",
    "OAUTH2CC": "credentials",
    "API_KEY": "api_key",
    "BASIC": "basic",
    "CUSTOM": "custom",
}


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

    name: ClassVar[str] = "openint"
    filters: ClassVar[frozenset[str]] = frozenset({"customer_id"})
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        "connections.wait_until_ready": Capability.EMULATED,
        "connectors.list": Capability.NATIVE,
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
        return ErrorDetails(text(body.get("message")), text(body.get("code")))

    def native(self, sender: Any) -> trunkline_openint.Client:
        """The generated client."""
        return trunkline_openint.Client(sender=sender)

    def native_async(self, sender: Any) -> trunkline_openint.AsyncClient:
        """The generated async client."""
        return trunkline_openint.AsyncClient(sender=sender)

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Reply[Connection]:
        """One connection. Reading refreshes nothing: left to itself, OpenInt renews expired credentials on the way."""
        reply = await caller.call(
            get_connection.build_request,
            get_connection.parse_response,
            connection_id,
            include_secrets=include_secrets,
            refresh_policy="none" if include_secrets else ABSENT,
        )
        same_id(caller, reply, get_connection.OPERATION, connection_id, reply.value.id)
        return reply.carrying(_connection(reply.value, Evidence(reply.value, Content(reply.content))))

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The connections, last changed first."""
        limit = page_size(
            self.name, query.page_size, default=100, pagination=list_connections.OPERATION.pagination
        )

        async def fetch(offset: int) -> Batch[Connection]:
            reply = await caller.call(
                list_connections.build_request,
                list_connections.parse_response,
                limit=limit,
                offset=offset,
                include_secrets=query.include_secrets,
                customer_id=ABSENT if query.customer_id is None else query.customer_id,
            )
            page, content = reply.value, Content(reply.content)
            items = [
                _connection(item, Evidence(item, content, ("items", place)))
                for place, item in enumerate(page.items)
            ]
            return Batch(items=items, total=given(page.total), limit=given(page.limit))

        return offset_pages(
            fetch, start=offset_of(query.cursor), limit=limit, identify=lambda connection: connection.id
        )

    def list_connectors(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connector]]:
        """The connectors on offer."""
        limit = page_size(
            self.name, query.page_size, default=100, pagination=list_connectors.OPERATION.pagination
        )

        async def fetch(offset: int) -> Batch[Connector]:
            reply = await caller.call(
                list_connectors.build_request, list_connectors.parse_response, limit=limit, offset=offset
            )
            page, content = reply.value, Content(reply.content)
            items = [
                _connector(item, Evidence(item, content, ("items", place)))
                for place, item in enumerate(page.items)
            ]
            return Batch(items=items, total=given(page.total), limit=given(page.limit))

        return offset_pages(
            fetch, start=offset_of(query.cursor), limit=limit, identify=lambda connector: connector.id
        )


def _connection(item: native.Connection, evidence: Evidence) -> Connection:
    connector = given(item.connector)
    app_name = given(connector.display_name) if connector else None
    return Connection(
        id=item.id,
        provider=OpenInt.name,
        display_name=item.display_name or app_name or item.connector_name,
        customer_id=item.customer_id,
        connector_key=item.connector_name,
        connector_name=app_name or item.connector_name,
        connector_config_id=item.connector_config_id,
        integration_id=item.integration_id,
        created_at=parse_time(item.created_at),
        updated_at=parse_time(item.updated_at),
        disabled=item.disabled is True,
        metadata=given(item.metadata) or {},
        secrets=Secret(settings.reveal()) if (settings := given(item.settings)) is not None else None,
        evidence=evidence,
        **_standing(item),
    )


def _standing(item: native.Connection) -> dict[str, Any]:
    message = given(item.status_message)
    if item.disabled is True:
        return standing(Status.DISABLED, message, terminal=True)
    return standing_of(given(item.status), message)


def _connector(item: native.Connector, evidence: Evidence) -> Connector:
    auth_type = given(item.auth_type)
    return Connector(
        id=item.name,
        provider=OpenInt.name,
        key=item.name,
        display_name=given(item.display_name) or item.name,
        logo_url=given(item.logo_url),
        auth_type=_AUTH_TYPES.get(auth_type, auth_type.lower()) if auth_type else None,
        native_auth_type=auth_type,
        stage=given(item.stage),
        evidence=evidence,
    )
