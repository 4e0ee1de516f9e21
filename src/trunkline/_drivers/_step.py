"""How the blocking colour runs a coroutine: in one step, because its driver never suspends."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that a blocking driver serves: it never suspends, so one step ends it."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    coroutine.close()
    raise RuntimeError("a coroutine suspended under the blocking driver: something awaited an event loop")


async def _next(iterator: AsyncIterator[T]) -> tuple[T] | None:
    try:
        return (await anext(iterator),)
    except StopAsyncIteration:
        return None


def step(iterator: AsyncIterator[T]) -> tuple[T] | None:
    """The next item of an async iterator that a blocking driver serves, in a tuple; `None` at its end."""
    return run(_next(iterator))
