"""What a client holds: its providers, each with a caller, and the way from a reference to the one that is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

import attrs

from ._call import Caller, Settings
from ._drivers import Driver
from .auth import Auth
from .errors import CallFacts, ConfigurationError, InvalidArgumentError, UnsupportedError
from .models import Capability
from .providers._provider import OPERATIONS, Provider

_LONGEST_ID = 512


@attrs.frozen
class Binding:
    """One provider in one client."""

    provider: Provider
    caller: Caller

    @property
    def name(self) -> str:
        """The provider's name."""
        return self.provider.name


@attrs.frozen
class Session:
    """The providers of one client, in the order they were given."""

    bindings: Mapping[str, Binding]
    driver: Driver
    settings: Settings

    @classmethod
    def open(cls, providers: Sequence[Provider], driver: Driver, settings: Settings) -> Session:
        """Bind each provider to a caller of its own on the shared driver."""
        if not providers:
            raise ConfigurationError("a client needs at least one provider, such as OpenInt(token=...)")
        bindings: dict[str, Binding] = {}
        for provider in providers:
            if not isinstance(cast("object", provider), Provider):
                raise ConfigurationError("a provider must be an object such as OpenInt(token=...)")
            if provider.name in bindings:
                raise ConfigurationError(
                    f"{provider.name} was given twice: make one client for each credential"
                )
            caller = Caller(
                provider=provider.name,
                base_url=provider.base_url,
                auth=_auth_of(provider),
                read_error=provider.read_error,
                driver=driver,
                settings=settings,
            )
            bindings[provider.name] = Binding(provider, caller)
        return cls(MappingProxyType(bindings), driver, settings)

    def with_settings(self, settings: Settings) -> Session:
        """The same providers, credentials and connections, with other settings."""
        bindings = {
            name: Binding(binding.provider, binding.caller.with_settings(settings))
            for name, binding in self.bindings.items()
        }
        return Session(MappingProxyType(bindings), self.driver, settings)

    def capabilities(self) -> Mapping[str, Mapping[str, Capability]]:
        """How each provider does each operation."""
        return {
            name: {operation: capability(binding.provider, operation) for operation in OPERATIONS}
            for name, binding in self.bindings.items()
        }

    def named(self, name: str) -> Binding:
        """The provider of this name."""
        if name not in self.bindings:
            raise InvalidArgumentError(
                f"this client has no provider of that name, only {_listed(self.bindings)}"
            )
        return self.bindings[name]

    def find(self, reference: str, operation: str) -> tuple[Binding, str]:
        """The provider and id a reference means, if the provider can do the operation."""
        if not isinstance(reference, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers are not all typed
            raise InvalidArgumentError("a reference is a str, such as openint:conn_x")
        name, colon, connection_id = reference.partition(":")
        if not colon:
            if len(self.bindings) != 1:
                raise InvalidArgumentError(
                    f"a bare id needs a client with one provider; write provider:id, with {_listed(self.bindings)}"
                )
            name, connection_id = next(iter(self.bindings)), reference
        binding = self.named(name)
        _check_id(connection_id)
        self.require(operation, [binding])
        return binding, connection_id

    def chosen(self, providers: Iterable[str] | None) -> list[Binding]:
        """The providers asked for; all of them when nobody asks."""
        if providers is None:
            return list(self.bindings.values())
        if isinstance(providers, str) or not isinstance(cast("object", providers), Iterable):
            raise InvalidArgumentError("providers must be a list of names")
        return [self.named(name) for name in dict.fromkeys(map(str, providers))]

    def require(self, operation: str, bindings: Sequence[Binding]) -> None:
        """Refuse an operation that one of these cannot do, before anything is sent."""
        for binding in bindings:
            if capability(binding.provider, operation) is Capability.UNSUPPORTED:
                able = self._able(
                    lambda provider: capability(provider, operation) is not Capability.UNSUPPORTED
                )
                raise _unsupported(binding.name, operation, "not possible there", able)

    def require_filter(self, operation: str, name: str, bindings: Sequence[Binding]) -> None:
        """Refuse a filter that one of these cannot apply, before anything is sent."""
        for binding in bindings:
            if name not in binding.provider.filters:
                able = self._able(lambda provider: name in provider.filters)
                raise _unsupported(binding.name, operation, f"cannot filter by {name}", able)

    def _able(self, can: Callable[[Provider], bool]) -> tuple[str, ...]:
        return tuple(name for name, binding in self.bindings.items() if can(binding.provider))


def _auth_of(provider: Provider) -> Auth:
    try:
        return provider.auth()
    except ValueError:
        pass
    raise ConfigurationError(f"{provider.name} was pickled, and pickles carry no credential: make it anew")


def capability(provider: Provider, operation: str) -> Capability:
    """How a provider does an operation."""
    return provider.capabilities.get(operation, Capability.UNSUPPORTED)


def _unsupported(name: str, operation: str, message: str, able: tuple[str, ...]) -> UnsupportedError:
    who = f"of this client's providers {_listed(able)} can" if able else "none of this client's providers can"
    hint = ": narrow the call with providers=[...]" if able and operation.endswith(".list") else ""
    return UnsupportedError(
        f"{message}; {who}{hint}", CallFacts(provider=name, operation=operation), supported_by=able
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _check_id(connection_id: str) -> None:
    """An id is one segment of a path. What could leave it is refused, not repaired."""
    problem = ""
    if not connection_id.strip():
        problem = "is empty"
    elif connection_id in (".", ".."):
        problem = "is a step in a path"
    elif not connection_id.isprintable() or any(character in "/\\?# " for character in connection_id):
        problem = (
            "holds a slash, a question mark, a space, a line break or the like, which no vendor's id has"
        )
    elif len(connection_id) > _LONGEST_ID:
        problem = f"is longer than {_LONGEST_ID} characters"
    if problem:
        raise InvalidArgumentError(f"the connection id {problem}")
