"""The two colours offer the same: every class that is written twice has the same methods, arguments and words."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from trunkline import AsyncClient, AsyncPager, Client, Pager
from trunkline._async_resources import AsyncConnections
from trunkline._catalogue import AsyncConnectors, AsyncTokens, Connectors, Tokens
from trunkline._resources import Connections
from trunkline._run_resources import AsyncRuns, Runs

RESOURCES = [
    (Connections, AsyncConnections),
    (Runs, AsyncRuns),
    (Connectors, AsyncConnectors),
    (Tokens, AsyncTokens),
]
PAIRS = [(Client, AsyncClient), *RESOURCES, (Pager, AsyncPager)]
RENAMED = {"close": "aclose", "__enter__": "__aenter__", "__exit__": "__aexit__", "__iter__": "__aiter__"}
# What says in which colour a thing is, and nothing else.
WORDS = [("AsyncClient", "Client"), ("async context", "context"), ("async transport", "transport")]
LIFE = ("threads", "tasks", "under asyncio or trio")


def methods(cls: type) -> dict[str, Any]:
    shown = {"__init__", "__enter__", "__exit__", "__iter__", "__aenter__", "__aexit__", "__aiter__"}
    return {
        name: value
        for name, value in vars(cls).items()
        if (not name.startswith("_") or name in shown)
        and (callable(value) or isinstance(value, (property, classmethod)))
    }


def neutral(text: str | None) -> str:
    text = inspect.cleandoc(text or "")
    for ours, plain in WORDS:
        text = text.replace(ours, plain)
    return " ".join(text.split())


@pytest.mark.parametrize(("blocking", "asynchronous"), PAIRS, ids=lambda cls: cls.__name__)
def test_both_colours_have_the_same_methods(blocking: type, asynchronous: type) -> None:
    assert {RENAMED.get(name, name) for name in methods(blocking)} == set(methods(asynchronous))


@pytest.mark.parametrize(("blocking", "asynchronous"), PAIRS, ids=lambda cls: cls.__name__)
def test_both_colours_take_the_same_arguments_and_say_the_same(blocking: type, asynchronous: type) -> None:
    for name, method in methods(blocking).items():
        twin = methods(asynchronous)[RENAMED.get(name, name)]
        if isinstance(method, property):
            assert neutral(method.__doc__) == neutral(twin.__doc__)
            continue
        mine, theirs = (
            inspect.signature(getattr(each, "__func__", each)).parameters for each in (method, twin)
        )
        assert list(mine) == list(theirs), name
        assert [each.default for each in mine.values()] == [each.default for each in theirs.values()], name
        assert [each.kind for each in mine.values()] == [each.kind for each in theirs.values()], name
        assert neutral(method.__doc__) == neutral(twin.__doc__), name


def test_the_methods_of_the_resources_are_awaited_or_iterated_in_one_colour_and_not_in_the_other() -> None:
    for blocking, asynchronous in RESOURCES:
        for name, method in methods(blocking).items():
            assert not inspect.iscoroutinefunction(method)
            twin = methods(asynchronous)[name]
            assert inspect.iscoroutinefunction(twin) or name in ("list", "__init__")
