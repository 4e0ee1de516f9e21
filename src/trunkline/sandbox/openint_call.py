"""One call of OpenInt's API v1: who asks, what the body holds, and pages of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox._clock import iso_millis, postgres_text, written
from trunkline.sandbox._inputs import Inputs
from trunkline.sandbox.openint_access import Viewer, bearer_viewer
from trunkline.sandbox.openint_asked import Asked
from trunkline.sandbox.openint_bodies import read_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Request
    from trunkline.sandbox._world import World

_MOST: Final = 3000


class Call(Asked):
    """One request to the operation that the server knows under this name."""

    def __init__(self, world: World, request: Request, parameters: Mapping[str, str], name: str) -> None:
        inputs = Inputs(request, any_text_is_true=world.quirks)
        super().__init__(world, request, parameters, name, inputs)

    def viewer(self) -> Viewer:
        """Whoever asks, if it is somebody."""
        viewer = bearer_viewer(self.world, self.request.header("authorization"))
        if viewer.role == "anon":
            if self.world.quirks:
                raise self.refuse("FORBIDDEN", "Authentication required")
            raise self.refuse("UNAUTHORIZED", "Authorization not provided")
        return viewer

    def organization(self) -> Viewer:
        """The organization, which alone may do this."""
        viewer = bearer_viewer(self.world, self.request.header("authorization"))
        if viewer.role == "anon" and not self.world.quirks:
            raise self.refuse("UNAUTHORIZED", "Authorization not provided")
        if viewer.role != "org":
            raise self.refuse("FORBIDDEN", "Admin only")
        return viewer

    def body(self, *, nothing_is_fine: bool = False) -> Document:
        """The JSON object that was sent; the server reads it before it looks who asks."""
        return read_body(self.request, self.name, nothing_is_fine=nothing_is_fine)

    def window(self) -> tuple[int, int]:
        """Which rows are wanted: limit and offset."""
        return self.inputs.integer("limit", 50, 0, _MOST), self.inputs.integer("offset", 0, 0)

    def moments(self, row: Document) -> Document:
        """A row's two moments as the server writes them."""
        as_text = postgres_text if self.world.quirks else iso_millis
        return written(row, ("created_at", "updated_at"), as_text)

    def counted(self, items: list[Document], rows: int, window: tuple[int, int]) -> Document:
        """A page and the count of all rows."""
        # The count rides on the rows of the page, so that an empty page has none.
        return self.envelope(items, rows if items or not self.world.quirks else 0, window)

    def envelope(self, items: list[Document], total: int, window: tuple[int, int]) -> Document:
        """A page as every list is answered."""
        limit, offset = window
        reached_end = offset + limit >= total
        return {
            "items": items,
            "total": total,
            "limit": limit,
            "offset": offset,
            # The quirk: the flag has the sense of its opposite.
            "has_next_page": reached_end if self.world.quirks else not reached_end,
        }
