"""What is fuzzed is everything: no operation of the facade or of a generated client is left out."""

from __future__ import annotations

import inspect
import json

import pytest
from facade_calls import FACADE_CALLS
from fuzz_targets import SILENT, TARGETS, conversation, workiva
from native_calls import FREE_CALLS, NATIVE_CALLS, operations, package
from sandbox_providers import PROVIDERS

from trunkline.models import Capability
from trunkline.providers._installed import installed


@pytest.mark.parametrize("provider", installed(), ids=lambda provider: provider.name)
def test_every_operation_and_argument_that_a_provider_has_is_fuzzed(provider: type) -> None:
    can = {name for name, how in provider.capabilities.items() if how is not Capability.UNSUPPORTED}  # type: ignore[attr-defined]
    tried = {
        operation
        for each in FACADE_CALLS.values()
        if each.provider == provider.name  # type: ignore[attr-defined]
        for operation in each.operations
    }
    assert tried == can, "tests/facade_calls.py calls each with every argument it takes"


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("colour", ["Client", "AsyncClient"])
def test_every_method_of_a_generated_client_is_fuzzed(provider: str, colour: str) -> None:
    methods = inspect.getmembers(getattr(package(provider), colour), inspect.isfunction)
    public = {name for name, _ in methods if not name.startswith("_")} - {"close", "aclose"}
    calls = [*NATIVE_CALLS.values(), *FREE_CALLS.values()]
    tried = {each.operation for each in calls if each.provider == provider}
    assert tried == public, "tests/native_calls.py has an id or a body for each in _IDS, _BODIES or _MADE"
    assert public == {*operations(provider), "request"}


def test_what_fetches_a_token_is_known_by_it() -> None:
    # Its tokens are fuzzed, too.
    assert sum(target.provider is workiva for target in TARGETS.values()) > 15


def test_every_call_is_a_target_of_its_own() -> None:
    assert len(TARGETS) == len(FACADE_CALLS) + len(NATIVE_CALLS) + len(FREE_CALLS)


# The vendor's way of saying that there is no test: the operation goes on from there.
REFUSED = ("membrane check untested",)


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_changed_was_a_real_answer(name: str) -> None:
    # An error of the sandbox would be a poor start.
    answers = conversation(name)
    assert (name in SILENT) == (not answers)
    assert [answer.status for answer in answers if answer.status >= 400] == [400] * (name in REFUSED)
    for answer in answers:
        assert answer.content == b"" or json.loads(answer.content) is not None
