"""What Wdata answers with: the envelope of a body and its code, its refusals, and checked JSON bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trunkline.sandbox import _json
from trunkline.sandbox._http import Answer, RefusedError, Reply, as_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from trunkline.sandbox._http import Document, Request, Router
    from trunkline.sandbox._world import World

_FIELDS: Final[Mapping[str, tuple[type, str]]] = {
    "connectionId": (str, "string"),
    "sourceParameters": (dict, "object"),
    "destinationParameters": (dict, "object"),
    "usePreviousSourceParameters": (bool, "boolean"),
    "usePreviousDestinationParameters": (bool, "boolean"),
    "workspaceId": (str, "string"),
}
"""How one refresh may be asked for; every field may be left out."""


def refusal(status: int, body: str | list[str]) -> RefusedError:
    """The error envelope of Wdata."""
    return RefusedError(Reply(status, {"body": body, "code": status}))


def routed(router: Router, request: Request, admit: Callable[[], None]) -> Answer:
    """The answer to a request that is admitted: that of its route, or 404."""
    try:
        admit()
        found = router.find(request.method, request.path)
        if found is None:
            raise refusal(404, f"No route for {request.method} {request.path}")
        return found[0](request, found[1])
    except RefusedError as error:
        return error.reply


def require_patience(world: World, door: str, body: Document) -> None:
    """The 429 that is still to come, if a test switched it on, in the words of this door."""
    throttled, retry_after = world.switches.throttled(door)
    if throttled:
        wait = str(1 if retry_after is None else retry_after)
        raise RefusedError(Reply(429, body, (("retry-after", wait),)))


def success(body: object) -> Reply:
    """The envelope of what went well; it stays 200 while a run is under way."""
    return Reply(200, {"body": body, "code": 200})


def require_valid(messages: Sequence[str], *, quirks: bool) -> None:
    """400 with all messages: a list of them as the server sends it, one text where the document says so."""
    if messages:
        raise refusal(400, list(messages) if quirks else "; ".join(messages))


def read_json(request: Request) -> Any:
    """The JSON body; 400 if there is none, an empty object being the least one can send."""
    if not request.body.strip():
        raise refusal(400, "Required request body is missing")
    if request.media_type != "application/json":
        raise refusal(400, f"Content-Type '{request.media_type}' is not supported")
    try:
        return _json.parse(request.body)
    except ValueError:
        raise refusal(400, "JSON parse error: the body is not valid JSON") from None


def checked_order(value: Any, where: str, *, quirks: bool) -> Document:
    """One refresh as it was asked for; null counts as left out, unknown members are ignored."""
    sent = as_object(value)
    if not isinstance(value, dict):
        require_valid([f"{where or 'body'}: must be an object"], quirks=quirks)
    prefix = f"{where}." if where else ""
    given: Document = {name: sent[name] for name in _FIELDS if sent.get(name) is not None}
    wrong = [name for name, found in given.items() if not isinstance(found, _FIELDS[name][0])]
    require_valid([f"{prefix}{name}: must be of type {_FIELDS[name][1]}" for name in wrong], quirks=quirks)
    if len(given.get("workspaceId", "")) > 40:
        require_valid([f"{prefix}workspaceId: size must be between 0 and 40"], quirks=quirks)
    return given
