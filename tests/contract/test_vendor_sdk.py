"""The vendor's own Python client works against the sandbox, with nothing changed but its base URL and its key.

Release 2.8.0 is the last one that speaks API v1 and nothing else. It checks answers against its own models, which
were generated from the vendor's document: a reading of the vendor that owes nothing to ours.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from trunkline.sandbox import Sandbox, seeds
from trunkline.sandbox.server import Server

SETTINGS = {"oauth": {"credentials": {"access_token": "sandbox-secret-new"}}}
KNOWN_APPS = ["hubspot", "slack", "salesforce", "notion", "jira", "xero"]
OAUTH_APP = {"oauth": {"client_id": "id", "client_secret": "sandbox-secret"}}


@pytest.fixture(scope="module")
def openint() -> Any:
    """The package; it takes seconds to import, so nobody pays who does not need it."""
    import openint

    return openint


@pytest.fixture(params=[True, False], ids=["quirks", "promises"])
def quirks(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def settings(sandbox: Sandbox, serving: Server) -> dict[str, Any]:
    return {"token": sandbox.credentials.openint_api_key, "base_url": serving.base_urls["openint"]}


@pytest.fixture
def sdk(openint: Any, settings: dict[str, Any]) -> Iterator[Any]:
    with openint.Openint(**settings, max_retries=0, _strict_response_validation=True) as client:
        yield client


def test_it_reads_a_connection(sdk: Any) -> None:
    found = sdk.get_connection(seeds.OPENINT_HEALTHY)
    assert (found.id, found.connector_name, found.status) == (seeds.OPENINT_HEALTHY, "hubspot", "healthy")
    assert found.settings is None
    whole = sdk.get_connection(
        seeds.OPENINT_HEALTHY, include_secrets=True, refresh_policy="none", expand=["connector"]
    )
    assert whole.settings.oauth.credentials.access_token
    assert whole.connector.name == "hubspot"


def test_it_is_given_secrets_that_it_asked_not_to_be_given(sdk: Any, quirks: bool) -> None:
    found = sdk.get_connection(seeds.OPENINT_HEALTHY, include_secrets=False)
    assert (found.settings is not None) == quirks


def test_it_lists_connections(sdk: Any) -> None:
    assert {each.connector_name for each in sdk.list_connections(connector_names=KNOWN_APPS)} == set(
        KNOWN_APPS
    )
    found = list(sdk.list_connections(connector_names=KNOWN_APPS, customer_id="acme", limit=2))
    assert len(found) > 2
    assert {each.customer_id for each in found} == {"acme"}
    assert seeds.OPENINT_HEALTHY in {each.id for each in sdk.list_connections(search_query="HEA1")}


def test_it_lists_connectors(sdk: Any, quirks: bool) -> None:
    # It believes `total`, which on this list counts the page: that is how this client really ends there.
    found = list(sdk.list_connectors(limit=60))
    assert len(found) == (60 if quirks else 171)
    assert "OAUTH2" in {each.auth_type for each in found}


def test_it_creates_and_deletes_a_connection(openint: Any, sdk: Any) -> None:
    made = sdk.create_connection(
        connector_config_id=seeds.OPENINT_CONFIG,
        customer_id="acme",
        data={"connector_name": "hubspot", "settings": SETTINGS},
        metadata={"team": "emea"},
    )
    assert made.settings.oauth.credentials.access_token == "sandbox-secret-new"
    read = sdk.get_connection(made.id)
    assert (read.customer_id, read.metadata) == ("acme", {"team": "emea"})
    assert sdk.delete_connection(made.id).id == made.id
    with pytest.raises(openint.NotFoundError):
        sdk.get_connection(made.id)


@pytest.mark.off_spec("the vendor's client sends no body where the vendor's document wants one")
def test_it_checks_a_connection(openint: Any, sdk: Any, quirks: bool) -> None:
    if quirks:
        # It says that JSON follows, and nothing follows: the server takes that for broken JSON.
        with pytest.raises(openint.BadRequestError, match="PARSE_ERROR"):
            sdk.check_connection(seeds.OPENINT_HEALTHY)
    extra = {"extra_body": {}} if quirks else {}
    assert sdk.check_connection(seeds.OPENINT_HEALTHY, **extra).status == "healthy"
    assert sdk.check_connection(seeds.OPENINT_EXPIRED_FOR_GOOD, **extra).status == "disconnected"
    assert sdk.get_connection(seeds.OPENINT_EXPIRED_FOR_GOOD).status == "disconnected"


def test_it_mints_a_token_and_a_link_that_work(
    openint: Any, sdk: Any, sandbox: Sandbox, settings: dict[str, Any]
) -> None:
    minted = sdk.create_token(
        "acme", validity_in_seconds=600, connect_options={"connector_names": ["hubspot"]}
    )
    with openint.Openint(**{**settings, "token": minted.token}, max_retries=0) as customer:
        before = list(customer.list_connections(limit=100))
        assert {each.customer_id for each in before} == {"acme"}
        sandbox.visit(minted.magic_link_url)
        assert len(list(customer.list_connections(limit=100))) == len(before) + 1


def test_it_keeps_connector_configs(sdk: Any) -> None:
    made = sdk.create_connnector_config(connector_name="hubspot", display_name="EU", config=OAUTH_APP)
    assert sdk.get_conector_config(made.id, expand=["connector"]).connector.name == "hubspot"
    sdk.upsert_connnector_config(made.id, display_name="Europe")
    assert sdk.get_conector_config(made.id).display_name == "Europe"
    assert made.id in {each.id for each in sdk.list_connnector_configs(connector_names=["hubspot"])}


def test_it_keeps_customers(sdk: Any) -> None:
    assert sdk.upsert_customer(id="hooli", metadata={"team": "emea"}).id == "hooli"
    assert "hooli" in {each.id for each in sdk.list_customers(search_query="hooli")}
    assert sdk.get_current_user().role == "org"


def test_it_is_refused_without_a_key_that_is_good(openint: Any, settings: dict[str, Any]) -> None:
    wrong = {**settings, "token": "key_wrong"}
    with openint.Openint(**wrong, max_retries=0) as client, pytest.raises(openint.AuthenticationError):
        client.get_connection(seeds.OPENINT_HEALTHY)


def test_its_asynchronous_twin_works_too(openint: Any, settings: dict[str, Any]) -> None:
    async def look() -> Any:
        async with openint.AsyncOpenint(**settings, max_retries=0) as client:
            return await client.get_connection(seeds.OPENINT_HEALTHY)

    assert asyncio.run(look()).id == seeds.OPENINT_HEALTHY
