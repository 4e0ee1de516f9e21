"""Switchyard: the adapter of a provider that somebody else adds. All that it needs of trunkline is public."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from types import ModuleType
from typing import Any, ClassVar

import attrs
import trunkline_switchyard
from trunkline_switchyard import UNSET, models
from trunkline_switchyard.operations import (
    create_connection,
    delete_connection,
    get_connection,
    list_connections,
)

from trunkline import Capability, Connection, InvalidArgumentError, Page, Secret, Status
from trunkline.auth import Auth, FixedHeaders, bearer
from trunkline.models import parse_time
from trunkline.providers import (
    Batch,
    Caller,
    Content,
    Draft,
    ErrorDetails,
    Evidence,
    Provider,
    Query,
    checked_base_url,
    creating,
    cursor_pages,
    given,
    page_size,
    same_id,
    sent,
    text,
    variables,
)
from trunkline.secrets import credential, seals

STATUS = {"clear": Status.ACTIVE, "waiting": Status.PENDING, "stop": Status.DISCONNECTED}


def _key(value: str | Secret[str]) -> Secret[str]:
    return credential("Switchyard(key=...)", value)


@seals("key", "base_url")
@attrs.frozen(kw_only=True, repr=False)
class Switchyard(Provider):
    """Switchyard, signed in with a workspace's key."""

    name: ClassVar[str] = "switchyard"
    environment: ClassVar[str] = "SWITCHYARD_KEY"
    package: ClassVar[ModuleType] = trunkline_switchyard
    capabilities: ClassVar[Mapping[str, Capability]] = {
        "connections.get": Capability.NATIVE,
        "connections.list": Capability.NATIVE,
        "connections.list(customer_id)": Capability.NATIVE,
        "connections.list(status)": Capability.EMULATED,
        "connections.create": Capability.NATIVE,
        "connections.create(display_name)": Capability.NATIVE,
        "connections.delete": Capability.NATIVE,
        "connections.wait_until_ready": Capability.EMULATED,
    }

    key: Secret[str] = attrs.field(converter=_key)
    base_url: str = attrs.field(default="https://api.switchyard.example/v1", converter=checked_base_url)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Switchyard | None:
        names = {"key": "SWITCHYARD_KEY", "base_url": "TRUNKLINE_SWITCHYARD_BASE_URL"}
        settings = variables(environ, names)
        return cls(**settings) if "key" in settings else None

    def auth(self) -> Auth:
        return FixedHeaders(bearer(self.key))

    def read_error(self, status: int, body: Mapping[str, Any]) -> ErrorDetails:
        return ErrorDetails(text(body.get("reason")), None)

    async def get_connection(
        self, caller: Caller, connection_id: str, *, include_secrets: bool = False
    ) -> Connection:
        reply = await caller.call(get_connection.build_request, get_connection.parse_response, connection_id)
        same_id(caller, reply, get_connection.OPERATION, connection_id, reply.value.id)
        return connection_of(reply.value, Evidence(reply.value, Content(reply.content)))

    def list_connections(self, caller: Caller, query: Query) -> AsyncIterator[Page[Connection]]:
        pagination = list_connections.OPERATION.pagination
        count = page_size(self.name, query.page_size, default=50, pagination=pagination)

        async def fetch(cursor: str | None) -> Batch[Connection]:
            reply = await caller.call(
                list_connections.build_request,
                list_connections.parse_response,
                count=count,
                after=UNSET if cursor is None else cursor,
                customer=UNSET if query.customer_id is None else query.customer_id,
            )
            content = Content(reply.content)
            items = [
                connection_of(link, Evidence(link, content, ("links", place)))
                for place, link in enumerate(reply.value.links)
            ]
            return Batch(items=items, next_cursor=given(reply.value.next))

        return cursor_pages(fetch, start=query.cursor, identify=lambda connection: connection.id)

    async def create_connection(self, caller: Caller, draft: Draft) -> Connection:
        if draft.customer_id is None or draft.connector is None:
            raise InvalidArgumentError("Switchyard has to know customer_id and connector")
        body = models.CreateLinkBody(
            customer=draft.customer_id, app=draft.connector, title=sent(draft.display_name)
        )
        reply = await creating(caller, lambda told: told.startswith("link-")).call(
            create_connection.build_request, create_connection.parse_response, body
        )
        return connection_of(reply.value, Evidence(reply.value, Content(reply.content)))

    async def delete_connection(self, caller: Caller, connection_id: str) -> None:
        await caller.call(delete_connection.build_request, delete_connection.parse_response, connection_id)


def connection_of(link: models.Link, evidence: Evidence) -> Connection:
    """A link as everybody knows it; a signal that is new is unknown, and told in its own words."""
    status = STATUS.get(link.signal, Status.UNKNOWN)
    return Connection(
        id=link.id,
        provider=Switchyard.name,
        display_name=given(link.title) or link.app,
        status=status,
        status_reason=None if status is Status.ACTIVE else link.signal,
        is_terminal=status is Status.DISCONNECTED,
        needs_action=status is Status.DISCONNECTED,
        customer_id=link.customer,
        connector_key=link.app,
        created_at=parse_time(link.made_at),
        updated_at=parse_time(link.made_at),
        evidence=evidence,
    )
