"""A generated package, imported by name, and a short way to its operations."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType


class Package:
    """A generated package and a short way to its operations."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.top = importlib.import_module(name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.top, name)

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(f"{self.name}.{name}")

    def operation(self, name: str) -> Any:
        return self.module(f"operations.{name}")
