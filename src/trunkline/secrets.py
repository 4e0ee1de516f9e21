"""Secrets in memory: the `Secret` wrapper, the check of a credential, and a server's words made safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Generic, NoReturn, TypeVar, cast

from .errors import ConfigurationError

T = TypeVar("T")

_EXCERPT = 300
# Short credentials would blank ordinary words out of a message; no vendor issues one this short.
_SHORTEST = 6
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")


class Secret(Generic[T]):
    """A value that shows itself only to `reveal()`.

    Printing, formatting, logging, `attrs.asdict` and pickling never show or carry the value. A pickled
    secret comes back empty, and `reveal()` then raises `ValueError`.
    """

    __slots__ = ("_value",)

    _value: T

    def __init__(self, value: T, /) -> None:
        object.__setattr__(self, "_value", value)

    def reveal(self) -> T:
        """The plain value."""
        try:
            return self._value
        except AttributeError:
            raise ValueError(
                "this secret was pickled, and pickles carry no secrets: fetch it again"
            ) from None

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __format__(self, format_spec: str, /) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        # By value, and without raising for one that was emptied by a pickle.
        return isinstance(other, Secret) and self._peek() == other._peek()  # pyright: ignore[reportUnknownMemberType]

    def _peek(self) -> object:
        return getattr(self, "_value", self)

    # Not by value: a hash of a secret is a fingerprint of it.
    def __hash__(self) -> int:
        return hash(Secret)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Secret cannot be changed")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_emptied, ())

    def __copy__(self) -> Secret[T]:
        return self

    def __deepcopy__(self, memo: dict[int, Any], /) -> Secret[T]:
        return self


def _emptied() -> object:
    """What unpickling a secret makes."""
    return Secret.__new__(Secret)


def credential(name: str, value: object) -> Secret[str]:
    """The credential wrapped. What no header can carry is a `ConfigurationError` that names the argument only."""
    text: object = cast("Secret[object]", value).reveal() if isinstance(value, Secret) else value
    if not isinstance(text, str):
        raise ConfigurationError(f"{name} must be a str, not {type(text).__name__}")
    if not text:
        raise ConfigurationError(f"{name} is empty")
    if not all("!" <= character <= "~" for character in text):
        raise ConfigurationError(
            f"{name} holds a space, a line break or a character outside ASCII, which no header can carry: "
            "was it read from a file without strip()?"
        )
    return Secret(text)


def presentable(text: str, secrets: Iterable[str] = ()) -> str:
    """A server's words on one line, shortened, without control characters and without the secrets in use."""
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, "***")
    text = _UNPRINTABLE.sub(" ", text).strip()
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
