"""The providers: one class per vendor API, and what a provider of one's own is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .._call import Caller as Caller
    from .._call import ErrorDetails as ErrorDetails
    from .._call import Reply as Reply
    from .._evidence import Content as Content
    from .._evidence import Evidence as Evidence
    from .._moving import moving_pages as moving_pages
    from .._paging import Batch as Batch
    from .._paging import cursor_pages as cursor_pages
    from .._paging import offset_pages as offset_pages
    from ._asked import Changes as Changes
    from ._asked import Draft as Draft
    from ._asked import LinkRequest as LinkRequest
    from ._asked import Query as Query
    from ._asked import RunRequest as RunRequest
    from ._checks import checked_base_url as checked_base_url
    from ._checks import is_link as is_link
    from ._checks import offset_of as offset_of
    from ._checks import page_size as page_size
    from ._creating import creating as creating
    from ._given import given as given
    from ._given import sent as sent
    from ._given import sent_object as sent_object
    from ._given import text as text
    from ._provider import Provider as Provider
    from ._provider import after_a_write as after_a_write
    from ._provider import exists_now as exists_now
    from ._provider import same_id as same_id
    from ._provider import variables as variables
    from .membrane import Membrane as Membrane
    from .openint import OpenInt as OpenInt
    from .openint_v0 import OpenIntV0 as OpenIntV0
    from .workiva import Workiva as Workiva

__all__ = [
    "Batch",
    "Caller",
    "Changes",
    "Content",
    "Draft",
    "ErrorDetails",
    "Evidence",
    "LinkRequest",
    "Membrane",
    "OpenInt",
    "OpenIntV0",
    "Provider",
    "Query",
    "Reply",
    "RunRequest",
    "Workiva",
    "after_a_write",
    "checked_base_url",
    "creating",
    "cursor_pages",
    "exists_now",
    "given",
    "is_link",
    "moving_pages",
    "offset_of",
    "offset_pages",
    "page_size",
    "same_id",
    "sent",
    "sent_object",
    "text",
    "variables",
]

# Which module each name is loaded from. What is not a provider here is for those who write one.
_MODULES = {
    ".._call": ("Caller", "ErrorDetails", "Reply"),
    ".._evidence": ("Content", "Evidence"),
    ".._moving": ("moving_pages",),
    ".._paging": ("Batch", "cursor_pages", "offset_pages"),
    "._asked": ("Changes", "Draft", "LinkRequest", "Query", "RunRequest"),
    "._creating": ("creating",),
    "._given": ("given", "sent", "sent_object", "text"),
    "._checks": ("checked_base_url", "is_link", "offset_of", "page_size"),
    "._provider": ("Provider", "after_a_write", "exists_now", "same_id", "variables"),
    ".membrane": ("Membrane",),
    ".openint": ("OpenInt",),
    ".openint_v0": ("OpenIntV0",),
    ".workiva": ("Workiva",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


# Loaded when asked for: a program that uses one provider pays for one.
def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
