"""From arguments to the path, query, headers and body of a request; what breaks a rule is refused unsent."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, Generic, TypeVar, cast, get_args
from urllib.parse import quote

import msgspec
from msgspec import UnsetType

from ._decode import fault
from ._errors import ArgumentError
from ._secret import Secret

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def path_segment(
    parameter: str,
    value: str,
    *,
    choices: tuple[str, ...] = (),
    pattern: str = "",
    min_length: int = 0,
    max_length: int | None = None,
) -> str:
    """Quote a value so that it stays one segment of the path, whatever it holds."""
    checked = _checked_text(
        parameter, value, choices=choices, pattern=pattern, min_length=min_length, max_length=max_length
    )
    if not checked:
        raise ArgumentError(parameter, "must not be empty")
    if checked in {".", ".."}:
        raise ArgumentError(parameter, "must not be a dot segment")
    if _CONTROL.search(checked):
        raise ArgumentError(parameter, "must not hold control characters")
    return _quoted(parameter, checked)


def query_string(*pairs: str) -> str:
    """Join encoded pairs; those that are not sent are empty."""
    return "&".join(pair for pair in pairs if pair)


def text(
    parameter: str,
    value: str | UnsetType,
    *,
    wire: str = "",
    choices: tuple[str, ...] = (),
    pattern: str = "",
    min_length: int = 0,
    max_length: int | None = None,
) -> str:
    """Encode a text parameter."""
    if isinstance(value, UnsetType):
        return ""
    checked = _checked_text(
        parameter, value, choices=choices, pattern=pattern, min_length=min_length, max_length=max_length
    )
    return f"{wire or parameter}={_quoted(parameter, checked)}"


def boolean(parameter: str, value: bool | UnsetType, *, wire: str = "", omit_false: bool = False) -> str:
    """Encode a boolean parameter. `omit_false` is for servers that read the text "false" as true."""
    if isinstance(value, UnsetType):
        return ""
    if not isinstance(cast("object", value), bool):
        raise ArgumentError(parameter, "must be a boolean")
    if not value and omit_false:
        return ""
    return f"{wire or parameter}={'true' if value else 'false'}"


def integer(
    parameter: str,
    value: int | UnsetType,
    *,
    wire: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
) -> str:
    """Encode a whole number."""
    if isinstance(value, UnsetType):
        return ""
    if not isinstance(cast("object", value), int) or isinstance(value, bool):
        raise ArgumentError(parameter, "must be an integer")
    if not -(2**63) <= value < 2**63:
        raise ArgumentError(parameter, "must fit into 64 bits")
    _check_range(parameter, value, minimum, maximum)
    return f"{wire or parameter}={int(value)}"


def number(
    parameter: str,
    value: float | UnsetType,
    *,
    wire: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
) -> str:
    """Encode a number."""
    if isinstance(value, UnsetType):
        return ""
    if (
        not isinstance(cast("object", value), int | float)
        or isinstance(value, bool)
        or not math.isfinite(value)
    ):
        raise ArgumentError(parameter, "must be a finite number")
    _check_range(parameter, value, minimum, maximum)
    return f"{wire or parameter}={_quoted(parameter, repr(value))}"


def array(
    parameter: str,
    value: Sequence[str] | UnsetType,
    *,
    wire: str = "",
    delimiter: str = "",
    choices: tuple[str, ...] = (),
    pattern: str = "",
    min_length: int = 0,
    max_length: int | None = None,
    min_items: int = 0,
    max_items: int | None = None,
) -> str:
    """Encode a list: repeated pairs, or one pair with a delimiter. An empty list sends nothing."""
    if isinstance(value, UnsetType):
        return ""
    if isinstance(value, str | bytes) or not isinstance(cast("object", value), Sequence):
        raise ArgumentError(parameter, "must be a list of texts")
    items = [
        _checked_text(
            parameter, item, choices=choices, pattern=pattern, min_length=min_length, max_length=max_length
        )
        for item in value
    ]
    if len(items) < min_items or (max_items is not None and len(items) > max_items):
        raise ArgumentError(parameter, f"must have {_between(min_items, max_items)} items")
    quoted = [_quoted(parameter, item) for item in items]
    if not delimiter:
        return "&".join(f"{wire or parameter}={item}" for item in quoted)
    return f"{wire or parameter}={delimiter.join(quoted)}" if quoted else ""


def header(
    parameter: str,
    name: str,
    value: str | UnsetType,
    *,
    choices: tuple[str, ...] = (),
    pattern: str = "",
    min_length: int = 1,
    max_length: int | None = None,
) -> tuple[tuple[str, str], ...]:
    """Return the header, or nothing when the value is not given."""
    if isinstance(value, UnsetType):
        return ()
    checked = _checked_text(
        parameter, value, choices=choices, pattern=pattern, min_length=min_length, max_length=max_length
    )
    if not checked.isprintable() or not checked.isascii() or checked != checked.strip():
        raise ArgumentError(parameter, "must be printable ASCII without blanks at its ends")
    return ((name, checked),)


class Body(Generic[T]):
    """The encoder of one operation's body; what it encodes, it also checks against the spec's rules."""

    __slots__ = ("_decoder", "_entry", "_model")

    def __init__(self, model: Any) -> None:
        self._model: Any = model
        self._entry = _entry_of(model)
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(model)

    def encode(self, body: T) -> bytes:
        """Return the JSON. Raises ArgumentError."""
        if isinstance(self._model, type) and not isinstance(body, self._model):
            raise ArgumentError("body", f"must be a {self._model.__name__}")
        if self._entry is not None and not _holds_only(self._entry, body):
            raise ArgumentError("body", f"must be a list of {self._entry.__name__}")
        encoded = to_json("body", body)
        try:
            self._decoder.decode(encoded)
        except (ValueError, RecursionError) as error:
            rule = fault(error)
        else:
            return encoded
        del encoded  # a crash report shows the variables of this frame
        raise ArgumentError("body", rule)


def _entry_of(model: Any) -> type[msgspec.Struct] | None:
    """Return what a body that is a list consists of: another object would be sent with all that it holds."""
    arms = get_args(model)
    if not arms or isinstance(arms[0], type):
        entry = arms[0] if arms[1:] == (...,) else None
        return entry if entry is not None and issubclass(entry, msgspec.Struct) else None
    return _entry_of(arms[0])  # Annotated: the list, and then its rules


def _holds_only(entry: type[msgspec.Struct], body: object) -> bool:
    return isinstance(body, list | tuple) and all(
        isinstance(item, entry) for item in cast("Sequence[object]", body)
    )


def to_json(parameter: str, value: object) -> bytes:
    """Encode as JSON, a wrapped value too. Raises ArgumentError for what JSON cannot say."""
    if isinstance(value, Secret):
        value = cast("Secret[object]", value).reveal()
    try:
        if _finite(msgspec.to_builtins(value)):
            return msgspec.json.encode(value)
        rule = "must not hold NaN or an infinity"
    except UnicodeError:
        rule = "must not hold lone surrogates"
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        rule = f"cannot be written as JSON ({type(error).__name__})"
    del value  # a crash report shows the variables of this frame
    raise ArgumentError(parameter, rule)


def _finite(value: object) -> bool:
    """Tell whether every number can be sent: the encoder would turn NaN and infinities into null."""
    if isinstance(value, dict):
        return all(_finite(item) for item in cast("dict[object, object]", value).values())
    if isinstance(value, list | tuple | set | frozenset):
        return all(_finite(item) for item in cast("Sequence[object]", value))
    return not isinstance(value, float) or math.isfinite(value)


def _checked_text(
    parameter: str,
    value: object,
    *,
    choices: tuple[str, ...],
    pattern: str,
    min_length: int,
    max_length: int | None,
) -> str:
    if not isinstance(value, str):
        raise ArgumentError(parameter, "must be a text")
    if choices and value not in choices:
        few = len(choices) <= 20
        known = ", ".join(map(repr, choices)) if few else f"the {len(choices)} known values"
        raise ArgumentError(parameter, f"must be one of {known}")
    if len(value) < min_length or (max_length is not None and len(value) > max_length):
        raise ArgumentError(parameter, f"must have {_between(min_length, max_length)} characters")
    if pattern and not re.search(pattern, value):
        raise ArgumentError(parameter, f"must match the pattern {pattern!r}")
    return str(value)


def _quoted(parameter: str, value: str) -> str:
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        rule = "must not hold lone surrogates"
    raise ArgumentError(parameter, rule)


def _check_range(parameter: str, value: float, minimum: float | None, maximum: float | None) -> None:
    if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        raise ArgumentError(parameter, f"must be {_between(minimum, maximum)}")


def _between(low: float | None, high: float | None) -> str:
    if high is None:
        return f"at least {low}"
    return f"at most {high}" if low is None else f"from {low} to {high}"
