"""Reading a body without trusting it: bytes on the wire and bytes after decompression are both bounded."""

from __future__ import annotations

import zlib
from typing import Protocol

from ._exchange import SendFailure

_STEP = 1 << 16
# What zlib calls a window: plain deflate, with the header of zlib or of gzip detected.
_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class Body:
    """Collects the chunks of one body."""

    __slots__ = ("_encoded", "_first", "_head", "_limit", "_received", "_rest", "_zip")

    def __init__(self, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        self._first = b""
        self._rest = bytearray()
        self._limit = limit
        self._received = 0
        self._head = b""
        self._zip: _Decompressor | None = None
        self._encoded = encoding not in ("", "identity")
        if encoding in ("gzip", "x-gzip"):
            self._zip = zlib.decompressobj(_ZLIB_OR_GZIP)
        elif self._encoded and encoding != "deflate":
            # Only gzip and deflate are asked for. Anything else, nested encodings too, is not ours to guess.
            raise SendFailure("encoding")

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes from the wire."""
        self._received += len(chunk)
        if self._received > self._limit:
            # Counted apart from what comes out: a stream can unpack to nothing for ever.
            raise SendFailure("too_large")
        if not chunk:
            return
        if not self._encoded:
            self._keep(chunk)
        elif self._zip is not None:
            self._inflate(self._zip, chunk)
        else:
            self._begin_deflate(self._head + chunk)

    def finish(self) -> bytes:
        """The whole body; a compressed one that stops early is not whole."""
        if self._encoded and self._received and (self._zip is None or not self._zip.eof):
            raise SendFailure("encoding")
        return self._first + self._rest if self._rest else self._first

    def _keep(self, chunk: bytes) -> None:
        if len(self._first) + len(self._rest) + len(chunk) > self._limit:
            raise SendFailure("too_large")
        # Most bodies are one chunk, which is kept as it is; many small ones must not cost an object each.
        if self._first:
            self._rest += chunk
        else:
            self._first = bytes(chunk)

    def _begin_deflate(self, head: bytes) -> None:
        """Some servers send "deflate" without the zlib header that the standard asks for: two bytes tell."""
        self._head = head
        if len(head) < 2:
            return
        wrapped = head[:2] == b"\x1f\x8b" or (head[0] & 15 == 8 and (head[0] << 8 | head[1]) % 31 == 0)
        self._zip = zlib.decompressobj(_ZLIB_OR_GZIP if wrapped else -zlib.MAX_WBITS)
        self._inflate(self._zip, head)

    def _inflate(self, inflate: _Decompressor, chunk: bytes) -> None:
        if inflate.eof:
            # It goes on after its end.
            raise SendFailure("encoding")
        broken = False
        try:
            while not inflate.eof:
                # In small steps, so that a bomb costs its limit and no more.
                output = inflate.decompress(chunk, _STEP)
                self._keep(output)
                chunk = inflate.unconsumed_tail
                if not chunk and len(output) < _STEP:
                    break
        except zlib.error:
            broken = True
        # Raised out here, so that zlib's error is not its context.
        if broken or inflate.unused_data:
            raise SendFailure("encoding")
