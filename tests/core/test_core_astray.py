"""Answers that are not about what was asked, or are errors under the status of a success: none passes for a success."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from colours import Colour

from trunkline import APIConnectionError, APIResponseError
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva
from trunkline.sandbox import Sandbox, seeds

Handler = Callable[[httpx.Request], httpx.Response]


class Meddling(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """The sandbox, and somebody on the way who may change its answers."""

    def __init__(
        self, sandbox: Sandbox, change: Callable[[httpx.Request, httpx.Response], httpx.Response]
    ) -> None:
        self._sandbox = sandbox.transport()
        self._change = change

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._change(request, self._sandbox.handle_request(request))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._sandbox.handle_async_request(request)
        return self._change(request, answer)


def client_of(colour: Colour, sandbox: Sandbox, change: Any) -> Any:
    keys = sandbox.credentials
    providers = (
        OpenInt(token=keys.openint_api_key),
        OpenIntV0(api_key=keys.openint_v0_api_key),
        Membrane(workspace_key=keys.membrane_workspace_key, workspace_secret=keys.membrane_workspace_secret),
        Workiva(token=keys.workiva_token),
    )
    return colour.client(*providers, transport=Meddling(sandbox, change))


@pytest.fixture
def sandbox() -> Any:
    with Sandbox() as opened:
        yield opened


@pytest.mark.parametrize("ignored", ["customer_id", "connector"])
@pytest.mark.parametrize("provider", ["openint", "openint-v0"])
def test_a_list_that_ignores_its_filter_is_refused(
    colour: Colour, sandbox: Sandbox, provider: str, ignored: str
) -> None:
    """A row of another customer's would show one customer what is another's, credentials and all."""
    everything: list[httpx.Response] = []

    def change(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        everything.append(answer)
        return everything[0]

    client = client_of(colour, sandbox, change)
    assert next(iter(client.connections.list(providers=[provider])))
    asked = {"customer_id": "acme"} if ignored == "customer_id" else {"connector": "hubspot"}
    with pytest.raises(APIResponseError, match=r"not the customer's|another app"):
        list(client.connections.list(providers=[provider], include_secrets=True, **asked))


IN_DISGUISE: dict[str, Callable[[Any], Any]] = {
    "openint-v0 delete": lambda client: client.connections.delete(f"openint-v0:{seeds.OPENINT_V0_HEALTHY}"),
    "openint-v0 check": lambda client: client.connections.check(f"openint-v0:{seeds.OPENINT_V0_HEALTHY}"),
    "openint-v0 run": lambda client: client.connections.run(f"openint-v0:{seeds.OPENINT_V0_HEALTHY}"),
    "openint delete": lambda client: client.connections.delete(f"openint:{seeds.OPENINT_HEALTHY}"),
    "openint check": lambda client: client.connections.check(f"openint:{seeds.OPENINT_HEALTHY}"),
    "membrane check": lambda client: client.connections.check(f"membrane:{seeds.MEMBRANE_READY}"),
    "membrane refresh": lambda client: client.connections.refresh_credentials(
        f"membrane:{seeds.MEMBRANE_READY}"
    ),
    "membrane delete": lambda client: client.connections.delete(f"membrane:{seeds.MEMBRANE_READY}"),
    "workiva run": lambda client: client.connections.run(f"workiva:{seeds.WORKIVA_COMPLETE}"),
}
ERROR = {"message": "it did not work", "code": "INTERNAL_SERVER_ERROR", "type": "internal", "key": "default"}


@pytest.mark.parametrize("case", IN_DISGUISE)
def test_an_error_under_the_status_of_a_success_is_no_success(
    colour: Colour, sandbox: Sandbox, case: str
) -> None:
    def change(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        return answer if request.method == "GET" else httpx.Response(200, json=ERROR)

    client = client_of(colour, sandbox, change)
    with pytest.raises(APIResponseError) as caught:
        IN_DISGUISE[case](client)
    assert caught.value.may_have_been_applied


@pytest.mark.parametrize("token", ["", " ", "a\nb", "two words", "tok\u00e9n"])
@pytest.mark.parametrize("provider", ["openint", "openint-v0"])
def test_a_token_that_no_header_can_carry_is_not_handed_on(
    colour: Colour, sandbox: Sandbox, provider: str, token: str
) -> None:
    def change(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        return httpx.Response(200, json={**json.loads(answer.read()), "token": token})

    client = client_of(colour, sandbox, change)
    with pytest.raises(APIResponseError, match="the token"):
        client.tokens.mint(provider, customer_id="acme")


def test_a_run_without_an_id_could_be_any(colour: Colour, sandbox: Sandbox) -> None:
    """Whoever waited for it would be told of the one before."""

    def change(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        document = json.loads(answer.read())
        document["body"].pop("jobId", None)
        return httpx.Response(200, json=document)

    client = client_of(colour, sandbox, change)
    with pytest.raises(APIResponseError, match="jobId is missing") as caught:
        client.connections.run(f"workiva:{seeds.WORKIVA_COMPLETE}")
    assert caught.value.may_have_been_applied


def test_a_batch_of_other_connections_is_refused(colour: Colour, sandbox: Sandbox) -> None:
    def change(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        document = json.loads(answer.read())
        document["body"]["childRefreshes"] = [{"connectionId": seeds.WORKIVA_ERROR, "jobId": "j"}]
        return httpx.Response(200, json=document)

    client = client_of(colour, sandbox, change)
    with pytest.raises(APIResponseError, match="another connection"):
        client.connections.run_batch([f"workiva:{seeds.WORKIVA_COMPLETE}"])


LOST_CREATES = {
    "openint": {"connector_config_id": seeds.OPENINT_CONFIG},
    "openint-v0": {"connector_config_id": seeds.OPENINT_V0_CONFIG},
    "membrane": {"connector": seeds.MEMBRANE_INTEGRATION_KEY},
}


@pytest.mark.parametrize("provider", LOST_CREATES)
def test_who_follows_the_advice_finds_what_was_made(colour: Colour, sandbox: Sandbox, provider: str) -> None:
    """The answer to a create is lost. Whoever then looks as the error says must not look in vain, and create again."""

    def change(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.method == "POST":
            raise httpx.ReadError("reset")
        return answer

    client = client_of(colour, sandbox, change)
    before = {each.id for each in client.connections.list(providers=[provider])}
    with pytest.raises(APIConnectionError, match="it is not sent again: list ") as caught:
        client.connections.create(provider, customer_id="acme", **LOST_CREATES[provider])
    assert caught.value.may_have_been_applied
    narrowed = (
        {} if "list all connections, without a filter" in str(caught.value) else {"customer_id": "acme"}
    )
    found = {each.id for each in client.connections.list(providers=[provider], **narrowed)}
    assert len(found - before) == 1
