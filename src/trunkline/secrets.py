"""Secrets in memory: the `Secret` wrapper, the check of a credential, and a server's words made safe to show."""

from __future__ import annotations

import functools
import re
from base64 import b64encode
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from typing import Any, Generic, NoReturn, TypeGuard, TypeVar, cast

from .errors import ConfigurationError

T = TypeVar("T")

_EXCERPT = 300
# Short credentials would blank ordinary words out of a message; no vendor issues one this short.
_SHORTEST = 6
# Characters of a server's words that are looked at: far more than are shown.
_MOST_READ = 16_384
# How many escapes are taken off: JSON in JSON in a URL is three.
_LAYERS = 4


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
    return cast("object", Secret.__new__(Secret))


def credential(name: str, value: object) -> Secret[str]:
    """The credential wrapped. What no header can carry is a `ConfigurationError` that names the argument only."""
    sealed = cast("Secret[str]", value) if isinstance(value, Secret) else Secret(cast("str", value))
    # A crash report shows the variables of each frame an error passed through.
    del value
    problem = _unsendable(sealed.reveal())
    if problem:
        raise ConfigurationError(f"{name} {problem}")
    return sealed


def _unsendable(text: object) -> str:
    if not isinstance(text, str):
        return f"must be a str, not {type(text).__name__}"
    if not text:
        return "is empty"
    if not all("!" <= character <= "~" for character in text):
        return (
            "holds a space, a line break or a character outside ASCII, which no header can carry: "
            "was it read from a file without strip()?"
        )
    return ""


def seals(*names: str) -> Callable[[type[T]], type[T]]:
    """For a class whose constructor takes credentials: these arguments reach it wrapped in `Secret`.

    What the constructor then refuses is in no local variable of its frames, which crash reports show.
    """

    def decorate(cls: type[T]) -> type[T]:
        construct: Callable[..., None] = cls.__init__

        @functools.wraps(construct)
        def __init__(self: T, **given: Any) -> None:  # noqa: N807 - it becomes that method
            for name in names:
                if given.get(name) is not None and not isinstance(given[name], Secret):
                    given[name] = Secret(given[name])
            construct(self, **given)

        setattr(cls, "__init__", __init__)  # noqa: B010 - a type checker would object to the assignment
        return cls

    return decorate


class Hidden(Generic[T]):
    """A mapping that shows nothing: an environment, headers, a customer's credentials.

    It has a mapping's methods, and is none to `isinstance`: crash reporters walk through mappings.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, T]) -> None:
        self._values = values

    def __getitem__(self, key: str) -> T:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def get(self, key: str, default: T | None = None) -> T | None:
        """The value, or the default."""
        return self._values.get(key, default)

    def keys(self) -> KeysView[str]:
        """The names."""
        return self._values.keys()

    def values(self) -> ValuesView[T]:
        """The values, in plain."""
        return self._values.values()

    def items(self) -> ItemsView[str, T]:
        """Names and values, in plain."""
        return self._values.items()

    def __repr__(self) -> str:
        return f"Hidden({len(self)} values)"


def hidden(values: Mapping[str, T]) -> Mapping[str, T]:
    """The same mapping for whoever uses it, and nothing to see for a crash report."""
    if not isinstance(cast("object", values), Mapping | Hidden):
        raise ConfigurationError("headers and environments must be mappings of names to values")
    return cast("Mapping[str, T]", Hidden(values))


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a value is a mapping, hidden or not."""
    return isinstance(value, Mapping | Hidden)


def spoken(values: Iterable[Secret[str]]) -> tuple[str, ...]:
    """The plain words of credentials in headers, with and without their scheme."""
    words = [value.reveal() for value in values]
    return tuple(words) + tuple(word.removeprefix("Bearer ") for word in words if word.startswith("Bearer "))


def concealed(value: T) -> T:
    """An argument that may hold secrets, for the frames it passes through: crash reports show their variables."""
    if is_mapping(value):
        return cast("T", hidden(value))
    # Neither is what such an argument may be, and both are refused later: not to be shown until then.
    wrong = isinstance(value, str | bytes | list | tuple)
    return cast("T", Secret(cast("object", value))) if wrong else value


def presentable(text: str, secrets: Iterable[str] = ()) -> str:
    """A server's words on one line, shortened, without control characters and without the secrets in use.

    A secret is found as it is, in base64, and behind the escapes of URLs, HTML and JSON, one inside another too.
    """
    text = _without(text, [secret for secret in secrets if _SHORTEST <= len(secret) <= len(text)])
    # What is not printable can end the line, move the cursor, or turn the reading direction around.
    plain = "".join(character if character.isprintable() else " " for character in text[: 4 * _EXCERPT])
    text = " ".join(plain.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def _without(text: str, secrets: list[str]) -> str:
    if not secrets:
        return text
    longest = max(map(len, secrets))
    limit = max(_MOST_READ, 32 * longest)
    shown = layer = _struck(text[:limit], words := _forms(secrets, len(text)))
    for _ in range(_LAYERS):
        below = _ESCAPE.sub(_unescaped, layer)
        if below == layer:
            break
        layer = _struck(below, words)
        if layer != below:
            # There was one below the escapes: what is shown is what it was found in.
            shown = layer
    # Where a long text was cut, it may end with the beginning of a secret.
    return shown if len(text) <= limit else shown[: -16 * longest]


def _struck(text: str, words: Sequence[str]) -> str:
    found = True
    while found:
        found = False
        for word in words:
            if word in text:
                # What takes a word's place is shorter than any, so this ends.
                text, found = text.replace(word, "***"), True
    return text


def _forms(secrets: Sequence[str], room: int) -> Sequence[str]:
    """The secrets and their base64, the longest first: one may be a part of another."""
    words = set(secrets)
    for secret in secrets:
        # A third longer than what it is made of, but for what its ends lose: mostly there is no room for it.
        if 4 * len(secret) <= 3 * room + 11:
            words.update(
                form for form in _base64_forms(secret.encode("utf-8", "replace")) if len(form) <= room
            )
    return sorted(words, key=len, reverse=True)


def _base64_forms(secret: bytes) -> Iterator[str]:
    """Base64 of it in both alphabets: whole, and what it looks like inside a longer text, which starts at any place."""
    for before in range(3):
        coded = b64encode(bytes(before) + secret).decode()
        # The characters at either end are made of its neighbours, too.
        end = len(coded) - (0, 3, 2)[(before + len(secret)) % 3]
        forms = {coded[(0, 2, 3)[before] : end]}
        if before == 0:
            forms |= {coded, coded.rstrip("=")}
        for form in forms:
            yield form
            yield form.replace("+", "-").replace("/", "_")


_ESCAPE = re.compile(
    r"%[0-9A-Fa-f]{2}"  # URLs
    r"|&#[0-9]{1,7};?|&#[xX][0-9A-Fa-f]{1,6};?|&[A-Za-z]{2,8};"  # HTML
    r"|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[\"'/\\]"  # JSON, and what programs print
)


def _unescaped(escape: re.Match[str]) -> str:
    text = escape[0]
    if text[0] == "%":
        character = chr(int(text[1:], 16))
    elif text[0] == "&":
        import html

        character = html.unescape(text)
    else:
        character = chr(int(text[2:], 16)) if text[1] in "ux" else text[1]
    # Credentials are of these characters alone, and others are better left as they came.
    return character if len(character) == 1 and "!" <= character <= "~" else text
