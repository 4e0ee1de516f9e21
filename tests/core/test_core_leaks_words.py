"""Words of a server that hold the credential in use: no model repeats them, and no error."""

from __future__ import annotations

import html
import pickle
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from colours import Colour
from exposure import leaks
from hypothesis import given
from hypothesis import strategies as st
from vendor_answers import (
    ACCESS_TOKEN,
    TOKEN,
    membrane,
    membrane_connection,
    openint,
    openint_connection,
    openint_v0,
    token_answer,
    workiva,
    workiva_connection,
)

from trunkline import PaginationError, TrunklineError
from trunkline._words import presentable

NOWHERE = "http://127.0.0.1:9"


def answering(*answers: Any) -> httpx.MockTransport:
    """A transport with one answer after the other: a document, or a status and a document."""
    left = [each if isinstance(each, tuple) else (200, each) for each in answers]

    def handler(request: httpx.Request) -> httpx.Response:
        status, document = left.pop(0)
        return httpx.Response(status, json=document)

    return httpx.MockTransport(handler)


def test_the_words_of_a_run_are_without_the_credential(colour: Colour) -> None:
    run = {"connectionId": "w1", "jobId": "j1", "sourceStatus": f"x {ACCESS_TOKEN}", "error": ACCESS_TOKEN}
    run |= {"destinationStatus": f"running\n\x1b{ACCESS_TOKEN}"}
    transport = answering({"body": run, "code": 200}, workiva_connection(lastRun=run, lastRunJobId="j1"))
    client = colour.client(workiva(NOWHERE, token=ACCESS_TOKEN), transport=transport)
    shown = client.connections.run_status("w1", "j1")
    assert (shown.source_status, shown.destination_status, shown.error) == ("x ***", "running ***", "***")


def test_a_cursor_that_holds_the_credential_is_in_no_error(colour: Colour) -> None:
    word = "tok/Zq81vK+canary0000"
    first = {"items": [membrane_connection("m1")], "cursor": f"c{word}"}
    client = colour.client(
        membrane(NOWHERE, token=word), transport=answering(first, (404, {"message": "gone"}))
    )
    with pytest.raises(PaginationError) as caught:
        list(client.connections.list())
    assert caught.value.cursor is None
    # The frames that read the list have the cursor as it came, which nobody but a server under fault would make so.
    assert leaks(caught.value, [word, quote(word, safe="")], frames=False) == []


EVIL = "conn_a\n2026 CRITICAL\x1b[31m "


def test_the_id_of_what_was_made_is_shown_in_order(colour: Colour) -> None:
    """An id is a vendor's word, too, and here of one that made something else than it was asked for."""
    made = openint_connection(f"{EVIL}{TOKEN}", customer_id="other")
    client = colour.client(openint(NOWHERE), transport=answering(made))
    with pytest.raises(TrunklineError, match="exists now") as caught:
        client.connections.create("openint", customer_id="acme", connector_config_id="ccfg_hubspot_1")
    assert str(caught.value).isprintable()
    assert caught.value.created == "openint:conn_a 2026 CRITICAL [31m ***"
    assert TOKEN not in f"{caught.value} {vars(caught.value)}"


def test_an_id_without_end_makes_no_message_without_end(colour: Colour) -> None:
    client = colour.client(openint_v0(NOWHERE), transport=answering("conn_" + "A" * 5_000_000))
    with pytest.raises(TrunklineError) as caught:
        client.connections.create("openint-v0", customer_id="acme", connector_config_id="ccfg_a")
    assert caught.value.may_have_been_applied
    assert len(str(caught.value)) < 2000


def test_what_a_run_was_given_is_in_no_pickle_and_no_copy(colour: Colour) -> None:
    word = "parameter_Zq81vKcanary"
    run = {"connectionId": "w1", "sourceParameters": {"password": word}}
    document = workiva_connection(lastRunSourceParameters={"password": word}, lastRun=run)
    client = colour.client(workiva(NOWHERE, token=TOKEN), transport=answering(document))
    connection = client.connections.get("w1")
    assert leaks(connection, [word]) == []
    assert leaks(connection.native, [word]) == []
    assert connection.native.last_run_source_parameters.reveal() == {"password": word}
    assert pickle.loads(pickle.dumps(connection)) == connection


FORMS = {
    "as it is": str,
    "upper case": str.upper,
    "lower case": str.lower,
    "in a URL": lambda text: quote(text, safe=""),
    "digits": lambda text: text.encode().hex(),
    "upper digits": lambda text: text.encode().hex().upper(),
    "HTML": lambda text: "".join(f"&#x{ord(each):010x};" for each in text),
    "HTML names": html.escape,
    "soft hyphens": "\xad".join,
    "wrapped": "\n".join,
    "nothing in between": "\u200b".join,
}


@pytest.mark.parametrize("form", FORMS)
@given(
    word=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=60),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
)
def test_the_credential_is_found_in_every_form(form: str, word: str, before: str, after: str) -> None:
    said = FORMS[form](word)
    shown = presentable(f"{before}{said}{after}", [word])
    assert word.lower() not in shown.lower()
    visible = " ".join(said.split())
    # Nor what it was hidden as, as long as that can be told from the rest.
    assert visible not in shown or visible in "***"


def test_a_token_that_was_renewed_within_the_call_is_not_repeated_either(colour: Colour) -> None:
    tokens = iter(["former_Zq81vKcanary", "current_Zq81vKcanary"])
    sent: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json=token_answer(next(tokens)))
        sent.append(request.headers["authorization"].removeprefix("Bearer "))
        if len(sent) == 1:
            return httpx.Response(401, json={"message": "no"})
        run = {"connectionId": "w1", "jobId": "j1", "error": " ".join(sent)}
        return httpx.Response(200, json={"body": run, "code": 200})

    client = colour.client(workiva(NOWHERE), transport=httpx.MockTransport(handler))
    assert client.connections.run_status("w1", "j1").error == "*** ***"
    assert len(set(sent)) == 2
