"""The only door to every task. Sessions install locks with hashes; only `build` tries the wheel as a user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.sessions = ["lint", "typing", "regenerate", "tests"]

ROOT = Path(__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
UV = "uv==0.13.9"
# These install the project too; the others need only their tools.
LOCKED_WITH_PROJECT = ("demo", "docs", "tests", "typing")
PACKAGES = ("trunkline", *sorted(path.parent.name for path in ROOT.glob("generated/*/__init__.py")))


def _supported() -> list[str]:
    prefix = "Programming Language :: Python :: 3."
    return [
        f"3.{line.removeprefix(prefix)}"
        for line in PROJECT["project"]["classifiers"]
        if line.startswith(prefix)
    ]


def _found() -> list[str]:
    """The supported interpreters that run here; the one nox runs on is always among them."""
    own = f"3.{sys.version_info.minor}"
    return [version for version in _supported() if version == own or _runs(f"python{version}")]


def _runs(name: str) -> bool:
    path = shutil.which(name)
    return (
        path is not None
        and subprocess.run([path, "-c", ""], check=False, capture_output=True).returncode == 0
    )


def _install(session: nox.Session, group: str) -> None:
    session.install("--require-hashes", "--no-deps", "-r", f"locks/{group}.txt")


def _install_project(session: nox.Session) -> None:
    session.install("--no-build-isolation", "--no-deps", "--editable", ".")


@nox.session
def demo(session: nox.Session) -> None:
    """The main job on one screen: regenerate, then every provider against a sandbox on a real port."""
    _install(session, "demo")
    _install_project(session)
    session.run("python", "docs/demo.py")


@nox.session(python=_found())
def tests(session: nox.Session) -> None:
    """Everything that proves behaviour. Arguments go to pytest."""
    _install(session, "tests")
    _install_project(session)
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def typing(session: nox.Session) -> None:
    """Mypy and pyright, both strict, on the source, the generator, the generated clients and what users write."""
    _install(session, "typing")
    _install_project(session)
    session.run("mypy")
    session.run("pyright")


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff's rules and its formatter."""
    _install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def regenerate(session: nox.Session) -> None:
    """Make generated/ from specs/. With `-- --check` compare instead, and fail naming what differs."""
    _install(session, "regenerate")
    session.run("python", "-m", "generator", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Write what README shows of the code. With `-- --check` compare instead."""
    _install(session, "docs")
    _install_project(session)
    session.run("python", "docs/tables.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Print ratios, each measured side by side in one run."""
    _install(session, "docs")
    _install_project(session)
    # Without its cache of compiled modules Python would measure its compiler.
    session.run("python", "benchmarks/call.py", env={"PYTHONDONTWRITEBYTECODE": ""})


@nox.session
def fuzz(session: nox.Session) -> None:
    """Twenty thousand answers that no vendor should give, new ones every time. Arguments go to pytest."""
    _install(session, "tests")
    _install_project(session)
    cases = os.environ.get("TRUNKLINE_FUZZ_CASES", "20000")
    session.run("python", "-m", "pytest", "tests/fuzz", *session.posargs, env={"TRUNKLINE_FUZZ_CASES": cases})


@nox.session
def build(session: nox.Session) -> None:
    """Make the wheel and the sdist, import the wheel where nothing else is installed, and list what it came with."""
    _install(session, "build")
    dist = ROOT / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    session.run("python", "-m", "build", "--no-isolation", "--outdir", str(dist))
    (wheel,) = dist.glob("*.whl")
    empty = Path(session.create_tmp()) / "empty"
    session.run("python", "-m", "venv", "--clear", str(empty))
    python = empty / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    session.run(str(python), "-m", "pip", "install", "--quiet", str(wheel), external=True)
    imports = "; ".join(f"import {package}" for package in PACKAGES)
    check = f"{imports}; from trunkline import AsyncClient, Client; print('wheel: ok')"
    session.run(str(python), "-I", "-c", check, external=True)
    # What the wheel brings along, as a bill of materials to publish beside it. Who installed it is no part of it.
    session.run(str(python), "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools", "pip", external=True)
    bill = ROOT / "dist-sbom" / "trunkline.cdx.json"
    bill.parent.mkdir(exist_ok=True)
    session.run(
        "cyclonedx-py", "environment", "--output-reproducible", "--output-file", str(bill), str(python)
    )


@nox.session
def lock(session: nox.Session) -> None:
    """Resolve every group anew into locks/."""
    session.install(UV)
    groups = [group for group in PROJECT["dependency-groups"] if group not in ("editable", "generator")]
    for group in groups:
        project = ["pyproject.toml"] if group in LOCKED_WITH_PROJECT else []
        session.run(
            *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--upgrade"),
            *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"),
            *project,
            *("--group", f"pyproject.toml:{group}", "--output-file", f"locks/{group}.txt"),
        )
