"""The objects of the API, as the spec names them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from ._secret import Model, Secret, SecretModel

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


class RefreshConnectionBody(SecretModel, frozen=True, gc=False, kw_only=True):
    """What to run a connection with. Without a member it is run as it is set up.

    Source: Workiva published OpenAPI document (high).
    """

    __hidden__ = frozenset({"destination_parameters", "source_parameters"})

    connection_id: str | UnsetType = field(name="connectionId", default=UNSET)
    """Id of the connection, once more; the one in the path counts."""

    source_parameters: dict[str, Any] | UnsetType = field(name="sourceParameters", default=UNSET)
    """What the source is given, by name."""

    destination_parameters: dict[str, Any] | UnsetType = field(name="destinationParameters", default=UNSET)
    """What the destination is given, by name."""

    use_previous_source_parameters: bool | UnsetType = field(
        name="usePreviousSourceParameters", default=UNSET
    )
    """Whether the source is given what it was given in the run before, whatever `sourceParameters` says."""

    use_previous_destination_parameters: bool | UnsetType = field(
        name="usePreviousDestinationParameters", default=UNSET
    )
    """Whether the destination is given what it was given in the run before, whatever `destinationParameters`
    says.
    """

    workspace_id: str | UnsetType = field(name="workspaceId", default=UNSET)
    """Id of the workspace to look in."""


class RefreshBatchEntry(SecretModel, frozen=True, gc=False, kw_only=True):
    """One connection to run together with others, and what to run it with.

    Source: Workiva published OpenAPI document (high). The vendor has one shape for single runs and for
    batches, with everything optional. A batch has no other way to say which connection is meant, so the id is
    required here. The text of the operation promises that the parameters of the run before can be used again,
    the text of the shape says that batches ignore this: do not rely on it.
    """

    __hidden__ = frozenset({"destination_parameters", "source_parameters"})

    connection_id: Annotated[str, Meta(min_length=1)] = field(name="connectionId")
    """Id of the connection."""

    source_parameters: dict[str, Any] | UnsetType = field(name="sourceParameters", default=UNSET)
    """What the source is given, by name."""

    destination_parameters: dict[str, Any] | UnsetType = field(name="destinationParameters", default=UNSET)
    """What the destination is given, by name."""

    use_previous_source_parameters: bool | UnsetType = field(
        name="usePreviousSourceParameters", default=UNSET
    )
    """Whether the source is given what it was given in the run before, whatever `sourceParameters` says."""

    use_previous_destination_parameters: bool | UnsetType = field(
        name="usePreviousDestinationParameters", default=UNSET
    )
    """Whether the destination is given what it was given in the run before, whatever `destinationParameters`
    says.
    """

    workspace_id: str | UnsetType = field(name="workspaceId", default=UNSET)
    """Id of the workspace to look in."""


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


class HealthAnswer(Model, frozen=True, gc=False, kw_only=True):
    """How the service is, in an envelope.

    Source: Workiva published OpenAPI document (high).
    """

    body: dict[str, str] | None | UnsetType = UNSET
    """The state of each part, by the name of the part."""

    code: int | str | None | UnsetType = UNSET
    """The HTTP status once more. A hint."""


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


RefreshBatchBody: TypeAlias = Annotated[tuple[RefreshBatchEntry, ...], Meta(max_length=100)]
"""The connections to run together, 100 at most.

Source: Workiva published OpenAPI document (high).
"""


class ConnectionRun(Model, frozen=True, gc=False, kw_only=True):
    """One run of a connection. It has succeeded when source and destination are both complete, and failed when
    one of them is in error or cancelled or when there is an `error`; otherwise it goes on.

    Source: Workiva Wdata API reference, Get connection details (documented). The names are the document's;
    types and formats those of the vendor's published OpenAPI document, whose texts speak of the connection
    but are about the run. Neither speaks of null, which is accepted as another way to say absent.
    """

    __hidden__ = frozenset({"destination_metadata", "source_metadata"})

    connection_id: str | None | UnsetType = field(name="connectionId", default=UNSET)
    """Id of the connection."""

    created: str | None | UnsetType = UNSET
    """When the run was started. In the format `date-time`, as it came."""

    created_by: str | None | UnsetType = field(name="createdBy", default=UNSET)
    """Id of the user who started the run."""

    destination_metadata: dict[str, Any] | None | UnsetType = field(name="destinationMetadata", default=UNSET)
    """More about the destination in this run. Any JSON object."""

    destination_parameters: Secret[dict[str, Any]] | None | UnsetType = field(
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

    source_parameters: Secret[dict[str, Any]] | None | UnsetType = field(
        name="sourceParameters", default=UNSET
    )
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


class ConnectionRunAnswer(Model, frozen=True, gc=False, kw_only=True):
    """One run, in an envelope.

    Source: Workiva published OpenAPI document (high).
    """

    body: ConnectionRun | None | UnsetType = UNSET
    """The run."""

    code: int | str | None | UnsetType = UNSET
    """The HTTP status once more. A hint."""


class RefreshBatch(Model, frozen=True, gc=False, kw_only=True):
    """Runs that were started together. `sourceStatus`, `destinationStatus` and `error` are read as those of one
    run; each child has its own.

    Source: Workiva published OpenAPI document (high). Every member is optional there. Null is accepted as
    another way to say absent.
    """

    batch_refresh_id: str | None | UnsetType = field(name="batchRefreshId", default=UNSET)
    """Id of the batch."""

    child_refreshes: tuple[ConnectionRun, ...] | None | UnsetType = field(
        name="childRefreshes", default=UNSET
    )
    """The runs, one for each connection."""

    created: str | None | UnsetType = UNSET
    """When the batch was started. In the format `date-time`, as it came."""

    created_by: str | None | UnsetType = field(name="createdBy", default=UNSET)
    """Id of the user who started it."""

    source_status: RunStatus | str | None | UnsetType = field(name="sourceStatus", default=UNSET)
    """How far the sources are."""

    destination_status: RunStatus | str | None | UnsetType = field(name="destinationStatus", default=UNSET)
    """How far the destinations are."""

    error: str | None | UnsetType = UNSET
    """What went wrong with the batch, in words."""

    updated: str | None | UnsetType = UNSET
    """When the batch was last changed. In the format `date-time`, as it came."""


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

    __hidden__ = frozenset({"metadata"})

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

    last_run_destination_parameters: Secret[dict[str, Any]] | None | UnsetType = field(
        name="lastRunDestinationParameters", default=UNSET
    )
    """What the destination was given in the latest run, by name."""

    last_run_job_id: str | None | UnsetType = field(name="lastRunJobId", default=UNSET)
    """Id of the job of the latest run."""

    last_run_source_parameters: Secret[dict[str, Any]] | None | UnsetType = field(
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


class RefreshBatchAnswer(Model, frozen=True, gc=False, kw_only=True):
    """One batch of runs, in an envelope.

    Source: Workiva published OpenAPI document (high).
    """

    body: RefreshBatch | None | UnsetType = UNSET
    """The batch."""

    code: int | str | None | UnsetType = UNSET
    """The HTTP status once more. A hint."""


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
