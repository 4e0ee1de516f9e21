"""The generated tree: built beside the real one, then compared with it byte by byte or put in its place."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from . import models, operations
from .finish import finish
from .plan import read
from .refusal import ToolError
from .shape import as_map

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from .shape import Json, Map
    from .spec import Spec

MANIFEST: Final = "MANIFEST.json"
FORMAT: Final = 1
SCRATCH: Final = ".building-"
TOOLS: Final = ("openapi-python-client", "datamodel-code-generator", "ruff")
LINE_LENGTH: Final = "110"
_PACKAGE: Final = re.compile(r"trunkline_[a-z0-9_]+")


@dataclass(slots=True)
class Manifest:
    """What was made from what: the hash of every spec and file, no dates, no places."""

    packages: dict[str, Json]
    tools: Json = None

    @staticmethod
    def read(content: bytes) -> Manifest:
        """Read a manifest; one that is broken says nothing."""
        try:
            facts = cast("Json", json.loads(content))
        except ValueError:
            facts = None
        return Manifest(as_map(as_map(facts).get("packages")), as_map(facts).get("tools"))

    def written(self) -> bytes:
        """Return the manifest of what these tools make."""
        tools = {tool: version(tool) for tool in TOOLS}
        facts = {"format": FORMAT, "tools": tools, "packages": dict(sorted(self.packages.items()))}
        return (json.dumps(facts, indent=2) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Differences:
    """Paths below the generated tree and the specs that were changed since, sorted."""

    changed: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])
    extra: list[str] = field(default_factory=list[str])
    differing: list[str] = field(default_factory=list[str])

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.extra or self.differing)

    def __str__(self) -> str:
        lines = [f"changed: {file}" for file in self.changed]
        lines += [f"missing: {path}" for path in self.missing]
        lines += [f"extra: {path}" for path in self.extra]
        return "\n".join(lines + [f"differs: {path}" for path in self.differing])


def build(specs: Sequence[Spec], scratch: Path) -> None:
    """Write the packages of these specs and their part of the manifest into an empty folder."""
    for spec in specs:
        package = scratch / spec.package
        files = operations.emit(spec, read(spec.document))
        files["models.py"] = finish(spec, models.emit(spec))
        for name, text in files.items():
            file = package / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        (package / "py.typed").touch()
    _format(scratch)
    packages: dict[str, Json] = {}
    for spec in specs:
        made = _files(scratch / spec.package)
        for path, content in made.items():
            if b" object at 0x" in content:
                message = f"{spec.file}: an object's address got into {spec.package}/{path}"
                raise ToolError(message)
        hashes: Map = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(made.items())}
        packages[spec.package] = {"spec": {"file": spec.file, "sha256": spec.digest}, "files": hashes}
    (scratch / MANIFEST).write_bytes(Manifest(packages).written())


def _format(folder: Path) -> None:
    """Sort imports, drop unused ones and format, with no configuration but what is said here."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RUFF_")}
    shared = [
        "--isolated",
        "--no-cache",
        "--quiet",
        "--target-version",
        "py311",
        "--line-length",
        LINE_LENGTH,
    ]
    for command in (["check", "--select", "F,I", "--fix", "--no-unsafe-fixes"], ["format"]):
        done = subprocess.run(  # noqa: S603 - our own arguments
            [sys.executable, "-m", "ruff", command[0], *shared, *command[1:], "."],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode or done.stderr.strip():
            message = f"ruff {command[0]} does not accept what was made:\n{done.stdout}{done.stderr}"
            raise ToolError(message)


def _files(folder: Path) -> dict[str, bytes]:
    """Return every file and link below a folder but compiled ones and those in scratch folders."""
    return {
        path.relative_to(folder).as_posix(): _content(path)
        for path in sorted(folder.rglob("*"))
        if (path.is_file() or path.is_symlink()) and not _is_litter(path.relative_to(folder))
    }


def _content(path: Path) -> bytes:
    # A link is never what was made, whatever it leads to: Python would import what no manifest knows.
    return b"-> " + os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()


def _is_litter(path: Path) -> bool:
    """Tell whether a file is none of ours: compiled by Python, or in a scratch folder, which counts as one."""
    compiled = path.parent.name == "__pycache__" and path.suffix == ".pyc"
    return compiled or (len(path.parts) > 1 and path.parts[0].startswith(SCRATCH))


def _leftovers(built: Path, target: Path) -> list[Path]:
    """Return the scratch folders of runs that were killed: all but the one of this run."""
    here = built.resolve()
    return [
        path
        for path in sorted(target.glob(f"{SCRATCH}*"))
        if path.is_dir() and not path.is_symlink() and not here.is_relative_to(path.resolve())
    ]


def compare(built: Path, target: Path, specs: Sequence[Spec], *, whole: bool) -> Differences:
    """Compare what was built with what is there: the packages of these specs, or everything."""
    wanted, found = _files(built), _files(target) if target.is_dir() else {}
    packages = {spec.package for spec in specs}
    if not whole:
        mine = {*packages, MANIFEST}
        found = {path: content for path, content in found.items() if path.partition("/")[0] in mine}
    changed = sorted(spec.file for spec in specs if _is_changed(spec, found.get(MANIFEST, b"")))
    differing = [path for path in wanted.keys() & found.keys() - {MANIFEST} if wanted[path] != found[path]]
    if MANIFEST in found and not _same_facts(wanted[MANIFEST], found[MANIFEST], packages, whole=whole):
        differing.append(MANIFEST)
    missing, extra = wanted.keys() - found.keys(), found.keys() - wanted.keys()
    extra |= {f"{path.name}/" for path in _leftovers(built, target)}
    return Differences(changed, sorted(missing), sorted(extra), sorted(differing))


def _is_changed(spec: Spec, manifest: bytes) -> bool:
    """Tell whether a package was made from another text of this spec."""
    made = as_map(Manifest.read(manifest).packages.get(spec.package))
    return bool(made) and as_map(made.get("spec")).get("sha256") != spec.digest


def _same_facts(wanted: bytes, found: bytes, packages: set[str], *, whole: bool) -> bool:
    """Compare two manifests: every byte, or what they say of some packages."""
    if whole:
        return wanted == found
    mine, theirs = Manifest.read(wanted), Manifest.read(found)
    return mine.tools == theirs.tools and all(
        mine.packages.get(name) == theirs.packages.get(name) for name in packages
    )


def replace(built: Path, target: Path, specs: Sequence[Spec], *, whole: bool) -> None:
    """Put the built packages in the place of the old ones; packages of specs that are gone go too."""
    path = target / MANIFEST
    old = Manifest.read(path.read_bytes() if path.is_file() else b"")
    new = Manifest.read((built / MANIFEST).read_bytes())
    gone = sorted(filter(_PACKAGE.fullmatch, old.packages.keys() - new.packages.keys())) if whole else []
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=target) as aside:
        for package in [*(spec.package for spec in specs), *gone]:
            _swap(built / package, target / package, Path(aside) / package)
    if not whole:
        new.packages = {**old.packages, **new.packages}
    (built / MANIFEST).write_bytes(new.written())
    (built / MANIFEST).replace(path)
    for leftover in _leftovers(built, target):
        shutil.rmtree(leftover)


def _swap(new: Path, place: Path, aside: Path) -> None:
    """Put a folder in the place of another, which is moved aside, and comes back if that fails."""
    if place.is_dir():
        place.rename(aside)
    if new.is_dir():
        try:
            new.rename(place)
        except OSError:
            if aside.is_dir():
                aside.rename(place)
            raise


@contextlib.contextmanager
def scratch_folder(output: Path, *, check: bool) -> Generator[Path]:
    """Give an empty folder: anywhere for a check, else on the output's own file system, to move out of."""
    if not check:
        output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=None if check else output) as folder:
        tree = Path(folder) / "tree"
        tree.mkdir()
        yield tree
