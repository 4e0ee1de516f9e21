"""The generated tree: `--check` sees every change, a failed run writes nothing, and bytes do not vary."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spec_sample
from openapi_python_client.parser.errors import ParseError

from generator import models, operations
from generator.__main__ import main
from generator.tree import Manifest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]


def run(tree: Path, *arguments: str) -> int:
    return main(["--specs", str(tree / "specs"), "--output", str(tree / "generated"), *arguments])


def files(tree: Path) -> dict[str, bytes]:
    found = (path for path in tree.rglob("*") if path.is_file())
    return {str(path.relative_to(tree)): path.read_bytes() for path in found}


def change_byte(tree: Path) -> None:
    path = tree / "generated/trunkline_sample/models.py"
    path.write_bytes(path.read_bytes().replace(b"id: str", b"id: int", 1))


def add_file(tree: Path) -> None:
    (tree / "generated/trunkline_sample/operations/more.py").touch()


def add_file_outside(tree: Path) -> None:
    (tree / "generated/stray.txt").touch()


def hide_a_file_among_compiled_ones(tree: Path) -> None:
    folder = tree / "generated/trunkline_sample/__pycache__"
    folder.mkdir()
    (folder / "more.py").touch()


def leave_a_killed_run(tree: Path) -> None:
    (tree / "generated/.building-x/tree").mkdir(parents=True)  # killed before its first file


def remove_file(tree: Path) -> None:
    (tree / "generated/trunkline_sample/py.typed").unlink()


def remove_manifest(tree: Path) -> None:
    (tree / "generated/MANIFEST.json").unlink()


def change_manifest(tree: Path) -> None:
    path = tree / "generated/MANIFEST.json"
    path.write_bytes(path.read_bytes() + b"\n")


def change_description(tree: Path) -> None:
    replace_in_spec(tree, "Id of it.", "Id of this.")


def change_a_fact_that_emits_nothing(tree: Path) -> None:
    replace_in_spec(tree, "description: There is none.", "description: Nothing is there.")


def change_a_comment(tree: Path) -> None:
    replace_in_spec(tree, "openapi: 3.1.0", "openapi: 3.1.0 # a reason")


def replace_in_spec(tree: Path, old: str, new: str) -> None:
    path = tree / "specs/sample.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


DAMAGES = [
    (change_byte, "differs: trunkline_sample/models.py"),
    (add_file, "extra: trunkline_sample/operations/more.py"),
    (add_file_outside, "extra: stray.txt"),
    (
        hide_a_file_among_compiled_ones,
        "extra: trunkline_sample/__pycache__/more.py",
    ),
    (leave_a_killed_run, "extra: .building-x/"),
    (remove_file, "missing: trunkline_sample/py.typed"),
    (remove_manifest, "missing: MANIFEST.json"),
    (change_manifest, "differs: MANIFEST.json"),
    (change_description, "differs: trunkline_sample/models.py"),
    (change_a_fact_that_emits_nothing, "differs: MANIFEST.json"),
    (change_a_comment, "differs: MANIFEST.json"),
    (change_description, "changed: specs/sample.yaml"),
    (change_a_fact_that_emits_nothing, "changed: specs/sample.yaml"),
]


def test_a_fresh_tree_is_up_to_date(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(tree)
    assert run(tree, "--check") == 0
    assert run(tree, "sample", "--check") == 0
    assert files(tree) == before
    assert capsys.readouterr().out == "up to date: trunkline_sample\n" * 2


@pytest.mark.parametrize(
    ("damage", "said"), DAMAGES, ids=[f"{damage.__name__}: {said}" for damage, said in DAMAGES]
)
def test_check_sees_a_change_and_a_run_undoes_it(
    tree: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None], said: str
) -> None:
    damage(tree)
    before = files(tree)
    assert run(tree, "--check") == 1
    assert said in capsys.readouterr().out.splitlines()
    assert files(tree) == before  # a check writes nothing
    assert run(tree) == 0
    if damage is add_file_outside:  # nobody's file is not the generator's to remove
        (tree / "generated/stray.txt").unlink()
    assert run(tree, "--check") == 0


def test_one_spec_leaves_the_others_alone(tree: Path) -> None:
    (tree / "specs/other.yaml").write_text(spec_sample.TEXT, encoding="utf-8")
    assert run(tree, "other") == 0
    assert run(tree, "--check") == 0
    change_byte(tree)
    assert run(tree, "other", "--check") == 0
    assert run(tree, "sample", "--check") == 1
    before = files(tree / "generated/trunkline_sample")
    assert run(tree, "other") == 0
    assert files(tree / "generated/trunkline_sample") == before


def test_a_spec_that_is_gone_takes_its_package_along(tree: Path) -> None:
    (tree / "specs/sample.yaml").rename(tree / "specs/other.yaml")
    assert run(tree, "--check") == 1
    assert run(tree) == 0
    assert sorted(path.name for path in (tree / "generated").iterdir()) == [
        "MANIFEST.json",
        "trunkline_other",
    ]


def test_a_manifest_cannot_name_what_is_not_a_package(tree: Path) -> None:
    (tree / "kept").mkdir()
    manifest = tree / "generated/MANIFEST.json"
    facts = json.loads(manifest.read_bytes())
    facts["packages"]["../kept"] = facts["packages"][".."] = {}
    manifest.write_text(json.dumps(facts), encoding="utf-8")
    assert run(tree) == 0
    assert (tree / "kept").is_dir()


def test_a_broken_manifest_is_written_anew(tree: Path) -> None:
    (tree / "generated/MANIFEST.json").write_text("{", encoding="utf-8")
    assert run(tree, "--check") == 1
    assert run(tree) == 0
    assert run(tree, "--check") == 0


def test_the_manifest_has_no_place_and_no_date(sample_output: Path) -> None:
    text = (sample_output / "generated/MANIFEST.json").read_text(encoding="utf-8")
    manifest = Manifest.read(text.encode())
    assert str(sample_output) not in text
    assert set(json.loads(text)) == {"format", "tools", "packages"}
    assert list(manifest.packages) == ["trunkline_sample"]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("sample.yaml", spec_sample.TEXT.replace("get_thing", "getThing"), "specs/sample.yaml#/paths/"),
        ("Sample.yaml", spec_sample.TEXT, "specs/Sample.yaml#: "),
        ("a-b.yaml", spec_sample.TEXT, "specs/a-b.yaml#: "),
        ("sample.yaml", "a: [", "specs/sample.yaml#"),
        ("sample.yaml", "\udcff", "specs/sample.yaml#: not UTF-8"),
    ],
)
def test_a_refused_spec_leaves_everything_as_it_was(
    tree: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, said: str
) -> None:
    (tree / "specs" / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    before = files(tree)
    assert run(tree) == 2
    assert said in capsys.readouterr().err
    assert files(tree) == before


def test_an_unknown_name_is_refused(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tree, "nobody") == 2
    assert run(tree, "../specs/sample") == 2
    assert "there are sample" in capsys.readouterr().err


OUTPUTS: list[tuple[object, str, Callable[[str], str], str]] = [
    (
        models,
        "emit",
        lambda text: text.replace("class Thing(", "class Thing1("),
        "changed the components: Thing",
    ),
    (models, "emit", lambda text: text + "\nimport os\n", "wrote a Import "),
    (models, "emit", lambda text: text + "\nx = 1\n", "wrote a Assign "),
    (models, "emit", lambda text: text.replace("id: str", "id: exec('x')"), "wrote a Call "),
    (models, "emit", lambda text: text.replace("id: str", "id: str = exec('x')"), "wrote a Call "),
    (
        models,
        "emit",
        lambda text: text.replace("name='createdAt'", "name='madeAt'"),
        "changed the members of Thing",
    ),
    (models, "emit", lambda text: text.replace("'force'", "'forced'"), "changed the values of Mode"),
    (
        models,
        "emit",
        lambda text: text.replace("    owner: str | None\n", ""),
        "changed the members of Thing",
    ),
    (
        models,
        "emit",
        lambda text: text.replace("    owner: str | None\n", "    def f(self): ...\n"),
        "wrote a FunctionDef",
    ),
]


@pytest.mark.parametrize(("module", "name", "spoil", "said"), OUTPUTS, ids=[said for *_, said in OUTPUTS])
def test_what_a_tool_says_wrong_fails_the_run(
    tree: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    spoil: Callable[[str], str],
    said: str,
) -> None:
    real = getattr(module, name)
    monkeypatch.setattr(module, name, lambda spec: spoil(real(spec)))
    before = files(tree)
    assert run(tree) == 2
    assert said in capsys.readouterr().err
    assert files(tree) == before


def drop_operation(data: Any) -> None:
    data.endpoint_collections_by_tag["things"].endpoints.pop()


def drop_response(data: Any) -> None:
    data.endpoint_collections_by_tag["things"].endpoints[0].responses.patterns.pop()


def drop_parameter(data: Any) -> None:
    data.endpoint_collections_by_tag["things"].endpoints[0].query_parameters.pop()


def rename_component(data: Any) -> None:
    prop = data.endpoint_collections_by_tag["things"].endpoints[0].responses.patterns[0].prop
    object.__setattr__(prop, "class_info", type(prop.class_info)(name="Thing1", module_name="thing_1"))


def warn(data: Any) -> None:
    data.errors.append(ParseError(header="WARNING", detail="something was left out"))


PARSED: list[tuple[Callable[[Any], None], str]] = [
    (drop_operation, "openapi-python-client changed the operations"),
    (drop_response, "openapi-python-client changed get_thing"),
    (drop_parameter, "openapi-python-client changed get_thing"),
    (rename_component, "openapi-python-client renamed a component to Thing1"),
    (warn, "openapi-python-client warns: WARNING something was left out"),
]


@pytest.mark.parametrize(("spoil", "said"), PARSED, ids=[spoil.__name__ for spoil, _ in PARSED])
def test_what_is_dropped_in_parsing_fails_the_run(
    tree: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Any], None],
    said: str,
) -> None:
    real = operations.GeneratorData.from_dict

    def spoilt(*arguments: Any, **options: Any) -> Any:
        data = real(*arguments, **options)
        spoil(data)
        return data

    monkeypatch.setattr(operations.GeneratorData, "from_dict", spoilt)
    before = files(tree)
    assert run(tree) == 2
    assert said in capsys.readouterr().err
    assert files(tree) == before


@pytest.mark.parametrize("how", ["warnings", "stderr", "stdout"])
def test_what_the_models_tool_says_fails_the_run(
    tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    real = models.tool.generate

    def loud(*arguments: Any, **options: Any) -> Any:
        if how == "warnings":
            warnings.warn("careful", stacklevel=1)
        else:
            print("careful", file=getattr(sys, how))
        return real(*arguments, **options)

    monkeypatch.setattr(models.tool, "generate", loud)
    before = files(tree)
    assert run(tree) == 2
    assert "careful" in capsys.readouterr().err
    assert files(tree) == before


def test_an_object_address_in_the_output_fails_the_run(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in_spec(tree, "Id of it.", "<Thing object at 0x7f00>")
    before = files(tree)
    assert run(tree) == 2
    assert "an object's address got into trunkline_sample/models.py" in capsys.readouterr().err
    assert files(tree) == before


def test_a_template_that_makes_no_python_fails_the_run(
    tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = operations.emit
    monkeypatch.setattr(
        operations, "emit", lambda spec, plan: {**real(spec, plan), "_wire.py": "undefined_name\n"}
    )
    before = files(tree)
    assert run(tree) == 2
    assert "ruff check does not accept what was made" in capsys.readouterr().err
    assert files(tree) == before


def test_the_bytes_depend_on_nothing_around(sample_output: Path, tmp_path: Path) -> None:
    """Not on the hash seed, the current folder, its ruff configuration, the locale or the clock."""
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 40\n", encoding="utf-8")
    (tmp_path / "msgspec").mkdir()  # would be taken for a first-party package
    for seed in ("0", "1"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(ROOT),
            "RUFF_LINE_LENGTH": "40",
            "LC_ALL": "C",
            "TZ": "Asia/Tokyo",
        }
        output = tmp_path / f"generated{seed}"
        command = ["-m", "generator", "--specs", str(sample_output / "specs"), "--output", str(output)]
        subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, check=True, capture_output=True
        )
        wanted = {
            path: text
            for path, text in files(sample_output / "generated").items()
            if "__pycache__" not in path
        }
        assert files(output) == wanted


def test_the_committed_packages_are_what_the_specs_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out
