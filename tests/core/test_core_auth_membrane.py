"""Membrane's tokens: signed here in every way the vendor knows, or given by a function; for a tenant or for all."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import attrs
import jwt
import pytest
from colours import Colour
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from exposure import leaks
from fault_server import Behaviour, FaultServer, Seen, answer
from hypothesis import given
from hypothesis import strategies as st
from vendor_answers import TOKEN, WORKSPACE_SECRET, membrane, membrane_connection

from trunkline import (
    APITimeoutError,
    AuthenticationError,
    Capability,
    Client,
    ConfigurationError,
    ConflictError,
    InvalidArgumentError,
    NotFoundError,
    Secret,
    TrunklineError,
    UnsupportedError,
)
from trunkline._drivers import run
from trunkline.auth._supplied import _expiry
from trunkline.errors import CallFacts
from trunkline.providers import Membrane
from trunkline.providers._membrane_access import customer_of
from trunkline.testing import VirtualClock

PAIR = {"workspace_key": "w", "workspace_secret": WORKSPACE_SECRET}
GOOD = answer(membrane_connection())
KEYS: dict[str, Callable[[], Any]] = {
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ES384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ES512": lambda: ec.generate_private_key(ec.SECP521R1()),
    "RSA": lambda: rsa.generate_private_key(65537, 2048),
    "short RSA": lambda: rsa.generate_private_key(65537, 1024),
    "Ed25519": ed25519.Ed25519PrivateKey.generate,
}


@cache
def key(name: str) -> Any:
    return KEYS[name]()


def pem(name: str) -> str:
    return str(key(name).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())


def public_pem(name: str) -> str:
    return str(key(name).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())


def sent(seen: Seen) -> str:
    return seen.headers["authorization"].removeprefix("Bearer ")


def claims_of(token: str, secret: str = WORKSPACE_SECRET, algorithm: str = "HS256") -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(
        token, secret, algorithms=[algorithm], options={"verify_exp": False, "verify_iss": False}
    )
    return claims


# Signed here.


@pytest.mark.parametrize(
    ("settings", "who"),
    [
        ({}, {"workspaceKey": "w", "isAdmin": True}),
        ({"tenant_key": "acme"}, {"workspaceKey": "w", "tenantKey": "acme"}),
        (
            {"tenant_key": "acme", "tenant_name": "Acme", "tenant_fields": {"plan": "gold"}},
            {"workspaceKey": "w", "tenantKey": "acme", "name": "Acme", "fields": {"plan": "gold"}},
        ),
        ({"claims": "sdk"}, {"iss": "w", "isAdmin": True}),
        ({"claims": "sdk", "tenant_key": "acme"}, {"iss": "w", "id": "acme"}),
    ],
    ids=["workspace", "tenant", "described tenant", "SDK workspace", "SDK tenant"],
)
def test_a_token_is_signed_here(
    colour: Colour, server: FaultServer, settings: Any, who: dict[str, Any]
) -> None:
    clock = VirtualClock()
    server.answers(GOOD)
    client = colour.client(membrane(server.origin, **PAIR, **settings), clock=clock)
    client.connections.get("m1")
    token = sent(server.seen[0])
    claims = claims_of(token)
    assert claims == {**who, "exp": int(clock.time()) + 3600}
    assert type(claims["exp"]) is int
    assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "JWT"}
    assert WORKSPACE_SECRET not in str(server.seen)

    clock.advance(3000)
    client.connections.get("m1")
    assert sent(server.seen[1]) == token
    clock.advance(600)
    client.connections.get("m1")
    assert sent(server.seen[2]) != token


@pytest.mark.parametrize("algorithm", ["HS256", "HS512"])
@pytest.mark.parametrize("secret", [WORKSPACE_SECRET, "short"])
def test_a_secret_signs_with_either_algorithm(
    colour: Colour, server: FaultServer, algorithm: str, secret: str
) -> None:
    server.answers(GOOD)
    provider = membrane(server.origin, workspace_key="w", workspace_secret=secret, algorithm=algorithm)
    colour.client(provider).connections.get("m1")
    header, payload, signature = sent(server.seen[0]).split(".")
    assert jwt.get_unverified_header(sent(server.seen[0]))["alg"] == algorithm
    verifier = jwt.get_algorithm_by_name(algorithm)
    given_signature = base64.urlsafe_b64decode(signature + "==")
    assert verifier.verify(f"{header}.{payload}".encode(), verifier.prepare_key(secret), given_signature)


@pytest.mark.parametrize(
    ("algorithm", "name"),
    [
        (one, one if one.startswith("ES") else "RSA")
        for one in ("ES256", "ES384", "ES512", "RS256", "PS256", "PS512")
    ],
)
def test_a_private_key_signs_what_its_public_half_proves(
    colour: Colour, server: FaultServer, algorithm: str, name: str
) -> None:
    server.answers(GOOD)
    provider = membrane(
        server.origin,
        workspace_key="w",
        workspace_secret=None,
        private_key=pem(name),
        algorithm=algorithm,
        tenant_key="acme",
    )
    colour.client(provider).connections.get("m1")
    assert claims_of(sent(server.seen[0]), public_pem(name), algorithm)["tenantKey"] == "acme"


def test_line_breaks_of_a_key_may_be_written_out() -> None:
    environ = {
        "MEMBRANE_WORKSPACE_KEY": "w",
        "MEMBRANE_PRIVATE_KEY": pem("ES256").replace("\n", "\\n"),
        "MEMBRANE_ALGORITHM": "ES256",
        "MEMBRANE_CLAIMS": "sdk",
        "MEMBRANE_TENANT_KEY": "acme",
        "MEMBRANE_API_VERSION": "2025-10-21",
    }
    provider = Membrane.from_env(environ)
    assert provider is not None
    token = provider.mint("acme", 60, 1_700_000_000.5).reveal()
    assert claims_of(token, public_pem("ES256"), "ES256") == {"iss": "w", "id": "acme", "exp": 1_700_000_060}
    assert provider.headers() == {"membrane-api-version": "2025-10-21"}


def encrypted() -> str:
    lock = BestAvailableEncryption(b"passphrase")
    return str(key("ES256").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock).decode())


MISFITS: dict[str, Callable[[], dict[str, Any]]] = {
    "another curve": lambda: {"private_key": pem("ES384"), "algorithm": "ES256"},
    "RSA for a curve": lambda: {"private_key": pem("RSA"), "algorithm": "ES256"},
    "a curve for RSA": lambda: {"private_key": pem("ES256"), "algorithm": "RS256"},
    "short RSA": lambda: {"private_key": pem("short RSA"), "algorithm": "PS256"},
    "Ed25519": lambda: {"private_key": pem("Ed25519"), "algorithm": "ES256"},
    "public half": lambda: {"private_key": public_pem("ES256"), "algorithm": "ES256"},
    "passphrase": lambda: {"private_key": encrypted(), "algorithm": "ES256"},
    "no PEM": lambda: {"private_key": "canary-no-pem", "algorithm": "ES256"},
    "cut PEM": lambda: {"private_key": pem("ES256")[:100], "algorithm": "ES256"},
    "half a character": lambda: {"private_key": "\ud800" + pem("ES256"), "algorithm": "ES256"},
    "empty": lambda: {"private_key": "", "algorithm": "ES256"},
    "bytes": lambda: {"private_key": pem("ES256").encode(), "algorithm": "ES256"},
    "no algorithm": lambda: {"private_key": pem("ES256")},
    "an unknown one": lambda: {"private_key": pem("ES256"), "algorithm": "none"},
    "a secret's algorithm": lambda: {"private_key": pem("ES256"), "algorithm": "HS256"},
    "a key's algorithm": lambda: {"workspace_secret": WORKSPACE_SECRET, "algorithm": "ES256"},
    "none": lambda: {"workspace_secret": WORKSPACE_SECRET, "algorithm": "none"},
    "no text": lambda: {"workspace_secret": WORKSPACE_SECRET, "algorithm": 5},
    "a key in JSON": lambda: {"workspace_secret": '{"kty":"oct","k":"canary0000"}'},
    "both": lambda: {"workspace_secret": WORKSPACE_SECRET, "private_key": pem("ES256"), "algorithm": "ES256"},
    "neither": dict,
}


@pytest.mark.parametrize("name", MISFITS)
def test_a_key_that_cannot_sign_is_refused_at_once_and_unseen(name: str) -> None:
    settings = MISFITS[name]()
    with pytest.raises(ConfigurationError) as caught:
        Membrane(workspace_key="w", **settings)
    words = [str(settings.get("private_key", ""))[40:80], WORKSPACE_SECRET, "canary"]
    assert leaks(caught.value, [word for word in words if word]) == []


@pytest.mark.parametrize("lost", ["cryptography.hazmat.primitives.serialization", "has_crypto"])
def test_what_a_private_key_needs_is_named_when_it_is_missing(
    lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = pem("ES256")
    if lost == "has_crypto":
        monkeypatch.setattr("jwt.algorithms.has_crypto", False)
    else:
        monkeypatch.setitem(__import__("sys").modules, lost, None)
    with pytest.raises(ConfigurationError, match=r"pip install trunkline\[crypto\]"):
        Membrane(workspace_key="w", private_key=text, algorithm="ES256")
    assert Membrane(**PAIR, algorithm="HS512")


@pytest.mark.parametrize(
    "settings",
    [
        {**PAIR, "claims": "newest"},
        {**PAIR, "claims": None},
        {**PAIR, "tenant_name": "Acme"},
        {**PAIR, "tenant_fields": {}},
        {**PAIR, "tenant_key": "acme", "tenant_name": ""},
        {**PAIR, "tenant_key": "acme", "tenant_fields": {"x": object()}},
        {**PAIR, "tenant_key": "acme", "tenant_fields": 5},
        {**PAIR, "tenant_key": "acme", "tenant_name": "Acme", "claims": "sdk"},
        {"token": TOKEN, "algorithm": "HS512"},
        {"token": TOKEN, "claims": "sdk"},
        {"token": TOKEN, "private_key": "x"},
        {"token": TOKEN, "workspace_key": "w"},
        {"token": TOKEN, "api_version": ""},
        {"token": TOKEN, "api_version": "2025 10"},
        {"token": TOKEN, "api_version": "2025\r\nx: y"},
        {"token": TOKEN, "api_version": "\xe4"},
        {"workspace_key": "w"},
    ],
    ids=repr,
)
def test_settings_that_contradict_each_other_are_refused(settings: Any) -> None:
    with pytest.raises(ConfigurationError):
        Membrane(**settings)


def test_a_token_that_was_just_signed_is_not_signed_again(colour: Colour, server: FaultServer) -> None:
    """Within a second the next one says the same, so a replay would be refused the same."""
    clock = VirtualClock()
    server.answers(answer({"type": "unauthorized", "message": "no"}, 401))
    client = colour.client(membrane(server.origin, **PAIR), clock=clock)
    with pytest.raises(AuthenticationError) as caught:
        client.connections.get("m1")
    assert (len(server.seen), caught.value.attempts) == (1, 1)


def test_a_token_refused_later_is_signed_anew_once(colour: Colour, server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(GOOD, answer({"message": "no"}, 401))
    client = colour.client(membrane(server.origin, **PAIR), clock=clock)
    client.connections.get("m1")
    clock.advance(1)
    with pytest.raises(AuthenticationError) as caught:
        client.connections.get("m1")
    first, second, third = map(sent, server.seen)
    assert first == second != third
    assert caught.value.attempts == 2


def test_a_signed_token_is_kept_out_of_messages(colour: Colour, server: FaultServer) -> None:
    server.answers(lambda seen: answer({"message": f"bad {seen.headers['authorization']}", "key": "k"}, 400))
    client = colour.client(membrane(server.origin, **PAIR))
    with pytest.raises(TrunklineError) as caught:
        client.connections.get("m1")
    assert caught.value.message == "bad ***"


@pytest.mark.parametrize("settings", [PAIR, {"token": lambda: TOKEN}], ids=["pair", "function"])
def test_a_provider_that_lost_its_secret_in_a_pickle_says_so(settings: Any) -> None:
    import pickle

    again = pickle.loads(pickle.dumps(Membrane(**settings)))
    with pytest.raises(ConfigurationError, match="pickle"):
        Client(again)


def test_the_version_of_the_api_is_sent_when_asked_for(colour: Colour, server: FaultServer) -> None:
    server.answers(answer({"message": "no version 2025-10-21", "key": "k"}, 404))
    silent = colour.client(membrane(server.origin))
    asking = colour.client(
        membrane(server.origin, api_version="2025-10-21"), headers={"Membrane-Api-Version": "legacy"}
    )
    for client in (silent, asking):
        with pytest.raises(NotFoundError) as caught:
            client.connections.get("m1")
    assert "membrane-api-version" not in server.seen[0].headers
    assert server.seen[1].headers["membrane-api-version"] == "2025-10-21"
    # It is no secret, and may be talked about.
    assert "2025-10-21" in caught.value.message


# Given by a function.


def token_until(expiry: object, **claims: Any) -> str:
    """A JWT as somebody else signed it."""
    parts = ({"alg": "ES256"}, {**claims, **({} if expiry is None else {"exp": expiry})})
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*coded, "c2lnbmF0dXJl"])


class Source:
    """A function that gives token after token, and stays with the last."""

    def __init__(self, *tokens: object) -> None:
        self.tokens = list(tokens)
        self.asked = 0
        self._lock = threading.Lock()

    def __call__(self) -> Any:
        with self._lock:
            self.asked += 1
            token = self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]
        if isinstance(token, BaseException):
            raise token
        return token


class AsyncSource(Source):
    """The same, awaited."""

    async def __call__(self) -> Any:
        return Source.__call__(self)


def sources(colour: Colour) -> list[type[Source]]:
    return [Source, AsyncSource] if colour.is_async else [Source]


def test_a_function_is_asked_before_the_token_ends(colour: Colour, server: FaultServer) -> None:
    for kind in sources(colour):
        server.seen.clear()
        server.answers(GOOD)
        clock = VirtualClock()
        first, second = token_until(clock.time() + 600), token_until(clock.time() + 1200)
        source = kind(first, Secret(second))
        client = colour.client(membrane(server.origin, token=source), clock=clock)
        assert source.asked == 0
        for moment in (0, 539, 2, 500):
            clock.advance(moment)
            client.connections.get("m1")
        assert [sent(seen) for seen in server.seen] == [first, first, second, second]
        assert source.asked == 2


@pytest.mark.parametrize(
    "token", ["pat-personal", TOKEN, token_until(None), token_until("soon"), token_until(5), "a.b.c"]
)
def test_a_token_that_does_not_say_when_it_ends_is_asked_for_each_time(
    colour: Colour, server: FaultServer, token: str
) -> None:
    for kind in sources(colour):
        server.seen.clear()
        server.answers(GOOD)
        source = kind(token)
        client = colour.client(membrane(server.origin, token=source), clock=VirtualClock())
        for _ in range(3):
            client.connections.get("m1")
        assert [sent(seen) for seen in server.seen] == [token] * 3
        assert source.asked == 3


def test_a_token_for_years_is_asked_for_every_day(server: FaultServer) -> None:
    clock = VirtualClock()
    server.answers(GOOD)
    source = Source(token_until(clock.time() + 1e9))
    with Colour("sync") as colour:
        client = colour.client(membrane(server.origin, token=source), clock=clock)
        for moment in (0, 80_000, 10_000):
            clock.advance(moment)
            client.connections.get("m1")
    assert source.asked == 2


@pytest.mark.parametrize("replaced", [True, False])
def test_a_function_is_asked_once_more_after_a_401(
    colour: Colour, server: FaultServer, replaced: bool
) -> None:
    old, new = token_until(9e9, n=1), token_until(9e9, n=2)

    def judge(seen: Seen) -> Behaviour:
        return GOOD if sent(seen) == new else answer({"message": f"no {sent(seen)}"}, 401)

    for kind in sources(colour):
        server.seen.clear()
        server.answers(judge)
        source = kind(old, new if replaced else old)
        client = colour.client(membrane(server.origin, token=source))
        if replaced:
            assert client.connections.get("m1").id == "m1"
        else:
            with pytest.raises(AuthenticationError) as caught:
                client.connections.get("m1")
            assert caught.value.message == "no ***"
        assert source.asked == len(server.seen) == 2


def test_many_that_wait_ask_the_function_once(colour: Colour, server: FaultServer) -> None:
    server.answers(GOOD)
    source = Source(token_until(9e9))
    client = colour.client(membrane(server.origin, token=source))
    found = colour.together([partial(client.connections.get, "m1")] * 30)
    assert [one.id for one in found] == ["m1"] * 30
    assert source.asked == 1


class OddError(Exception):
    """Not of ours."""


@pytest.mark.parametrize("failure", [OddError, OSError, ValueError, TypeError])
def test_what_a_function_raises_is_named_by_its_type_alone(
    colour: Colour, server: FaultServer, failure: type[Exception]
) -> None:
    for kind in sources(colour):
        client = colour.client(membrane(server.origin, token=kind(failure(TOKEN))))
        with pytest.raises(AuthenticationError, match=failure.__name__) as caught:
            client.connections.get("m1")
        assert leaks(caught.value, [TOKEN]) == []
        assert (caught.value.provider, caught.value.operation) == ("membrane", "fetch_token")
    assert server.seen == []


@pytest.mark.parametrize("failure", [NotFoundError, ConflictError, APITimeoutError])
def test_an_error_of_ours_from_a_function_says_nothing_of_the_connection(
    colour: Colour, server: FaultServer, failure: type[TrunklineError]
) -> None:
    """It may come from another client of ours, which signs in with this one's."""
    own = failure(f"no {TOKEN}", CallFacts(provider="vault", may_have_been_applied=True))
    client = colour.client(membrane(server.origin, token=Source(own)))
    with pytest.raises(AuthenticationError, match=f"raised {failure.__name__}") as caught:
        client.connections.delete("m1")
    assert TOKEN not in str(caught.value)
    assert not caught.value.may_have_been_applied
    assert (own.provider, caught.value.provider) == ("vault", "membrane")
    assert server.seen == []


def test_an_interrupt_passes_through_a_function(server: FaultServer) -> None:
    with Colour("sync") as colour:
        client = colour.client(membrane(server.origin, token=Source(KeyboardInterrupt())))
        with pytest.raises(KeyboardInterrupt):
            client.connections.get("m1")


@pytest.mark.parametrize(
    "token", ["", "canary\n", "can ary", None, 5, b"canary", Secret(5), [TOKEN]], ids=repr
)
def test_what_is_no_token_is_refused_unseen(colour: Colour, server: FaultServer, token: object) -> None:
    for kind in sources(colour):
        client = colour.client(membrane(server.origin, token=kind(token)))
        with pytest.raises(ConfigurationError, match="what the function in Membrane") as caught:
            client.connections.get("m1")
        assert leaks(caught.value, ["canary\n", "can ary", "b'canary'", TOKEN]) == []
    assert server.seen == []


def test_an_async_function_is_refused_in_a_blocking_client(server: FaultServer) -> None:
    with Colour("sync") as colour:
        client = colour.client(membrane(server.origin, token=AsyncSource(TOKEN)))
        with pytest.raises(ConfigurationError, match="AsyncClient"):
            client.connections.get("m1")
    assert server.seen == []


def test_a_function_that_waits_is_waited_for(colour: Colour, server: FaultServer) -> None:
    if not colour.is_async:
        return
    import anyio

    async def source() -> str:
        await anyio.lowlevel.checkpoint()
        return TOKEN

    server.answers(GOOD)
    colour.client(membrane(server.origin, token=source)).connections.get("m1")
    assert sent(server.seen[0]) == TOKEN


def test_a_function_is_not_shown_and_what_it_closes_over_neither() -> None:
    provider = Membrane(token=lambda: TOKEN)
    assert "Secret(***)" in repr(provider)
    assert TOKEN not in f"{provider!r} {attrs.asdict(provider)} {provider.auth()!r} {vars(provider.auth())}"


@given(st.text() | st.binary().map(lambda raw: f"x.{base64.urlsafe_b64encode(raw).decode()}.y"))
def test_any_text_has_an_end_or_none(text: str) -> None:
    assert _expiry(Secret(text)) == 0.0 or text.count(".") == 2


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5)
)
def test_any_exp_is_a_moment(expiry: object) -> None:
    moment = _expiry(Secret(token_until(expiry)))
    is_number = isinstance(expiry, int | float) and not isinstance(expiry, bool)
    assert moment == (expiry if is_number and -1e15 < expiry < 1e15 else 0.0)  # type: ignore[operator]


# For one customer.


def test_a_token_is_minted_for_a_customer() -> None:
    token = Membrane(**PAIR).mint("acme", 120.0, 1_700_000_000.9)
    assert repr(token) == "Secret(***)"
    assert claims_of(token.reveal()) == {"workspaceKey": "w", "tenantKey": "acme", "exp": 1_700_000_120}
    described = Membrane(**PAIR, tenant_key="acme", tenant_name="Acme")
    assert claims_of(described.mint("acme", 60, 0.0).reveal())["name"] == "Acme"


@pytest.mark.parametrize("customer", ["", " ", "a\nb", None, 5])
def test_a_customer_that_cannot_be_is_refused(customer: Any) -> None:
    for provider in (Membrane(**PAIR), Membrane(**PAIR, tenant_key="acme")):
        with pytest.raises(InvalidArgumentError):
            provider.tenant_auth(customer)
        with pytest.raises(InvalidArgumentError):
            provider.mint(customer, 60, 0.0)


@pytest.mark.parametrize(
    ("provider", "error"),
    [
        (Membrane(token=TOKEN), ConfigurationError),
        (Membrane(token=lambda: TOKEN), ConfigurationError),
        (Membrane(**PAIR, tenant_key="globex"), InvalidArgumentError),
    ],
    ids=["token", "function", "another tenant"],
)
def test_nothing_is_signed_for_a_customer_that_is_not_ones_own(
    provider: Membrane, error: type[TrunklineError]
) -> None:
    with pytest.raises(error):
        provider.tenant_auth("acme")
    with pytest.raises(error):
        provider.mint("acme", 60, 0.0)


CLAIMS = {
    "current": ({"workspaceKey": "w", "tenantKey": "acme"}, "acme"),
    "older": ({"workspaceKey": "w", "id": "acme"}, "acme"),
    "sdk": ({"iss": "w", "id": "acme"}, "acme"),
    "both": ({"workspaceKey": "w", "tenantKey": "acme", "id": "acme"}, "acme"),
    "two customers": ({"workspaceKey": "w", "tenantKey": "acme", "id": "globex"}, None),
    "everybody": ({"workspaceKey": "w", "isAdmin": True}, None),
    "everybody and one": ({"workspaceKey": "w", "isAdmin": True, "tenantKey": "acme"}, None),
    "no text": ({"workspaceKey": "w", "tenantKey": 5}, None),
    "no customer": ({"workspaceKey": "w", "tenantKey": ""}, None),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_token_made_elsewhere_acts_for_the_customer_it_names(
    colour: Colour, server: FaultServer, name: str
) -> None:
    claims, customer = CLAIMS[name]
    token = token_until(4_000_000_000, **claims)
    client = colour.client(membrane(server.origin, token=token))
    can = client.capabilities["membrane"]
    assert can["tokens.mint"] is Capability.UNSUPPORTED
    assert (can["connections.connect_url"] is Capability.NATIVE) == (customer is not None)
    server.answers(answer(membrane_connection(), 201))
    if customer is None:
        with pytest.raises(ConfigurationError, match="workspace_key"):
            client.connections.create("membrane", customer_id="acme", connector="slack")
        assert not server.seen
    else:
        client.connections.create("membrane", customer_id=customer, connector="slack")
        assert sent(server.seen[0]) == token
        with pytest.raises(ConfigurationError, match="workspace_key"):
            client.connections.create("membrane", customer_id="globex", connector="slack")
        with pytest.raises(ConfigurationError, match="workspace_key"):
            client.connections.connect_url("membrane", customer_id="globex", connector="slack")
        assert len(server.seen) == 1


@pytest.mark.parametrize("token", [TOKEN, lambda: TOKEN, "a.b.c", "..", "a.\\.c", "a.bnVsbA.c", "a.gA.c"])
def test_a_token_that_names_nobody_acts_for_nobody(colour: Colour, server: FaultServer, token: Any) -> None:
    client = colour.client(membrane(server.origin, token=token))
    with pytest.raises(UnsupportedError):
        client.connections.connect_url("membrane", customer_id="acme", connector="slack")
    with pytest.raises(UnsupportedError):
        client.tokens.mint("membrane", customer_id="acme")
    with pytest.raises(ConfigurationError, match="workspace_key"):
        client.connections.create("membrane", customer_id="acme", connector="slack")
    assert not server.seen


@given(st.text() | st.text(".ey", max_size=9))
def test_any_token_names_a_customer_or_none(text: str) -> None:
    assert customer_of(Secret(text)) is None


def test_a_provider_that_signs_lacks_nothing() -> None:
    assert Membrane(**PAIR).lacks == frozenset()
    assert "globex" not in repr(Membrane(token=token_until(None, tenantKey="globex")))


def test_a_caller_signs_for_a_customer_beside_its_own(server: FaultServer) -> None:
    server.answers(GOOD)
    provider = membrane(server.origin, **PAIR)
    with Client(provider) as client:
        caller = client._session.named("membrane").caller
        tenant = caller.signed_with(provider.tenant_auth("acme"))
        for each in (caller, tenant, caller, tenant):
            run(provider.get_connection(each, "m1"))
        assert tenant.settings is caller.settings
        assert tenant.driver is caller.driver
        assert tenant._budget is caller._budget
        assert tenant._lock is not caller._lock
    who = [claims_of(sent(seen)).get("tenantKey") for seen in server.seen]
    assert who == [None, "acme", None, "acme"]


def test_a_fetch_for_one_customer_keeps_no_other_out(colour: Colour, server: FaultServer) -> None:
    """Each way to sign in has a lock of its own."""
    if colour.is_async:
        return
    opened = threading.Event()
    server.answers(GOOD)

    def slow() -> str:
        assert opened.wait(20)
        return TOKEN

    provider = membrane(server.origin, token=slow)
    client = colour.client(provider)
    caller = client._session.named("membrane").caller
    tenant = caller.signed_with(Membrane(**PAIR).tenant_auth("acme"))

    def other() -> str:
        try:
            return str(run(provider.get_connection(tenant, "m1")))
        finally:
            opened.set()

    waiting, free = colour.together([partial(client.connections.get, "m1"), other])
    assert waiting.id == "m1"
    assert not isinstance(free, BaseException)


def test_words_of_a_server_are_shown_without_the_secrets_in_use(server: FaultServer) -> None:
    with Client(membrane(server.origin), headers={"x-key": "gateway_canary"}) as client:
        caller = client._session.named("membrane").caller
        assert caller.words(None) is None
        assert caller.words(f"bad {TOKEN}\r\n and gateway_canary") == "bad *** and ***"
