"""The rules for a connection's status, by what a vendor sent alone: a table for each vendor, whose first fit counts.

Nothing of the adapters is asked here, so that they can be compared with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from trunkline import Status

Members: TypeAlias = Mapping[str, Any]
Words: TypeAlias = str | tuple[str, ...] | None

ACTIVE, PENDING, ACTION, OFF, ERROR, DISABLED, ARCHIVED, UNKNOWN = Status

MOMENTS: Mapping[str, datetime] = MappingProxyType(
    {
        "2020-01-02T03:04:05.000Z": datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
        "2999-01-02T03:04:05.000Z": datetime(2999, 1, 2, 3, 4, 5, tzinfo=UTC),
        "2999-01-02 05:04:05+02": datetime(2999, 1, 2, 3, 4, 5, tzinfo=UTC),
    }
)
"""The dates there are in these tests, in the vendors' words and as moments: some are over, some are to come."""


@attrs.frozen
class Standing:
    """What a connection's state comes to.

    Attributes:
        reason: the vendor's words, exactly; several are held by words of ours, and `()` is words of ours alone.
        is_terminal: `None` where no rule says.
    """

    status: Status
    reason: Words = None
    is_terminal: bool | None = None
    needs_action: bool = False
    retry_at: datetime | None = None

    def allows(self, reason: str | None) -> bool:
        """Whether this is a reason to be given."""
        if isinstance(self.reason, tuple):
            return all(shown(words) in (reason or "") for words in self.reason)
        return reason == (shown(self.reason) or None)


def shown(text: str | None) -> str:
    """A vendor's words as they are handed on: on one line, without control characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in text or "").split())


def _first(*words: str | None) -> str | None:
    """The first that says something."""
    return next(filter(None, words), None)


def _row(table: Sequence[tuple[bool, Standing]]) -> Standing:
    return next(standing for fits, standing in table if fits)


def _openint_words(state: str | None, message: str | None) -> list[tuple[bool, Standing]]:
    """What the words of both versions of OpenInt's API mean."""
    return [
        (state == "disconnected", Standing(OFF, message, True, needs_action=True)),
        (state == "error", Standing(ERROR, message, False)),
        (state == "healthy", Standing(ACTIVE, message, False)),
        (state == "manual", Standing(UNKNOWN, message or ("manual",), True)),
        (state in (None, "", "unknown"), Standing(UNKNOWN, message)),
        (True, Standing(UNKNOWN, (state or "", message or ""))),
    ]


def _openint(sent: Members) -> Standing:
    message = sent.get("status_message")
    switched_off = (sent["disabled"] is True, Standing(DISABLED, message, True))
    return _row([switched_off, *_openint_words(sent.get("status"), message)])


def _openint_v0(sent: Members) -> Standing:
    standard, error = sent.get("standard") or {}, (sent.get("settings") or {}).get("error")
    told = error.get("message") if isinstance(error, dict) else None
    state = standard.get("status")
    message = _first(standard.get("statusMessage"), told if isinstance(told, str) else None)
    return _row(
        [
            (sent.get("disabled") is True, Standing(DISABLED, message, True)),
            *((fits and bool(state), standing) for fits, standing in _openint_words(state, message)),
            # An error of which nothing is said is none.
            (bool(error), Standing(OFF, message, True, needs_action=True)),
            (True, Standing(UNKNOWN, message or (), True)),
        ]
    )


def _membrane(sent: Members) -> Standing:
    state, action = sent.get("state"), sent.get("clientAction") or {}
    connected, disconnected = sent.get("connected"), sent.get("disconnected")
    set_up = ((sent.get("errors") or [{}])[0]).get("message")
    # The request's error is the latest; `errors` are of the set-up, and beat the deprecated `error`. Where a rule
    # asks for nothing else, this is what there is to say: of what is archived and of what works all the same, too.
    complaint = _first(
        (sent.get("requestError") or {}).get("message"), set_up, (sent.get("error") or {}).get("message")
    )
    retry_at = MOMENTS.get(sent.get("nextRetryTimestamp") or "")
    given_up = retry_at is None or retry_at < datetime.now(UTC)
    off = connected is False or (connected is None and disconnected is True)
    works = connected is True or (connected is None and disconnected is False)
    failed = state in ("CONFIGURATION_ERROR", "SETUP_FAILED")
    why = action["description"] if action else state
    table = [
        (bool(sent.get("archivedAt")), Standing(ARCHIVED, complaint, True)),
        (sent.get("isDeactivated") is True, Standing(DISABLED, complaint, True)),
        (state == "DISCONNECTING", Standing(OFF, state, False)),
        (state == "BUILDING", Standing(PENDING, _first(sent.get("buildingAgentSessionId"), state), False)),
        (state == "CLIENT_ACTION_REQUIRED", Standing(ACTION, why, True, needs_action=True)),
        (failed, Standing(ERROR, _first(set_up, state), True)),
        (sent.get("isDefunct") is True, Standing(OFF, complaint, True, needs_action=True)),
        (off, Standing(OFF, complaint, given_up, needs_action=given_up)),
        (works, Standing(ACTIVE, complaint, False)),
        (state == "READY", Standing(ACTIVE, complaint, False)),
        (True, Standing(UNKNOWN, state)),
    ]
    return attrs.evolve(_row(table), retry_at=retry_at)


def _workiva(sent: Members) -> Standing:
    run: Members = sent.get("lastRun") or {}
    error, words = run.get("error"), (run.get("sourceStatus"), run.get("destinationStatus"))
    # An empty word is none.
    told = tuple(filter(None, words))
    no_run = not told and not error
    under_way = "running" in told or "not_started" in told
    return _row(
        [
            (no_run and not sent.get("lastRunJobId"), Standing(UNKNOWN, "never run", True)),
            (no_run, Standing(UNKNOWN, (), False)),
            (bool(error) or "error" in told, Standing(ERROR, error or told, True)),
            ("cancelled" in told, Standing(UNKNOWN, ("last run cancelled", *told), True)),
            (under_way, Standing(PENDING, told, False)),
            (set(told) == {"complete"}, Standing(ACTIVE, None, False)),
            (True, Standing(UNKNOWN, told, False)),
        ]
    )


RULES: Mapping[str, Callable[[Members], Standing]] = MappingProxyType(
    {"openint": _openint, "openint-v0": _openint_v0, "membrane": _membrane, "workiva": _workiva}
)
