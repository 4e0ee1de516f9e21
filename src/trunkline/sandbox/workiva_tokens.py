"""Workiva's token endpoint: ten-minute tokens for client credentials, in one region."""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote

from trunkline.sandbox import _json
from trunkline.sandbox._http import Answer, RefusedError, Reply, Router, as_object
from trunkline.sandbox._world import WORKIVA_TOKENS
from trunkline.sandbox.workiva_answers import require_patience, routed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Request
    from trunkline.sandbox._world import World

TOKEN_SECONDS: Final = 600
_DOCUMENTED_SECONDS: Final = 599
_API_VERSION: Final = "2026-01-01"


def token_refusal(status: int, error: str, description: str) -> RefusedError:
    """The error shape of the token endpoint."""
    return RefusedError(Reply(status, {"error": error, "error_description": description}))


class WorkivaTokens:
    """The token endpoint of one region, at its present and its former path."""

    def __init__(self, world: World, region: str) -> None:
        self._world = world
        self._region = region
        self._router = Router()
        self._router.add("POST", "/oauth2/token", self._current)
        self._router.add("POST", "/iam/v1/oauth2/token", self._former)

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        return routed(self._router, request, self._require_patience)

    def _require_patience(self) -> None:
        body = {"error": "temporarily_unavailable", "error_description": "Too many requests"}
        require_patience(self._world, "workiva-token", body)

    def _current(self, request: Request, _: Mapping[str, str]) -> Answer:
        if request.header("x-version") != _API_VERSION:
            raise token_refusal(400, "invalid_request", f"The X-Version header must be {_API_VERSION}")
        if request.media_type != "application/x-www-form-urlencoded":
            raise token_refusal(400, "invalid_request", "The body must be application/x-www-form-urlencoded")
        return self._grant(_form(request.body))

    def _former(self, request: Request, _: Mapping[str, str]) -> Answer:
        """The older path: no version, JSON as well as a form, the client in a Basic header if one likes."""
        if request.media_type == "application/json":
            try:
                given = {name: str(value) for name, value in as_object(_json.parse(request.body)).items()}
            except ValueError:
                raise token_refusal(400, "invalid_request", "The body is not valid JSON") from None
        else:
            given = _form(request.body)
        return self._grant(_basic(request.header("authorization")) | given)

    def _grant(self, given: Mapping[str, str]) -> Answer:
        if given.get("grant_type") != "client_credentials":
            raise token_refusal(400, "invalid_request", "grant_type must be client_credentials")
        known = self._world.credentials
        pairs = (("client_id", known.workiva_client_id), ("client_secret", known.workiva_client_secret))
        if not all(
            hmac.compare_digest(given.get(name, "").encode(), value.encode()) for name, value in pairs
        ):
            raise token_refusal(401, "unauthorized_client", "Unknown client or wrong secret")
        token = self._world.new_secret(f"workiva-{self._region}-access")
        seconds = TOKEN_SECONDS if self._world.quirks else _DOCUMENTED_SECONDS
        expires_at = self._world.now() + seconds
        self._world.store.put(WORKIVA_TOKENS, token, {"region": self._region, "expires_at": expires_at})
        answer = {
            "access_token": token,
            "expires_in": seconds,
            "scope": given.get("scope", ""),
            "token_type": "bearer" if self._world.quirks else "Bearer",
        }
        return Reply(200, answer, (("cache-control", "no-store"),))


def _form(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _basic(header: str | None) -> dict[str, str]:
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client, _, secret = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, ValueError):
        return {}
    return {"client_id": unquote(client), "client_secret": unquote(secret)}
