"""GET /integrations: List integrations."""

from __future__ import annotations

from typing import Final

from .. import models
from .._decode import Answer
from .._encode import boolean, integer, query_string, text
from .._wire import UNSET, Operation, Pagination, Request, Response, UnsetType

OPERATION: Final = Operation(
    name="list_integrations",
    method="GET",
    path="/integrations",
    success=(200,),
    pagination=Pagination(
        style="cursor", items="items", limit="limit", position="cursor", next="cursor", max_limit=1000
    ),
)

_ANSWER: Final[Answer[models.ListIntegrationsAnswer]] = Answer(models.ListIntegrationsAnswer)


def build_request(
    *,
    limit: int | UnsetType = UNSET,
    cursor: str | UnsetType = UNSET,
    search: str | UnsetType = UNSET,
    include_archived: bool | UnsetType = UNSET,
    connectors: int | UnsetType = UNSET,
    external_apps: int | UnsetType = UNSET,
    websearch: int | UnsetType = UNSET,
    app_uuid: str | UnsetType = UNSET,
) -> Request:
    """List integrations.

    Returns the integrations of the workspace, page by page, with entries that are made up from connectors,
    applications or a search of the web when those are asked for. The end is reached when there is no
    `cursor`, not when a page is short or empty.

    Args:
        limit: How many items to return at most.
        cursor: Where to read on, the `cursor` of the page before.
        search: Only items that match this text.
        include_archived: Whether archived items are listed too.
        connectors: Whether entries are made up from connectors: 1 for yes, 0 for no, the workspace's own
            setting when left out.
        external_apps: Whether entries are made up from applications: 1 for yes, 0 for no, the workspace's own
            setting when left out.
        websearch: Whether entries are made up from a search of the web: 1 for yes, 0 for no, the workspace's
            own setting when left out.
        app_uuid: Deprecated. Only integrations of this application, for Membrane's own use.

    Returns:
        The request, ready for a sender; nothing is sent here.

    Raises:
        ArgumentError: An argument breaks a rule of the API.

    Source: Membrane SDK (high).
    """
    return Request(
        operation=OPERATION,
        path="/integrations",
        query=query_string(
            integer("limit", limit, minimum=1, maximum=1000),
            text("cursor", cursor),
            text("search", search),
            boolean("include_archived", include_archived, wire="includeArchived"),
            integer("connectors", connectors, minimum=0, maximum=1),
            integer("external_apps", external_apps, wire="externalApps", minimum=0, maximum=1),
            integer("websearch", websearch, minimum=0, maximum=1),
            text("app_uuid", app_uuid, wire="appUuid"),
        ),
        headers=(),
        body=None,
        repeatable=True,
    )


def parse_response(response: Response) -> models.ListIntegrationsAnswer:
    """Return the `ListIntegrationsAnswer` of a successful answer.

    Raises:
        InvalidResponse: The body does not fit the spec.
    """
    return _ANSWER.decode(response)
