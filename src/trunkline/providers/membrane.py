"""Membrane: the adapter between its words and the unified model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from types import ModuleType
from typing import Any, ClassVar

import attrs
import trunkline_membrane

from .._call import Caller, ErrorDetails
from ..auth import Algorithm, Auth, FixedHeaders, SuppliedToken, bearer
from ..errors import ConfigurationError, InvalidArgumentError
from ..models import Capability, Check, Connection, ConnectLink, Connector, Page, Token
from ..secrets import Secret, seals
from . import _membrane_access as access
from . import _membrane_acting as acting
from . import _membrane_lists as lists
from . import _membrane_reading as reading
from . import _membrane_writing as writing
from ._asked import Changes, Draft, LinkRequest, Query
from ._checks import checked_base_url, lifetime
from ._given import given
from ._membrane_states import details_of, unsettled
from ._provider import Provider, variables


@seals("token", "workspace_secret", "private_key", "base_url")
@attrs.frozen(kw_only=True, repr=False)
class Membrane(Provider):
    """Membrane, formerly integration.app.

    Give a `token`, or the workspace's key and what tokens are signed with here: the workspace's secret, or a private
    key whose public half the workspace knows. With a `token` no other can be signed: it acts for the customer that its
    claims name, and for no other.

    Args:
        token: a token made elsewhere, or a function without arguments that returns one; for an `AsyncClient` it may be
            an async one. The function is called again before the `exp` of the JWT it gave, before every request when it
            gave a token of another kind, and once after a 401. It must not use the client it signs in. A call waits for
            it without a limit. What it raises ends the call as `AuthenticationError`, which names the exception's type
            alone: its text may quote a secret.
        workspace_key: the workspace, as its settings page shows it.
        workspace_secret: its secret; it never leaves this process.
        private_key: the text of a PEM file without a passphrase; needs `pip install trunkline[crypto]`.
        algorithm: what tokens are signed with: HS256 or HS512 with the secret, ES256, RS256, PS256 or one of their
            larger sisters with a private key.
        claims: `current` for what the vendor documents (`workspaceKey`, `tenantKey`, `isAdmin`), `sdk` for what its own
            SDK signs (`iss`, `id`).
        tenant_key: your own id of one customer, to see that customer's connections only.
        tenant_name: what Membrane is to show of that customer.
        tenant_fields: what Membrane is to know of that customer.
        api_version: sent as `membrane-api-version`; not sent unless given.
        base_url: where the API is; production unless given.
    """

    name: ClassVar[str] = "membrane"
    environment: ClassVar[str] = (
        "MEMBRANE_TOKEN, or MEMBRANE_WORKSPACE_KEY and MEMBRANE_WORKSPACE_SECRET (or MEMBRANE_PRIVATE_KEY)"
    )
    package: ClassVar[ModuleType] = trunkline_membrane
    # The waiting is the server's: between two long polls none is needed.
    poll_every: ClassVar[tuple[float, float]] = (0.5, 5.0)
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.get(include_secrets)": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        # The vendor has a filter, but it knows its own tenant ids only: see `_membrane_lists`.
        "connections.list(customer_id)": Capability.EMULATED,
        "connections.list(connector)": Capability.NATIVE,
        "connections.list(status)": Capability.EMULATED,
        "connections.list(search)": Capability.NATIVE,
        "connections.list(include_secrets)": Capability.NATIVE,
        "connections.create": Capability.NATIVE,
        "connections.create(connector_config_id)": Capability.NATIVE,
        "connections.create(credentials)": Capability.NATIVE,
        "connections.create(display_name)": Capability.NATIVE,
        "connections.create(metadata)": Capability.NATIVE,
        "connections.create(key)": Capability.NATIVE,
        "connections.update": Capability.NATIVE,
        "connections.update(display_name)": Capability.NATIVE,
        "connections.update(metadata)": Capability.NATIVE,
        "connections.update(credentials)": Capability.NATIVE,
        "connections.update(key)": Capability.NATIVE,
        "connections.delete": Capability.NATIVE,
        "connections.check": Capability.NATIVE,
        "connections.refresh_credentials": Capability.NATIVE,
        "connections.connect_url": Capability.NATIVE,
        "connections.connect_url(connector_config_id)": Capability.NATIVE,
        "connections.connect_url(connection_id)": Capability.NATIVE,
        "connections.connect_url(return_url)": Capability.NATIVE,
        "connections.wait_until_ready": Capability.NATIVE,
        "connectors.list": Capability.NATIVE,
        "connectors.get": Capability.NATIVE,
        "tokens.mint": Capability.NATIVE,
    }

    token: Secret[Any] | None = attrs.field(default=None, converter=access.token)
    workspace_key: str | None = attrs.field(default=None, converter=access.workspace_key)
    workspace_secret: Secret[str] | None = attrs.field(default=None, converter=access.workspace_secret)
    private_key: Secret[str] | None = attrs.field(default=None, converter=access.private_key)
    algorithm: Algorithm = "HS256"
    claims: access.ClaimStyle = attrs.field(default="current", converter=access.claim_style)
    tenant_key: str | None = attrs.field(default=None, converter=access.tenant_key)
    tenant_name: str | None = attrs.field(default=None, converter=access.tenant_name, repr=False)
    tenant_fields: Mapping[str, Any] | None = attrs.field(
        default=None, converter=access.tenant_fields, repr=False
    )
    api_version: str | None = attrs.field(default=None, converter=access.api_version)
    base_url: str = attrs.field(default="https://api.getmembrane.com", converter=checked_base_url)
    _workspace: access.Workspace | None = attrs.field(default=None, init=False, repr=False, eq=False)
    # The customer that everything is seen and made as, where it is one and can be known.
    _customer: str | None = attrs.field(default=None, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Exactly one way to sign in."""
        ways = [way for way in (self.token, self.workspace_secret, self.private_key) if way is not None]
        if len(ways) != 1 or (self.token is None) != (self.workspace_key is not None):
            raise ConfigurationError(
                "Membrane needs either token, or workspace_key with workspace_secret or private_key"
            )
        details = access.described(self.tenant_key, self.tenant_name, self.tenant_fields, self.claims)
        customer = self.tenant_key if self.token is None else access.customer_of(self.token)
        object.__setattr__(self, "_customer", customer)
        if self.workspace_key is not None:
            signer = access.signer_of(self.algorithm, self.workspace_secret, self.private_key)
            workspace = access.Workspace(self.workspace_key, signer, self.claims, self.tenant_key, details)
            object.__setattr__(self, "_workspace", workspace)
        elif self.tenant_key is not None:
            raise ConfigurationError(
                "Membrane(token=...) is for the tenant it was made for: tenant_key has no effect"
            )
        elif (self.algorithm, self.claims) != ("HS256", "current"):
            raise ConfigurationError(
                "Membrane(token=...) is signed already: algorithm and claims have no effect"
            )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Membrane | None:
        """Reads MEMBRANE_TOKEN, or MEMBRANE_WORKSPACE_KEY with MEMBRANE_WORKSPACE_SECRET or MEMBRANE_PRIVATE_KEY.

        Also MEMBRANE_ALGORITHM, _CLAIMS, _TENANT_KEY, _API_VERSION and TRUNKLINE_MEMBRANE_BASE_URL.
        """
        settings = variables(environ, access.VARIABLES)
        enough = {"token", "workspace_key", "workspace_secret", "private_key"}
        return cls(**settings) if settings.keys() & enough else None

    @property
    def lacks(self) -> frozenset[str]:
        """A token made elsewhere signs no other, and opens a page for the customer that it names or for none."""
        if self._workspace is not None:
            return frozenset()
        pages: set[str] = {"connections.connect_url"} if self._customer is None else set()
        return frozenset({"tokens.mint"} | pages)

    def auth(self) -> Auth:
        """The token given, or tokens signed here: for one tenant, or for the whole workspace without a tenant key."""
        if self._workspace is not None:
            return self._workspace.auth()
        token = self.token or Secret("")
        if callable(token.reveal()):
            return SuppliedToken("the function in Membrane(token=...)", token)
        return FixedHeaders(bearer(token))

    def headers(self) -> Mapping[str, str]:
        """The version of the API, when one was asked for."""
        return {} if self.api_version is None else {"membrane-api-version": self.api_version}

    def tenant_auth(self, customer_id: str) -> Auth:
        """Tokens for one customer, signed here.

        Raises:
            ConfigurationError: there is only a token made elsewhere, and nothing to sign with.
            InvalidArgumentError: the provider is another customer's, or the id is not a text.
        """
        return self._signing().tenant_auth(customer_id)

    def mint(self, customer_id: str, lifetime: float, now: float) -> Secret[str]:
        """One token for one customer, good for `lifetime` seconds from `now`, which counts from the epoch.

        Raises:
            ConfigurationError: there is only a token made elsewhere, and nothing to sign with.
            InvalidArgumentError: the provider is another customer's, or the id is not a text.
        """
        return self._signing().tenant_token(customer_id, int(now + lifetime))

    def _signing(self) -> access.Workspace:
        if self._workspace is None:
            raise ConfigurationError(
                "Membrane(token=...) cannot sign in for this customer: give workspace_key and workspace_secret"
            )
        return self._workspace

    def _acting_for(self, caller: Caller, customer_id: str) -> Caller:
        """The caller signed in for a customer, which one with a token for that very customer is already."""
        if self._workspace is None and self._customer == customer_id:
            return caller
        return caller.signed_with(self.tenant_auth(customer_id))

    def _view(self, *, secrets: bool = False) -> reading.View:
        # Plain http is an API on this machine, and its pages may be there as well.
        return reading.View(local=self.base_url.startswith("http:"), secrets=secrets)

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        """Membrane answers `{type, key, message}`."""
        return details_of(status, body)

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Connection:
        """One connection, by its id or the caller's own key for it."""
        return await reading.get(caller, connection_id, self._view(secrets=include_secrets))

    def owner_of(self, connection: Connection) -> str | None:
        """The caller's own id: with one of Membrane's a token would be signed for a tenant that nobody knows."""
        user = given(connection.native.user)
        return user.internal_id if user else None

    def is_settled(self, connection: Connection) -> bool:
        """Membrane is done with it: only two of its states pass by themselves, and in what is over not even those."""
        return connection.is_terminal or not unsettled(connection.native)

    async def poll_connection(self, caller: Caller, connection_id: str) -> Connection:
        """A long poll: Membrane answers when the connection is built, or after the seconds it was asked to wait."""
        return await reading.poll(caller, connection_id, self._view())

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The connections, by cursor; archived ones only when their status is asked for."""
        return lists.connections(caller, query, self._view(secrets=query.include_secrets), self._customer)

    async def create_connection(self, caller: Caller, draft: Draft) -> Connection:
        """Make a connection. It belongs to the customer that the token is for, so one is signed for this customer."""
        body = writing.drafted(draft)
        if draft.customer_id is not None:
            caller = self._acting_for(caller, draft.customer_id)
        elif self.token is None and self.tenant_key is None:
            raise InvalidArgumentError(
                "a connection of Membrane belongs to a customer: give customer_id, or Membrane a tenant_key"
            )
        return await writing.create(caller, body, self._view(), draft.customer_id or self._customer)

    async def update_connection(self, caller: Caller, connection_id: str, changes: Changes) -> Connection:
        """Change a connection; `metadata` and `credentials` replace what is stored."""
        return await writing.update(caller, connection_id, writing.changed(changes), self._view())

    async def delete_connection(self, caller: Caller, connection_id: str) -> None:
        """Archive a connection, which is how Membrane deletes: it keeps a record."""
        await acting.archive(caller, connection_id)

    async def check_connection(self, caller: Caller, connection_id: str) -> Check:
        """Have a connection tested with the customer's app, where its connector has a test."""
        return await acting.check(caller, connection_id, self._view())

    async def refresh_credentials(self, caller: Caller, connection_id: str) -> Connection:
        """Have the credentials renewed, where the connector can."""
        return await acting.refresh(caller, connection_id, self._view())

    async def connect_url(self, caller: Caller, request: LinkRequest) -> ConnectLink:
        """A page of Membrane's, made with a token for this customer."""
        caller = self._acting_for(caller, request.customer_id)
        return await acting.link(caller, request, self._view())

    def list_connectors(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connector]]:
        """The connectors that the workspace can use, by cursor."""
        return lists.connectors(caller, query)

    async def get_connector(self, caller: Caller, connector_id: str) -> Connector:
        """One connector, by its id or key."""
        return await lists.one_connector(caller, connector_id)

    async def mint_token(self, caller: Caller, customer_id: str, expires_in: float) -> Token:
        """A token for one customer, signed here: nothing is sent."""
        # In whole seconds, as the token itself says it.
        now = int(caller.driver.clock.time())
        seconds, expires_at = lifetime(now, expires_in)
        value = self.mint(customer_id, seconds, now)
        return Token(value=value, provider=self.name, customer_id=customer_id, expires_at=expires_at)
