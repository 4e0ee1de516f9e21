"""What the contract must know of each provider."""

from __future__ import annotations

import attrs

from trunkline.sandbox import seeds


@attrs.frozen
class Case:
    """One provider: a connection that is fine, an id that is nobody's, and a customer where there are customers."""

    provider: str
    healthy: str
    missing: str
    customer: str | None = None

    @property
    def reference(self) -> str:
        return f"{self.provider}:{self.healthy}"


CASES = [
    Case("openint", seeds.OPENINT_HEALTHY, "conn_gone", "acme"),
    Case("openint-v0", seeds.OPENINT_V0_HEALTHY, "conn_gone", "acme"),
    Case("membrane", seeds.MEMBRANE_READY, "65f0c1a2b3c4d5e6f7a8ffff", "acme"),
    Case("workiva", seeds.WORKIVA_COMPLETE, "00000000-0000-4000-8000-000000000000"),
]
