"""Every operation of every generated client, with as many of its parameters as can be given at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import trunkline_membrane.models as membrane
import trunkline_openint.models as openint
import trunkline_openint_v0.models as openint_v0
import trunkline_workiva.models as workiva

from trunkline.sandbox import seeds

_CONFIG = {"oauth": {"client_id": "id", "client_secret": "sandbox-secret"}}


def _openint(native: Any) -> None:
    connection = seeds.OPENINT_HEALTHY
    native.get_connection(connection, include_secrets=True, refresh_policy="force", expand=["connector"])
    native.list_connections(
        limit=3,
        offset=1,
        connector_names=["hubspot", "slack"],
        customer_id="acme",
        include_secrets=True,
        expand=["connector"],
        search_query="hub",
        refresh_policy="none",
    )
    native.list_connections(limit=0, connector_config_id=seeds.OPENINT_CONFIG)
    data = openint.CreateConnectionData(connector_name="hubspot", settings=_CONFIG)
    body = openint.CreateConnectionBody(
        connector_config_id=seeds.OPENINT_CONFIG,
        customer_id="acme",
        data=data,
        metadata={"n": 1},
        check_connection=True,
    )
    made = native.create_connection(body)
    native.check_connection(made.id, {})
    native.delete_connection(made.id)
    native.list_connectors(limit=2, offset=3, expand=["schemas"])
    options = openint.ConnectOptions(return_url="https://app.example/back", connector_names=["hubspot"])
    native.create_token("acme", openint.CreateTokenBody(validity_in_seconds=60, connect_options=options))
    config = native.create_connector_config(
        openint.CreateConnectorConfigBody(connector_name="hubspot", config=_CONFIG)
    )
    native.get_connector_config(config.id, expand=["connector", "connection_count"])
    native.update_connector_config(config.id, openint.UpdateConnectorConfigBody(display_name="EU"))
    native.list_connector_configs(
        limit=5, offset=0, connector_names=["hubspot"], search_query="hub", expand=["connector.schemas"]
    )
    native.delete_connector_config(config.id)
    native.upsert_customer(openint.UpsertCustomerBody(id="hooli", metadata={"n": 1}))
    native.list_customers(limit=2, offset=0, search_query="a")
    native.get_viewer()


def _openint_v0(native: Any) -> None:
    connection = seeds.OPENINT_V0_HEALTHY
    native.get_connection(connection, force_refresh=True, expand=["integration", "integration.connector"])
    native.list_connections(limit=3, offset=1, customer_id="acme", connector_name="hubspot")
    native.list_connections(
        force_refresh=True, connector_config_id=seeds.OPENINT_V0_CONFIG, expand=["integration"]
    )
    body = openint_v0.CreateConnectionBody(
        connector_config_id=seeds.OPENINT_V0_CONFIG, settings=_CONFIG, customer_id="acme", metadata={"n": 1}
    )
    made = native.create_connection(body)
    native.update_connection(
        made, openint_v0.UpdateConnectionBody(display_name="a", metadata={"n": 2}, disabled=False)
    )
    native.check_connection(
        connection, openint_v0.CheckConnectionBody(skip_cache=True, import_=True, update_webhook=False)
    )
    native.check_connection(seeds.OPENINT_V0_UNTESTED, openint_v0.CheckConnectionBody(import_=False))
    for sync in ({}, {"async_": True}, {"meta_only": True}, {"full_resync": True}):
        native.sync_connection(connection, openint_v0.SyncConnectionBody(**sync))
    native.delete_connection(made, skip_revoke=True)
    native.create_token(openint_v0.CreateTokenBody(customer_id="acme", validity_in_seconds=60))
    org = native.get_connector_config(seeds.OPENINT_V0_CONFIG).org_id
    config = native.create_connector_config(
        openint_v0.CreateConnectorConfigBody(org_id=org, connector_name="hubspot", config=_CONFIG)
    )
    native.update_connector_config(config.id, openint_v0.UpdateConnectorConfigBody(display_name="EU"))
    native.list_connector_configs()
    native.list_connector_config_infos(type_="source", connector_name="hubspot")
    native.delete_connector_config(config.id)
    native.upsert_customer("hooli", openint_v0.UpsertCustomerBody(metadata={"n": 1}))


def _membrane(native: Any) -> None:
    connection, integration = seeds.MEMBRANE_READY, seeds.MEMBRANE_INTEGRATION
    native.get_connection(connection, include_secrets=True, wait=True, timeout=1)
    native.list_connections(limit=3, search="a", include_archived=True, include_secrets=True, connected=True)
    native.list_connections(tenant_id=seeds.MEMBRANE_TENANTS["acme"], integration_id=integration)
    native.list_connections(integration_key="hubspot", connector_id=seeds.MEMBRANE_CONNECTOR, is_test=False)
    request = native.create_connection_request(
        membrane.CreateConnectionRequestBody(connection_id=connection, redirect_uri="https://app.example/")
    )
    native.get_connection_request(request.request_id)
    native.update_connection(connection, membrane.ConnectionBody(name="a", meta={"n": 1}, key="mine"))
    native.replace_connection(connection, membrane.ConnectionBody(name="b", integration_id=integration))
    native.refresh_credentials(connection)
    native.test_connection(connection)
    native.archive_connection(connection)
    found = native.list_connectors(limit=2, search="a", include_archived=True)
    native.get_connector(found.items[0].id)
    native.get_connector("hubspot")
    native.list_public_connectors(limit=2)
    native.list_integrations(limit=2, include_archived=True)
    native.get_integration(integration)
    native.get_integration("hubspot")


def _membrane_of_a_customer(native: Any) -> None:
    """What only a customer's token can do."""
    body = membrane.ConnectionBody(integration_key="hubspot", credentials={"access_token": "sandbox-secret"})
    native.create_connection(body)


def _workiva(native: Any) -> None:
    connection, workspace = seeds.WORKIVA_COMPLETE, seeds.WORKIVA_WORKSPACE
    native.get_connection(connection, workspace_id=workspace)
    native.list_connections(limit=3, offset=1)
    source = native.get_connection(connection).body
    native.list_connections(source_type=source.source_type, source_id=source.source_id)
    native.refresh_connection(
        connection,
        workiva.RefreshConnectionBody(source_parameters={"period": "Q3"}, workspace_id=workspace),
    )
    native.get_refresh_status(connection, workspace_id=workspace)
    batch = native.refresh_batch(
        (workiva.RefreshBatchEntry(connection_id=seeds.WORKIVA_NEVER_RUN),), cancel_unwritables=True
    )
    native.get_refresh_batch_status(batch.body.batch_refresh_id)
    native.get_health()


TOURS: Mapping[str, Callable[[Any], None]] = {
    "openint": _openint,
    "openint-v0": _openint_v0,
    "membrane": _membrane,
    "workiva": _workiva,
}
AS_A_CUSTOMER: Mapping[str, Callable[[Any], None]] = {"membrane": _membrane_of_a_customer}
