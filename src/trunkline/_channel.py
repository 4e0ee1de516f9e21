"""What a way to sign in may do during one call: tell the time, keep others out, ask the token endpoint in time."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import attrs

from ._drivers import Bounds, Driver, Lock, SendFailure, Wire
from ._version import __version__
from .auth import TokenAnswer
from .errors import APIConnectionError, APITimeoutError, CallFacts, ClientClosedError
from .retry import retry_after
from .secrets import Secret

USER_AGENT = f"trunkline/{__version__}"

_MAX_BYTES = 1024 * 1024
_TIMEOUTS = ("timeout", "connect_timeout", "pool")


@attrs.frozen
class Channel:
    """The channel of one call: nothing done through it outlives the call's deadline."""

    provider: str
    driver: Driver
    mutex: Lock
    timeout: float
    deadline: float

    def now(self) -> float:
        """Monotonic seconds."""
        return self.driver.clock.now()

    def time(self) -> float:
        """Seconds since the epoch."""
        return self.driver.clock.time()

    @asynccontextmanager
    async def lock(self) -> AsyncGenerator[None]:
        """Keep every other call of the client out, once those are done that came before."""
        if not await self.mutex.acquire(max(0.0, self.deadline - self.now())):
            raise APITimeoutError("the deadline passed while another call fetched the token", self._facts())
        try:
            yield
        finally:
            self.mutex.release()

    async def post_form(self, url: str, form: Secret[bytes], headers: Mapping[str, str]) -> TokenAnswer:
        """Post a form to the token endpoint: no redirects, no credential but the form's own."""
        plain = {
            "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": USER_AGENT,
            **headers,
        }
        bounds = Bounds(self.timeout, self.deadline, _MAX_BYTES)
        try:
            answer = await self.driver.send(Wire("POST", url, list(plain.items()), form.reveal()), bounds)
        except SendFailure as broken:
            kind = broken.kind
        else:
            wait = retry_after(answer.headers, self.time())
            return TokenAnswer(answer.status, Secret(answer.content), wait)
        if kind == "closed":
            raise ClientClosedError("this client is closed", self._facts())
        cls = APITimeoutError if kind in _TIMEOUTS else APIConnectionError
        raise cls(f"the token endpoint gave no answer: {kind}", self._facts())

    def _facts(self) -> CallFacts:
        return CallFacts(provider=self.provider, operation="fetch_token", method="POST")
