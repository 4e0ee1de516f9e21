"""The canary's watch, for every test that lets it fly."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
from canary_watch import Watch, listening, texts_of


@pytest.fixture
def watch(capfd: pytest.CaptureFixture[str]) -> Iterator[Watch]:
    """Listens to all that the process says during a test, and finds nothing of what it was told to look for."""
    opened = Watch()
    with listening(opened) as listener, warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        yield opened
    opened.learn()
    opened.search("\n".join(listener.lines), "log")
    opened.search("".join(capfd.readouterr()), "stdout and stderr")
    opened.search(texts_of(heard), "warnings")
    assert opened.found == []
