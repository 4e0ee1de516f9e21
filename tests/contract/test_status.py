"""The status mapping is total: any native state, known or invented, is one `Status`, and the native words are kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from answered import LEAST, PROVIDERS, Members, Vendors, answering
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from native_states import DRAWN, KNOWN, NATIVE
from status_rules import (
    ACTION,
    ACTIVE,
    ARCHIVED,
    DISABLED,
    ERROR,
    OFF,
    PENDING,
    RULES,
    UNKNOWN,
)

from trunkline import Client, Connection, Status
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva
from trunkline.sandbox import Sandbox, seeds


@pytest.fixture(scope="module")
def vendors() -> Iterator[Vendors]:
    with answering() as vendors:
        yield vendors


def assert_stands(connection: Connection, provider: str, sent: Members) -> None:
    """That a connection stands where the rules put what was sent."""
    due = RULES[provider](sent)
    found = (connection.status, connection.needs_action, connection.retry_at)
    assert type(connection.status) is Status
    assert found == (due.status, due.needs_action, due.retry_at), sent
    assert due.allows(connection.status_reason), (connection.status_reason, due, sent)
    assert due.is_terminal in (None, connection.is_terminal), sent


def assert_native_words(connection: Connection, provider: str, sent: Members) -> None:
    """That each word is there as it was sent, in the vendor's own model."""
    for path in NATIVE[provider]:
        told: Any = sent
        native = connection.native
        for name in path.split("."):
            told = (told or {}).get(name)
            native = getattr(native, re.sub("([A-Z])", r"_\1", name).lower(), None)
            native = None if native is UNSET else native
        assert native == told, path


@pytest.mark.parametrize("provider", PROVIDERS)
@given(data=st.data())
def test_any_state_has_one_status_and_keeps_its_words(
    vendors: Vendors, provider: str, data: st.DataObject
) -> None:
    sent = data.draw(DRAWN[provider])
    connection = vendors.get(provider, sent)
    assert_stands(connection, provider, sent)
    assert_native_words(connection, provider, sent)
    assert connection.raw == {**LEAST[provider], **sent}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_combination_of_what_is_known_has_one_status(vendors: Vendors, provider: str) -> None:
    states = KNOWN[provider]
    connections = vendors.listed(provider, states)
    assert len(connections) == len(states)
    for connection, sent in zip(connections, states, strict=True):
        assert_stands(connection, provider, sent)


def test_the_rules_are_all_reached() -> None:
    # A table that is compared in its first rows alone would prove little.
    reached = {
        provider: Counter(RULES[provider](sent).status for sent in KNOWN[provider]) for provider in PROVIDERS
    }
    openint = {DISABLED, OFF, ERROR, ACTIVE, UNKNOWN}
    assert reached["openint"].keys() == reached["openint-v0"].keys() == openint
    assert reached["membrane"].keys() == {*Status}
    assert reached["workiva"].keys() == {UNKNOWN, ERROR, PENDING, ACTIVE}


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
def seeded() -> Iterator[Client]:
    """A client of the sandbox, as it was seeded: where the vendors' own examples are."""
    with Sandbox(building_seconds=3600) as sandbox:
        keys = sandbox.credentials
        providers = (
            OpenInt(token=keys.openint_api_key),
            OpenIntV0(api_key=keys.openint_v0_api_key),
            Membrane(token=keys.membrane_token),
            Workiva(token=keys.workiva_token),
        )
        with Client(*providers, transport=sandbox.transport()) as client:
            yield client


@pytest.mark.parametrize(("provider", "seed", "status", "terminal", "action"), SEEDED)
def test_every_seeded_state_has_its_status(
    seeded: Client, provider: str, seed: str, status: Status, terminal: bool, action: bool
) -> None:
    connection = seeded.connections.get(f"{provider}:{seed}")
    assert (connection.status, connection.is_terminal, connection.needs_action) == (status, terminal, action)


REASONS = {
    f"openint:{seeds.OPENINT_DISCONNECTED}": "The refresh token was revoked; the user has to reconnect",
    f"membrane:{seeds.MEMBRANE_ACTION_REQUIRED}": "Sign in to Slack to finish the connection",
    f"membrane:{seeds.MEMBRANE_DEGRADED}": "The external app answered 429",
    f"workiva:{seeds.WORKIVA_NEVER_RUN}": "never run",
}


@pytest.mark.parametrize("reference", REASONS)
def test_the_reason_is_the_vendors_words(seeded: Client, reference: str) -> None:
    assert seeded.connections.get(reference).status_reason == REASONS[reference]


def test_the_page_to_act_on_and_the_next_try_come_along(seeded: Client) -> None:
    assert seeded.connections.get(f"membrane:{seeds.MEMBRANE_ACTION_REQUIRED}").action_url
    retrying = seeded.connections.get(f"membrane:{seeds.MEMBRANE_RETRYING}")
    assert retrying.retry_at is not None
    assert retrying.retry_at.utcoffset() is not None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://a.b", "https://u@a.b/", "//x"]
)
def test_a_link_that_is_not_plain_https_is_not_offered(vendors: Vendors, url: str) -> None:
    action = {"type": "connect", "description": "x", "uiUrl": url}
    assert vendors.get("membrane", {"clientAction": action}).action_url is None
