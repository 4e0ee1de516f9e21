"""What a create's answer tells although it cannot be read: which connection exists now."""

from __future__ import annotations

import json

from .._call import Caller
from ..errors import TrunklineError
from ._checks import id_problem
from ._given import mapping, text
from ._provider import exists_now


def creating(caller: Caller) -> Caller:
    """The caller for the one request that makes a connection: where its answer cannot be read, the error names it.

    A list, which is where to look otherwise, could not be read either, for the same reason.
    """

    def named(content: bytes, error: TrunklineError) -> None:
        connection_id = told_id(content)
        if connection_id is not None:
            exists_now(caller, error, connection_id)

    return caller.salvaging(named)


def told_id(content: bytes) -> str | None:
    """The id at the top of an answer that need not be what it should be otherwise."""
    try:
        answer: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    told = text(mapping(answer).get("id"))
    return told if told and not id_problem(told) else None
