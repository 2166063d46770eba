"""What several kinds of tests share: the example, built once per process."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from nuzuh import pipeline

settings.register_profile("house", deadline=None, derandomize=True)  # a busy machine is no fault, nor is a new example
settings.load_profile("house")

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


def copy_of(name: str, target: Path) -> Path:
    """Return a fresh copy of an example, without what was built."""
    ignore = shutil.ignore_patterns("public", "private", ".nuzuh-*")
    return Path(shutil.copytree(EXAMPLES / name, target / name, ignore=ignore))


@pytest.fixture(scope="session")
def idlib(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of Idlib with its public/ built; tests must not change it."""
    folder = copy_of("idlib", tmp_path_factory.mktemp("example"))
    day = pipeline.published_of(folder)
    assert day is not None
    pipeline.build(folder, day)
    return folder


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic example with its public/ built; tests must not change it."""
    folder = copy_of("synthetic", tmp_path_factory.mktemp("example"))
    day = pipeline.published_of(folder)
    assert day is not None
    pipeline.build(folder, day)
    return folder
