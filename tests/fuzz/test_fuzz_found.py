"""What fuzzing has found, each once more on its own: the answers that used to get through."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from colours import Colour
from exposure import family, leaks
from fuzz_answers import Fault, Reply, Script, Step
from fuzz_bodies import ECHO
from fuzz_targets import SECRETS, TARGETS, recorded, recorded_token

from trunkline import APIConnectionError, APITimeoutError, TrunklineError
from trunkline.sandbox import SECRET_MARKERS
from trunkline.testing import VirtualClock


def changed(name: str, change: Callable[[Any], object]) -> Reply:
    """The real answer to an operation, with something changed."""
    answer = json.loads(recorded(name)[0])
    change(answer)
    return Reply(200, (), json.dumps(answer).encode())


def play(colour: Colour, name: str, *steps: Step) -> Any:
    script = Script([*steps], [Reply(200, (), recorded_token())])
    target = TARGETS[name]
    return target.call(colour.client(target.provider(), transport=script, clock=VirtualClock()))


@pytest.mark.parametrize("name", ["workiva get", "workiva list", "workiva wait"])
def test_a_code_of_5000_digits_is_no_status(colour: Colour, name: str) -> None:
    with pytest.raises(TrunklineError) as caught:
        play(colour, name, changed(name, lambda answer: answer.update(code="9" * 5000)))
    # The whole text ends in a request id, which is random and may hold a few nines of its own.
    assert "999" not in caught.value.message
    assert "9" * 12 not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "outcome", "expected"),
    [
        (OSError, "connection lost", APIConnectionError),
        (ConnectionResetError, "connection lost", APIConnectionError),
        (TimeoutError, "timed out", APITimeoutError),
        (httpx.StreamError, "answer was not HTTP", APIConnectionError),
    ],
)
@pytest.mark.parametrize("part", [None, b'{"id": '])
def test_the_errors_of_a_supplied_transports_sockets_are_typed(
    colour: Colour, kind: type[Exception], outcome: str, expected: type[TrunklineError], part: bytes | None
) -> None:
    with pytest.raises(expected) as caught:
        play(colour, "openint-v0 update", Fault(kind, part))
    assert [attempt.outcome for attempt in caught.value.history] == [outcome]
    assert caught.value.may_have_been_applied
    assert leaks(caught.value, SECRETS) == []


@pytest.mark.parametrize("kind", [AssertionError, KeyError, RuntimeError])
def test_a_mistake_in_a_supplied_transport_shows_as_one(colour: Colour, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        play(colour, "openint get", Fault(kind))


def test_a_renewed_token_is_still_kept_out_of_what_the_server_says(colour: Colour) -> None:
    # By the time the refusal is read, another call may have replaced the token that this one carried.
    tokens = iter(["first-access-token", "second-access-token"])
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth2/token":
            return httpx.Response(200, json={"access_token": next(tokens), "token_type": "bearer"})
        seen.append(request.headers["authorization"])
        return httpx.Response(401, json={"body": f"bad tokens: {seen}", "code": 401})

    target = TARGETS["workiva get"]
    client = colour.client(target.provider(), transport=httpx.MockTransport(answer), clock=VirtualClock())
    with pytest.raises(TrunklineError) as caught:
        target.call(client)
    assert len(seen) == 2
    assert caught.value.message == "bad tokens: ['***', '***']"


def test_a_v0_key_is_kept_out_of_what_the_server_says_in_its_decoded_form_too(colour: Colour) -> None:
    plain = "org_sandbox:sandbox-secret-v0-organization"
    body = {"message": f"no such key {plain} ({ECHO}), secret {plain[12:]}", "code": "UNAUTHORIZED"}
    with pytest.raises(TrunklineError) as caught:
        play(colour, "openint-v0 get", Reply(401, (), json.dumps(body).encode()))
    assert caught.value.message == "no such key *** (***), secret ***"


def test_raw_json_that_cannot_be_read_leaves_no_trace_of_it(colour: Colour) -> None:
    # The error of json, which holds the whole answer, stayed behind as the context of ours.
    for junk in (b'"\xff"', b"1" * 5000, b'"\xc0\xaf"'):
        answer = recorded("openint get with secrets")[0].replace(b"{", b'{"unknown": %b, ' % junk, 1)
        connection = play(colour, "openint get with secrets", Reply(200, (), answer))
        with pytest.raises(TrunklineError) as caught:
            connection.raw  # noqa: B018 - reading it is the point
        assert family(caught.value) == [caught.value]
        assert leaks(caught.value, SECRET_MARKERS) == []


def test_a_redirected_write_may_have_been_applied(colour: Colour) -> None:
    for status, doubtful in ((301, True), (302, True), (303, True), (307, False), (308, False)):
        with pytest.raises(TrunklineError) as caught:
            play(colour, "openint-v0 update", Reply(status, (("location", "/elsewhere"),), b""))
        assert caught.value.may_have_been_applied is doubtful, status
