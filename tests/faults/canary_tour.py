"""Every operation of every provider, and what a rude or broken server answers to it: where the canary flies."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from facade_calls import FACADE_CALLS
from fault_server import Behaviour, Fin, Reset, Say, Seen, answer, head
from native_calls import FREE_CALLS, NATIVE_CALLS

from trunkline.sandbox import SECRET_MARKER, seeds

Call = Callable[[Any], Any]

NOTED = {"note": SECRET_MARKER, "nested": [{"note": SECRET_MARKER}]}
"""Free-form data of the caller's, with a secret in it. Stored, it is shown as data; in an error it never is."""
FACADE: Mapping[str, Call] = {
    **{name: each.call for name, each in FACADE_CALLS.items()},
    "everything": lambda client: [*client.connections.list()],
    "every connector": lambda client: [
        *client.connectors.list(providers=["openint", "openint-v0", "membrane"], on_error="collect").pages()
    ],
}
NATIVE: Mapping[str, Call] = {
    name: lambda client, each=each: each.call(client.native(each.provider))
    for name, each in NATIVE_CALLS.items()
}
# Any object, as it came: plain JSON, like `raw`. Only the errors are searched.
_AS_IT_CAME = "openint-v0 native delete_connection"
OPERATIONS: Mapping[str, Call] = {**FACADE, **{name: NATIVE[name] for name in NATIVE if name != _AS_IT_CAME}}
FOR_CUSTOMERS = frozenset(name for name, each in NATIVE_CALLS.items() if each.for_customer)
# Free requests bring the JSON as it came, too.
FREE: Mapping[str, Call] = {
    name: lambda client, each=each: each.call(client.native(each.provider))
    for name, each in FREE_CALLS.items()
}
# Of these, too: what comes back may be the note, which is data.
NOTES: Mapping[str, Call] = {
    "openint create with a note": lambda client: client.connections.create(
        "openint", customer_id="acme", connector_config_id=seeds.OPENINT_CONFIG, metadata=NOTED
    ),
    "openint-v0 create with a note": lambda client: client.connections.create(
        "openint-v0", connector_config_id=seeds.OPENINT_V0_CONFIG, credentials=NOTED, metadata=NOTED
    ),
    "openint-v0 update with a note": lambda client: client.connections.update(
        f"openint-v0:{seeds.OPENINT_V0_HEALTHY}", metadata=NOTED
    ),
    "membrane create with a note": lambda client: client.connections.create(
        "membrane", customer_id="acme", connector=seeds.MEMBRANE_INTEGRATION_KEY, metadata=NOTED
    ),
    "membrane update with a note": lambda client: client.connections.update(
        f"membrane:{seeds.MEMBRANE_READY}", metadata=NOTED, credentials=NOTED
    ),
    "workiva run with a note": lambda client: client.connections.run(
        f"workiva:{seeds.WORKIVA_COMPLETE}", source_parameters=NOTED, destination_parameters=NOTED
    ),
}
UNSEARCHED: Mapping[str, Call] = {_AS_IT_CAME: NATIVE[_AS_IT_CAME], **FREE, **NOTES}


def spoken(seen: Seen) -> str:
    """All that the client said in confidence, as a rude server repeats it."""
    named = ("authorization", "x-apikey", "x-gateway-key")
    headers = (value for name, value in seen.headers.items() if name in named or SECRET_MARKER in value)
    return " | ".join(filter(None, headers))


def _refusal(status: int, seen: Seen, **headers: str) -> Behaviour:
    """The credential where each vendor has its words, and a customer's secret where nobody should look."""
    said = spoken(seen)
    details = {"data": SECRET_MARKER, "stack": SECRET_MARKER, "issues": [{"received": SECRET_MARKER}]}
    body = {"message": f"no: {said}", "code": said, "key": said, "type": said, "body": [said], **details}
    return answer(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


def _connection(seen: Seen) -> dict[str, Any]:
    """Somebody else's connection, as any of the four vendors would send it, secrets included."""
    times = dict.fromkeys(("createdAt", "updatedAt", "created_at", "updated_at"), "2025-08-21T16:01:40.123Z")
    credentials = {
        name: {"token": f"{SECRET_MARKER}-theirs"} for name in ("settings", "credentials", "unknown")
    }
    names = dict.fromkeys(("name", "display_name", "connector_name", "connectorName"), "hubspot")
    ids = dict.fromkeys(("id", "connectionId"), "conn_other")
    configs = {
        "connector_config_id": None,
        "connectorConfigId": "c",
        "integration_id": None,
        "customer_id": None,
    }
    return {**times, **credentials, **names, **ids, **configs, "userId": "u", "disabled": False}


def _other(seen: Seen) -> Behaviour:
    connection = _connection(seen)
    return answer({**connection, "items": 7, "body": connection, "code": 200})


FAULTS: dict[str, Callable[[Seen], Behaviour]] = {
    **{
        str(status): lambda seen, status=status: _refusal(status, seen)
        for status in (400, 401, 403, 404, 409, 418, 422, 423, 429, 500, 501, 503, 599)
    },
    "429 with a wait": lambda seen: _refusal(429, seen, retry_after=f"9{spoken(seen)}"),
    "headers": lambda seen: _refusal(
        503,
        seen,
        x_request_id=spoken(seen),
        set_cookie=f"session={SECRET_MARKER}-cookie; {spoken(seen)}",
        www_authenticate=f'Bearer error="{spoken(seen)}"',
        server=spoken(seen),
    ),
    **{
        f"{status} away": lambda seen, status=status: answer(
            b"", status, {"location": f"http://127.0.0.1:9/?token={spoken(seen)}"}
        )
        for status in (301, 303, 307)
    },
    "302 to a user": lambda seen: answer(b"", 302, {"location": f"//{SECRET_MARKER}:x@127.0.0.1:9/"}),
    "401 in HTML": lambda seen: answer(f"<p>{spoken(seen)}".encode(), 401, content_type="text/html"),
    "202": lambda seen: answer(_connection(seen), 202),
    "200 in HTML": lambda seen: answer(
        f"<p>{spoken(seen)} {SECRET_MARKER}".encode(), content_type="text/html"
    ),
    "200 with an error": lambda seen: _refusal(200, seen),
    "somebody else's": _other,
    "mistyped": lambda seen: answer({**_connection(seen), "id": [SECRET_MARKER], "items": [SECRET_MARKER]}),
    "mistyped secrets": lambda seen: answer(
        {**_connection(seen), "settings": SECRET_MARKER, "credentials": 7}
    ),
    "an array": lambda seen: answer([SECRET_MARKER, {SECRET_MARKER: SECRET_MARKER}]),
    "cut": lambda seen: answer(json.dumps(_connection(seen)).encode()[:-5]),
    "not UTF-8": lambda seen: answer(
        b'{"id": "\xff' + spoken(seen).encode() + SECRET_MARKER.encode() + b'"}'
    ),
    "5000 digits": lambda seen: answer(b'{"x": "%b", "id": %b}' % (SECRET_MARKER.encode(), b"9" * 5000)),
    "nested": lambda seen: answer(b'{"x": "%b", "id": %b' % (SECRET_MARKER.encode(), b"[" * 100_000)),
    "no gzip": lambda seen: answer(SECRET_MARKER.encode(), 200, {"content-encoding": "gzip"}),
    "an encoding": lambda seen: answer(b"", 200, {"content-encoding": SECRET_MARKER}),
    "broken off": lambda seen: (
        Say(head(200, {"content-length": "9999"}) + SECRET_MARKER.encode() + spoken(seen).encode()),
        Reset(),
    ),
    "no HTTP": lambda seen: (Say(f"{spoken(seen)} {SECRET_MARKER}\r\n\r\n".encode()), Fin()),
    "a bad header": lambda seen: (
        Say(f"HTTP/1.1 200 OK\r\n{SECRET_MARKER} {spoken(seen)}\r\n\r\n".encode()),
        Fin(),
    ),
    "a bad chunk": lambda seen: (
        Say(head(200, {"transfer-encoding": "chunked"}) + f"{SECRET_MARKER}\r\n".encode()),
        Fin(),
    ),
    "reset": lambda seen: (Reset(),),
}
# What the token endpoint may answer: the request's secret is in its body.
TOKEN_FAULTS: dict[str, Callable[[Seen], Behaviour]] = {
    "400": lambda seen: answer({"error": seen.body.decode(), "error_description": seen.body.decode()}, 400),
    "401": lambda seen: answer(seen.body, 401, content_type="text/plain"),
    "500": lambda seen: answer({"stack": seen.body.decode()}, 500, {"set-cookie": seen.body.decode()}),
    "302": lambda seen: answer(b"", 302, {"location": f"http://127.0.0.1:9/?{seen.body.decode()}"}),
    "HTML": lambda seen: answer(b"<p>" + seen.body),
    "no token": lambda seen: answer({"access_token": None, "note": seen.body.decode()}),
    "mac": lambda seen: answer({"access_token": f"{SECRET_MARKER}-fetched", "token_type": SECRET_MARKER}),
    "newline": lambda seen: answer({"access_token": f"{SECRET_MARKER}-fetched\n", "token_type": "bearer"}),
    "no HTTP": lambda seen: (Say(seen.body + b"\r\n\r\n"), Fin()),
    "reset": lambda seen: (Reset(),),
}
