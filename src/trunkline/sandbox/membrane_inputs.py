"""Reads what is sent to Membrane: query parameters, cursors, and JSON bodies by the vendor's schemas."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from trunkline.sandbox import _json
from trunkline.sandbox._http import Reply
from trunkline.sandbox.membrane_access import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._inputs import Inputs

_USUAL_LIMIT: Final = 100

CONNECTION_FIELDS: Final = {
    "name": "text",
    "meta": "object",
    "key": "key or null",
    "authOptionKey": "text",
    "integrationId": "text",
    "integrationUuid": "text",
    "integrationKey": "text",
    "connectorId": "text",
    "connectorUuid": "text",
    "connectorKey": "text",
    "connectorVersion": "text",
    "externalAppId": "text",
    "externalAppUuid": "text",
    "credentials": "anything",
    "connectorParameters": "anything",
    "input": "anything",
    "intent": "text",
}
"""One schema for creating, changing and replacing a connection; every field may be left out."""

REQUEST_FIELDS: Final = {
    "integrationId": "text",
    "integrationKey": "text",
    "connectorId": "text",
    "connectorKey": "text",
    "connectionId": "text",
    "connectorVersion": "text",
    "connectionKey": "key",
    "name": "text",
    "allowMultipleConnections": "boolean",
    "connectorParameters": "object",
    "redirectUri": "uri",
    "prompt": "text",
}

_TYPES: Final[Mapping[str, tuple[type, str]]] = {
    "text": (str, "string"),
    "key": (str, "string"),
    "uri": (str, "string"),
    "object": (dict, "object"),
    "boolean": (bool, "boolean"),
}


def require_valid(issues: Sequence[Document]) -> None:
    """400 with all issues, worded after the first one."""
    if issues:
        first = issues[0]
        path = ".".join(str(part) for part in first["path"]) or "body"
        message = f"Validation failed: {path}: {first['message']}"
        raise refusal(400, "default", message, data={"issues": list(issues)})


def read_body(request: Request, fields: Mapping[str, str], *, quirks: bool) -> Document:
    """The known members of a JSON object; unknown ones are dropped, as the vendor's schemas do."""
    require_no_form(request, quirks=quirks)
    if not request.body:
        return {}
    try:
        value: Any = _json.parse(request.body)
    except ValueError:
        raise refusal(400, "default", "The body is not valid JSON") from None
    if not isinstance(value, dict):
        require_valid([_issue([], f"Expected object, received {_json.type_name(value)}")])
    given: Document = {name: value[name] for name in fields if name in value}
    require_valid([issue for name in given for issue in _issues(name, fields[name], given[name])])
    return given


def require_no_form(request: Request, *, quirks: bool) -> None:
    """Refuse what is no JSON, but not an empty form: the vendor's own kit sends those."""
    if request.media_type in {"", "application/json"} or (quirks and not request.body):
        return
    raise refusal(400, "default", f"Content-Type {request.media_type} is not supported")


def _issues(name: str, kind: str, value: Any) -> list[Document]:
    if kind == "anything" or (value is None and kind.endswith("or null")):
        return []
    plain = kind.partition(" ")[0]
    wanted, word = _TYPES[plain]
    if not isinstance(value, wanted):
        return [_issue([name], f"Expected {word}, received {_json.type_name(value)}", code="invalid_type")]
    text = value if isinstance(value, str) else ""
    if plain == "key" and not 1 <= len(text) <= 100:
        return [_issue([name], "String must contain between 1 and 100 characters", code="too_small")]
    if plain == "uri" and not _is_uri(text):
        return [_issue([name], "Invalid url", code="invalid_string")]
    return []


def _issue(path: list[str], message: str, code: str = "invalid_type") -> Document:
    return {"code": code, "path": path, "message": message}


def _is_uri(text: str) -> bool:
    try:
        found = urlsplit(text)
    except ValueError:
        return False
    return bool(found.scheme and found.netloc)


def cut_page(
    inputs: Inputs,
    cursor: str | None,
    rows: Callable[[], Sequence[Document]],
    counts: Callable[[Document], bool],
    shown: Callable[[Document], Document | None] = lambda row: row,
) -> Reply:
    """One page of the rows that count; whatever `shown` leaves out was counted, so a page may be short.

    What is in a cursor the vendor tells nobody. Here it is the last row before it: whoever archives what was listed
    misses none of what follows.
    """
    limit = inputs.integer("limit", _USUAL_LIMIT, 1, 1000)
    after = _read_cursor(inputs, cursor)
    require_valid(inputs.issues)
    everything = rows()
    start = 0 if after is None else _place_after(inputs, everything, after)
    found = [row for row in everything[start:] if counts(row)]
    page = (shown(row) for row in found[:limit])
    answer: Document = {"items": [row for row in page if row is not None]}
    if len(found) > limit:
        answer["cursor"] = _write_cursor(_mark(found[limit - 1]))
    return Reply(200, answer)


def _mark(row: Document) -> str:
    """What a row is known by; an entry made up from something else is known by that."""
    return str(row.get("id") or row.get("connectorId") or row["externalAppId"])


def _place_after(inputs: Inputs, rows: Sequence[Document], mark: str) -> int:
    place = next((place for place, row in enumerate(rows, start=1) if _mark(row) == mark), 0)
    if not place:
        inputs.issue("invalid_string", "cursor", "Invalid cursor")
    require_valid(inputs.issues)
    return place


def _write_cursor(mark: str) -> str:
    return base64.urlsafe_b64encode(json.dumps({"after": mark}).encode()).decode().rstrip("=")


def _read_cursor(inputs: Inputs, cursor: str | None) -> str | None:
    # The vendor's own kit starts with "0".
    if cursor in {None, "", "0"}:
        return None
    try:
        text = base64.urlsafe_b64decode(f"{cursor}{'=' * (-len(cursor or '') % 4)}")
        after = _json.parse(text)["after"]
    except (binascii.Error, ValueError, KeyError, TypeError):
        after = None
    if not isinstance(after, str):
        inputs.issue("invalid_string", "cursor", "Invalid cursor")
        return None
    return after
