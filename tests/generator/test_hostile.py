"""Specs are untrusted text: whatever stands anywhere in one, it is refused, or it stays text."""

from __future__ import annotations

import ast
import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spec_sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_words import HOSTILE

from generator import models, operations
from generator.__main__ import main
from generator.finish import finish
from generator.plan import read
from generator.refusal import SpecError, ToolError
from generator.spec import Spec, load

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[str | int, ...]
MARK = "trunkline_was_here"
CODE = f"__import__('pathlib').Path('{MARK}').touch()"
PAYLOADS = [
    *HOSTILE,
    CODE,
    f'"""\n{CODE}\n"""',
    f'"\n{CODE}\n"',
    f"'\n{CODE}\n'",
    f"')\n{CODE}\n#",
    f"x: {CODE}",
    f"x = {CODE}",
    f"{{{CODE}}}",
    f"{{{{ {CODE} }}}}",
    f"\\\n{CODE}",
    f"\r{CODE}",
    f"\f\n{CODE}",
    f"get_thing():\n    {CODE}\ndef get_other",
    f"Thing(Struct):\n    {CODE}\nclass Other",
    "../../../../tmp/trunkline",
    "/etc/passwd",
    "C:\\Windows",
    "https://example.com/x.yaml",
    "file:///etc/passwd",
    "__class__",
    "__init__",
    "_private",
    "import",
    "None",
    "self",
    "Meta",
    "",
    " ",
    "x" * 10_000,
]
SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def places(node: Any, place: Place = ()) -> Iterator[tuple[Place, bool]]:
    """Give the place of every text in a document, and whether it is a key."""
    if isinstance(node, dict):
        for key, inner in node.items():
            yield (*place, key), True
            yield from places(inner, (*place, key))
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from places(inner, (*place, index))
    elif isinstance(node, str):
        yield place, False


def put(document: Any, place: Place, text: str, *, key: bool) -> None:
    """Put a text at a place, in the place of a value or of a key, the order of the keys kept."""
    for part in place[:-1]:
        document = document[part]
    if not key:
        document[place[-1]] = text
        return
    items = [(text if name == place[-1] else name, value) for name, value in document.items()]
    document.clear()
    document.update(items)


def emitted(document: dict[str, Any]) -> dict[str, str]:
    """Return the sources of a document that breaks no rule, as they are before formatting."""
    spec = Spec("sample", "specs/sample.yaml", "0", document)
    return {**operations.emit(spec, read(document)), "models.py": finish(spec, models.emit(spec))}


class Blank(ast.NodeTransformer):
    """Takes docstrings out and every other text empty."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node


def shape(source: str) -> str:
    return ast.dump(Blank().visit(ast.parse(source)))


PROSE = [
    place for place, key in places(spec_sample.document()) if not key and place[-1] in ("description", "note")
]
ALL = list(places(spec_sample.document()))
BENIGN = {name: shape(source) for name, source in emitted(spec_sample.document()).items()}


@settings(max_examples=40, **SLOW)
@given(
    st.lists(
        st.text(st.characters(codec=None)) | st.sampled_from(PAYLOADS),
        min_size=len(PROSE),
        max_size=len(PROSE),
    )
)
def test_prose_is_never_code(texts: list[str]) -> None:
    """Every description at once holds something else; the code is the same."""
    document = spec_sample.document()
    for place, text in zip(PROSE, texts, strict=True):
        put(document, place, text[:4000] or "x", key=False)
    assert spec_sample.refusals(document) == []
    for name, source in emitted(document).items():
        source.encode()
        assert shape(source) == BENIGN[name]


@settings(max_examples=150, **SLOW)
@given(st.sampled_from(ALL), st.text(st.characters(codec=None)) | st.sampled_from(PAYLOADS))
def test_a_text_anywhere_is_refused_or_harmless(where: tuple[Place, bool], text: str) -> None:
    """Names, enums, defaults, paths, media types, operationIds, tags, servers, references: every place."""
    place, key = where
    document = spec_sample.document()
    put(document, place, text, key=key)
    if spec_sample.refusals(document):
        return
    twin = spec_sample.document()
    put(twin, place, "benign" if place[-1] not in ("pattern",) else "^benign", key=key)
    try:
        found = emitted(document)
    except ToolError:
        return
    known = (
        {shape(source) for source in emitted(twin).values()}
        if not spec_sample.refusals(twin)
        else set(BENIGN.values())
    )
    for source in found.values():
        assert shape(source) in known | set(BENIGN.values()) or text.isidentifier(), source


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_only_prose_takes_a_payload(payload: str) -> None:
    """In no other place is a text that could be code let through, whatever the place."""
    for place, key in ALL[PAYLOADS.index(payload) % 13 :: 13]:
        document = spec_sample.document()
        put(document, place, payload, key=key)
        if spec_sample.refusals(document) or (not key and place[-1] in ("description", "note")):
            continue
        # What is left are one-line texts (a title, a summary, a value of an enum, a pattern, a default) and names.
        one_line = payload.isprintable() and payload == payload.strip() and 0 < len(payload) <= 300
        is_text = not key and (
            place[-1] in ("title", "version", "summary", "from", "default", "pattern") or place[-2] == "enum"
        )
        is_address = payload in ("/etc/passwd", "https://example.com/x.yaml") and place[0] in (
            "paths",
            "servers",
        )
        kept = (is_text and (one_line or place[-1] == "default")) or payload.isidentifier() or is_address
        assert kept, (place, payload)


def test_importing_runs_nothing_of_a_spec(tmp_path: Path) -> None:
    """The whole way to an imported package, with code in every place that takes a text."""
    document = spec_sample.document()
    for place, key in ALL:
        changed = copy.deepcopy(document)
        put(changed, place, f"{CODE}", key=key)
        if not spec_sample.refusals(changed):
            document = changed
    for index, place in enumerate(PROSE):
        put(document, place, PAYLOADS[index % len(PAYLOADS)][:4000] or "x", key=False)
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/sample.yaml").write_text(json.dumps(document), encoding="utf-8")
    assert CODE in json.dumps(document["components"]["schemas"]["State"])  # an enum takes it
    output = tmp_path / "generated"
    assert main(["--specs", str(tmp_path / "specs"), "--output", str(output)]) == 0
    for path in output.rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"))
    names = [path.relative_to(output).with_suffix("") for path in output.rglob("*.py")]
    lines = [f"import {'.'.join(name.parts).removesuffix('.__init__')}" for name in names]
    lines.append(
        "from trunkline_sample import models; import typing; print(typing.get_args(models.State)[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=output, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == CODE
    assert list(tmp_path.rglob(MARK)) == []
    assert not Path(MARK).exists()


@pytest.mark.parametrize(
    "name", ["../evil", "..", "a/b", "A", "a-b", "a.b", "", "import evil", "ä", "a" * 60]
)
def test_a_spec_file_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.yaml"
    with pytest.raises((SpecError, OSError)):
        load(path)


def test_a_union_of_a_thousand_members_is_refused() -> None:
    arms = [{"type": "object", "additionalProperties": {}}] * 1000
    document = spec_sample.changed("/components/schemas/Thing/properties/owner/anyOf", arms)
    assert {refusal.rule for refusal in spec_sample.refusals(document)} == {"union"}


def test_a_thousand_values_are_an_enum() -> None:
    values = [f"value {number}" for number in range(1000)]
    document = spec_sample.changed("/components/schemas/State/enum", values)
    assert "value 999" in emitted(document)["models.py"]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither tool opens a connection, even for what the lint would have refused."""
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    pointer = "/components/schemas/Thing/properties/parent"
    with pytest.raises(ToolError):
        emitted(spec_sample.changed(pointer, {"$ref": "http://127.0.0.1:9/x.json"}))
    emitted(spec_sample.document())
