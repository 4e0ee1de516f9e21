"""Fork: a child must not wait for locks that threads of its parent held, nor use its parent's sockets."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """Something that has to be made anew in a forked child."""

    def forked(self) -> None:
        """The process is a new child: nothing else runs in it yet."""
        ...


_living: WeakSet[Forkable] = WeakSet()


def renew_after_fork(thing: Forkable) -> None:
    """Call its `forked()` in every child, for as long as it lives."""
    _living.add(thing)


def _renew() -> None:
    for thing in list(_living):
        thing.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
