"""One call of either of OpenInt's APIs: what was given, what is wrong with it, and how it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox.openint_access import invalid, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, RefusedError, Request
    from trunkline.sandbox._inputs import Inputs
    from trunkline.sandbox._world import World


class Asked:
    """One request to the operation that the server knows under this name."""

    def __init__(
        self, world: World, request: Request, parameters: Mapping[str, str], name: str, inputs: Inputs
    ) -> None:
        self.world: Final = world
        self.request: Final = request
        self.name: Final = name
        self.inputs: Final = inputs
        self._parameters = parameters

    def id(self, prefix: str) -> str:
        """The path's id, noted as wrong without its prefix."""
        given = self._parameters["id"]
        if not given.startswith(prefix):
            self.inputs.issue("invalid_string", "id", f'Invalid input: must start with "{prefix}"')
        return given

    def require_valid(self, given: Document | None = None) -> None:
        """Raise the 400 with everything that is wrong, if something is; it repeats what was sent."""
        if self.inputs.issues:
            sent = dict(self.request.parameters) if given is None else given
            raise invalid(self.inputs.issues, sent | dict(self._parameters), self.name)

    def refuse(self, code: str, message: str, **more: object) -> RefusedError:
        """An error of this operation."""
        return refusal(code, message, path=self.name, **more)
