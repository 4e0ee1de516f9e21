"""Which API answers where: the vendors' production hosts, or all of them below one loopback origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from trunkline.sandbox._http import LOOPBACK_NAMES
from trunkline.sandbox.membrane import Membrane
from trunkline.sandbox.openint import OpenInt
from trunkline.sandbox.openint_v0 import OpenIntV0
from trunkline.sandbox.workiva import Workiva
from trunkline.sandbox.workiva_tokens import WorkivaTokens

if TYPE_CHECKING:
    from trunkline.sandbox._http import Answer, Request
    from trunkline.sandbox._world import World

LOOPBACK_PREFIXES: Final = {
    "openint": "/openint/v1",
    "openint-v0": "/openint/v0",
    "membrane": "/membrane",
    "workiva": "/workiva/s/wdata/prep",
    "workiva-token": "/oauth2/token",
}
"""Paths below a loopback origin. A client whose Workiva address is moved asks that origin for tokens."""

_REGIONS: Final = {"us": "app", "eu": "eu", "apac": "apac"}
_TOKEN_PATHS: Final = ("/oauth2/token", "/iam/v1/oauth2/token")


class Api(Protocol):
    """One vendor's rules."""

    def answer(self, request: Request, /) -> Answer:
        """Answer a request whose path starts below the API's prefix."""
        ...


@runtime_checkable
class Visited(Protocol):
    """A vendor that sends end users to a page."""

    def visit(self, url: str, /) -> bool:
        """Do what the end user does there; False if the address is not one of its pages."""
        ...


class Mounts:
    """Every API of a sandbox with the places it answers at."""

    def __init__(self, world: World) -> None:
        openint, openint_v0, membrane = OpenInt(world), OpenIntV0(world), Membrane(world)
        self._vendors: tuple[Api, ...] = (openint, openint_v0, membrane)
        self.membrane: Final = membrane
        self._places: dict[str, list[tuple[str, str, Api]]] = {
            "api.openint.dev": [("/v1", "openint", openint), ("/v0", "openint-v0", openint_v0)],
            "api.getmembrane.com": [("", "membrane", membrane)],
            "api.integration.app": [("", "membrane", membrane)],
        }
        for region, part in _REGIONS.items():
            wdata, tokens = Workiva(world, region), WorkivaTokens(world, region)
            self._places[f"h.{part}.wdesk.com"] = [("/s/wdata/prep", "workiva", wdata)]
            self._places[f"api.{part}.wdesk.com"] = [("", "workiva-token", tokens)]
            if region == "us":
                self._loopback = self._below_one_origin(openint, openint_v0, membrane, wdata, tokens)

    def _below_one_origin(self, *apis: Api) -> list[tuple[str, str, Api]]:
        *named, tokens = zip(LOOPBACK_PREFIXES, apis, strict=True)
        places = [(LOOPBACK_PREFIXES[name], name, api) for name, api in named]
        return [*places, ("", *tokens)]

    def with_pages(self) -> list[Visited]:
        """The APIs that send end users somewhere."""
        return [api for api in self._vendors if isinstance(api, Visited)]

    def knows(self, host: str) -> bool:
        """Whether anything answers at this host."""
        return host in LOOPBACK_NAMES or host in self._places

    def find(self, host: str, path: str) -> tuple[str, Api, str] | None:
        """The API's name, the API, and the path below its prefix."""
        places = self._loopback if host in LOOPBACK_NAMES else self._places.get(host, [])
        for prefix, name, api in places:
            if name == "workiva-token":
                if path in _TOKEN_PATHS:
                    return name, api, path
            elif path == prefix or path.startswith(f"{prefix}/"):
                return name, api, path[len(prefix) :]
        return None
