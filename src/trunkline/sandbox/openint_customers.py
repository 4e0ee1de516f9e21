"""OpenInt v1's customers, the tokens and links made for them, and who the server takes a caller for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from trunkline.sandbox._http import Answer, Reply, as_object
from trunkline.sandbox._world import OPENINT_CONNECTIONS, OPENINT_CONNECTORS, OPENINT_CUSTOMERS
from trunkline.sandbox.credentials import SECRET_MARKER
from trunkline.sandbox.openint_access import bearer_viewer, customer_token
from trunkline.sandbox.openint_bodies import Rule, checked, flag, number, one_of, record, text
from trunkline.sandbox.openint_call import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Operation, Request
    from trunkline.sandbox._world import World

CONNECT_ORIGIN: Final = "https://connect.openint.dev"
"""Where the vendor's page for end users is; the sandbox answers there by `Sandbox.visit` alone."""

_USUAL_VALIDITY: Final = 2_592_000
_TOKEN: Final = {"validity_in_seconds": number(), "connect_options": record()}
_UPSERT: Final = {"id": text(), "metadata": record()}


class Customers:
    """The operations on customers."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[tuple[str, str, Operation]]:
        """Method, path and operation of each."""
        return [
            ("POST", "/customer/{customer_id}/token", self._create_token),
            ("GET", "/customer", self._list),
            ("PUT", "/customer", self._upsert),
            ("GET", "/viewer", self._viewer),
        ]

    def _create_token(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "createToken")
        given = call.body()
        viewer = call.organization()
        known = checked(call.inputs, given, _TOKEN)
        options = as_object(known.get("connect_options"))
        options = checked(call.inputs, options, self._option_rules(), within=("connect_options",))
        call.require_valid(given)
        customer = parameters["customer_id"]
        seconds = known.get("validity_in_seconds", _USUAL_VALIDITY)
        token = customer_token(
            self._world, customer, seconds, options if "connect_options" in known else None
        )
        found = self._world.store.get(OPENINT_CUSTOMERS, _key(viewer.org, customer)) or {}
        answer = {
            "token": token,
            "magic_link_url": f"{CONNECT_ORIGIN}/?{urlencode({'token': token})}",
            "api_key": found.get("api_key"),
        }
        return Reply(200, answer)

    def _option_rules(self) -> dict[str, Rule]:
        known = set(self._world.store.ids(OPENINT_CONNECTORS))

        def are_known(value: Any) -> bool:
            names = cast("list[object]", value) if isinstance(value, list) else None
            return names is not None and all(isinstance(name, str) and name in known for name in names)

        return {
            "return_url": text(),
            "connector_names": Rule(
                are_known, "array", "Invalid enum value. Expected the names of connectors"
            ),
            "view": one_of("add", "manage"),
            "debug": flag(),
            "is_embedded": flag(),
            "hide_navigation": flag(),
        }

    def _list(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "listCustomers")
        viewer = call.organization()
        limit, offset = window = call.window()
        search = (call.inputs.text("search_query") or "").strip().lower()
        call.require_valid()
        groups: dict[str | None, Document] = {}
        for row in self._world.store.find(OPENINT_CONNECTIONS, owner=viewer.org):
            customer = row.get("customer_id")
            if search in str(customer or "").lower() or search in row["connector_name"]:
                _count(groups, customer, row["created_at"], row["updated_at"], 1)
        if not self._world.quirks:
            # With quirks, the server groups connections: whoever has none is not there.
            for row in self._world.store.find(OPENINT_CUSTOMERS, owner=viewer.org):
                if search in row["id"].lower() and row["id"] not in groups:
                    _count(groups, row["id"], row["created_at"], row["updated_at"], 0)
        found = list(groups.values())
        items = [group | call.moments(group) for group in found[offset : offset + limit]]
        return Reply(200, call.counted(items, len(found), window))

    def _upsert(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = Call(self._world, request, parameters, "upsertCustomer")
        given = call.body()
        viewer = call.organization()
        known = checked(call.inputs, given, _UPSERT)
        call.require_valid(given)
        customer = known.get("id") or f"cus_{self._world.new_ulid()}"
        now = self._world.now()
        before = self._world.store.get(OPENINT_CUSTOMERS, _key(viewer.org, customer))
        row = before or new_customer(viewer.org, customer, now, self._world.new_ulid())
        metadata = known.get("metadata")
        # Objects are merged one level deep; to say nothing is to say null.
        row["metadata"] = metadata if metadata is None else as_object(row["metadata"]) | metadata
        row["updated_at"] = now
        put_customer(self._world, row)
        return Reply(200, row | call.moments(row))

    def _viewer(self, request: Request, _: Mapping[str, str]) -> Answer:
        viewer = bearer_viewer(self._world, request.header("authorization"))
        shown: Document = {"role": viewer.role}
        if viewer.role != "anon":
            shown["orgId"] = viewer.org
        if viewer.role == "customer":
            shown["customerId"] = viewer.customer
        if viewer.options is not None:
            shown["connectOptions"] = viewer.options
        return Reply(200, shown)


def new_customer(org: str, customer: str, now: float, ulid: str) -> Document:
    """A customer with an API key of its own, and nothing known about it yet."""
    return {
        "id": customer,
        "org_id": org,
        "metadata": None,
        "api_key": f"key_cus_{SECRET_MARKER}-{ulid}",
        "created_at": now,
        "updated_at": now,
    }


def put_customer(world: World, row: Document) -> None:
    """Write a customer, to be found by its API key as well."""
    row_id = _key(row["org_id"], row["id"])
    world.store.put(OPENINT_CUSTOMERS, row_id, row, owner=row["org_id"], key=row["api_key"])


def _key(org: str, customer: str) -> str:
    return f"{org}/{customer}"


def _count(
    groups: dict[str | None, Document], customer: str | None, made: float, seen: float, by: int
) -> None:
    usual: Document = {"id": customer, "connection_count": 0, "created_at": made, "updated_at": seen}
    group = groups.setdefault(customer, usual)
    group["connection_count"] += by
    group["created_at"] = min(group["created_at"], made)
    group["updated_at"] = max(group["updated_at"], seen)
