"""`python -m trunkline.sandbox`: the sandbox in the foreground, and the variables to point a client at it."""

from __future__ import annotations

import argparse
import shlex
import signal
import sqlite3
import sys
import threading
from typing import TYPE_CHECKING

from trunkline.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trunkline.sandbox.server import Server


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until interrupted."""
    given = _parser().parse_args(arguments)
    try:
        sandbox = Sandbox(
            quirks=not given.ideal,
            path=given.path,
            building_seconds=given.building_seconds,
            run_seconds=given.run_seconds,
        )
    except (sqlite3.Error, ValueError) as error:
        sys.stderr.write(f"sandbox: cannot keep its state in {given.path}: {error}\n")
        return 1
    with sandbox:
        try:
            server = sandbox.serve(host=given.host, port=given.port)
        except (OSError, ValueError) as error:
            sys.stderr.write(f"sandbox: cannot listen on {given.host}:{given.port}: {error}\n")
            return 1
        with server:
            sys.stdout.write(_welcome(server))
            sys.stdout.flush()
            _wait_for_the_end()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trunkline.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8765, help="0 for any free port (default: %(default)s)")
    parser.add_argument("--path", help="a file that keeps the state (default: in memory)")
    parser.add_argument(
        "--ideal", action="store_true", help="behave as documented, without the vendors' quirks"
    )
    parser.add_argument(
        "--building-seconds",
        type=float,
        default=2.0,
        help="how long a Membrane connection takes to be built (default: %(default)s)",
    )
    parser.add_argument(
        "--run-seconds",
        type=float,
        default=2.0,
        help="how long a run of a Workiva connection takes (default: %(default)s)",
    )
    return parser


def _welcome(server: Server) -> str:
    width = max(len(name) for name in server.base_urls)
    urls = [f"  {name:<{width}}  {url}" for name, url in server.base_urls.items()]
    exports = [f"export {name}={shlex.quote(value)}" for name, value in server.environment().items()]
    lines = (
        f"# The sandbox answers on {server.url}; Ctrl+C ends it.",
        *(f"# {line}" for line in urls),
        "# Its credentials are fake. To point a client at it:",
        *exports,
    )
    return "\n".join(lines) + "\n"


def _wait_for_the_end() -> None:
    ended = threading.Event()

    def end(number: int, frame: object) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    while not ended.wait(timeout=1):
        pass


if __name__ == "__main__":
    raise SystemExit(main())
