"""Membrane in the sandbox: connection requests, the pages they lead to, and how the end user ends them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Wire
from sandbox_calls import membrane

from trunkline.sandbox import SECRET_MARKER, seeds


def _ask(wire: Wire, body: dict[str, Any], tenant: str | None = "acme") -> Any:
    answer = membrane(wire, "POST", "/connection-requests", body, tenant=tenant)
    assert answer.status == 201, answer.body
    return answer.body


def _state(wire: Wire, asked: Any) -> Any:
    answer = membrane(wire, "GET", f"/connection-requests/{asked['requestId']}", tenant="acme")
    assert answer.status == 200
    return answer.body


def test_a_request_is_pending_and_echoes_what_was_asked(either: Wire) -> None:
    given = {
        "integrationKey": "hubspot",
        "name": "HubSpot of Acme",
        "connectionKey": "second",
        "allowMultipleConnections": True,
        "connectorParameters": {"region": "eu1"},
        "redirectUri": "https://app.example/back",
        "prompt": "Connect",
        "connectorVersion": "1.4.0",
    }
    asked = _ask(either, given)
    assert asked.items() >= given.items()
    assert asked["status"] == "pending"
    assert asked["tenantId"] == seeds.MEMBRANE_TENANTS["acme"]
    assert asked["createdAt"] == "2026-01-01T00:00:00.250Z"
    assert not {"resultConnectionId", "resultError"} & asked.keys()
    assert _state(either, asked) == asked


def test_the_link_names_the_request_and_holds_a_marked_token(either: Wire) -> None:
    asked = _ask(either, {"integrationKey": "hubspot"})
    link = urlsplit(asked["url"])
    assert (link.scheme, link.hostname) == ("https", "ui.membrane.example")
    query = parse_qs(link.query)
    assert query["connectionRequestId"] == [asked["requestId"]]
    assert SECRET_MARKER in query["token"][0]
    assert _ask(either, {"integrationKey": "hubspot"})["url"] != asked["url"]


@pytest.mark.parametrize(
    "target",
    [
        {"integrationId": seeds.MEMBRANE_INTEGRATION},
        {"integrationKey": "hubspot"},
        {"connectorId": seeds.MEMBRANE_UNUSED_CONNECTOR},
        {"connectorKey": "asana"},
    ],
)
def test_pending_turns_to_success_with_a_new_connection_once_the_user_acted(
    either: Wire, target: dict[str, str]
) -> None:
    asked = _ask(either, target | {"name": "New one", "connectionKey": "fresh"})
    assert _state(either, asked)["status"] == "pending"
    either.sandbox.visit(asked["url"])
    done = _state(either, asked)
    assert done["status"] == "success"
    made = membrane(either, "GET", "/connections/fresh", tenant="acme").body
    assert (made["id"], made["name"]) == (done["resultConnectionId"], "New one")
    assert (made["state"], made["connected"]) == ("READY", True)
    # Looking at the page again changes nothing.
    either.sandbox.visit(asked["url"])
    assert _state(either, asked) == done


@pytest.mark.parametrize("id", [seeds.MEMBRANE_DISCONNECTED, seeds.MEMBRANE_READY])
def test_a_request_for_a_connection_reconnects_that_one(either: Wire, id: str) -> None:
    before = membrane(either, "GET", "/connections", query={"limit": 1000}).body["items"]
    # By a token of the whole workspace, too: the connection says whose it is.
    asked = _ask(either, {"connectionId": id}, tenant=None)
    assert asked["tenantId"] == seeds.MEMBRANE_TENANTS["acme"]
    either.sandbox.visit(asked["url"])
    assert _state(either, asked)["resultConnectionId"] == id
    found = membrane(either, "GET", f"/connections/{id}", query={"includeSecrets": 1}).body
    assert (found["state"], found["connected"], found["disconnected"]) == ("READY", True, False)
    assert not {"requestError", "error", "errors", "isDefunct"} & found.keys()
    assert SECRET_MARKER in found["credentials"]["access_token"]
    assert len(membrane(either, "GET", "/connections", query={"limit": 1000}).body["items"]) == len(before)


def test_the_page_of_a_client_action_makes_the_connection_ready(either: Wire) -> None:
    path = f"/connections/{seeds.MEMBRANE_ACTION_REQUIRED}"
    link = membrane(either, "GET", path).body["clientAction"]["uiUrl"]
    assert link.startswith("https://")
    either.sandbox.visit(link)
    found = membrane(either, "GET", path).body
    assert (found["state"], found["connected"]) == ("READY", True)
    assert "clientAction" not in found
    with pytest.raises(ValueError, match="no page"):
        either.sandbox.visit(link)


def test_a_user_who_gives_up_leaves_cancelled_and_a_refused_one_an_error(either: Wire) -> None:
    for refused, status in ((False, "cancelled"), (True, "error")):
        asked = _ask(either, {"integrationKey": "hubspot"})
        either.sandbox.decline(asked["url"], refused=refused)
        done = _state(either, asked)
        assert done["status"] == status
        assert ("resultError" in done) is refused
        assert "resultConnectionId" not in done


def test_a_key_that_was_taken_meanwhile_ends_in_an_error(either: Wire) -> None:
    first, second = (_ask(either, {"integrationKey": "hubspot", "connectionKey": "one"}) for _ in range(2))
    either.sandbox.visit(first["url"])
    either.sandbox.visit(second["url"])
    assert _state(either, first)["status"] == "success"
    done = _state(either, second)
    assert (done["status"], done["resultError"]["key"]) == ("error", "already_exists")


@pytest.mark.parametrize("url", ["https://ui.membrane.example/", "https://elsewhere.example/?token=x", ""])
def test_other_addresses_are_no_pages(either: Wire, url: str) -> None:
    with pytest.raises(ValueError, match="no page"):
        either.sandbox.visit(url)
    with pytest.raises(ValueError, match="no page"):
        either.sandbox.decline(url)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"name": "x", "connectionKey": "y"}, 400),
        ({"integrationKey": "hubspot", "connectionKey": ""}, 400),
        ({"integrationKey": "hubspot", "connectionKey": None}, 400),
        ({"integrationKey": "hubspot", "allowMultipleConnections": "yes"}, 400),
        ({"integrationKey": "hubspot", "connectorParameters": 1}, 400),
        ({"integrationKey": "hubspot", "redirectUri": "nowhere"}, 400),
        ({"integrationKey": "nothing"}, 404),
        ({"connectionId": "nothing"}, 404),
        ({"connectionId": seeds.MEMBRANE_READY_KEY}, 404),  # a key is none of the names that a body takes
        ({"connectionId": seeds.MEMBRANE_DEFUNCT}, 404),  # another tenant's
        ({"connectionId": seeds.MEMBRANE_ARCHIVED}, 404),
    ],
)
def test_bad_requests_are_refused(either: Wire, body: Any, status: int) -> None:
    answer = membrane(either, "POST", "/connection-requests", body, tenant="acme")
    assert (answer.status, answer.body["type"]) == (status, "bad_request")


def test_a_request_is_its_tenants_own(either: Wire) -> None:
    asked = _ask(either, {"integrationKey": "hubspot"})
    path = f"/connection-requests/{asked['requestId']}"
    assert membrane(either, "GET", path, tenant="globex").status == 404
    assert membrane(either, "GET", path).status == 200
    assert membrane(either, "GET", "/connection-requests/none").body["key"] == "not_found"
