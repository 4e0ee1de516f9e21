"""Data runs: what moves the data of a connection, one at a time or in a batch."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs


class RunStatus(StrEnum):
    """What a run came to, one vocabulary for every provider; what is not known here is `UNKNOWN`.

    Attributes:
        PENDING: it waits for its turn, or is under way.
        SUCCEEDED: all of it is done.
        FAILED: it ended with an error.
        CANCELLED: somebody ended it.
        UNKNOWN: the vendor does not say, or says something new.
    """

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"

    @property
    def is_terminal(self) -> bool:
        """The run is over."""
        return self in (RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED)


@attrs.frozen(kw_only=True)
class Run:
    """A data run of one connection.

    Attributes:
        id: the job's id; `None` when the vendor gives none.
        connection_id: the vendor's id of the connection, when it says.
        provider: which provider runs it.
        status: the unified status.
        source_status: the vendor's word for the reading half.
        destination_status: the vendor's word for the writing half.
        error: the vendor's message when the run failed.
        created_at: when it was asked for.
        updated_at: when it last changed.
    """

    id: str | None = None
    connection_id: str | None = None
    provider: str | None = None
    status: RunStatus = RunStatus.UNKNOWN
    source_status: str | None = None
    destination_status: str | None = None
    error: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@attrs.frozen(kw_only=True)
class RunBatch:
    """Runs that were asked for together.

    Attributes:
        id: the batch's id.
        provider: which provider runs it.
        status: the unified status of the batch as a whole; look at `runs` for each connection's own.
        runs: the run of each connection, as far as the vendor has begun to tell.
        error: the vendor's message when the batch failed.
        created_at: when it was asked for.
        updated_at: when it last changed.
    """

    id: str
    provider: str
    status: RunStatus = RunStatus.UNKNOWN
    runs: tuple[Run, ...] = ()
    error: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def reference(self) -> str:
        """`provider:id`, the form `run_batch_status` takes."""
        return f"{self.provider}:{self.id}"
