"""A server's words made safe to show: on one line, short, and without the secrets in use."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence

_EXCERPT = 300
# Short credentials would blank ordinary words out of a message; no vendor issues one this short.
_SHORTEST = 6
# Characters of a server's words that are looked at: far more than are shown.
_MOST_READ = 16_384
# How many escapes are taken off: JSON in JSON in a URL is three.
_LAYERS = 4


def presentable(text: str, secrets: Iterable[str] = ()) -> str:
    """A server's words on one line, shortened, without control characters and without the secrets in use.

    A secret is found in letters of either case, in base64 and in hexadecimal, and behind the escapes of URLs, HTML
    and JSON, one inside another too.
    """
    text = _without(text, secrets)
    # What is not printable can end the line, move the cursor, or turn the reading direction around.
    plain = "".join(character if character.isprintable() else " " for character in text[: 4 * _EXCERPT])
    text = " ".join(plain.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def repeats(text: str, secrets: Iterable[str]) -> bool:
    """Whether one of the secrets is in a server's text, in any of those forms."""
    return _without(text, secrets) != text


def _without(text: str, known: Iterable[str]) -> str:
    secrets = [secret for secret in known if _SHORTEST <= len(secret) <= len(text)]
    if not secrets:
        return text
    longest = max(map(len, secrets))
    limit = max(_MOST_READ, 32 * longest)
    shown = layer = _struck(text[:limit], words := _forms(secrets, len(text)))
    for _ in range(_LAYERS):
        below = _ESCAPE.sub(_unescaped, layer)
        if below == layer:
            break
        layer = _struck(below, words)
        if layer != below:
            # There was one below the escapes: what is shown is what it was found in.
            shown = layer
    # Where a long text was cut, it may end with the beginning of a secret.
    return shown if len(text) <= limit else shown[: -16 * longest]


def _struck(text: str, words: Sequence[str]) -> str:
    found = True
    while found:
        found = False
        low = text.lower()
        for word in words:
            if word in low:
                struck = re.sub(re.escape(word), "***", text, flags=re.IGNORECASE | re.ASCII)
                # What takes a word's place is shorter than any, so this ends.
                text, found = struck, found or struck != text
    return text


def _forms(secrets: Sequence[str], room: int) -> Sequence[str]:
    """The secrets, their base64 and their digits, in lower case, the longest first: one may be a part of another."""
    words = set(secrets)
    for secret in secrets:
        if 2 * len(secret) <= room:
            words.add(secret.encode("utf-8", "replace").hex())
        # A third longer than what it is made of, but for what its ends lose: mostly there is no room for it.
        if 4 * len(secret) <= 3 * room + 11:
            words.update(
                form for form in _base64_forms(secret.encode("utf-8", "replace")) if len(form) <= room
            )
    return sorted({word.lower() for word in words}, key=len, reverse=True)


def _base64_forms(secret: bytes) -> Iterator[str]:
    """Base64 of it in both alphabets: whole, and what it looks like inside a longer text, which starts at any place."""
    for before in range(3):
        coded = b64encode(bytes(before) + secret).decode()
        # The characters at either end are made of its neighbours, too.
        end = len(coded) - (0, 3, 2)[(before + len(secret)) % 3]
        forms = {coded[(0, 2, 3)[before] : end]}
        if before == 0:
            forms |= {coded, coded.rstrip("=")}
        for form in forms:
            yield form
            yield form.replace("+", "-").replace("/", "_")


_ESCAPE = re.compile(
    r"%[0-9A-Fa-f]{2}"  # URLs
    r"|&#[0-9]{1,12};?|&#[xX][0-9A-Fa-f]{1,12};?|&[A-Za-z]{2,8};"  # HTML
    r"|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[\"'/\\]"  # JSON, and what programs print
    r"|[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"  # what nobody sees
)


def _unescaped(escape: re.Match[str]) -> str:
    text = escape[0]
    if text[0] == "%":
        character = chr(int(text[1:], 16))
    elif text[0] == "&":
        import html

        character = html.unescape(text)
    elif text[0] == "\\":
        character = chr(int(text[2:], 16)) if text[1] in "ux" else text[1]
    else:
        return ""
    # Credentials are of these characters alone, and others are better left as they came.
    return character if len(character) == 1 and "!" <= character <= "~" else text
