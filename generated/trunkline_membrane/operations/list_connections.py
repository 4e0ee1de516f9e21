"""GET /connections: List connections."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import boolean, integer, query_string, text
from .._wire import UNSET, Operation, Pagination, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="list_connections",
    method="GET",
    path="/connections",
    success=(200,),
    pagination=Pagination(
        style="cursor", items="items", limit="limit", position="cursor", next="cursor", max_limit=1000
    ),
)

_ANSWER: Final[Answer[models.ListConnectionsAnswer]] = Answer(models.ListConnectionsAnswer)


def build_request(
    *,
    limit: int | UnsetType = UNSET,
    cursor: str | UnsetType = UNSET,
    search: str | UnsetType = UNSET,
    include_archived: bool | UnsetType = UNSET,
    tenant_id: str | UnsetType = UNSET,
    integration_id: str | UnsetType = UNSET,
    connector_id: str | UnsetType = UNSET,
    external_app_id: str | UnsetType = UNSET,
    connected: bool | UnsetType = UNSET,
    disconnected: bool | UnsetType = UNSET,
    is_test: bool | UnsetType = UNSET,
    user_id: str | UnsetType = UNSET,
    connector_version: str | UnsetType = UNSET,
    integration_key: str | UnsetType = UNSET,
    include_secrets: bool | UnsetType = UNSET,
) -> Request:
    """List connections.

    Returns connections page by page. The end is reached when there is no `cursor`, not when a page is short
    or empty.

    Args:
        limit: How many connections to return at most.
        cursor: Where to read on, the `cursor` of the page before.
        search: Only connections that match this text.
        include_archived: Whether archived connections are listed too.
        tenant_id: Only connections of this tenant. For tokens that see more than one.
        integration_id: Only connections made with this integration.
        connector_id: Only connections made with this connector.
        external_app_id: Only connections to this application.
        connected: Only connections that are connected, or with false only those that are not.
        disconnected: Deprecated. The opposite of `connected`, which replaces it.
        is_test: Only connections for tests, or with false only the others.
        user_id: Only connections of this user, the older word for a tenant.
        connector_version: Only connections that use this version of their connector.
        integration_key: Only connections made with the integration of this key.
        include_secrets: Whether the answer carries the `credentials` of the connections.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane SDK (high).
    """
    return Request(
        operation=OPERATION,
        path="/connections",
        query=query_string(
            integer("limit", limit, minimum=1, maximum=1000),
            text("cursor", cursor),
            text("search", search),
            boolean("include_archived", include_archived, wire="includeArchived"),
            text("tenant_id", tenant_id, wire="tenantId"),
            text("integration_id", integration_id, wire="integrationId"),
            text("connector_id", connector_id, wire="connectorId"),
            text("external_app_id", external_app_id, wire="externalAppId"),
            boolean("connected", connected),
            boolean("disconnected", disconnected),
            boolean("is_test", is_test, wire="isTest"),
            text("user_id", user_id, wire="userId"),
            text("connector_version", connector_version, wire="connectorVersion"),
            text("integration_key", integration_key, wire="integrationKey"),
            boolean("include_secrets", include_secrets, wire="includeSecrets"),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ListConnectionsAnswer:
    """Return the `ListConnectionsAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
