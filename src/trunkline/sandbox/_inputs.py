"""Reads the query parameters of one request and collects what is wrong with them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from trunkline.sandbox._http import Document, Request

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")


class Inputs:
    """The parameters of a request, typed one by one; `issues` is empty when all of them were right.

    Args:
        request: what was sent.
        any_text_is_true: booleans are what JavaScript's `Boolean(text)` makes of them.
        first_counts: of a parameter that is no list and comes twice, the first is taken; otherwise it is refused.
    """

    def __init__(
        self, request: Request, *, any_text_is_true: bool = False, first_counts: bool = True
    ) -> None:
        self._request = request
        self._any_text_is_true = any_text_is_true
        self._first_counts = first_counts
        self.issues: list[Document] = []

    def issue(self, code: str, path: str | Sequence[str], message: str, **facts: Any) -> None:
        """Note one thing that is wrong, and where: a name, or the names that lead to it."""
        where = [path] if isinstance(path, str) else list(path)
        self.issues.append({"code": code, **facts, "path": where, "message": message})

    def flag(self, name: str) -> bool | None:
        """A boolean."""
        text = self._one(name)
        if text is None:
            return None
        if self._any_text_is_true:
            return text != ""  # the one text that is not
        if text.lower() in {"true", "1"}:
            return True
        if text.lower() in {"false", "0"}:
            return False
        facts = {"expected": "boolean", "received": "string"}
        self.issue("invalid_type", name, "Expected boolean, received string", **facts)
        return None

    def integer(self, name: str, default: int, low: int, high: int | None = None) -> int:
        """A whole number in a range."""
        text = self._one(name)
        if text is None:
            return default
        if not _INTEGER.fullmatch(text):
            facts = {"expected": "integer", "received": "string"}
            self.issue("invalid_type", name, "Expected integer, received string", **facts)
            return default
        value = int(text)
        if value < low:
            message = f"Number must be greater than or equal to {low}"
            self.issue("too_small", name, message, minimum=low, inclusive=True)
        elif high is not None and value > high:
            message = f"Number must be less than or equal to {high}"
            self.issue("too_big", name, message, maximum=high, inclusive=True)
        return value

    def number(self, name: str) -> float | None:
        """Any finite number."""
        text = self._one(name)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            facts = {"expected": "number", "received": "nan"}
            self.issue("invalid_type", name, "Expected number, received nan", **facts)
            return None
        return value

    def text(
        self, name: str, *, prefix: str = "", shortest: int = 0, longest: int | None = None
    ) -> str | None:
        """A text, perhaps with a required start and length."""
        value = self._one(name)
        if value is None:
            return None
        if not value.startswith(prefix):
            self.issue("invalid_string", name, f'Invalid input: must start with "{prefix}"')
        if len(value) < shortest:
            self.issue("too_small", name, f"String must contain at least {shortest} character(s)")
        if longest is not None and len(value) > longest:
            self.issue("too_big", name, f"String must contain at most {longest} character(s)")
        return value

    def choice(self, name: str, options: Collection[str]) -> str | None:
        """One of the known values."""
        value = self._one(name)
        if value is not None:
            self._known(name, value, options)
        return value

    def choices(self, name: str, options: Collection[str]) -> list[str]:
        """Known values, comma-joined or repeated; `name[]` is another name and so ignored."""
        joined = self._request.every(name)
        values = [part for text in joined for part in text.split(",") if part]
        for value in values:
            self._known(name, value, options)
        return values

    def comma_list(self, name: str, options: Collection[str]) -> list[str]:
        """Known values in one comma-joined text."""
        values = [part.strip() for part in (self._one(name) or "").split(",") if part.strip()]
        for value in values:
            self._known(name, value, options)
        return values

    def _one(self, name: str) -> str | None:
        if not self._first_counts and len(self._request.every(name)) > 1:
            facts = {"expected": "string", "received": "array"}
            self.issue("invalid_type", name, "Expected string, received array", **facts)
        return self._request.first(name)

    def _known(self, name: str, value: str, options: Collection[str]) -> None:
        if value not in options:
            shown = " | ".join(f"'{option}'" for option in list(options)[:20])
            message = f"Invalid enum value. Expected {shown}, received '{value}'"
            self.issue("invalid_enum_value", name, message, received=value)
