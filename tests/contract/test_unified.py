"""Where in the unified model each member of a vendor's answer goes, and what stands in for one that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import attrs
import pytest
from answered import ID, LEAST, PROVIDERS, Members, Vendors, answering, id_of
from cases import ABLE
from whole_answers import OAUTH, UNIFIED, WHOLE, day, moment

from trunkline import Connection, RunStatus


@pytest.fixture(scope="module")
def vendors() -> Iterator[Vendors]:
    with answering() as vendors:
        yield vendors


ELSEWHERE = {"_evidence", "secrets", "last_run"}
"""Members with a test of their own."""


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_member_has_its_place(vendors: Vendors, provider: str) -> None:
    connection = vendors.get(provider, WHOLE[provider])
    fields = [field for field in attrs.fields(Connection) if field.name not in ELSEWHERE]
    due = {field.name: field.default for field in fields}
    due |= {"id": id_of(provider), "provider": provider, "metadata": {}, **UNIFIED[provider]}
    assert {field.name: getattr(connection, field.name) for field in fields} == due


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_least_that_can_be_there_is_enough(vendors: Vendors, provider: str) -> None:
    connection = vendors.get(provider, {})
    silent = ["key", "retry_at", "action_url", "last_activity_at", "archived_at", "is_test", "last_run"]
    assert [getattr(connection, name) for name in silent] == [None] * len(silent)
    assert (connection.metadata, connection.disabled) == ({}, False)
    assert connection.display_name


@pytest.mark.parametrize("provider", PROVIDERS)
def test_credentials_are_the_vendors(vendors: Vendors, provider: str) -> None:
    # Where connections hold none, to ask for them is refused.
    holds = "connections.get(include_secrets)" in ABLE[provider]
    secrets = vendors.get(provider, WHOLE[provider], include_secrets=holds).secrets
    assert (None if secrets is None else secrets.reveal()) == (OAUTH if holds else None)


def test_the_last_run_is_told(vendors: Vendors) -> None:
    run = vendors.get("workiva", WHOLE["workiva"]).last_run
    assert run is not None
    assert (run.id, run.connection_id, run.provider) == ("job_2", ID, "workiva")
    assert (run.status, run.source_status, run.destination_status) == (RunStatus.FAILED, "complete", "error")
    assert (run.error, run.created_at, run.updated_at) == ("why", moment(5), moment(6))
    known_by_its_id = {**WHOLE["workiva"], "lastRun": None}
    run = vendors.get("workiva", known_by_its_id).last_run
    assert run is not None
    assert (run.id, run.status, run.error) == ("job_1", RunStatus.UNKNOWN, None)


CHAINS = [
    ("openint", "display_name", ["display_name", "connector.display_name", "connector_name"]),
    ("openint", "connector_name", ["connector.display_name", "connector_name"]),
    (
        "openint-v0",
        "display_name",
        ["displayName", "standard.displayName", "connector.name", "connectorName"],
    ),
    ("openint-v0", "connector_name", ["connector.name", "connectorName"]),
    ("membrane", "customer_id", ["user.internalId", "tenantId", "userId"]),
    ("membrane", "scope_id", ["tenantId", "userId"]),
    ("membrane", "connector_key", ["integration.key", "connectorId"]),
    ("membrane", "connector_name", ["integration.name"]),
    ("workiva", "display_name", ["name", "description"]),
]


@pytest.mark.parametrize(("provider", "name", "chain"), CHAINS)
def test_where_one_is_missing_the_next_stands_in(
    vendors: Vendors, provider: str, name: str, chain: list[str]
) -> None:
    answer = dict(WHOLE[provider])
    for path in chain:
        member, _, inner = path.partition(".")
        found = answer[member][inner] if inner else answer[member]
        assert getattr(vendors.get(provider, answer), name) == found, path
        del answer[member]
        if LEAST[provider].get(member, "") is None:
            # It has to be there, and may say nothing.
            answer[member] = None
    if path not in LEAST[provider]:
        assert getattr(vendors.get(provider, answer), name) != found


@pytest.mark.parametrize(
    ("provider", "members", "name", "value"),
    [
        ("openint", {"connector": {"name": "key"}}, "display_name", "hubspot"),
        ("openint", {"connector": {"name": "key"}}, "connector_name", "hubspot"),
        ("openint-v0", {"standard": {"displayName": None}}, "display_name", "hubspot"),
        ("openint-v0", {"displayName": "", "standard": None}, "display_name", "hubspot"),
        ("membrane", {"tenantId": None, "user": None}, "customer_id", "user_1"),
        ("membrane", {"tenantId": ""}, "scope_id", "user_1"),
        ("membrane", {"integration": None, "connectorId": "c_1"}, "connector_key", "c_1"),
        ("membrane", {"isTest": False}, "is_test", False),
        ("membrane", {"isDeactivated": None, "meta": None}, "metadata", {}),
        ("workiva", {"sourceType": "wdata_query"}, "display_name", "wdata_query"),
        (
            "workiva",
            {"sourceType": "wdata_query", "destinationType": "new"},
            "display_name",
            "wdata_query → new",
        ),
        ("workiva", {"name": "", "description": ""}, "display_name", ID),
        ("workiva", {"lastRun": {"updated": day(6)}}, "last_activity_at", moment(6)),
        ("workiva", {"lastRunDate": "", "lastRun": {"updated": day(6)}}, "last_activity_at", moment(6)),
    ],
)
def test_what_is_missing_or_empty_is_not_there(
    vendors: Vendors, provider: str, members: Members, name: str, value: object
) -> None:
    assert getattr(vendors.get(provider, members), name) == value


def test_postgres_and_iso_dates_are_the_samemoment(vendors: Vendors) -> None:
    texts = ["2025-08-21 16:01:40.5+00", "2025-08-21T16:01:40.5Z", "2025-08-21T18:01:40.500+02:00"]
    moments = {vendors.get("openint", {"created_at": text}).created_at for text in texts}
    assert moments == {datetime(2025, 8, 21, 16, 1, 40, 500_000, tzinfo=UTC)}


@pytest.mark.parametrize(
    "text", ["", "soon", "0000-00-00", "99999-01-01T00:00:00Z", "2025-13-45 00:00:00+99"]
)
def test_a_date_that_is_none_is_left_to_raw(vendors: Vendors, text: str) -> None:
    connection = vendors.get("openint", {"created_at": text})
    assert connection.created_at is None
    assert connection.raw["created_at"] == text


def test_metadata_that_is_no_object_is_kept_under_value(vendors: Vendors) -> None:
    for value in ([1, 2], "text", 7, False):
        assert vendors.get("openint-v0", {"metadata": value}).metadata == {"value": value}
    assert vendors.get("openint-v0", {"metadata": None}).metadata == {}
