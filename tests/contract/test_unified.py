"""How each vendor's words become the unified model: every rule of the status tables, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trunkline import Client, Connection, Status
from trunkline.sandbox import Sandbox, seeds

ACTIVE, PENDING, ACTION, OFF, ERROR, DISABLED, ARCHIVED, UNKNOWN = Status

SEEDED = [
    ("openint", seeds.OPENINT_HEALTHY, ACTIVE, False, False),
    ("openint", seeds.OPENINT_DISCONNECTED, OFF, True, True),
    ("openint", seeds.OPENINT_ERROR, ERROR, False, False),
    ("openint", seeds.OPENINT_MANUAL, UNKNOWN, True, False),
    ("openint", seeds.OPENINT_UNKNOWN, UNKNOWN, False, False),
    ("openint", seeds.OPENINT_NO_STATUS, UNKNOWN, False, False),
    ("openint", seeds.OPENINT_DISABLED, DISABLED, True, False),
    ("openint-v0", seeds.OPENINT_V0_HEALTHY, UNKNOWN, True, False),
    ("openint-v0", seeds.OPENINT_V0_ERROR, OFF, True, True),
    ("openint-v0", seeds.OPENINT_V0_DISABLED, DISABLED, True, False),
    ("openint-v0", seeds.OPENINT_V0_BARE, UNKNOWN, True, False),
    ("membrane", seeds.MEMBRANE_READY, ACTIVE, False, False),
    ("membrane", seeds.MEMBRANE_BUILDING, PENDING, False, False),
    ("membrane", seeds.MEMBRANE_ACTION_REQUIRED, ACTION, True, True),
    ("membrane", seeds.MEMBRANE_CONFIGURATION_ERROR, ERROR, True, False),
    ("membrane", seeds.MEMBRANE_SETUP_FAILED, ERROR, True, False),
    ("membrane", seeds.MEMBRANE_DISCONNECTING, OFF, False, False),
    ("membrane", seeds.MEMBRANE_RETRYING, OFF, False, False),
    ("membrane", seeds.MEMBRANE_DISCONNECTED, OFF, True, True),
    ("membrane", seeds.MEMBRANE_DEFUNCT, OFF, True, True),
    ("membrane", seeds.MEMBRANE_ARCHIVED, ARCHIVED, True, False),
    ("membrane", seeds.MEMBRANE_DEACTIVATED, DISABLED, True, False),
    ("membrane", seeds.MEMBRANE_DEGRADED, ACTIVE, False, False),
    ("membrane", seeds.MEMBRANE_LEGACY, OFF, True, True),
    ("workiva", seeds.WORKIVA_COMPLETE, ACTIVE, False, False),
    ("workiva", seeds.WORKIVA_RUNNING, PENDING, False, False),
    ("workiva", seeds.WORKIVA_HALF_DONE, PENDING, False, False),
    ("workiva", seeds.WORKIVA_ERROR, ERROR, True, False),
    ("workiva", seeds.WORKIVA_CANCELLED, UNKNOWN, True, False),
    ("workiva", seeds.WORKIVA_NEVER_RUN, UNKNOWN, True, False),
]


@pytest.fixture(scope="module")
def stage() -> Iterator[tuple[Sandbox, Client]]:
    from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva

    with Sandbox(building_seconds=3600) as sandbox:
        keys = sandbox.credentials
        providers = (
            OpenInt(token=keys.openint_api_key),
            OpenIntV0(api_key=keys.openint_v0_api_key),
            Membrane(token=keys.membrane_token),
            Workiva(token=keys.workiva_token),
        )
        with Client(*providers, transport=sandbox.transport()) as client:
            yield sandbox, client


@pytest.mark.parametrize(("provider", "seed", "status", "terminal", "action"), SEEDED)
def test_every_seeded_state_has_its_status(
    stage: tuple[Sandbox, Client], provider: str, seed: str, status: Status, terminal: bool, action: bool
) -> None:
    connection = stage[1].connections.get(f"{provider}:{seed}")
    assert (connection.status, connection.is_terminal, connection.needs_action) == (status, terminal, action)


def changed(stage: tuple[Sandbox, Client], provider: str, seed: str, members: dict[str, Any]) -> Connection:
    sandbox, client = stage
    sandbox.change(provider, seed, members)
    return client.connections.get(f"{provider}:{seed}")


def test_the_reason_is_the_vendors_words(stage: tuple[Sandbox, Client]) -> None:
    client = stage[1]
    reason = {
        seed: client.connections.get(f"{provider}:{seed}").status_reason for provider, seed, *_ in SEEDED
    }
    assert reason[seeds.OPENINT_DISCONNECTED] == "The refresh token was revoked; the user has to reconnect"
    assert reason[seeds.MEMBRANE_ACTION_REQUIRED] == "Sign in to Slack to finish the connection"
    assert reason[seeds.MEMBRANE_DEGRADED] == "The external app answered 429"
    assert reason[seeds.WORKIVA_NEVER_RUN] == "never run"


def test_the_page_to_act_on_and_the_next_try_come_along(stage: tuple[Sandbox, Client]) -> None:
    client = stage[1]
    assert client.connections.get(f"membrane:{seeds.MEMBRANE_ACTION_REQUIRED}").action_url
    retrying = client.connections.get(f"membrane:{seeds.MEMBRANE_RETRYING}")
    assert retrying.retry_at is not None
    assert retrying.retry_at.utcoffset() is not None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://a.b", "https://u@a.b/", "//x"]
)
def test_a_link_that_is_not_plain_https_is_not_offered(stage: tuple[Sandbox, Client], url: str) -> None:
    members = {"clientAction": {"type": "connect", "description": "x", "uiUrl": url}}
    assert changed(stage, "membrane", seeds.MEMBRANE_ACTION_REQUIRED, members).action_url is None


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
flags = st.sampled_from([True, False, None])


def shown(text: str | None) -> str:
    """A vendor's words as they are handed on: on one line, without control characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in text or "").split())


relaxed = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@relaxed
@given(state=words, message=st.none() | words, disabled=flags)
def test_any_openint_state_has_one_status(
    stage: tuple[Sandbox, Client], state: str, message: str | None, disabled: bool | None
) -> None:
    members = {"status": state, "status_message": message, "disabled": disabled}
    connection = changed(stage, "openint", seeds.OPENINT_API_KEY, members)
    known = {"healthy": ACTIVE, "disconnected": OFF, "error": ERROR}
    assert connection.status is (DISABLED if disabled else known.get(state, UNKNOWN))
    assert connection.native.status == state
    if not disabled and state and state not in {*known, "manual", "unknown"}:
        assert shown(state) in (connection.status_reason or "")


@relaxed
@given(state=words, connected=flags, disconnected=flags, defunct=flags)
def test_any_membrane_state_has_one_status_and_connected_beats_disconnected(
    stage: tuple[Sandbox, Client],
    state: str,
    connected: bool | None,
    disconnected: bool | None,
    defunct: bool | None,
) -> None:
    members = {"state": state, "connected": connected, "disconnected": disconnected, "isDefunct": defunct}
    connection = changed(stage, "membrane", seeds.MEMBRANE_DISCONNECTED, members)
    effective = connected if connected is not None else None if disconnected is None else not disconnected
    if defunct or effective is False:
        assert connection.status is OFF
    elif effective:
        assert connection.status is ACTIVE
    else:
        assert connection.status is UNKNOWN
        assert (connection.status_reason or "") == shown(state)
    assert connection.native.state == state


@relaxed
@given(source=st.none() | words, destination=st.none() | words, error=st.none() | words)
def test_any_workiva_run_has_one_status(
    stage: tuple[Sandbox, Client], source: str | None, destination: str | None, error: str | None
) -> None:
    run = {"jobId": "j", "sourceStatus": source, "destinationStatus": destination, "error": error}
    connection = changed(stage, "workiva", seeds.WORKIVA_UNNAMED, {"lastRun": run})
    if error:
        assert connection.status is ERROR
    else:
        assert connection.status is UNKNOWN
        for word in filter(None, (source, destination)):
            assert shown(word) in (connection.status_reason or "")


def test_postgres_and_iso_dates_are_the_same_moment(stage: tuple[Sandbox, Client]) -> None:
    seed = seeds.OPENINT_API_KEY
    texts = ["2025-08-21 16:01:40.5+00", "2025-08-21T16:01:40.5Z", "2025-08-21T18:01:40.500+02:00"]
    moments = {changed(stage, "openint", seed, {"created_at": text}).created_at for text in texts}
    assert len(moments) == 1


@pytest.mark.parametrize(
    "text", ["", "soon", "0000-00-00", "99999-01-01T00:00:00Z", "2025-13-45 00:00:00+99"]
)
def test_a_date_that_is_none_is_left_to_raw(stage: tuple[Sandbox, Client], text: str) -> None:
    connection = changed(stage, "openint", seeds.OPENINT_API_KEY, {"created_at": text})
    assert connection.created_at is None
    assert connection.raw["created_at"] == text


def test_metadata_that_is_no_object_is_kept_under_value(stage: tuple[Sandbox, Client]) -> None:
    for value in ([1, 2], "text", 7, False):
        connection = changed(stage, "openint-v0", seeds.OPENINT_V0_BARE, {"metadata": value})
        assert connection.metadata == {"value": value}
    assert changed(stage, "openint-v0", seeds.OPENINT_V0_BARE, {"metadata": None}).metadata == {}


def test_names_fall_back_until_there_is_one(stage: tuple[Sandbox, Client]) -> None:
    get = stage[1].connections.get
    assert get(f"openint:{seeds.OPENINT_HEALTHY}").display_name == "hubspot"
    assert get(f"openint-v0:{seeds.OPENINT_V0_BARE}").display_name == "airtable"
    assert get(f"workiva:{seeds.WORKIVA_UNNAMED}").display_name
    assert get(f"membrane:{seeds.MEMBRANE_READY_KEY}").id == seeds.MEMBRANE_READY
