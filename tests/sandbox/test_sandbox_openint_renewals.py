"""OpenInt's API v1 in the sandbox: the server renews what is about to expire by itself, over a socket.

No document promises it, and none says otherwise: what holds here holds in both worlds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Clock, Wire

from trunkline.sandbox import Sandbox, seeds

HOUR, MINUTE = 3600.0, 60.0


def stored(wire: Wire, id: str) -> dict[str, Any]:
    found: dict[str, Any] = wire.get(
        "openint", f"/connection/{id}", include_secrets="1", refresh_policy="none"
    ).body
    return found


def token(wire: Wire, id: str) -> str:
    return str(stored(wire, id)["settings"]["oauth"]["credentials"]["access_token"])


def granted_for_an_hour(wire: Wire, id: str = seeds.OPENINT_HEALTHY) -> str:
    """The token that a check has left, which is good for an hour."""
    assert wire.json("openint", "POST", f"/connection/{id}/check").status == 200
    return token(wire, id)


def test_a_token_is_renewed_half_an_hour_before_it_expires(either: Wire) -> None:
    granted = granted_for_an_hour(either)
    before = stored(either, seeds.OPENINT_HEALTHY)
    either.clock.now += 29 * MINUTE
    assert token(either, seeds.OPENINT_HEALTHY) == granted
    either.clock.now += 2 * MINUTE
    # Whatever is asked for shows it, and not that it was asked for.
    first = either.get("openint", "/connection", limit=1).body["items"][0]
    assert (first["id"], first["status"]) == (seeds.OPENINT_HEALTHY, "healthy")
    assert first["updated_at"] > before["updated_at"]
    renewed = token(either, seeds.OPENINT_HEALTHY)
    assert renewed != granted
    assert token(either, seeds.OPENINT_HEALTHY) == renewed


def test_however_long_nobody_asks_no_token_expires(either: Wire) -> None:
    granted = granted_for_an_hour(either)
    either.clock.now += 24 * HOUR
    found = stored(either, seeds.OPENINT_HEALTHY)["settings"]["oauth"]["credentials"]
    assert found["access_token"] != granted
    assert found["expires_at"] == "2026-01-02T01:00:00.250Z"


def test_what_had_expired_before_stays_expired(either: Wire) -> None:
    stale = token(either, seeds.OPENINT_EXPIRED)
    either.clock.now += HOUR
    assert token(either, seeds.OPENINT_EXPIRED) == stale


def test_what_cannot_be_renewed_is_left_alone(either: Wire) -> None:
    credentials = {"access_token": "sandbox-secret-short", "expires_at": "2026-01-01T00:20:00.000Z"}
    either.sandbox.change(
        "openint", seeds.OPENINT_LASTING, {"settings": {"oauth": {"credentials": credentials}}}
    )
    before = stored(either, seeds.OPENINT_LASTING)
    either.clock.now += HOUR
    assert stored(either, seeds.OPENINT_LASTING) == before


def test_a_renewal_that_is_refused_shows_in_the_status(real: Wire, ideal: Wire) -> None:
    # As in a check: an error that could mend itself by the server's rules, and by the documents the end user's matter.
    for wire, status in ((real, "error"), (ideal, "disconnected")):
        granted_for_an_hour(wire)
        wire.sandbox.change("openint", seeds.OPENINT_HEALTHY, {"_upstream": "refuses"})
        wire.clock.now += 31 * MINUTE
        assert stored(wire, seeds.OPENINT_HEALTHY)["status"] == status


def test_one_that_cannot_be_looked_into_keeps_nobody_else_waiting(either: Wire) -> None:
    both = (seeds.OPENINT_HEALTHY, seeds.OPENINT_EXPIRED)
    granted = {row_id: granted_for_an_hour(either, row_id) for row_id in both}
    either.sandbox.change("openint", seeds.OPENINT_HEALTHY, {"connector_config_id": "ccfg_hubspot_gone"})
    either.clock.now += 31 * MINUTE
    assert token(either, seeds.OPENINT_HEALTHY) == granted[seeds.OPENINT_HEALTHY]
    assert token(either, seeds.OPENINT_EXPIRED) != granted[seeds.OPENINT_EXPIRED]


@pytest.mark.parametrize("quirks", [True, False])
def test_while_a_file_is_closed_nothing_is_renewed(tmp_path: Path, clock: Clock, quirks: bool) -> None:
    granted = ""
    for hours in (2, 0):
        with Sandbox(path=tmp_path / "sandbox.db", now=clock.read, quirks=quirks) as sandbox:
            wire = Wire(sandbox, clock)
            granted = granted or granted_for_an_hour(wire)
            assert token(wire, seeds.OPENINT_HEALTHY) == granted
            wire.connection.close()
        clock.now += hours * HOUR
