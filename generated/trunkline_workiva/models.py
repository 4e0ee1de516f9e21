"""The objects of the API, as the spec names them."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import UNSET, UnsetType, field

from ._secret import Model

SourceType: TypeAlias = Literal[
    "document",
    "document_chart",
    "document_embedded_table",
    "esg_program",
    "presentation",
    "presentation_chart",
    "presentation_embedded_table",
    "report",
    "spreadsheet",
    "spreadsheet_section",
    "wdata_query",
    "wdata_table",
    "wdata_table_dataset",
]
"""The kinds of items that connections read from, as far as a list can be filtered by them.

Source: Workiva published OpenAPI document (high).
"""


DestinationType: TypeAlias = Literal[
    "document",
    "document_chart",
    "document_embedded_table",
    "presentation",
    "presentation_chart",
    "presentation_embedded_table",
    "report",
    "spreadsheet",
    "spreadsheet_section",
    "wdata_query",
    "wdata_table",
    "wdata_table_dataset",
]
"""The kinds of items that connections write to, as far as a list can be filtered by them.

Source: Workiva published OpenAPI document (high).
"""


RunStatus: TypeAlias = Literal["not_started", "running", "complete", "error", "cancelled"]
"""How far one side of a run is.

Source: Workiva published OpenAPI document (high).
"""


ItemType: TypeAlias = Literal[
    "document",
    "document_chart",
    "document_embedded_table",
    "esg_program",
    "presentation",
    "presentation_chart",
    "presentation_embedded_table",
    "report",
    "spreadsheet",
    "spreadsheet_section",
    "wdata_query",
    "wdata_table",
    "wdata_table_dataset",
    "wdata_shared_query",
    "chart_visual",
    "unknown_record_type",
]
"""The kinds of items that a connection links; more than a list can be filtered by.

Source: Workiva published OpenAPI document (high). The document shows a string.
"""


class ErrorDetail(Model, frozen=True, gc=False, kw_only=True):
    """One fault.

    Source: Workiva published OpenAPI document (high).
    """

    code: str | int
    """The kind of fault."""

    message: str
    """The fault, in words."""

    target: str | None | UnsetType = UNSET
    """Where the fault is."""


class ConnectionRun(Model, frozen=True, gc=False, kw_only=True):
    """One run of a connection. It has succeeded when source and destination are both complete, and failed when
    one of them is in error or cancelled or when there is an `error`; otherwise it goes on.

    Source: Workiva Wdata API reference, Get connection details (documented). The names are the document's;
    types and formats those of the vendor's published OpenAPI document, whose texts speak of the connection
    but are about the run. Neither speaks of null, which is accepted as another way to say absent.
    """

    __hidden__ = frozenset(
        {"destination_metadata", "destination_parameters", "source_metadata", "source_parameters"}
    )

    connection_id: str | None | UnsetType = field(name="connectionId", default=UNSET)
    """Id of the connection."""

    created: str | None | UnsetType = UNSET
    """When the run was started. In the format `date-time`, as it came."""

    created_by: str | None | UnsetType = field(name="createdBy", default=UNSET)
    """Id of the user who started the run."""

    destination_metadata: dict[str, Any] | None | UnsetType = field(name="destinationMetadata", default=UNSET)
    """More about the destination in this run. Any JSON object."""

    destination_parameters: dict[str, Any] | None | UnsetType = field(
        name="destinationParameters", default=UNSET
    )
    """What the destination was given, by name."""

    destination_status: RunStatus | str | None | UnsetType = field(name="destinationStatus", default=UNSET)
    """How far the destination is. It starts when the source is done.

    Source: Workiva published OpenAPI document (high). The document shows a string; the published one names
    the values.
    """

    destination_workspace_id: str | None | UnsetType = field(name="destinationWorkspaceId", default=UNSET)
    """Id of the workspace of the item that data goes to."""

    error: str | None | UnsetType = UNSET
    """What went wrong, in words."""

    job_id: str | None | UnsetType = field(name="jobId", default=UNSET)
    """Id of the job."""

    source_metadata: dict[str, Any] | None | UnsetType = field(name="sourceMetadata", default=UNSET)
    """More about the source in this run. Any JSON object."""

    source_parameters: dict[str, Any] | None | UnsetType = field(name="sourceParameters", default=UNSET)
    """What the source was given, by name."""

    source_status: RunStatus | str | None | UnsetType = field(name="sourceStatus", default=UNSET)
    """How far the source is. That it is done does not mean that the run is.

    Source: Workiva published OpenAPI document (high). The document shows a string; the published one names
    the values.
    """

    source_workspace_id: str | None | UnsetType = field(name="sourceWorkspaceId", default=UNSET)
    """Id of the workspace of the item that data comes from."""

    updated: str | None | UnsetType = UNSET
    """When the run was last changed. In the format `date-time`, as it came."""

    workspace_id: str | None | UnsetType = field(name="workspaceId", default=UNSET)
    """Id of the workspace that the connection belongs to."""


class ErrorAnswer(Model, frozen=True, gc=False, kw_only=True):
    """What a refused or failed request is answered with, unless a gateway in between answers.

    Source: Workiva published OpenAPI document (high).
    """

    body: str | tuple[str, ...]
    """What went wrong, in words; a list of them for some faults of the request."""

    code: int | str
    """The HTTP status once more. A hint."""

    details: tuple[ErrorDetail, ...] | None | UnsetType = UNSET
    """What went wrong, one entry for each fault."""


class Connection(Model, frozen=True, gc=False, kw_only=True):
    """A data link from one item of Workiva to another.

    Source: Workiva Wdata API reference, Get connection details (documented). The names are the document's;
    types, formats and known values those of the vendor's published OpenAPI document. Neither speaks of null,
    which is accepted as another way to say absent.
    """

    __hidden__ = frozenset({"last_run_destination_parameters", "last_run_source_parameters", "metadata"})

    connection_id: str | None | UnsetType = field(name="connectionId", default=UNSET)
    """Id of the connection."""

    created: str | None | UnsetType = UNSET
    """When the connection was made. In the format `date-time`, as it came."""

    created_by: str | None | UnsetType = field(name="createdBy", default=UNSET)
    """Id of the user who made it."""

    description: str | None | UnsetType = UNSET
    """What it is for, in words."""

    destination_id: str | None | UnsetType = field(name="destinationId", default=UNSET)
    """Id of the item that data goes to."""

    destination_type: ItemType | str | None | UnsetType = field(name="destinationType", default=UNSET)
    """The kind of item that data goes to."""

    destination_workspace_id: str | None | UnsetType = field(name="destinationWorkspaceId", default=UNSET)
    """Id of the workspace of the item that data goes to."""

    last_run: ConnectionRun | None | UnsetType = field(name="lastRun", default=UNSET)
    """The latest run. Absent or null when there was none."""

    last_run_by: str | None | UnsetType = field(name="lastRunBy", default=UNSET)
    """Id of the user who started the latest run."""

    last_run_date: str | None | UnsetType = field(name="lastRunDate", default=UNSET)
    """When the latest run was. In the format `date-time`, as it came."""

    last_run_destination_parameters: dict[str, Any] | None | UnsetType = field(
        name="lastRunDestinationParameters", default=UNSET
    )
    """What the destination was given in the latest run, by name."""

    last_run_job_id: str | None | UnsetType = field(name="lastRunJobId", default=UNSET)
    """Id of the job of the latest run."""

    last_run_source_parameters: dict[str, Any] | None | UnsetType = field(
        name="lastRunSourceParameters", default=UNSET
    )
    """What the source was given in the latest run, by name."""

    metadata: dict[str, Any] | None | UnsetType = UNSET
    """More about the connection. Any JSON object."""

    name: str | None | UnsetType = UNSET
    """Name for people."""

    source_id: str | None | UnsetType = field(name="sourceId", default=UNSET)
    """Id of the item that data comes from."""

    source_type: ItemType | str | None | UnsetType = field(name="sourceType", default=UNSET)
    """The kind of item that data comes from."""

    source_workspace_id: str | None | UnsetType = field(name="sourceWorkspaceId", default=UNSET)
    """Id of the workspace of the item that data comes from."""

    updated: str | None | UnsetType = UNSET
    """When the connection was last changed. In the format `date-time`, as it came."""

    workspace_id: str | None | UnsetType = field(name="workspaceId", default=UNSET)
    """Id of the workspace that the connection belongs to."""


class GetConnectionAnswer(Model, frozen=True, gc=False, kw_only=True):
    """One connection, in an envelope.

    Source: Workiva Wdata API reference, Get connection details (documented).
    """

    body: Connection | None | UnsetType = UNSET
    """The connection."""

    code: int | str | None | UnsetType = UNSET
    """The HTTP status once more. A hint.

    Source: Workiva Wdata API reference, Get connection details (documented). The document renders it as the
    text "integer", the published document as a whole number; so nothing depends on it.
    """


class ListConnectionsAnswer(Model, frozen=True, gc=False, kw_only=True):
    """A page of connections, in an envelope.

    Source: Workiva published OpenAPI document (high).
    """

    body: tuple[Connection, ...] | None | UnsetType = UNSET
    """The connections of this page."""

    code: int | str | None | UnsetType = UNSET
    """The HTTP status once more. A hint.

    Source: Workiva Wdata API reference, Get connection details (documented). The document renders it as the
    text "integer", the published document as a whole number; so nothing depends on it.
    """

    cursor: str | None | UnsetType = UNSET
    """Where to read on. Absent, null or empty on the last page."""
