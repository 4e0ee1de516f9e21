"""The runs of connections, in both colours: a part of `client.connections`, in a file of its own for its size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import _core, _waiting
from ._conceal import concealed
from ._drivers import run
from ._session import Session
from .models import UNSET, Run, RunBatch, Unset
from .providers._asked import RunRequest


class Runs:
    """What `client.connections` can do with runs of connections."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    def run(
        self,
        connection_id: str,
        *,
        source_parameters: Mapping[str, Any] | Unset = UNSET,
        destination_parameters: Mapping[str, Any] | Unset = UNSET,
        reuse_parameters: bool = False,
    ) -> Run:
        """Start moving the data of a connection.

        On Workiva `run_status` and `wait_for_run` tell what comes of it; OpenInt v0 starts a sync and tells no more.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            source_parameters: parameters of the source by name, as this connection's source defines them.
            destination_parameters: parameters of the destination by name, likewise.
            reuse_parameters: take the parameters of the last run.

        Raises:
            ConflictError: a run is under way, or something is locked.
            UnsupportedError: this provider has no runs; nothing was sent.
        """
        source_parameters = concealed(source_parameters)
        destination_parameters = concealed(destination_parameters)
        request = RunRequest(
            source_parameters=source_parameters,
            destination_parameters=destination_parameters,
            reuse_parameters=reuse_parameters,
        )
        return run(_core.start_run(self._session, connection_id, request))

    def run_status(self, connection_id: str, run_id: str | None = None) -> Run:
        """How a run is getting on.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            run_id: `Run.id`; the latest run unless given.

        Raises:
            NotFoundError: there is no such run, or none was ever started.
        """
        return run(_core.get_run(self._session, connection_id, run_id))

    def run_batch(self, connection_ids: Iterable[str]) -> RunBatch:
        """Start moving the data of up to 100 connections of one provider, each named once.

        Workiva wants all of them to share one destination, or one source when the data leaves a workbook.

        Args:
            connection_ids: `provider:id` each, or bare ids when the client has one provider.

        Raises:
            TrunklineError: `may_have_been_applied` says that runs may have begun; they are not started again.
        """
        return run(_core.start_batch(self._session, connection_ids))

    def run_batch_status(self, batch_id: str) -> RunBatch:
        """How a batch of runs is getting on.

        Args:
            batch_id: `RunBatch.reference`, or its bare id when the client has one provider.

        Raises:
            NotFoundError: there is no such batch.
        """
        return run(_core.get_batch(self._session, batch_id))

    def wait_for_run(self, connection_id: str, run_id: str | None = None, *, within: float = 120.0) -> Run:
        """Wait until a run is over. Returns it however it ended: look at its `status`.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            run_id: `Run.id`; the latest run unless given.
            within: seconds to wait at most.

        Raises:
            APITimeoutError: it was not over when the time was.
        """
        return run(_waiting.wait_for_run(self._session, connection_id, run_id, within=within))

    def wait_for_run_batch(self, batch_id: str, *, within: float = 120.0) -> RunBatch:
        """Wait until a batch of runs is over. Returns it however it ended: look at its `status` and its `runs`.

        Args:
            batch_id: `RunBatch.reference`, or its bare id when the client has one provider.
            within: seconds to wait at most.

        Raises:
            APITimeoutError: it was not over when the time was.
        """
        return run(_waiting.wait_for_run_batch(self._session, batch_id, within=within))


class AsyncRuns:
    """What `client.connections` can do with runs of connections."""

    __slots__ = ("_session",)

    def __init__(self, session: Session) -> None:
        self._session = session

    async def run(
        self,
        connection_id: str,
        *,
        source_parameters: Mapping[str, Any] | Unset = UNSET,
        destination_parameters: Mapping[str, Any] | Unset = UNSET,
        reuse_parameters: bool = False,
    ) -> Run:
        """Start moving the data of a connection.

        On Workiva `run_status` and `wait_for_run` tell what comes of it; OpenInt v0 starts a sync and tells no more.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            source_parameters: parameters of the source by name, as this connection's source defines them.
            destination_parameters: parameters of the destination by name, likewise.
            reuse_parameters: take the parameters of the last run.

        Raises:
            ConflictError: a run is under way, or something is locked.
            UnsupportedError: this provider has no runs; nothing was sent.
        """
        source_parameters = concealed(source_parameters)
        destination_parameters = concealed(destination_parameters)
        request = RunRequest(
            source_parameters=source_parameters,
            destination_parameters=destination_parameters,
            reuse_parameters=reuse_parameters,
        )
        return await _core.start_run(self._session, connection_id, request)

    async def run_status(self, connection_id: str, run_id: str | None = None) -> Run:
        """How a run is getting on.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            run_id: `Run.id`; the latest run unless given.

        Raises:
            NotFoundError: there is no such run, or none was ever started.
        """
        return await _core.get_run(self._session, connection_id, run_id)

    async def run_batch(self, connection_ids: Iterable[str]) -> RunBatch:
        """Start moving the data of up to 100 connections of one provider, each named once.

        Workiva wants all of them to share one destination, or one source when the data leaves a workbook.

        Args:
            connection_ids: `provider:id` each, or bare ids when the client has one provider.

        Raises:
            TrunklineError: `may_have_been_applied` says that runs may have begun; they are not started again.
        """
        return await _core.start_batch(self._session, connection_ids)

    async def run_batch_status(self, batch_id: str) -> RunBatch:
        """How a batch of runs is getting on.

        Args:
            batch_id: `RunBatch.reference`, or its bare id when the client has one provider.

        Raises:
            NotFoundError: there is no such batch.
        """
        return await _core.get_batch(self._session, batch_id)

    async def wait_for_run(
        self, connection_id: str, run_id: str | None = None, *, within: float = 120.0
    ) -> Run:
        """Wait until a run is over. Returns it however it ended: look at its `status`.

        Args:
            connection_id: `provider:id`, or a bare id when the client has one provider.
            run_id: `Run.id`; the latest run unless given.
            within: seconds to wait at most.

        Raises:
            APITimeoutError: it was not over when the time was.
        """
        return await _waiting.wait_for_run(self._session, connection_id, run_id, within=within)

    async def wait_for_run_batch(self, batch_id: str, *, within: float = 120.0) -> RunBatch:
        """Wait until a batch of runs is over. Returns it however it ended: look at its `status` and its `runs`.

        Args:
            batch_id: `RunBatch.reference`, or its bare id when the client has one provider.
            within: seconds to wait at most.

        Raises:
            APITimeoutError: it was not over when the time was.
        """
        return await _waiting.wait_for_run_batch(self._session, batch_id, within=within)
