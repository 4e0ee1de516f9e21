"""One call: sign in, send, retry where that is safe; everything that can go wrong is one typed error."""

from __future__ import annotations

import math
import secrets as randomness
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, NoReturn, ParamSpec, TypeVar

from ._channel import USER_AGENT, Channel
from ._drivers import Answer, Bounds, Driver, SendFailure, Wire
from ._progress import Progress, Salvage, is_error
from ._requests import ErrorDetails, Operation, Reply, Request, Response, Settings
from ._telemetry import note_reply
from ._words import presentable, repeats
from .auth import Auth
from .errors import (
    APIConnectionError,
    APIResponseError,
    CallFacts,
    ClientClosedError,
    InvalidArgumentError,
    RateLimitError,
    ServerError,
    TrunklineError,
)
from .retry import Failure, Outcome, RetryBudget, is_retryable, is_untrusted, wait_before
from .secrets import Secret, spoken

__all__ = ["Caller", "ErrorDetails", "Operation", "Reply", "Request", "Response", "Settings"]

P = ParamSpec("P")
T = TypeVar("T")


class Caller:
    """Makes the calls of one provider in one client."""

    def __init__(
        self,
        *,
        provider: str,
        base_url: str,
        auth: Auth,
        read_error: Callable[[int, Mapping[str, Any]], ErrorDetails],
        driver: Driver,
        settings: Settings,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.provider = provider
        self.driver = driver
        self.settings = settings
        self._base_url = base_url.rstrip("/")
        self._auth = auth
        self._read_error = read_error
        self._headers = dict(headers or {})
        self._budget = RetryBudget()
        self._lock = driver.lock()
        self._ends = math.inf
        self._salvage: Salvage | None = None

    def with_settings(self, settings: Settings) -> Caller:
        """The same caller, the same budget, credential and connections, with other settings."""
        twin = self._twin()
        twin.settings = settings
        return twin

    def signed_with(self, auth: Auth) -> Caller:
        """The same caller, the same budget, settings and connections, signing in another way."""
        twin = self._twin()
        twin._auth = auth
        # Whoever waits for this one's token has nothing to do with the other's.
        twin._lock = self.driver.lock()
        return twin

    def as_one_call(self) -> Caller:
        """The same caller for an operation of several requests: the deadline is that of them all."""
        twin = self._twin()
        twin._ends = self.now() + self.settings.deadline
        return twin

    def salvaging(self, salvage: Salvage) -> Caller:
        """The same caller; what a success tells although it cannot be read, `salvage` adds to the error about it."""
        twin = self._twin()
        twin._salvage = salvage
        return twin

    def _twin(self) -> Caller:
        twin = object.__new__(Caller)
        twin.__dict__.update(self.__dict__)
        return twin

    def call(
        self,
        build: Callable[P, Request],
        parse: Callable[[Response], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Coroutine[Any, Any, Reply[T]]:
        """Build a request, send it and parse its answer; what the builder refuses is an `InvalidArgumentError`.

        No coroutine itself: its frame, and the arguments with it, is gone before anything can fail, so that no crash
        report shows them.
        """
        try:
            request = build(*args, **kwargs)
        except ValueError as error:
            return _refused(InvalidArgumentError(str(error), CallFacts(provider=self.provider)))
        return self.send(request, parse)

    async def send(self, request: Request, parse: Callable[[Response], T], /) -> Reply[T]:
        """Send a request, again where that is safe and may help, and parse its answer."""
        progress = self._begin(request)
        if self.driver.closed:
            raise ClientClosedError("this client is closed", progress.facts())
        channel = self._channel(progress)
        while True:
            progress.attempt_started = self.now()
            try:
                signed = await self._signed(channel, progress)
            except (APIConnectionError, RateLimitError, ServerError) as error:
                # Nothing of the call itself was sent, so asking for a token once more does no harm, and may help.
                failure = Failure.TLS if is_untrusted(progress.history) else Failure.CONNECT
                unsent = Outcome(failure=failure, retry_after=error.retry_after)
                await self._wait_or_raise(progress, unsent, error)
                continue
            progress.carried.append(signed)
            try:
                answer = await self.driver.send(self._wire(request, signed, progress), self._bounds(progress))
            except SendFailure as broken:
                kind = broken.kind
            else:
                if answer.status in request.operation.success:
                    return self._accept(answer, parse, progress)
                if self._sign_in_again(answer, signed, channel, progress):
                    continue
                await self._wait_or_raise(
                    progress, *progress.refused(answer, self._read_error, self.driver.clock.time())
                )
                continue
            if kind == "closed":
                # Closed meanwhile by somebody else, before this attempt: what is on the wire then is `lost`.
                raise ClientClosedError("this client was closed during the call", progress.facts())
            await self._wait_or_raise(progress, *progress.broken(kind, self.settings.max_bytes))

    def misfit(self, reply: Reply[Any], operation: Operation, problem: str) -> NoReturn:
        """Raise the error for an answer that parsed and yet is not about what was asked."""
        raise APIResponseError(f"the answer does not fit: {problem}", reply.facts(self.provider, operation))

    def refuse_error(self, reply: Reply[Any], operation: Operation) -> None:
        """For answers of which any JSON would do: refuse an error that came under the status of a success."""
        if is_error(reply.content, reply.status, self._read_error):
            self.misfit(reply, operation, "it is an error under the status of a success")

    def words(self, text: str | None) -> str | None:
        """A server's text made presentable, without the credentials in use."""
        return (presentable(text, self._known()) or None) if text else None

    def repeats(self, text: str | None) -> bool:
        """Whether a server's text holds a credential in use."""
        return text is not None and repeats(text, self._known())

    def now(self) -> float:
        """Monotonic seconds."""
        return self.driver.clock.now()

    # The steps of `send`.

    def _begin(self, request: Request) -> Progress:
        started = self.now()
        return Progress(
            provider=self.provider,
            request=request,
            request_id=randomness.token_hex(16),
            started=started,
            deadline=min(started + self.settings.deadline, self._ends),
            now=self.now,
            observer=self.settings.on_attempt,
            known=self._known,
            salvage=self._salvage,
        )

    def _known(self) -> tuple[str, ...]:
        """The secrets of every call: the credential, and the caller's own headers, which may be one."""
        return (*self._auth.known(), *spoken(value for _, value in self.settings.headers))

    def _channel(self, progress: Progress) -> Channel:
        return Channel(
            self.provider,
            self.driver,
            self._lock,
            self.settings.timeout,
            progress.deadline,
            progress.request_id,
            self.settings.on_attempt,
        )

    async def _signed(self, channel: Channel, progress: Progress) -> Mapping[str, Secret[str]]:
        try:
            return await self._auth.headers(channel)
        except TrunklineError as error:
            # A token endpoint that nobody can trust is not asked again either.
            progress.note(Failure.TLS.value if is_untrusted(error.history) else "no token")
            error.provider = self.provider
            error.history = tuple(progress.history)
            error.elapsed = self.now() - progress.started
            raise

    def _wire(self, request: Request, signed: Mapping[str, Secret[str]], progress: Progress) -> Wire:
        url = self._base_url + request.path + (f"?{request.query}" if request.query else "")
        headers = [
            ("accept", "application/json"),
            ("accept-encoding", "gzip, deflate"),
            ("user-agent", USER_AGENT),
            ("x-request-id", progress.request_id),
            *((name, value.reveal()) for name, value in self.settings.headers if name not in self._headers),
            *self._headers.items(),
            *request.headers,
            *((name, value.reveal()) for name, value in signed.items()),
        ]
        return Wire(request.operation.method, url, headers, request.body)

    def _bounds(self, progress: Progress) -> Bounds:
        return Bounds(self.settings.timeout, progress.deadline, self.settings.max_bytes)

    def _accept(self, answer: Answer, parse: Callable[[Response], T], progress: Progress) -> Reply[T]:
        progress.note(f"status {answer.status}", answer)
        try:
            value = parse(answer)
        except Exception as error:  # noqa: BLE001 - whatever a parser trips over, the answer did not fit
            misfit = progress.misfit(answer, error, self._read_error)
        else:
            self._budget.refill()
            request_id, elapsed = progress.provider_request_id(answer), self.now() - progress.started
            note_reply(answer.status, request_id, len(progress.history), elapsed)
            return Reply(
                value,
                answer.content,
                answer.status,
                request_id,
                tuple(progress.history),
                elapsed,
                progress.request.repeatable,
            )
        raise misfit

    def _sign_in_again(
        self, answer: Answer, signed: Mapping[str, Secret[str]], channel: Channel, progress: Progress
    ) -> bool:
        """Once a call: a 401 was not processed, so even a write may follow with a new token."""
        if answer.status != 401 or progress.signed_in_again or progress.acted(answer, self._read_error):
            return False
        if not self._auth.renew(signed, channel):
            return False
        progress.note("status 401, signing in again", answer)
        progress.signed_in_again = True
        return True

    async def _wait_or_raise(self, progress: Progress, outcome: Outcome, error: TrunklineError) -> None:
        """Wait for the next attempt, or raise the error when there should be none."""
        retry = self.settings.retry
        if progress.tries >= retry.attempts or not is_retryable(
            outcome, repeatable=progress.request.repeatable
        ):
            raise error
        wait = wait_before(retry, progress.tries, outcome)
        # A wait that ends after the deadline cannot pay off: the error at hand says more than a timeout.
        if wait is None or self.now() + wait >= progress.deadline:
            raise error
        if not self._budget.spend():
            error.message += "; not retried, because too many calls of this client failed"
            raise error
        progress.waiting(wait)
        await self.driver.sleep(wait)


async def _refused(refusal: TrunklineError) -> NoReturn:
    raise refusal
