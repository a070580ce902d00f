"""What is lost on the way: a machine, the master, everybody, or the patience of whoever is waiting."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from qualitycredit import EngineUnavailable, grade, load_standard, open_archive
from qualitycredit.cli.main import app
from qualitycredit.engines.spark import Work, collected, spark_session, watching
from qualitycredit.engines.spark.watching import Alone
from tests.cluster.archives import write_shuffled
from tests.cluster.machines import Cluster
from tests.generative.shapes import SHAPES

if TYPE_CHECKING:
    from pyspark import SparkStageInfo, StatusTracker
    from pyspark.sql import SparkSession

AS_OF = date(2026, 6, 30)


@contextmanager
def beside(act: Callable[[], None]) -> Iterator[None]:
    """Do something while something else goes on."""
    thread = threading.Thread(target=act)
    thread.start()
    yield
    thread.join()


@dataclass(slots=True)
class Observer:
    """What the status tracker says of jobs that begin from now on."""

    tracker: "StatusTracker"
    first: int = 0

    def __post_init__(self) -> None:
        while self.tracker.getJobInfo(self.first) is not None:
            self.first += 1

    def stages(self) -> list[tuple[int, int, int]]:
        """Give the attempt, the finished and the failed tasks of each stage."""
        job = self.first
        found = list["SparkStageInfo | None"]()
        while (info := self.tracker.getJobInfo(job)) is not None:
            found += [self.tracker.getStageInfo(stage) for stage in info.stageIds]
            job += 1
        known = [stage for stage in found if stage is not None]
        return [(s.currentAttemptId, s.numCompletedTasks, s.numFailedTasks) for s in known]

    def wait_until_busy(self) -> None:
        """Wait until tasks are done and others are running."""
        for _ in range(6_000):
            done = sum(finished for _, finished, _ in self.stages())
            running = sum(info.numRunningTasks for info in self.tracker.getExecutorInfos())
            if done > 3 and running:
                return
            time.sleep(0.01)
        raise TimeoutError


def test_a_machine_is_lost_in_the_middle(
    lake: Path, master: str, application: "SparkSession", cluster: Cluster, tmp_path: Path
) -> None:
    tracker = application.sparkContext.statusTracker()
    standard, archive = load_standard(), open_archive(lake)
    observer, lost = Observer(tracker), cluster.workers[-1]
    before = len(tracker.getExecutorInfos())

    def lose() -> None:
        observer.wait_until_busy()
        lost.kill()

    with beside(lose):
        grade(archive, as_of=AS_OF, standard=standard, engine="spark", master=master, validated=True).write(
            tmp_path / "spark.parquet"
        )
    grade(archive, as_of=AS_OF, standard=standard, validated=True).write(tmp_path / "plain.parquet")
    assert lost.process.returncode == -signal.SIGKILL
    assert (before, len(tracker.getExecutorInfos())) == (3, 2)
    # Tasks that ran there have failed, or stages whose results lay there were computed again.
    assert any(attempt > 0 or failed > 0 for attempt, _, failed in observer.stages())
    assert (tmp_path / "spark.parquet").read_bytes() == (tmp_path / "plain.parquet").read_bytes()
    cluster.add_worker()


@pytest.mark.parametrize("out", ["decisions", "decisions.csv"])
def test_an_interruption_leaves_nothing(
    out: str, lake: Path, master: str, application: "SparkSession", tmp_path: Path
) -> None:
    tracker = application.sparkContext.statusTracker()
    observer = Observer(tracker)
    words = ["grade", lake, "--as-of", AS_OF, "--trusted", "--engine", "spark", "--master", master]

    def interrupt() -> None:
        observer.wait_until_busy()
        os.kill(os.getpid(), signal.SIGINT)

    with beside(interrupt):
        done = CliRunner().invoke(app, [*map(str, words), "--out", str(tmp_path / out)])
    assert (done.exit_code, "Interrupted" in done.stderr) == (130, True), done.output
    assert list(tmp_path.iterdir()) == []
    assert tracker.getActiveJobsIds() == []


class Driver:
    """A tracker of a cluster that has nobody but the driver."""

    def getExecutorInfos(self) -> list[object]:  # noqa: N802 - Spark's name
        return [object()]


def test_a_cluster_without_workers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PATIENCE", 0.5)
    alone, here = Alone(Driver(), "spark://a:1"), Alone(Driver(), "local[2]")  # type: ignore[arg-type]
    for _ in range(2):
        here.look()
        alone.look()
    here.look()
    with pytest.raises(EngineUnavailable, match="had no worker"):
        alone.look()
    assert here.seconds == 0


def test_what_spark_cannot_do_is_a_sentence(master: str, tmp_path: Path) -> None:
    folder = write_shuffled(tmp_path / "damaged", SHAPES[0], AS_OF, 300)
    records = folder / "records.parquet"
    whole = records.read_bytes()
    # The end of the file, which says what is where, is as it was.
    records.write_bytes(whole[:4] + bytes(len(whole) // 2) + whole[4 + len(whole) // 2 :])
    work = Work(open_archive(folder), SHAPES[0], AS_OF)
    with pytest.raises(EngineUnavailable, match="gave up"), spark_session(master) as session:
        list(collected(session, work))
