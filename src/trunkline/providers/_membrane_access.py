"""How Membrane is signed in to: the checks of the constructor's arguments, and tokens signed for a workspace."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any, Literal, cast

import attrs

from ..auth import (
    KEY_ALGORITHMS,
    SECRET_ALGORITHMS,
    MintedToken,
    Signer,
    TokenSource,
    private_key_signer,
    secret_signer,
)
from ..errors import ConfigurationError, InvalidArgumentError
from ..secrets import Secret, credential
from ._checks import plain_text

ClaimStyle = Literal["current", "sdk"]
VARIABLES: Mapping[str, str] = {
    "token": "MEMBRANE_TOKEN",
    "workspace_key": "MEMBRANE_WORKSPACE_KEY",
    "workspace_secret": "MEMBRANE_WORKSPACE_SECRET",
    "private_key": "MEMBRANE_PRIVATE_KEY",
    "algorithm": "MEMBRANE_ALGORITHM",
    "claims": "MEMBRANE_CLAIMS",
    "tenant_key": "MEMBRANE_TENANT_KEY",
    "api_version": "MEMBRANE_API_VERSION",
    "base_url": "TRUNKLINE_MEMBRANE_BASE_URL",
}
"""The environment variable of each setting."""

# What each style calls the workspace and the tenant.
_CLAIMS: Mapping[str, tuple[str, str]] = {"current": ("workspaceKey", "tenantKey"), "sdk": ("iss", "id")}


def token(value: str | Secret[str] | TokenSource | None) -> Secret[Any] | None:
    """A token, or a function that gives one."""
    if value is None:
        return None
    sealed = cast("Secret[Any]", value if isinstance(value, Secret) else Secret(value))
    # A crash report shows the variables of each frame an error passed through.
    del value
    return sealed if callable(sealed.reveal()) else credential("Membrane(token=...)", sealed)


def customer_of(token: Secret[Any]) -> str | None:
    """The customer that a ready-made JWT names in its claims, which are read and not verified, or `None`.

    A function that gives tokens is not asked: what it gives later may be another customer's.
    """
    text = token.reveal()
    parts = text.split(".") if isinstance(text, str) else []
    try:
        claims: object = json.loads(base64.urlsafe_b64decode(parts[1] + "==")) if len(parts) == 3 else None
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(claims, dict):
        return None
    said = cast("dict[str, object]", claims)
    # Whoever may act for everybody would have to say for whom.
    found = [said[claim] for _, claim in _CLAIMS.values() if claim in said] if not said.get("isAdmin") else []
    customer = found[0] if found else None
    return customer if isinstance(customer, str) and customer and found == [customer] * len(found) else None


def workspace_key(value: str | None) -> str | None:
    """The workspace's key."""
    return plain_text("Membrane(workspace_key=...)", value)


def tenant_key(value: str | None) -> str | None:
    """The tenant's key. Empty, it would sign a token for the whole workspace."""
    return plain_text("Membrane(tenant_key=...)", value)


def tenant_name(value: str | None) -> str | None:
    """What Membrane shows of the tenant."""
    return plain_text("Membrane(tenant_name=...)", value)


def workspace_secret(value: str | Secret[str] | None) -> Secret[str] | None:
    """The workspace's secret."""
    return None if value is None else credential("Membrane(workspace_secret=...)", value)


def private_key(value: str | Secret[str] | None) -> Secret[str] | None:
    """A private key in PEM, also with its line breaks written as an environment variable has them."""
    if value is None:
        return None
    sealed = value if isinstance(value, Secret) else Secret(value)
    del value
    if not isinstance(cast("object", sealed.reveal()), str):
        raise ConfigurationError("Membrane(private_key=...) must be a str: the text of a PEM file")
    return Secret(sealed.reveal().replace("\\n", "\n"))


def tenant_fields(value: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What Membrane is told of the tenant: JSON, to be signed."""
    try:
        return (
            None
            if value is None
            else cast("dict[str, Any]", json.loads(json.dumps(dict(value), allow_nan=False)))
        )
    except (TypeError, ValueError, RecursionError):
        pass
    raise ConfigurationError("Membrane(tenant_fields=...) must be a mapping that JSON can hold")


def claim_style(value: ClaimStyle) -> ClaimStyle:
    """Which claims a token has."""
    if value not in _CLAIMS:
        raise ConfigurationError("Membrane(claims=...) must be current or sdk")
    return value


def api_version(value: str | None) -> str | None:
    """A version of the API, as a header carries it."""
    given = plain_text("Membrane(api_version=...)", value)
    if given is not None and (not given.isascii() or " " in given):
        raise ConfigurationError("Membrane(api_version=...) must be a version, such as 2025-10-21")
    return given


def signer_of(algorithm: str, secret: Secret[str] | None, key: Secret[str] | None) -> Signer:
    """What signs with the one of the two that was given, or `ConfigurationError` when it cannot."""
    if key is None:
        if algorithm not in SECRET_ALGORITHMS:
            raise ConfigurationError(
                "Membrane(workspace_secret=...) signs with the algorithms HS256 and HS512"
            )
        return secret_signer("Membrane(workspace_secret=...)", algorithm, secret or Secret(""))
    if algorithm not in KEY_ALGORITHMS:
        raise ConfigurationError(
            f"Membrane(private_key=...) needs algorithm, one of {', '.join(KEY_ALGORITHMS)}"
        )
    return private_key_signer("Membrane(private_key=...)", algorithm, key)


@attrs.frozen
class Workspace:
    """One workspace, for which tokens are signed here: for all of it, or for one tenant that is named and described."""

    key: str
    signer: Signer
    style: ClaimStyle
    tenant: str | None
    details: Mapping[str, Any] = attrs.field(repr=False)

    def auth(self) -> MintedToken:
        """Tokens for the tenant, or for the whole workspace without one."""
        return MintedToken(self._claims(self.tenant), self.signer)

    def tenant_auth(self, customer_id: str) -> MintedToken:
        """Tokens for one customer, or `InvalidArgumentError`."""
        return MintedToken(self._claims(self._checked(customer_id)), self.signer)

    def tenant_token(self, customer_id: str, expiry: int) -> Secret[str]:
        """One token for one customer, or `InvalidArgumentError`."""
        return self.signer.sign({**self._claims(self._checked(customer_id)), "exp": expiry})

    def _checked(self, customer_id: object) -> str:
        if not isinstance(customer_id, str) or not customer_id.strip() or not customer_id.isprintable():
            raise InvalidArgumentError("customer_id must be a text without line breaks, and not empty")
        if self.tenant not in (None, customer_id):
            raise InvalidArgumentError("customer_id is not the tenant_key that Membrane(...) was given")
        return customer_id

    def _claims(self, tenant: str | None) -> dict[str, Any]:
        workspace_claim, tenant_claim = _CLAIMS[self.style]
        who = {"isAdmin": True} if tenant is None else {tenant_claim: tenant, **self.details}
        return {workspace_claim: self.key, **who}


def described(
    tenant: str | None, name: str | None, fields: Mapping[str, Any] | None, style: str
) -> dict[str, Any]:
    """What the tenant's tokens say beside its key."""
    details = {name: value for name, value in (("name", name), ("fields", fields)) if value is not None}
    if details and tenant is None:
        raise ConfigurationError("Membrane(tenant_name=..., tenant_fields=...) are of a tenant_key")
    if details and style != "current":
        raise ConfigurationError("Membrane(tenant_name=..., tenant_fields=...) go with the current claims")
    return details
