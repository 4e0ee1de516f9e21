"""Lists over providers: who is asked what, and what is refused before anything is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Literal, TypeVar

import attrs

from ._cursors import mark_of, places
from ._merging import MergedPages, Source
from ._session import Binding, Session
from .errors import InvalidArgumentError, TrunklineError, UnsupportedError
from .models import Connection, Connector, Page, Status
from .providers._asked import Query
from .providers._checks import text_problem

T = TypeVar("T")

OnError = Literal["raise", "collect"]
Read = Callable[[Binding, Query], AsyncIterator[Page[T]]]
# Makes the pages of one iteration; the errors it collects go into the list it is given.
Reader = Callable[[list[TrunklineError]], AsyncIterator[Page[T]]]


def connections(
    session: Session, query: Query, providers: Iterable[str] | None, on_error: OnError
) -> Reader[Connection]:
    """A reader of all asked providers' connections; what one of them cannot do is refused here, before any request."""
    _check_filters(query)
    chosen, refused = _able(session, "connections.list", query, providers, on_error)

    def read(binding: Binding, asked: Query) -> AsyncIterator[Page[Connection]]:
        return binding.provider.list_connections(binding.caller, asked)

    def show(binding: Binding, page: Page[Connection]) -> Page[Connection]:
        wanted = query.status
        return attrs.evolve(
            page,
            items=tuple(
                binding.presentable(connection)
                for connection in page.items
                if wanted is None or connection.status in wanted
            ),
        )

    return _reader(session, chosen, "list_connections", query, refused, read=read, show=show)


def connectors(
    session: Session, query: Query, providers: Iterable[str] | None, on_error: OnError
) -> Reader[Connector]:
    """A reader of all asked providers' connectors; what one of them cannot do is refused here, before any request."""
    chosen, refused = _able(session, "connectors.list", query, providers, on_error)

    def read(binding: Binding, asked: Query) -> AsyncIterator[Page[Connector]]:
        return binding.provider.list_connectors(binding.caller, asked)

    return _reader(
        session, chosen, "list_connectors", query, refused, read=read, show=lambda binding, page: page
    )


def statuses(asked: Status | Iterable[Status] | None) -> frozenset[Status] | None:
    """The statuses a list is narrowed to: one, several, or all of them."""
    if asked is None:
        return None
    several = [asked] if isinstance(asked, str) else asked
    try:
        wanted = frozenset(Status(one) for one in several)
    except (TypeError, ValueError):
        raise InvalidArgumentError("status must be a Status or several, such as Status.ACTIVE") from None
    if not wanted:
        raise InvalidArgumentError("status is empty: leave it out to get every connection")
    return wanted


def _able(
    session: Session, operation: str, query: Query, providers: Iterable[str] | None, on_error: OnError
) -> tuple[list[Binding], list[TrunklineError] | None]:
    """The providers that can be read so; with `collect` the errors of the others, which are no reason to read none."""
    if on_error not in ("raise", "collect"):
        raise InvalidArgumentError('on_error must be "raise" or "collect"')
    chosen = session.chosen(providers)
    if not chosen:
        raise InvalidArgumentError("providers is empty")
    able: list[Binding] = []
    refused: list[TrunklineError] = []
    for binding in chosen:
        try:
            session.require_given(operation, query, [binding])
        except UnsupportedError as error:
            refused.append(error)
        else:
            able.append(binding)
    if refused and (on_error == "raise" or not able):
        raise refused[0]
    return able, refused if on_error == "collect" else None


def _check_filters(query: Query) -> None:
    # Empty, some vendors take a filter for none at all, and would answer with everybody's connections.
    for name in ("customer_id", "connector", "search"):
        value: object = getattr(query, name)
        if value is not None and (problem := text_problem(value)):
            raise InvalidArgumentError(f"{name} {problem}")


def _reader(
    session: Session,
    chosen: Sequence[Binding],
    operation: str,
    query: Query,
    refused: list[TrunklineError] | None,
    *,
    read: Read[T],
    show: Callable[[Binding, Page[T]], Page[T]],
) -> Reader[T]:
    filters = mark_of(query.customer_id, query.connector, query.search)
    starts = places([binding.name for binding in chosen], query.cursor, filters)
    asked = [
        (binding, attrs.evolve(query, cursor=starts[binding.name]))
        for binding in chosen
        if binding.name in starts
    ]
    for binding, part in asked:
        # Not read: made to refuse bad arguments now.
        read(binding, part)

    def pages(errors: list[TrunklineError]) -> AsyncIterator[Page[T]]:
        sources = [Source(binding, read(binding, part), part.cursor) for binding, part in asked]
        errors.extend(refused or ())
        return MergedPages(
            session.driver, operation, show, errors if refused is not None else None, sources, filters
        )

    return pages
