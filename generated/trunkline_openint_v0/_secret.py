"""A value that is shown nowhere by accident, and the base of the models, which shows only plain members."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, Self, TypeVar, cast

from msgspec import UNSET, Struct, UnsetType

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_MASK: Final = "Secret(***)"
_LOST: Final = object()


class Secret(Generic[T_co]):
    """Holds a credential. Only `reveal()` gives it; repr, str, format, pickles and copies do not."""

    __slots__ = ("_value",)

    def __init__(self, value: T_co) -> None:
        self._value = value

    def reveal(self) -> T_co:
        """Return the value. Raises ValueError when this came out of a pickle, which no value crosses."""
        if self._value is _LOST:
            message = "this secret was pickled, and a secret's value does not cross a pickle"
            raise ValueError(message)
        return self._value

    def __repr__(self) -> str:
        return _MASK

    def __str__(self) -> str:
        return _MASK

    def __format__(self, spec: str) -> str:
        return _MASK

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return self is other or self._value == cast("Secret[object]", other)._value

    def __hash__(self) -> int:
        # One hash for all: a hash of the value could be compared with the hashes of guesses.
        return hash(_MASK)

    def __copy__(self) -> Secret[T_co]:
        return self

    def __deepcopy__(self, memo: object) -> Secret[T_co]:
        return self

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return _lost, ()


def concealed(body: T) -> T:
    """Return a body that is a model, or a list of models. Any other is wrapped until it is encoded, or refused.

    Crash reports show the variables of the frames that it passes through, and models hide what they hold.
    """
    given: object = body
    items = cast("Sequence[object]", given) if isinstance(given, list | tuple) else (given,)
    plain = all(isinstance(item, Struct | UnsetType) for item in items)
    return body if plain else cast("T", Secret(body))


def _lost() -> Secret[object]:
    return Secret(_LOST)


class Model(Struct, frozen=True, gc=False, kw_only=True):
    """A JSON object of the API. Members that were not sent are `UNSET`, which is not the same as None.

    Its repr hides what may hold credentials: members marked as secret, and free-form JSON.
    """

    __hidden__: ClassVar[frozenset[str]] = frozenset()

    def __repr__(self) -> str:
        try:
            shown = ", ".join(
                f"{name}={'...' if value is ... else repr(value)}" for name, value in self.__rich_repr__()
            )
        except RecursionError:
            shown = "..."  # errors caused by errors caused by errors: printing a model never fails
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:  # rich would otherwise print every member
        members = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return [
            (name, ... if name in self.__hidden__ else value) for name, value in members if value is not UNSET
        ]


class SecretModel(Model, frozen=True, gc=False, kw_only=True):
    """A JSON object that is sent with credentials in plain members. It is copied, but not pickled."""

    def __reduce__(self) -> NoReturn:
        message = (
            f"{type(self).__name__} is not pickled: it would carry credentials; build it where it is sent"
        )
        raise TypeError(message)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:  # copy.deepcopy would otherwise ask `__reduce__`
        return type(self)(**{name: deepcopy(getattr(self, name), memo) for name in self.__struct_fields__})
