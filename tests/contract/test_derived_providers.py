"""Providers made out of others with `attrs.evolve`: what follows from a setting follows from the new one."""

from __future__ import annotations

import base64
import json
import pickle
from typing import Any

import attrs
import pytest
from colours import Colour
from fault_server import answer
from membrane_answers import ID, stored
from membrane_answers import somewhere as membrane
from workiva_answers import envelope

from trunkline import ConfigurationError
from trunkline.providers import Workiva

HERE = "http://127.0.0.1:9/workiva"
PRODUCTION = "https://h.app.wdesk.com/s/wdata/prep"
SECRET = "csec_Zq81vKcanary0000"


def workiva(**settings: Any) -> Workiva:
    return Workiva(client_id="c", client_secret=SECRET, **settings)


@pytest.mark.parametrize(
    ("settings", "changes", "base_url", "token_url"),
    [
        ({}, {"base_url": HERE}, HERE, "http://127.0.0.1:9/oauth2/token"),
        (
            {},
            {"region": "eu"},
            "https://h.eu.wdesk.com/s/wdata/prep",
            "https://api.eu.wdesk.com/oauth2/token",
        ),
        ({}, {"api_version": "2022-01-01"}, PRODUCTION, "https://api.app.wdesk.com/iam/v1/oauth2/token"),
        ({"base_url": HERE}, {"region": "eu"}, HERE, "http://127.0.0.1:9/oauth2/token"),
        ({"region": "eu"}, {"base_url": HERE}, HERE, "http://127.0.0.1:9/oauth2/token"),
        ({"token_url": "https://sso.example/t"}, {"base_url": HERE}, HERE, "https://sso.example/t"),
        ({}, {"token_url": "https://sso.example/t"}, PRODUCTION, "https://sso.example/t"),
    ],
)
def test_both_urls_of_workiva_follow_what_was_changed(
    settings: Any, changes: Any, base_url: str, token_url: str
) -> None:
    derived = attrs.evolve(workiva(**settings), **changes)
    assert (derived.base_url, derived.token_url) == (base_url, token_url)
    anew = workiva(**{**settings, **changes})
    assert (derived, repr(derived)) == (anew, repr(anew))
    again = attrs.evolve(derived, workspace_id="ws1")
    assert (again.base_url, again.token_url) == (base_url, token_url)
    stored = pickle.loads(pickle.dumps(derived))
    assert (stored.base_url, stored.token_url) == (base_url, token_url)
    assert f"base_url={base_url!r}" in repr(derived)
    assert f"token_url={token_url!r}" in repr(derived)
    assert SECRET not in repr(derived)


def test_the_secret_moves_along_with_workiva(colour: Colour, server: Any) -> None:
    moved = attrs.evolve(workiva(), base_url=f"{server.origin}/workiva", api_version="2022-01-01")
    # Before anything is sent: a secret that went to production would go out for real.
    assert moved.token_url == f"{server.origin}/iam/v1/oauth2/token"
    server.on("/iam/v1/oauth2/token", answer({"access_token": "acc", "expires_in": 599}))
    server.answers(envelope(connectionId="w1"))
    assert colour.client(moved).connections.get("w1").id == "w1"
    assert [seen.path for seen in server.seen] == [
        "/iam/v1/oauth2/token",
        "/workiva/api/v1/connections/w1",
    ]
    assert "x-version" not in server.seen[0].headers


@pytest.mark.parametrize("name", ["base_url", "token_url"])
def test_a_url_of_workiva_that_is_refused_is_named(name: str) -> None:
    for url in ("http://evil.example/x", "https://sts.example/x?v=2", None):
        with pytest.raises(ConfigurationError, match=f"^{name} must "):
            workiva(**{name: url})
        with pytest.raises(ConfigurationError, match=f"^{name} must "):
            attrs.evolve(workiva(), **{name: url})


def test_membrane_signs_for_the_tenant_it_was_derived_for(colour: Colour, server: Any) -> None:
    server.answers(answer(stored()))
    one = membrane(server, tenant_key="one")
    two = attrs.evolve(one, tenant_key="two")
    for provider in (one, two, attrs.evolve(two, tenant_key=None)):
        colour.client(provider).connections.get(ID)
    tokens = [seen.headers["authorization"].removeprefix("Bearer ") for seen in server.seen]
    claims = [json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "==")) for token in tokens]
    assert [each.get("tenantKey") for each in claims] == ["one", "two", None]
