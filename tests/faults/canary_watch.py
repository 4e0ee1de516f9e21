"""The watch that the canary is kept by: what it searches, for which words, and what it listens to."""

from __future__ import annotations

import base64
import logging
import pprint
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Protocol
from urllib.parse import parse_qsl

import msgspec
from exposure import family, leaks, tree

from trunkline import Connection, Page, Secret, TrunklineError
from trunkline.sandbox import SECRET_MARKERS

# Shorter ones are in every word.
_SHORTEST = 6
# At DEBUG each of these says something, or said something once.
LOGGERS = ("", "trunkline", "httpcore", "httpx", "h11", "anyio", "asyncio", "trio")


class Arrived(Protocol):
    """A request, as a server saw it."""

    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...


def credentials_of(request: Arrived) -> set[str]:
    """What a request carried in confidence, in each form in which it could be shown."""
    token = request.headers.get("authorization", "").rpartition(" ")[2]
    key = request.headers.get("x-apikey", "")
    # Of a signed token each part but the first, which is the same in all of them.
    words = [token, *token.split(".")[1:], key, request.headers.get("x-gateway-key", "")]
    for encoded in (token, key):
        with suppress(ValueError):
            words.append(base64.b64decode(encoded, validate=True).decode())
    if "form" in request.headers.get("content-type", ""):
        form = request.body.decode()
        words += [form, dict(parse_qsl(form)).get("client_secret", "")]
    return {word for word in words if len(word) >= _SHORTEST}


class Watch:
    """Searches what it is shown, and in the end what the process said meanwhile."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.errors = 0
        self.values = 0
        self.heard: set[str] = set()
        self.secrets = set(SECRET_MARKERS)
        """What is searched for: the marker of all that is seeded, and every credential that a server has seen."""
        self._servers: list[Callable[[], Sequence[Arrived]]] = []

    def over(self, requests: Callable[[], Sequence[Arrived]]) -> None:
        """From now on what this server sees as a credential is searched for, too."""
        self._servers.append(requests)

    def learn(self) -> None:
        """Ask the servers what they have seen."""
        for requests in self._servers:
            self.secrets.update(*(credentials_of(request) for request in requests()))

    def search(self, text: str, label: str) -> None:
        """Search a text."""
        for secret in self.secrets:
            place = text.find(secret)
            if place >= 0:
                self.found.append(f"{label}: {text[max(0, place - 300) : place + 60]}")

    def look(self, value: object, label: str, *, frames: bool = True) -> None:
        """Search a value and the models in it, or an error and its family."""
        self.learn()
        if isinstance(value, BaseException):
            self.errors += 1
        parts = [value] if isinstance(value, BaseException) else [*tree(value)]
        for part in parts:
            if (
                isinstance(part, TrunklineError | Connection | msgspec.Struct | Page | Secret)
                or part is value
            ):
                self.values += 1
                self.found += [f"{label}: {leak}" for leak in leaks(part, self.secrets, frames=frames)]

    def try_out(
        self,
        call: Callable[[], object],
        label: str,
        *,
        search_value: bool = True,
        frames: bool = True,
        errors: tuple[type[Exception], ...] = (TrunklineError,),
    ) -> None:
        """Make a call; search what it returns or raises."""
        value: object = None
        failure: Exception | None = None
        try:
            value = call()
        except errors as error:
            failure = error
        if failure is not None:
            self.look(failure, label, frames=frames)
            for each in family(failure):
                # As a log and as a crash report of a user's own would show it.
                logging.getLogger("somebody.else").error("it failed: %s", each, exc_info=each)
        elif search_value:
            self.look(value, label)
            logging.getLogger("somebody.else").info("%s %r", value, value)
            print(value, pprint.pformat(value))


class Listener(logging.Handler):
    """Keeps every record of every logger, as text and as what a structured log would take from it."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.names = names

    def emit(self, record: logging.LogRecord) -> None:
        self.names.add(record.name)
        self.lines += [logging.Formatter().format(record), repr(vars(record))]


def texts_of(warnings: Iterable[Any]) -> str:
    """What was warned of."""
    return " ".join(f"{warning.message!r} {warning.source!r}" for warning in warnings)


@contextmanager
def listening(watch: Watch) -> Iterator[Listener]:
    """Every logger at DEBUG, into one listener."""
    listener = Listener(watch.heard)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(listener)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    try:
        yield listener
    finally:
        loggers[0].removeHandler(listener)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
