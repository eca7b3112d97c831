"""An installation of its own for each test: a copy of one with the people of the demo."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Desk


@pytest.fixture(scope="session")
def ready_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    instance = tmp_path_factory.mktemp("ready") / "instance"
    Desk(instance).make_ready()
    return instance


@pytest.fixture
def desk(ready_made: Path, tmp_path: Path) -> Desk:
    """The demo, ready to be used."""
    return Desk(shutil.copytree(ready_made, tmp_path / "instance"))


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """Settings without a database."""
    return Desk(tmp_path / "instance")
