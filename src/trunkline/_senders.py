"""What generated clients send through inside a client of ours: its callers, in each colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ._call import Caller, Request, Response
from ._drivers import run

T = TypeVar("T")


class Sender:
    """What a generated client sends through, in a `Client`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def send(self, request: Request, parse: Callable[[Response], T], /) -> T:
        """The parsed answer."""
        return run(self._caller.send(request, parse)).value

    def close(self) -> None:
        """Nothing: the connections are the client's to close."""


class AsyncSender:
    """What a generated client sends through, in an `AsyncClient`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def send(self, request: Request, parse: Callable[[Response], T], /) -> T:
        """The parsed answer."""
        return (await self._caller.send(request, parse)).value

    async def aclose(self) -> None:
        """Nothing: the connections are the client's to close."""
