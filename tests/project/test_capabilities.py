"""What the four APIs can do, as their documents and servers say it: the adapters claim that, no more and no less."""

from __future__ import annotations

from trunkline import Capability
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva
from trunkline.providers._asked import OPERATIONS

PROVIDERS = (OpenInt, OpenIntV0, Membrane, Workiva)
WAYS = {"●": Capability.NATIVE, "○": Capability.EMULATED, "✗": Capability.UNSUPPORTED}

# OpenInt, OpenInt v0, Membrane, Workiva: in the API itself, made of other operations of it, not to be had.
MATRIX = {
    "connections.get": "●●●●",
    # OpenInt v0 sends them always; Workiva's connections hold none.
    "connections.get(include_secrets)": "●●●✗",
    "connections.list(include_secrets)": "●●●✗",
    "connections.list": "●●●●",
    "connections.list(customer_id)": "●●○✗",  # Membrane's own filter does not know a product's customer ids
    "connections.list(connector)": "●●●○",
    "connections.list(search)": "●✗●✗",
    "connections.create": "●○●✗",
    "connections.update": "✗●●✗",
    # What a create cannot carry, OpenInt v0 is told in a change right after it.
    "connections.create(connector_config_id)": "●●●✗",
    "connections.create(credentials)": "●●●✗",
    "connections.create(display_name)": "✗●●✗",
    "connections.create(metadata)": "●○●✗",
    "connections.create(key)": "✗✗●✗",
    "connections.update(display_name)": "✗●●✗",
    "connections.update(metadata)": "✗●●✗",
    "connections.update(credentials)": "✗●●✗",
    "connections.update(disabled)": "✗●✗✗",
    "connections.update(customer_id)": "✗●✗✗",
    "connections.update(key)": "✗✗●✗",
    "connections.delete": "●●●✗",
    "connections.check": "●●●○",
    "connections.refresh_credentials": "○○●✗",
    "connections.run": "✗○✗●",
    "connections.run_batch": "✗✗✗●",
    "connections.wait_until_ready": "○○●○",
    "connectors.list": "●○●✗",
    "connectors.get": "○○●✗",
    "tokens.mint": "●●●✗",
    # The unified status is made by trunkline, so no vendor can filter by it.
    "connections.list(status)": "○○○○",
    # OpenInt v0's documents know no page to send a customer to.
    "connections.connect_url": "●✗●✗",
    # OpenInt's page offers a connector, not one of its configs.
    "connections.connect_url(connector_config_id)": "✗✗●✗",
    "connections.connect_url(connection_id)": "●✗●✗",
    "connections.connect_url(return_url)": "●✗●✗",
    # How long Membrane's page is good for, nobody can ask for.
    "connections.connect_url(expires_in)": "●✗✗✗",
    "connections.run(source_parameters)": "✗✗✗●",
    "connections.run(destination_parameters)": "✗✗✗●",
    "connections.run(reuse_parameters)": "✗✗✗●",
    # What OpenInt v0 synchronises, no endpoint of it tells about.
    "connections.run_status": "✗✗✗●",
    "connections.run_batch_status": "✗✗✗●",
    "connections.wait_for_run": "✗✗✗○",
    "connections.wait_for_run_batch": "✗✗✗○",
}


def test_the_adapters_can_what_the_matrix_says() -> None:
    told = {
        operation: "".join(
            next(
                sign
                for sign, way in WAYS.items()
                if way is provider.capabilities.get(operation, Capability.UNSUPPORTED)
            )
            for provider in PROVIDERS
        )
        for operation in MATRIX
    }
    assert told == MATRIX


def test_every_operation_has_a_row_and_every_argument_has_its_operation() -> None:
    assert set(OPERATIONS) == set(MATRIX)
    for provider in PROVIDERS:
        assert set(provider.capabilities) <= set(OPERATIONS)
        for operation in provider.capabilities:
            # An argument of what cannot be done would be a promise nobody can call in.
            assert operation.partition("(")[0] in provider.capabilities
