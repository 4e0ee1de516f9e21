"""Signs web tokens: with a secret that both sides share, or with a private key whose public half the vendor has."""

from __future__ import annotations

import functools
import importlib
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

import attrs

from ..errors import ConfigurationError
from ..secrets import Secret

if TYPE_CHECKING:
    from jwt.api_jws import PyJWS

SecretAlgorithm = Literal["HS256", "HS512"]
KeyAlgorithm = Literal["ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
Algorithm = SecretAlgorithm | KeyAlgorithm
SECRET_ALGORITHMS: tuple[str, ...] = get_args(SecretAlgorithm)
KEY_ALGORITHMS: tuple[str, ...] = get_args(KeyAlgorithm)

# The one curve that each algorithm is defined for.
_CURVES = {"ES256": "secp256r1", "ES384": "secp384r1", "ES512": "secp521r1"}
_SHORTEST_RSA = 2048


@attrs.frozen
class Signer:
    """Signs claims with one key.

    Attributes:
        algorithm: which, such as HS256.
        source: the secret or the key's text, to keep it out of messages.
        key: what the JWT library takes.
    """

    algorithm: str
    source: Secret[str]
    key: Secret[Any]

    def sign(self, claims: Mapping[str, Any]) -> Secret[str]:
        """A web token of these claims."""
        payload = json.dumps(claims, separators=(",", ":")).encode()
        return Secret(_library().encode(payload, self.key.reveal(), algorithm=self.algorithm))


def secret_signer(name: str, algorithm: str, secret: Secret[str]) -> Signer:
    """A signer with a shared secret, or `ConfigurationError` that names the argument."""
    signer = Signer(algorithm, secret, secret)
    if algorithm not in SECRET_ALGORITHMS or not _works(lambda: signer.sign({})):
        raise ConfigurationError(f"{name} is not a secret that {algorithm} signs with")
    return signer


def private_key_signer(name: str, algorithm: str, pem: Secret[str]) -> Signer:
    """A signer with a private key in PEM, or `ConfigurationError` that names the argument and shows nothing of it."""
    if not _works(_has_cryptography):
        raise ConfigurationError(
            f"{name} needs a library that trunkline leaves out: pip install trunkline[crypto]"
        )
    key = _loaded(pem)
    problem = "is not a private key in PEM without a passphrase" if key is None else _misfit(key, algorithm)
    signer = Signer(algorithm, pem, key or Secret(None))
    if not problem and not _works(lambda: signer.sign({})):
        problem = f"is not a key that {algorithm} signs with"
    if problem:
        raise ConfigurationError(f"{name} {problem}")
    return signer


def _works(attempt: Callable[[], object]) -> bool:
    # What is refused is said by the caller: the library's errors have frames that hold the key.
    try:
        attempt()
    except Exception:  # noqa: BLE001 - whatever it trips over, it does not work
        return False
    return True


def _has_cryptography() -> None:
    import jwt.algorithms

    importlib.import_module("cryptography.hazmat.primitives.serialization")
    if not jwt.algorithms.has_crypto:
        raise ImportError


def _loaded(pem: Secret[str]) -> Secret[Any] | None:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return Secret(load_pem_private_key(pem.reveal().encode(), password=None))
    except Exception:  # noqa: BLE001 - its errors are of many kinds, and all mean the same
        return None


def _misfit(key: Secret[Any], algorithm: str) -> str:
    """Why the key cannot sign with the algorithm; the vendor would only say that the token is invalid."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if algorithm in _CURVES:
        fits = (
            isinstance(key.reveal(), EllipticCurvePrivateKey)
            and key.reveal().curve.name == _CURVES[algorithm]
        )
        return "" if fits else f"is not the key that {algorithm} needs: one on the curve {_CURVES[algorithm]}"
    if not isinstance(key.reveal(), RSAPrivateKey):
        return f"is not the key that {algorithm} needs: an RSA key"
    short = key.reveal().key_size < _SHORTEST_RSA
    return f"is too short: {algorithm} needs an RSA key of {_SHORTEST_RSA} bits or more" if short else ""


@functools.cache
def _library() -> PyJWS:
    from jwt.algorithms import HMACAlgorithm
    from jwt.api_jws import PyJWS

    class AnyLength(HMACAlgorithm):
        """How long a shared secret is was the vendor's choice, and is no news to whoever was given it."""

        def check_key_length(self, key: bytes) -> str | None:
            return None

    library = PyJWS()
    for name, digest in (("HS256", HMACAlgorithm.SHA256), ("HS512", HMACAlgorithm.SHA512)):
        library.unregister_algorithm(name)
        library.register_algorithm(name, AnyLength(digest))
    return library
