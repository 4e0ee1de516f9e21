"""Text that goes into source stays text."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.words import docstring, entries, is_shown, literal, one_line, prose

HOSTILE = [
    '"""',
    '""""',
    "'''",
    '"',
    'ends with "',
    "\\",
    "ends with \\",
    '\\"""',
    '\\\\"""',
    "a\nb",
    "a\r\nb",
    "\f",
    "\x00",
    "\u202e\u2066",
    "\u2028\u2029\x85",
    "\ud800",
    "\N{SNOWMAN} é",
    "\U0001f600",
    '"""\nimport os\nos.system("x")\n"""',
    "{{ 7 * 7 }}{% for x in y %}",
    "{braces} %s %(x)s",
    "\\N{DIGIT ONE}\\x41\\u0041",
    "a" * 3000,
    "\\" * 301,
    '"' * 301,
]
texts = (
    st.text(st.characters(codec=None), max_size=60)
    | st.sampled_from(HOSTILE)
    | st.text("\\\"\n '{", max_size=30)
)


@given(texts)
def test_a_literal_is_the_text_again(text: str) -> None:
    source = literal(text)
    assert source.isascii()
    assert ast.literal_eval(source) == text


@given(texts, st.sampled_from([0, 4, 8]))
@example('"""', 4)
@example('x"', 4)
@example('\\"', 4)
@example('"" "', 4)
def test_a_docstring_is_one_constant(text: str, indent: int) -> None:
    if not one_line(text):
        text = "Words."
    for blocks in (prose(text, indent), [*prose(text, indent), entries("Args", [("name", text)], indent)]):
        _check_docstring(docstring(blocks, indent), indent)


def _check_docstring(written: str, indent: int) -> None:
    blank = " " * indent
    written.encode()  # no surrogate is left
    assert all(is_shown(char) or char == "\n" for char in written)
    tree = ast.parse(f"{blank and 'if 1:' + chr(10)}{blank}{written}\n")
    body = tree.body[0].body if isinstance(tree.body[0], ast.If) else tree.body  # type: ignore[attr-defined]
    (statement,) = body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    assert isinstance(statement.value.value, str)


@given(texts)
def test_the_words_of_a_docstring_are_the_words_of_the_text(text: str) -> None:
    written = docstring([["Words."], *prose(text, 0)], 0)
    assert ast.literal_eval(written).split()[1:] == one_line(text).split()


@pytest.mark.parametrize(
    "char", ["\u202e", "\u2066", "\x00", "\x1b", "\x7f", "\u200b", "\ufeff", "\ud800", "\u00ad"]
)
def test_what_cannot_be_seen_is_written_out(char: str) -> None:
    assert one_line(f"a{char}b") == f"a\\u{ord(char):04x}b"


def test_which_characters_are_shown_does_not_depend_on_the_python() -> None:
    """A letter that only newer Unicode versions know is written out, so every Python gives the same bytes."""
    assert one_line("\U0001fae8") == "\\u1fae8"
    assert one_line("é → „quoted“") == "é → „quoted“"


def test_no_value_that_is_not_plain_becomes_a_literal() -> None:
    with pytest.raises(TypeError):
        literal(["x"])


def test_literals_are_the_same_under_optimisation() -> None:
    code = "from generator.words import literal; print(literal('\\u202e\\x00\"'), literal(('a',)))"
    done = subprocess.run(
        [sys.executable, "-OO", "-c", code], capture_output=True, text=True, check=True, cwd="."
    )
    assert done.stdout.split("\n")[0] == """'\\u202e\\x00"' ('a',)"""
