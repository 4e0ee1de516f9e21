"""What reading does to credentials: on OpenInt v1 nothing, on v0 it renews what has expired."""

from __future__ import annotations

from typing import Any

import pytest
from openint_parts import queries

from trunkline.sandbox import Sandbox, seeds


@pytest.mark.parametrize("quirks", [True, False])
def test_on_v1_reading_renews_nothing(client: Any, quirks: bool) -> None:
    # By the document a read renews what has expired; the server does so only where the credentials are asked for.
    def held(connection_id: str) -> Any:
        found = client.connections.get(f"openint:{connection_id}", include_secrets=True)
        return found.secrets, found.status, found.updated_at

    expired = (seeds.OPENINT_EXPIRED, seeds.OPENINT_EXPIRED_FOR_GOOD)
    before = [held(each) for each in expired]
    for each in expired:
        client.connections.get(f"openint:{each}")
    for include_secrets in (False, True):
        list(client.connections.list(providers=["openint"], include_secrets=include_secrets))
    assert [held(each) for each in expired] == before


def test_on_v1_every_read_says_that_nothing_is_to_be_renewed(client: Any, sandbox: Sandbox) -> None:
    client.connections.get(f"openint:{seeds.OPENINT_EXPIRED}")
    client.connections.wait_until_ready(f"openint:{seeds.OPENINT_EXPIRED}", within=5)
    list(client.connections.list(providers=["openint"]))
    assert {"refresh_policy=none" in query for query in queries(sandbox)} == {True}


def test_on_v0_reading_renews_what_has_expired(client: Any) -> None:
    reference = f"openint-v0:{seeds.OPENINT_V0_EXPIRED}"

    def stored() -> Any:
        # An update is the one answer for which nothing is tested.
        return client.connections.update(reference, metadata={"seen": True}).secrets

    before = stored()
    assert stored() == before
    read = client.connections.get(reference).secrets
    assert read != before
    assert stored() == read


def test_on_v0_a_list_renews_what_has_expired(client: Any) -> None:
    reference = f"openint-v0:{seeds.OPENINT_V0_EXPIRED}"
    before = client.connections.update(reference, metadata={"seen": True}).secrets
    pager = client.connections.list(providers=["openint-v0"])
    (listed,) = [each.secrets for each in pager if each.reference == reference]
    assert listed != before
