"""How a release comes about: nothing runs that is not pinned, and no job may do more than its own part."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def workflow(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(path.read_text("utf-8"))
    return loaded


def steps(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in workflow(path)["jobs"].items():
        for step in job.get("steps", ()):
            yield name, step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_hash(path: Path) -> None:
    used = [step["uses"] for _, step in steps(path) if "uses" in step]
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []
    # What a hash means is said beside it, so that a person can review a change of it.
    lines = [line for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert all(re.search(r"# v\d+(\.\d+)+$", line) for line in lines)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_job_may_do_more_than_it_needs(path: Path) -> None:
    whole = workflow(path)
    assert whole["permissions"] in ({}, {"contents": "read"})
    for name, job in whole["jobs"].items():
        granted = job.get("permissions", whole["permissions"])
        assert set(granted.items()) <= {("contents", "read"), ("id-token", "write")}, name
        assert job["timeout-minutes"] <= 30
    assert "pull_request_target" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_secret_is_stored_for_a_workflow(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "secrets." not in text
    assert "secrets: inherit" not in text
    for _, step in steps(path):
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
        # Text of a title or a branch in a command line would be a command.
        assert "${{" not in step.get("run", "")


def test_the_job_that_may_publish_runs_nothing_of_ours() -> None:
    jobs = workflow(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    trusted = {name: job for name, job in jobs.items() if "id-token" in job.get("permissions", {})}
    assert list(trusted) == ["publish"]
    publish = trusted["publish"]
    assert publish["permissions"] == {"id-token": "write"}
    assert publish["environment"] == "pypi"
    assert publish["needs"] == "build"
    assert not any("run" in step for step in publish["steps"])
    fetch, upload = publish["steps"]
    assert fetch["uses"].startswith("actions/download-artifact@")
    assert upload["uses"].startswith("pypa/gh-action-pypi-publish@")
    # Signed in by the identity of this workflow alone, and the files' origin attested.
    assert upload["with"] == {"attestations": True}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_holds_versions_and_hashes_and_no_address(path: Path) -> None:
    text = path.read_text("utf-8").replace("\\\n", " ")
    assert "://" not in text
    assert not re.search(r"^\s*(--index|--extra|--find|-i |-f |-e )", text, re.MULTILINE)
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,.-]+\])?==[^ ]+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line


def test_every_group_that_a_session_installs_has_its_lock_and_is_installed_by_hash() -> None:
    groups = set(PROJECT["dependency-groups"]) - {"editable", "generator"}
    assert {path.stem for path in LOCKS} == groups
    sessions = (ROOT / "noxfile.py").read_text("utf-8")
    assert '"--require-hashes", "--no-deps", "-r", f"locks/{group}.txt"' in sessions


def test_nothing_is_installed_without_its_hash() -> None:
    scripts = [*WORKFLOWS, ROOT / ".ci" / "run"]
    lines = [
        line for path in scripts for line in path.read_text("utf-8").splitlines() if "pip install" in line
    ]
    assert lines
    assert [line for line in lines if "--require-hashes -r locks/" not in line] == []


def test_what_frames_http_is_new_enough() -> None:
    """Older ones accept chunked bodies that are malformed (CVE-2025-43859)."""
    assert "h11>=0.16" in PROJECT["project"]["dependencies"]
    for name in ("tests", "demo"):
        locked = re.search(r"^h11==(\d+)\.(\d+)", (ROOT / "locks" / f"{name}.txt").read_text("utf-8"), re.M)
        assert locked is not None
        assert (int(locked[1]), int(locked[2])) >= (0, 16)
