"""Workiva Wdata: the adapter between its words and the unified model. A connection here is a data link with runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from types import ModuleType
from typing import Any, ClassVar, cast

import attrs
import trunkline_workiva
from msgspec import UNSET as ABSENT
from trunkline_workiva.operations import get_connection, list_connections

from .._call import Caller, ErrorDetails
from .._evidence import Content, Evidence
from .._paging import Batch, cursor_pages
from ..auth import Auth, ClientCredentials, FixedHeaders, bearer
from ..errors import ConfigurationError
from ..models import UNSET, Capability, Check, Connection, Page, Run, RunBatch, RunStatus, Unset
from ..secrets import Secret, seals
from . import _workiva_access as access
from . import _workiva_runs as runs
from ._asked import Query, RunRequest
from ._checks import page_size
from ._given import given, text
from ._provider import Provider, variables
from ._workiva_reading import connection, connections, opened

_LARGEST_PAGE = 1000


@seals("token", "client_secret", "base_url", "token_url")
@attrs.frozen(kw_only=True, repr=False)
class Workiva(Provider):
    """Workiva Wdata.

    Give a ready-made `token`, or a client's id and secret, for which tokens are fetched when needed.

    Args:
        token: an access token made elsewhere.
        client_id: the OAuth client.
        client_secret: its secret.
        region: us, eu or apac.
        workspace_id: the workspace to look in, where an operation takes one.
        base_url: where the API is; the region's production unless given.
        api_version: the version of the token endpoint: 2026-01-01, or 2022-01-01 for the former one at
            `/iam/v1/oauth2/token`, which knows no `X-Version` header.
        token_url: where tokens are fetched: the region's token host unless given, and the same path on the origin
            of `base_url` when that was given, so that the secret never goes to production by mistake.
    """

    name: ClassVar[str] = "workiva"
    environment: ClassVar[str] = "WORKIVA_TOKEN, or WORKIVA_CLIENT_ID and WORKIVA_CLIENT_SECRET"
    package: ClassVar[ModuleType] = trunkline_workiva
    poll_every: ClassVar[tuple[float, float]] = (2.0, 15.0)
    poll_only_reads: ClassVar[bool] = True
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        # The vendor filters by a kind of item only together with the id of one.
        "connections.list(connector)": Capability.EMULATED,
        "connections.list(status)": Capability.EMULATED,
        "connections.check": Capability.EMULATED,
        "connections.run": Capability.NATIVE,
        "connections.run(source_parameters)": Capability.NATIVE,
        "connections.run(destination_parameters)": Capability.NATIVE,
        "connections.run(reuse_parameters)": Capability.NATIVE,
        "connections.run_status": Capability.NATIVE,
        "connections.run_batch": Capability.NATIVE,
        "connections.run_batch_status": Capability.NATIVE,
        "connections.wait_until_ready": Capability.EMULATED,
        "connections.wait_for_run": Capability.EMULATED,
        "connections.wait_for_run_batch": Capability.EMULATED,
    }

    token: Secret[str] | None = attrs.field(default=None, converter=access.token)
    client_id: str | None = attrs.field(default=None, converter=access.client_id)
    client_secret: Secret[str] | None = attrs.field(default=None, converter=access.client_secret)
    region: str = attrs.field(default="us", converter=access.region)
    workspace_id: str | None = attrs.field(default=None, converter=access.workspace_id)
    api_version: access.ApiVersion = attrs.field(default="2026-01-01", converter=access.api_version)
    # Kept as they were given: what `attrs.evolve` makes has URLs that follow from its own settings, both of them.
    _base_url: str | Unset = attrs.field(
        default=UNSET, alias="base_url", converter=access.base_url, repr=False, eq=False
    )
    _token_url: str | Unset = attrs.field(
        default=UNSET, alias="token_url", converter=access.token_url, repr=False, eq=False
    )
    base_url: str = attrs.field(init=False)
    token_url: str = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Exactly one way to sign in; and the URLs that nobody gave."""
        pair = self.client_id is not None or self.client_secret is not None
        if (self.token is not None) == pair or (pair and not (self.client_id and self.client_secret)):
            raise ConfigurationError("Workiva needs either token, or client_id and client_secret")
        base_url = access.production(self.region) if isinstance(self._base_url, Unset) else self._base_url
        object.__setattr__(self, "base_url", base_url)
        beside = access.token_endpoint(base_url, self.api_version)
        token_url = beside if isinstance(self._token_url, Unset) else self._token_url
        object.__setattr__(self, "token_url", token_url)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Workiva | None:
        """Reads WORKIVA_TOKEN, or WORKIVA_CLIENT_ID and WORKIVA_CLIENT_SECRET.

        Also WORKIVA_REGION, WORKIVA_WORKSPACE_ID, WORKIVA_API_VERSION and TRUNKLINE_WORKIVA_BASE_URL.
        """
        names = {
            "token": "WORKIVA_TOKEN",
            "client_id": "WORKIVA_CLIENT_ID",
            "client_secret": "WORKIVA_CLIENT_SECRET",
            "region": "WORKIVA_REGION",
            "workspace_id": "WORKIVA_WORKSPACE_ID",
            "api_version": "WORKIVA_API_VERSION",
            "base_url": "TRUNKLINE_WORKIVA_BASE_URL",
        }
        settings = variables(environ, names)
        return cls(**settings) if settings.keys() & {"token", "client_id", "client_secret"} else None

    def auth(self) -> Auth:
        """The token given, or tokens fetched with the client's credentials and kept for about ten minutes."""
        if self.client_id is None or self.client_secret is None:
            return FixedHeaders(bearer(self.token or Secret("")))
        # The former endpoint is that of a time without versions.
        version = {"x-version": self.api_version} if self.api_version != "2022-01-01" else {}
        return ClientCredentials(
            lambda: self.token_url, self.client_id, self.client_secret, extra_headers=version
        )

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        """Workiva answers `{body, code, details?}`, the body a text or texts; gateways use words of their own."""
        words = ("; ".join(_texts(body.get("body"))), body.get("error_description"), body.get("message"))
        code = body.get("code")
        known = isinstance(code, int | str) and not isinstance(code, bool) and code != ""
        return ErrorDetails(next(filter(None, map(text, words)), None), str(code) if known else None)

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Connection:
        """One data link with its latest run; there are no customer's credentials in it."""
        reply = await caller.call(
            get_connection.build_request,
            get_connection.parse_response,
            connection_id,
            workspace_id=self.workspace_id or ABSENT,
        )
        item = opened(caller, reply, reply.value, get_connection.OPERATION)
        if item is None:
            caller.misfit(reply, get_connection.OPERATION, "body is missing")
        if not given(item.connection_id):
            caller.misfit(reply, get_connection.OPERATION, "body.connectionId is missing")
        if item.connection_id != connection_id:
            caller.misfit(
                reply, get_connection.OPERATION, "it is about another connection than the one asked for"
            )
        evidence = Evidence(item, Content(reply.content), ("body",))
        return connection(item, connection_id, evidence)

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The data links, by cursor; those of a kind of source or destination are picked out of whole pages."""
        limit = page_size(
            self.name, query.page_size, default=100, pagination=list_connections.OPERATION.pagination
        )
        if query.connector is not None:
            # Few of the rows remain, or none: small pages would be many requests for nothing.
            limit = _LARGEST_PAGE

        async def fetch(cursor: str | None) -> Batch[Connection]:
            # The cursor travels alone: it remembers the page size and the filters.
            reply = await caller.call(
                list_connections.build_request,
                list_connections.parse_response,
                limit=limit if cursor is None else ABSENT,
                cursor=ABSENT if cursor is None else cursor,
            )
            items = connections(caller, reply, list_connections.OPERATION, query.connector)
            following = given(reply.value.cursor)
            # A blank one is none.
            return Batch(items=items, next_cursor=following if following and following.strip() else None)

        return cursor_pages(fetch, start=query.cursor, identify=lambda found: found.id)

    async def check_connection(self, caller: Caller, connection_id: str) -> Check:
        """Nothing can be tested here: what the last run came to is told."""
        found = await self.poll_connection(caller, connection_id)
        status = found.last_run.status if found.last_run else RunStatus.UNKNOWN
        passed = {RunStatus.SUCCEEDED: True, RunStatus.FAILED: False}.get(status)
        return Check(
            passed=passed, connection=found, message=found.last_run.error if found.last_run else None
        )

    async def poll_connection(self, caller: Caller, connection_id: str) -> Connection:
        """The connection again, with the state of its last run, also where only the run itself tells that."""
        found = await self.get_connection(caller, connection_id)
        return await runs.with_last_run(caller, found, self.workspace_id)

    async def start_run(self, caller: Caller, connection_id: str, request: RunRequest) -> Run:
        """Start a run."""
        return await runs.start(caller, connection_id, runs.asked(request, self.workspace_id))

    async def get_run(self, caller: Caller, connection_id: str, run_id: str | None) -> Run:
        """A run, the latest unless named."""
        return await runs.follow(caller, connection_id, run_id, self.workspace_id)

    async def start_batch(self, caller: Caller, connection_ids: Sequence[str]) -> RunBatch:
        """Start the runs of up to 100 connections that lead into one spreadsheet, or out of one workbook."""
        return await runs.start_batch(caller, runs.entries(connection_ids, self.workspace_id))

    async def get_batch(self, caller: Caller, batch_id: str) -> RunBatch:
        """A batch of runs."""
        return await runs.follow_batch(caller, batch_id, self.workspace_id)


def _texts(value: object) -> list[str]:
    words = cast("list[object]", value if isinstance(value, list) else [value])
    return [word for word in words if isinstance(word, str)]
