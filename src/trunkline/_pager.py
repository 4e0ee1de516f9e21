"""What a list returns, in each colour: iterate it for items, or ask for its pages."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from typing import Generic, TypeVar

from ._drivers import run, step
from .models import Page

T = TypeVar("T")


class Pager(Generic[T]):
    """A list that is read page by page while it is iterated; each iteration reads it anew."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], AsyncGenerator[Page[T], None]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        """The pages, one at a time; none is kept."""
        pages = self._read()
        try:
            while (page := step(pages)) is not None:
                yield page[0]
        finally:
            run(pages.aclose())

    def __repr__(self) -> str:
        return "Pager(...)"


class AsyncPager(Generic[T]):
    """A list that is read page by page while it is iterated; each iteration reads it anew."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], AsyncGenerator[Page[T], None]]) -> None:
        self._read = read

    async def __aiter__(self) -> AsyncIterator[T]:
        async with aclosing(self._read()) as pages:
            async for page in pages:
                for item in page.items:
                    yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The pages, one at a time; none is kept."""
        async with aclosing(self._read()) as pages:
            async for page in pages:
                yield page

    def __repr__(self) -> str:
        return "AsyncPager(...)"
