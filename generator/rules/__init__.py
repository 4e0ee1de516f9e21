"""The rules that a spec keeps, so that both tools say it well and nothing in it can become code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .documents import check_document
from .findings import Findings
from .flows import check_flows
from .operations import check_operations
from .references import check_references
from .schemas import check_schemas

if TYPE_CHECKING:
    from ..refusal import Refusal
    from ..shape import Map

__all__ = ("lint",)


def lint(document: Map, file: str) -> list[Refusal]:
    """Return every refusal, in the order of the document's places."""
    findings = Findings(file)
    check_document(findings, document)
    check_references(findings, document)
    if findings.refusals:  # what follows looks through references
        return sorted(findings.refusals)
    check_schemas(findings, document)
    check_operations(findings, document)
    if not findings.refusals:  # what follows relies on all of the above
        check_flows(findings, document)
    return sorted(findings.refusals)
