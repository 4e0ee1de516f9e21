"""How requests are signed in: fixed headers, or tokens signed here, fetched from an endpoint or given by a function."""

from __future__ import annotations

from ._client_credentials import ClientCredentials
from ._flow import Auth, Channel, FixedHeaders, TokenAnswer, bearer
from ._minted import MintedToken
from ._signing import (
    KEY_ALGORITHMS,
    SECRET_ALGORITHMS,
    Algorithm,
    Signer,
    private_key_signer,
    secret_signer,
)
from ._supplied import SuppliedToken, TokenSource

__all__ = [
    "KEY_ALGORITHMS",
    "SECRET_ALGORITHMS",
    "Algorithm",
    "Auth",
    "Channel",
    "ClientCredentials",
    "FixedHeaders",
    "MintedToken",
    "Signer",
    "SuppliedToken",
    "TokenAnswer",
    "TokenSource",
    "bearer",
    "private_key_signer",
    "secret_signer",
]
