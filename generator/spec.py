"""One spec: found, loaded and checked. Whatever is wrong with it, all of it is said, and nothing is made."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .document import components
from .reading import parse
from .refusal import Refusal, SpecError
from .rules import lint
from .shape import Map

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True)
class Spec:
    """A spec that broke no rule."""

    name: str
    file: str  # relative, with slashes, as it is shown and recorded
    digest: str
    document: Map

    @property
    def package(self) -> str:
        """The name of the package that is made from it."""
        return f"trunkline_{self.name}"

    @property
    def component_names(self) -> frozenset[str]:
        """The names of its schemas."""
        return frozenset(components(self.document, "schemas"))


def load(path: Path) -> Spec:
    """Load and check one spec. Raises SpecError."""
    file = f"{path.parent.name}/{path.name}"
    if not NAME.fullmatch(path.stem):
        raise SpecError([Refusal(file, "", "file-name", "a spec is named in lower case, digits and _")])
    try:
        content = path.read_bytes()
    except OSError as error:  # a folder of such a name, a link that leads nowhere, a file of somebody else's
        raise SpecError([Refusal(file, "", "file", f"cannot be read ({type(error).__name__})")]) from None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise SpecError([Refusal(file, "", "yaml", "not UTF-8")]) from None
    document = parse(text, file)
    refusals = lint(document, file)
    if refusals:
        raise SpecError(refusals)
    return Spec(path.stem, file, hashlib.sha256(content).hexdigest(), document)


def find(folder: Path, names: list[str]) -> list[Path]:
    """Return the files of the named specs, each once, or of all. Raises SpecError when there is none.

    No spec at all is a folder typed wrong. Taken for "every spec is gone", it would remove every package.
    """
    found = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    missing = [name for name in names if name not in found]
    if missing:
        reason = f"no such spec: {', '.join(missing)}; there are {', '.join(found) or 'none'}"
        raise SpecError([Refusal(folder.name, "", "file-name", reason)])
    if not found:
        reason = "there is no spec in this folder" if folder.is_dir() else "there is no such folder"
        raise SpecError([Refusal(folder.as_posix(), "", "file", reason)])
    return [found[name] for name in dict.fromkeys(names or found)]
