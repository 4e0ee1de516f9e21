"""What the docstrings of a package say, as blocks of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .shape import as_map, as_text
from .words import docstring, entries, literal, one_line, prose, wrapped

if TYPE_CHECKING:
    from .plan import Parameter, Plan, PlannedOperation


def client_doc(plan: Plan, name: str, close: str) -> str:
    """Return the docstring of a client's class."""
    how = "async with" if name.startswith("Async") else "with"
    keywords = [(each.keyword, each.description or "The credential.") for each in plan.credentials]
    servers = [(f"`{url}`", text or "A server of the API.") for url, text in plan.servers]
    return docstring(
        [
            wrapped(f"Calls the API. Use it in `{how}`, or call `{close}`.", 4),
            *prose(as_text(as_map(plan.document.get("info")).get("description")), 4),
            wrapped(
                "Give it the credential, or a `sender` that has one and decides about retries and timeouts.",
                4,
            ),
            entries(
                "Args",
                [
                    *keywords,
                    ("base_url", "Where the API is. Plain http goes to this machine only."),
                    ("timeout", "Seconds for each network step."),
                    ("sender", "What sends the requests, instead of a sender made from the other arguments."),
                ],
                4,
            ),
            entries("Servers", servers, 4),
        ],
        4,
    )


def module_doc(operation: PlannedOperation) -> list[list[str]]:
    """Say what an operation's module is about."""
    return [wrapped(f"{operation.method} {operation.path}: {one_line(operation.summary)}", 0)]


def _opening(operation: PlannedOperation, indent: int) -> list[list[str]]:
    blocks = [wrapped(one_line(operation.summary), indent), *prose(operation.description, indent)]
    if operation.deprecated:
        blocks.append(wrapped("Deprecated by the API.", indent))
    return blocks


def _described(operation: PlannedOperation, parameters: list[tuple[str, Parameter]]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, each in parameters:
        text = each.description
        if each.deprecated:
            text = f"Deprecated. {text}"
        if each.default is not None:
            shown = literal(each.default) if not isinstance(each.default, list | dict) else "empty"
            text = f"{text} The API's default: {shown}."
        pairs.append((name, text))
    if operation.body:
        pairs.append(("body", operation.body_description or f"A `{operation.body}`."))
    return pairs


def build_doc(operation: PlannedOperation, parameters: list[tuple[str, Parameter]]) -> list[list[str]]:
    """Say what a `build_request` does."""
    return [
        *_opening(operation, 4),
        entries("Args", _described(operation, parameters), 4),
        entries("Returns", [("", "The request, ready for a sender; nothing is sent here.")], 4),
        entries("Raises", [("ArgumentError", "An argument breaks a rule of the API.")], 4),
        *prose(f"Source: {operation.source}", 4),
    ]


def parse_doc(operation: PlannedOperation) -> list[list[str]]:
    """Say what a `parse_response` does."""
    if not operation.answer:
        return [wrapped("Return nothing: a success of this operation has no body to read.", 4)]
    first = f"Return the `{operation.answer}` of a successful answer"
    first += ", or None when it has no body." if operation.empty_too else "."
    return [wrapped(first, 4), entries("Raises", [("InvalidResponse", "The body does not fit the spec.")], 4)]


def method_doc(
    operation: PlannedOperation, parameters: list[tuple[str, Parameter]], returns: str
) -> list[list[str]]:
    """Say what a client's method does."""
    raises = [("ArgumentError", "An argument breaks a rule of the API; nothing was sent.")]
    known = ", ".join(status for status in operation.statuses if not status.startswith("2"))
    raises.append(
        ("APIError", "No answer came, or not a success" + (f" (known: {known})." if known else "."))
    )
    if operation.answer:
        raises.append(("InvalidResponse", "The answer does not fit the spec."))
    what = (
        f"The `{returns.removeprefix('models.').removesuffix(' | None')}`."
        if operation.answer
        else "Nothing."
    )
    return [
        *_opening(operation, 8),
        entries("Args", _described(operation, parameters), 8),
        entries("Returns", [("", what)], 8),
        entries("Raises", raises, 8),
        *prose(f"Source: {operation.source}", 8),
    ]
