"""Every state that a vendor's connection can be in: the words and flags known, in all combinations, and any others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import Any, TypeAlias

from hypothesis import strategies as st
from status_rules import MOMENTS

Part: TypeAlias = Mapping[str, Any]

OPENINT_WORDS = ("healthy", "disconnected", "error", "manual", "unknown")
MEMBRANE_WORDS = (
    "BUILDING",
    "CLIENT_ACTION_REQUIRED",
    "CONFIGURATION_ERROR",
    "SETUP_FAILED",
    "READY",
    "DISCONNECTING",
)
WORKIVA_WORDS = ("not_started", "running", "complete", "error", "cancelled")
NEW = "PAUSED by\x00\n you"
"""A word that no vendor has, yet."""

V0_ERRORS: Sequence[Any] = (
    *(None, "", {}, [], False, "text", True, ["text"]),
    *({"code": None}, {"code": "401"}, {"message": 7}, {"message": ""}),
    {"code": "401", "message": "stored: revoked"},
)
"""What can stand under `settings.error`: anything, for settings have no shape."""


def _one(name: str, *values: Any, required: bool = False) -> list[Part]:
    """A member's values, and that it is absent."""
    return [*([] if required else [{}]), *({name: value} for value in values)]


def _some(*axes: Sequence[Part]) -> Iterator[dict[str, Any]]:
    """Each combination of one part of each axis."""
    for parts in product(*axes):
        yield {name: value for part in parts for name, value in part.items()}


def _openint() -> Iterator[dict[str, Any]]:
    return _some(
        _one("disabled", None, False, True, required=True),
        _one("status", None, "", *OPENINT_WORDS, NEW),
        _one("status_message", None, "", "told: why"),
    )


def _openint_v0() -> Iterator[dict[str, Any]]:
    standard = _some(
        _one("status", None, "", *OPENINT_WORDS, NEW), _one("statusMessage", None, "", "told: why")
    )
    settings = _one("error", *V0_ERRORS)
    return _some(
        _one("disabled", False, True), _one("standard", None, *standard), _one("settings", None, *settings)
    )


def _fault(name: str) -> dict[str, str]:
    return {"message": f"{name}: it broke"}


def _membrane() -> Iterator[dict[str, Any]]:
    flags, states = (None, False, True), _one("state", *MEMBRANE_WORDS, NEW)
    faults = (
        _one("requestError", _fault("request")),
        _one("errors", [_fault("first"), _fault("second")]),
        _one("error", _fault("deprecated")),
    )
    yield from _some(
        _one("archivedAt", "2020-01-02T03:04:05.000Z"),
        _one("isDeactivated", True),
        states,
        _one("isDefunct", True),
        _one("connected", *flags, required=True),
        _one("disconnected", *flags, required=True),
        _one("nextRetryTimestamp", "2020-01-02T03:04:05.000Z", "2999-01-02T03:04:05.000Z"),
        *faults,
    )
    # What goes with one state alone, in every state.
    action = {"type": "connect", "description": "action: sign in"}
    yield from _some(
        states, _one("clientAction", None, action), _one("buildingAgentSessionId", None, "", "a"), *faults
    )


def _workiva() -> Iterator[dict[str, Any]]:
    words = (None, "", *WORKIVA_WORDS, NEW)
    runs = _some(
        _one("sourceStatus", *words), _one("destinationStatus", *words), _one("error", None, "", "run: why")
    )
    return _some(_one("lastRun", None, *runs), _one("lastRunJobId", None, "", "job-1"))


KNOWN: Mapping[str, Sequence[dict[str, Any]]] = MappingProxyType(
    {
        "openint": list(_openint()),
        "openint-v0": list(_openint_v0()),
        "membrane": list(_membrane()),
        "workiva": list(_workiva()),
    }
)
"""Each combination of what is known, absent and null included."""


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
flags = st.sampled_from([None, False, True])
moments = st.none() | st.sampled_from([*MOMENTS, "", "soon"])


def _words(*known: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(known) | words


def _maybe(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these members."""
    return st.fixed_dictionaries({}, optional=members)


def _faults(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """An error, in words that tell it from others, or in none."""
    messages = st.just("") | words.map(lambda text: f"{name}: {text}")
    return st.fixed_dictionaries(
        {"message": messages}, optional={"type": _words("bad_request"), "key": st.none() | words}
    )


_actions = st.fixed_dictionaries(
    {"type": _words("connect", "provide-input").filter(lambda kind: kind is not None), "description": words},
    optional={"uiUrl": st.sampled_from([None, "https://membrane.example/act"])},
)
_v0_errors = st.sampled_from(V0_ERRORS) | _maybe(code=st.none() | words, message=words)
_runs = _maybe(
    sourceStatus=_words(*WORKIVA_WORDS), destinationStatus=_words(*WORKIVA_WORDS), error=st.none() | words
)

DRAWN: Mapping[str, st.SearchStrategy[dict[str, Any]]] = MappingProxyType(
    {
        "openint": st.fixed_dictionaries(
            {"disabled": flags},
            optional={"status": _words(*OPENINT_WORDS), "status_message": st.none() | words},
        ),
        "openint-v0": _maybe(
            disabled=st.booleans(),
            standard=st.none() | _maybe(status=_words(*OPENINT_WORDS), statusMessage=st.none() | words),
            settings=st.none() | _maybe(error=_v0_errors, oauth=st.just({"credentials": {}})),
        ),
        "membrane": _maybe(
            archivedAt=st.sampled_from([None, "", "soon", "2020-01-02T03:04:05.000Z"]),
            isDeactivated=flags,
            state=_words(*MEMBRANE_WORDS),
            isDefunct=flags,
            connected=flags,
            disconnected=flags,
            nextRetryTimestamp=moments,
            requestError=st.none() | _faults("request"),
            errors=st.none() | st.lists(_faults("set-up"), max_size=2),
            error=st.none() | _faults("deprecated"),
            clientAction=st.none() | _actions,
            buildingAgentSessionId=st.none() | words,
            retryAttempts=st.none() | st.integers(0, 9),
            canTest=flags,
            canRefreshCredentials=flags,
        ),
        "workiva": _maybe(lastRun=st.none() | _runs, lastRunJobId=st.none() | st.sampled_from(["", "job-1"])),
    }
)
"""Any state: each member there or not, known words and invented ones."""

NATIVE: Mapping[str, Sequence[str]] = {
    "openint": ("status", "status_message", "disabled"),
    "openint-v0": ("standard.status", "standard.statusMessage", "disabled"),
    "membrane": (
        "state",
        "connected",
        "disconnected",
        "isDefunct",
        "isDeactivated",
        "archivedAt",
        "nextRetryTimestamp",
        "requestError.message",
        "error.message",
        "clientAction.description",
        "buildingAgentSessionId",
    ),
    "workiva": ("lastRun.sourceStatus", "lastRun.destinationStatus", "lastRun.error", "lastRunJobId"),
}
"""Where each vendor's words for a state are. Its model has the same names, in Python's spelling."""
