"""What the vendor sent, kept beside a unified model: the native model, and the bytes, parsed when read."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from .errors import APIResponseError


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _number(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        # Kept, it would be written again as Infinity, which is not JSON either.
        raise ValueError("a number beyond what a float holds")
    return value


class Content:
    """The bytes of one answer, parsed at most once, however many items of a page are read."""

    __slots__ = ("_parsed", "_text")

    def __init__(self, text: bytes) -> None:
        self._text = text

    def parse(self) -> Any:
        """The JSON value, or `APIResponseError` without a word of the content."""
        try:
            return self._parsed
        except AttributeError:
            pass
        try:
            # Decoded here: given bytes, json lets half characters through, which nothing can print.
            self._parsed: Any = json.loads(
                self._text.decode("utf-8-sig"), parse_constant=_refuse_constant, parse_float=_number
            )
        except RecursionError:
            problem = "the answer is nested too deeply to be read as raw JSON"
        except ValueError as error:
            problem = f"a part of the answer that no model needs is not valid JSON ({type(error).__name__})"
        else:
            return self._parsed
        # Raised out here: an error of json holds the whole answer, and would stay the context of this one.
        raise APIResponseError(problem)


class Evidence:
    """The native model of one thing and where in the answer it stood.

    A plain class, not attrs: `attrs.asdict` must not walk into it. Copies share it; pickles carry none of it.
    """

    __slots__ = ("_content", "_native", "_path")

    def __init__(
        self, native: object = None, content: Content | None = None, path: tuple[str | int, ...] = ()
    ) -> None:
        self._native = native
        self._content = content
        self._path = path

    @property
    def native(self) -> object:
        """The native model."""
        self._check()
        return self._native

    def raw(self) -> Any:
        """The JSON value as received."""
        value = self._check().parse()
        for step in self._path:
            value = value[step]
        return value

    def _check(self) -> Content:
        if self._content is None:
            raise ValueError(
                "this object was pickled or built by hand, and carries no answer: fetch it again"
            )
        return self._content

    def __repr__(self) -> str:
        return "Evidence(...)"

    def __reduce__(self) -> tuple[type[Evidence], tuple[()]]:
        return (Evidence, ())

    def __copy__(self) -> Evidence:
        return self

    def __deepcopy__(self, memo: dict[int, Any], /) -> Evidence:
        return self
