"""Signs and checks HMAC web tokens with the standard library; other signatures are checked by who asks."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any, Final, cast

from trunkline.sandbox import _json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DIGESTS: Final = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


class TokenError(ValueError):
    """The token is malformed, wrongly signed or expired; the text says which and never holds the token."""


def sign(claims: Mapping[str, Any], secret: str, *, algorithm: str = "HS256") -> str:
    """A compact web token of these claims."""
    head = _encode({"alg": algorithm, "typ": "JWT"})
    body = _encode(claims)
    return f"{head}.{body}.{_signature(f'{head}.{body}', secret, algorithm)}"


def verify(
    token: str,
    secret: str,
    now: float,
    *,
    signed: Callable[[str, bytes, bytes], bool] | None = None,
) -> dict[str, Any]:
    """The claims of a token signed with this secret and still valid; TokenError otherwise.

    `signed` checks algorithm, signed text and signature of what was not signed with a secret.
    """
    parts = token.split(".")
    if len(parts) != 3:
        raise TokenError("Invalid Compact JWS")
    head, body, given = parts
    algorithm = _decode(head).get("alg")
    text = f"{head}.{body}"
    if not isinstance(algorithm, str):
        raise TokenError("alg is missing or no text")
    if algorithm in _DIGESTS:
        good = hmac.compare_digest(_signature(text, secret, algorithm).encode(), given.encode())
    elif signed is not None and algorithm != "none":
        good = signed(algorithm, text.encode(), _bytes(given))
    else:
        raise TokenError("alg is not allowed")
    if not good:
        raise TokenError("signature verification failed")
    claims = _decode(body)
    _check_times(claims, now)
    return claims


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    for name in ("exp", "nbf"):
        at = claims.get(name)
        if at is None:
            continue
        if not isinstance(at, (int, float)) or isinstance(at, bool):
            raise TokenError(f'"{name}" claim must be a number')
        if (at <= now) if name == "exp" else (at > now):
            raise TokenError(f'"{name}" claim timestamp check failed')


def _signature(text: str, secret: str, algorithm: str) -> str:
    digest = hmac.new(secret.encode(), text.encode(), _DIGESTS[algorithm]).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _encode(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _bytes(part: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError):
        raise TokenError("Invalid Token or Protected Header formatting") from None


def _decode(part: str) -> dict[str, Any]:
    raw = _bytes(part)
    try:
        value: object = _json.parse(raw)
    except ValueError:
        raise TokenError("Invalid Token or Protected Header formatting") from None
    if not isinstance(value, dict):
        raise TokenError("JWT Claims Set must be a top-level JSON object")
    return cast("dict[str, Any]", value)
