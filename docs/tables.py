"""Writes the tables of README that show what the code says; with --check it compares and fails instead."""

from __future__ import annotations

import sys
from pathlib import Path

from trunkline import Capability
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Provider, Workiva
from trunkline.providers._provider import OPERATIONS

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- capabilities: written by `nox -s docs` -->\n"
END = "<!-- /capabilities -->"
PROVIDERS: tuple[type[Provider], ...] = (OpenInt, OpenIntV0, Membrane, Workiva)


def capabilities() -> str:
    """Operations by providers, and the filters of lists."""
    rows = [["", *(provider.name for provider in PROVIDERS)], ["---"] * (len(PROVIDERS) + 1)]
    for operation in OPERATIONS:
        ways = [provider.capabilities.get(operation, Capability.UNSUPPORTED) for provider in PROVIDERS]
        rows.append(
            [f"`{operation}`", *("-" if way is Capability.UNSUPPORTED else way.value for way in ways)]
        )
    filters = [", ".join(sorted(provider.filters)) or "-" for provider in PROVIDERS]
    rows.append(["filters of `connections.list`", *filters])
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def written(text: str) -> str:
    """README with its tables as the code has them."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + capabilities() + END + after


def main() -> int:
    text = README.read_text("utf-8")
    new = written(text)
    if "--check" in sys.argv[1:]:
        if text != new:
            print("README.md differs from the code: run `nox -s docs`")
        return int(text != new)
    README.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
