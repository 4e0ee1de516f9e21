"""The providers that are installed, those of others too: found by the entry points `trunkline.providers`."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import entry_points

from ..errors import ConfigurationError
from ._provider import Provider


def installed() -> Sequence[type[Provider]]:
    """Every installed provider, by name.

    Raises:
        ConfigurationError: one of them cannot be loaded, or is no provider.
    """
    found: list[type[Provider]] = []
    for point in sorted(entry_points(group="trunkline.providers"), key=lambda point: point.name):
        try:
            provider = point.load()
        except Exception as error:  # noqa: BLE001 - whatever a stranger's module trips over
            problem = f"cannot be loaded ({type(error).__name__})"
        else:
            if isinstance(provider, type) and issubclass(provider, Provider):
                found.append(provider)
                continue
            problem = "is no provider"
        raise ConfigurationError(f"the installed provider {point.name} ({point.value}) {problem}")
    return found
