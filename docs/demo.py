"""The main job on one screen: four regenerated clients, and every provider through both clients, on a sandbox."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import anyio

from trunkline import AsyncClient, Client, Connection, NotFoundError, UnsupportedError
from trunkline.sandbox import Sandbox, seeds

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = (
    f"openint:{seeds.OPENINT_DISCONNECTED}",
    f"openint-v0:{seeds.OPENINT_V0_HEALTHY}",
    f"membrane:{seeds.MEMBRANE_ACTION_REQUIRED}",
    f"workiva:{seeds.WORKIVA_COMPLETE}",
)


def main() -> None:
    regenerate()
    with Sandbox() as sandbox, sandbox.serve(port=0) as server:
        environment = server.environment()
        print(f"\nsandbox: all four APIs on {server.base_urls['membrane'].rsplit('/', 1)[0]}")
        with Client.from_env(environment) as client:
            connections = [client.connections.get(reference) for reference in REFERENCES]
            print("\none connection from each API, with Client:")
            show(connections)
            anyio.run(concurrently, environment, connections)
            connectors(client)
            update(client)
            wait(client)
            refusals(client)
    print("demo: ok")


def regenerate() -> None:
    """The four clients, made from the specs in a scratch folder, are the committed ones byte for byte."""
    subprocess.run([sys.executable, "-m", "generator", "--check"], cwd=ROOT, check=True)
    print(
        "the four clients, regenerated from specs/ in a scratch folder, match the committed ones byte for byte"
    )


def check(holds: bool) -> None:
    if not holds:
        sys.exit("demo: what it shows is not so")


def show(connections: list[Connection]) -> None:
    rows = [("provider", "id", "name", "status", "reason")]
    rows += [
        (each.provider, each.id, each.display_name, each.status.value, each.status_reason or "")
        for each in connections
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


async def concurrently(environment: dict[str, str], expected: list[Connection]) -> None:
    """The same four with AsyncClient, all at once."""
    found: dict[str, Connection] = {}
    async with AsyncClient.from_env(environment) as client, anyio.create_task_group() as tasks:

        async def get(reference: str) -> None:
            found[reference] = await client.connections.get(reference)

        for reference in REFERENCES:
            tasks.start_soon(get, reference)
    check([found[reference] for reference in REFERENCES] == expected)
    print("\nthe same four, concurrently, with AsyncClient: equal")


def connectors(client: Client) -> None:
    pages = list(client.connectors.list(providers=["openint"], page_size=60).pages())
    check(len(pages) >= 3)
    names = [connector.key for page in pages for connector in page]
    check(len(names) == len(set(names)))
    sizes = " + ".join(str(len(page)) for page in pages)
    print(f"\nOpenInt's connectors, {len(pages)} pages: {sizes} = {len(names)}")


def update(client: Client) -> None:
    reference = f"openint-v0:{seeds.OPENINT_V0_HEALTHY}"
    before = client.connections.get(reference)
    client.connections.update(reference, display_name="Sales", metadata={"team": "emea"})
    after = client.connections.get(reference)
    check(after.display_name == "Sales" and after.metadata["team"] == "emea")
    print(f"\nupdated through OpenInt v0: {before.display_name!r} is now {after.display_name!r}")


def wait(client: Client) -> None:
    reference = f"membrane:{seeds.MEMBRANE_BUILDING}"
    before = client.connections.get(reference)
    after = client.connections.wait_until_ready(reference, within=30)
    print(f"\nwaited for {reference}: {before.status} -> {after.status}")


def refusals(client: Client) -> None:
    print("\nwhat cannot be done, and what is not there:")
    try:
        client.connections.update("workiva:anything", display_name="Sales")
    except UnsupportedError as error:
        print(f"  {type(error).__name__}: {error}")
    try:
        client.connections.get("openint:conn_gone")
    except NotFoundError as error:
        print(f"  {type(error).__name__}: {error}")
    print()


if __name__ == "__main__":
    main()
