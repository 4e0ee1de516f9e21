"""Arguments that may hold secrets, hidden as soon as they arrive: crash reports show the variables of every frame."""

from __future__ import annotations

from typing import TypeVar, cast

from .models import Unset
from .secrets import Secret, hidden, is_mapping

T = TypeVar("T")


def concealed(value: T) -> T:
    """A mapping that shows nothing; what was given in its place and is none, wrapped, until it is refused."""
    # As `Connection.secrets` has them, or plain.
    held: object = cast("Secret[object]", value).reveal() if isinstance(value, Secret) else value
    if is_mapping(held):
        return cast("T", hidden(held))
    if held is None or isinstance(held, Unset):
        return cast("T", held)
    return cast("T", Secret(held))
