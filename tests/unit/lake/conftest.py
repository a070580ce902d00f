from pathlib import Path

import pytest

from qualitycredit.lake import create_lake
from tests.cast import CAST
from tests.unit.lake.changing import STANDARD, archive_of


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Make a lake of the cast."""
    create_lake(tmp_path / "lake", archive_of(*CAST), STANDARD.kinds)
    return tmp_path / "lake"
