"""Bodies that lie about themselves: bombs, cut and nested encodings, streams without an end, on the wire and off it."""

from __future__ import annotations

import gzip
import json
import resource
import zlib
from collections.abc import Iterable

import attrs
import pytest
from colours import Colour
from fault_server import FaultServer, Fin, Flood, Reset, Say, answer, chunk, head
from hypothesis import given
from hypothesis import strategies as st
from vendor_answers import openint, openint_connection

from trunkline import APIConnectionError, APIResponseError, ResponseTooLargeError, Retry
from trunkline._drivers import SendFailure
from trunkline._drivers._body import Body
from trunkline.testing import VirtualClock

LIMIT = 64 * 1024 * 1024
GOOD = json.dumps(openint_connection()).encode()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def read(encoding: str, chunks: Iterable[bytes], limit: int = 1000) -> bytes:
    body = Body(encoding, limit)
    for part in chunks:
        body.feed(part)
    return body.finish()


def parts(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


PACKERS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    " GZip ": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
}


@pytest.mark.parametrize("encoding", PACKERS)
@given(data=st.binary(max_size=400), size=st.integers(1, 50))
def test_what_was_packed_is_read_in_parts_of_any_size(encoding: str, data: bytes, size: int) -> None:
    assert read(encoding, parts(PACKERS[encoding](data), size)) == data


@given(st.sampled_from(list(PACKERS)), st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_are_read_or_refused(encoding: str, data: bytes, size: int) -> None:
    try:
        assert len(read(encoding, parts(data, size), limit=200)) <= 200
    except SendFailure as failure:
        assert failure.kind in ("encoding", "too_large")  # noqa: PT017


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@given(st.integers(min_value=1))
def test_a_body_that_stops_early_is_refused(encoding: str, cut: int) -> None:
    packed = PACKERS[encoding](GOOD)
    with pytest.raises(SendFailure) as caught:
        read(encoding, [packed[: cut % len(packed) or 1]])
    assert caught.value.kind == "encoding"


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, identity", "gzip;q=1", "*", "x" * 9999]
)
def test_an_encoding_nobody_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(SendFailure) as caught:
        read(encoding, [b"anything"])
    assert caught.value.kind == "encoding"


@pytest.mark.parametrize("encoding", PACKERS)
def test_the_limit_is_the_last_byte_that_is_taken(encoding: str) -> None:
    assert read(encoding, [PACKERS[encoding](b"x" * 1000)]) == b"x" * 1000
    with pytest.raises(SendFailure) as caught:
        read(encoding, [PACKERS[encoding](b"x" * 1001)])
    assert caught.value.kind == "too_large"


def test_bytes_after_the_end_are_refused_when_they_come() -> None:
    body = Body("gzip", 1000)
    body.feed(gzip.compress(b"{}"))
    with pytest.raises(SendFailure) as caught:
        body.feed(b"more")
    assert caught.value.kind == "encoding"


def test_packed_bytes_that_unpack_to_nothing_are_bounded_too() -> None:
    body = Body("deflate", 1000)
    body.feed(zlib.compress(b"")[:2])
    nothing = b"\x00\x00\x00\xff\xff"  # a stored block of no bytes
    for _ in range(199):
        body.feed(nothing)
    with pytest.raises(SendFailure) as caught:
        body.feed(nothing)
    assert caught.value.kind == "too_large"


def test_a_bomb_costs_its_limit_and_no_more(colour: Colour, server: FaultServer) -> None:
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1 << 20)
    bomb = b"".join(packer.compress(zeros) for _ in range(256)) + packer.flush()
    server.answers(answer(bomb, 200, {"content-encoding": "gzip"}))
    client = colour.client(openint(server.origin))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ResponseTooLargeError) as caught:
        client.connections.get("conn_a")
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 150
    assert len(server.seen) == 1
    assert str(LIMIT) in str(caught.value)


def test_a_body_without_an_end_is_cut_off(colour: Colour, server: FaultServer) -> None:
    server.answers((Say(head(200, {"content-type": "application/json"})), Flood(b"[" * 65536)))
    client = colour.client(openint(server.origin))
    with pytest.raises(ResponseTooLargeError):
        client.connections.get("conn_a")
    server.wait_gone(1)
    assert server.bytes_sent < LIMIT + 16 * 1024 * 1024
    assert len(server.seen) == 1


def test_a_large_good_body_is_read(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(openint_connection(metadata={"text": "x" * 8_000_000})))
    client = colour.client(openint(server.origin))
    assert len(client.connections.get("conn_a").metadata["text"]) == 8_000_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "Deflate"])
def test_packed_answers_are_read(colour: Colour, server: FaultServer, encoding: str) -> None:
    server.answers(answer(PACKERS[encoding](GOOD), 200, {"content-encoding": encoding}))
    client = colour.client(openint(server.origin))
    assert client.connections.get("conn_a").id == "conn_a"
    assert server.seen[0].headers["accept-encoding"] == "gzip, deflate"


REFUSED = {
    "cut gzip": ({"content-encoding": "gzip"}, gzip.compress(GOOD)[:-4]),
    "false gzip": ({"content-encoding": "gzip"}, GOOD),
    "broken gzip": ({"content-encoding": "gzip"}, gzip.compress(GOOD)[:-8] + bytes(8)),
    "gzip and more": ({"content-encoding": "gzip"}, gzip.compress(GOOD) + b"more"),
    "unknown": ({"content-encoding": "br"}, GOOD),
    "nested": ({"content-encoding": "gzip, gzip"}, gzip.compress(gzip.compress(GOOD))),
    "twelve deep": ({"content-encoding": ", ".join(["gzip"] * 12)}, gzip.compress(GOOD)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_broken_encoding_is_no_answer(colour: Colour, server: FaultServer, case: str) -> None:
    headers, content = REFUSED[case]
    server.answers(answer(content, 200, headers))
    client = colour.client(openint(server.origin))
    with pytest.raises(APIResponseError, match="content encoding"):
        client.connections.get("conn_a")
    assert len(server.seen) == 1


def test_two_encoding_headers_are_a_nested_encoding(colour: Colour, server: FaultServer) -> None:
    twice = [("content-encoding", "gzip"), ("content-encoding", "gzip")]
    server.answers(answer(gzip.compress(gzip.compress(GOOD)), 200, twice))
    client = colour.client(openint(server.origin))
    with pytest.raises(APIResponseError, match="content encoding"):
        client.connections.get("conn_a")


def test_a_small_chunked_body_is_read_byte_by_byte(colour: Colour, server: FaultServer) -> None:
    content = raw_deflate(GOOD)
    chunks = b"".join(chunk(content[place : place + 1]) for place in range(len(content)))
    headers = {"transfer-encoding": "chunked", "content-encoding": "deflate"}
    server.answers((Say(head(200, headers) + chunks + chunk(b"")),))
    client = colour.client(openint(server.origin))
    assert client.connections.get("conn_a").id == "conn_a"


CUT = {
    "length, closed": (Say(head(200, {"content-length": str(len(GOOD) + 1)}) + GOOD), Fin()),
    "length, reset": (Say(head(200, {"content-length": str(len(GOOD) + 1)}) + GOOD), Reset()),
    "chunks, closed": (Say(head(200, {"transfer-encoding": "chunked"}) + chunk(GOOD)), Fin()),
    "chunks, reset": (Say(head(200, {"transfer-encoding": "chunked"}) + chunk(GOOD)), Reset()),
    "inside a chunk": (Say(head(200, {"transfer-encoding": "chunked"}) + b"ffff\r\n" + GOOD), Fin()),
}


@pytest.mark.parametrize("case", CUT)
def test_a_body_that_breaks_off_is_never_taken_though_it_is_whole_json(
    colour: Colour, server: FaultServer, case: str
) -> None:
    server.answers(CUT[case], CUT[case], answer(GOOD))
    client = colour.client(openint(server.origin), clock=VirtualClock())
    once = client.with_options(retry=Retry(attempts=1))
    with pytest.raises(APIConnectionError) as caught:
        once.connections.get("conn_a")
    assert caught.value.history[0].outcome == "connection lost"
    assert client.connections.get("conn_a").id == "conn_a"
    assert len(server.seen) == 3


def test_an_answer_shows_nothing_of_its_content() -> None:
    from trunkline._drivers import Answer, Wire

    for value in (Answer(200, {"x": "canary"}, b"canary"), Wire("GET", "u", [("x", "canary")], b"canary")):
        assert "canary" not in repr(value)
        assert attrs.has(type(value))
