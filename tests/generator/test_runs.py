"""What a run is asked for and what lies around where it works: named, removed if it is ours, else left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spec_sample
from test_tree import change_a_comment, change_byte, files, leave_a_killed_run, run

from generator.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


def test_compiled_files_are_no_difference(tree: Path) -> None:
    for folder in ("trunkline_sample", "trunkline_sample/operations"):
        (tree / "generated" / folder / "__pycache__").mkdir()
        (tree / "generated" / folder / "__pycache__/models.cpython-311.pyc").touch()
    assert run(tree, "--check") == 0


def test_a_killed_run_is_seen_whatever_is_asked_for(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leave_a_killed_run(tree)
    (tree / "generated/.building-x/tree/file.py").touch()
    assert run(tree, "sample", "--check") == 1
    assert capsys.readouterr().out.splitlines()[0] == "extra: .building-x/"
    assert run(tree, "sample") == 0
    assert run(tree, "--check") == 0


def test_a_run_knows_its_own_folder_by_any_name(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree / "generated")
    for output in (".", "../specs/../generated"):
        assert main(["--specs", "../specs", "--output", output]) == 0
    assert capsys.readouterr().out == "generated: trunkline_sample\n" * 2
    assert run(tree, "--check") == 0


def test_a_link_is_not_what_was_made(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tree / "generated/trunkline_sample"
    (package / "more").symlink_to(package / "operations", target_is_directory=True)
    (package / "models.py").rename(tree / "models.py")
    (package / "models.py").symlink_to(tree / "models.py")
    assert run(tree, "--check") == 1
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["extra: trunkline_sample/more", "differs: trunkline_sample/models.py"]
    assert run(tree) == 0
    assert run(tree, "--check") == 0


def test_what_a_killed_run_did_not_make_stays(tree: Path) -> None:
    (tree / "kept").mkdir()
    (tree / "kept/file").touch()
    (tree / "generated/.building-x").symlink_to(tree / "kept", target_is_directory=True)
    (tree / "generated/.building-y").touch()
    assert run(tree) == 0
    assert (tree / "kept/file").is_file()
    assert (tree / "generated/.building-y").is_file()


def test_only_the_changed_spec_is_named(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "specs/other.yaml").write_text(spec_sample.TEXT, encoding="utf-8")
    assert run(tree) == 0
    change_a_comment(tree)
    capsys.readouterr()
    assert run(tree, "--check") == 1
    differences = capsys.readouterr().out.splitlines()[:-1]
    assert differences == ["changed: specs/sample.yaml", "differs: MANIFEST.json"]


def test_a_spec_named_twice_is_made_once(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tree, "sample", "sample") == 0
    assert run(tree, "sample", "sample", "--check") == 0
    assert capsys.readouterr().out == "generated: trunkline_sample\nup to date: trunkline_sample\n"


@pytest.mark.parametrize("folder", ["empty", "missing", "specs/sample.yaml"])
def test_no_specs_at_all_are_refused(tree: Path, capsys: pytest.CaptureFixture[str], folder: str) -> None:
    """A folder typed wrong must not read as "every spec is gone", which would remove every package."""
    (tree / "empty").mkdir()
    before = files(tree)
    for mode in ([], ["--check"]):
        assert main(["--specs", str(tree / folder), "--output", str(tree / "generated"), *mode]) == 2
        assert f"{folder}#: " in capsys.readouterr().err
    assert files(tree) == before


def test_a_folder_named_like_a_spec_is_refused(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "specs/a.yaml").mkdir()
    before = files(tree)
    assert run(tree) == 2
    assert "specs/a.yaml#: " in capsys.readouterr().err
    assert files(tree) == before


def test_a_run_says_what_it_changed_and_not_where_it_worked(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_byte(tree)
    assert run(tree) == 0
    assert capsys.readouterr().out == "differs: trunkline_sample/models.py\ngenerated: trunkline_sample\n"
