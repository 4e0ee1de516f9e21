"""What an error says of a write: that it may have been applied where a byte of it left, and only there."""

from __future__ import annotations

import pickle
import threading

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from vendor_answers import TOKEN, membrane, membrane_connection

from trunkline import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    ClientClosedError,
    TrunklineError,
)
from trunkline.providers import Membrane
from trunkline.testing import VirtualClock


def test_a_write_whose_time_is_up_before_it_leaves_was_not_applied(
    colour: Colour, server: FaultServer
) -> None:
    clock = VirtualClock()
    late = [0.0, 5.0]

    def token() -> str:
        clock.advance(late.pop(0))
        return TOKEN

    server.answers(answer(membrane_connection("m1")))
    client = colour.client(Membrane(token=token, base_url=server.origin), deadline=1, clock=clock)
    client.connections.get("m1")
    with pytest.raises(APITimeoutError, match="timed out before it was sent") as caught:
        client.connections.update("m1", display_name="new")
    assert not caught.value.may_have_been_applied
    assert [seen.method for seen in server.seen] == ["GET"]


def test_a_client_closed_between_two_attempts_applied_nothing(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"message": "slow down"}, 429, {"retry-after": "1"}))
    client = colour.client(membrane(server.origin))
    closing = threading.Thread(target=lambda: (server.wait_for(1), client.close()))
    closing.start()
    with pytest.raises(TrunklineError) as caught:
        client.connections.update("m1", display_name="new")
    closing.join()
    # It may be closed while the 429 is still on its way: then nobody knows, and the error says so.
    closed = isinstance(caught.value, ClientClosedError)
    assert closed or isinstance(caught.value, APIConnectionError)
    assert caught.value.may_have_been_applied is not closed
    assert (caught.value.attempts, len(server.seen)) == (1, 1)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_the_customers_app_refused_is_no_word_about_our_token(
    colour: Colour, server: FaultServer, status: int
) -> None:
    fetched: list[str] = []

    def token() -> str:
        fetched.append(TOKEN)
        return TOKEN

    server.answers(
        answer({"type": "connection", "key": "unauthorized", "message": "the app said no"}, status)
    )
    client = colour.client(Membrane(token=token, base_url=server.origin), clock=VirtualClock())
    with pytest.raises(APIStatusError, match="the app said no") as caught:
        client.connections.refresh_credentials("m1")
    assert not isinstance(caught.value, AuthenticationError)
    assert caught.value.may_have_been_applied
    assert (caught.value.status, len(fetched), len(server.seen)) == (status, 1, 1)


class VaultError(TrunklineError):
    """An error of somebody else's, with a constructor of its own."""

    def __init__(self, who: str, why: str) -> None:
        super().__init__(f"{who}: {why}")


def test_an_error_of_a_token_function_comes_to_all_who_wait(colour: Colour) -> None:
    def token() -> str:
        raise VaultError("vault", "sealed")

    client = colour.client(Membrane(token=token, base_url="http://127.0.0.1:9"))
    for outcome in colour.together([lambda: client.connections.get("m1")] * 4):
        assert isinstance(outcome, AuthenticationError)
        assert outcome.message.endswith("raised VaultError")
        assert pickle.loads(pickle.dumps(outcome)).message == outcome.message
