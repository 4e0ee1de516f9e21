"""Whatever comes back as an answer: a valid model or a typed error, and neither shows what the request carried.

`TRUNKLINE_FUZZ_CASES` says how many cases to try, spread over all operations; by default there are as many as a test
run can afford, always the same ones. With the variable set they are new ones every time.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from colours import COLOURS, Blocking, Colour
from exposure import leaks, tree
from fuzz_answers import Reply, Script, Step, steps
from fuzz_targets import SECRETS, SILENT, TARGETS, conversation, recorded, recorded_token, workiva
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trunkline import AsyncClient, Client, Connection, Connector, TrunklineError
from trunkline.testing import VirtualClock

ASKED = os.environ.get("TRUNKLINE_FUZZ_CASES")
SHORTEST = 6  # letters of a credential that is taken out of a server's words
TRIED = [name for name in TARGETS if name not in SILENT]


def cases_of_each(asked: int) -> int:
    """How often each operation is tried, so that it is as often as was asked for in all, or a little more."""
    return -(-asked // len(TRIED))


@pytest.mark.parametrize("asked", [600, 20_000, 1_000_000])
def test_no_fewer_cases_are_tried_than_were_asked_for(asked: int) -> None:
    # What asks nobody has no share.
    assert cases_of_each(asked) * sum(len(conversation(name)) > 0 for name in TARGETS) >= asked


@pytest.fixture(scope="module")
def colours() -> Iterator[dict[str, Colour]]:
    """Every colour, open for the whole module: an event loop for each case would cost more than the case."""
    opened = {name: Colour(name) for name in COLOURS}
    with opened["sync"], opened["asyncio"], opened["trio"]:
        yield opened


@pytest.mark.parametrize("name", TRIED)
@settings(
    max_examples=cases_of_each(int(ASKED or "600")),
    deadline=None,
    derandomize=ASKED is None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(data=st.data())
def test_only_typed_errors_come_out(colours: dict[str, Colour], name: str, data: st.DataObject) -> None:
    target = TARGETS[name]
    colour = colours[data.draw(st.sampled_from(["sync", "sync", "asyncio", "trio"]), "colour")]
    answers = data.draw(st.lists(steps(recorded(name)), min_size=1, max_size=3), "answers")
    # What takes several requests gets some way first.
    good = conversation(name)[: data.draw(st.integers(0, len(conversation(name)) - 1), "good")]
    answers = [*(Reply(each.status, (), each.content) for each in good), *answers]
    tokens: list[Step] = [Reply(200, (), recorded_token())]
    if target.provider is workiva and data.draw(st.integers(0, 3)) == 0:
        tokens = data.draw(st.lists(steps((recorded_token(),)), min_size=1, max_size=2), "tokens")
    script = Script(answers, tokens)
    client = _client(colour, target.provider(), script)

    failure: TrunklineError | None = None
    value: Any = None
    try:
        value = target.call(client)
    except TrunklineError as error:
        failure = error

    # A token endpoint under fault may issue a token of one letter: it is in every word, and hides nowhere.
    secrets = {*SECRETS, *(word for word in script.carried if len(word) >= SHORTEST)}
    # A model made of what the server repeated shows it, as it shows all its data; an error never does.
    echoed = any(isinstance(step, Reply) and step.echoes for step in answers)
    if failure is not None:
        assert leaks(failure, secrets, frames=not echoed) == []
        assert str(failure).isprintable()
    deep = any(isinstance(step, Reply) and step.is_deep for step in answers)
    for each in value if isinstance(value, list) else [value]:
        if deep:
            _read(each)
        else:
            _examine(each, set() if echoed else secrets)


def _client(colour: Colour, provider: Any, script: Script) -> Any:
    if colour.portal is None:
        return Client(provider, transport=script, clock=VirtualClock())
    return Blocking(AsyncClient(provider, transport=script, clock=VirtualClock()), colour.portal)


def _read(value: Any) -> None:
    """What works with a model however deep the JSON in it is."""
    assert repr(value)
    if isinstance(value, Connection | Connector):
        assert repr(value.native)
        _read_raw(value)


def _examine(value: Any, secrets: set[str]) -> None:
    """Everything that can be done with a model: it works, or says typed why it does not."""
    _read(value)
    if isinstance(value, Connection | Connector):
        assert type(value.id) is str
        assert value.id
        assert leaks(value, secrets) == []
        assert value == value
        hash(value)
        _examine(value.native, secrets)
        copy = pickle.loads(pickle.dumps(value))
        assert (copy.id, copy.provider) == (value.id, value.provider)
        for read in (lambda: copy.raw, lambda: copy.native):
            with pytest.raises(ValueError, match="pickled"):
                read()
    elif isinstance(value, msgspec.Struct):
        for each in tree(value):
            if isinstance(each, msgspec.Struct):
                assert leaks(each, secrets) == []


def _read_raw(value: Connection | Connector) -> None:
    failure: TrunklineError | None = None
    try:
        assert isinstance(value.raw, dict)
    except TrunklineError as error:
        failure = error
    assert failure is None or leaks(failure, SECRETS) == []
