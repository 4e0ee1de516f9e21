"""Reads the body of one HTTP/1.1 request off its connection, whole or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trunkline.sandbox._http import Reply

if TYPE_CHECKING:
    from email.message import Message
    from io import BufferedIOBase

_LARGEST: Final = 10 * 1024 * 1024
_LENGTH: Final = re.compile(r"[0-9]{1,15}")
_CHUNK: Final = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(;[^\n]*)?\r?\n")
_LONGEST_LINE: Final = 8192


class UnreadableError(Exception):
    """The request's body cannot be read; what follows on the connection cannot be told apart any more."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.reply: Final = Reply(status, {"message": message}, (("connection", "close"),))


def read_body(headers: Message, source: BufferedIOBase) -> bytes:
    """All of the body; UnreadableError if it is malformed, too large, or breaks off."""
    if "chunked" in (headers.get("transfer-encoding") or "").lower():
        return _read_chunks(source)
    length = headers.get("content-length") or "0"
    if not _LENGTH.fullmatch(length):
        raise UnreadableError(400, "Content-Length is no number")
    if int(length) > _LARGEST:
        raise _too_large()
    return _read(source, int(length))


def _read(source: BufferedIOBase, length: int) -> bytes:
    body = source.read(length)
    if len(body) < length:
        # The client went away in the middle: half a request must not be carried out.
        raise UnreadableError(400, "The body ends before its announced length")
    return body


def _read_chunks(source: BufferedIOBase) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        found = _CHUNK.fullmatch(source.readline(_LONGEST_LINE))
        if found is None:
            raise UnreadableError(400, "A chunk has no length")
        length = int(found[1], 16)
        size += length
        if size > _LARGEST:
            raise _too_large()
        if length == 0:
            break
        chunks.append(_read(source, length))
        if source.readline(_LONGEST_LINE).strip():
            raise UnreadableError(400, "A chunk is longer than it said")
    while source.readline(_LONGEST_LINE).strip():
        pass  # trailers
    return b"".join(chunks)


def _too_large() -> UnreadableError:
    return UnreadableError(413, "The body is larger than 10 MB")
