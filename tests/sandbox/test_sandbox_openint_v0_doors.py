"""OpenInt's API v0 in the sandbox: what headers select, what goes wrong before and inside operations, hidden ones."""

from __future__ import annotations

import json

import pytest
from conftest import Answer, Wire

from trunkline.sandbox import SECRET_MARKER, seeds
from trunkline.sandbox.credentials import REFUSED_CREDENTIAL

V0 = "openint-v0"
HEALTHY = f"/core/connection/{seeds.OPENINT_V0_HEALTHY}"
ECHO = "x-connection-id"


def ask(wire: Wire, path: str = "/core/connection", method: str = "GET", **headers: str) -> Answer:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return wire.send(V0, path, method=method, headers=wire.usual[V0] | given)


# What headers select


def test_x_connection_id_is_a_selector_that_changes_nothing_and_comes_back(either: Wire) -> None:
    # The documents require it of every operation, even where there is no connection yet, and do not say what a list
    # or a create should send then. The vendor's own tools send none at all: an ideal server that insisted on it would
    # lock them out, and one that insisted on it here and there would be nobody's. So in both worlds.
    same = ask(either, HEALTHY, x_connection_id=seeds.OPENINT_V0_HEALTHY)
    other = ask(either, HEALTHY, x_connection_id=seeds.OPENINT_V0_ERROR)
    # Another connection's id changes nothing: the path decides.
    assert same.body["id"] == other.body["id"] == seeds.OPENINT_V0_HEALTHY
    assert same.headers[ECHO] == seeds.OPENINT_V0_HEALTHY
    assert other.headers[ECHO] == seeds.OPENINT_V0_ERROR
    assert ECHO not in ask(either, HEALTHY).headers


def test_what_was_selected_comes_back_on_errors_too(either: Wire) -> None:
    for path, status in (
        ("/core/connection/conn_none", 404),
        ("/core/connection/hubspot", 400),
        ("/no", 404),
    ):
        refused = ask(either, path, x_connection_id="conn_none")
        assert (refused.status, refused.headers[ECHO]) == (status, "conn_none")
    nobody = either.send(V0, HEALTHY, headers={ECHO: "conn_none"})
    assert (nobody.status, nobody.headers[ECHO]) == (401, "conn_none")


def test_a_malformed_selector_is_a_500_in_the_second_shape(real: Wire, ideal: Wire) -> None:
    second, first = {"error_type", "error_detail"}, {"message", "code"}
    for wire, status, shape in ((real, 500, second), (ideal, 400, first)):
        for header in ({"x_connection_id": "hubspot"}, {"x_connection_connector_config_id": "hubspot"}):
            refused = ask(wire, HEALTHY, **header)
            assert (refused.status, refused.body.keys()) == (status, shape)
            assert ECHO not in refused.headers


def test_customer_connector_and_config_select_a_connection_if_only_one_fits(either: Wire) -> None:
    # No document mentions them, and none is broken by them: in both worlds.
    config = either.get(V0, f"/core/connection/{seeds.OPENINT_V0_INTEGRATION}").body["connectorConfigId"]
    for headers in (
        {"x_connection_connector_name": "merge"},
        {"x_connection_connector_config_id": config},
        {"x_connection_connector_name": "merge", "x_connection_customer_id": "acme"},
    ):
        assert ask(either, **headers).headers[ECHO] == seeds.OPENINT_V0_INTEGRATION
    assert ECHO not in ask(either, x_connection_customer_id="nobody").headers
    # An id beats them all.
    both = ask(either, x_connection_customer_id="acme", x_connection_id=seeds.OPENINT_V0_BARE)
    assert both.headers[ECHO] == seeds.OPENINT_V0_BARE


def test_a_selector_that_fits_several_is_400(real: Wire, ideal: Wire) -> None:
    for wire, shape in ((real, {"error_type", "error_detail"}), (ideal, {"message", "code"})):
        refused = ask(wire, HEALTHY, x_connection_customer_id="acme")
        assert (refused.status, refused.body.keys()) == (400, shape)


def test_a_customer_selects_among_its_own(either: Wire) -> None:
    token = either.sandbox.openint_customer_token("globex")
    headers = {"authorization": f"Bearer {token}", "x-connection-connector-name": "merge"}
    assert ECHO not in either.send(V0, "/core/connection", headers=headers).headers


# What goes wrong


def test_errors_carry_data_input_and_issues_that_no_document_mentions(real: Wire, ideal: Wire) -> None:
    for wire in (real, ideal):
        change = {"settings": f"{SECRET_MARKER}-text"}
        refused = wire.patch(HEALTHY, change).body
        assert refused.keys() >= {"message", "code", "issues"}
        if wire is real:
            assert refused["input"]["settings"] == change["settings"]
            assert refused["issues"][0]["path"] == ["settings"]
            assert refused["data"]["path"] == "updateConnection"
        else:
            assert refused["issues"] == [{"message": "Expected object, received string"}]
            assert SECRET_MARKER not in json.dumps(refused)


def test_the_applications_own_error_is_served_with_its_body_and_class(real: Wire, ideal: Wire) -> None:
    path = f"/core/connection/{seeds.OPENINT_V0_API_KEY}"
    for wire, status, members in (
        (real, 401, {"message", "code", "class", "data"}),
        (ideal, 400, {"message", "code"}),
    ):
        wire.sandbox.change(V0, seeds.OPENINT_V0_API_KEY, {"settings": {"apiKey": REFUSED_CREDENTIAL}})
        refused = wire.get(V0, path, forceRefresh="true")
        assert (refused.status, refused.body.keys()) == (status, members)
    assert real.get(V0, path).body["data"]["body"]["error"]["status"] == 401


# What reading and changing set off


def test_expand_runs_a_live_check(real: Wire, ideal: Wire) -> None:
    for wire, is_checked in ((real, True), (ideal, False)):
        before = wire.get(V0, HEALTHY).body["settings"]
        after = wire.get(V0, HEALTHY, expand="integration").body["settings"]
        assert (after != before) is is_checked


def test_force_refresh_checks_in_lists_too(either: Wire) -> None:
    def token(**query: str) -> str:
        rows = either.get(V0, "/core/connection", customerId="acme", connectorName="hubspot", **query).body
        (row,) = [row for row in rows if row["id"] == seeds.OPENINT_V0_HEALTHY]
        return str(row["settings"]["oauth"]["credentials"]["access_token"])

    assert token() == token() != token(forceRefresh="true")


def test_a_patch_is_neither_validated_nor_checked(either: Wire) -> None:
    # No document promises it, so in both worlds.
    either.clock.now += 5
    settings = {"oauth": {"credentials": "nonsense"}, "apiKey": REFUSED_CREDENTIAL}
    changed = either.patch(HEALTHY, {"settings": settings})
    assert (changed.status, changed.body["settings"]) == (200, settings)
    assert changed.body["updatedAt"] == "2026-01-01T00:00:05.250Z"


def test_metadata_has_no_type(either: Wire) -> None:
    # Documented, so in both worlds.
    for value in ("text", 7, 1.5, True, None, [1, {"a": None}], {"a": {"b": []}}):
        either.patch(HEALTHY, {"metadata": None})
        assert either.patch(HEALTHY, {"metadata": value}).body["metadata"] == value
        assert either.get(V0, HEALTHY).body["metadata"] == value


# What no document mentions


def test_connectors_are_public_and_hidden(real: Wire, ideal: Wire) -> None:
    metas = real.send(V0, "/connector", headers={}).body
    assert len(metas) == 171
    assert {name: meta["name"] for name, meta in metas.items()} == {name: name for name in metas}
    hubspot = real.send(V0, "/connector/hubspot", headers={}).body
    assert hubspot == metas["hubspot"]
    assert hubspot.keys() == {
        "name",
        "displayName",
        "logoUrl",
        "stage",
        "platforms",
        "verticals",
        "supportedModes",
        "authType",
        "schemas",
    }
    assert real.send(V0, "/connector/made-up", headers={}).body["code"] == "NOT_FOUND"
    for path in ("/connector", "/connector/hubspot"):
        assert ideal.get(V0, path).body["message"] == "Not found"


@pytest.mark.parametrize("path", ["/connector", "/core/connection"])
def test_an_unreadable_key_is_refused_wherever_it_is_sent(real: Wire, ideal: Wire, path: str) -> None:
    for wire, member, said in ((real, "error_type", "USER_ERROR"), (ideal, "code", "BAD_REQUEST")):
        refused = wire.send(V0, path, headers={"x-apikey": "!"})
        assert (refused.status, refused.body[member]) == (400, said)
