"""Fills a new sandbox with believable data, relative to its clock's present."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trunkline.sandbox.seeding import membrane, openint, openint_v0, workiva
from trunkline.sandbox.store import Store

if TYPE_CHECKING:
    from trunkline.sandbox._world import World


def fill(world: World) -> None:
    """Seed all four APIs, once."""
    with world.store.transaction():
        if not world.store.needs_seeds():
            return  # another process was faster
        for provider in (openint, openint_v0, membrane, workiva):
            provider.fill(world)
        world.store.mark_seeded()


def complete(world: World) -> None:
    """Bring a file of a former format up to date: whole collections that came later are added, the rest is kept."""
    if not world.store.is_former:
        return
    store = Store()
    try:
        fill(replace(world, store=store))
        with world.store.transaction():
            world.store.adopt(store)
            world.store.mark_seeded()
    finally:
        store.close()
