"""Fills a new sandbox with believable data, relative to its clock's present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trunkline.sandbox.seeding import membrane, openint, openint_v0, workiva

if TYPE_CHECKING:
    from trunkline.sandbox._world import World


def fill(world: World) -> None:
    """Seed all four APIs, once."""
    with world.store.transaction():
        for provider in (openint, openint_v0, membrane, workiva):
            provider.fill(world)
    world.store.mark_seeded()
