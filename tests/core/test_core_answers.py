"""Answers that say 200: what fits is kept whole, growth included; what does not is one typed error without a value."""

from __future__ import annotations

import json
import pickle
from typing import Any

import httpx
import pytest
from colours import Colour
from hypothesis import given
from hypothesis import strategies as st
from vendor_answers import (
    CUSTOMER_SECRET,
    TOKEN,
    membrane,
    membrane_connection,
    openint,
    openint_connection,
    openint_page,
    openint_v0,
    openint_v0_connection,
    workiva,
    workiva_connection,
)

from trunkline import APIResponseError, Client, Status

ORIGIN = "http://127.0.0.1:9"
PROVIDERS: dict[str, tuple[Any, dict[str, Any]]] = {
    "openint": (openint(ORIGIN), openint_connection()),
    "openint-v0": (openint_v0(ORIGIN), openint_v0_connection()),
    "membrane": (membrane(ORIGIN), membrane_connection("conn_a")),
    "workiva": (workiva(ORIGIN, token=TOKEN), workiva_connection("conn_a")),
}


def says(content: object, **headers: str) -> httpx.MockTransport:
    """A transport on which every request is answered so."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.MockTransport(lambda request: httpx.Response(200, content=body, headers=named))


def got(provider: Any, content: object, **headers: str) -> Any:
    with Client(provider, transport=says(content, **headers)) as client:
        return client.connections.get("conn_a")


DAMAGED = {
    "html": b"<html>canary</html>",
    "OK": b"OK",
    "empty": b"",
    "blank": b" \n ",
    "cut": b'{"id": "canary", "created_at": "cana',
    "doubled": json.dumps(openint_connection()).encode() * 2,
    "trailing comma": b'{"id": "canary",}',
    "not UTF-8": b'{"id": "canary\xff"}',
    "UTF-16": json.dumps(openint_connection()).encode("utf-16"),
    "latin-1": json.dumps(openint_connection(display_name="K\xe4se"), ensure_ascii=False).encode("latin-1"),
    "array": b'["canary"]',
    "null": b"null",
    "text": b'"canary"',
    "number": b"7",
    "true": b"true",
    "empty object": b"{}",
    "100 000 arrays": b"[" * 100_000,
    "100 000 arrays in a known object": b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "an error": b'{"message": "canary", "code": "INTERNAL_SERVER_ERROR"}',
    "NaN": b"NaN",
    "single quotes": b"{'id': 'canary'}",
}


@pytest.mark.parametrize("case", DAMAGED)
@pytest.mark.parametrize("name", PROVIDERS)
def test_damage_is_one_typed_error_without_a_value(name: str, case: str) -> None:
    provider, _ = PROVIDERS[name]
    with pytest.raises(APIResponseError) as caught:
        got(provider, DAMAGED[case], content_type="text/html")
    assert "canary" not in f"{caught.value} {caught.value!r} {vars(caught.value)}"
    assert caught.value.status == 200
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("case", ["html", "cut", "100 000 arrays", "not UTF-8"])
def test_damage_is_the_same_in_every_colour(colour: Colour, case: str) -> None:
    client = colour.client(PROVIDERS["openint"][0], transport=says(DAMAGED[case]))
    with pytest.raises(APIResponseError, match="the answer does not fit"):
        client.connections.get("conn_a")


@given(st.sampled_from(list(PROVIDERS)), st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_a_typed_error(name: str, content: bytes) -> None:
    with pytest.raises(APIResponseError):
        got(PROVIDERS[name][0], content)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(list(PROVIDERS)), st.data())
def test_any_json_in_any_member_is_an_answer_or_a_typed_error(name: str, data: st.DataObject) -> None:
    provider, good = PROVIDERS[name]
    body = json.loads(json.dumps(good))
    inner = body["body"] if name == "workiva" else body
    hidden = data.draw(st.text(st.sampled_from("canry"), min_size=30, max_size=30))
    key = data.draw(
        st.sampled_from([*inner, "settings", "metadata", "connector", "errors", "lastRun", "state"])
    )
    inner[key] = data.draw(json_values | st.just(hidden) | st.just({"deep": [hidden]}))
    try:
        connection = got(provider, body)
    except APIResponseError as error:
        assert hidden not in f"{error} {vars(error)}"  # noqa: PT017
        return
    assert isinstance(connection.status, Status)
    repr(connection)
    pickle.loads(pickle.dumps(connection))


def test_json_is_read_whatever_the_content_type_says() -> None:
    for claimed in (
        "text/plain",
        "",
        "application/vnd.x+json",
        "text/html; charset=latin-1",
        ";;;==",
        "application/json; charset=bogus",
    ):
        assert (
            got(
                PROVIDERS["openint"][0], openint_connection(display_name="K\xe4se"), content_type=claimed
            ).display_name
            == "K\xe4se"
        )


def test_a_byte_order_mark_is_read() -> None:
    body = openint_connection()
    connection = got(PROVIDERS["openint"][0], b"\xef\xbb\xbf" + json.dumps(body).encode())
    assert connection.raw == body


def test_an_error_under_the_status_of_a_success_has_the_vendors_code() -> None:
    disguised = {
        "openint": ({"message": "Connection not found", "code": "NOT_FOUND"}, "NOT_FOUND"),
        "membrane": ({"type": "bad_request", "key": "not_found", "message": "No"}, "not_found"),
        "workiva": ({"body": "Not found", "code": 404}, "404"),
    }
    for name, (body, code) in disguised.items():
        with pytest.raises(APIResponseError, match="an error under the status of a success") as caught:
            got(PROVIDERS[name][0], body)
        assert caught.value.code == code


# Growth.


def test_what_the_vendor_adds_is_kept() -> None:
    body = openint_connection(
        status="levitating", connector_name="brand-new", surprise={"token": CUSTOMER_SECRET}, __class__="x"
    )
    connection = got(PROVIDERS["openint"][0], body)
    assert connection.status is Status.UNKNOWN
    assert connection.status_reason == "levitating"
    assert connection.connector_key == "brand-new"
    assert connection.native.status == "levitating"
    assert connection.raw == body
    assert CUSTOMER_SECRET not in f"{connection!r} {connection.native!r}"


def test_membranes_new_states_are_kept() -> None:
    body = membrane_connection("conn_a", state="MEDITATING", connected=None)
    connection = got(PROVIDERS["membrane"][0], body)
    assert (connection.status, connection.status_reason) == (Status.UNKNOWN, "MEDITATING")


def test_only_what_is_required_is_enough() -> None:
    body = openint_connection()
    del body["status"]
    connection = got(PROVIDERS["openint"][0], body)
    assert connection.status is Status.UNKNOWN
    assert "status" not in connection.raw


@pytest.mark.parametrize("member", ["id", "connector_name", "created_at", "customer_id", "disabled"])
def test_a_missing_member_is_named(member: str) -> None:
    body = openint_connection(display_name="canary")
    del body[member]
    with pytest.raises(APIResponseError, match=member) as caught:
        got(PROVIDERS["openint"][0], body)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("id", 7),
        ("id", None),
        ("id", ["canary"]),
        ("display_name", {"canary": "canary"}),
        ("disabled", "false"),
        ("disabled", 0),
        ("created_at", 1692633700),
        ("metadata", "canary"),
        ("metadata", ["canary"]),
        ("settings", "canary"),
        ("connector", "canary"),
        ("connector", {"name": 7, "auth_type": "canary"}),
    ],
)
def test_a_mistyped_member_is_named_and_its_value_is_not(member: str, value: object) -> None:
    with pytest.raises(APIResponseError, match=member) as caught:
        got(PROVIDERS["openint"][0], openint_connection(**{member: value}))
    assert "canary" not in f"{caught.value} {vars(caught.value)}"


def test_a_fault_in_a_list_is_named_with_its_place() -> None:
    page = openint_page(range(3))
    page["items"][1]["id"] = 7
    with (
        Client(PROVIDERS["openint"][0], transport=says(page)) as client,
        pytest.raises(APIResponseError) as caught,
    ):
        list(client.connections.list())
    # The decoder names places in a list as [...], and the member by its name.
    assert "$.items[" in str(caught.value)
    assert ".id" in str(caught.value)


def test_no_member_is_coerced() -> None:
    assert got(PROVIDERS["openint"][0], openint_connection(disabled=True)).disabled is True
    assert got(PROVIDERS["openint"][0], openint_connection(disabled=None)).disabled is False


def test_names_that_mean_something_to_python_are_data() -> None:
    extra = {"__class__": "x", "self": 1, "": 2, "__dict__": {}, "_evidence": 3, "native": 4}
    connection = got(PROVIDERS["openint"][0], openint_connection(**extra))
    assert connection.raw["self"] == 1
    assert connection.provider == "openint"


@pytest.mark.parametrize("depth", [500])
def test_depth_that_a_person_could_mean_is_read(depth: int) -> None:
    nested: Any = "leaf"
    for _ in range(depth):
        nested = {"in": nested}
    connection = got(PROVIDERS["openint"][0], openint_connection(metadata=nested))
    repr(connection)
    assert "in" in connection.raw["metadata"]


def test_200_000_members_are_read() -> None:
    connection = got(
        PROVIDERS["openint"][0], openint_connection(metadata={f"k{n}": n for n in range(200_000)})
    )
    assert len(connection.metadata) == 200_000


@pytest.mark.parametrize("number", ["1" * 5000, "1e999", "-1e999", "0." + "1" * 5000])
def test_numbers_no_machine_holds_are_read_or_typed(number: str) -> None:
    content = json.dumps(openint_connection(metadata={"n": "HERE"})).replace('"HERE"', number).encode()
    try:
        connection = got(PROVIDERS["openint"][0], content)
        connection.raw  # noqa: B018
    except APIResponseError as error:
        assert number not in str(error)  # noqa: PT017


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_json_is_refused_wherever_it_stands(constant: str) -> None:
    content = json.dumps(openint_connection(surprise="HERE")).replace('"HERE"', constant).encode()
    with pytest.raises(APIResponseError):
        got(PROVIDERS["openint"][0], content).raw  # noqa: B018


def test_a_name_with_control_characters_stays_on_its_line() -> None:
    name = "a\r\nb\x1b[2J\x00\u202ec\ud800"
    content = json.dumps(openint_connection(display_name=name)).encode()
    try:
        connection = got(PROVIDERS["openint"][0], content)
    except APIResponseError:
        return  # a lone surrogate is no text; refusing it is right, too
    assert len(repr(connection).splitlines()) == 1
    repr(connection).encode()


@pytest.mark.parametrize(
    "moment", ["", "yesterday", "99999-01-01", "0000-00-00", "2025-02-30T00:00:00Z", "\u0662\u0660"]
)
def test_a_date_that_is_none_is_none(moment: str) -> None:
    connection = got(PROVIDERS["openint"][0], openint_connection(created_at=moment))
    assert connection.created_at is None
    assert connection.raw["created_at"] == moment


# About something else.


@pytest.mark.parametrize("name", PROVIDERS)
def test_an_answer_about_another_connection_is_refused(colour: Colour, name: str) -> None:
    provider, good = PROVIDERS[name]
    client = colour.client(provider, transport=says(good))
    assert client.connections.get("conn_a").id == "conn_a"
    with pytest.raises(APIResponseError, match="another connection") as caught:
        client.connections.get("conn_b")
    assert "conn_a" not in str(caught.value)
    assert caught.value.status == 200
    assert caught.value.attempts == 1
    assert not caught.value.may_have_been_applied


def test_a_write_answered_with_another_connection_may_have_been_applied(colour: Colour) -> None:
    client = colour.client(PROVIDERS["openint-v0"][0], transport=says(openint_v0_connection("conn_b")))
    with pytest.raises(APIResponseError, match="another connection") as caught:
        client.connections.update("conn_a", disabled=True)
    assert caught.value.may_have_been_applied
    assert caught.value.method == "PATCH"


def test_a_write_whose_answer_cannot_be_read_may_have_been_applied(colour: Colour) -> None:
    client = colour.client(PROVIDERS["openint-v0"][0], transport=says(b"<html>"))
    with pytest.raises(APIResponseError) as caught:
        client.connections.update("conn_a", disabled=True)
    assert caught.value.may_have_been_applied


def test_a_connection_of_membrane_is_found_by_its_key() -> None:
    assert got(PROVIDERS["membrane"][0], membrane_connection("m1", key="conn_a")).id == "m1"


@pytest.mark.parametrize(
    "body",
    [
        {"code": 404, "body": None},
        {"code": "404", "body": None},
        {"code": 500, "body": {"connectionId": "conn_a"}},
        {"code": 200},
        {"code": 200, "body": None},
        {"code": 200, "body": "no such connection"},
        {"code": 200, "body": ["a", "b"]},
        {"connectionId": "conn_a"},
        {"body": {}},
    ],
    ids=str,
)
def test_an_error_in_workivas_200_is_an_error(body: object) -> None:
    with pytest.raises(APIResponseError):
        got(PROVIDERS["workiva"][0], body)


def test_workivas_code_may_be_text() -> None:
    assert got(PROVIDERS["workiva"][0], {**workiva_connection("conn_a"), "code": "200"}).id == "conn_a"
