"""One calling convention for both clients: a test body is written once, blocking, and runs in every colour.

`Colour.client(...)` takes what `Client` takes and gives an object that is used like a `Client`. In the blocking
colour it is one. In the others it is an `AsyncClient` on an event loop in a thread of its own: each call runs
there as a task, and the calling thread waits for it. So threads that call at once are tasks that run at once.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from trunkline import AsyncClient, AsyncPager, Client, TrunklineError

T = TypeVar("T")

COLOURS = ("sync", "asyncio", "trio")


class Colour:
    """A kind of client, and for the async ones the event loop they run on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._open = ExitStack()
        self.portal: BlockingPortal | None = None

    def __enter__(self) -> Self:
        if self.name != "sync":
            self.portal = self._open.enter_context(start_blocking_portal(self.name))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def is_async(self) -> bool:
        """Whether it is `AsyncClient` that is tested."""
        return self.portal is not None

    def client(self, *providers: Any, **settings: Any) -> Any:
        """A client of this colour, closed at the end of the test."""
        return self.adopt((AsyncClient if self.is_async else Client)(*providers, **settings))

    def from_env(self, *environ: Any, **settings: Any) -> Any:
        """A client of this colour for the providers whose variables are set."""
        return self.adopt((AsyncClient if self.is_async else Client).from_env(*environ, **settings))

    def adopt(self, client: Client | AsyncClient) -> Any:
        """A client made elsewhere, in this colour's calling convention; closed at the end of the test."""
        if self.portal is None:
            self._open.callback(client.close)
            return client
        blocking = Blocking(client, self.portal)
        self._open.callback(blocking.close)
        return blocking

    def together(self, calls: Sequence[Callable[[], T]]) -> list[T | BaseException]:
        """Make all calls at once, and return what came of each, errors included, in their order."""
        with ThreadPoolExecutor(len(calls)) as threads:
            futures = [threads.submit(call) for call in calls]
        return [future.exception() or future.result() for future in futures]

    def __repr__(self) -> str:
        return self.name


class Blocking:
    """An async object seen from a thread: its coroutines are calls, its pagers iterate, its values are values."""

    def __init__(self, target: Any, portal: BlockingPortal) -> None:
        self._target = target
        self._portal = portal

    def __getattr__(self, name: str) -> Any:
        if name == "close":
            name = "aclose"
        return self._seen(getattr(self._target, name))

    def __enter__(self) -> Self:
        self._portal.call(self._target.__aenter__)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._portal.call(self._target.__aexit__, kind, error, traceback)

    def __repr__(self) -> str:
        return repr(self._target)

    def _seen(self, value: Any) -> Any:
        if isinstance(value, AsyncPager):
            return BlockingPager(value, self._portal)
        if inspect.isroutine(value):
            return partial(self._call, value)
        if type(value).__name__.startswith("Async"):
            return Blocking(value, self._portal)
        return value

    def _call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return self._seen(self._portal.call(_awaited, function, args, kwargs))


class BlockingPager:
    """An `AsyncPager` seen from a thread."""

    def __init__(self, pager: AsyncPager[Any], portal: BlockingPortal) -> None:
        self._pager = pager
        self._portal = portal

    def __iter__(self) -> Iterator[Any]:
        return self._items(self._pager)

    def pages(self) -> Iterator[Any]:
        """The pages."""
        return self._items(self._pager.pages())

    @property
    def errors(self) -> tuple[TrunklineError, ...]:
        """What it collected."""
        return self._pager.errors

    def _items(self, source: Any) -> Iterator[Any]:
        items = aiter(source)
        while (item := self._portal.call(_next, items)) is not None:
            yield item[0]


async def _awaited(function: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    value = function(*args, **kwargs)
    return await value if isinstance(value, Awaitable) else value


async def _next(items: Any) -> tuple[Any] | None:
    try:
        return (await anext(items),)
    except StopAsyncIteration:
        return None
