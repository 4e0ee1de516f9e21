"""Text from a spec on its way into Python source: as a literal, a docstring or a comment, never as code.

Everything here gives the same bytes on every Python version: literals are ASCII, and which characters may
stand in prose is decided by the Unicode 3.2 tables that every Python ships unchanged.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING
from unicodedata import ucd_3_2_0

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .shape import Json

WIDTH = 110
_SHOWN = frozenset("LMNPS")  # letters, marks, numbers, punctuation, symbols; not controls, bidi or surrogates


def literal(value: Json | tuple[str | int, ...]) -> str:
    """Return Python source for a plain value; text is escaped to ASCII."""
    if isinstance(value, tuple):
        inner = ", ".join(literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, dict | list):
        message = "only scalars and tuples are written as literals"
        raise TypeError(message)
    return ascii(value)


def paragraphs(text: str) -> list[str]:
    """Split prose at blank lines, join the lines of each paragraph and make odd characters visible."""
    lines = re.sub(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    blocks = re.split(r"\n[ \t]*\n", lines)
    joined = (" ".join(_visible(block).split()) for block in blocks)
    return [block for block in joined if block]


def one_line(text: str) -> str:
    """Return prose as one line."""
    return " ".join(paragraphs(text))


def is_shown(char: str) -> bool:
    """Tell whether a character is seen as what it is; controls, bidi marks and surrogates are not."""
    if char == "\xad":  # a hyphen in those tables, invisible since
        return False
    return char == " " or ucd_3_2_0.category(char)[0] in _SHOWN


def _visible(text: str) -> str:
    return "".join(char if char in "\n\t" or is_shown(char) else f"\\u{ord(char):04x}" for char in text)


def wrapped(text: str, indent: int, *, first: str = "", hanging: int = 0) -> list[str]:
    """Wrap one paragraph to lines of `indent` blanks, `first` before the text, the rest hanging deeper."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent + first,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def docstring(blocks: Sequence[Sequence[str]], indent: int) -> str:
    """Return the source of a docstring of blocks of lines, a blank line between blocks, no leading indent."""
    lines: list[str] = []
    for block in blocks:
        if lines and block:
            lines.append("")
        lines += block
    if len(lines) == 1:
        only = lines[0].strip()
        return '"""' + _escaped(only, quotes='"' if only.endswith('"') else '"""') + '"""'
    escaped = [_escaped(line) for line in lines]
    return '"""' + "\n".join([escaped[0].strip(), *escaped[1:]]) + f'\n{" " * indent}"""'


def _escaped(line: str, *, quotes: str = '"""') -> str:
    """Escape backslashes, and the quotes that would end the docstring."""
    return line.replace("\\", "\\\\").replace(quotes, '\\"' * len(quotes))


def prose(text: str, indent: int) -> list[list[str]]:
    """Return the paragraphs of a description as blocks for `docstring`."""
    return [wrapped(paragraph, indent) for paragraph in paragraphs(text)]


def entries(title: str, pairs: Iterable[tuple[str, str]], indent: int) -> list[str]:
    """Return one `Args:`-like block, or nothing when there are no entries."""
    lines: list[str] = []
    for name, text in pairs:
        lead = f"{name}: " if name else ""
        lines += wrapped(lead + (one_line(text) or "(not described)"), indent + 4, hanging=4 if name else 0)
    return [" " * indent + f"{title}:", *lines] if lines else []
