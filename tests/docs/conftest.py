"""A folder to run the examples in, laid out as the project is after `make sample`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualitycredit.cli.speaking import SPEAKER
from tests.docs.examples import make_workplace


@pytest.fixture(scope="session")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layout")
    make_workplace(folder)
    return folder


@pytest.fixture
def workplace(layout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the layout that a page can write into, as the present folder."""
    folder = tmp_path / "workplace"
    shutil.copytree(layout, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    language, quiet = SPEAKER.language, SPEAKER.quiet
    yield folder
    SPEAKER.language, SPEAKER.quiet = language, quiet
