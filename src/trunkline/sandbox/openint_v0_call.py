"""One call of OpenInt's API v0: who asks, what was given, and how it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox.openint_access import Viewer, invalid, refusal, v0_viewer
from trunkline.sandbox.openint_bodies import read_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, RefusedError, Request
    from trunkline.sandbox._world import World

_MERGED: Final = ("settings", "metadata", "config")
"""The columns that hold JSON."""


class V0Call:
    """One request, by somebody who is known, to the operation that the server knows under this name."""

    def __init__(self, world: World, request: Request, parameters: Mapping[str, str], name: str) -> None:
        self.world: Final = world
        self.request: Final = request
        self.name: Final = name
        self.inputs: Final = Inputs(request, any_text_is_true=world.quirks, first_counts=world.quirks)
        self.viewer: Final[Viewer] = v0_viewer(world, request)
        self._parameters = parameters

    def require_organization(self) -> Viewer:
        """The organization, which alone may do this."""
        if self.viewer.role != "org":
            raise self.refuse("FORBIDDEN", "Admin only")
        return self.viewer

    def id(self, prefix: str) -> str:
        """The path's id, noted as wrong without its prefix."""
        given = self._parameters["id"]
        if not given.startswith(prefix):
            self.inputs.issue("invalid_string", "id", f'Invalid input: must start with "{prefix}"')
        return given

    def body(self) -> Document:
        """The JSON object that was sent."""
        return read_body(self.request, self.name)

    def require_valid(self, given: Document | None = None) -> None:
        """Raise the 400 with everything that is wrong, if something is; it repeats what was sent."""
        if self.inputs.issues:
            sent = dict(self.request.parameters) if given is None else given
            raise invalid(self.inputs.issues, sent | dict(self._parameters), self.name)

    def refuse(self, code: str, message: str, **more: object) -> RefusedError:
        """An error of this operation."""
        return refusal(code, message, path=self.name, **more)

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
