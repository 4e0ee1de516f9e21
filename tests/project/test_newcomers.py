"""What names a provider of this repository, beside the tests that run for it: whoever adds one is told of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sandbox_providers import signed_in
from test_capabilities import PROVIDERS

import trunkline.providers
from trunkline import AsyncClient, Client
from trunkline.providers import Provider
from trunkline.providers._installed import installed
from trunkline.sandbox._mounts import LOOPBACK_PREFIXES

ROOT = Path(__file__).resolve().parents[2]
OURS = [provider for provider in installed() if provider.__module__.startswith("trunkline.providers.")]


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


@pytest.fixture(params=OURS, ids=lambda provider: provider.name)
def provider(request: pytest.FixtureRequest) -> type[Provider]:
    found: type[Provider] = request.param
    return found


@pytest.mark.parametrize(
    ("client", "path"),
    [(Client, "src/trunkline/_client.py"), (AsyncClient, "src/trunkline/_async_client.py")],
    ids=["Client", "AsyncClient"],
)
def test_its_native_client_is_typed(
    provider: type[Provider], client: type[Client | AsyncClient], path: str
) -> None:
    text = text_of(path)
    package = provider.package.__name__
    overload = f'def native(self, provider: Literal["{provider.name}"]) -> {package}.{client.__name__}: ...'
    assert overload in text, f"{path}: native() has no overload for {provider.name}"


def test_the_sandbox_answers_in_its_place(provider: type[Provider]) -> None:
    mounts = "src/trunkline/sandbox/_mounts.py"
    assert provider.name in LOOPBACK_PREFIXES, f"{mounts}: LOOPBACK_PREFIXES is without {provider.name}"
    assert signed_in(provider.name).name == provider.name


def test_what_its_api_can_do_is_written_down(provider: type[Provider]) -> None:
    matrix = "tests/project/test_capabilities.py"
    assert provider in PROVIDERS, f"{matrix}: PROVIDERS and MATRIX have no column for {provider.name}"


def test_it_is_exported(provider: type[Provider]) -> None:
    names = trunkline.providers.__all__
    assert provider.__name__ in names, f"src/trunkline/providers/__init__.py: without {provider.__name__}"


def test_readme_says_from_which_variables_it_is_made(provider: type[Provider]) -> None:
    _, _, section = text_of("README.md").partition("\n## Environment\n")
    section, *_ = section.split("\n## ")
    row = next((line for line in section.splitlines() if line.startswith(f"| {provider.name} |")), "")
    missing = {
        name for name in re.findall(r"[A-Z][A-Z0-9_]+", provider.environment) if f"`{name}`" not in row
    }
    assert row, f"README.md: the table under Environment has no row for {provider.name}"
    assert not missing, f"README.md: the table under Environment does not name {missing}"
    moved = f"TRUNKLINE_{provider.name.replace('-', '_').upper()}_BASE_URL"
    assert f"`{moved}`" in section, f"README.md: Environment does not name {moved}"


def test_the_demo_shows_its_life(provider: type[Provider]) -> None:
    story = f"lives.{provider.name.replace('-', '_')}("
    assert story in text_of("docs/demo.py"), f"docs/lives.py and docs/demo.py: no life on {provider.name}"
