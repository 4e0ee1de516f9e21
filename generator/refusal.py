"""Why a run stops: a spec that is refused, or a tool that did not do what was asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """One broken rule at one place of one file."""

    file: str
    pointer: str
    rule: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}#{one_line(self.pointer)}: {one_line(self.reason)} [{self.rule}]"


class SpecError(Exception):
    """A spec breaks rules; all of them are named."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = tuple(refusals)


class ToolError(Exception):
    """A tool warned, dropped or renamed something, or failed; nothing was written."""
