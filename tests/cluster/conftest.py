"""One cluster for all tests of it, with one application on it, and archives to grade there."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualitycredit.archive import open_archive, write_lake
from qualitycredit.archive.synthesis import synthesise
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.engines.spark import spark_session
from qualitycredit.reading import standard_folder
from tests.cluster.machines import Cluster, environment

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ENTERPRISES, SEED = 2_000, 2006


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Give a master with two workers."""
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        started.add_worker()
        started.add_worker()
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="session")
def application(cluster: Cluster) -> Iterator["SparkSession"]:
    """Give an application on the cluster, which later sessions on the same master are part of."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(cluster.folder).items():
            patch.setenv(name, value)
        with spark_session(cluster.url, "600MB") as session:
            yield session


@pytest.fixture
def master(cluster: Cluster, application: "SparkSession", monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of the cluster's master, on which an application is open; messages are English."""
    assert application.sparkContext.master == cluster.url
    monkeypatch.setattr(SPEAKER, "language", "en")
    monkeypatch.setattr(SPEAKER, "quiet", False)
    return cluster.url


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a synthetic archive, parted by province, where the page on Spark has it."""
    folder = tmp_path_factory.mktemp("page") / "build"
    folder.mkdir()
    synthesise(
        folder / "made",
        enterprises=ENTERPRISES,
        seed=SEED,
        profile=standard_folder("aqsiq-2006") / "synthetic.toml",
    )
    write_lake(open_archive(folder / "made"), folder / "lake")
    return folder / "lake"
