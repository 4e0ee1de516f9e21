"""What a way to sign in may do during one call: tell the time, keep others out, ask the token endpoint in time."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import attrs

from ._drivers import BlockingDriver, Bounds, Driver, Lock, SendFailure, Wire
from ._progress import failure_of
from ._telemetry import AttemptEvent, Observer, tell
from ._version import __version__
from .auth import TokenAnswer
from .errors import APIConnectionError, APITimeoutError, Attempt, CallFacts, ClientClosedError
from .retry import retry_after
from .secrets import Secret

USER_AGENT = f"trunkline/{__version__}"

_OPERATION = "fetch_token"
_MAX_BYTES = 1024 * 1024
_TIMEOUTS = ("timeout", "connect_timeout", "pool", "unsent")


@attrs.define
class Channel:
    """The channel of one call: nothing done through it outlives the call's deadline."""

    provider: str
    driver: Driver
    mutex: Lock
    timeout: float
    deadline: float
    request_id: str
    observer: Observer | None = None
    _asked: int = 0

    @property
    def blocking(self) -> bool:
        """Whether the call is a `Client`'s, in which nothing can be awaited."""
        return isinstance(self.driver, BlockingDriver)

    def now(self) -> float:
        """Monotonic seconds."""
        return self.driver.clock.now()

    def time(self) -> float:
        """Seconds since the epoch."""
        return self.driver.clock.time()

    def patience(self) -> float:
        """Seconds that this call can wait for a token."""
        return min(self.timeout, self.deadline - self.now())

    @asynccontextmanager
    async def lock(self) -> AsyncGenerator[None]:
        """Keep every other call of the client out, once those are done that came before."""
        release = await self.mutex.acquire(max(0.0, self.deadline - self.now()))
        if release is None:
            raise APITimeoutError(
                "the deadline passed while another call fetched the token", self._facts(None)
            )
        try:
            yield
        finally:
            release()

    async def post_form(self, url: str, form: Secret[bytes], headers: Mapping[str, str]) -> TokenAnswer:
        """Post a form to the token endpoint: no redirects, no credential but the form's own."""
        plain = {
            "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": USER_AGENT,
            **headers,
        }
        bounds, path, started = (
            Bounds(self.timeout, self.deadline, _MAX_BYTES),
            urlsplit(url).path,
            self.now(),
        )
        try:
            answer = await self.driver.send(Wire("POST", url, list(plain.items()), form.reveal()), bounds)
        except SendFailure as broken:
            kind = broken.kind
        else:
            self._tell(path, f"status {answer.status}", answer.status, started)
            wait = retry_after(answer.headers, self.time())
            return TokenAnswer(answer.status, Secret(answer.content), wait)
        if kind == "closed":
            raise ClientClosedError("this client is closed", self._facts(path))
        outcome = failure_of(kind)
        self._tell(path, outcome, None, started)
        cls = APITimeoutError if kind in _TIMEOUTS else APIConnectionError
        facts = attrs.evolve(
            self._facts(path), history=(Attempt(outcome=outcome, elapsed=self.now() - started),)
        )
        raise cls(f"the token endpoint gave no answer: {outcome}", facts)

    def _tell(self, path: str, outcome: str, status: int | None, started: float) -> None:
        """A token request is no attempt of the call that waits for it: it has a line and a number of its own."""
        self._asked += 1
        event = AttemptEvent(
            provider=self.provider,
            operation=_OPERATION,
            method="POST",
            path=path,
            attempt=self._asked,
            outcome=outcome,
            status=status,
            elapsed=self.now() - started,
            request_id=self.request_id,
        )
        tell(event, self.observer)

    def _facts(self, path: str | None) -> CallFacts:
        return CallFacts(provider=self.provider, operation=_OPERATION, method="POST", path=path)
