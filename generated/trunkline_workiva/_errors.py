"""What can go wrong in a generated client, said without a value that was sent or received."""

from __future__ import annotations

from ._secret import Secret


class ArgumentError(ValueError):
    """The caller's own argument breaks a rule of the API; nothing was sent.

    The message names the parameter and the rule, never the value.
    """

    def __init__(self, parameter: str, rule: str) -> None:
        super().__init__(parameter, rule)
        self.parameter = parameter
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.parameter}: {self.rule}"


class InvalidResponse(ValueError):  # noqa: N818 - the name says what it is
    """The answer does not fit the spec; `reason` names the place and the types, never a value."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class APIError(Exception):
    """No answer came (`status` is None), or one that the operation does not call a success.

    `content` is the body as received. It can hold anything, so it is in no message and crosses no pickle.
    """

    def __init__(self, operation: str, status: int | None, reason: str, content: bytes = b"") -> None:
        super().__init__(operation, status, reason)
        self.operation = operation
        self.status = status
        self.reason = reason
        self._content = Secret(content)

    @property
    def content(self) -> bytes:
        """The body of the answer, in plain text; empty after a pickle."""
        return self._content.reveal()

    def __str__(self) -> str:
        return f"{self.operation}: {self.reason}"

    def __reduce__(self) -> tuple[type[APIError], tuple[str, int | None, str]]:
        return type(self), (self.operation, self.status, self.reason)
