"""OpenInt, API v0: the adapter between its words and the unified model. The one API that updates connections."""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from types import ModuleType
from typing import Any, ClassVar

import attrs
import trunkline_openint_v0
from trunkline_openint_v0 import models as native
from trunkline_openint_v0.operations import (
    create_token,
    delete_connection,
    sync_connection,
)

from .._call import Caller, ErrorDetails
from .._evidence import Content, Evidence
from ..auth import Auth, FixedHeaders
from ..errors import ConfigurationError
from ..models import Capability, Check, Connection, Connector, Page, Run, RunStatus, Status, Token
from ..secrets import Secret, credential, seals
from ._asked import Changes, Draft, Query, RunRequest
from ._checks import checked_base_url, lifetime, offset_of, page_size
from ._given import given
from ._openint_calls import call, usable
from ._openint_v0_connectors import config_pages, one_config
from ._openint_v0_health import check, refresh
from ._openint_v0_lists import ALL, connection_pages
from ._openint_v0_reading import PROVIDER, connection_of, read_one, refusal_of
from ._openint_v0_writing import changes_of, create, updated
from ._provider import Provider, variables


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

    name: ClassVar[str] = PROVIDER
    environment: ClassVar[str] = "OPENINT_V0_API_KEY"
    package: ClassVar[ModuleType] = trunkline_openint_v0
    # Whose it is, the vendor is told after it was made: until then no filter finds it.
    lost_create: ClassVar[str] = (
        "list all connections, without a filter, to see whether it was made: a new one may be nobody's yet"
    )
    # Each poll may test the connection with the customer's app.
    poll_every: ClassVar[tuple[float, float]] = (5.0, 30.0)
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.get(include_secrets)": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        "connections.list(customer_id)": Capability.NATIVE,
        "connections.list(connector)": Capability.NATIVE,
        "connections.list(status)": Capability.EMULATED,
        "connections.list(include_secrets)": Capability.NATIVE,
        "connections.create": Capability.EMULATED,
        "connections.create(connector_config_id)": Capability.NATIVE,
        "connections.create(credentials)": Capability.NATIVE,
        "connections.create(display_name)": Capability.NATIVE,
        "connections.create(metadata)": Capability.EMULATED,
        "connections.update": Capability.NATIVE,
        "connections.update(display_name)": Capability.NATIVE,
        "connections.update(metadata)": Capability.NATIVE,
        "connections.update(credentials)": Capability.NATIVE,
        "connections.update(disabled)": Capability.NATIVE,
        "connections.update(customer_id)": Capability.NATIVE,
        "connections.delete": Capability.NATIVE,
        "connections.check": Capability.NATIVE,
        "connections.refresh_credentials": Capability.EMULATED,
        # A sync can be started, and then nothing tells how it is getting on: no run_status, no wait_for_run.
        "connections.run": Capability.EMULATED,
        "connections.wait_until_ready": Capability.EMULATED,
        "connectors.list": Capability.EMULATED,
        "connectors.get": Capability.EMULATED,
        "tokens.mint": Capability.NATIVE,
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
        return refusal_of(status, body)

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Connection:
        """One connection; its credentials always come along, renewed on the way where they expired and could be."""
        return await read_one(caller, connection_id)

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The connections, in no order.

        All of them come in one answer, and pages are cut out of it here: the vendor's own would miss some, because
        reading a connection moves it. So a list is as of one moment, and held as a whole while it is read. A cursor
        is a place in a new answer, in another order perhaps: what is resumed can miss some and repeat others.

        The vendor tests connections as in `get_connection`, and one whose test fails fails the whole answer.
        """
        return connection_pages(caller, query)

    async def create_connection(self, caller: Caller, draft: Draft) -> Connection:
        """Make it, tell the server again what it forgets, and read it: the first answer is an id and no more."""
        return await create(caller, draft)

    async def update_connection(self, caller: Caller, connection_id: str, changes: Changes) -> Connection:
        """Change a connection; the vendor merges `metadata` and `credentials` at their top level.

        With new credentials the `error` is cleared that a test of the old ones left among them, unless they hold
        one of their own: otherwise the connection would stay disconnected, whatever they are.
        """
        item, content = await updated(caller, connection_id, changes_of(changes))
        return connection_of(item, Evidence(item, Content(content)))

    async def delete_connection(self, caller: Caller, connection_id: str) -> None:
        """Take access back at the customer's app, where the connector can, and delete the connection for good."""
        reply = await call(
            caller, delete_connection.build_request, delete_connection.parse_response, connection_id
        )
        caller.refuse_error(reply, delete_connection.OPERATION)

    async def check_connection(self, caller: Caller, connection_id: str) -> Check:
        """Have it tested. Only a failure leaves a trace in what is stored, so `passed` is hardly ever true.

        Where the customer's app refuses the credentials, and with them any look at the connection, what comes back
        of it is what its id says; it has no `native` and no `raw`.
        """
        return await check(caller, connection_id)

    async def refresh_credentials(self, caller: Caller, connection_id: str) -> Connection:
        """A forced read: the vendor tests the connection first, which renews what has to be renewed.

        Where the OAuth credentials are the same after it, an error is stored with them, or the customer's app refuses
        them, nothing was renewed that could be used: a `ConflictError`.
        """
        return await refresh(caller, connection_id)

    async def poll_connection(self, caller: Caller, connection_id: str) -> Connection:
        """The connection. Reading tests it, if anything does: a state that is not known then stays so."""
        connection = await read_one(caller, connection_id)
        return attrs.evolve(
            connection, is_terminal=connection.is_terminal or connection.status is Status.UNKNOWN
        )

    async def start_run(self, caller: Caller, connection_id: str, request: RunRequest) -> Run:
        """A sync, without waiting for its end: it can take longer than the server lets a request last."""
        reply = await call(
            caller,
            sync_connection.build_request,
            sync_connection.parse_response,
            connection_id,
            native.SyncConnectionBody(async_=True),
        )
        caller.refuse_error(reply, sync_connection.OPERATION)
        event = given(reply.value.connection_requested_event_id)
        begun = RunStatus.PENDING if event else RunStatus.UNKNOWN
        # Each one that is named has come to its end; where none is, nothing has been synced.
        done = given(reply.value.pipeline_syncs)
        return Run(id=event, connection_id=connection_id, status=RunStatus.SUCCEEDED if done else begun)

    async def mint_token(self, caller: Caller, customer_id: str, expires_in: float) -> Token:
        """A token for one customer."""
        seconds, expires_at = lifetime(caller.driver.clock.time(), expires_in)
        reply = await call(
            caller,
            create_token.build_request,
            create_token.parse_response,
            native.CreateTokenBody(customer_id=customer_id, validity_in_seconds=seconds),
        )
        return Token(
            value=usable(caller, reply, create_token.OPERATION, Secret(reply.value.token.reveal())),
            provider=self.name,
            customer_id=customer_id,
            expires_at=expires_at,
        )

    def list_connectors(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connector]]:
        """The connector configs that are switched on: the API documents no list of connectors.

        They come in one answer; pages are cut out of it here.
        """
        limit = page_size(self.name, query.page_size, default=ALL, pagination=None)
        return config_pages(caller, start=offset_of(query.cursor), limit=limit)

    async def get_connector(self, caller: Caller, connector_id: str) -> Connector:
        """One connector config, by its id; or by its connector's name, and then the oldest of them."""
        return await one_config(caller, connector_id)
