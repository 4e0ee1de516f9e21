"""What the four APIs of one sandbox share: state, clock, credentials, and whether quirks are on."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

from trunkline.sandbox.credentials import SECRET_MARKER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trunkline.sandbox.credentials import Credentials
    from trunkline.sandbox.store import Store

OPENINT_CONNECTIONS: Final = "openint/connections"
OPENINT_CONNECTORS: Final = "openint/connectors"
OPENINT_V0_CONNECTIONS: Final = "openint-v0/connections"
OPENINT_V0_CONFIGS: Final = "openint-v0/connector-configs"
OPENINT_V0_INTEGRATIONS: Final = "openint-v0/integrations"
MEMBRANE_CONNECTIONS: Final = "membrane/connections"
MEMBRANE_TENANTS: Final = "membrane/tenants"
MEMBRANE_INTEGRATIONS: Final = "membrane/integrations"
WORKIVA_CONNECTIONS: Final = "workiva/connections"
WORKIVA_TOKENS: Final = "workiva/tokens"


@dataclass
class World:
    """One sandbox, as the vendors' rules see it."""

    store: Store
    now: Callable[[], float]
    credentials: Credentials
    quirks: bool
    building_seconds: float
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_secret(self, kind: str) -> str:
        """A secret nobody has seen yet, marked like all of them."""
        return f"{SECRET_MARKER}-{kind}-{next(self._numbers):06d}"
