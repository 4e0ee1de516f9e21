"""What the contract must know of the fifth provider."""

from __future__ import annotations

from stage import Case

CASE = Case(
    provider="switchyard",
    healthy="link-000",
    missing="link-999",
    prefix="link-",
    page_sizes=(1, 7, 100),
    customer="acme",
    draft={"customer_id": "acme", "connector": "hubspot"},
)
# Said once more, because a test has to know it before the adapter can be loaded; one test compares.
ABLE = (
    "connections.get",
    "connections.list",
    "connections.list(customer_id)",
    "connections.list(status)",
    "connections.create",
    "connections.create(display_name)",
    "connections.delete",
    "connections.wait_until_ready",
)
