"""Membrane in the sandbox: tokens signed with a secret or with a private key, as PyJWT makes them."""

from __future__ import annotations

import sys
from typing import Any

import jwt
import pytest
from conftest import EPOCH, Wire
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from trunkline.sandbox import Sandbox, _tokens

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
KEYS: dict[str, Any] = {
    "RS256": RSA,
    "RS512": RSA,
    "PS256": RSA,
    "PS384": RSA,
    "ES256": CURVE,
    "ES384": ec.generate_private_key(ec.SECP384R1()),
    "ES512": ec.generate_private_key(ec.SECP521R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate(),
}


def _public(key: Any) -> str:
    return str(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())


def _token(wire: Wire, key: Any, algorithm: str, **claims: Any) -> str:
    workspace = wire.sandbox.credentials.membrane_workspace_key
    usual = {"workspaceKey": workspace, "tenantKey": "globex", "exp": int(EPOCH) + 60}
    return jwt.encode(usual | claims, key, algorithm=algorithm)


def _status(wire: Wire, token: str) -> int:
    return wire.bearer("membrane", token, "/connections").status


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_registered_public_key_lets_its_tokens_in(either: Wire, algorithm: str) -> None:
    key = KEYS[algorithm]
    token = _token(either, key, algorithm)
    assert _status(either, token) == 401
    either.sandbox.register_membrane_key(_public(key))
    items = either.bearer("membrane", token, "/connections").body["items"]
    assert {item["user"]["internalId"] for item in items} == {"globex"}


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_the_workspace_secret_signs_with_every_hash(either: Wire, algorithm: str) -> None:
    secret = either.sandbox.credentials.membrane_workspace_secret
    assert _status(either, _token(either, secret, algorithm)) == 200


def test_both_styles_of_claims_are_signed_with_keys_too(either: Wire) -> None:
    either.sandbox.register_membrane_key(_public(CURVE))
    workspace = either.sandbox.credentials.membrane_workspace_key
    token = jwt.encode({"iss": workspace, "id": "globex"}, CURVE, algorithm="ES256")
    assert _status(either, token) == 200


def test_what_a_registered_key_did_not_sign_stays_out(either: Wire) -> None:
    for key in (RSA, CURVE):
        either.sandbox.register_membrane_key(_public(key))
    good = _token(either, CURVE, "ES256")
    head, body, signature = good.split(".")
    public = _public(RSA)
    for bad in (
        _token(either, KEYS["ES384"], "ES384"),
        _token(either, rsa.generate_private_key(public_exponent=65537, key_size=2048), "RS256"),
        _token(either, CURVE, "ES256", exp=int(EPOCH) - 1),
        _token(either, CURVE, "ES256", workspaceKey="other"),
        f"{head}.{body}.{signature[:-4]}",
        f"{head}.{body}.",
        f"{head}.{body}.%%%",
        # The public key is no secret: nobody may use it as one.
        _tokens.sign({"workspaceKey": either.sandbox.credentials.membrane_workspace_key}, public),
        _unsigned({"alg": "none"}, body),
        _unsigned({"alg": ["ES256"]}, body),
        _unsigned({}, body),
    ):
        assert _status(either, bad) == 401
    assert _status(either, good) == 200


def _unsigned(header: dict[str, Any], body: str) -> str:
    return f"{_tokens.sign(header, 'x').split('.')[1]}.{body}."


@pytest.mark.parametrize(
    "text", ["", "nonsense", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"]
)
def test_only_public_keys_can_be_registered(text: str) -> None:
    with Sandbox() as sandbox, pytest.raises(ValueError, match="public key"):
        sandbox.register_membrane_key(text)


def test_keys_of_other_kinds_are_refused() -> None:
    key = dsa.generate_private_key(1024)
    with Sandbox() as sandbox, pytest.raises(ValueError, match="RSA"):
        sandbox.register_membrane_key(_public(key))


def test_the_personal_token_is_no_web_token_and_sees_everything(steady: Wire) -> None:
    personal = steady.sandbox.credentials.membrane_token
    assert personal.startswith("pat-")
    assert len(steady.bearer("membrane", personal, "/connections").body["items"]) == 35
    assert _status(steady, f"{personal}x") == 401


def test_name_and_fields_of_the_claims_describe_a_new_tenant(either: Wire) -> None:
    secret = either.sandbox.credentials.membrane_workspace_secret
    token = _token(either, secret, "HS512", tenantKey="new", name="New Ltd", fields={"plan": "free"})
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    body = b'{"integrationKey": "hubspot"}'
    made = either.send("membrane", "/connections", method="POST", headers=headers, body=body)
    user = made.body["user"]
    assert (user["internalId"], user["name"], user["fields"]) == ("new", "New Ltd", {"plan": "free"})


def test_without_the_package_that_checks_them_keys_cannot_be_registered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with Sandbox() as sandbox, pytest.raises(RuntimeError, match="cryptography"):
        sandbox.register_membrane_key(_public(CURVE))
