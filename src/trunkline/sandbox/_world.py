"""What the four APIs of one sandbox share: state, clock, credentials, and whether quirks are on."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from trunkline.sandbox._switches import Switches
from trunkline.sandbox.credentials import SECRET_MARKER

if TYPE_CHECKING:
    from collections.abc import Callable

    from trunkline.sandbox.credentials import Credentials
    from trunkline.sandbox.store import Store

OPENINT_CONNECTIONS: Final = "openint/connections"
OPENINT_CONNECTORS: Final = "openint/connectors"
OPENINT_CONFIGS: Final = "openint/connector-configs"
OPENINT_CUSTOMERS: Final = "openint/customers"
OPENINT_V0_CONNECTIONS: Final = "openint-v0/connections"
OPENINT_V0_CONFIGS: Final = "openint-v0/connector-configs"
OPENINT_V0_INTEGRATIONS: Final = "openint-v0/integrations"
OPENINT_V0_CUSTOMERS: Final = "openint-v0/customers"
OPENINT_V0_REVOKED: Final = "openint-v0/revoked"
MEMBRANE_CONNECTIONS: Final = "membrane/connections"
MEMBRANE_TENANTS: Final = "membrane/tenants"
MEMBRANE_INTEGRATIONS: Final = "membrane/integrations"
MEMBRANE_CONNECTORS: Final = "membrane/connectors"
MEMBRANE_REQUESTS: Final = "membrane/connection-requests"
MEMBRANE_PUBLIC_KEYS: Final = "membrane/public-keys"
WORKIVA_CONNECTIONS: Final = "workiva/connections"
WORKIVA_RUNS: Final = "workiva/runs"
WORKIVA_BATCHES: Final = "workiva/batches"
WORKIVA_TOKENS: Final = "workiva/tokens"

_ULID_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class World:
    """One sandbox, as the vendors' rules see it."""

    store: Store
    now: Callable[[], float]
    credentials: Credentials
    quirks: bool
    building_seconds: float
    run_seconds: float = 2.0
    switches: Switches = field(default_factory=Switches)

    def new_secret(self, kind: str) -> str:
        """A secret nobody has seen yet, marked like all of them."""
        # By chance, not counted: a file's next process would hand out the same ones again.
        return f"{SECRET_MARKER}-{kind}-{secrets.token_hex(8)}"

    def new_ulid(self) -> str:
        """A new identifier as OpenInt's servers make them: the moment, then chance, in 26 characters."""
        number = (int(self.now() * 1000) << 80) | secrets.randbits(80)
        return "".join(_ULID_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))
