"""A spec's text is read as YAML 1.2, bounded, and as nothing but JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading import MAX_BYTES, MAX_DEPTH, MAX_NODES, parse
from generator.refusal import SpecError

LAUGHS = 'a: &a ["x", "x"]\n' + "\n".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=False)
)

REFUSED = [
    ("a: 1\na: 2", "yaml-duplicate", "/a"),
    ("a: {b: 1, b: 2}", "yaml-duplicate", "/a/b"),
    ("a: &x 1\nb: *x", "yaml-alias", "/a"),
    ("a: {<<: {b: 1}}", "yaml-key", "/a"),
    (LAUGHS, "yaml-alias", "/a"),
    ("a: !!python/object/apply:os.system [ls]", "yaml-tag", "/a"),
    ("a: !!binary aGk=", "yaml-tag", "/a"),
    ("a: !x 1", "yaml-tag", "/a"),
    ("%YAML 1.1\n---\na: 1", "yaml", ""),
    ("a: 1\n---\nb: 2", "yaml", ""),
    ("- 1", "yaml", ""),
    ("", "yaml", ""),
    ("a: [", "yaml", None),
    ("a: 1\n\tb: 2", "yaml", None),
    ("a: \x00", "yaml", None),
    ("{[1]: 2}", "yaml-key", ""),
    ("{{a: 1}: 2}", "yaml-key", ""),
    ("200: x", "yaml-key", ""),
    ("a: {true: x}", "yaml-key", "/a"),
    ("a: " + "[" * (MAX_DEPTH + 5), "yaml-depth", None),
    ("a: " + "[" * 100_000, "yaml-depth", None),
    ("a: [" + "1," * (MAX_NODES + 5) + "]", "yaml-size", None),
    ("a: " + "x" * MAX_BYTES, "yaml-size", ""),
    *[
        (f"a: {{b: [x, {trap}]}}", "yaml-1.1", "/a/b/1")
        for trap in (
            *(
                "no",
                "No",
                "yes",
                "on",
                "OFF",
                "y",
                "N",
                "0123",
                "0x1F",
                "0o17",
                "0b1",
                "1_000",
                "12:30",
                "1:2:3",
            ),
            *(
                ".5",
                "5.",
                "1e5000",
                ".inf",
                "-.INF",
                ".nan",
                "2024-01-01",
                "2024-01-01T10:00:00Z",
                "=",
                "+01",
            ),
            "123456789012345678901234567890",
        )
    ],
]


@pytest.mark.parametrize(
    ("text", "rule", "pointer"), REFUSED, ids=[f"{rule}-{i}" for i, (_, rule, _) in enumerate(REFUSED)]
)
def test_what_is_not_plain_is_refused(text: str, rule: str, pointer: str | None) -> None:
    with pytest.raises(SpecError) as caught:
        parse(text, "specs/x.yaml")
    (refusal,) = caught.value.refusals
    assert (refusal.file, refusal.rule) == ("specs/x.yaml", rule)
    if pointer is not None:
        assert refusal.pointer == pointer


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: null", None),
        ("a:", None),
        ("a: ~", None),
        ("a: true", True),
        ("a: 12", 12),
        ("a: -1.5", -1.5),
        ("a: 1e3", 1000.0),
        ("a: 3.1.0", "3.1.0"),
        ("a: 'no'", "no"),
        ('a: "0123"', "0123"),
        ("a: nope", "nope"),
        ("a: ^conn_", "^conn_"),
        ("a: >-\n  one\n  two\n", "one two"),
        ("a: |\n  no\n", "no\n"),
        ("a: 10:15 o'clock", "10:15 o'clock"),
    ],
)
def test_plain_values_are_read_as_yaml_1_2(text: str, value: object) -> None:
    assert parse(text, "x") == {"a": value}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc/~ é", min_size=1), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.text("abc/~ é", min_size=1), JSON, max_size=3))
def test_json_is_read_as_it_is(value: dict[str, Any]) -> None:
    """JSON is YAML 1.2."""
    assert parse(json.dumps(value, ensure_ascii=False), "x") == value
