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
    Check,
    Client,
    Connection,
    ConnectLink,
    Connector,
    Page,
    Pager,
    Run,
    RunBatch,
    RunStatus,
    Secret,
    Status,
    Token,
    TrunklineError,
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


def from_environment() -> None:
    assert_type(Client.from_env({"OPENINT_API_KEY": "k"}, timeout=3, deadline=9.5), Client)
    assert_type(AsyncClient.from_env(environ={"OPENINT_API_KEY": "k"}, proxy=None), AsyncClient)
    Client.from_env(timout=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_life(client: Client) -> None:
    made = client.connections.create(
        "openint", customer_id="acme", connector_config_id="ccfg_x", credentials={"api_key": "k"}
    )
    assert_type(made, Connection)
    assert_type(client.connections.check(made.reference), Check)
    assert_type(client.connections.check(made.reference).passed, bool | None)
    assert_type(client.connections.refresh_credentials(made.reference), Connection)
    link = client.connections.connect_url("openint", customer_id="acme", connector="hubspot")
    assert_type(link, ConnectLink)
    assert_type(link.url.reveal(), str)
    broken = client.connections.list(status=[Status.ERROR], connector="hubspot", on_error="collect")
    assert_type(broken.errors, tuple[TrunklineError, ...])
    run = client.connections.run("workiva:w1", source_parameters={"quarter": 3})
    assert_type(run, Run)
    assert_type(client.connections.run_status("workiva:w1", run.id).status, RunStatus)
    assert_type(client.connections.wait_for_run("workiva:w1", run.id, within=5), Run)
    batch = client.connections.run_batch(["workiva:w1", "workiva:w2"])
    assert_type(batch, RunBatch)
    assert_type(client.connections.run_batch_status(batch.reference), RunBatch)
    assert_type(client.connectors.get("membrane:hubspot"), Connector)
    assert_type(client.tokens.mint("membrane", customer_id="acme", expires_in=60), Token)
    client.connections.delete(made.reference)


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
        assert_type(await client.connections.create("openint", customer_id="acme"), Connection)
        assert_type((await client.tokens.mint("openint", customer_id="acme")).value, Secret[str])
        assert_type(client.connections.list(on_error="collect").errors, tuple[TrunklineError, ...])
