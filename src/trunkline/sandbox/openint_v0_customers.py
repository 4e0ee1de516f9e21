"""OpenInt v0's customers, and the connect tokens made for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trunkline.sandbox._http import Answer, Reply
from trunkline.sandbox._world import OPENINT_V0_CUSTOMERS
from trunkline.sandbox.openint_access import customer_token
from trunkline.sandbox.openint_bodies import ANYTHING, checked, number, text
from trunkline.sandbox.openint_v0_call import V0Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trunkline.sandbox._http import Document, Operation, Request
    from trunkline.sandbox._world import World

_USUAL_VALIDITY: Final = 2_592_000
_TOKEN: Final = {"customerId": text(shortest=1), "validityInSeconds": number()}


class V0Customers:
    """The operations on customers."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[tuple[str, str, Operation]]:
        """Method, path and operation of each."""
        return [
            ("POST", "/connect/token", self._create_token),
            ("PUT", "/core/customer/{id}", self._upsert),
        ]

    def _create_token(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "createConnectToken")
        given = call.body()
        known = checked(call.inputs, given, _TOKEN)
        call.require_valid(given)
        own, asked = call.viewer.customer, known.get("customerId")
        if own and asked not in {None, own}:
            raise call.refuse("FORBIDDEN", "Current viewer cannot create token for other customer")
        customer = own or asked
        if not customer:
            message = "Either call as an customer or pass customerId explicitly"
            raise call.refuse("BAD_REQUEST", message)
        seconds = known.get("validityInSeconds", _USUAL_VALIDITY)
        return Reply(200, {"token": customer_token(self._world, customer, seconds)})

    def _upsert(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        call = V0Call(self._world, request, parameters, "upsertCustomer")
        given = call.body()
        org = call.require_organization().org
        changes = checked(call.inputs, given, {"metadata": ANYTHING})
        customer = parameters["id"]
        key = f"{org}/{customer}"
        before: Document = self._world.store.get(OPENINT_V0_CUSTOMERS, key) or {"id": customer, "orgId": org}
        row = call.merged(before, changes)
        self._world.store.put(OPENINT_V0_CUSTOMERS, key, row, owner=org)
        return Reply(200, row)
