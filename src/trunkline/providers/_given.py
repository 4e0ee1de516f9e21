"""Small words the adapters share for reading native members: given or not, text or not, and a standing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast, overload

from msgspec import UNSET, UnsetType

from ..models import Status, Unset
from ..secrets import is_mapping

T = TypeVar("T")


def given(value: T | UnsetType | None) -> T | None:
    """The member's value; `None` when it was null or absent."""
    return None if value is UNSET or isinstance(value, UnsetType) else value


def sent(value: T | Unset) -> T | UnsetType:
    """An argument as a native member: left out when it was not given."""
    return UNSET if isinstance(value, Unset) else value


@overload
def sent_object(value: Mapping[str, Any] | Unset) -> dict[str, Any] | UnsetType: ...
@overload
def sent_object(value: Mapping[str, Any] | Unset | None) -> dict[str, Any] | UnsetType | None: ...
def sent_object(value: Mapping[str, Any] | Unset | None) -> dict[str, Any] | UnsetType | None:
    """A mapping as a native member; what hid its values on the way is taken off."""
    if is_mapping(value):
        return dict(value)
    return UNSET if isinstance(value, Unset) else None


def text(value: object) -> str | None:
    """The value when it is a text that says something."""
    return value if isinstance(value, str) and value else None


def mapping(value: object) -> Mapping[str, Any]:
    """The value when it is a JSON object, an empty one otherwise."""
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def standing(
    status: Status, reason: str | None, *, terminal: bool = False, needs_action: bool = False
) -> dict[str, Any]:
    """A status with what goes with it, as keywords of `Connection`."""
    return {
        "status": status,
        "status_reason": reason or None,
        "is_terminal": terminal,
        "needs_action": needs_action,
    }
