"""What only OpenInt's own clients do: connector configs, customers, and who is calling."""

from __future__ import annotations

from typing import Any

import pytest
import trunkline_openint.models as v1
import trunkline_openint_v0.models as v0

from trunkline import NotFoundError
from trunkline.sandbox import SECRET_MARKERS, seeds

CONFIG = {"oauth": {"client_id": "id", "client_secret": "s3cr3t"}}


def hides(*things: object) -> bool:
    return not any(word in repr(thing) for thing in things for word in (*SECRET_MARKERS, "s3cr3t"))


def test_a_connector_config_lives_and_ends(client: Any) -> None:
    native = client.native("openint")
    body = v1.CreateConnectorConfigBody(connector_name="hubspot", display_name="EU", config=CONFIG)
    made = native.create_connector_config(body)
    assert (made.connector_name, made.display_name, made.config.reveal()) == ("hubspot", "EU", CONFIG)
    changed = native.update_connector_config(made.id, v1.UpdateConnectorConfigBody(disabled=True))
    assert (changed.display_name, changed.disabled, changed.config.reveal()) == ("EU", True, CONFIG)
    read = native.get_connector_config(made.id, expand=["connector", "connection_count"])
    assert (read.connector.name, int(read.connection_count)) == ("hubspot", 0)
    listed = native.list_connector_configs(connector_names=["hubspot"], limit=3000).items
    assert made.id in {item.id for item in listed}
    assert hides(body, made, changed, read, listed)
    assert native.delete_connector_config(made.id).id == made.id
    with pytest.raises(NotFoundError):
        native.get_connector_config(made.id)


def test_a_customer_has_a_key_of_its_own(client: Any) -> None:
    native = client.native("openint")
    stored = native.upsert_customer(v1.UpsertCustomerBody(id="hooli", metadata={"team": "emea"}))
    assert stored.id == "hooli"
    assert stored.api_key.reveal() not in repr(stored)
    again = native.upsert_customer(v1.UpsertCustomerBody(id="hooli"))
    assert again.api_key == stored.api_key
    found = native.list_customers(search_query="acme").items
    assert [customer.id for customer in found] == ["acme"]
    assert native.get_viewer().role == "org"


def test_a_v0_connector_config_lives_and_ends(client: Any) -> None:
    native = client.native("openint-v0")
    org = native.get_connector_config(seeds.OPENINT_V0_CONFIG).org_id
    body = v0.CreateConnectorConfigBody(org_id=org, connector_name="hubspot", config=CONFIG)
    made = native.create_connector_config(body)
    assert (made.connector_name, made.config.reveal()) == ("hubspot", CONFIG)
    changed = native.update_connector_config(made.id, v0.UpdateConnectorConfigBody(display_name="EU"))
    assert changed.display_name == "EU"
    listed = native.list_connector_configs()
    assert made.id in {item.id for item in listed}
    infos = native.list_connector_config_infos(type_="source", connector_name="hubspot")
    assert made.id in {item.id for item in infos}
    assert hides(body, made, changed, listed, infos)
    assert native.delete_connector_config(made.id) is None
    with pytest.raises(NotFoundError):
        native.get_connector_config(made.id)


def test_a_v0_customer(client: Any) -> None:
    native = client.native("openint-v0")
    stored = native.upsert_customer("hooli", v0.UpsertCustomerBody(metadata={"team": "emea"}))
    assert (stored.id, stored.metadata) == ("hooli", {"team": "emea"})


def test_the_credentials_in_a_v0_check_are_hidden(client: Any) -> None:
    native = client.native("openint-v0")
    found = native.check_connection(seeds.OPENINT_V0_HEALTHY, v0.CheckConnectionBody())
    assert hides(found)
    assert found.reveal()["id"] == seeds.OPENINT_V0_HEALTHY
    body = v0.CheckConnectionBody(import_=False)
    assert isinstance(native.check_connection(seeds.OPENINT_V0_UNTESTED, body).reveal(), str)
    assert native.sync_connection(seeds.OPENINT_V0_HEALTHY, v0.SyncConnectionBody()).pipeline_syncs
    assert native.delete_connection(seeds.OPENINT_V0_HEALTHY, skip_revoke=False).reveal() == {}


def test_a_v1_check_sends_an_empty_object(client: Any) -> None:
    answer = client.native("openint").check_connection(seeds.OPENINT_HEALTHY, {})
    assert (answer.id, answer.status) == (seeds.OPENINT_HEALTHY, "healthy")
