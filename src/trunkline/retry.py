"""When a call is repeated and how long is waited before: one decision table for both colours, and the retry budget."""

from __future__ import annotations

import math
import random
import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import cast

import attrs

from .errors import Attempt, ConfigurationError

_RETRYABLE_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_SECONDS = re.compile(r"[0-9]+(\.[0-9]*)?", re.ASCII)


class Failure(Enum):
    """How an attempt ended without a whole answer."""

    CONNECT = "could not connect"
    CONNECT_TIMEOUT = "could not connect in time"
    TLS = "TLS handshake failed"
    POOL = "no connection came free in time"
    UNSENT = "timed out before it was sent"
    TIMEOUT = "timed out"
    LOST = "connection lost"
    PROTOCOL = "answer was not HTTP"


def is_untrusted(history: Sequence[Attempt]) -> bool:
    """Whether the last attempt ended because one side did not accept the other: the next would end so, too."""
    return bool(history) and history[-1].outcome == Failure.TLS.value


# About thirty years: beyond it a number is a mistake, and a sleep overflows.
_LONGEST_WAIT = 1e9


def _positive(instance: object, attribute: attrs.Attribute[float], value: float) -> None:
    number = isinstance(cast("object", value), int | float) and not isinstance(value, bool)
    if not number or not 0 <= value <= _LONGEST_WAIT:
        raise ConfigurationError(f"Retry({attribute.name}=...) must be a finite number of at least 0")


def _at_least_one(instance: object, attribute: attrs.Attribute[int], value: int) -> None:
    if isinstance(value, bool) or not isinstance(cast("object", value), int) or value < 1:
        raise ConfigurationError("Retry(attempts=...) counts the first request too: at least 1")


@attrs.frozen(kw_only=True)
class Retry:
    """How often and how patiently a call is repeated.

    Args:
        attempts: requests per call at most, the first included; 1 turns retries off.
        wait_initial: seconds; the wait before the second attempt is drawn from 0 to this, then the range doubles.
        wait_max: seconds; the range never grows beyond this.
        retry_after_max: seconds; a vendor that asks for a longer wait gets none: the error says how long it asked for.
    """

    attempts: int = attrs.field(default=3, validator=_at_least_one)
    wait_initial: float = attrs.field(default=0.5, validator=_positive)
    wait_max: float = attrs.field(default=8.0, validator=_positive)
    retry_after_max: float = attrs.field(default=60.0, validator=_positive)


@attrs.frozen(kw_only=True)
class Outcome:
    """What one attempt came to, as far as the decision to repeat it needs."""

    failure: Failure | None = None
    status: int | None = None
    retry_after: float | None = None
    provider_says_retry: bool = False


def is_retryable(outcome: Outcome, *, repeatable: bool) -> bool:
    """Whether another attempt can do no harm and may help.

    What is not repeatable is repeated only where the vendor surely did not act: no connection came about,
    or it refused with a 429. A 503 is no such proof: it can come after the write.
    """
    if outcome.failure is not None:
        return outcome.failure in (Failure.CONNECT, Failure.CONNECT_TIMEOUT) or (
            repeatable and outcome.failure in (Failure.TIMEOUT, Failure.LOST)
        )
    if outcome.status == 429:
        return True
    return repeatable and (outcome.status in _RETRYABLE_STATUSES or outcome.provider_says_retry)


def wait_before(
    retry: Retry,
    attempt: int,
    outcome: Outcome,
    *,
    uniform: Callable[[float, float], float] = random.uniform,
) -> float | None:
    """Seconds to wait after this attempt (counted from 1), or `None` when the vendor asks for more than is accepted.

    Full jitter; a Retry-After is a lower bound that the jitter only adds to.
    """
    # The exponent is bounded so that a huge `attempts` cannot overflow a float.
    spread = min(retry.wait_max, retry.wait_initial * 2.0 ** min(attempt - 1, 60))
    if outcome.retry_after is None:
        return uniform(0, spread)
    if outcome.retry_after > retry.retry_after_max:
        return None
    return outcome.retry_after + uniform(0, min(spread, retry.wait_initial))


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds the vendor asks to wait, or `None`. Malformed counts as absent; dates count from the answer's own `Date`.

    Args:
        headers: the answer's headers, names in lower case.
        now: seconds since the epoch, used when the answer has no readable `Date`.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    # Two header lines arrive joined by a comma; the later moment honours both.
    waits = [_seconds(part.strip()) for part in text.split(",")]
    if all(wait is not None for wait in waits):
        return max(wait for wait in waits if wait is not None) or None
    moment = _moment(text)
    if moment is None:
        return None
    wait = moment - (_moment(headers.get("date", "")) or now)
    return wait if wait > 0 else None


def _seconds(text: str) -> float | None:
    if text.lower() in ("inf", "infinity"):
        return math.inf
    # float() of any run of digits is a float, infinite at worst: no integer of 5000 digits is ever built.
    return float(text) if _SECONDS.fullmatch(text) else None


def _moment(text: str) -> float | None:
    try:
        parsed = parsedate_to_datetime(text)
        # RFC 9110 dates are GMT; "-0000" and no zone at all come back naive and mean the same.
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


class RetryBudget:
    """What keeps a storm from doubling itself: retries are paid from a small account that successes refill.

    Shared by all calls of one client and provider, from any thread.
    """

    __slots__ = ("_account",)

    def __init__(self, capacity: int = 10) -> None:
        # A queue of fixed length is an account that threads share without a lock, and forks without one held.
        self._account = deque([None] * capacity, maxlen=capacity)

    def spend(self) -> bool:
        """Pay for one retry; `False` when the account is empty."""
        try:
            self._account.pop()
        except IndexError:
            return False
        return True

    def refill(self) -> None:
        """A call succeeded: one more retry may be paid for, up to the account's capacity."""
        self._account.append(None)
