"""The command: `python -m generator [NAME...] [--check]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .refusal import SpecError, ToolError
from .spec import Spec, find, load
from .tree import build, compare, replace, scratch_folder

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 1 differences, 2 refused."""
    parser = argparse.ArgumentParser(
        prog="python -m generator", description="Generate the typed clients from the specs."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a spec's file name without .yaml; all when none"
    )
    parser.add_argument("--check", action="store_true", help="change nothing; say what differs and exit 1")
    parser.add_argument("--specs", type=Path, default=ROOT / "specs", help="the folder of specs")
    parser.add_argument("--output", type=Path, default=ROOT / "generated", help="the folder of packages")
    options = parser.parse_args(arguments)
    names: list[str] = options.names
    try:
        specs = _load(find(options.specs, names))
        return _run(specs, options.output, check=options.check, whole=not names)
    except (SpecError, ToolError) as error:
        print(f"refused, nothing was written:\n{error}", file=sys.stderr)
        return 2


def _load(paths: list[Path]) -> list[Spec]:
    """Load every spec, and name what is wrong with all of them at once."""
    specs: list[Spec] = []
    errors: list[SpecError] = []
    for path in paths:
        try:
            specs.append(load(path))
        except SpecError as error:
            errors.append(error)
    if errors:
        raise SpecError([refusal for error in errors for refusal in error.refusals])
    return specs


def _run(specs: list[Spec], output: Path, *, check: bool, whole: bool) -> int:
    with scratch_folder(output, check=check) as scratch:
        build(specs, scratch)
        differences = compare(scratch, output, specs, whole=whole)
        if not check:
            replace(scratch, output, specs, whole=whole)
    if differences:
        print(differences)
    done = "up to date" if check else "generated"
    print(f"{'differences' if check and differences else done}: {', '.join(spec.package for spec in specs)}")
    return 1 if check and differences else 0


if __name__ == "__main__":
    sys.exit(main())
