"""Workiva Wdata: the adapter between its words and the unified model. A connection here is a data link with runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

import attrs
import trunkline_workiva
from msgspec import UNSET as ABSENT
from trunkline_workiva import models as native
from trunkline_workiva.operations import get_connection, list_connections

from .._call import Caller, ErrorDetails, Reply
from .._evidence import Content, Evidence
from .._paging import Batch, cursor_pages
from ..auth import Auth, ClientCredentials, FixedHeaders, bearer
from ..errors import ConfigurationError
from ..models import Capability, Connection, Page, Run, Status, parse_time
from ..secrets import Secret, credential, seals
from ._given import given, standing
from ._provider import Provider, Query, checked_base_url, page_size, plain_text, variables

_HOSTS = {"us": "app", "eu": "eu", "apac": "apac"}


def _region(value: str) -> str:
    if value not in _HOSTS:
        raise ConfigurationError("Workiva(region=...) must be us, eu or apac")
    return value


def _token(value: str | Secret[str] | None) -> Secret[str] | None:
    return None if value is None else credential("Workiva(token=...)", value)


def _client_secret(value: str | Secret[str] | None) -> Secret[str] | None:
    return None if value is None else credential("Workiva(client_secret=...)", value)


def _client_id(value: object) -> str | None:
    return plain_text("Workiva(client_id=...)", value)


def _workspace_id(value: object) -> str | None:
    return plain_text("Workiva(workspace_id=...)", value)


def _production(region: str) -> str:
    return f"https://h.{_HOSTS[region]}.wdesk.com/s/wdata/prep"


def _token_url(base_url: str) -> str:
    """The token host of the base URL's region; the origin of one that was moved, so that the secret moves along."""
    moved = urlsplit(base_url)
    for host in _HOSTS.values():
        if moved.scheme == "https" and moved.netloc == f"h.{host}.wdesk.com":
            return f"https://api.{host}.wdesk.com/oauth2/token"
    return f"{moved.scheme}://{moved.netloc}/oauth2/token"


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
        token_url: where tokens are fetched: the region's token host unless given, and `/oauth2/token` on the
            origin of `base_url` when that was given, so that the secret never goes to production by mistake.
    """

    name: ClassVar[str] = "workiva"
    poll_every: ClassVar[tuple[float, float]] = (2.0, 15.0)
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        "connections.wait_until_ready": Capability.EMULATED,
    }

    token: Secret[str] | None = attrs.field(default=None, converter=_token)
    client_id: str | None = attrs.field(default=None, converter=_client_id)
    client_secret: Secret[str] | None = attrs.field(default=None, converter=_client_secret)
    region: str = attrs.field(default="us", converter=_region)
    workspace_id: str | None = attrs.field(default=None, converter=_workspace_id)
    base_url: str = attrs.field(
        default=attrs.Factory(lambda self: _production(self.region), takes_self=True),
        converter=checked_base_url,
    )
    token_url: str = attrs.field(
        default=attrs.Factory(lambda self: _token_url(self.base_url), takes_self=True),
        converter=checked_base_url,
    )

    def __attrs_post_init__(self) -> None:
        """Exactly one way to sign in."""
        pair = self.client_id is not None or self.client_secret is not None
        if (self.token is not None) == pair or (pair and not (self.client_id and self.client_secret)):
            raise ConfigurationError("Workiva needs either token, or client_id and client_secret")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Workiva | None:
        """Reads WORKIVA_TOKEN, or WORKIVA_CLIENT_ID and _SECRET, WORKIVA_REGION, WORKIVA_WORKSPACE_ID, the base URL."""
        names = {
            "token": "WORKIVA_TOKEN",
            "client_id": "WORKIVA_CLIENT_ID",
            "client_secret": "WORKIVA_CLIENT_SECRET",
            "region": "WORKIVA_REGION",
            "workspace_id": "WORKIVA_WORKSPACE_ID",
            "base_url": "TRUNKLINE_WORKIVA_BASE_URL",
        }
        settings = variables(environ, names)
        return cls(**settings) if settings.keys() & {"token", "client_id", "client_secret"} else None

    def auth(self) -> Auth:
        """The token given, or tokens fetched with the client's credentials and kept for about ten minutes."""
        if self.client_id is None or self.client_secret is None:
            return FixedHeaders(bearer(self.token or Secret("")))
        return ClientCredentials(
            lambda: self.token_url,
            self.client_id,
            self.client_secret,
            extra_headers={"x-version": "2026-01-01"},
        )

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        """Workiva answers `{body, code, details?}`, the body a text or a list of texts."""
        message = "; ".join(_texts(body.get("body")))
        code = body.get("code")
        return ErrorDetails(
            message or None, str(code) if isinstance(code, int | str) and code != "" else None
        )

    def native(self, sender: Any) -> trunkline_workiva.Client:
        """The generated client."""
        return trunkline_workiva.Client(sender=sender)

    def native_async(self, sender: Any) -> trunkline_workiva.AsyncClient:
        """The generated async client."""
        return trunkline_workiva.AsyncClient(sender=sender)

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Reply[Connection]:
        """One data link with its latest run; there are no customer's credentials in it."""
        reply = await caller.call(
            get_connection.build_request,
            get_connection.parse_response,
            connection_id,
            workspace_id=self.workspace_id or ABSENT,
        )
        _check_code(caller, reply, get_connection.OPERATION)
        item = given(reply.value.body)
        if item is None:
            caller.misfit(reply, get_connection.OPERATION, "body is missing")
        if given(item.connection_id) != connection_id:
            caller.misfit(
                reply, get_connection.OPERATION, "it is about another connection than the one asked for"
            )
        evidence = Evidence(item, Content(reply.content), ("body",))
        return reply.carrying(_connection(item, connection_id, evidence))

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        """The data links, by cursor."""
        limit = page_size(
            self.name, query.page_size, default=100, pagination=list_connections.OPERATION.pagination
        )

        async def fetch(cursor: str | None) -> Batch[Connection]:
            # The cursor travels alone: it remembers the page size and the filters.
            reply = await caller.call(
                list_connections.build_request,
                list_connections.parse_response,
                limit=limit if cursor is None else ABSENT,
                cursor=ABSENT if cursor is None else cursor,
            )
            _check_code(caller, reply, list_connections.OPERATION)
            rows = given(reply.value.body)
            if rows is None:
                caller.misfit(reply, list_connections.OPERATION, "body is missing")
            content = Content(reply.content)
            items: list[Connection] = []
            for place, item in enumerate(rows):
                connection_id = given(item.connection_id)
                if connection_id is None:
                    caller.misfit(reply, list_connections.OPERATION, f"body[{place}].connectionId is missing")
                items.append(_connection(item, connection_id, Evidence(item, content, ("body", place))))
            return Batch(items=items, next_cursor=given(reply.value.cursor))

        return cursor_pages(fetch, start=query.cursor, identify=lambda connection: connection.id)


def _texts(value: object) -> list[str]:
    words = cast("list[object]", value if isinstance(value, list) else [value])
    return [word for word in words if isinstance(word, str)]


def _check_code(
    caller: Caller,
    reply: Reply[native.GetConnectionAnswer] | Reply[native.ListConnectionsAnswer],
    operation: Any,
) -> None:
    """The envelope repeats the status, at times as text; an error in a 200 is an error."""
    code = given(reply.value.code)
    if isinstance(code, str) and code.isascii() and code.isdigit():
        # Four digits tell: a number of thousands of them is more than int() takes.
        code = int(code.lstrip("0")[:4] or "0")
    if isinstance(code, int) and code >= 400:
        shown = str(code) if code < 1000 else "is none"
        caller.misfit(reply, operation, f"the status is 200 and the envelope's code {shown}")


def _connection(item: native.Connection, connection_id: str, evidence: Evidence) -> Connection:
    source, destination = given(item.source_type), given(item.destination_type)
    last_run = given(item.last_run)
    label = " → ".join(filter(None, (source, destination))) or None
    return Connection(
        id=connection_id,
        provider=Workiva.name,
        display_name=given(item.name) or given(item.description) or label or connection_id,
        scope_id=given(item.workspace_id),
        connector_name=label,
        created_at=parse_time(given(item.created)),
        updated_at=parse_time(given(item.updated)),
        last_activity_at=parse_time(
            given(item.last_run_date) or (given(last_run.updated) if last_run else None)
        ),
        metadata=given(item.metadata) or {},
        last_run=_run(item, last_run),
        evidence=evidence,
        **_standing(item, last_run),
    )


def _run(item: native.Connection, last_run: native.ConnectionRun | None) -> Run | None:
    if last_run is None:
        job_id = given(item.last_run_job_id)
        return Run(id=job_id) if job_id else None
    return Run(
        id=given(last_run.job_id) or given(item.last_run_job_id),
        source_status=given(last_run.source_status),
        destination_status=given(last_run.destination_status),
        error=given(last_run.error),
    )


def _standing(item: native.Connection, last_run: native.ConnectionRun | None) -> dict[str, Any]:
    """The status of the last run. The source completes before the destination, so one `complete` is not the end."""
    if last_run is None:
        known = given(item.last_run_job_id)
        why = "a run is known by its id only" if known else "never run"
        return standing(Status.UNKNOWN, why, terminal=not known)
    error = given(last_run.error) or None
    halves = (given(last_run.source_status), given(last_run.destination_status))
    words = ", ".join(
        f"{half} {state}" for half, state in zip(("source", "destination"), halves, strict=True) if state
    )
    if error or "error" in halves:
        return standing(Status.ERROR, error or words, terminal=True)
    if "cancelled" in halves:
        return standing(Status.UNKNOWN, f"last run cancelled ({words})", terminal=True)
    if "running" in halves or "not_started" in halves:
        return standing(Status.PENDING, words)
    if set(halves) <= {"complete", None} and "complete" in halves:
        return standing(Status.ACTIVE, None)
    return standing(Status.UNKNOWN, words or None)
