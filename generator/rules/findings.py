"""What the lint has found so far, and the checks that every rule is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..reading import escaped
from ..refusal import Refusal
from ..words import is_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..shape import Json, Map

KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "text": (str,),
    "words": (str,),  # prose: may go over several lines
    "map": (dict,),
    "list": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
MAX_WORDS: Final = 5000
MAX_TEXT: Final = 300
EXTENSIONS: Final = frozenset(
    {"x-source", "x-retry", "x-pagination", "x-secret", "x-omit-false", "x-header-from"}
)
WHY: Final[Mapping[str, str]] = {
    "title": "the tools name classes after titles; the component's key is the name",
    "oneOf": "no closed unions: write one open object and read it by its discriminator",
    "allOf": "write the members out: the tools lose what is merged",
    "not": "neither tool says it",
    "discriminator": "neither tool says it: write one open object",
    "const": "write an enum component, open in answers",
    "nullable": "nullable is anyOf with {type: null}",
    "readOnly": "both tools ignore it: write two components",
    "writeOnly": "both tools ignore it: write two components",
    "default": "a body member is never sent unless it is given",
    "content": "a parameter is a schema: the tools drop `content` without a word",
    "cookie": "cookies are not kept",
}


def at(pointer: str, *parts: str | int) -> str:
    """Return the pointer of what is inside."""
    return pointer + "".join(f"/{escaped(str(part))}" for part in parts)


@dataclass(slots=True)
class Findings:
    """Collects refusals."""

    file: str
    refusals: list[Refusal] = field(default_factory=list[Refusal])

    def refuse(self, pointer: str, rule: str, reason: str) -> None:
        """Note that a rule is broken."""
        self.refusals.append(Refusal(self.file, pointer, rule, reason))

    def keys(
        self, pointer: str, value: Json, allowed: Mapping[str, str], required: Iterable[str] = ()
    ) -> Map | None:
        """Check a mapping: only known keys, each of its kind, none missing. Returns None if it is no mapping."""
        if not isinstance(value, dict):
            self.refuse(pointer, "shape", "must be a mapping")
            return None
        for key, inner in value.items():
            if key not in allowed:
                self._unknown(pointer, key, allowed)
            elif allowed[key]:
                self.kind(at(pointer, key), inner, allowed[key])
        for key in required:
            if key not in value:
                self.refuse(pointer, "required", f"has no `{key}`")
        return value

    def _unknown(self, pointer: str, key: str, allowed: Iterable[str]) -> None:
        if key.startswith("x-"):
            known = "does not belong here" if key in EXTENSIONS else "is not an extension that means anything"
            self.refuse(at(pointer, key), "extension", f"`{key}` {known}")
        else:
            why = WHY.get(key) or f"what may stand here is {', '.join(sorted(allowed))}"
            self.refuse(at(pointer, key), "keyword", f"`{key}` is refused here: {why}")

    def kind(self, pointer: str, value: Json, kind: str) -> bool:
        """Check the type of a plain value, and the length of a text."""
        fits = isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
        if not fits:
            self.refuse(pointer, "shape", f"must be of the kind {kind}")
        elif kind == "text":
            self.text(pointer, str(value))
        elif kind == "words" and len(str(value)) > MAX_WORDS:
            self.refuse(pointer, "text", f"longer than {MAX_WORDS} characters")
        return fits

    def text(self, pointer: str, value: str) -> None:
        """Check a text that is more than prose: one line of visible characters."""
        if not value or len(value) > MAX_TEXT or not all(map(is_shown, value)) or value != value.strip():
            self.refuse(
                pointer,
                "text",
                f"must be one line of 1 to {MAX_TEXT} visible characters, without outer blanks",
            )

    def name(self, pointer: str, value: Json, pattern: re.Pattern[str], rule: str, what: str) -> bool:
        """Check a name against its alphabet."""
        if isinstance(value, str) and pattern.fullmatch(value):
            return True
        self.refuse(pointer, rule, f"{ascii(value)[:80]} is not {what}")
        return False
