"""Every way in which something can be shown by accident: what a test searches for secrets."""

from __future__ import annotations

import copy
import pickle
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any

import attrs
import msgspec

ROOT = Path(__file__).parent.parent
_OURS = (str(ROOT / "src" / "trunkline"), str(ROOT / "generated"), "<attrs generated init trunkline")
# Deeper than any reporter goes.
_DEEPEST = 12
# The sandbox plays the vendor: what its frames hold is on the other side of the wire.
_NOT_OURS = (str(ROOT / "src" / "trunkline" / "sandbox"),)


def shown(value: object, *, frames: bool = True) -> Iterator[tuple[str, str]]:
    """Each way to show a value, by name, with what it shows; of an error the local variables of our frames too."""
    if isinstance(value, BaseException):
        yield from _shown_error(value, frames=frames)
        return
    yield "repr", repr(value)
    yield "str", str(value)
    yield "format", f"{value}"
    yield "copy", repr(copy.copy(value))
    yield "pickle", pickled(value)
    if attrs.has(type(value)):
        yield "asdict", repr(attrs.asdict(value))  # type: ignore[arg-type]  # has() said so
        yield "astuple", repr(attrs.astuple(value))  # type: ignore[arg-type]  # has() said so
    if isinstance(value, msgspec.Struct):
        yield "structs.asdict", repr(msgspec.structs.asdict(value))
        yield "structs.astuple", repr(msgspec.structs.astuple(value))


def pickled(value: object) -> str:
    """A value's pickle, as text that can be searched."""
    return pickle.dumps(value).decode("latin-1")


def _shown_error(error: BaseException, *, frames: bool) -> Iterator[tuple[str, str]]:
    for place, each in enumerate(family(error)):
        label = f"{type(each).__name__}#{place}"
        yield f"{label} str", str(each)
        yield f"{label} repr", repr(each)
        yield f"{label} args", repr(each.args)
        yield f"{label} notes", repr(getattr(each, "__notes__", ()))
        yield f"{label} vars", repr(vars(each))
        yield f"{label} traceback", "".join(traceback.format_exception(each, chain=False))
        for name, text in local_variables(each.__traceback__) if frames else ():
            yield f"{label} local {name}", text
    yield "pickle", pickled(error)
    yield "unpickled", repr(pickle.loads(pickle.dumps(error)))


def family(error: BaseException) -> list[BaseException]:
    """An error, its causes and contexts (suppressed ones too: crash reporters walk them), and what it groups."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and all(each is not known for known in found):
            found.append(each)
            waiting += [each.__cause__, each.__context__]
            if isinstance(each, BaseExceptionGroup):
                waiting += each.exceptions
    return found


def local_variables(tb: TracebackType | None) -> Iterator[tuple[str, str]]:
    """What a crash reporter that captures locals would send of our frames, whether it prints or walks through them."""
    for summary in traceback.StackSummary.extract(_frames(tb), capture_locals=True, lookup_lines=False):
        for name, text in (summary.locals or {}).items():
            yield f"{Path(summary.filename).name}:{summary.name}:{name}", text
    for frame, _ in _frames(tb):
        code = frame.f_code
        for name, value in frame.f_locals.items():
            yield f"{Path(code.co_filename).name}:{code.co_name}:{name}, walked", " ".join(walked(value))


def walked(value: object, above: tuple[int, ...] = ()) -> Iterator[str]:
    """The texts in a value for a reporter that goes through mappings, sequences and sets, as Sentry's does.

    It asks none of them for its repr. Texts and bytes it takes as they are, and of all else the repr.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes | bytearray | memoryview):
        yield bytes(value).decode("latin-1")
    elif isinstance(value, Mapping | Sequence | Set):
        if id(value) in above or len(above) == _DEEPEST:
            return
        members = value.items() if isinstance(value, Mapping) else value
        for member in members:
            yield from walked(member, (*above, id(value)))
    else:
        yield repr(value)


def _frames(tb: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    return ((frame, line) for frame, line in traceback.walk_tb(tb) if is_ours(frame.f_code))


def is_ours(code: CodeType) -> bool:
    """Whether this is code of ours: of the library or of a generated client."""
    name = code.co_filename
    return name.startswith(_OURS) and not name.startswith(_NOT_OURS)


def leaks(value: object, secrets: Iterable[str], *, frames: bool = True) -> list[str]:
    """In which ways a value shows one of these secrets."""
    words = [*secrets]
    ways = shown(value, frames=frames)
    return [f"{way}: {text[:300]}" for way, text in ways if any(word in text for word in words)]


def tree(value: Any) -> Iterator[Any]:
    """A model and the models inside it."""
    yield value
    if isinstance(value, msgspec.Struct):
        members: Iterable[Any] = msgspec.structs.astuple(value)
    elif attrs.has(type(value)):
        members = attrs.astuple(value, recurse=False)
    elif isinstance(value, tuple | list):
        members = value
    else:
        return
    for member in members:
        yield from tree(member)
