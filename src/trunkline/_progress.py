"""One call while it runs: what was tried, what each try came to, and the error it would end with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from ._drivers import Answer, FailureKind
from ._requests import ErrorDetails, Request
from ._telemetry import AttemptEvent, Observer, tell
from ._words import presentable
from .errors import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    Attempt,
    CallFacts,
    InvalidArgumentError,
    RedirectError,
    ResponseTooLargeError,
    TrunklineError,
    error_for_status,
)
from .retry import Failure, Outcome, retry_after
from .secrets import Secret, spoken

# Where vendors put their own id of a request; the first that is there counts.
_REQUEST_ID_HEADERS = ("x-request-id", "request-id", "x-correlation-id")
_FAILURES: Mapping[FailureKind, Failure] = {
    "connect": Failure.CONNECT,
    "connect_timeout": Failure.CONNECT_TIMEOUT,
    "tls": Failure.TLS,
    "pool": Failure.POOL,
    "unsent": Failure.UNSENT,
    "timeout": Failure.TIMEOUT,
    "lost": Failure.LOST,
    "protocol": Failure.PROTOCOL,
}
# Reads a vendor's error answer, given its status and its JSON object.
ErrorReader = Callable[[int, Mapping[str, Any]], ErrorDetails]
# Adds to the error of a success that could not be read what its content tells all the same.
Salvage = Callable[[bytes, APIResponseError], None]
_UNSENT = frozenset({Failure.CONNECT, Failure.CONNECT_TIMEOUT, Failure.TLS, Failure.POOL, Failure.UNSENT})
_TIMEOUTS = frozenset({Failure.CONNECT_TIMEOUT, Failure.POOL, Failure.UNSENT, Failure.TIMEOUT})


def failure_of(kind: FailureKind) -> str:
    """In words, what the lack of a whole answer is."""
    failure = _FAILURES.get(kind)
    return failure.value if failure else f"answer {kind.replace('_', ' ')}"


@attrs.define
class Progress:
    """The state of one call. `known` gives the secrets in use, `carried` those that were sent, renewed since or not."""

    provider: str
    request: Request
    request_id: str
    started: float
    deadline: float
    now: Callable[[], float]
    observer: Observer | None
    known: Callable[[], tuple[str, ...]]
    salvage: Salvage | None = None
    carried: list[Mapping[str, Secret[str]]] = attrs.field(factory=list[Mapping[str, Secret[str]]])
    history: list[Attempt] = attrs.field(factory=list[Attempt])
    attempt_started: float = 0.0
    signed_in_again: bool = False
    _maybe_applied: bool = False

    @property
    def tries(self) -> int:
        """Attempts that count: signing in again is not the call's own doing."""
        return len(self.history) - (1 if self.signed_in_again else 0)

    def note(self, outcome: str, answer: Answer | None = None) -> None:
        """Remember what the attempt under way came to, and tell those who want to know."""
        elapsed = self.now() - self.attempt_started
        self.history.append(Attempt(outcome=outcome, elapsed=elapsed))
        operation = self.request.operation
        event = AttemptEvent(
            provider=self.provider,
            operation=operation.name,
            method=operation.method,
            path=operation.path,
            attempt=len(self.history),
            outcome=outcome,
            status=answer.status if answer else None,
            elapsed=elapsed,
            request_id=self.request_id,
        )
        tell(event, self.observer)

    def waiting(self, seconds: float) -> None:
        """Remember the wait after the last attempt."""
        self.history[-1] = attrs.evolve(self.history[-1], waited=seconds)

    def refused(self, answer: Answer, read: ErrorReader, time: float) -> tuple[Outcome, TrunklineError]:
        """What an answer that is not a success comes to."""
        self.note(f"status {answer.status}", answer)
        if answer.status < 300:
            # It says yes, only not in the way this operation does.
            self._applied_perhaps()
            text = f"status {answer.status} is not what this operation answers"
            return Outcome(), self._salvaged(answer, APIResponseError(text, self.facts(answer)), read)
        if answer.status < 400:
            if answer.status not in (307, 308):
                # Those two say "not here"; the others are also how a server leads on from what it did.
                self._applied_perhaps()
            text = "the vendor answered with a redirect, which is never followed"
            return Outcome(), RedirectError(text, self.facts(answer))
        if answer.status >= 500 or answer.status == 408:
            # Below 500 the vendor says that it did not act; above nobody knows.
            self._applied_perhaps()
        details = self._details(answer, read)
        if details.acted:
            self._applied_perhaps()
        wait = retry_after(answer.headers, time)
        facts = attrs.evolve(self.facts(answer), code=details.code, retry_after=wait)
        # A status that is not the vendor's own says nothing of what the vendor did: no reason to send it again.
        status = None if details.acted and not self.request.repeatable else answer.status
        outcome = Outcome(status=status, retry_after=wait, provider_says_retry=details.retryable)
        return outcome, error_for_status(details.meaning or answer.status)(
            details.message or "the vendor gave no reason", facts
        )

    def broken(self, kind: FailureKind, max_bytes: int) -> tuple[Outcome, TrunklineError]:
        """What the lack of a whole answer comes to."""
        if kind == "unsendable":
            self.note(kind)
            text = "of these arguments no request can be made: one is too long, or holds what no URL can"
            return Outcome(), InvalidArgumentError(text, self.facts())
        failure = _FAILURES.get(kind)
        if failure not in _UNSENT:
            self._applied_perhaps()
        self.note(failure_of(kind))
        facts = self.facts()
        if kind == "too_large":
            return Outcome(), ResponseTooLargeError(f"the answer is larger than {max_bytes} bytes", facts)
        if failure is None:
            text = "the answer's content encoding is broken or was not asked for"
            return Outcome(), APIResponseError(text, facts)
        cls = APITimeoutError if failure in _TIMEOUTS else APIConnectionError
        return Outcome(failure=failure), cls(failure.value, facts)

    def misfit(self, answer: Answer, error: Exception, read: ErrorReader) -> APIResponseError:
        """The error for an answer that no parser could read, with the vendor's code when it is an error in disguise."""
        self._applied_perhaps()
        details = self._details(answer, read)
        if details.message and details.code:
            # The code and not the message: under this status it may be anything, a customer's data too.
            facts = attrs.evolve(self.facts(answer), code=details.code)
            return APIResponseError(
                "the answer does not fit: it is an error under the status of a success", facts
            )
        # Only a parser's own `reason` is free of values; any other text may quote the answer.
        reason = getattr(error, "reason", None)
        known = (
            isinstance(error, ValueError) and isinstance(reason, str) and not isinstance(error, UnicodeError)
        )
        problem = reason if known else f"it could not be read ({type(error).__name__})"
        unread = APIResponseError(f"the answer does not fit: {problem}", self.facts(answer))
        return self._salvaged(answer, unread, read)

    def _salvaged(self, answer: Answer, error: APIResponseError, read: ErrorReader) -> APIResponseError:
        if self.salvage is not None and not is_error(answer.content, answer.status, read):
            self.salvage(answer.content, error)
        return error

    def acted(self, answer: Answer, read: ErrorReader) -> bool:
        """Whether the vendor says that something was carried out before this error."""
        return self._details(answer, read).acted

    def facts(self, answer: Answer | None = None) -> CallFacts:
        """All that is known, for an error."""
        operation = self.request.operation
        return CallFacts(
            provider=self.provider,
            operation=operation.name,
            method=operation.method,
            path=operation.path,
            status=answer.status if answer else None,
            request_id=self.provider_request_id(answer) if answer else self.request_id,
            history=tuple(self.history),
            elapsed=self.now() - self.started,
            may_have_been_applied=self._maybe_applied,
        )

    def provider_request_id(self, answer: Answer) -> str:
        """The vendor's id of the request; ours, which every attempt carried, when it gave none."""
        given = next((answer.headers[name] for name in _REQUEST_ID_HEADERS if name in answer.headers), "")
        return (presentable(given, self._secrets()) if given else "") or self.request_id

    def _secrets(self) -> tuple[str, ...]:
        """What no words of the server may repeat: another call may have renewed the token this one still carried."""
        return (*self.known(), *(word for signed in self.carried for word in spoken(signed.values())))

    def _applied_perhaps(self) -> None:
        self._maybe_applied = self._maybe_applied or not self.request.repeatable

    def _details(self, answer: Answer, read: ErrorReader) -> ErrorDetails:
        details = _details_in(answer.content, answer.status, read)
        known = self._secrets()
        return attrs.evolve(
            details,
            message=presentable(details.message, known) if details.message else None,
            code=presentable(details.code, known) if details.code else None,
        )


def is_error(content: bytes, status: int, read: ErrorReader) -> bool:
    """Whether an answer is an error, whatever its status says."""
    details = _details_in(content, status, read)
    return bool(details.message and details.code)


def _details_in(content: bytes, status: int, read: ErrorReader) -> ErrorDetails:
    """What a vendor's error says, its words as they came."""
    try:
        body: Any = json.loads(content)
    except (ValueError, RecursionError):
        # HTML, cut JSON, nothing: the status is what counts, and the text is not ours to repeat.
        return ErrorDetails()
    if not isinstance(body, dict):
        return ErrorDetails()
    return read(status, body)  # pyright: ignore[reportUnknownArgumentType]
