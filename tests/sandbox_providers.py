"""Every installed provider, set up for the sandbox: found, not listed, so that no test leaves a new one out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs

from trunkline.providers import Provider, Workiva
from trunkline.providers._installed import installed
from trunkline.sandbox import Credentials, Sandbox

PROVIDERS = tuple(provider.name for provider in installed())


@cache
def _variables() -> Mapping[str, str]:
    """What `Client.from_env` takes to sign in, but at the vendors' own hosts."""
    with Sandbox() as sandbox, sandbox.serve() as server:
        said = server.environment()
    return {name: value for name, value in said.items() if not name.startswith("TRUNKLINE_")}


def signed_in(name: str, **changes: Any) -> Provider:
    """A provider as `Client.from_env` sets it up."""
    (kind,) = (provider for provider in installed() if provider.name == name)
    made = kind.from_env(_variables())
    assert made is not None, f"src/trunkline/sandbox/server.py: Server.environment() says nothing of {name}"
    return attrs.evolve(made, **changes)


def token_at_hand(name: str, **changes: Any) -> Provider:
    """The same, where one is fetched with a token that is there already: every request is of the call itself."""
    if name == Workiva.name:
        return Workiva(token=Credentials().workiva_token, **changes)
    return signed_in(name, **changes)
