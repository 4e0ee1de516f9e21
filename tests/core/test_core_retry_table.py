"""The decision to repeat, the wait before it, and Retry-After, as the pure functions they are."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trunkline import ConfigurationError, Retry
from trunkline.retry import Failure, Outcome, RetryBudget, is_retryable, retry_after, wait_before

NOW = 1_700_000_000.0

# outcome, whether a safe request is repeated, whether an unsafe one is
DECISIONS = [
    (Outcome(failure=Failure.CONNECT), True, True),
    (Outcome(failure=Failure.CONNECT_TIMEOUT), True, True),
    (Outcome(failure=Failure.TLS), False, False),
    (Outcome(failure=Failure.POOL), False, False),
    (Outcome(failure=Failure.TIMEOUT), True, False),
    (Outcome(failure=Failure.LOST), True, False),
    (Outcome(failure=Failure.PROTOCOL), False, False),
    (Outcome(status=408), True, False),
    (Outcome(status=409), False, False),
    (Outcome(status=423), False, False),
    (Outcome(status=425), True, False),
    (Outcome(status=429), True, True),
    (Outcome(status=500), True, False),
    (Outcome(status=501), False, False),
    (Outcome(status=503), True, False),
    (Outcome(status=503, retry_after=1), True, False),
    (Outcome(status=529), True, False),
    (Outcome(status=400), False, False),
    (Outcome(status=400, provider_says_retry=True), True, False),
    (Outcome(status=400, retry_after=1), False, False),
    (Outcome(), False, False),
]


@pytest.mark.parametrize(("outcome", "safe", "unsafe"), DECISIONS)
def test_what_is_repeated(outcome: Outcome, safe: bool, unsafe: bool) -> None:
    assert is_retryable(outcome, repeatable=True) is safe
    assert is_retryable(outcome, repeatable=False) is unsafe


@given(st.integers(100, 999), st.one_of(st.none(), st.floats(0, 1e9)), st.booleans())
def test_an_unsafe_request_is_repeated_after_no_status_but_429(
    status: int, wait: float | None, says_retry: bool
) -> None:
    outcome = Outcome(status=status, retry_after=wait, provider_says_retry=says_retry)
    assert is_retryable(outcome, repeatable=False) is (status == 429)


retries = st.builds(
    Retry,
    attempts=st.integers(1, 100),
    wait_initial=st.floats(0, 1e6),
    wait_max=st.floats(0, 1e6),
    retry_after_max=st.floats(0, 1e6),
)


@given(retries, st.integers(1, 10**9), st.floats(0, 1))
def test_the_wait_grows_and_is_bounded(retry: Retry, attempt: int, place: float) -> None:
    wait = wait_before(
        retry, attempt, Outcome(status=503), uniform=lambda low, high: low + (high - low) * place
    )
    assert wait is not None
    assert 0 <= wait <= retry.wait_max
    assert wait <= retry.wait_initial * 2.0 ** min(attempt - 1, 60)


@given(retries, st.integers(1, 100), st.floats(0, math.inf), st.floats(0, 1))
def test_what_the_vendor_asks_is_the_least(retry: Retry, attempt: int, asked: float, place: float) -> None:
    outcome = Outcome(status=429, retry_after=asked)
    wait = wait_before(retry, attempt, outcome, uniform=lambda low, high: low + (high - low) * place)
    if asked > retry.retry_after_max:
        assert wait is None
    else:
        assert wait is not None
        assert asked <= wait <= asked + min(retry.wait_initial, retry.wait_max)


def test_the_jitter_is_full() -> None:
    waits = [wait_before(Retry(), 4, Outcome(status=503)) or 0.0 for _ in range(500)]
    assert min(waits) < 0.4
    assert max(waits) > 3.6
    assert len(set(waits)) > 400


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("1", 1.0),
        (" 120 ", 120.0),
        ("1.5", 1.5),
        ("007", 7.0),
        ("0", None),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1e3", None),
        ("0x10", None),
        ("1_0", None),
        ("\u0661", None),
        ("\xb9", None),
        ("nan", None),
        ("soon", None),
        ("9" * 40, 1e40),
        ("9" * 5000, math.inf),
        ("inf", math.inf),
        ("1, 5", 5.0),
        ("5, 1", 5.0),
        ("1, soon", None),
        ("Tue, 14 Nov 2023 22:13:25 GMT", 5.0),
        ("Tue, 14 Nov 2023 22:13:25 -0000", 5.0),
        ("Tue, 14 Nov 2023 22:13:25", 5.0),
        ("Tue, 14 Nov 2023 23:13:25 +0100", 5.0),
        ("Tuesday, 14-Nov-23 22:13:25 GMT", 5.0),
        ("Tue, 14 Nov 2023 22:13:15 GMT", None),
        ("Fri, 01 Jan 100000 00:00:00 GMT", None),
        ("Tue, 14 Nov 2023 22:13:25 +9999999999", None),
    ],
)
def test_retry_after_is_read(header: str, wait: float | None) -> None:
    assert retry_after({"retry-after": header}, NOW) == wait


@pytest.fixture(params=["WEST+7", "EAST-5:30"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own time is not UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be changed here")
    with monkeypatch.context() as changed:
        changed.setenv("TZ", request.param)
        time.tzset()
        assert time.timezone != 0
        yield
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("zone", ["", " -0000", " GMT"])
def test_a_date_without_a_zone_means_utc_wherever_the_client_is(zone: str) -> None:
    header = f"Tue, 14 Nov 2023 22:13:25{zone}"
    assert retry_after({"retry-after": header}, NOW) == 5.0
    # The answer's own date is read in the same way.
    assert retry_after({"retry-after": header, "date": f"Tue, 14 Nov 2023 22:13:23{zone}"}, NOW) == 2.0


def test_a_date_counts_from_the_answers_own_date() -> None:
    headers = {"retry-after": "Tue, 14 Nov 2023 23:00:02 GMT", "date": "Tue, 14 Nov 2023 23:00:00 GMT"}
    assert retry_after(headers, NOW) == 2.0
    assert retry_after(headers | {"date": "yesterday"}, NOW) == 2802.0


def test_no_header_is_no_wait() -> None:
    assert retry_after({}, NOW) is None


@given(st.text(max_size=60), st.text(max_size=60))
@example("5, 10", "")
@example("Mon, 0 Jan 0000 00:00:00", "Mon, 31 Feb 2023 00:00:00")
@example("1 1 1 1 1", "1")
def test_any_text_is_a_positive_wait_or_none(header: str, date: str) -> None:
    wait = retry_after({"retry-after": header, "date": date}, NOW)
    assert wait is None or wait > 0


@given(
    st.text(st.sampled_from("0123456789 ,:-+.GMTJanFebWed\x00"), max_size=40),
    st.text(st.sampled_from("0123456789 ,:-+.GMTJanFebWed\x00"), max_size=40),
)
def test_text_like_a_date_is_a_positive_wait_or_none(header: str, date: str) -> None:
    wait = retry_after({"retry-after": header, "date": date}, NOW)
    assert wait is None or wait > 0


@given(st.integers(1, 10**15))
def test_whole_seconds_are_themselves(seconds: int) -> None:
    assert retry_after({"retry-after": str(seconds)}, NOW) == float(seconds)


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(9990, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 10**6),
)
def test_a_date_is_its_distance_to_the_answers_date(moment: datetime, seconds: int) -> None:
    moment = moment.replace(microsecond=0)
    later = datetime.fromtimestamp(moment.timestamp() + seconds, UTC)
    headers = {
        "date": format_datetime(moment, usegmt=True),
        "retry-after": format_datetime(later, usegmt=True),
    }
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(
    "settings",
    [
        {"attempts": 0},
        {"attempts": -1},
        {"wait_initial": -1},
        {"wait_max": math.inf},
        {"wait_max": math.nan},
        {"retry_after_max": -0.5},
    ],
)
def test_a_policy_that_cannot_work_is_refused(settings: dict[str, float]) -> None:
    with pytest.raises(ConfigurationError):
        Retry(**settings)  # type: ignore[arg-type]  # that is the point


def test_the_budget_pays_ten_and_earns_one_a_success() -> None:
    budget = RetryBudget()
    assert [budget.spend() for _ in range(12)] == [True] * 10 + [False] * 2
    budget.refill()
    assert [budget.spend() for _ in range(2)] == [True, False]
    for _ in range(100):
        budget.refill()
    assert [budget.spend() for _ in range(12)] == [True] * 10 + [False] * 2


def test_the_budget_is_exact_between_threads() -> None:
    budget = RetryBudget(capacity=1000)
    paid: list[bool] = []

    def spend() -> None:
        for _ in range(500):
            paid.append(budget.spend())

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(paid) == 1000
