"""Reads and checks the JSON bodies sent to OpenInt: what each member may be, in the server's words."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from trunkline.sandbox.openint_access import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._inputs import Inputs


@dataclass(frozen=True)
class Rule:
    """What one member of a body may be."""

    fits: Callable[[Any], bool]
    message: str
    required: bool = False


ANYTHING: Final = Rule(lambda _: True, "")


def text(*, prefix: str = "", shortest: int = 0, null: bool = False, required: bool = False) -> Rule:
    """A text, perhaps with a required start and length, perhaps null."""

    def fits(value: Any) -> bool:
        if value is None:
            return null
        return isinstance(value, str) and value.startswith(prefix) and len(value) >= shortest

    message = f'Invalid input: must start with "{prefix}"' if prefix else "Expected string"
    return Rule(fits, message, required)


def flag(*, null: bool = False) -> Rule:
    """A JSON boolean."""
    return Rule(lambda value: isinstance(value, bool) or (null and value is None), "Expected boolean")


def record(*, null: bool = False, required: bool = False) -> Rule:
    """A JSON object."""
    return Rule(
        lambda value: isinstance(value, dict) or (null and value is None), "Expected object", required
    )


def number() -> Rule:
    """A JSON number; one too large for a float is none."""

    def fits(value: Any) -> bool:
        known = isinstance(value, (int, float)) and not isinstance(value, bool)
        return known and abs(value) <= sys.float_info.max

    return Rule(fits, "Expected number")


def one_of(*options: str) -> Rule:
    """One of the known texts."""
    shown = " | ".join(f"'{option}'" for option in options)
    return Rule(lambda value: value in options, f"Invalid enum value. Expected {shown}")


def read_body(request: Request, path: str, *, nothing_is_fine: bool = False) -> Document:
    """The object that was sent; no body without a type is an empty one, an empty body with a type is not."""
    if not request.body and (nothing_is_fine or not request.media_type):
        return {}
    if request.media_type != "application/json":
        raise refusal("UNSUPPORTED_MEDIA_TYPE", f'Unsupported content-type "{request.media_type}"', path=path)
    try:
        given: object = json.loads(request.body, parse_constant=_refuse_constant)
        json.dumps(given, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        raise refusal("PARSE_ERROR", "Failed to parse request body", path=path) from None
    if not isinstance(given, dict):
        issues = [{"message": "Expected object"}]
        raise refusal("BAD_REQUEST", "Input validation failed", path=path, issues=issues)
    return cast("Document", given)


def checked(
    inputs: Inputs, given: Document, rules: Mapping[str, Rule], *, within: tuple[str, ...] = ()
) -> Document:
    """The members an operation knows; others are dropped in silence, wrong and missing ones noted."""
    known = {name: given[name] for name in rules if name in given}
    for name, rule in rules.items():
        if name in known:
            if not rule.fits(known[name]):
                inputs.issue("invalid_type", (*within, name), rule.message)
        elif rule.required:
            inputs.issue("invalid_type", (*within, name), "Required", received="undefined")
    return known


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
