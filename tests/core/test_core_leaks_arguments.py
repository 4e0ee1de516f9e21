"""Arguments in the wrong place or of the wrong kind are refused, and the refusal shows them nowhere."""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import trunkline_membrane
import trunkline_openint
import trunkline_openint_v0
import trunkline_workiva
from colours import Colour
from exposure import leaks
from vendor_answers import TOKEN, membrane, openint, openint_v0, workiva

from trunkline import AsyncClient, Client, ConfigurationError, InvalidArgumentError, TrunklineError
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva

WORD = "misplaced_Zq81vKcanary"
NOWHERE = "http://127.0.0.1:9"


@dataclass
class Login:
    password: str = WORD


def letters() -> Iterator[str]:
    yield WORD


NO_MAPPINGS: dict[str, Callable[[], Any]] = {
    "str": lambda: WORD,
    "bytes": WORD.encode,
    "bytearray": lambda: bytearray(WORD.encode()),
    "memoryview": lambda: memoryview(WORD.encode()),
    "list": lambda: [WORD],
    "set": lambda: {WORD},
    "frozenset": lambda: frozenset([WORD]),
    "deque": lambda: deque([WORD]),
    "keys": {WORD: 1}.keys,
    "items": {"password": WORD}.items,
    "object": Login,
    "class": lambda: type(WORD, (), {}),
    "generator": letters,
}
TAKES_A_MAPPING: dict[str, Callable[[Any, Any], Any]] = {
    "create": lambda client, value: client.connections.create(
        "openint", customer_id="acme", connector_config_id="ccfg_a", credentials=value
    ),
    "update": lambda client, value: client.connections.update("openint-v0:conn_a", credentials=value),
    "metadata": lambda client, value: client.connections.update("membrane:m1", metadata=value),
    "run": lambda client, value: client.connections.run("workiva:w1", source_parameters=value),
}


def everybody(colour: Colour, **settings: Any) -> Any:
    providers = (openint(NOWHERE), openint_v0(NOWHERE), membrane(NOWHERE), workiva(NOWHERE))
    return colour.client(*providers, **settings)


def refusal(call: Callable[[], Any], kind: type[Exception] = TrunklineError) -> BaseException:
    with pytest.raises(kind) as caught:
        call()
    assert leaks(caught.value, [WORD]) == []
    return caught.value


@pytest.mark.parametrize("value", NO_MAPPINGS)
@pytest.mark.parametrize("method", TAKES_A_MAPPING)
def test_credentials_that_are_no_mapping_are_not_shown(colour: Colour, method: str, value: str) -> None:
    given = NO_MAPPINGS[value]()
    client = everybody(colour)
    error = refusal(lambda: TAKES_A_MAPPING[method](client, given), InvalidArgumentError)
    assert "must be a mapping" in str(error)


@pytest.mark.parametrize("value", NO_MAPPINGS)
def test_headers_and_environments_that_are_no_mapping_are_not_shown(colour: Colour, value: str) -> None:
    given = NO_MAPPINGS[value]()
    refusal(lambda: everybody(colour, headers=given), ConfigurationError)
    refusal(lambda: everybody(colour).with_options(headers=given), ConfigurationError)
    refusal(lambda: colour.from_env(given), ConfigurationError)


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_a_key_in_the_place_of_a_provider_is_not_shown(client: Any) -> None:
    for given in (WORD, [WORD], {"token": WORD}, Login()):
        assert "a provider must be" in str(refusal(lambda given=given: client(given), ConfigurationError))


def test_a_credential_under_a_wrong_name_is_not_shown() -> None:
    refusal(lambda: OpenInt(api_key=WORD), TypeError)  # type: ignore[call-arg]
    refusal(lambda: OpenIntV0(token=WORD), TypeError)  # type: ignore[call-arg]
    refusal(lambda: Membrane(workspace_key="w", secret=WORD), TypeError)  # type: ignore[call-arg]
    refusal(lambda: Workiva(client_id="c", secret=WORD), TypeError)  # type: ignore[call-arg]


@pytest.mark.parametrize("client", [Client, AsyncClient])
@pytest.mark.parametrize(
    "host", ["999.999.1.1", "a" * 70_000, "xn--a", "-", "h^", "[::1", "h\\x", "ho st", "<x>", "h:99999"]
)
def test_the_password_of_a_proxy_that_cannot_be_is_not_shown(client: Any, host: str) -> None:
    url = f"http://user:{WORD}@{host}"
    error: ConfigurationError | None = None
    made: Any = None
    try:
        made = client(openint("https://vendor.example"), proxy=url)
    except ConfigurationError as refused:
        error = refused
    # Nobody can say of every name that it is none; what is made shows nothing either.
    assert leaks(error, [WORD]) == [] if error else WORD not in repr(vars(made._session.driver))


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_settings_for_an_environment_without_providers_are_not_shown(client: Any) -> None:
    settings = {"proxy": f"http://user:{WORD}@proxy.example:3128", "headers": {"x-key": WORD}}
    refusal(lambda: client.from_env({}, **settings), ConfigurationError)


# The generated clients.

PACKAGES = ("openint", "openint_v0", "membrane", "workiva")


@pytest.mark.parametrize("name", ["Client", "AsyncClient"])
@pytest.mark.parametrize("package", PACKAGES)
def test_a_generated_client_refuses_a_credential_without_showing_it(package: str, name: str) -> None:
    client = getattr(importlib.import_module(f"trunkline_{package}"), name)
    keyword = "api_key" if package == "openint_v0" else "token"
    for given in (f"{WORD}\n", f"{WORD} x", WORD.encode(), [WORD], 7):
        refusal(lambda given=given: client(**{keyword: given}), ValueError)
    refusal(lambda: client(**{keyword: WORD}, base_url="http://vendor.example"), ValueError)
    refusal(lambda: client(**{keyword: ""}), ValueError)


NATIVE_WRITES: dict[str, Callable[[Any], Any]] = {
    "a dict for a model": lambda client: client.native("openint-v0").create_connection(
        {"settings": {"password": WORD}}
    ),
    "a dict for a change": lambda client: client.native("membrane").update_connection(
        "m1", {"credentials": WORD}
    ),
    "dicts for a list of models": lambda client: client.native("workiva").refresh_batch(
        [{"sourceParameters": {"password": WORD}}]
    ),
    "a rule broken beside it": lambda client: client.native("openint-v0").create_connection(
        trunkline_openint_v0.models.CreateConnectionBody(
            connector_config_id="no", settings={"password": WORD}
        )
    ),
    "a key too long beside it": lambda client: client.native("membrane").update_connection(
        "m1", trunkline_membrane.models.ConnectionBody(key="x" * 5000, credentials={"password": WORD})
    ),
    "no JSON beside it": lambda client: client.native("openint").create_connection(
        trunkline_openint.models.CreateConnectionBody(
            connector_config_id="ccfg_a",
            customer_id="acme",
            data=trunkline_openint.models.CreateConnectionData(
                connector_name="hubspot", settings={"password": WORD, "more": object()}
            ),
        )
    ),
    "no number beside it": lambda client: client.native("workiva").refresh_connection(
        "w1", trunkline_workiva.models.RefreshConnectionBody(source_parameters={"a": WORD, "b": float("nan")})
    ),
    "a free body that is no JSON": lambda client: client.native("openint").request(
        "POST", "/x", body={"password": WORD, "more": object()}
    ),
    "a free path that is none": lambda client: client.native("openint").request(
        "POST", "/x?y", body={"password": WORD}
    ),
}


@pytest.mark.parametrize("case", NATIVE_WRITES)
def test_a_native_write_refuses_a_body_without_showing_it(colour: Colour, case: str) -> None:
    client = everybody(colour)
    refusal(lambda: NATIVE_WRITES[case](client), ValueError)


def test_a_free_body_and_a_body_of_any_shape_are_sent_as_they_are(colour: Colour) -> None:
    sent: list[bytes] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request.content)
        return httpx.Response(200, json={"id": "conn_a"})

    client = colour.client(openint(NOWHERE), transport=httpx.MockTransport(handler))
    for body in ({"a": 1}, [], None, "text", 0):
        client.native("openint").request("POST", "/x", body=body)
    client.native("openint").check_connection("conn_a", {})
    assert sent == [b'{"a":1}', b"[]", b"null", b'"text"', b"0", b"{}"]
    assert TOKEN.encode() not in b"".join(sent)
