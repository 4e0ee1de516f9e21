"""A relay on raw sockets before a sandbox: it loses requests before, and answers while or after they are applied."""

from __future__ import annotations

import http.client
import random
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

from fault_server import Behaviour, FaultServer, Fin, Reset, Say, Seen, Silence, answer, head
from write_faults import LOCKED, NO, SEED, Fault
from write_verdicts import Attempt

from trunkline.sandbox import Sandbox

# The vendor's whole answer, as bytes of HTTP. A refusal is passed on as it is.
Ask = Callable[[], bytes]


def _without_asking(*steps: Behaviour) -> Callable[[Ask], Behaviour]:
    said = sum(steps, ())
    return lambda ask: said


def _asked_then(end: Callable[[bytes], Behaviour]) -> Callable[[Ask], Behaviour]:
    """The vendor applies the write; of its answer the client gets what is made of it here."""

    def act(ask: Ask) -> Behaviour:
        whole = ask()
        return end(whole) if whole.split(b" ", 2)[1].startswith(b"2") else (Say(whole),)

    return act


def _half(whole: bytes) -> bytes:
    """The answer up to the middle of its body, or of its headers where it has none."""
    top, gap, body = whole.partition(b"\r\n\r\n")
    return top + gap + body[: len(body) // 2] if len(body) > 1 else top[: len(top) // 2]


BEFORE = (
    Fault("429", _without_asking(answer(NO, 429)), unsent=True, again=True),
    Fault("429, soon", _without_asking(answer(NO, 429, {"retry-after": "3"})), unsent=True, again=True),
    Fault("400, locked", _without_asking(answer(LOCKED, 400)), unsent=True),
    Fault("403", _without_asking(answer(NO, 403)), unsent=True),
    Fault("reset before it was passed on", _without_asking((Reset(),))),
    Fault("closed before it was passed on", _without_asking((Fin(),))),
    Fault("cut before it was passed on", _without_asking((Say(head(200)[:20]), Fin()))),
    Fault("503 instead of it", _without_asking(answer(NO, 503))),
)
DURING = (
    Fault("applied, reset", _asked_then(lambda whole: (Reset(),))),
    Fault("applied, closed", _asked_then(lambda whole: (Fin(),))),
    Fault("applied, cut", _asked_then(lambda whole: (Say(_half(whole)), Fin()))),
    Fault("applied, cut by a reset", _asked_then(lambda whole: (Say(_half(whole)), Reset()))),
    Fault("applied, 502", _asked_then(lambda whole: answer(NO, 502))),
    Fault("applied, no HTTP", _asked_then(lambda whole: (Say(b"\x00\x01\r\n\r\n"), Fin()))),
)
# Each costs the client's timeout.
AFTER = (
    Fault("applied, silent", _asked_then(lambda whole: (Silence(),))),
    Fault("applied, stalled", _asked_then(lambda whole: (Say(_half(whole)), Silence()))),
    Fault("silent before it was passed on", _without_asking((Silence(),))),
)
KINDS = ((), BEFORE, DURING, AFTER)


def plan(marker: str) -> Iterator[Fault | None]:
    """What becomes of each attempt of this request; `None` where nothing goes wrong."""
    draw = random.Random(f"{SEED} sockets {marker}")
    while True:
        (kind,) = draw.choices(KINDS, (46, 20, 30, 4))
        yield draw.choice(kind) if kind else None


class Relay:
    """Passes requests on to a sandbox that listens on a socket of its own, and answers as the plan says."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._vendor = sandbox.serve()
        self._front = FaultServer().answers(self._pass_on)
        self._marker = ""
        self._plans: dict[str, Iterator[Fault | None]] = {}
        self._lock = threading.Lock()
        self.met: dict[str, list[Attempt]] = {}

    def base_url(self, provider: str) -> str:
        """Where a client finds this provider."""
        return self._vendor.base_urls[provider].replace(self._vendor.url, self._front.origin)

    def begin(self, marker: str) -> None:
        """What is sent from now on belongs to this call."""
        self._marker, self._plans = marker, {}
        self.met[marker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # Whoever is still being answered is waited for, so that what was applied is known when this is over.
        self._front.__exit__(kind, error, traceback)
        self._vendor.close()

    def _pass_on(self, seen: Seen) -> Behaviour:
        name = seen.headers["x-request-id"]
        with self._lock:
            known = self._plans.get(name)
            if known is None:
                known = self._plans[name] = plan(f"{self._marker} {len(self._plans)}")
            attempt = Attempt(name, seen.method, next(known), seen.target)
            self.met[self._marker].append(attempt)

        def ask() -> bytes:
            status, whole = self._ask(seen)
            attempt.applied = 200 <= status < 300
            return whole

        steps: Behaviour = (Say(ask()),) if attempt.fault is None else attempt.fault.act(ask)
        return steps

    def _ask(self, seen: Seen) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._vendor.port, timeout=20)
        try:
            connection.request(seen.method, seen.target, seen.body or None, dict(seen.headers))
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        kept = [(each, value) for each, value in response.getheaders() if each.lower() != "content-length"]
        length = [] if response.status == 204 else [("content-length", str(len(content)))]
        return response.status, head(response.status, [*kept, *length]) + content
