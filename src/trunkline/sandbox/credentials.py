"""The sandbox's valid credentials: plainly fake, shaped like the vendors' own, all marked."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Final

SECRET_MARKER: Final = "sandbox-secret"  # noqa: S105 - a marker, and public
"""Every secret the sandbox accepts or hands out holds this text, as it is or in base64 (SECRET_MARKERS)."""

SECRET_MARKERS: Final = (SECRET_MARKER, "c2FuZGJveC1zZWNyZX")
"""What to search for: the marker, and how it shows inside the sandbox's base64 keys and web tokens."""

REFUSED_CREDENTIAL: Final = f"{SECRET_MARKER}-refused"
"""Credentials that hold this text are refused by the application they are for, whichever that is."""

MARKER_CLAIM: Final = "m"
"""As the first claim of a web token its value starts on a base64 boundary, so the marker shows."""


def _v0_key(org_id: str) -> str:
    # 12 characters before the marker: a multiple of three, so that the marker keeps one form in base64.
    return base64.b64encode(f"{org_id}:{SECRET_MARKER}-v0-organization".encode()).decode()


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What the four APIs let in."""

    openint_org_id: str = "org_sandbox"
    openint_api_key: str = field(default=f"key_{SECRET_MARKER}-organization", repr=False)
    openint_customer_key: str = field(default=f"key_cus_{SECRET_MARKER}-acme", repr=False)
    openint_signing_secret: str = field(
        default=f"{SECRET_MARKER}-openint-signs-customer-tokens-with-this", repr=False
    )
    openint_v0_api_key: str = field(default=_v0_key("org_sandbox"), repr=False)
    membrane_workspace_key: str = "5a9db0c5-0000-4000-8000-00000000c0de"
    membrane_workspace_secret: str = field(
        # 64 bytes and more: HS512 libraries refuse or complain about shorter ones.
        default=f"{SECRET_MARKER}-membrane-workspace-0123456789abcdef0123456789abcdef",
        repr=False,
    )
    membrane_token: str = field(default=f"pat-{SECRET_MARKER}-membrane-personal", repr=False)
    workiva_client_id: str = "5a9db0c50000c11e4700000000000001"
    workiva_client_secret: str = field(default=f"{SECRET_MARKER}-workiva-client", repr=False)
    workiva_token: str = field(default=f"{SECRET_MARKER}-workiva-long-lived-token", repr=False)
