"""What OpenInt's adapter does not let pass: arguments that would be misread, answers that are not to be believed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from colours import Colour
from fault_server import FaultServer, answer
from openint_parts import OAUTH, alone, connection, page, requests

from trunkline import APIResponseError, BadRequestError, InvalidArgumentError, Secret, ServerError
from trunkline.sandbox import Sandbox, seeds

DRAFT: dict[str, Any] = {"customer_id": "acme", "connector_config_id": "ccfg_hubspot_1"}


def refused(message: str, *issues: Any, status: int = 400) -> Any:
    return answer({"message": message, "code": "BAD_REQUEST", "issues": issues}, status)


def test_a_connection_made_for_somebody_else_is_no_success(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(connection(id="conn_a", customer_id="globex")))
    with pytest.raises(APIResponseError, match="not the customer's it was made for") as caught:
        alone(colour, server).connections.create("openint", **DRAFT)
    assert caught.value.created == "openint:conn_a"
    assert caught.value.may_have_been_applied
    assert "openint:conn_a was made before that" in caught.value.message
    assert len(server.seen) == 1


@pytest.mark.parametrize("made", ["", " "])
def test_a_connection_made_without_an_id_is_no_success(
    colour: Colour, server: FaultServer, made: str
) -> None:
    server.answers(answer(connection(id=made, customer_id="acme")))
    with pytest.raises(APIResponseError, match="which connection was made; it is not sent again") as caught:
        alone(colour, server).connections.create("openint", **DRAFT)
    assert (caught.value.created, caught.value.may_have_been_applied) == (None, True)


def test_credentials_are_shown_to_those_who_asked(colour: Colour, server: FaultServer) -> None:
    told = connection(settings=OAUTH)
    server.on("/v1/connection", page(told))
    server.on("/v1/connection/conn_hubspot_1", answer(told))
    client = alone(colour, server)
    for asked, shown in ((False, None), (True, Secret(OAUTH))):
        assert client.connections.get("conn_hubspot_1", include_secrets=asked).secrets == shown
        assert [each.secrets for each in client.connections.list(include_secrets=asked)] == [shown]


@pytest.mark.parametrize("customer", ["a/../b", "..\\b", "a/%2e%2e/b", "./a", "a/.", "..", "."])
def test_a_customer_that_leads_out_of_a_path_is_refused(client: Any, sandbox: Sandbox, customer: str) -> None:
    for call in (client.tokens.mint, client.connections.connect_url):
        with pytest.raises(InvalidArgumentError, match="customer_id"):
            call("openint", customer_id=customer)
    with pytest.raises(InvalidArgumentError, match="customer_id"):
        client.connections.connect_url(
            "openint", customer_id=customer, connection_id=seeds.OPENINT_DISCONNECTED
        )
    assert requests(sandbox) == []


def test_a_customer_with_a_slash_or_dots_is_one(client: Any, sandbox: Sandbox) -> None:
    for customer in ("a/b", "acme.eu", "a/b..c", "Müller & Söhne"):
        assert client.tokens.mint("openint", customer_id=customer).customer_id == customer
    assert {seen.status for seen in sandbox.exchanges} == {200}


def test_two_apps_in_one_name_are_refused(client: Any, sandbox: Sandbox) -> None:
    # The server would take the comma for the end of a name, and answer for both.
    with pytest.raises(InvalidArgumentError, match="connector must be one"):
        client.connections.list(providers=["openint"], connector="hubspot,slack")
    with pytest.raises(InvalidArgumentError, match="connector must be one"):
        client.connections.connect_url("openint", customer_id="acme", connector="hubspot,slack")
    assert requests(sandbox) == []


def test_nothing_is_connected_to_an_app_that_is_not_known(client: Any, sandbox: Sandbox) -> None:
    assert list(client.connections.list(providers=["openint"], connector="my-own-app")) == []
    assert requests(sandbox) == ["GET /connection", "GET /connector"]
    found = list(client.connections.list(connector="hubspot", providers=["openint", "membrane"]))
    assert {each.provider for each in found} == {"openint", "membrane"}


def test_a_refusal_about_something_else_stays_one(colour: Colour, server: FaultServer) -> None:
    client = alone(colour, server)
    server.on("/v1/connection", refused("no", {"message": "Not this way"}))
    server.on("/v1/connector", page({"name": "hubspot"}))
    with pytest.raises(BadRequestError, match="no: Not this way"):
        list(client.connections.list(connector="hubspot"))
    with pytest.raises(BadRequestError):
        list(client.connections.list())
    assert [seen.path for seen in server.seen].count("/v1/connector") == 1
    server.on("/v1/connector", answer({"message": "on fire", "code": "INTERNAL_SERVER_ERROR"}, 500))
    with pytest.raises(ServerError, match="on fire"):
        list(client.connections.list(connector="hubspot"))


REFUSALS = [
    ([{"message": "Required", "path": ["data", "connector_name"]}], "no: data.connector_name: Required"),
    ([{"message": "Expected number", "path": ["limits", 0]}], "no: limits.0: Expected number"),
    # What was given is not repeated: it may be a credential.
    ([{"message": "Expected 'a' | 'b', received 's3cr3t'"}], "no: Expected 'a' | 'b'"),
    ([{"message": "One"}, {"message": "One"}, {"message": "Two"}], "no: One; Two"),
    ([{"message": str(number)} for number in range(9)], "no: 0; 1; 2"),
    ([{"message": "for tok_canary"}], "no: for ***"),
    ([{"path": ["a"]}, {"message": ""}, {"message": 5}, 7, None], "no"),
    ([{"message": "Odd", "path": [None, {}]}, {"message": "Odder", "path": "x"}], "no: Odd; Odder"),
    ([], "no"),
    ("many", "no"),
    ({"message": "x"}, "no"),
]


@pytest.mark.parametrize(("issues", "said"), REFUSALS)
def test_what_is_wrong_is_told(colour: Colour, server: FaultServer, issues: Any, said: str) -> None:
    server.answers(answer({"message": "no", "code": "BAD_REQUEST", "issues": issues}, 400))
    with pytest.raises(BadRequestError) as caught:
        alone(colour, server).connections.get("conn_a")
    assert (caught.value.message, caught.value.code) == (said, "BAD_REQUEST")


def test_issues_alone_are_a_message(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"code": "BAD_REQUEST", "issues": [{"message": "x" * 5000}]}, 400))
    with pytest.raises(BadRequestError, match="get_connection: xxx") as caught:
        alone(colour, server).connections.get("conn_a")
    assert len(caught.value.message) == 300


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda client: client.connections.get("openint:hubspot"), "connection_id: must match"),
        (lambda client: client.connections.check("openint:hubspot"), "connection_id: must match"),
        (
            lambda client: client.connections.create("openint", **DRAFT, metadata={"at": object()}),
            "credentials or metadata: cannot be written",
        ),
    ],
)
def test_what_is_refused_is_named_as_it_was_given(
    client: Any, sandbox: Sandbox, call: Any, said: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=f"^{said}") as caught:
        call(client)
    assert caught.value.provider == "openint"
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert requests(sandbox) == []


def test_nothing_is_missed_while_a_list_moves(client: Any, sandbox: Sandbox) -> None:
    known = {each.id for each in client.connections.list(providers=["openint"])}
    seen = []
    for place, each in enumerate(client.connections.list(providers=["openint"], page_size=20)):
        seen.append(each.id)
        if place < 5:
            # Whatever is checked becomes the one that was changed last.
            client.connections.check(f"openint:{seeds.OPENINT_API_KEY}")
            client.connections.check(each.reference)
    assert sorted(seen) == sorted(known)


def test_the_count_of_a_page_of_connectors_is_no_count_of_them_all(
    colour: Colour, server: FaultServer
) -> None:
    told = [{"name": "hubspot", "auth_type": "OAUTH2CC"}, {"name": "new", "auth_type": "NEWKIND"}]
    server.answers(page(*told, total=3000))
    found = list(alone(colour, server).connectors.list())
    # The grant is no form: Membrane's word for one is `credentials`.
    assert [(each.auth_type, each.native_auth_type) for each in found] == [
        ("oauth2_client_credentials", "OAUTH2CC"),
        ("newkind", "NEWKIND"),
    ]
    assert len(server.seen) == 1


def test_lists_of_an_app_and_of_a_search(client: Any) -> None:
    found = list(client.connections.list(providers=["openint"], connector="google-drive", page_size=3))
    assert found
    assert {each.connector_key for each in found} == {"google-drive"}
    searched = list(client.connections.list(providers=["openint"], search="GLOBEX"))
    assert searched
    assert {each.customer_id for each in searched} == {"globex"}
    asked = {"customer_id": "acme", "search": "hubspot", "connector": "hubspot"}
    both = list(client.connections.list(providers=["openint"], **asked))
    assert seeds.OPENINT_HEALTHY in {each.id for each in both}


def test_an_answer_about_another_connection_is_none(colour: Colour, server: FaultServer) -> None:
    client = alone(colour, server)
    server.on("/v1/connection/conn_a/check", answer({"id": "conn_other", "status": "healthy"}))
    server.on("/v1/connection/conn_a", answer(connection(id="conn_a", settings=OAUTH)))
    server.on("/v1/connection/conn_b", answer({"id": "conn_other"}))
    for call in (client.connections.check, client.connections.refresh_credentials):
        with pytest.raises(APIResponseError, match="another connection"):
            call("conn_a")
    with pytest.raises(APIResponseError, match="another connection") as caught:
        client.connections.delete("conn_b")
    assert caught.value.may_have_been_applied is True
    assert [json.loads(seen.body) for seen in server.seen if seen.method == "POST"] == [{}, {}]
