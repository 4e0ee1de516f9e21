"""Membrane: the adapter between its words and the unified model."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

import attrs
import trunkline_membrane
from msgspec import UNSET as ABSENT
from trunkline_membrane import models as native
from trunkline_membrane.operations import get_connection, list_connections

from .._call import Caller, ErrorDetails, Reply
from .._evidence import Content, Evidence
from .._paging import Batch, cursor_pages
from ..auth import Auth, FixedHeaders, MintedToken, bearer
from ..errors import ConfigurationError
from ..models import Capability, Connection, Page, parse_time
from ..secrets import Secret, credential, seals
from ._given import given, text
from ._membrane_states import standing_of, unsettled
from ._provider import Provider, Query, checked_base_url, page_size, plain_text, same_id, variables

# The server ends every request after 60 seconds, and answers a long poll only when it is over.
_LONGEST_POLL = 50
_POLL_MARGIN = 10.0


def _token(value: str | Secret[str] | None) -> Secret[str] | None:
    return None if value is None else credential("Membrane(token=...)", value)


def _workspace_key(value: object) -> str | None:
    return plain_text("Membrane(workspace_key=...)", value)


def _tenant_key(value: object) -> str | None:
    # Empty, it would sign a token for the whole workspace.
    return plain_text("Membrane(tenant_key=...)", value)


def _workspace_secret(value: str | Secret[str] | None) -> Secret[str] | None:
    return None if value is None else credential("Membrane(workspace_secret=...)", value)


@seals("token", "workspace_secret", "base_url")
@attrs.frozen(kw_only=True, repr=False)
class Membrane(Provider):
    """Membrane, formerly integration.app.

    Give a ready-made `token`, or the workspace's key and secret, from which tokens are signed here.

    Args:
        token: a token made elsewhere.
        workspace_key: the workspace, as its settings page shows it.
        workspace_secret: its secret; it never leaves this process.
        tenant_key: your own id of one customer, to see that customer's connections only.
        base_url: where the API is; production unless given.
    """

    name: ClassVar[str] = "membrane"
    filters: ClassVar[frozenset[str]] = frozenset({"customer_id"})
    # The waiting is the server's: between two long polls none is needed.
    poll_every: ClassVar[tuple[float, float]] = (0.5, 5.0)
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        "connections.wait_until_ready": Capability.NATIVE,
    }

    token: Secret[str] | None = attrs.field(default=None, converter=_token)
    workspace_key: str | None = attrs.field(default=None, converter=_workspace_key)
    workspace_secret: Secret[str] | None = attrs.field(default=None, converter=_workspace_secret)
    tenant_key: str | None = attrs.field(default=None, converter=_tenant_key)
    base_url: str = attrs.field(default="https://api.getmembrane.com", converter=checked_base_url)

    def __attrs_post_init__(self) -> None:
        """Exactly one way to sign in."""
        pair = self.workspace_key is not None or self.workspace_secret is not None
        if (self.token is not None) == pair or (pair and not (self.workspace_key and self.workspace_secret)):
            raise ConfigurationError("Membrane needs either token, or workspace_key and workspace_secret")
        if self.tenant_key is not None and self.token is not None:
            raise ConfigurationError(
                "Membrane(token=...) is for the tenant it was made for: tenant_key has no effect"
            )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Membrane | None:
        """Reads MEMBRANE_TOKEN, or MEMBRANE_WORKSPACE_KEY and _SECRET and MEMBRANE_TENANT_KEY, and the base URL."""
        names = {
            "token": "MEMBRANE_TOKEN",
            "workspace_key": "MEMBRANE_WORKSPACE_KEY",
            "workspace_secret": "MEMBRANE_WORKSPACE_SECRET",
            "tenant_key": "MEMBRANE_TENANT_KEY",
            "base_url": "TRUNKLINE_MEMBRANE_BASE_URL",
        }
        settings = variables(environ, names)
        if environ.get(names["tenant_key"]) == "":
            # Set and empty is a tenant that got lost, not the wish to see every tenant.
            raise ConfigurationError(f"{names['tenant_key']} is set and empty")
        return cls(**settings) if settings.keys() & {"token", "workspace_key", "workspace_secret"} else None

    def auth(self) -> Auth:
        """The token given, or tokens signed here: for one tenant, or for the whole workspace without a tenant key."""
        if self.token is not None or self.workspace_secret is None:
            return FixedHeaders(bearer(self.token or Secret("")))
        who = {"isAdmin": True} if self.tenant_key is None else {"tenantKey": self.tenant_key}
        return MintedToken({"workspaceKey": self.workspace_key, **who}, self.workspace_secret)

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        """Membrane answers `{type, key, message}`; a lock that was not free in time is worth another try."""
        key = text(body.get("key"))
        busy = status == 400 and key is not None and key.rsplit("/", 1)[-1] == "lock_timeout"
        # Membrane says 400 to what others call a conflict.
        meaning = 409 if status == 400 and key is not None and key.endswith("already_exists") else status
        return ErrorDetails(text(body.get("message")), key, retryable=busy, meaning=meaning)

    def native(self, sender: Any) -> trunkline_membrane.Client:
        """The generated client."""
        return trunkline_membrane.Client(sender=sender)

    def native_async(self, sender: Any) -> trunkline_membrane.AsyncClient:
        """The generated async client."""
        return trunkline_membrane.AsyncClient(sender=sender)

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Reply[Connection]:
        """One connection, by its id or the caller's own key for it."""
        reply = await caller.call(
            get_connection.build_request,
            get_connection.parse_response,
            connection_id,
            include_secrets=include_secrets or ABSENT,
        )
        return _reply(caller, reply, connection_id)

    def is_settled(self, connection: Connection) -> bool:
        """Membrane is done with it: only two of its states pass by themselves."""
        return not unsettled(connection.native)

    async def poll_connection(self, caller: Caller, connection_id: str) -> Reply[Connection]:
        """A long poll: Membrane answers when the connection is built, or after the seconds it was asked to wait."""
        # A second is left for the answer to travel.
        seconds = min(_LONGEST_POLL, math.floor(caller.settings.deadline) - 1)
        if seconds < 1:
            return await self.get_connection(caller, connection_id)
        patient = attrs.evolve(caller.settings, timeout=max(caller.settings.timeout, seconds + _POLL_MARGIN))
        reply = await caller.with_settings(patient).call(
            get_connection.build_request,
            get_connection.parse_response,
            connection_id,
            wait=True,
            timeout=seconds,
        )
        return _reply(caller, reply, connection_id)

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The connections, by cursor.

        A customer is picked out here, from whole pages: the vendor's filter knows its own tenant ids only, and
        would find nothing for the id that you gave the customer.
        """
        usual = 100 if query.customer_id is None else 1000
        limit = page_size(
            self.name, query.page_size, default=usual, pagination=list_connections.OPERATION.pagination
        )

        async def fetch(cursor: str | None) -> Batch[Connection]:
            reply = await caller.call(
                list_connections.build_request,
                list_connections.parse_response,
                limit=limit,
                cursor=ABSENT if cursor is None else cursor,
                include_secrets=query.include_secrets or ABSENT,
            )
            page, content = reply.value, Content(reply.content)
            items = [
                _connection(item, Evidence(item, content, ("items", place)), caller.driver.clock.time())
                for place, item in enumerate(page.items)
                if query.customer_id is None or query.customer_id in _customers(item)
            ]
            return Batch(items=items, next_cursor=given(page.cursor))

        return cursor_pages(fetch, start=query.cursor, identify=lambda connection: connection.id)


def _customers(item: native.Connection) -> tuple[str | None, ...]:
    """Every id the customer goes by: the caller's own first, then Membrane's."""
    user = given(item.user)
    return (user.internal_id if user else None, given(item.tenant_id), item.user_id)


def _reply(caller: Caller, reply: Reply[native.Connection], asked: str) -> Reply[Connection]:
    same_id(caller, reply, get_connection.OPERATION, asked, reply.value.id, given(reply.value.key))
    evidence = Evidence(reply.value, Content(reply.content))
    return reply.carrying(_connection(reply.value, evidence, caller.driver.clock.time()))


def _connection(item: native.Connection, evidence: Evidence, now: float) -> Connection:
    integration = given(item.integration)
    credentials = given(item.credentials)
    action = given(item.client_action)
    return Connection(
        id=item.id,
        provider=Membrane.name,
        display_name=item.name,
        key=given(item.key),
        customer_id=next(filter(None, _customers(item)), None),
        scope_id=given(item.tenant_id) or item.user_id,
        connector_key=(given(integration.key) if integration else None) or given(item.connector_id),
        connector_name=integration.name if integration else None,
        connector_config_id=given(item.integration_id),
        integration_id=given(item.integration_id),
        created_at=parse_time(item.created_at),
        updated_at=parse_time(item.updated_at),
        last_activity_at=parse_time(given(item.last_active_at)),
        archived_at=parse_time(given(item.archived_at)),
        disabled=given(item.is_deactivated) is True,
        metadata=given(item.meta) or {},
        is_test=given(item.is_test),
        retry_at=parse_time(given(item.next_retry_timestamp)),
        action_url=_safe_link(given(action.ui_url) if action else None),
        secrets=Secret(credentials.reveal()) if credentials is not None else None,
        evidence=evidence,
        **standing_of(item, now),
    )


def _safe_link(url: str | None) -> str | None:
    """A link to show to a person: https without a user name in it, or none at all."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme == "https" and parts.hostname and "@" not in parts.netloc else None
