"""The plain HTTP values the sandbox's rules speak: request, reply, hold, refusal, and a small router."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, cast
from urllib.parse import parse_qsl, unquote

Document = dict[str, Any]
Pairs = tuple[tuple[str, str], ...]

LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def as_object(value: object) -> Document:
    """The JSON object itself, to be changed in place; an empty one for anything else."""
    return cast("Document", value) if isinstance(value, dict) else {}


@dataclass(frozen=True)
class Request:
    """One request as it reached an API: the path, still percent-encoded, starts below the API's prefix."""

    method: str
    path: str
    query: str = field(default="", repr=False)  # like headers and body it may hold secrets
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: bytes = field(default=b"", repr=False)
    host: str = "localhost"

    @cached_property
    def parameters(self) -> Pairs:
        """The query's pairs in the order they were sent, empty values included."""
        return tuple(parse_qsl(self.query, keep_blank_values=True, errors="replace"))

    def first(self, name: str) -> str | None:
        """The first value of a query parameter, or None."""
        return next((value for key, value in self.parameters if key == name), None)

    def every(self, name: str) -> list[str]:
        """All values of a query parameter."""
        return [value for key, value in self.parameters if key == name]

    def header(self, name: str) -> str | None:
        """A header's value; names are lower-case."""
        return self.headers.get(name)

    @property
    def media_type(self) -> str:
        """The body's type without its parameters, "" when none was named."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()


class _Empty:
    """The type of EMPTY."""


EMPTY: Final = _Empty()


@dataclass(frozen=True)
class Reply:
    """A finished answer: a JSON value, or EMPTY for no body at all."""

    status: int
    body: object = EMPTY
    headers: Pairs = ()

    def encode(self) -> bytes:
        """The body's bytes."""
        if self.body is EMPTY:
            return b""
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":")).encode()

    def wire_headers(self, length: int) -> Pairs:
        """Every header to send with a body of that length."""
        typed = () if self.body is EMPTY else (("content-type", "application/json"),)
        return (*typed, ("content-length", str(length)), *self.headers)


@dataclass(frozen=True)
class Hold:
    """Not yet: whoever carries the request waits that long, without the store's lock, and asks again."""

    seconds: float
    then: Callable[[], Answer]


Answer = Reply | Hold


class RefusedError(Exception):
    """Raised inside a rule to answer at once with an error reply."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"refused with {reply.status}")
        self.reply = reply


Operation = Callable[[Request, Mapping[str, str]], Answer]


class Router:
    """Finds the operation of a method and path; earlier routes win."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, tuple[str, ...], Operation]] = []

    def add(self, method: str, template: str, operation: Operation) -> None:
        """Add a route such as `GET /connection/{id}`; the operation gets the decoded segments by name."""
        self._routes.append((method, tuple(template.strip("/").split("/")), operation))

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation and its path parameters; a trailing slash is forgiven, as the vendors do."""
        segments = path.removeprefix("/").removesuffix("/").split("/")
        for wanted, template, operation in self._routes:
            if wanted != method or len(template) != len(segments):
                continue
            found = _match(template, segments)
            if found is not None:
                return operation, found
        return None


def _match(template: tuple[str, ...], segments: list[str]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for expected, raw in zip(template, segments, strict=True):
        given = unquote(raw)
        if expected.startswith("{"):
            if not given:
                return None
            found[expected[1:-1]] = given
        elif expected != given:
            return None
    return found
