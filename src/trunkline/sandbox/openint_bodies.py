"""Reads and checks the JSON bodies sent to OpenInt: what each member may be, in the server's words."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from trunkline.sandbox import _json
from trunkline.sandbox.openint_access import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._inputs import Inputs


@dataclass(frozen=True)
class Rule:
    """What one member of a body may be."""

    fits: Callable[[Any], bool]
    type: str
    """As JavaScript names it; "" if several will do."""
    message: str = ""
    """What is wrong with a value of the right type."""
    required: bool = False


ANYTHING: Final = Rule(lambda _: True, "")


def text(*, prefix: str = "", shortest: int = 0, null: bool = False, required: bool = False) -> Rule:
    """A text, perhaps with a required start and length, perhaps null."""

    def fits(value: Any) -> bool:
        if value is None:
            return null
        return isinstance(value, str) and value.startswith(prefix) and len(value) >= shortest

    too_short = f"String must contain at least {shortest} character(s)"
    message = f'Invalid input: must start with "{prefix}"' if prefix else too_short
    return Rule(fits, "string", message, required)


def flag(*, null: bool = False) -> Rule:
    """A JSON boolean."""
    return Rule(lambda value: isinstance(value, bool) or (null and value is None), "boolean")


def record(*, null: bool = False, required: bool = False) -> Rule:
    """A JSON object."""
    return Rule(
        lambda value: isinstance(value, dict) or (null and value is None), "object", required=required
    )


def number() -> Rule:
    """A JSON number; one too large for a float is none."""

    def fits(value: Any) -> bool:
        known = isinstance(value, (int, float)) and not isinstance(value, bool)
        return known and abs(value) <= sys.float_info.max

    return Rule(fits, "number", "Number must be finite")


def one_of(*options: str) -> Rule:
    """One of the known texts."""
    shown = " | ".join(f"'{option}'" for option in options)
    return Rule(lambda value: value in options, "string", f"Invalid enum value. Expected {shown}")


def read_body(request: Request, path: str, *, nothing_is_fine: bool = False) -> Document:
    """The object that was sent; no body without a type is an empty one, an empty body with a type is not."""
    if not request.body and (nothing_is_fine or not request.media_type):
        return {}
    if request.media_type != "application/json":
        raise refusal("UNSUPPORTED_MEDIA_TYPE", f'Unsupported content-type "{request.media_type}"', path=path)
    try:
        given: object = _json.parse(request.body)
    except ValueError:
        raise refusal("PARSE_ERROR", "Failed to parse request body", path=path) from None
    if not isinstance(given, dict):
        facts = {"expected": "object", "received": _json.type_name(given)}
        message = f"Expected object, received {facts['received']}"
        issues: list[Document] = [{"code": "invalid_type", **facts, "path": [], "message": message}]
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
                _note(inputs, (*within, name), rule, known[name])
        elif rule.required:
            facts = {"expected": rule.type, "received": "undefined"}
            inputs.issue("invalid_type", (*within, name), "Required", **facts)
    return known


def _note(inputs: Inputs, path: tuple[str, ...], rule: Rule, value: object) -> None:
    received = _json.type_name(value)
    if rule.type in {"", received}:
        inputs.issue("custom", path, rule.message)
    else:
        message = f"Expected {rule.type}, received {received}"
        inputs.issue("invalid_type", path, message, expected=rule.type, received=received)
