"""A spec's text as plain JSON values: YAML 1.2, bounded, without anchors, tags, duplicate keys or 1.1 traps.

ruamel reads the events; the values are made here, so that nothing but JSON can come out and every refusal
knows the JSON pointer it is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .refusal import Refusal, SpecError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shape import Json, Map

MAX_BYTES: Final = 2_000_000
MAX_NODES: Final = 100_000
MAX_DEPTH: Final = 60

_NULL: Final = re.compile(r"|~|null|Null|NULL")
_BOOL: Final = re.compile(r"true|True|TRUE|false|False|FALSE")
_INT: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT: Final = re.compile(
    r"[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17}([eE][-+]?[0-9]{1,2})?|[eE][-+]?[0-9]{1,2})"
)
# What YAML 1.1 reads as something else than the text it looks like, and what no reader reads alike.
_TRAP: Final = re.compile(
    r"y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|<<|="
    r"|[-+]?[0-9][0-9_]*|[-+]?0[xX][0-9a-fA-F_]+|[-+]?0[oO][0-7_]+|[-+]?0[bB][01_]+"
    r"|(?=.*[0-9])[-+]?[0-9_]*\.?[0-9_]*([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?"
)


class _Scalar(Protocol):
    """What is read of a scalar's event; ruamel's own classes are not typed."""

    value: str
    style: str | None


class _Node(Protocol):
    anchor: str | None
    tag: object


class _Start(Protocol):
    version: object
    tags: object


@dataclass(slots=True)
class _OpenMap:
    """A mapping that has not ended."""

    value: Map = field(default_factory=dict[str, "Json"])
    key: str | None = None


@dataclass(slots=True)
class _OpenList:
    """A list that has not ended."""

    value: list[Json] = field(default_factory=list["Json"])


@dataclass(slots=True)
class _Builder:
    file: str
    stack: list[_OpenMap | _OpenList] = field(default_factory=list["_OpenMap | _OpenList"])
    nodes: int = 0
    root: Json = None

    def refuse(self, rule: str, reason: str) -> NoReturn:
        raise SpecError([Refusal(self.file, self.pointer(), rule, reason)])

    def pointer(self) -> str:
        parts: list[str] = []
        for level in self.stack:
            if isinstance(level, _OpenList):
                parts.append(str(len(level.value)))
            elif level.key is not None:
                parts.append(escaped(level.key))
        return "".join(f"/{part}" for part in parts)

    def check(self, event: _Node, *, alias: bool) -> None:
        """Refuse what could grow, or could become anything but JSON."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.refuse("yaml-size", f"more than {MAX_NODES} values")
        if alias or event.anchor is not None:
            self.refuse("yaml-alias", "anchors and aliases are not read; use $ref")
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) not in {"", "None", "!"}:
            self.refuse("yaml-tag", "tags are not read")

    def add(self, value: Json) -> None:
        if not self.stack:
            self.root = value
            return
        level = self.stack[-1]
        if isinstance(level, _OpenList):
            level.value.append(value)
        elif level.key is not None:
            level.value[level.key] = value
            level.key = None

    def scalar(self, event: _Scalar) -> None:
        text = event.value
        level = self.stack[-1] if self.stack else None
        if isinstance(level, _OpenMap) and level.key is None:
            if event.style is None and _plain(text) != text:
                self.refuse("yaml-key", f"the key {text!r} is not text everywhere; quote it")
            level.key = text
            if text in level.value:
                self.refuse("yaml-duplicate", f"the key {text!r} is there twice")
            return
        value: Any = text if event.style is not None else _plain(text)
        if value is _NO_PLAIN:
            self.refuse("yaml-1.1", f"{text!r} is read differently by YAML 1.1 and 1.2; quote it")
        self.add(value)

    def open(self, inner: _OpenMap | _OpenList) -> None:
        level = self.stack[-1] if self.stack else None
        if isinstance(level, _OpenMap) and level.key is None:
            self.refuse("yaml-key", "a key is not text")
        if len(self.stack) >= MAX_DEPTH:
            self.refuse("yaml-depth", f"nested deeper than {MAX_DEPTH}")
        self.stack.append(inner)


_NO_PLAIN: Final[Any] = object()


def _plain(text: str) -> Any:
    """Resolve a scalar without quotes as YAML 1.2 does, or say that it must have some."""
    if _NULL.fullmatch(text):
        return None
    if _BOOL.fullmatch(text):
        return text.lower() == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return _NO_PLAIN if _TRAP.fullmatch(text) else text


def escaped(part: str) -> str:
    """Return one part of a JSON pointer."""
    return part.replace("~", "~0").replace("/", "~1")


def parse(text: str, file: str) -> Map:
    """Return the one document of a YAML text, which must be a mapping."""
    builder = _Builder(file)
    if len(text) > MAX_BYTES:
        builder.refuse("yaml-size", f"more than {MAX_BYTES} characters")
    try:
        _build(builder, text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark is not None else ""
        builder.refuse("yaml", f"not YAML: {getattr(error, 'problem', None) or type(error).__name__}{line}")
    except (RecursionError, ValueError) as error:
        builder.refuse("yaml", f"not YAML ({type(error).__name__})")
    if not isinstance(builder.root, dict):
        builder.refuse("yaml", "the document is not a mapping")
    return builder.root


def _build(builder: _Builder, text: str) -> None:
    reader: Any = YAML(typ="safe", pure=True)
    documents = 0
    for event in cast("Iterator[object]", reader.parse(text)):
        if isinstance(event, DocumentStartEvent):
            documents += 1
            start = cast("_Start", event)
            if documents > 1 or start.version or start.tags:
                builder.refuse("yaml", "one document without directives is read")
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            builder.add(builder.stack.pop().value)
        elif isinstance(event, NodeEvent):
            builder.check(cast("_Node", event), alias=isinstance(event, AliasEvent))
            if isinstance(event, MappingStartEvent):
                builder.open(_OpenMap())
            elif isinstance(event, SequenceStartEvent):
                builder.open(_OpenList())
            elif isinstance(event, ScalarEvent):
                builder.scalar(cast("_Scalar", event))
