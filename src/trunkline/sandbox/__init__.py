"""The four vendor APIs on this machine: seeded, stateful, faithful to the vendors' real behaviour.

with Sandbox() as sandbox, sandbox.serve() as server:
    print(server.base_urls["openint"])
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from trunkline.sandbox import seeding, seeds
from trunkline.sandbox._http import LOOPBACK_NAMES, Answer, Hold, Reply, Request
from trunkline.sandbox._mounts import Mounts
from trunkline.sandbox._world import OPENINT_V0_REVOKED, World
from trunkline.sandbox.credentials import SECRET_MARKER, SECRET_MARKERS, Credentials
from trunkline.sandbox.membrane_access import register_key, workspace_token
from trunkline.sandbox.openint_access import customer_token
from trunkline.sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from trunkline.sandbox.server import Server
    from trunkline.sandbox.transport import SandboxTransport

__all__ = ["SECRET_MARKER", "SECRET_MARKERS", "Credentials", "Exchange", "Sandbox", "seeds"]

_REMEMBERED: Final = 1000
_REMEMBERED_BYTES: Final = 64 * 1024 * 1024
"""Of bodies that were sent: a thousand large ones would fill the machine."""


class Revealed(Protocol):
    """Something that shows its text when asked for it, such as the link of a client."""

    def reveal(self) -> str:
        """The text."""
        ...


def plain(url: str | Revealed) -> str:
    """The address itself."""
    return url if isinstance(url, str) else url.reveal()


@dataclass(frozen=True)
class Exchange:
    """One request that reached the sandbox and how it was answered: 0 if it was held first.

    `answer` is what was said in the end: nothing as long as the request is held.
    """

    provider: str
    request: Request
    status: int
    answer: Reply | None = field(default=None, repr=False)  # it may hold secrets


class Sandbox:
    """One set of the four APIs with its own state.

    Args:
        now: the present, in seconds since 1970; a test hands in its own.
        sleep: waits that many seconds while a request is held; a test moves its clock instead.
        quirks: behave as the vendors' servers do; False for what their documents promise.
        path: a file that keeps the state; without it the state is gone with the sandbox.
        building_seconds: how long a Membrane connection takes to be built; the seeded one, once looked at.
        run_seconds: how long a run of a Workiva connection takes.
    """

    def __init__(
        self,
        *,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], object] = time.sleep,
        quirks: bool = True,
        path: str | Path | None = None,
        building_seconds: float = 2.0,
        run_seconds: float = 2.0,
    ) -> None:
        self.credentials: Final = Credentials()
        self.quirks: Final = quirks
        self._sleep = sleep
        self._store = Store(path)
        self._world = World(self._store, now, self.credentials, quirks, building_seconds, run_seconds)
        if self._store.is_new:
            seeding.fill(self._world)
        elif self._store.is_former:
            seeding.complete(self._world)
        self._mounts = Mounts(self._world)
        self._seen: deque[Exchange] = deque()
        self._seen_bytes = 0
        self._guard = threading.Lock()
        self._closed = False
        self._servers: list[Server] = []

    def transport(self) -> SandboxTransport:
        """A transport for `httpx.Client` and `httpx.AsyncClient`; closing it leaves the sandbox open."""
        from trunkline.sandbox.transport import SandboxTransport

        return SandboxTransport(self, self._sleep)

    def serve(self, *, host: str = "127.0.0.1", port: int = 0) -> Server:
        """Start answering on a loopback port, 0 for any free one; other hosts are a ValueError."""
        from trunkline.sandbox.server import Server

        server = Server(self, host, port, self._sleep)
        self._servers.append(server)
        return server

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The last thousand requests, oldest first, fewer if they were large; they hold the secrets that were sent."""
        with self._guard:
            return tuple(self._seen)

    def change(
        self, provider: str, connection_id: str, members: Mapping[str, Any], *, remove: Iterable[str] = ()
    ) -> None:
        """Change a connection behind the client's back, as the world does: set members of its answer, remove others.

        Whatever is set is answered as it is, known to the API or not. KeyError if there is no such connection.
        """
        collection = f"{provider}/connections"
        with self._store.transaction():
            row = self._store.get(collection, connection_id)
            if row is None:
                raise KeyError(f"no connection {connection_id!r} at {provider!r}")
            gone = set(remove)
            changed = {name: value for name, value in (row | dict(members)).items() if name not in gone}
            self._store.put(collection, connection_id, changed)

    def visit(self, url: str | Revealed) -> None:
        """Do what the end user does on the page behind a link, such as OpenInt's magic link: agree to everything.

        A broken connection is healthy afterwards; where there is none, a new one is made. ValueError if the
        sandbox gave out no such link, or it is not valid any more.
        """
        with self._store.transaction():
            if not any(api.visit(plain(url)) for api in self._mounts.with_pages()):
                raise ValueError("no page of the sandbox is at this address")

    def decline(self, url: str | Revealed, *, refused: bool = False) -> None:
        """Be the end user who gives up on a page of Membrane's, or whom the application refuses to let in.

        ValueError if the sandbox gave out no such link.
        """
        with self._store.transaction():
            if not self._mounts.membrane.decline(plain(url), ends_as="error" if refused else "cancelled"):
                raise ValueError("no page of the sandbox is at this address")

    @property
    def revoked(self) -> tuple[str, ...]:
        """The OpenInt v0 connections whose grant was taken back at the application, in that order."""
        return tuple(self._store.ids(OPENINT_V0_REVOKED))

    def openint_customer_token(self, customer_id: str, *, seconds: float = 3600) -> str:
        """A token of OpenInt (v1 and v0) that sees one customer's connections."""
        return customer_token(self._world, customer_id, seconds)

    def membrane_workspace_token(self, tenant_key: str | None = None, *, seconds: float = 7200) -> str:
        """A Membrane token: for the tenant that you know by that key, or for the whole workspace."""
        return workspace_token(self._world, tenant_key, seconds)

    def register_membrane_key(self, public_pem: str) -> None:
        """Let in Membrane tokens that were signed with the private half of this key.

        RSA (RS256, PS256 and longer), elliptic curves (ES256 and longer), Ed25519. ValueError if it is none
        of them, RuntimeError without the package cryptography.
        """
        register_key(self._world, public_pem)

    def throttle(
        self, provider: str, *, times: int = 1, retry_after: int | None = None, external: bool = False
    ) -> None:
        """Answer an API's next requests with 429: those of openint, openint-v0, membrane, workiva or workiva-token.

        Workiva says when to come again, after 1 second unless told otherwise; the others only if told. `external` is
        for membrane: the customer's app is the one that has enough, of tests, refreshes and new credentials.
        """
        self._world.switches.throttle(provider, times, retry_after, external=external)

    def lock(self, provider: str, connection_id: str, *, times: int = 1) -> None:
        """Hold a connection as somebody else would, while it is asked for so many times.

        Membrane answers 400 `lock_timeout` to whatever names the connection by then. Workiva answers 423 to a
        refresh, and in a batch the connection is unwritable.
        """
        self._world.switches.lock(provider, connection_id, times)

    def answers_at(self, scheme: str, host: str, port: int | None) -> bool:
        """Whether the in-process transport can connect there."""
        if self._closed:
            return False
        if host in LOOPBACK_NAMES:
            return scheme in {"http", "https"}
        return scheme == "https" and port in {None, 443} and self._mounts.knows(host)

    def answer(self, request: Request) -> Answer:
        """Answer a request whose path starts at its host's root; a Hold is to be resumed."""
        found = self._mounts.find(request.host, request.path)
        if found is None:
            message = f"The sandbox has no API at {request.path}"
            return self._remember("", request, Reply(404, {"message": message}))
        name, api, path = found
        below = Request(request.method, path, request.query, request.headers, request.body, request.host)
        with self._store.transaction():
            return self._remember(name, below, api.answer(below))

    def resume(self, hold: Hold) -> Answer:
        """Ask again after having waited."""
        with self._store.transaction():
            return hold.then()

    def close(self) -> None:
        """Stop its servers and drop its state, or close its file; idempotent."""
        self._closed = True
        while self._servers:
            self._servers.pop().close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _remember(self, provider: str, request: Request, answer: Answer) -> Answer:
        reply = answer if isinstance(answer, Reply) else None
        exchange = Exchange(provider, request, reply.status if reply else 0, reply)
        with self._guard:
            self._seen.append(exchange)
            self._seen_bytes += len(request.body)
            while len(self._seen) > _REMEMBERED or self._seen_bytes > _REMEMBERED_BYTES:
                self._seen_bytes -= len(self._seen.popleft().request.body)
        return self._watched(exchange, answer)

    def _watched(self, exchange: Exchange, answer: Answer) -> Answer:
        """The answer; one that is held is remembered when it is there."""
        if isinstance(answer, Reply):
            return answer
        return Hold(answer.seconds, partial(self._resumed, exchange, answer.then))

    def _resumed(self, exchange: Exchange, then: Callable[[], Answer]) -> Answer:
        answer = then()
        if isinstance(answer, Reply):
            with self._guard:
                if exchange in self._seen:
                    self._seen[self._seen.index(exchange)] = replace(exchange, answer=answer)
        return self._watched(exchange, answer)
