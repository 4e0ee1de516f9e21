"""What the contract must know of a provider, and how its tests are dealt out over providers and operations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar

import attrs
import pytest

from trunkline import Connection
from trunkline.providers._asked import OPERATIONS

F = TypeVar("F", bound=Callable[..., object])

NONE: Mapping[str, Any] = {}

COLLECTED = pytest.StashKey[list[pytest.Item]]()


def _has_connector(connection: Connection, connector: str) -> bool:
    return connection.connector_key == connector


@attrs.frozen(kw_only=True)
class Case:
    """One provider: everything that the contract's tests cannot know of it by themselves."""

    provider: str
    healthy: str
    """A connection that works, and can be changed, tested and deleted."""
    missing: str
    """An id that is nobody's."""
    prefix: str = ""
    """What every connection's id starts with."""
    dated: bool = True
    """Connections say when they were made and changed."""

    # Lists.
    page_sizes: Collection[int] = (1, 7, 1000)
    largest_page: bool = True
    """There is a largest page."""
    ordered: bool = True
    """Read in several pages twice, a list has the same order."""
    customer: str | None = None
    connector: str | None = None
    has_connector: Callable[[Connection, str], bool] = _has_connector
    search: str | None = None
    searched: Sequence[str] = ()
    """The members of a connection that are searched."""
    secrets: Literal["asked", "always", "never"] = "never"

    # Writes.
    draft: Mapping[str, Any] = NONE
    """The least that a connection is created with."""
    config: str | None = None
    """The id of a connector config or an integration that a connection is made from."""
    changes: Mapping[str, Any] = NONE
    """A new value for each argument of `update`."""
    clears: Collection[str] = ()
    """The arguments of `update` that `None` clears; it is refused for the others."""
    merges: bool = False
    """Mappings are merged into what is stored, instead of replacing it."""
    archives: bool = False
    """What is deleted is kept as a record."""
    checks: Mapping[str, bool | None] = NONE
    """What a test of each of these connections comes to."""
    refreshable: str | None = None
    """A connection whose credentials can be renewed."""
    lasting: Collection[str] = ()
    """Connections in which nothing is renewed, or can be."""
    link: Mapping[str, Any] = NONE
    """What a page to connect on is asked for with; the customer who was there connects something new."""
    repair: Mapping[str, Any] = NONE
    """The same for a connection that broke."""
    token_path: str = ""
    """Where a customer's token lists connections."""

    # Runs and waiting.
    runs: str | None = None
    """A connection that can be run."""
    run_parameters: Mapping[str, str] = NONE
    """Where the parameters of a run stand in the raw connection, by argument."""
    batch: Sequence[str] = ()
    builds: str | None = None
    """A connection that becomes ready by itself."""
    settled: str = attrs.field(default=attrs.Factory(lambda self: self.healthy, takes_self=True))

    # Connectors.
    connectors: int = 0
    one_connector: str = "hubspot"
    """The key of one."""

    @property
    def reference(self) -> str:
        return self.of(self.healthy)

    def of(self, connection_id: str) -> str:
        """The reference of one of its connections."""
        return f"{self.provider}:{connection_id}"

    @property
    def module(self) -> str:
        """Its generated package."""
        return f"trunkline_{self.provider.replace('-', '_')}"


class World(Protocol):
    """The vendor's side, as far as a test may look at it or play a part in it."""

    @property
    def base_url(self) -> str: ...
    @property
    def markers(self) -> Collection[str]:
        """What every secret of the vendor's holds."""
        ...

    def sent(self) -> int:
        """How many requests have arrived."""
        ...

    def change(self, connection_id: str, members: Mapping[str, Any]) -> None:
        """Change a connection behind the client's back."""
        ...

    def visit(self, url: str) -> None:
        """Be the customer on a page, and agree to everything."""
        ...


def proves(*operations: str) -> Callable[[F], F]:
    """Marks a test that runs for every provider with these operations; the others have to refuse them."""
    assert set(operations) <= set(OPERATIONS)
    return pytest.mark.proves(*operations)


def describe_marks(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "proves(*operations): runs for each provider that has them")
    config.addinivalue_line(
        "markers", "off_spec(why): what is sent or answered need not be what the spec says"
    )


def deal(metafunc: pytest.Metafunc, cases: Sequence[Case], able: Mapping[str, Collection[str]]) -> None:
    """Give a test its cases: those that have what it proves, or, where it asks for it, what each has not."""
    if "refused" in metafunc.fixturenames:
        pairs = [(case, each) for case in cases for each in OPERATIONS if each not in able[case.provider]]
        ids = [f"{case.provider}-{each}" for case, each in pairs]
        metafunc.parametrize(("case", "refused"), pairs, ids=ids)
    elif "case" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("proves")
        needed = set(mark.args) if mark else set()
        having = [case for case in cases if needed <= set(able[case.provider])]
        metafunc.parametrize("case", having, ids=[case.provider for case in having])
