"""The unified models: what a connection and a connector are, whichever provider holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

import attrs

from ._evidence import Evidence
from ._outcomes import Check, ConnectLink, Token
from ._runs import Run, RunBatch, RunStatus
from .secrets import Secret

__all__ = [
    "UNSET",
    "Capability",
    "Check",
    "ConnectLink",
    "Connection",
    "Connector",
    "Page",
    "Run",
    "RunBatch",
    "RunStatus",
    "Status",
    "Token",
    "Unset",
    "parse_time",
]

T = TypeVar("T")


class Status(StrEnum):
    """The state of a connection, one vocabulary for every provider.

    The mapping from every native state is total: what is not known here is `UNKNOWN`, with the native
    words in `Connection.status_reason`.

    Attributes:
        ACTIVE: it works.
        PENDING: it is being built, or its run is under way: wait.
        ACTION_REQUIRED: somebody has to do something before it works: see `action_url`.
        DISCONNECTED: the customer's app no longer accepts the credentials.
        ERROR: it failed for another reason.
        DISABLED: it was switched off on purpose.
        ARCHIVED: it was deleted, and the vendor keeps a record.
        UNKNOWN: the vendor does not say, or says something new.
    """

    ACTIVE = "active"
    PENDING = "pending"
    ACTION_REQUIRED = "action_required"
    DISCONNECTED = "disconnected"
    ERROR = "error"
    DISABLED = "disabled"
    ARCHIVED = "archived"
    UNKNOWN = "unknown"


class Capability(StrEnum):
    """How a provider does an operation.

    Attributes:
        NATIVE: the vendor's API has it.
        EMULATED: trunkline does it with other operations of the vendor's API.
        UNSUPPORTED: it cannot be done; the call raises `UnsupportedError` and sends nothing.
    """

    NATIVE = "native"
    EMULATED = "emulated"
    UNSUPPORTED = "unsupported"


class Unset:
    """The type of `UNSET`: an argument that was not given, as opposed to `None`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "UNSET"


UNSET = Unset()


def _hidden(values: Mapping[str, Any]) -> str:
    """A mapping by its keys: metadata is free-form, and free-form is where secrets end up."""
    return "{" + ", ".join(f"{key!r}: ..." for key in values) + "}"


def _there(url: str | None) -> str:
    """Whether there is a link: to some pages the address itself is the key."""
    return "None" if url is None else "..."


@attrs.frozen(kw_only=True)
class Connection:
    """One customer's connection to one app, the same for every provider.

    Attributes:
        id: the vendor's id.
        provider: which provider holds it.
        display_name: a name to show; falls back to the app's name.
        status: the unified status.
        status_reason: the vendor's own words for it, or `None`.
        is_terminal: waiting will not change it: somebody has to act, or the vendor never says more. A connection that
            works is not terminal, because it can break.
        needs_action: somebody has to do something before it works.
        action_url: where they do it, when the vendor says; for showing to them, and so not part of the repr.
        retry_at: when the vendor tries again by itself, when it says.
        key: the caller's own key for it (Membrane).
        customer_id: the customer it belongs to.
        scope_id: the workspace or organization it belongs to.
        connector_key: the app, as a stable name: `hubspot`.
        connector_name: the app, as a name to show: `HubSpot`.
        connector_config_id: the OpenInt connector config or Membrane integration it was made from.
        integration_id: the vendor's integration id.
        created_at: when it was made; `None` when the vendor's text is no date (see `raw`).
        updated_at: when it was last changed.
        last_activity_at: when it last did something.
        archived_at: when it was deleted, where the vendor keeps a record.
        disabled: it was switched off on purpose.
        metadata: the caller's own data on it.
        is_test: it belongs to a test tenant.
        last_run: the last data run (Workiva).
        secrets: the customer's credentials, wrapped; only with `include_secrets=True` (OpenInt v0 always sends them).
        native: the vendor's own model, typed.
        raw: the vendor's JSON as received, unknown members and secrets included.
    """

    id: str
    provider: str
    display_name: str
    status: Status
    status_reason: str | None = None
    is_terminal: bool = False
    needs_action: bool = False
    action_url: str | None = attrs.field(default=None, repr=_there)
    retry_at: datetime | None = None
    key: str | None = None
    customer_id: str | None = None
    scope_id: str | None = None
    connector_key: str | None = None
    connector_name: str | None = None
    connector_config_id: str | None = None
    integration_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    last_activity_at: datetime | None = None
    archived_at: datetime | None = None
    disabled: bool = False
    metadata: Mapping[str, Any] = attrs.field(factory=dict[str, Any], repr=_hidden, hash=False)
    is_test: bool | None = None
    last_run: Run | None = None
    secrets: Secret[Any] | None = None
    _evidence: Evidence = attrs.field(factory=Evidence, repr=False, eq=False, alias="evidence")

    @property
    def reference(self) -> str:
        """`provider:id`, the form every call, the command line and configuration files take."""
        return f"{self.provider}:{self.id}"

    @property
    def native(self) -> Any:
        """The vendor's own model, as the generated package of the provider defines it."""
        return self._evidence.native

    @property
    def raw(self) -> Any:
        """The vendor's JSON as received, in plain text: members no spec knows and secrets included.

        Raises:
            APIResponseError: a part of the answer that no model needs is not valid JSON.
        """
        return self._evidence.raw()


@attrs.frozen(kw_only=True)
class Connector:
    """One app a connection can be made to, the same for every provider.

    Attributes:
        id: the vendor's id; what `connector=` takes on Membrane.
        provider: which provider offers it.
        key: a stable name: `hubspot`; what `connector=` takes elsewhere.
        display_name: a name to show: `HubSpot`.
        logo_url: the vendor's picture of it; never fetched here.
        auth_type: how its customers sign in, one vocabulary: oauth2, oauth2_client_credentials, oauth1,
            credentials, api_key, basic, custom.
        native_auth_type: the same in the vendor's word.
        stage: the vendor's word for how finished it is.
        categories: the vendor's words for what it is.
        disabled: no new connection can be made.
        native: the vendor's own model, typed.
        raw: the vendor's JSON as received.
    """

    id: str
    provider: str
    key: str
    display_name: str
    logo_url: str | None = None
    auth_type: str | None = None
    native_auth_type: str | None = None
    stage: str | None = None
    categories: tuple[str, ...] = ()
    disabled: bool = False
    _evidence: Evidence = attrs.field(factory=Evidence, repr=False, eq=False, alias="evidence")

    @property
    def native(self) -> Any:
        """The vendor's own model, as the generated package of the provider defines it."""
        return self._evidence.native

    @property
    def raw(self) -> Any:
        """The vendor's JSON as received, members no spec knows included.

        Raises:
            APIResponseError: a part of the answer that no model needs is not valid JSON.
        """
        return self._evidence.raw()

    @property
    def reference(self) -> str:
        """`provider:id`, the form `connectors.get` takes."""
        return f"{self.provider}:{self.id}"


@attrs.frozen
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: what came, in the vendor's order.
        next_cursor: give it to `list(cursor=...)` to start at the next page; `None` on the last. What changed in
            between may come again.
    """

    items: tuple[T, ...]
    next_cursor: str | None = None

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def parse_time(text: str | None) -> datetime | None:
    """A vendor's date as an aware datetime: ISO 8601 or Postgres text; `None` when it is neither."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
