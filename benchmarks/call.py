"""CPU of one typed `Client` GET with every guard on, against `httpx.Client.get` and `json`, measured side by side."""

from __future__ import annotations

import gc
import json
import multiprocessing
import socket
import statistics
import sys
import threading
import time
from collections.abc import Callable

import httpx

from trunkline import Client
from trunkline.providers import OpenInt
from trunkline.sandbox import Sandbox, seeds

ROUNDS = 15
CALLS = 300


def body() -> bytes:
    """A connection as OpenInt sends it."""
    with Sandbox() as sandbox:
        openint = OpenInt(token=sandbox.credentials.openint_api_key)
        with Client(openint, transport=sandbox.transport()) as client:
            raw = client.connections.get(seeds.OPENINT_HEALTHY).raw
    return json.dumps(raw).encode()


def serve(listener: socket.socket, answer: bytes) -> None:
    """Answer every request with the same bytes, as cheaply as Python can, in a process of its own."""
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=answer_all, args=(connection, answer), daemon=True).start()


def answer_all(connection: socket.socket, answer: bytes) -> None:
    pending = b""
    while received := connection.recv(65536):
        *requests, pending = (pending + received).split(b"\r\n\r\n")
        for _ in requests:
            connection.sendall(answer)


def cpu(call: Callable[[], object]) -> float:
    """Microseconds of this process's CPU for one call."""
    gc.collect()
    started = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - started) / CALLS * 1e6


def main() -> int:
    content = body()
    answer = (
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(content)
        + content
    )
    listener = socket.create_server(("127.0.0.1", 0))
    server = multiprocessing.get_context("fork").Process(target=serve, args=(listener, answer), daemon=True)
    server.start()
    origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
    path = f"/connection/{seeds.OPENINT_HEALTHY}"
    with (
        httpx.Client(headers={"authorization": "Bearer key_x"}) as by_hand,
        Client(OpenInt(token="key_x", base_url=origin)) as client,
    ):
        calls: dict[str, Callable[[], object]] = {
            "httpx.Client.get + json": lambda: by_hand.get(origin + path).json(),
            "trunkline Client.connections.get": lambda: client.connections.get(seeds.OPENINT_HEALTHY),
            "trunkline native get_connection": lambda: client.native("openint").get_connection(
                seeds.OPENINT_HEALTHY
            ),
        }
        taken: dict[str, list[float]] = {name: [] for name in calls}
        # Interleaved, so that whatever else the machine does falls on all of them.
        for _ in range(ROUNDS + 1):
            for name, call in calls.items():
                taken[name].append(cpu(call))
    server.terminate()
    medians = {name: statistics.median(rounds[1:]) for name, rounds in taken.items()}
    base = medians["httpx.Client.get + json"]
    print(f"CPU of one GET, median of {ROUNDS} rounds of {CALLS}, Python {sys.version.split()[0]}")
    for name, median in medians.items():
        print(f"  {name:36} {median:7.1f} µs   {median / base:.2f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
