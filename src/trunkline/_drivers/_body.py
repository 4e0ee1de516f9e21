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

    __slots__ = ("_begun", "_chunks", "_limit", "_raw_deflate", "_size", "_zip")

    def __init__(self, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        self._chunks: list[bytes] = []
        self._limit = limit
        self._size = 0
        self._begun = False
        self._zip: _Decompressor | None = None
        # Some servers send "deflate" without the zlib header that the standard asks for.
        self._raw_deflate = encoding == "deflate"
        if encoding in ("gzip", "x-gzip", "deflate"):
            self._zip = zlib.decompressobj(_ZLIB_OR_GZIP)
        elif encoding not in ("", "identity"):
            # Only gzip and deflate are asked for. Anything else, nested encodings too, is not ours to guess.
            raise SendFailure("encoding")

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes from the wire."""
        if self._zip is None:
            self._keep(chunk)
        elif chunk:
            self._inflate(self._zip, chunk)
            self._begun = True

    def finish(self) -> bytes:
        """The whole body; a compressed one that stops early, or goes on after its end, is not whole."""
        if self._zip is not None and self._begun and (not self._zip.eof or self._zip.unused_data):
            raise SendFailure("encoding")
        return self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)

    def _keep(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size > self._limit:
            raise SendFailure("too_large")
        self._chunks.append(chunk)

    def _inflate(self, inflate: _Decompressor, chunk: bytes) -> None:
        try:
            while True:
                # In small steps, so that a bomb costs its limit and no more.
                output = inflate.decompress(chunk, _STEP)
                self._keep(output)
                chunk = inflate.unconsumed_tail
                if inflate.eof or (not chunk and len(output) < _STEP):
                    return
        except zlib.error:
            if not self._raw_deflate or self._begun or self._size:
                raise SendFailure("encoding") from None
        self._raw_deflate = False
        self._zip = zlib.decompressobj(-zlib.MAX_WBITS)
        self._inflate(self._zip, chunk)
