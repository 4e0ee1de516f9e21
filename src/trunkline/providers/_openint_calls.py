"""How both versions of OpenInt's API are called: what they refuse, and what of it is refused unsent, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar, cast

from .._call import Caller, Operation, Reply, Request, Response
from ..errors import InvalidArgumentError, facts_of
from ..models import Connection
from ..secrets import Secret, unsendable
from ._asked import Query
from ._checks import id_problem
from ._given import mapping, text
from ._provider import exists_now

P = ParamSpec("P")
T = TypeVar("T")

# The caller's word for each of the vendor's that a refusal can name.
_ARGUMENTS: Mapping[str, str] = {
    "id": "connection_id",
    "limit": "page_size",
    "offset": "cursor",
    "search_query": "search",
    "connector_names": "connector",
    "connector_name": "connector",
    "connectorName": "connector",
    "connectorConfigId": "connector_config_id",
    "customerId": "customer_id",
    "displayName": "display_name",
    "settings": "credentials",
    "validity_in_seconds": "expires_in",
    "validityInSeconds": "expires_in",
    # Alone when its JSON cannot be made, and these two are all of it that can be anything.
    "body": "credentials or metadata",
}
_SAME = ("connector_config_id", "customer_id", "disabled", "metadata", "return_url")
# As far as an id must be one to be asked for: it goes into a path and into a header.
_CONNECTION_ID = re.compile(r"conn_[!-~]+")
_PLACE = re.compile(r" - at `\$([^`]*)`")
# The vendor quotes what it was given, which may be a credential.
_QUOTED = re.compile(r",? received '.*", re.DOTALL)
_MOST_ISSUES = 3


def is_connection_id(told: str) -> bool:
    """Whether a text is a connection's id, and not that of something else."""
    return _CONNECTION_ID.fullmatch(told) is not None and not id_problem(told)


def call(
    caller: Caller,
    build: Callable[P, Request],
    parse: Callable[[Response], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Coroutine[Any, Any, Reply[T]]:
    """`caller.call`, and what the builder refuses is named as the caller gave it. No coroutine, like that one."""
    return _named(caller.call(build, parse, *args, **kwargs))


async def _named(reply: Coroutine[Any, Any, Reply[T]]) -> Reply[T]:
    try:
        return await reply
    except InvalidArgumentError as error:
        refusal = InvalidArgumentError(_in_the_callers_words(error.message), facts_of(error))
    raise refusal


def _in_the_callers_words(message: str) -> str:
    name, colon, rule = message.partition(": ")
    place = _PLACE.search(rule)
    for step in reversed(re.findall(r"\w+", place[1])) if place else ():
        if step in _SAME or step in _ARGUMENTS:
            return f"{_ARGUMENTS.get(step, step)}{colon}{_PLACE.sub('', rule)}"
    return f"{_ARGUMENTS.get(name, name)}{colon}{rule}"


def reason(body: Mapping[str, Any]) -> str | None:
    """An error answer's message, with what its first issues are: alone, it may say no more than that there are some."""
    told = text(body.get("message"))
    issues = "; ".join(list(dict.fromkeys(_issues(body.get("issues"))))[:_MOST_ISSUES])
    return f"{told}: {issues}" if told and issues else told or issues or None


def _issues(value: object) -> Iterator[str]:
    for issue in map(mapping, cast("list[object]", value) if isinstance(value, list) else []):
        words, path = text(issue.get("message")), issue.get("path")
        steps = cast("list[object]", path) if isinstance(path, list) else []
        where = ".".join(str(step) for step in steps if isinstance(step, str | int))
        if words:
            # Not shortened here: half a secret is none that could be found and taken out.
            yield (f"{where}: " if where else "") + _QUOTED.sub("", words)


def same_customer(
    caller: Caller, reply: Reply[Any], operation: Operation, asked: str | None, answered: object
) -> None:
    """Refuse a new connection that is somebody else's."""
    if asked is not None and asked != answered:
        caller.misfit(reply, operation, "the connection is not the customer's it was made for")


@contextmanager
def made(caller: Caller, connection_id: str) -> Generator[None]:
    """For the steps after the one that made a connection: whatever ends one of them names what exists now."""
    try:
        yield
    except BaseException as error:
        exists_now(caller, error, connection_id)
        raise


def only_asked(
    caller: Caller, reply: Reply[Any], operation: Operation, query: Query, items: Sequence[Connection]
) -> None:
    """Refuse a page that ignores a filter: it would show one customer what is another's."""
    for item in items:
        if query.customer_id not in (None, item.customer_id):
            caller.misfit(reply, operation, "a connection is not the customer's who was asked for")
        if query.connector is not None and item.connector_key not in (None, query.connector):
            caller.misfit(reply, operation, "a connection is to another app than the one asked for")


def usable(caller: Caller, reply: Reply[Any], operation: Operation, token: Secret[str]) -> Secret[str]:
    """The token that was made, if a header can carry it."""
    if problem := unsendable(token.reveal()):
        caller.misfit(reply, operation, f"the token {problem}")
    return token
