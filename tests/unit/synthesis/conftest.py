"""One archive of 2,000 enterprises for all tests that only look."""

from pathlib import Path

import pytest

from tests.unit.synthesis.samples import make


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("synthetic") / "sample", 2_000)
