"""Bodies no vendor should send: real ones with something changed, and bytes from nowhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

ECHO = "echo:echo:echo"
"""Where this stands in an answer, the server repeats the credential that the request carried."""


@dataclass(frozen=True)
class Raw:
    """Bytes that stand in a JSON text as they are."""

    text: bytes


@dataclass(frozen=True)
class Twice:
    """A member that is there twice, with two values."""

    first: Any
    second: Any


SHALLOW = 150
DEPTHS = (60, 100, 200, 330, 480, 700, 990, 3_000, 100_000)
WORDS = """
    2025-02-30|0001-01-01T00:00:00+23:59|9999-12-31T23:59:59-23:59|99999-01-01|1e400|false|healthy|READY|BUILDING
    |javascript:alert(1)|https://[::1|https://a@b/|__class__|self
"""
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, False, 0, -1, 1.5, 10**30, 2**63, "", "x"]),
    # Made anew each time: a later change may go into them.
    st.sampled_from(["[]", "{}", "[[]]", "[null]", '{"a": null}', '[{"id": 7}]']).map(json.loads),
    st.sampled_from([word.strip() for word in WORDS.split("|")]),
    st.sampled_from(["\ud800", "\x00\r\n\u202e", "9" * 5000, "9" * 19, "\u0660", "Error: " * 500]),
    st.sampled_from(b"NaN|Infinity|-Infinity|1e999|-0|tru||01|nul".split(b"|")).map(Raw),
    st.sampled_from([b"\xff", b"\xed\xa0\x80", b"\xc0\xaf", b"\\u12", b"\\x", b"\n", b"\x00"]).map(
        lambda text: Raw(b'"%b"' % text)
    ),
    st.sampled_from([Raw(b"9" * 5000), Raw(b"[" * 100_000), Raw(b'{"a":' * 3_000)]),
    st.sampled_from(DEPTHS).map(lambda depth: Raw(b"[" * depth + b"]" * depth)),
    st.sampled_from(DEPTHS).map(lambda depth: Raw(b'{"a":' * depth + b"1" + b"}" * depth)),
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.just(ECHO),
)
NAMES = st.one_of(
    st.sampled_from(["id", "items", "", "__class__", "self", "raw", "settings", "\ud800"]),
    st.text(max_size=5),
)


def encoded(value: Any) -> bytes:
    """JSON, and what pretends to be."""
    parts: list[bytes] = []
    _encode(value, parts)
    return b"".join(parts)


def _encode(value: Any, parts: list[bytes]) -> None:
    if isinstance(value, Raw):
        parts.append(value.text)
    elif isinstance(value, dict):
        members = [(name, each) for name, item in value.items() for each in _once_or_twice(item)]
        for place, (name, item) in enumerate(members):
            parts.append((b"," if place else b"{") + json.dumps(name).encode() + b":")
            _encode(item, parts)
        parts.append(b"}" if members else b"{}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            parts.append(b"," if place else b"[")
            _encode(item, parts)
        parts.append(b"]" if value else b"[]")
    elif isinstance(value, Twice):
        _encode(value.second, parts)
    else:
        parts.append(json.dumps(value).encode())


def _once_or_twice(item: Any) -> tuple[Any, ...]:
    return (item.first, item.second) if isinstance(item, Twice) else (item,)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every member and element below a value, as container and key."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        container = waiting.pop()
        if isinstance(container, dict | list):
            for key in container if isinstance(container, dict) else range(len(container)):
                found.append((container, key))
                waiting.append(container[key])
    return found


@st.composite
def changed_json(draw: st.DrawFn, content: bytes) -> bytes:
    """A real answer, in which up to four members were dropped, retyped, renamed, doubled or added."""
    # Some answers are empty: then it is from nothing that members come.
    top = [json.loads(content or b"{}")]
    for _ in range(draw(st.integers(0, 4))):
        places = _places(top)
        container, key = places[draw(st.integers(0, len(places) - 1))]
        match draw(
            st.sampled_from(["retype", "retype", "retype", "drop", "rename", "double", "add", "wrap"])
        ):
            case "retype":
                container[key] = draw(VALUES)
            case "drop" if container is not top:
                del container[key]
            case "rename" if isinstance(container, dict):
                container[draw(NAMES)] = container.pop(key)
            case "double" if isinstance(container, dict):
                container[key] = Twice(container[key], draw(VALUES))
            case "double" if container is not top:
                container.append(container[key])
            case "add" if isinstance(container[key], dict):
                container[key][draw(NAMES)] = draw(VALUES)
            case _:
                container[key] = [container[key]]
    return encoded(top[0])


@st.composite
def changed_bytes(draw: st.DrawFn, content: bytes) -> bytes:
    """An answer that suffered on its way."""
    place = draw(st.integers(0, len(content)))
    before, after = content[:place], content[place:]
    match draw(
        st.sampled_from(["cut", "twice", "bom", "utf-16", "noise", "front", "flip", "nothing", "blank"])
    ):
        case "cut":
            return before
        case "twice":
            return content + content
        case "bom":
            return b"\xef\xbb\xbf" + content
        case "utf-16":
            return content.decode("utf-8", "replace").encode("utf-16")
        case "noise":
            return before + draw(st.binary(min_size=1, max_size=8)) + after
        case "front":
            return after
        case "flip":
            return before + bytes(byte ^ 0x80 for byte in after[:1]) + after[1:]
        case "blank":
            return b" \n"
        case _:
            return b""


_REFUSAL = json.dumps({"message": f"no: {ECHO}\r\n", "code": ECHO, "key": f"a/{ECHO}", "body": ECHO}).encode()
_NOTHING = [b"null", b"true", b"0", b'""', b"[]", b"{}", b"<html>no</html>"]


def bodies(answers: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Bodies: mostly real ones that were changed, and others."""
    real = st.sampled_from(answers)
    return st.one_of(
        real.flatmap(changed_json),
        real.flatmap(changed_json),
        real.flatmap(changed_json),
        real.flatmap(changed_bytes),
        real.flatmap(changed_json).flatmap(changed_bytes),
        st.just(_REFUSAL),
        st.sampled_from(_NOTHING),
        st.binary(max_size=60),
        VALUES.map(encoded),
    )
