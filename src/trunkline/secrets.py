"""Secrets in memory: the `Secret` wrapper, mappings that show nothing, and the check of a credential."""

from __future__ import annotations

import functools
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Generic, NoReturn, TypeGuard, TypeVar, cast

from .errors import ConfigurationError

T = TypeVar("T")


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
    problem = unsendable(sealed.reveal())
    if problem:
        raise ConfigurationError(f"{name} {problem}")
    return sealed


def unsendable(text: object) -> str:
    """Why no header can carry a credential; nothing when one can."""
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
            # Hidden all of them: a credential may have been given under a wrong name.
            sealed = hidden(
                {name: _sealed(value) if name in names else value for name, value in given.items()}
            )
            given.clear()
            construct(self, **sealed)

        setattr(cls, "__init__", __init__)  # noqa: B010 - a type checker would object to the assignment
        return cls

    return decorate


def _sealed(value: Any) -> Any:
    return value if value is None or isinstance(cast("object", value), Secret) else Secret[Any](value)


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
    return cast("Mapping[str, T]", Hidden(values))


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a value is a mapping, hidden or not."""
    return isinstance(value, Mapping | Hidden)


def spoken(values: Iterable[Secret[str]]) -> tuple[str, ...]:
    """The plain words of credentials in headers, with and without their scheme."""
    words = [value.reveal() for value in values]
    return tuple(words) + tuple(word.removeprefix("Bearer ") for word in words if word.startswith("Bearer "))
