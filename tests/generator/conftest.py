"""Makes the generator and the generated packages importable, wherever pytest is started from."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT / "generated", ROOT):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import spec_sample  # noqa: E402 - it imports the generator
from generated_package import Package  # noqa: E402

from generator.__main__ import main  # noqa: E402


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample spec beside the package made from it, for tests that only read it."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "specs").mkdir()
    (folder / "specs" / "sample.yaml").write_text(spec_sample.TEXT, encoding="utf-8")
    assert main(["--specs", str(folder / "specs"), "--output", str(folder / "generated")]) == 0
    return folder


@pytest.fixture
def tree(sample_output: Path, tmp_path: Path) -> Path:
    """A copy of the sample spec and its package, to be damaged."""
    return Path(
        shutil.copytree(sample_output, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__"))
    )


@pytest.fixture(scope="session")
def sample(sample_output: Path) -> Package:
    """The package made from the sample spec."""
    sys.path.insert(0, str(sample_output / "generated"))
    return Package("trunkline_sample")
