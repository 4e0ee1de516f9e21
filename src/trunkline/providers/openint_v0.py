"""OpenInt, API v0: the adapter between its words and the unified model. The one API that updates connections."""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar, cast

import attrs
import trunkline_openint_v0
from msgspec import UNSET as ABSENT
from trunkline_openint_v0 import models as native
from trunkline_openint_v0.operations import get_connection, list_connections, update_connection

from .._call import Caller, ErrorDetails, Reply
from .._evidence import Content, Evidence
from .._paging import Batch, offset_pages
from ..auth import Auth, FixedHeaders
from ..errors import ConfigurationError
from ..models import Capability, Connection, Page, Status, parse_time
from ..secrets import Secret, credential, presentable, seals
from ._given import given, mapping, sent, standing, text
from ._openint_states import standing_of
from ._provider import Changes, Provider, Query, checked_base_url, offset_of, page_size, same_id, variables


def _api_key(value: str | Secret[str]) -> Secret[str]:
    key = credential("OpenIntV0(api_key=...)", value)
    # A key that the server cannot decode gives an error of another shape, or a 500: better said here.
    if not _is_pair(key):
        raise ConfigurationError(
            "OpenIntV0(api_key=...) must be the base64 of id:secret, as OpenInt shows it"
        )
    return key


def _is_pair(key: Secret[str]) -> bool:
    try:
        return b":" in base64.b64decode(key.reveal(), validate=True)
    except (binascii.Error, ValueError):
        return False


@seals("api_key", "base_url")
@attrs.frozen(kw_only=True, repr=False)
class OpenIntV0(Provider):
    """OpenInt API v0.

    Reading may make OpenInt test a connection with the customer's app, so it can take seconds. Answers always
    hold the customer's credentials; they are wrapped in `Connection.secrets`.

    Args:
        api_key: the base64 of an id that starts with `org_` or `user_`, a colon, and the secret.
        base_url: where the API is; production unless given.
    """

    name: ClassVar[str] = "openint-v0"
    filters: ClassVar[frozenset[str]] = frozenset({"customer_id"})
    # Each poll may test the connection with the customer's app.
    poll_every: ClassVar[tuple[float, float]] = (5.0, 30.0)
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        "connections.update": Capability.NATIVE,
        "connections.wait_until_ready": Capability.EMULATED,
    }

    api_key: Secret[str] = attrs.field(converter=_api_key)
    base_url: str = attrs.field(default="https://api.openint.dev/v0", converter=checked_base_url)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> OpenIntV0 | None:
        """Reads OPENINT_V0_API_KEY and TRUNKLINE_OPENINT_V0_BASE_URL."""
        names = {"api_key": "OPENINT_V0_API_KEY", "base_url": "TRUNKLINE_OPENINT_V0_BASE_URL"}
        settings = variables(environ, names)
        return cls(**settings) if "api_key" in settings else None

    def auth(self) -> Auth:
        """The key, in every request. The other header the vendor documents names the connection: no credential."""
        plain = base64.b64decode(self.api_key.reveal()).decode("utf-8", "replace")
        return FixedHeaders({"x-apikey": self.api_key}, also=(Secret(plain), Secret(plain.partition(":")[2])))

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        """OpenInt v0 answers `{message, code}`, or `{error_type, error_detail}` when it fails before routing."""
        return ErrorDetails(
            text(body.get("message")) or text(body.get("error_detail")),
            text(body.get("code")) or text(body.get("error_type")),
        )

    def native(self, sender: Any) -> trunkline_openint_v0.Client:
        """The generated client."""
        return trunkline_openint_v0.Client(sender=sender)

    def native_async(self, sender: Any) -> trunkline_openint_v0.AsyncClient:
        """The generated async client."""
        return trunkline_openint_v0.AsyncClient(sender=sender)

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Reply[Connection]:
        """One connection; its credentials always come along."""
        reply = await caller.call(get_connection.build_request, get_connection.parse_response, connection_id)
        same_id(caller, reply, get_connection.OPERATION, connection_id, reply.value.id)
        return reply.carrying(_connection(reply.value, Evidence(reply.value, Content(reply.content))))

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The connections, in no order.

        Without `page_size` all of them come in one answer: the vendor's pages have no order, so a list read in
        several can miss some.
        """
        pagination = list_connections.OPERATION.pagination
        # 0 is the vendor's word for no limit, and a request without one asks for the same.
        limit = page_size(self.name, query.page_size, default=0, pagination=pagination) or None

        async def fetch(offset: int) -> Batch[Connection]:
            reply = await caller.call(
                list_connections.build_request,
                list_connections.parse_response,
                limit=ABSENT if limit is None else limit,
                offset=offset or ABSENT,
                customer_id=ABSENT if query.customer_id is None else query.customer_id,
            )
            content = Content(reply.content)
            return Batch(
                items=[
                    _connection(item, Evidence(item, content, (place,)))
                    for place, item in enumerate(reply.value)
                ]
            )

        # Without a limit any answer is shorter than the page: the first one ends the list.
        return offset_pages(
            fetch,
            start=offset_of(query.cursor),
            limit=limit or 1_000_000_000,
            identify=lambda connection: connection.id,
        )

    async def update_connection(
        self, caller: Caller, connection_id: str, changes: Changes
    ) -> Reply[Connection]:
        """Change a connection; the vendor merges `metadata` member by member at its top level."""
        body = native.UpdateConnectionBody(
            display_name=sent(changes.display_name),
            metadata=sent(changes.metadata),
            disabled=sent(changes.disabled),
            customer_id=sent(changes.customer_id),
        )
        reply = await caller.call(
            update_connection.build_request, update_connection.parse_response, connection_id, body=body
        )
        same_id(caller, reply, update_connection.OPERATION, connection_id, reply.value.id)
        return reply.carrying(_connection(reply.value, Evidence(reply.value, Content(reply.content))))


def _connection(
    item: native.Connection | native.ConnectionDetails | native.ListedConnection, evidence: Evidence
) -> Connection:
    connector = None if isinstance(item, native.Connection) else given(item.connector)
    config = item.connector_config if isinstance(item, native.ConnectionDetails) else None
    standard = given(item.standard)
    app_name = given(connector.name) if connector else None
    shown = given(item.display_name) or (given(standard.display_name) if standard else None)
    settings = given(item.settings)
    return Connection(
        id=item.id,
        provider=OpenIntV0.name,
        display_name=shown or app_name or item.connector_name,
        customer_id=given(item.customer_id),
        scope_id=config.org_id if config else None,
        connector_key=item.connector_name,
        connector_name=app_name or item.connector_name,
        connector_config_id=item.connector_config_id,
        integration_id=given(item.integration_id),
        created_at=parse_time(item.created_at),
        updated_at=parse_time(item.updated_at),
        disabled=given(item.disabled) is True,
        metadata=_metadata(given(item.metadata)),
        secrets=Secret(settings.reveal()) if settings is not None else None,
        evidence=evidence,
        **_standing(item, standard, settings.reveal() if settings else None),
    )


def _metadata(value: object) -> Mapping[str, Any]:
    """Any JSON is allowed; what is no object stands under `value`."""
    if value is None or isinstance(value, dict):
        return mapping(cast("object", value))
    return {"value": value}


def _standing(
    item: native.Connection | native.ConnectionDetails | native.ListedConnection,
    standard: native.ConnectionStandard | None,
    settings: object,
) -> dict[str, Any]:
    """The first rule that fits decides. Without `standard`, the usual case, only a stored error tells anything.

    The vendor's own pages show `healthy` then; nothing says that it is, and no waiting will make it say so.
    """
    state = given(standard.status) if standard else None
    error = mapping(settings).get("error")
    # Of what stands among the credentials only the message is for people.
    told = text(mapping(error).get("message"))
    message = (given(standard.status_message) if standard else None) or (presentable(told) if told else None)
    if given(item.disabled) is True:
        return standing(Status.DISABLED, message, terminal=True)
    if state is None and error:
        return standing(Status.DISCONNECTED, message, terminal=True, needs_action=True)
    if state is None:
        return standing(Status.UNKNOWN, message or "OpenInt v0 does not say", terminal=True)
    return standing_of(state, message)
