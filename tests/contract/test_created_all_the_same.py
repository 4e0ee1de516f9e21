"""A create that made a connection, and whose answer does not fit: the error names it, so that nobody makes another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from colours import Colour
from fault_server import FaultServer, answer
from openint_parts import OAUTH, ONCE, V0_KEY, connection, v0_connection

from trunkline import APIResponseError
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Provider


@attrs.frozen
class Maker:
    """A provider that creates: how it is set up, what it is asked for, and an answer that does not fit."""

    make: Any
    asked: Mapping[str, Any]
    path: str
    made: str
    spoilt: Mapping[str, Any]


def _openint(origin: str) -> Provider:
    return OpenInt(token="tok_canary", base_url=f"{origin}/v1")


def _openint_v0(origin: str) -> Provider:
    return OpenIntV0(api_key=V0_KEY, base_url=f"{origin}/v0")


def _membrane(origin: str) -> Provider:
    return Membrane(token="tok_canary", base_url=origin)


# No `integration_id`; a switch that is a text.
_UNFIT = {name: value for name, value in connection(customer_id="acme").items() if name != "integration_id"}
_ODD = {"id": "66f0a1b2c3d4e5f6a7b8c9d0", "name": "Sales", "userId": "u", "isTest": "no"}
MAKERS = {
    "openint": Maker(
        _openint,
        {"connector_config_id": "ccfg_hubspot_1", "customer_id": "acme"},
        "/v1/connection",
        "conn_hubspot_1",
        _UNFIT,
    ),
    "membrane": Maker(_membrane, {"connector": "hubspot"}, "/connections", str(_ODD["id"]), _ODD),
}


def failed(colour: Colour, server: FaultServer, provider: str, said: Any, **more: Any) -> APIResponseError:
    """The error of a create that is answered so."""
    maker = MAKERS[provider]
    server.on(maker.path, answer(said, **more))
    client = colour.client(maker.make(server.origin), retry=ONCE)
    with pytest.raises(APIResponseError) as caught:
        client.connections.create(provider, credentials=OAUTH, **maker.asked)
    assert caught.value.may_have_been_applied is True
    assert [(seen.method, seen.path) for seen in server.seen] == [("POST", maker.path)]
    return caught.value


@pytest.mark.parametrize("provider", MAKERS)
def test_what_an_unfit_answer_says_was_made_is_named(
    colour: Colour, server: FaultServer, provider: str
) -> None:
    maker = MAKERS[provider]
    error = failed(colour, server, provider, maker.spoilt)
    assert error.created == f"{provider}:{maker.made}"
    assert f"{provider}:{maker.made} was made before that and exists now" in error.message
    assert "the answer does not fit" in error.message
    # Nobody is sent to look in a list that fails for the same reason.
    assert "it is not sent again" not in error.message


def test_a_success_of_another_kind_names_it_too(colour: Colour, server: FaultServer) -> None:
    error = failed(colour, server, "openint", MAKERS["openint"].spoilt, status=201)
    assert error.created == "openint:conn_hubspot_1"
    assert "status 201 is not what this operation answers" in error.message


@pytest.mark.parametrize("made", [None, 7, "", " ", "a b", "a/b", "..", "a\nb", "x" * 600, "\ud800", {}])
@pytest.mark.parametrize("provider", MAKERS)
def test_what_cannot_be_an_id_is_not_named(
    colour: Colour, server: FaultServer, provider: str, made: object
) -> None:
    error = failed(colour, server, provider, {**MAKERS[provider].spoilt, "id": made})
    assert error.created is None
    assert "it is not sent again: list " in error.message


@pytest.mark.parametrize("said", [["conn_hubspot_1"], "conn_hubspot_1", None, {"items": [{"id": "conn_a"}]}])
@pytest.mark.parametrize("provider", MAKERS)
def test_an_id_somewhere_else_is_not_it(
    colour: Colour, server: FaultServer, provider: str, said: object
) -> None:
    assert failed(colour, server, provider, said).created is None


@pytest.mark.parametrize("status", [200, 202])
def test_the_id_of_an_error_is_no_connections(colour: Colour, server: FaultServer, status: int) -> None:
    said = {"id": "err_1", "message": "it did not work", "code": "INTERNAL_SERVER_ERROR"}
    assert failed(colour, server, "openint", said, status=status).created is None


def test_an_id_that_repeats_the_credential_is_shown_without_it(colour: Colour, server: FaultServer) -> None:
    error = failed(colour, server, "openint", {**_UNFIT, "id": "conn_tok_canary"})
    assert "tok_canary" not in f"{error!r} {error} {error.created}"


def test_on_openint_v0_an_object_with_the_id_is_a_success(colour: Colour, server: FaultServer) -> None:
    """The vendor means to answer so one day."""
    server.on("/v0/core/connection", answer({"id": "conn_hubspot_1", "displayName": None}))
    server.on("/v0/core/connection/conn_hubspot_1", answer(v0_connection()))
    client = colour.client(_openint_v0(server.origin), retry=ONCE)
    made = client.connections.create("openint-v0", connector_config_id="ccfg_hubspot_1", credentials=OAUTH)
    assert made.reference == "openint-v0:conn_hubspot_1"
    assert [seen.method for seen in server.seen] == ["POST", "GET"]


@pytest.mark.parametrize("said", [{"id": "conn_a", "message": "no", "code": "INTERNAL_SERVER_ERROR"}])
def test_on_openint_v0_an_error_with_an_id_is_none(colour: Colour, server: FaultServer, said: object) -> None:
    server.on("/v0/core/connection", answer(said))
    client = colour.client(_openint_v0(server.origin), retry=ONCE)
    with pytest.raises(APIResponseError, match="list all connections, without a filter") as caught:
        client.connections.create("openint-v0", connector_config_id="ccfg_hubspot_1", credentials=OAUTH)
    assert (caught.value.created, caught.value.may_have_been_applied) == (None, True)
    assert len(server.seen) == 1


def test_on_openint_v0_another_kind_of_success_names_it(colour: Colour, server: FaultServer) -> None:
    server.on("/v0/core/connection", answer({"id": "conn_hubspot_1"}, 201))
    client = colour.client(_openint_v0(server.origin), retry=ONCE)
    with pytest.raises(APIResponseError) as caught:
        client.connections.create("openint-v0", connector_config_id="ccfg_hubspot_1", credentials=OAUTH)
    assert caught.value.created == "openint-v0:conn_hubspot_1"


def test_what_is_no_creation_names_nothing(colour: Colour, server: FaultServer) -> None:
    server.answers(answer(_UNFIT))
    client = colour.client(_openint(server.origin), retry=ONCE)
    with pytest.raises(APIResponseError) as caught:
        client.connections.get("conn_hubspot_1")
    assert (caught.value.created, caught.value.may_have_been_applied) == (None, False)
    server.answers(answer({"id": "conn_hubspot_1"}))
    v0 = colour.client(_openint_v0(server.origin), retry=ONCE)
    with pytest.raises(APIResponseError) as caught:
        v0.connections.update("conn_hubspot_1", display_name="Sales")
    assert (caught.value.created, caught.value.may_have_been_applied) == (None, True)


@pytest.mark.parametrize(
    "said",
    [
        {"id": "job_77", "status": "queued"},
        {"id": "{made}", "error": "invalid credentials"},
        {"id": "{made}", "message": "upstream refused the credentials"},
        {"id": "{made}", "ok": False},
        {"id": "{made}", "success": False},
        {"id": "{made}", "errors": ["no"]},
        {"id": "{made}" + "0" * 300},
    ],
)
@pytest.mark.parametrize("provider", MAKERS)
def test_an_id_of_something_else_and_one_beside_a_no_are_not_named(
    colour: Colour, server: FaultServer, provider: str, said: Mapping[str, Any]
) -> None:
    told = {
        name: value.replace("{made}", MAKERS[provider].made) if isinstance(value, str) else value
        for name, value in said.items()
    }
    assert failed(colour, server, provider, told).created is None
