"""Every error a call can raise: one tree, plain values only, safe to print and to pickle.

TrunklineError
├── ConfigurationError         nothing was sent
├── InvalidArgumentError       nothing was sent; also a ValueError
├── ClientClosedError          nothing was sent, unless it was closed during the call
├── UnsupportedError           nothing was sent; says which providers can
├── APIConnectionError         no answer came
│   └── APITimeoutError
├── APIResponseError           an answer came that does not fit
│   ├── RedirectError
│   └── ResponseTooLargeError
├── PaginationError            says what was read and where to resume
└── APIStatusError             the vendor said no
    ├── BadRequestError        400, 422
    ├── AuthenticationError    401
    ├── PermissionDeniedError  403
    ├── NotFoundError          404
    ├── ConflictError          409, 423
    ├── RateLimitError         429
    └── ServerError            5xx
"""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen(kw_only=True)
class Attempt:
    """One try of a call: what came of it, and how long was waited before the next."""

    outcome: str
    elapsed: float
    waited: float = 0.0


@attrs.frozen(kw_only=True)
class CallFacts:
    """What is known of a call that failed; every error carries one, member by member."""

    provider: str | None = None
    operation: str | None = None
    method: str | None = None
    path: str | None = None
    status: int | None = None
    code: str | None = None
    request_id: str | None = None
    history: tuple[Attempt, ...] = ()
    elapsed: float = 0.0
    retry_after: float | None = None
    may_have_been_applied: bool = False
    created: str | None = None


class TrunklineError(Exception):
    """The root of every error trunkline raises.

    Attributes:
        provider: which provider was called, or `None` when none was.
        operation: what was called: by its name in the spec, such as `get_connection`, once a request was made.
        method: the HTTP method.
        path: the path template, such as `/connection/{id}`; never the path with its values.
        status: the HTTP status, when an answer came.
        code: the vendor's own word for the error, when it gave one.
        request_id: the vendor's request id, or the one sent with every attempt.
        attempts: how many requests were sent.
        history: what came of each of them.
        elapsed: seconds from the first attempt to the error.
        retry_after: seconds the vendor asked to wait, when it did.
        may_have_been_applied: a write was sent and it is not known whether the vendor carried it out.
        created: the reference of a connection that exists now although the call failed later on.
    """

    def __init__(self, message: str, facts: CallFacts | None = None) -> None:
        super().__init__(message)
        facts = facts or CallFacts()
        self.message = message
        self.provider = facts.provider
        self.operation = facts.operation
        self.method = facts.method
        self.path = facts.path
        self.status = facts.status
        self.code = facts.code
        self.request_id = facts.request_id
        self.history = facts.history
        self.elapsed = facts.elapsed
        self.retry_after = facts.retry_after
        self.may_have_been_applied = facts.may_have_been_applied
        self.created = facts.created

    @property
    def attempts(self) -> int:
        """How many requests were sent."""
        return len(self.history)

    def __reduce__(self) -> tuple[Any, ...]:
        # Past the constructor, which takes other arguments in a class that somebody else made of this one.
        return _again, (type(self), self.args), vars(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __str__(self) -> str:
        where = f"{self.provider} {self.operation}: " if self.provider and self.operation else ""
        known = [
            f"status {self.status}" if self.status else "",
            f"code {self.code}" if self.code else "",
            f"{self.attempts} attempts" if self.attempts > 1 else "",
            f"request id {self.request_id}" if self.request_id else "",
            "may have been applied" if self.may_have_been_applied else "",
        ]
        details = ", ".join(filter(None, known))
        return f"{where}{self.message}" + (f" ({details})" if details else "")


def _again(cls: type[TrunklineError], args: tuple[Any, ...]) -> TrunklineError:
    """The error that a pickle or a copy starts from."""
    return cls.__new__(cls, *args)


class ConfigurationError(TrunklineError):
    """The client cannot be built or used as it was set up; nothing was sent."""


class InvalidArgumentError(TrunklineError, ValueError):
    """An argument no vendor would accept; nothing was sent."""


class ClientClosedError(TrunklineError):
    """The client is closed; a call that was under way then was given up, and says whether it may have been applied."""


class UnsupportedError(TrunklineError):
    """A provider cannot do this; nothing was sent.

    Attributes:
        supported_by: the providers that can, by name.
    """

    def __init__(
        self, message: str, facts: CallFacts | None = None, *, supported_by: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, facts)
        self.supported_by = supported_by


class APIConnectionError(TrunklineError):
    """No whole answer came: the connection failed or broke."""


class APITimeoutError(APIConnectionError):
    """No whole answer came in time."""


class APIResponseError(TrunklineError):
    """An answer came that does not fit what was asked; the message names paths and types, never values."""


class RedirectError(APIResponseError):
    """The vendor answered with a redirect, which is never followed: credentials belong to one origin."""


class ResponseTooLargeError(APIResponseError):
    """The answer was larger than the client accepts, on the wire or once decompressed."""


class PaginationError(TrunklineError):
    """A list broke off after at least one page.

    Attributes:
        items_read: how many items had been read before.
        cursor: give it to `list(cursor=...)` to go on where this list broke off.
    """

    def __init__(
        self, message: str, facts: CallFacts | None = None, *, items_read: int = 0, cursor: str | None = None
    ) -> None:
        super().__init__(message, facts)
        self.items_read = items_read
        self.cursor = cursor


class APIStatusError(TrunklineError):
    """The vendor answered with an error status."""


class BadRequestError(APIStatusError):
    """400 or 422: the vendor does not accept the request."""


class AuthenticationError(APIStatusError):
    """401: the credential is missing, wrong or expired."""


class PermissionDeniedError(APIStatusError):
    """403: the credential may not do this."""


class NotFoundError(APIStatusError):
    """404: there is no such thing, or this credential may not see it."""


class ConflictError(APIStatusError):
    """409, 423, or the vendor's way of saying it: something is in the way, or there already, or locked."""


class RateLimitError(APIStatusError):
    """429: too many requests; `retry_after` says how long to wait, when the vendor said."""


class ServerError(APIStatusError):
    """5xx: the vendor failed."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: BadRequestError,
    423: ConflictError,
    429: RateLimitError,
}


def error_for_status(status: int) -> type[APIStatusError]:
    """The class for a status; any integer has one."""
    return _BY_STATUS.get(status) or (ServerError if 500 <= status <= 599 else APIStatusError)


def facts_of(error: TrunklineError) -> CallFacts:
    """The facts an error carries, to hand on to the error that wraps it."""
    values: dict[str, Any] = {name: getattr(error, name) for name in attrs.fields_dict(CallFacts)}
    return CallFacts(**values)
