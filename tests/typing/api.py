"""Never run, only type-checked: what a user writes must mean what it says to mypy and pyright."""

from __future__ import annotations

from typing import Any, assert_type

import trunkline_membrane
import trunkline_openint
import trunkline_openint_v0
import trunkline_workiva

from trunkline import (
    AsyncClient,
    AsyncPager,
    Client,
    Connection,
    Connector,
    Page,
    Pager,
    Secret,
    Status,
    WithResponse,
)
from trunkline.providers import Membrane, OpenInt, OpenIntV0, Workiva


def sync_client(token: str) -> None:
    with Client(
        OpenInt(token=token),
        OpenIntV0(api_key=token),
        Membrane(workspace_key="key", workspace_secret=token),
        Workiva(client_id="id", client_secret=token),
        timeout=5,
    ) as client:
        connection = client.connections.get("openint:conn_x", include_secrets=True)
        assert_type(connection, Connection)
        assert_type(connection.status, Status)
        assert_type(connection.secrets, Secret[Any] | None)
        assert_type(client.connections.list(customer_id="acme"), Pager[Connection])
        for listed in client.connections.list(providers=["openint"]):
            assert_type(listed, Connection)
        for page in client.connectors.list().pages():
            assert_type(page, Page[Connector])
        assert_type(client.connections.update("openint-v0:conn_x", display_name=None), Connection)
        assert_type(client.connections.wait_until_ready("membrane:x", within=1), Connection)
        assert_type(client.native("openint"), trunkline_openint.Client)
        assert_type(client.native("openint-v0"), trunkline_openint_v0.Client)
        assert_type(client.native("membrane"), trunkline_membrane.Client)
        assert_type(client.native("workiva"), trunkline_workiva.Client)
        assert_type(client.with_options(deadline=1, headers={"x-trace": "1"}), Client)
        assert_type(client.with_response(client.connections.get, "openint:conn_x"), WithResponse[Connection])


async def async_client(token: str) -> None:
    async with AsyncClient(OpenInt(token=token), transport=None) as client:
        assert_type(await client.connections.get("conn_x"), Connection)
        assert_type(client.connections.list(), AsyncPager[Connection])
        async for connector in client.connectors.list(page_size=10):
            assert_type(connector, Connector)
        assert_type(await client.connections.update("conn_x", metadata={"team": "emea"}), Connection)
        answered = await client.with_response(client.connections.get, "conn_x", include_secrets=True)
        assert_type(answered, WithResponse[Connection])
        native = client.native("openint")
        assert_type(native, trunkline_openint.AsyncClient)
        assert_type(await native.get_connection("conn_x"), trunkline_openint.models.Connection)
