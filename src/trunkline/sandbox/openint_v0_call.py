"""One call of OpenInt's API v0: who asks, what the body holds, and what becomes of a row that it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox.openint_access import Viewer, v0_viewer
from trunkline.sandbox.openint_asked import Asked
from trunkline.sandbox.openint_bodies import read_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World

_MERGED: Final = ("settings", "metadata", "config")
"""The columns that hold JSON."""


class V0Call(Asked):
    """One request, by somebody who is known, to the operation that the server knows under this name."""

    def __init__(self, world: World, request: Request, parameters: Mapping[str, str], name: str) -> None:
        inputs = Inputs(request, any_text_is_true=world.quirks, first_counts=world.quirks)
        super().__init__(world, request, parameters, name, inputs)
        self.viewer: Final[Viewer] = v0_viewer(world, request)

    def require_organization(self) -> Viewer:
        """The organization, which alone may do this."""
        if self.viewer.role != "org":
            raise self.refuse("FORBIDDEN", "Admin only")
        return self.viewer

    def body(self) -> Document:
        """The JSON object that was sent."""
        if not self.request.body and not self.request.media_type and not self.world.quirks:
            # The quirk: to the server no body is an empty one, whatever the document requires.
            issue: Document = {"code": "invalid_type", "path": [], "message": "Required"}
            raise self.refuse("BAD_REQUEST", "Input validation failed", issues=[issue])
        return read_body(self.request, self.name)

    def merged(self, stored: Document, changes: Document) -> Document:
        """A row after a patch: objects one level deep, lists longer, null and everything else replaced."""
        return stored | {name: self._stored(name, stored.get(name), new) for name, new in changes.items()}

    def _stored(self, name: str, stored: Any, given: Any) -> Any:
        if name not in _MERGED or given is None or stored is None:
            return given
        if all(isinstance(value, dict) for value in (stored, given)):
            return stored | given
        if self.world.quirks and any(isinstance(value, list) for value in (stored, given)):
            # The database's concatenation: a list grows, whatever is added to it.
            return [*_as_list(stored), *_as_list(given)]
        return given


def _as_list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else [value]
