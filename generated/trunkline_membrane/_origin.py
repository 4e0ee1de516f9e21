"""Where a stand-alone client may send, with which credential, and the way to what no spec describes."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ._decode import Answer
from ._encode import array, boolean, integer, number, query_string, text, to_json
from ._errors import ArgumentError
from ._secret import Secret
from ._wire import Operation, Request, UnsetType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._wire import Response

_METHOD = re.compile(r"[A-Z]{1,20}")
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?:/[A-Za-z0-9\-_~!$&'()*+,;=:@]+(?:\.[A-Za-z0-9\-_~!$&'()*+,;=:@]+)*)*/?"
)
_PATH = re.compile(r"/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*")
_JSON: Answer[Any] = Answer(Any)


def checked_base_url(url: str) -> str:
    """Return the base URL without its last slash. Plain http goes only to this machine."""
    found = _URL.fullmatch(url)
    if found is None or not _is_valid(found["host"], found["port"]):
        raise ArgumentError("base_url", "must be an https URL without user, query or fragment")
    if found["scheme"] == "http" and not _is_loopback(found["host"]):
        raise ArgumentError("base_url", "must be https; plain http goes to loopback only")
    return url.rstrip("/")


def _is_valid(host: str, port: str | None) -> bool:
    if host.startswith("["):
        try:
            ip_address(host.strip("[]"))
        except ValueError:
            return False
    return port is None or int(port) < 65536


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def credential_headers(
    given: Secret[dict[str, str | None]], headers: Mapping[str, tuple[str, str]]
) -> Secret[dict[str, str]]:
    """Return the headers that say who is calling, if every credential can stand in one as it is."""
    missing = True
    for parameter in headers:
        rule = _broken_rule(given.reveal()[parameter])
        if rule:
            raise ArgumentError(parameter, rule)
        missing = missing and given.reveal()[parameter] is None
    if missing:
        raise ArgumentError(next(iter(headers), "sender"), "must be given, or else a sender")
    return Secret(
        {
            name: prefix + credential
            for parameter, (name, prefix) in headers.items()
            if (credential := given.reveal()[parameter]) is not None
        }
    )


def _broken_rule(credential: object) -> str:
    if credential is None:
        return ""
    if not isinstance(credential, str) or not credential:
        return "must be a text that is not empty"
    if not credential.isascii() or not credential.isprintable() or " " in credential:
        return "must be printable ASCII without blanks"
    return ""


def free_request(
    method: str,
    path: str,
    query: Mapping[str, str | bool | int | float | Sequence[str]] | None,
    body: Secret[object] | UnsetType,
    *,
    repeatable: bool,
) -> Request:
    """Build a request for what no spec describes."""
    if not _METHOD.fullmatch(method):
        raise ArgumentError("method", "must be an HTTP method in upper case")
    segments = unquote(unquote(path)).split("/")
    if not _PATH.fullmatch(path) or "//" in path or {".", ".."} & set(segments):
        raise ArgumentError("path", "must start with one slash and have no dot segment, query or fragment")
    sent = not isinstance(body, UnsetType)
    return Request(
        # The template tells nothing: the path that was given may hold ids, and goes into errors and logs.
        operation=Operation("request", method, "/...", tuple(range(200, 300))),
        path=path,
        query=query_string(*(_pair(name, value) for name, value in (query or {}).items())),
        headers=(("content-type", "application/json"),) if sent else (),
        body=to_json("body", body) if sent else None,
        repeatable=repeatable,
    )


def _pair(name: str, value: str | bool | int | float | Sequence[str]) -> str:
    wire = text("query", name)[len("query=") :]
    if isinstance(value, bool):
        return boolean("query", value, wire=wire)
    if isinstance(value, int):
        return integer("query", value, wire=wire)
    if isinstance(value, float):
        return number("query", value, wire=wire)
    return text("query", value, wire=wire) if isinstance(value, str) else array("query", value, wire=wire)


def free_response(response: Response) -> Any:
    """Return the JSON of the answer, or None when it has no body."""
    return _JSON.decode(response) if response.content else None
