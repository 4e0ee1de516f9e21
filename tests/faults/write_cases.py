"""The operations that a vendor may not be asked for twice: how to call each, and where it can be, how to count it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sandbox_providers import token_at_hand
from trunkline_openint.models import CreateConnectionBody, CreateConnectionData
from trunkline_openint_v0.models import UpdateConnectionBody

from trunkline import Client
from trunkline.sandbox import SECRET_MARKER, Sandbox, seeds

CREDENTIALS = {"oauth": {"credentials": {"access_token": f"{SECRET_MARKER}-given"}}}


openint = partial(token_at_hand, "openint")
openint_v0 = partial(token_at_hand, "openint-v0")
membrane = partial(token_at_hand, "membrane")
workiva = partial(token_at_hand, "workiva")

# What is stored under each marker.
Stored = Callable[[Sandbox, Client], Mapping[str, list[str]]]


@dataclass(frozen=True)
class Write:
    """An operation that writes. Its calls are told apart by a marker each, and some need a target of their own."""

    provider: Callable[[], Any]
    call: Callable[[Any, str, str], object]
    stored: Stored | None = None
    """What each left behind, as often as it was applied; `None` where the vendor stores no trace of it."""
    prepare: Callable[[Client], str] | None = None
    """Makes what a call is about."""
    unnoticed: Collection[str] = ()
    """The faults that a client cannot know for faults, and that are none where an answer has nothing to say."""
    about_known: bool = False
    """Its answers say which connection they are about."""
    creates: bool = False
    facade: bool = True

    def call_each(
        self, client: Any, plain: Client, markers: list[str], begin: Callable[[str], object]
    ) -> dict[str, Exception | None]:
        """What each call ended in; `begin` is told of each before it is made, after its target is."""
        errors: dict[str, Exception | None] = dict.fromkeys(markers)
        for marker in markers:
            target = self.prepare(plain) if self.prepare else ""
            begin(marker)
            try:
                self.call(client, marker, target)
            except Exception as error:
                errors[marker] = error
        return errors


# What is read of an answer without content is its status.
NOTHING_TO_READ = (
    *("applied, empty", "applied, cut unnoticed", "applied, no id"),
    *("applied, not UTF-8", "applied, no gzip"),
)
ANY_SUCCESS = ("applied, 202", "applied, 204")


def _by_marker(found: list[tuple[str, str]]) -> Mapping[str, list[str]]:
    stored: dict[str, list[str]] = {}
    for marker, what in found:
        stored.setdefault(marker, []).append(what)
    return stored


def _listed(marker_of: Callable[[Any], Mapping[str, Any]]) -> Stored:
    """The connections that exist, by the marker in each."""

    def stored(sandbox: Sandbox, client: Client) -> Mapping[str, list[str]]:
        return _by_marker(
            [(marker_of(each).get("marker", ""), each.reference) for each in client.connections.list()]
        )

    return stored


in_metadata = _listed(lambda connection: connection.metadata)
in_secrets = _listed(lambda connection: connection.secrets.reveal() if connection.secrets else {})


def appended(sandbox: Sandbox, client: Client) -> Mapping[str, list[str]]:
    """OpenInt v0 appends to stored metadata that is an array, whatever it is given: the array counts."""
    stored = client.connections.get(seeds.OPENINT_V0_HEALTHY).metadata["value"]
    return _by_marker([(item["marker"], "") for item in stored])


def runs(sandbox: Sandbox, client: Client) -> Mapping[str, list[str]]:
    """The runs that were started, by the marker in their parameters."""
    started = sandbox._store.find("workiva/runs")
    return _by_marker([(run["sourceParameters"].get("marker", ""), run["jobId"]) for run in started])


def made(provider: str, **draft: Any) -> Callable[[Client], str]:
    """Makes a connection, which a call is about to be about."""

    def prepare(client: Client) -> str:
        return client.connections.create(provider, customer_id="acme", **draft).id

    return prepare


OPENINT = {"connector_config_id": seeds.OPENINT_CONFIG}
OPENINT_V0 = {"connector_config_id": seeds.OPENINT_V0_CONFIG}
MEMBRANE = {"connector": seeds.MEMBRANE_INTEGRATION_KEY, "credentials": {"access_token": SECRET_MARKER}}

WRITES = {
    "openint-v0 update": Write(
        openint_v0,
        lambda client, marker, target: client.connections.update(
            seeds.OPENINT_V0_HEALTHY, metadata={"marker": marker}
        ),
        stored=appended,
        about_known=True,
    ),
    "openint-v0 native update, counted": Write(
        openint_v0,
        lambda client, marker, target: client.native("openint-v0").update_connection(
            seeds.OPENINT_V0_HEALTHY, UpdateConnectionBody(metadata={"marker": marker})
        ),
        stored=appended,
        # A native client answers what came; which of its members is the id it does not know.
        about_known=True,
        unnoticed=("applied, another id",),
        facade=False,
    ),
    "openint create": Write(
        openint,
        lambda client, marker, target: client.connections.create(
            "openint", customer_id="acme", credentials=CREDENTIALS, metadata={"marker": marker}, **OPENINT
        ),
        stored=in_metadata,
        creates=True,
    ),
    "openint native create, counted": Write(
        openint,
        lambda client, marker, target: client.native("openint").create_connection(
            CreateConnectionBody(
                connector_config_id=seeds.OPENINT_CONFIG,
                customer_id="acme",
                data=CreateConnectionData(connector_name="hubspot", settings=CREDENTIALS),
                metadata={"marker": marker},
            )
        ),
        stored=in_metadata,
        creates=True,
        facade=False,
    ),
    # Three requests: two of them write.
    "openint-v0 create": Write(
        openint_v0,
        lambda client, marker, target: client.connections.create(
            "openint-v0",
            customer_id="acme",
            credentials={"marker": marker, **CREDENTIALS},
            metadata={"team": "emea"},
            **OPENINT_V0,
        ),
        stored=in_secrets,
        creates=True,
    ),
    "openint-v0 create with a name": Write(
        openint_v0,
        lambda client, marker, target: client.connections.create(
            "openint-v0", display_name="Sales", credentials={"marker": marker, **CREDENTIALS}, **OPENINT_V0
        ),
        stored=in_secrets,
        creates=True,
    ),
    "membrane create": Write(
        membrane,
        lambda client, marker, target: client.connections.create(
            "membrane", customer_id="acme", metadata={"marker": marker}, **MEMBRANE
        ),
        stored=in_metadata,
        creates=True,
        unnoticed=("applied, 202",),
    ),
    "membrane update": Write(
        membrane,
        lambda client, marker, target: client.connections.update(
            seeds.MEMBRANE_READY, metadata={"marker": marker}, display_name=marker
        ),
    ),
    "openint delete": Write(
        openint,
        lambda client, marker, target: client.connections.delete(target),
        prepare=made("openint", **OPENINT),
        about_known=True,
    ),
    "openint-v0 delete": Write(
        openint_v0,
        lambda client, marker, target: client.connections.delete(target),
        prepare=made("openint-v0", **OPENINT_V0),
        # Its answer is an object without members.
        unnoticed=("applied, no id", "applied, not UTF-8"),
    ),
    "membrane delete": Write(
        membrane,
        lambda client, marker, target: client.connections.delete(target),
        prepare=made("membrane", **MEMBRANE),
        unnoticed=(*NOTHING_TO_READ, *ANY_SUCCESS),
    ),
    "openint check": Write(
        openint,
        lambda client, marker, target: client.connections.check(seeds.OPENINT_HEALTHY),
        about_known=True,
    ),
    "openint refresh": Write(
        openint,
        lambda client, marker, target: client.connections.refresh_credentials(seeds.OPENINT_EXPIRED),
        about_known=True,
    ),
    "openint-v0 refresh": Write(
        openint_v0,
        lambda client, marker, target: client.connections.refresh_credentials(seeds.OPENINT_V0_HEALTHY),
        about_known=True,
    ),
    "openint-v0 check": Write(
        openint_v0,
        lambda client, marker, target: client.connections.check(seeds.OPENINT_V0_HEALTHY),
        # What the vendor answers may be anything: what counts is read afterwards.
        unnoticed=("applied, no object", "applied, no id"),
    ),
    "membrane check": Write(
        membrane,
        lambda client, marker, target: client.connections.check(seeds.MEMBRANE_READY),
        unnoticed=("applied, 204", "applied, empty", "applied, no id", "applied, not UTF-8"),
    ),
    "membrane refresh": Write(
        membrane,
        lambda client, marker, target: client.connections.refresh_credentials(seeds.MEMBRANE_READY),
        unnoticed=(*NOTHING_TO_READ, *ANY_SUCCESS),
    ),
    "openint connect_url": Write(
        openint,
        lambda client, marker, target: client.connections.connect_url(
            "openint", customer_id=marker, connector="hubspot"
        ),
    ),
    "openint connect_url again": Write(
        openint,
        lambda client, marker, target: client.connections.connect_url(
            "openint", customer_id="globex", connection_id=seeds.OPENINT_DISCONNECTED
        ),
    ),
    "membrane connect_url": Write(
        membrane,
        lambda client, marker, target: client.connections.connect_url(
            "membrane", customer_id=marker, connector=seeds.MEMBRANE_INTEGRATION_KEY
        ),
        unnoticed=("applied, 202",),
    ),
    "openint mint": Write(
        openint, lambda client, marker, target: client.tokens.mint("openint", customer_id=marker)
    ),
    "openint-v0 mint": Write(
        openint_v0, lambda client, marker, target: client.tokens.mint("openint-v0", customer_id="acme")
    ),
    "workiva run": Write(
        workiva,
        lambda client, marker, target: client.connections.run(
            seeds.WORKIVA_COMPLETE, source_parameters={"marker": marker}
        ),
        stored=runs,
    ),
    "workiva run_batch": Write(
        workiva, lambda client, marker, target: client.connections.run_batch([seeds.WORKIVA_COMPLETE])
    ),
    "openint-v0 run": Write(
        openint_v0,
        lambda client, marker, target: client.connections.run(seeds.OPENINT_V0_HEALTHY),
        # Nothing has to be in its answer.
        unnoticed=("applied, no id", "applied, not UTF-8"),
    ),
}
