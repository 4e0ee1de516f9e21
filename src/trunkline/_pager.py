"""What a list returns, in each colour: iterate it for items, or ask for its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, NoReturn, TypeVar

from ._drivers import step
from .errors import InvalidArgumentError, TrunklineError
from .models import Page

T = TypeVar("T")


class Pager(Generic[T]):
    """A list that is read page by page while it is iterated; each iteration reads it anew."""

    __slots__ = ("_errors", "_read")

    def __init__(self, read: Callable[[list[TrunklineError]], AsyncIterator[Page[T]]]) -> None:
        self._read = read
        self._errors: list[TrunklineError] = []

    @property
    def errors(self) -> tuple[TrunklineError, ...]:
        """What failed so far in the iteration begun last, with `on_error="collect"`; each names its provider."""
        return tuple(self._errors)

    def _begin(self) -> AsyncIterator[Page[T]]:
        self._errors = []
        return self._read(self._errors)

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        """The pages, one at a time; none is kept."""
        pages = self._begin()
        while (page := step(pages)) is not None:
            yield page[0]

    def __bool__(self) -> NoReturn:
        raise TypeError("a list that was not read yet is neither empty nor not: iterate it")

    def __repr__(self) -> str:
        return "Pager(...)"


class AsyncPager(Generic[T]):
    """A list that is read page by page while it is iterated; each iteration reads it anew."""

    __slots__ = ("_errors", "_read")

    def __init__(self, read: Callable[[list[TrunklineError]], AsyncIterator[Page[T]]]) -> None:
        self._read = read
        self._errors: list[TrunklineError] = []

    @property
    def errors(self) -> tuple[TrunklineError, ...]:
        """What failed so far in the iteration begun last, with `on_error="collect"`; each names its provider."""
        return tuple(self._errors)

    def _begin(self) -> AsyncIterator[Page[T]]:
        self._errors = []
        return self._read(self._errors)

    def __aiter__(self) -> AsyncIterator[T]:
        return _Items(self._begin())

    def pages(self) -> AsyncIterator[Page[T]]:
        """The pages, one at a time; none is kept."""
        return self._begin()

    def __bool__(self) -> NoReturn:
        raise TypeError("a list that was not read yet is neither empty nor not: iterate it")

    def __repr__(self) -> str:
        return "AsyncPager(...)"


class _Items(Generic[T]):
    """The items of pages. No async generator: those have to be closed when a loop is left early."""

    __slots__ = ("_items", "_pages")

    def __init__(self, pages: AsyncIterator[Page[T]]) -> None:
        self._pages = pages
        self._items: Iterator[T] = iter(())

    def __aiter__(self) -> _Items[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            self._items = iter((await anext(self._pages)).items)


def refuse_pager(value: object) -> None:
    """Refuse a list where a call is meant: its calls come while it is iterated."""
    if isinstance(value, Pager | AsyncPager):
        raise InvalidArgumentError(
            "with_response needs a method that makes a call, such as client.connections.get"
        )
