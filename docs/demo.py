"""The main job on one screen: regenerated clients, every provider in both clients, and a connection's whole life."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import anyio
import lives

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
            everything(client)
            lives.openint(client, sandbox)
            lives.openint_v0(client)
            lives.membrane(client, sandbox)
            lives.workiva(client)
            refusals(client)
    print("demo: ok")


def regenerate() -> None:
    """The clients, made from the specs in a scratch folder, are the committed ones byte for byte."""
    subprocess.run([sys.executable, "-m", "generator", "--check"], cwd=ROOT, check=True)
    print("the clients, regenerated from specs/ in a scratch folder, match the committed ones byte for byte")


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
    lives.check([found[reference] for reference in REFERENCES] == expected)
    print("\nthe same four, concurrently, with AsyncClient: equal")


def everything(client: Client) -> None:
    """Lists over all providers at once."""
    found = list(client.connections.list())
    lives.check(len({connection.reference for connection in found}) == len(found))
    of = {connection.provider: 0 for connection in found}
    for connection in found:
        of[connection.provider] += 1
    counted = ", ".join(f"{count} of {name}" for name, count in sorted(of.items()))
    print(f"\nall connections, every provider at once: {counted}")
    pages = list(client.connectors.list(providers=["openint"], page_size=60).pages())
    sizes = " + ".join(str(len(page)) for page in pages)
    print(f"OpenInt's connectors, {len(pages)} pages: {sizes} = {sum(map(len, pages))}")


def refusals(client: Client) -> None:
    print("\nwhat cannot be done, and what is not there:")
    try:
        client.connections.delete("workiva:anything")
    except UnsupportedError as error:
        print(f"  {type(error).__name__}: {error}")
    try:
        client.connections.get("openint:conn_gone")
    except NotFoundError as error:
        print(f"  {type(error).__name__}: {error}")
    print()


if __name__ == "__main__":
    main()
