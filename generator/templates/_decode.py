"""From the bytes of an answer to a model, checked; every failure names the place and never the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, get_args, get_origin

import msgspec

from ._errors import InvalidResponse
from ._secret import Secret

if TYPE_CHECKING:
    from ._wire import Response

T = TypeVar("T")

_AT: Final = " - at "
_MARK: Final = b"\xef\xbb\xbf"  # no part of JSON, but some servers and proxies put it first (RFC 8259, 8.1)


class Answer(Generic[T]):
    """The decoder of one operation's answers; it is built once."""

    __slots__ = ("_decoder",)

    def __init__(self, model: Any) -> None:
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(model, dec_hook=_secret)

    def decode(self, response: Response) -> T:
        """Return the model. Raises InvalidResponse."""
        try:
            return self._decoder.decode(response.content.removeprefix(_MARK))
        except (ValueError, RecursionError) as error:
            reason = fault(error)
        # Raised here and not above: the decoder's own error can hold the body, and would stay the context.
        raise InvalidResponse(reason)


def fault(error: ValueError | RecursionError) -> str:
    """Say what the decoder found wrong, in words that hold no value."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, UnicodeError):
        return "not valid UTF-8"
    if not isinstance(error, msgspec.DecodeError):
        return "not valid JSON"
    problem, *places = str(error).split(_AT)
    if problem.startswith("Invalid "):  # these quote what came
        problem = "Not one of the known values"
    # A fault inside a secret has two places, the inner one first.
    place = "$" + "".join(place.strip("`").removeprefix("$") for place in reversed(places))
    return f"{problem}{_AT}`{place}`"


def _secret(wanted: Any, value: Any) -> Any:
    """Check what a Secret is to hold, and wrap it."""
    if get_origin(wanted) is not Secret:
        raise NotImplementedError
    (inner,) = get_args(wanted)
    try:
        return Secret(msgspec.convert(value, inner, dec_hook=_secret))
    except msgspec.ValidationError as error:
        problem = str(error)
    raise ValueError(problem)  # the decoder adds the place of the secret itself to a plain ValueError
