"""Answers whose bodies are damaged or odd, over real sockets in every colour: what is read and what is refused."""

from __future__ import annotations

import json
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from vendor_answers import openint, openint_connection

from trunkline import APIResponseError, Connection, ResponseTooLargeError

CANARY = "canary"
LIMIT = 64 * 1024 * 1024
GOOD = json.dumps(openint_connection()).encode()
Check = Callable[[Connection], bool]


def holding(member: str, value: str) -> bytes:
    """A good connection with one member whose JSON text is this."""
    return json.dumps(openint_connection(**{member: "HERE"})).replace('"HERE"', value).encode()


def ask(colour: Colour, server: FaultServer, content: bytes, content_type: str = "application/json") -> Any:
    server.answers(answer(content, content_type=content_type))
    return colour.client(openint(server.origin)).connections.get("conn_a")


def assert_refused(
    colour: Colour, server: FaultServer, content: bytes, content_type: str = "application/json"
) -> None:
    """One request, one typed error, without a word of the content."""
    with pytest.raises(APIResponseError, match="the answer does not fit") as caught:
        ask(colour, server, content, content_type)
    error = caught.value
    assert (error.status, error.attempts, error.provider) == (200, 1, "openint")
    assert error.__cause__ is None
    assert CANARY not in f"{error} {error!r} {error.args} {vars(error)}"
    assert not hasattr(error, "doc")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(b"<html>canary</html>", "text/html"), (b"OK", "text/plain"), (b"<?xml?><canary/>", "application/xml")],
    ids=["html", "OK", "xml"],
)
def test_what_is_no_json_is_no_success(
    colour: Colour, server: FaultServer, content: bytes, content_type: str
) -> None:
    assert_refused(colour, server, content, content_type)


@pytest.mark.parametrize(
    "claimed",
    [
        "text/plain",
        "",
        "application/vnd.x+json",
        "text/html; charset=latin-1",
        ";;;==",
        "application/json; charset=bogus",
    ],
)
def test_json_is_read_whatever_it_is_called(colour: Colour, server: FaultServer, claimed: str) -> None:
    content = json.dumps(openint_connection(display_name="K\xe4se"), ensure_ascii=False).encode()
    assert ask(colour, server, content, claimed).display_name == "K\xe4se"


def test_json_in_another_encoding_is_refused(colour: Colour, server: FaultServer) -> None:
    content = json.dumps(openint_connection(display_name="K\xe4se canary"), ensure_ascii=False)
    assert_refused(colour, server, content.encode("latin-1"), "application/json; charset=latin-1")


@cache
def bomb() -> bytes:
    """Eight times the limit, packed."""
    packer = zlib.compressobj(1, wbits=31)
    zeros = bytes(1 << 20)
    return b"".join(packer.compress(zeros) for _ in range(8 * LIMIT >> 20)) + packer.flush()


def test_a_bomb_takes_no_more_memory_than_its_limit(colour: Colour, server: FaultServer) -> None:
    """What Python holds at its peak is measured from here on: whatever ran before has no part in it."""
    server.answers(answer(bomb(), headers={"content-encoding": "gzip"}))
    client = colour.client(openint(server.origin))
    tracemalloc.start()
    try:
        with pytest.raises(ResponseTooLargeError, match=str(LIMIT)):
            client.connections.get("conn_a")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # A buffer that grows has some room to spare, and may be there twice while it moves.
    assert LIMIT // 2 < peak < 2.5 * LIMIT
    assert len(server.seen) == 1


@pytest.mark.parametrize("content", [b"", b" ", b" \r\n\t "], ids=["empty", "a space", "blanks"])
def test_nothing_is_no_success(colour: Colour, server: FaultServer, content: bytes) -> None:
    assert_refused(colour, server, content)


@pytest.mark.parametrize(
    "content",
    [
        b'{"id": "canary", "created_at": "cana',
        GOOD[:-1],
        b'{"id": "canary",}',
        b"{'id': 'canary'}",
        b'{"id": "canary"} // canary',
        GOOD * 2,
        GOOD + b"\n" + GOOD,
    ],
    ids=["cut", "one byte short", "comma", "single quotes", "comment", "doubled", "two lines"],
)
def test_broken_json_is_refused_unquoted(colour: Colour, server: FaultServer, content: bytes) -> None:
    assert_refused(colour, server, content)


@pytest.mark.parametrize(
    "content",
    [
        b'{"id": "canary\xff"}',
        GOOD[:-1] + b', "x": "canary\xc3\x28"}',
        GOOD[:-1] + b', "canary\xed\xa0\x80": 1}',
        GOOD[:-1] + b', "x": "canary\xc0\xaf"}',
    ],
    ids=["a known member", "an unknown member", "a name", "overlong"],
)
def test_what_is_no_utf8_is_refused_unquoted(colour: Colour, server: FaultServer, content: bytes) -> None:
    """An unknown member's text is not looked at before `raw` is read; then it is refused as typed and as silent."""
    try:
        connection = ask(colour, server, content)
    except APIResponseError as error:
        assert CANARY not in f"{error} {error.args} {vars(error)}"  # noqa: PT017
        return
    with pytest.raises(APIResponseError) as caught:
        connection.raw  # noqa: B018
    assert CANARY not in f"{caught.value} {caught.value.args} {vars(caught.value)}"
    assert caught.value.__cause__ is None


def test_a_byte_order_mark_is_skipped(colour: Colour, server: FaultServer) -> None:
    connection = ask(colour, server, GOOD.decode().encode("utf-8-sig"))
    assert connection.id == connection.raw["id"] == "conn_a"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_refused(colour: Colour, server: FaultServer, encoding: str) -> None:
    assert_refused(colour, server, GOOD.decode().encode(encoding), "application/json; charset=utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        holding("metadata", "[" * 100_000 + "]" * 100_000),
        holding("metadata", '{"canary":' * 100_000 + "1" + "}" * 100_000),
    ],
    ids=["never closed", "closed", "in a member", "objects"],
)
def test_a_hundred_thousand_levels_are_refused(colour: Colour, server: FaultServer, content: bytes) -> None:
    assert_refused(colour, server, content)


def test_five_hundred_levels_are_read_and_shown(colour: Colour, server: FaultServer) -> None:
    connection = ask(colour, server, holding("metadata", '{"in":' * 500 + "1" + "}" * 500))
    assert repr(connection)
    assert repr(connection.native)
    value = connection.raw["metadata"]
    for _ in range(500):
        value = value["in"]
    assert value == 1
    assert "in" in json.dumps(connection.raw)


@pytest.mark.parametrize("number", ["1" * 5000, "-" + "9" * 5000, "1e999", "-1e999"], ids=lambda n: n[:6])
@pytest.mark.parametrize("member", ["metadata", "canary_unknown"])
def test_numbers_no_machine_holds_are_typed(
    colour: Colour, server: FaultServer, number: str, member: str
) -> None:
    with pytest.raises(APIResponseError) as caught:
        # Of a member that no model has, only `raw` knows.
        ask(colour, server, holding(member, f'{{"n": {number}}}')).raw  # noqa: B018
    assert number not in f"{caught.value} {vars(caught.value)}"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("member", ["metadata", "canary_unknown"])
def test_constants_that_are_no_json_are_refused(
    colour: Colour, server: FaultServer, constant: str, member: str
) -> None:
    assert_refused(colour, server, holding(member, f'{{"n": {constant}}}'))


def test_of_an_id_that_comes_twice_the_last_one_counts_everywhere(
    colour: Colour, server: FaultServer
) -> None:
    connection = ask(colour, server, b'{"id": "conn_b", ' + GOOD[1:])
    assert connection.id == connection.native.id == connection.raw["id"] == "conn_a"


def test_a_second_id_that_is_another_is_refused(colour: Colour, server: FaultServer) -> None:
    assert_refused(colour, server, GOOD[:-1] + b', "id": "conn_canary"}')


@pytest.mark.parametrize(
    "content", [b'["canary"]', b"[]", b"null", b'"canary"', b"7", b"true", b"{}"], ids=lambda c: c.decode()
)
def test_another_root_is_no_success(colour: Colour, server: FaultServer, content: bytes) -> None:
    assert_refused(colour, server, content)


def test_two_hundred_thousand_members_are_read(colour: Colour, server: FaultServer) -> None:
    members = {f"k{number}": number for number in range(200_000)}
    connection = ask(colour, server, json.dumps(openint_connection(metadata=members, **members)).encode())
    assert len(connection.metadata) == 200_000
    assert connection.raw["k199999"] == 199_999


@pytest.mark.parametrize("member", ["display_name", "canary_unknown"])
def test_a_lone_surrogate_is_refused(colour: Colour, server: FaultServer, member: str) -> None:
    assert_refused(colour, server, holding(member, r'"canary\ud800"'))


def test_control_characters_in_a_name_stay_on_one_line(colour: Colour, server: FaultServer) -> None:
    name = "a\r\nb\x1b[2J\x00\u202ec\u2028"
    connection = ask(colour, server, json.dumps(openint_connection(display_name=name)).encode())
    assert connection.display_name == name
    for shown in (repr(connection), repr(connection.native), f"{connection}"):
        assert len(shown.splitlines()) == 1
        assert shown.isprintable()
