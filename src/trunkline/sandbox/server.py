"""The sandbox on a loopback port: HTTP/1.1 with keep-alive, one thread per connection."""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading
import time
import traceback
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final, cast

from trunkline.sandbox._bodies import UnreadableError, read_body
from trunkline.sandbox._http import Hold, Reply, Request
from trunkline.sandbox._mounts import LOOPBACK_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from trunkline.sandbox import Sandbox

_MOST_DRAINED: Final = 100 * 1024 * 1024
_OWN_FAULT: Final = "The sandbox itself failed; the reason is on its standard error"


class Server:
    """A running server; `close()`, or leaving its `with` block, frees the port and ends its threads."""

    def __init__(self, sandbox: Sandbox, host: str, port: int, sleep: Callable[[float], object]) -> None:
        _require_loopback(host)
        self._sandbox = sandbox
        self._listener = _Listener(sandbox, host, port, sleep)
        self._thread = threading.Thread(
            target=self._listener.serve_forever,
            kwargs={"poll_interval": 0.02},
            name=f"trunkline-sandbox-{self.port}",
            daemon=True,
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._listener.server_address[1])

    @property
    def url(self) -> str:
        """The origin of all base URLs."""
        host = str(self._listener.server_address[0])
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def base_urls(self) -> dict[str, str]:
        """The base URL of each provider, and as `workiva-token` the address of Workiva's token endpoint."""
        return {name: f"{self.url}{prefix}" for name, prefix in LOOPBACK_PREFIXES.items()}

    def environment(self) -> dict[str, str]:
        """The variables that point a client made from the environment at this server."""
        known, urls = self._sandbox.credentials, self.base_urls
        return {
            "OPENINT_API_KEY": known.openint_api_key,
            "OPENINT_V0_API_KEY": known.openint_v0_api_key,
            "MEMBRANE_WORKSPACE_KEY": known.membrane_workspace_key,
            "MEMBRANE_WORKSPACE_SECRET": known.membrane_workspace_secret,
            "WORKIVA_CLIENT_ID": known.workiva_client_id,
            "WORKIVA_CLIENT_SECRET": known.workiva_client_secret,
            "TRUNKLINE_OPENINT_BASE_URL": urls["openint"],
            "TRUNKLINE_OPENINT_V0_BASE_URL": urls["openint-v0"],
            "TRUNKLINE_MEMBRANE_BASE_URL": urls["membrane"],
            "TRUNKLINE_WORKIVA_BASE_URL": urls["workiva"],
        }

    def close(self) -> None:
        """Stop listening, end held requests, close every connection; idempotent."""
        self._listener.stop()
        self._thread.join(timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _require_loopback(host: str) -> None:
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ValueError(f"the sandbox listens on loopback addresses only, not on {host!r}")


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    # Handler threads sit in keep-alive reads; `stop` closes their sockets and waits for them itself.
    block_on_close = False
    request_queue_size = 128

    def __init__(self, sandbox: Sandbox, host: str, port: int, sleep: Callable[[float], object]) -> None:
        self.sandbox = sandbox
        self.stopping = threading.Event()
        self._sleep = sleep
        self._open: dict[socket.socket, threading.Thread] = {}
        self._guard = threading.Lock()
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Exchange)

    def server_bind(self) -> None:
        # Not the parent's: it looks up the host's name, which can take seconds.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        with self._guard:
            self._open[request] = thread
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that went away is no news; anything else is a fault of the sandbox and shows its traceback.
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def pause(self, seconds: float) -> None:
        """Wait as the sandbox's clock waits, but not beyond the end of the server."""
        if self._sleep is time.sleep:
            self.stopping.wait(seconds)
        else:
            self._sleep(seconds)

    def stop(self) -> None:
        if self.stopping.is_set():
            return
        self.stopping.set()
        self.shutdown()
        self.server_close()
        with self._guard:
            still_open = dict(self._open)
        for connection in still_open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was faster
        for thread in still_open.values():
            thread.join(timeout=2)


class _Exchange(BaseHTTPRequestHandler):
    """Reads requests off one connection and writes the sandbox's answers."""

    protocol_version = "HTTP/1.1"
    server_version = "trunkline-sandbox"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1  # one write per answer

    def _exchange(self) -> None:
        try:
            body = read_body(self.headers, self.rfile)
        except UnreadableError as error:
            self.close_connection = True
            self._write(error.reply, error.reply.encode())
            if error.reply.status == 413:
                self._drain()
            return
        try:
            reply = self._answered(body)
            content = b"" if reply is None else reply.encode()
        except Exception:  # noqa: BLE001 - whatever it is, the client is to hear of it, too
            traceback.print_exc()
            reply = Reply(500, {"message": _OWN_FAULT}, (("connection", "close"),))
            content = reply.encode()
            self.close_connection = True
        if reply is None:
            self.close_connection = True
        else:
            self._write(reply, content)

    def _answered(self, body: bytes) -> Reply | None:
        """The sandbox's answer; None if the server ends while the request is held."""
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        method = "GET" if self.command == "HEAD" else self.command
        listener = cast("_Listener", self.server)
        answer = listener.sandbox.answer(Request(method, path, query, headers, body))
        while isinstance(answer, Hold):
            listener.pause(answer.seconds)
            if listener.stopping.is_set():
                return None
            answer = listener.sandbox.resume(answer)
        return answer

    # The parent's names, one for each method.
    do_GET = do_HEAD = do_POST = _exchange  # noqa: N815
    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _exchange  # noqa: N815

    def _write(self, reply: Reply, content: bytes) -> None:
        self.send_response(reply.status)
        for name, value in reply.wire_headers(len(content)):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _drain(self) -> None:
        """Let a client send to its end: closing on it would be a reset, and the answer never read."""
        self.wfile.flush()
        self.connection.settimeout(1)
        left = _MOST_DRAINED
        with suppress(OSError):
            while left > 0 and (piece := self.connection.recv(65536)):
                left -= len(piece)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""
