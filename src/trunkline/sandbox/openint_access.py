"""OpenInt's doors: who is asking, by API key or customer token (v1) and by `x-apikey` (v0)."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trunkline.sandbox import _tokens
from trunkline.sandbox._http import RefusedError, Reply, as_object
from trunkline.sandbox._world import OPENINT_CUSTOMERS
from trunkline.sandbox.credentials import MARKER_CLAIM, SECRET_MARKER

if TYPE_CHECKING:
    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World

_BEARER: Final = re.compile(r"Bearer (.+)")
_ORG_OR_USER: Final = re.compile(r"(org|user)_[^:]*:.*")

_STATUSES: Final = {
    "BAD_REQUEST": 400,
    "PARSE_ERROR": 400,
    "UNAUTHORIZED": 401,
    "FORBIDDEN": 403,
    "NOT_FOUND": 404,
    "CONFLICT": 409,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "TOO_MANY_REQUESTS": 429,
    "INTERNAL_SERVER_ERROR": 500,
    "NOT_IMPLEMENTED": 501,
    "SERVICE_UNAVAILABLE": 503,
}


@dataclass(frozen=True)
class Viewer:
    """Who is asking: nobody, an organization, or one customer of it."""

    role: str
    org: str = ""
    customer: str = ""
    options: Document | None = None
    """What a token says about the page it opens."""

    def sees(self, org: object, customer: object) -> bool:
        """Row-level security: the own organization's rows, for a customer the own ones among them."""
        return org == self.org and (self.role == "org" or customer == self.customer)


ANONYMOUS: Final = Viewer("anon")


def refusal(code: str, message: str, *, path: str | None = None, **more: object) -> RefusedError:
    """The error shape of both OpenInt APIs: `path` is the server's name of the operation."""
    status = _STATUSES[code]
    data: Document = {"code": code, "httpStatus": status}
    if path is not None:
        data["path"] = path
    return RefusedError(Reply(status, {"message": message, "code": code, "data": data} | more))


def invalid(issues: list[Document], given: Document, path: str) -> RefusedError:
    """The 400 of an input that does not fit, with everything that is wrong."""
    return refusal("BAD_REQUEST", "Input validation failed", path=path, issues=issues, input=given)


def require_patience(world: World, provider: str) -> None:
    """The 429 that is still to come, if a test switched it on: neither API has limits that are known of."""
    throttled, retry_after = world.switches.throttled(provider)
    if throttled:
        reply = refusal("TOO_MANY_REQUESTS", "Too many requests").reply
        wait = (("retry-after", str(retry_after)),) if retry_after is not None else ()
        raise RefusedError(Reply(reply.status, reply.body, wait))


def as_documented(reply: Reply) -> Reply:
    """An error as both documents have it: a message, a code, and of each issue the message alone."""
    body = as_object(reply.body)
    shown: Document = {name: body[name] for name in ("message", "code") if name in body}
    if "issues" in body:
        shown["issues"] = [{"message": issue["message"]} for issue in body["issues"]]
    return Reply(reply.status, shown, reply.headers)


def bearer_viewer(world: World, header: str | None) -> Viewer:
    """Whose `Authorization` header it is; without a dot it is an API key, with one a signed token."""
    if header is None:
        return ANONYMOUS
    match = _BEARER.fullmatch(header)
    if match is None:
        raise refusal("UNAUTHORIZED", "Invalid Authorization header, expecting Bearer with token")
    token = match[1]
    if "." in token:
        return token_viewer(world, token)
    if _same(token, world.credentials.openint_api_key):
        return Viewer("org", world.credentials.openint_org_id)
    for customer in world.store.find(OPENINT_CUSTOMERS, key=token):
        return Viewer("customer", customer["org_id"], customer["id"])
    raise refusal("UNAUTHORIZED", "Invalid API key")


def customer_token(world: World, customer: str, seconds: float, options: Document | None = None) -> str:
    """A token for one customer, as the server mints them, perhaps with what its page is to show."""
    org = world.credentials.openint_org_id
    issued = int(world.now())
    claims: Document = {
        MARKER_CLAIM: SECRET_MARKER,
        "role": "customer",
        "sub": f"{org}/{customer}",
        "customer_id": customer,
        "org_id": org,
        "iat": issued,
        "exp": issued + int(seconds),
    }
    if options is not None:
        claims["connect_options"] = options
    return _tokens.sign(claims, world.credentials.openint_signing_secret)


def v0_viewer(world: World, request: Request) -> Viewer:
    """Whose `x-apikey` (or connect token) it is; an unknown key is nobody's, an unreadable one a 400."""
    # The quirk: both may come in the query as well, where proxies and logs see them.
    queried = request.first if world.quirks else _nothing
    given = request.header("x-apikey") or queried("apikey")
    if given is None:
        match = _BEARER.fullmatch(request.header("authorization") or "")
        token = queried("_token") or (match[1] if match else None)
        return token_viewer(world, token) if token else ANONYMOUS
    if not _readable(given):
        raise v0_early_refusal(world, 400, "USER_ERROR", "Invalid x-apikey: expected base64 of ID:SECRET")
    if _same(given.rstrip("="), world.credentials.openint_v0_api_key.rstrip("=")):
        return Viewer("org", world.credentials.openint_org_id)
    return ANONYMOUS


def v0_early_refusal(world: World, status: int, type: str, detail: str) -> RefusedError:
    """The second error shape of v0: what goes wrong before an operation is found. The document knows the first."""
    if not world.quirks:
        return refusal("BAD_REQUEST", detail)
    return RefusedError(Reply(status, {"error_type": type, "error_detail": detail}))


def upstream_failure(world: World, status: int, code: str, message: str, path: str) -> RefusedError:
    """An error of the application behind a connector, which v0 hands on as it came: its status, its body."""
    if not world.quirks:
        fault = "BAD_REQUEST" if status < 500 else "INTERNAL_SERVER_ERROR"
        return refusal(fault, f"Connection check failed: {message}", path=path)
    body = {"error": {"status": status, "message": message}}
    data = {"code": code, "httpStatus": status, "path": path, "body": body}
    return RefusedError(Reply(status, {"message": message, "code": code, "class": "HTTPError", "data": data}))


def token_viewer(world: World, token: str) -> Viewer:
    """Whose signed token it is; a 401 if it is nobody's, or nobody's any more."""
    try:
        claims = _tokens.verify(token, world.credentials.openint_signing_secret, world.now())
    except _tokens.TokenError as error:
        raise refusal("UNAUTHORIZED", str(error)) from None
    org, _, customer = str(claims.get("sub", "")).partition("/")
    if claims.get("role") == "customer" and customer:
        return Viewer("customer", org, customer, claims.get("connect_options"))
    raise refusal("UNAUTHORIZED", "Invalid token claims")


def _nothing(name: str) -> None:
    return None


def _readable(key: str) -> bool:
    try:
        text = base64.b64decode(key + "=" * (-len(key) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    return _ORG_OR_USER.fullmatch(text) is not None


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
