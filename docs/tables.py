"""Writes the tables of README that show what the code says; with --check it compares and fails instead."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from trunkline import Capability
from trunkline.providers._asked import OPERATIONS
from trunkline.providers._installed import installed

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- capabilities: written by `nox -s docs` -->\n"
END = "<!-- /capabilities -->"
ORDER = ("openint", "openint-v0", "membrane", "workiva")


def capabilities() -> str:
    """Operations by providers, and under each operation the arguments that not every provider takes."""
    known = {provider.name: provider.capabilities for provider in installed()}
    names = sorted(known, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    rows = [["", *names], ["---"] * (len(names) + 1)]
    for operation in OPERATIONS:
        ways = [known[name].get(operation, Capability.UNSUPPORTED) for name in names]
        rows.append(
            [_label(operation), *("-" if way is Capability.UNSUPPORTED else way.value for way in ways)]
        )
    return "".join(map(_row, rows))


def _label(operation: str) -> str:
    name, _, argument = operation.removesuffix(")").partition("(")
    return f"… with `{argument}`" if argument else f"`{name}`"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def written(text: str) -> str:
    """README with its tables as the code has them."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + capabilities() + END + after


def main(arguments: Sequence[str]) -> int:
    """Write README, or compare it."""
    text = README.read_text("utf-8")
    new = written(text)
    if "--check" in arguments:
        if text != new:
            print("README.md differs from the code: run `nox -s docs`")
        return int(text != new)
    README.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
