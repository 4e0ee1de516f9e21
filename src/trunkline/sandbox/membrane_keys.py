"""Checks web tokens that were signed with a private key, by the public key the workspace knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

_CURVES: Final = {"ES256": ("secp256r1", 32), "ES384": ("secp384r1", 48), "ES512": ("secp521r1", 66)}


def require_public_key(pem: str) -> None:
    """ValueError unless the text is a public RSA, elliptic-curve or Ed25519 key in PEM."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ModuleNotFoundError:
        raise RuntimeError("public keys need the package cryptography: pip install cryptography") from None
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError("not a public key in PEM") from None
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey):
        raise ValueError("Membrane takes RSA, elliptic-curve and Ed25519 keys only")


def signed_by_one_of(pems: Iterable[str]) -> Callable[[str, bytes, bytes], bool]:
    """A check of algorithm, signed text and signature against every registered key."""
    known = tuple(pems)

    def is_signed(algorithm: str, text: bytes, signature: bytes) -> bool:
        return any(_fits(pem, algorithm, text, signature) for pem in known)

    return is_signed


def _fits(pem: str, algorithm: str, text: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    # The token names its algorithm, but the key decides which ones it can mean.
    key = load_pem_public_key(pem.encode())
    digests: dict[str, HashAlgorithm] = {
        "256": hashes.SHA256(),
        "384": hashes.SHA384(),
        "512": hashes.SHA512(),
    }
    family, digest = algorithm[:2], digests.get(algorithm[2:])
    try:
        if isinstance(key, ed25519.Ed25519PublicKey) and algorithm == "EdDSA":
            key.verify(signature, text)
            return True
        if isinstance(key, rsa.RSAPublicKey) and family in {"RS", "PS"} and digest:
            _verify_rsa(key, family, digest, text, signature)
            return True
        if isinstance(key, ec.EllipticCurvePublicKey) and algorithm in _CURVES and digest:
            return _verify_curve(key, algorithm, digest, text, signature)
    except InvalidSignature:
        pass
    return False


def _verify_rsa(key: RSAPublicKey, family: str, digest: HashAlgorithm, text: bytes, signature: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric import padding

    if family == "RS":
        key.verify(signature, text, padding.PKCS1v15(), digest)
    else:
        salted = padding.PSS(mgf=padding.MGF1(digest), salt_length=digest.digest_size)
        key.verify(signature, text, salted, digest)


def _verify_curve(
    key: EllipticCurvePublicKey, algorithm: str, digest: HashAlgorithm, text: bytes, signature: bytes
) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    curve, size = _CURVES[algorithm]
    if key.curve.name != curve or len(signature) != 2 * size:
        return False
    # A web token holds the two numbers side by side, the library wants them in DER.
    numbers = int.from_bytes(signature[:size]), int.from_bytes(signature[size:])
    key.verify(encode_dss_signature(*numbers), text, ec.ECDSA(digest))
    return True
