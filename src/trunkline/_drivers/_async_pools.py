"""The async driver's connections: one lot for each event loop, closed with the loop at the latest."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from weakref import ReferenceType, ref

import anyio
import attrs
import httpx

from ._async_network import Network


@attrs.define
class Pool:
    """Connections and the places in the queue for them; `network` is what opens them, if that is ours."""

    transport: httpx.AsyncBaseTransport
    places: anyio.Semaphore
    network: Network | None = None

    async def aclose(self) -> None:
        """Close the connections; a supplied transport is its owner's to close."""
        if self.network is not None:
            with anyio.CancelScope(shield=True):
                await self.transport.aclose()


@attrs.define(eq=False)
class Pools:
    """The pools of one event loop, for https and for http."""

    by_security: dict[bool, Pool] = attrs.field(factory=dict[bool, Pool])
    keeper: AsyncGenerator[None] | None = None

    async def add(self, pool: Pool, *, secure: bool) -> None:
        """Keep a pool until it is closed, or until the loop that runs here ends."""
        self.by_security[secure] = pool
        if self.keeper is None and pool.network is not None:
            self.keeper = _keep(self.by_security, ref(self))
            await anext(self.keeper)

    async def aclose(self) -> None:
        """Close all of them, in the loop that they belong to."""
        await _close(self.by_security)
        if self.keeper is not None:
            keeper, self.keeper = self.keeper, None
            await keeper.aclose()

    def abandon(self) -> None:
        """Close the sockets of a loop that was closed before them: nothing can be awaited there any more."""
        while self.by_security:
            _, pool = self.by_security.popitem()
            if pool.network is not None:
                pool.network.abandon()


async def _keep(pools: dict[bool, Pool], owner: ReferenceType[Pools]) -> AsyncGenerator[None]:
    """Close what is left when the loop ends, which it does not announce: but both kinds of loop close generators."""
    try:
        yield
    finally:
        # A generator holds its loop for as long as it is held itself.
        if (those := owner()) is not None:
            those.keeper = None
        await _close(pools)


async def _close(pools: dict[bool, Pool]) -> None:
    while pools:
        _, pool = pools.popitem()
        await pool.aclose()
