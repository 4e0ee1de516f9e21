"""What a create's answer tells although it cannot be read: which connection exists now."""

from __future__ import annotations

import json
from collections.abc import Callable

from .._call import Caller
from ..errors import TrunklineError
from ._given import mapping, text
from ._provider import exists_now

# What stands in an answer that says no, or not yet, and in no connection.
_REFUSING = ("error", "errors", "message", "detail")
# Far longer than any vendor's id, and short enough to be shown whole.
_LONGEST = 200


def creating(caller: Caller, is_id: Callable[[str], bool]) -> Caller:
    """The caller for the one request that makes a connection: where its answer cannot be read, the error names it.

    A list, which is where to look otherwise, could not be read either, for the same reason. `is_id` tells a
    connection's id from that of a job, a request or a customer: to name what does not exist would be worse.
    """

    def named(content: bytes, error: TrunklineError) -> None:
        connection_id = told_id(content, is_id)
        if connection_id is not None:
            exists_now(caller, error, connection_id)

    return caller.salvaging(named)


def told_id(content: bytes, is_id: Callable[[str], bool]) -> str | None:
    """The id at the top of an answer that need not be what it should be otherwise, but for an error."""
    try:
        answer = mapping(json.loads(content))
    except (ValueError, RecursionError):
        return None
    # On a connection such a member can be an object, which tells of the connection.
    refused = any(isinstance(answer.get(name), str | list) and answer[name] for name in _REFUSING)
    told = text(answer.get("id"))
    if refused or answer.get("ok") is False or answer.get("success") is False or told is None:
        return None
    return told if len(told) <= _LONGEST and is_id(told) else None
