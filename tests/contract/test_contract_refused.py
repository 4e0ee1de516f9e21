"""What a provider cannot do: it is said before a call, and a call is refused with nothing sent."""

from __future__ import annotations

from typing import Any

import pytest
from calls import CALLS
from stage import Case, World

from trunkline import Capability, UnsupportedError
from trunkline.providers._asked import OPERATIONS
from trunkline.providers._installed import installed


def who_can(client: Any, operation: str) -> tuple[str, ...]:
    """Of this client's providers, or else of all that are installed, those whose mapping says so."""
    of_client = tuple(
        name
        for name, capabilities in client.capabilities.items()
        if capabilities[operation] is not Capability.UNSUPPORTED
    )
    return of_client or tuple(provider.name for provider in installed() if operation in provider.capabilities)


def test_what_is_not_possible_is_refused_and_names_who_can(
    client: Any, case: Case, world: World, refused: str
) -> None:
    assert client.capabilities[case.provider][refused] is Capability.UNSUPPORTED
    whole = refused.partition("(")[0]
    # An argument of what is not possible at all is not what the error is about.
    missing = whole if client.capabilities[case.provider][whole] is Capability.UNSUPPORTED else refused
    with pytest.raises(UnsupportedError) as caught:
        CALLS[refused](client, case)
    assert caught.value.supported_by == who_can(client, missing)
    assert caught.value.provider == case.provider
    assert caught.value.operation == whole
    assert not caught.value.may_have_been_applied
    assert caught.value.attempts == 0
    assert world.sent() == 0


def test_capabilities_are_known_before_a_call(client: Any, case: Case, world: World) -> None:
    capabilities = client.capabilities[case.provider]
    assert tuple(capabilities) == OPERATIONS
    assert set(map(type, capabilities.values())) == {Capability}
    assert capabilities["connections.get"] is Capability.NATIVE
    assert world.sent() == 0


def test_an_argument_is_not_possible_without_its_operation(client: Any, case: Case) -> None:
    for operation, capability in client.capabilities[case.provider].items():
        whole = operation.partition("(")[0]
        if capability is not Capability.UNSUPPORTED:
            assert client.capabilities[case.provider][whole] is not Capability.UNSUPPORTED, operation
