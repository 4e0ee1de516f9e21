"""What a client holds: its providers, each with a caller, and the way from a reference to the one that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

import attrs

from ._call import Caller, Settings
from ._drivers import Driver
from .auth import Auth
from .errors import CallFacts, ConfigurationError, InvalidArgumentError, UnsupportedError
from .models import Capability, Connection, Run, RunBatch, Unset
from .providers._asked import OPERATIONS
from .providers._checks import id_problem
from .providers._provider import Provider

_EXAMPLES = {"connection": "conn_x", "connector": "hubspot", "batch": "b_x"}


@attrs.frozen
class Binding:
    """One provider in one client."""

    provider: Provider
    caller: Caller

    @property
    def name(self) -> str:
        """The provider's name."""
        return self.provider.name

    def one_call(self) -> Caller:
        """The caller for an operation of several requests."""
        return self.caller.as_one_call()

    def presentable(self, connection: Connection) -> Connection:
        """The connection, its server's words without the credentials in use: a server may repeat them anywhere."""
        if connection.status_reason is None and connection.last_run is None:
            return connection
        run = connection.last_run
        return attrs.evolve(
            connection,
            status_reason=self.caller.words(connection.status_reason),
            last_run=None if run is None else self.presentable_run(run),
        )

    def presentable_batch(self, batch: RunBatch) -> RunBatch:
        """The batch and its runs, likewise."""
        return attrs.evolve(
            batch,
            error=self.caller.words(batch.error),
            runs=tuple(self.presentable_run(run) for run in batch.runs),
        )

    def presentable_run(self, run: Run) -> Run:
        """The run with its provider's name, its server's words without the credentials in use."""
        words = self.caller.words
        return attrs.evolve(
            run,
            provider=self.name,
            error=words(run.error),
            source_status=words(run.source_status),
            destination_status=words(run.destination_status),
        )


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
                raise ConfigurationError(
                    "a provider must be an object such as OpenInt(token=...); several are given one by one"
                )
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
                headers=provider.headers(),
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
            plain = str(name).lower().replace("_", "-")
            hint = f"; did you mean {plain}?" if plain in self.bindings else ""
            raise InvalidArgumentError(
                f"this client has no provider of that name, only {_listed(self.bindings)}{hint}"
            )
        return self.bindings[name]

    def find(self, reference: str, operation: str, *, what: str = "connection") -> tuple[Binding, str]:
        """The provider and id a reference means, if the provider can do the operation."""
        if not isinstance(reference, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers are not all typed
            example = f"openint:{_EXAMPLES[what]}"
            raise InvalidArgumentError(
                f"a reference to a {what} is a str, such as {example}: give its .reference"
            )
        name, colon, found = reference.partition(":")
        if not colon:
            if len(self.bindings) != 1:
                raise InvalidArgumentError(
                    f"a bare id needs a client with one provider; write provider:id, with {_listed(self.bindings)}"
                )
            name, found = next(iter(self.bindings)), reference
        binding = self.named(name)
        check_id(found, what)
        self.require(operation, [binding])
        return binding, found

    def chosen(self, providers: Iterable[str] | None) -> list[Binding]:
        """The providers asked for; all of them when nobody asks."""
        if providers is None:
            return list(self.bindings.values())
        if isinstance(providers, str) or not isinstance(cast("object", providers), Iterable):
            raise InvalidArgumentError("providers must be a list of names")
        return [self.named(name) for name in dict.fromkeys(map(str, providers))]

    def require(self, operation: str, bindings: Sequence[Binding]) -> None:
        """Refuse an operation that one of these cannot do, before anything is sent."""
        self._require([operation], bindings)

    def require_given(self, operation: str, given: attrs.AttrsInstance, bindings: Sequence[Binding]) -> None:
        """Refuse an operation with the arguments that were given, where one of these cannot do or take it."""
        wanted = [operation]
        for field in attrs.fields(type(given)):
            argument = f"{operation}({field.name})"
            value = getattr(given, field.name)
            if argument in OPERATIONS and not isinstance(value, Unset) and value != field.default:
                wanted.append(argument)
        self._require(wanted, bindings)

    def _require(self, wanted: Sequence[str], bindings: Sequence[Binding]) -> None:
        for binding in bindings:
            for each in wanted:
                if capability(binding.provider, each) is Capability.UNSUPPORTED:
                    raise self._unsupported(binding, each, wanted)

    def _unsupported(self, binding: Binding, missing: str, wanted: Sequence[str]) -> UnsupportedError:
        """The error, with those who can all of it: of this client's providers, or else of all that are installed."""
        operation, _, argument = missing.removesuffix(")").partition("(")
        problem = f"it cannot take {argument} there" if argument else "it is not possible there"
        able = _able(wanted, (each.provider for each in self.bindings.values()))
        hint = ": narrow the call with providers=[...]" if able and operation.endswith(".list") else ""
        who = f"of this client's providers {_listed(able)} can{hint}"
        if not able and missing in binding.provider.lacks:
            who = "not with the way to sign in that it was given"
        elif not able:
            able = _able(wanted, (other for other in _others() if other.name not in self.bindings))
            who = f"{_listed(able)} can, which this client does not have" if able else "no provider can"
        facts = CallFacts(provider=binding.name, operation=operation)
        return UnsupportedError(f"{problem}; {who}", facts, supported_by=able)


def _able(wanted: Sequence[str], providers: Iterable[Provider | type[Provider]]) -> tuple[str, ...]:
    return tuple(
        provider.name
        for provider in providers
        if all(capability(provider, each) is not Capability.UNSUPPORTED for each in wanted)
    )


def _others() -> Sequence[type[Provider]]:
    from .providers._installed import installed

    try:
        return installed()
    except ConfigurationError:
        # Somebody's broken installation is not what this error is about.
        return ()


def _auth_of(provider: Provider) -> Auth:
    try:
        return provider.auth()
    except ValueError:
        pass
    raise ConfigurationError(f"{provider.name} was pickled, and pickles carry no credential: make it anew")


def capability(provider: Provider | type[Provider], operation: str) -> Capability:
    """How a provider does an operation."""
    if isinstance(provider, Provider) and operation in provider.lacks:
        return Capability.UNSUPPORTED
    return provider.capabilities.get(operation, Capability.UNSUPPORTED)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def check_id(value: object, what: str) -> str:
    """An id is one segment of a path. What could leave it is refused, not repaired."""
    if not isinstance(value, str):
        raise InvalidArgumentError(f"the {what} id must be a str")
    problem = id_problem(value)
    if problem:
        raise InvalidArgumentError(f"the {what} id {problem}")
    return value
