"""The life of one connection on each API that has one, step by step, each step checked by reading again."""

from __future__ import annotations

import sys

from trunkline import Client, NotFoundError, RunStatus, Status
from trunkline.sandbox import Sandbox, seeds


def check(holds: bool) -> None:
    """End the demo where what it shows is not so."""
    if not holds:
        sys.exit("demo: what it shows is not so")


def step(text: str) -> None:
    """Say what happened."""
    print(f"  {text}")


def openint(client: Client, sandbox: Sandbox) -> None:
    """OpenInt v1: the customer connects on a page, the grant is tested and renewed, and it is deleted."""
    print("\na life on OpenInt:")
    before = {each.id for each in client.connections.list(providers=["openint"], customer_id="initech")}
    link = client.connections.connect_url("openint", customer_id="initech", connector="hubspot")
    step(f"a page for the customer to connect on, until {link.expires_at:%H:%M}: {link.url}")
    sandbox.visit(link.url.reveal())
    made = [
        each
        for each in client.connections.list(providers=["openint"], customer_id="initech")
        if each.id not in before
    ]
    check(len(made) == 1)
    step(f"the customer signed in: {made[0].display_name}, {made[0].status}")
    tested = client.connections.check(made[0].reference)
    step(f"tested: passed={tested.passed}, {tested.connection.status}")
    renewed = client.connections.refresh_credentials(made[0].reference)
    step(f"credentials renewed: {renewed.status}")
    client.connections.delete(made[0].reference)
    gone(client, made[0].reference)


def openint_v0(client: Client) -> None:
    """OpenInt v0: made from credentials at hand; what its create drops is put in afterwards."""
    print("\na life on OpenInt v0:")
    made = client.connections.create(
        "openint-v0",
        connector_config_id=seeds.OPENINT_V0_CONFIG_API_KEY,
        customer_id="initech",
        credentials={"api_key": "what-the-customer-gave"},
        metadata={"team": "emea"},
    )
    check(made.customer_id == "initech" and made.metadata["team"] == "emea")
    step(f"made for {made.customer_id}, metadata {dict(made.metadata)}, secrets {made.secrets}")
    renamed = client.connections.update(made.reference, display_name="Sales", metadata={"tier": "gold"})
    check(dict(renamed.metadata) == {"team": "emea", "tier": "gold"})
    step(f"renamed: {renamed.display_name}, metadata merged to {dict(renamed.metadata)}")
    off = client.connections.update(made.reference, disabled=True)
    step(f"switched off: {off.status}")
    check(off.status is Status.DISABLED)
    client.connections.delete(made.reference)
    gone(client, made.reference)


def membrane(client: Client, sandbox: Sandbox) -> None:
    """Membrane: asked for by a connection request, finished by the customer, tested, renewed, archived."""
    print("\na life on Membrane:")
    waiting = f"membrane:{seeds.MEMBRANE_BUILDING}"
    before = client.connections.get(waiting)
    after = client.connections.wait_until_ready(waiting, within=30)
    step(f"waited for one that was being built: {before.status} -> {after.status}")
    known = {each.id for each in client.connections.list(providers=["membrane"], customer_id="acme")}
    link = client.connections.connect_url(
        "membrane", customer_id="acme", connector=seeds.MEMBRANE_INTEGRATION_KEY
    )
    step(f"a page for the customer to connect on: {link.url}")
    sandbox.visit(link.url.reveal())
    found = client.connections.list(providers=["membrane"], customer_id="acme")
    (made,) = [each for each in found if each.id not in known]
    step(f"the customer signed in: {made.display_name}, {made.status}")
    named = client.connections.update(made.reference, display_name="Sales", key="sales")
    check((named.display_name, named.key) == ("Sales", "sales"))
    step(f"renamed, with a key of our own: {named.display_name}, {named.key}")
    tested = client.connections.check(made.reference)
    step(f"tested: passed={tested.passed}")
    step(f"credentials renewed: {client.connections.refresh_credentials(made.reference).status}")
    client.connections.delete(made.reference)
    archived = client.connections.get(made.reference)
    check(archived.status is Status.ARCHIVED)
    step(f"deleted, which Membrane does by keeping a record: {archived.status}")


def workiva(client: Client) -> None:
    """Workiva: a connection is a data link there; it runs."""
    print("\na life on Workiva:")
    reference = f"workiva:{seeds.WORKIVA_COMPLETE}"
    started = client.connections.run(reference)
    step(f"a run was started: {started.status}")
    ended = client.connections.wait_for_run(reference, started.id, within=30)
    check(ended.status is RunStatus.SUCCEEDED)
    step(
        f"waited for it: {ended.status} (source {ended.source_status}, destination {ended.destination_status})"
    )


def gone(client: Client, reference: str) -> None:
    """Say that a connection is not there any more."""
    try:
        client.connections.get(reference)
    except NotFoundError:
        step("deleted: it is not found any more")
    else:
        check(holds=False)
