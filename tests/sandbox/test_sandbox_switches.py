"""What can be switched on in the sandbox: 429, locks, and state that outlives the process."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from colours import Colour
from conftest import Clock, Wire
from sandbox_calls import RUNS, membrane, workiva

from trunkline import RateLimitError
from trunkline.providers import Membrane
from trunkline.sandbox import Sandbox, seeds
from trunkline.testing import VirtualClock

READY = f"/connections/{seeds.MEMBRANE_READY}"


def test_workiva_says_429_with_retry_after(either: Wire) -> None:
    # Documented, so in both worlds.
    either.sandbox.throttle("workiva", times=2, retry_after=7)
    for _ in range(2):
        refused = workiva(either, "GET", RUNS)
        assert refused.status == refused.body["code"] == 429
        assert refused.headers["retry-after"] == "7"
    assert workiva(either, "GET", RUNS).status == 200
    either.sandbox.throttle("workiva")
    assert workiva(either, "GET", RUNS).headers["retry-after"] == "1"


def test_the_token_endpoint_counts_against_the_limits_too(either: Wire) -> None:
    either.sandbox.throttle("workiva-token", retry_after=3)
    refused = either.send("workiva-token", "", method="POST", body=b"")
    assert (refused.status, refused.headers["retry-after"]) == (429, "3")
    assert refused.body["error"] == "temporarily_unavailable"
    assert workiva(either, "GET", RUNS).status == 200


def test_membrane_says_429_without_retry_after_since_none_is_documented(either: Wire) -> None:
    # Documented, so in both worlds.
    either.sandbox.throttle("membrane")
    refused = membrane(either, "GET", READY)
    assert (refused.status, refused.body["key"]) == (429, "rate_limit_exceeded")
    assert refused.body["type"] == "bad_request"
    assert "retry-after" not in refused.headers
    assert membrane(either, "GET", READY).status == 200
    either.sandbox.throttle("membrane", retry_after=2)
    assert membrane(either, "GET", READY).headers["retry-after"] == "2"


REACH_THE_APP = [
    ("POST", f"{READY}/test", {}),
    ("POST", f"{READY}/refresh-credentials", {}),
    ("PATCH", READY, {"credentials": {"api_key": "x"}}),
    ("POST", "/connections", {"integrationKey": "hubspot", "credentials": {"api_key": "x"}}),
]


@pytest.mark.parametrize(("method", "path", "body"), REACH_THE_APP)
def test_of_type_connection_a_429_is_the_external_apps(
    either: Wire, method: str, path: str, body: dict[str, Any]
) -> None:
    # Documented, so in both worlds.
    either.sandbox.throttle("membrane", external=True)
    # What reaches no app is answered as ever.
    assert membrane(either, "PATCH", READY, {}).status == 200
    refused = membrane(either, method, path, body, tenant="acme")
    assert (refused.status, refused.body["type"]) == (429, "connection")
    assert refused.body["key"] == "rate_limit_exceeded"
    assert "retry-after" not in refused.headers
    assert membrane(either, method, path, body, tenant="acme").status in {200, 201}


def test_openint_says_429_in_its_own_words_though_no_limits_are_known(either: Wire) -> None:
    for provider, path in (("openint", "/connection"), ("openint-v0", "/core/connection")):
        either.sandbox.throttle(provider)
        refused = either.get(provider, path)
        assert (refused.status, refused.body["code"]) == (429, "TOO_MANY_REQUESTS")
        assert "retry-after" not in refused.headers
        assert either.get(provider, path).status == 200
        either.sandbox.throttle(provider, retry_after=2)
        assert either.get(provider, path).headers["retry-after"] == "2"


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("GET", ""),
        ("PATCH", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("POST", "/test"),
        ("POST", "/refresh-credentials"),
    ],
)
def test_membranes_lock_timeout_is_a_400_of_type_concurrency(either: Wire, method: str, more: str) -> None:
    either.sandbox.lock("membrane", seeds.MEMBRANE_READY)
    refused = membrane(either, method, f"{READY}{more}", {})
    assert (refused.status, refused.body["type"]) == (400, "concurrency")
    assert refused.body["key"] == "lock_timeout"
    assert membrane(either, method, f"{READY}{more}", {}).status in {200, 201}


# Through the client: what the 429s of two come to, whose words and whose fault they are.


def test_a_clients_write_waits_for_membrane_and_leaves_the_external_app_alone(colour: Colour) -> None:
    clock = Clock()
    with Sandbox(now=clock.read, sleep=clock.sleep) as sandbox:
        provider = Membrane(token=sandbox.credentials.membrane_token)
        client = colour.client(provider, transport=sandbox.transport(), clock=VirtualClock())
        for call in (client.connections.check, client.connections.refresh_credentials):
            sandbox.throttle("membrane")
            start = len(sandbox.exchanges)
            call(seeds.MEMBRANE_READY)
            # Membrane's own is a request that was never carried out, so it is sent again.
            assert [seen.status for seen in sandbox.exchanges[start:]] == [429, 201, 200]
            sandbox.throttle("membrane", external=True, retry_after=1)
            start = len(sandbox.exchanges)
            with pytest.raises(RateLimitError, match="external app answered 429") as caught:
                call(seeds.MEMBRANE_READY)
            # The app's came after Membrane had sent it something: it is the caller's to send that again.
            assert [seen.status for seen in sandbox.exchanges[start:]] == [429]
            assert (caught.value.code, caught.value.retry_after) == ("rate_limit_exceeded", 1)
            assert caught.value.may_have_been_applied
            assert "not sent again" in str(caught.value)


def test_a_lock_that_comes_while_a_long_poll_waits_ends_it(clock: Clock) -> None:
    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        sandbox.lock("membrane", seeds.MEMBRANE_BUILDING)

    with Sandbox(now=clock.read, sleep=sleep) as sandbox:
        wire = Wire(sandbox, clock)
        path = f"/connections/{seeds.MEMBRANE_BUILDING}"
        refused = membrane(wire, "GET", path, query={"wait": "true"})
        assert (refused.status, refused.body["key"]) == (400, "lock_timeout")
        wire.connection.close()


def test_a_locked_connection_of_workiva_is_423(either: Wire) -> None:
    path = f"{RUNS}/{seeds.WORKIVA_COMPLETE}"
    either.sandbox.lock("workiva", seeds.WORKIVA_COMPLETE)
    assert workiva(either, "GET", path).status == 200
    refused = workiva(either, "POST", f"{path}/refresh", {})
    assert refused.status == refused.body["code"] == 423
    assert workiva(either, "POST", f"{path}/refresh", {}).status == 200


def test_switches_are_for_the_apis_that_have_them() -> None:
    with Sandbox() as sandbox:
        with pytest.raises(ValueError, match="throttle"):
            sandbox.throttle("nobody")
        with pytest.raises(ValueError, match="the app behind 'openint'; choose one of membrane"):
            sandbox.throttle("openint", external=True)
        with pytest.raises(ValueError, match="lock"):
            sandbox.lock("workiva-token", "x")


def test_connections_requests_and_runs_outlive_the_process(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "sandbox.db"
    with Sandbox(path=path, now=clock.read, sleep=clock.sleep) as sandbox:
        wire = Wire(sandbox, clock)
        body = {"integrationKey": "hubspot", "credentials": {"api_key": "x"}, "key": "kept"}
        made = membrane(wire, "POST", "/connections", body, tenant="umbrella").body
        asked = membrane(wire, "POST", "/connection-requests", {"connectorKey": "asana"}).body
        run = workiva(wire, "POST", f"{RUNS}/{seeds.WORKIVA_COMPLETE}/refresh", {}).body["body"]
        wire.connection.close()
    clock.now += 1
    with Sandbox(path=path, now=clock.read, sleep=clock.sleep) as sandbox:
        wire = Wire(sandbox, clock)
        assert membrane(wire, "GET", "/connections/kept", tenant="umbrella").body == made
        assert membrane(wire, "GET", f"/connection-requests/{asked['requestId']}").body == asked
        sandbox.visit(asked["url"])
        found = workiva(wire, "GET", f"{RUNS}/{seeds.WORKIVA_COMPLETE}/status").body["body"]
        assert (found["jobId"], found["sourceStatus"]) == (run["jobId"], "running")
        second = membrane(wire, "POST", "/connections", body | {"key": "more"}, tenant="umbrella").body
        assert second["id"] != made["id"]
        wire.connection.close()


def test_a_file_from_before_there_were_connectors_still_opens(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "sandbox.db"
    Sandbox(path=path, now=clock.read).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("DELETE FROM documents WHERE collection = 'membrane/connectors'")
        database.execute("PRAGMA user_version = 1")
        database.commit()
    with Sandbox(path=path, now=clock.read, sleep=clock.sleep) as sandbox:
        wire = Wire(sandbox, clock)
        assert membrane(wire, "GET", "/connectors/hubspot").status == 200
        assert len(membrane(wire, "GET", "/connections").body["items"]) == 35
        wire.connection.close()
