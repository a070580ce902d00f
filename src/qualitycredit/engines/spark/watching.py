"""Work that goes on in Spark while this program watches: how far it is, whether anyone does it, whether it should stop."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from qualitycredit.engines.spark.work import Progress
from qualitycredit.errors import EngineUnavailable

if TYPE_CHECKING:
    from pyspark import StatusTracker
    from pyspark.sql import SparkSession

Result = TypeVar("Result")

_SECONDS: Final = 0.2
# How often an interrupted work is told to stop before it is left alone.
_POLLS: Final = 150
# How long a cluster may be without any executor, in seconds, before the work is given up.
PATIENCE: Final = 60.0


@dataclass(slots=True)
class Stages:
    """The stages of the jobs that began after this was made."""

    tracker: "StatusTracker"
    next_job: int = 0
    stages: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Pass by what was before."""
        self.finished()
        self.stages.clear()

    def finished(self) -> float:
        """Give the number of finished stages; a stage counts by the share of its tasks that are done."""
        while (job := self.tracker.getJobInfo(self.next_job)) is not None:
            self.stages.update(job.stageIds)
            self.next_job += 1
        known = [self.tracker.getStageInfo(stage) for stage in self.stages]
        return sum(stage.numCompletedTasks / stage.numTasks for stage in known if stage and stage.numTasks)


@dataclass(slots=True)
class Alone:
    """How long a cluster has had no executor; on this machine the driver does the work itself."""

    tracker: "StatusTracker"
    master: str
    seconds: float = 0.0

    def look(self) -> None:
        """Look again, every `_SECONDS`; raise EngineUnavailable when it has been too long."""
        driver_only = len(self.tracker.getExecutorInfos()) <= 1 and not self.master.startswith("local")
        self.seconds = self.seconds + _SECONDS if driver_only else 0.0
        if self.seconds > PATIENCE:
            raise EngineUnavailable(
                f"Spark 主节点 {self.master} 在 {PATIENCE:.0f} 秒内没有可用的工作节点。"
                "请确认工作节点已经启动，内存和核数够用。",
                f"the Spark master {self.master} had no worker for {PATIENCE:.0f} seconds. Check that workers run, "
                "with memory and cores to spare.",
            )


def watched(
    session: "SparkSession", work: Callable[[], Result], stages: int, progress: Progress | None
) -> Result:
    """Do `work`, which takes about so many stages, and tell `progress` the share that is done.

    An interruption stops the work, and is raised when it has stopped. Raises EngineUnavailable where no machine has
    taken the work, or has been left to it, for PATIENCE.
    """
    tracker = session.sparkContext.statusTracker()
    master = session.sparkContext.master or ""
    seen, alone = Stages(tracker), Alone(tracker, master)

    def look() -> float:
        alone.look()
        return min(seen.finished() / stages, 0.99)

    # An interruption falls on this thread. It asks Spark nothing itself, so that no answer is left half read.
    with ThreadPoolExecutor(2) as pool:
        running = pool.submit(work)
        try:
            while wait([running], timeout=_SECONDS).not_done:
                share = pool.submit(look).result()
                if progress is not None:
                    progress(share)
        except BaseException:
            _stop(session, running)
            raise
    return running.result()


def _stop(session: "SparkSession", running: Future[Result]) -> None:
    tracker = session.sparkContext.statusTracker()
    # What is still being planned has no job yet that could be stopped; what has been stopped may still be writing.
    for _ in range(_POLLS):  # pragma: no branch - a work that will not stop is one that no test has seen
        session.interruptAll()
        wait([running], timeout=_SECONDS)
        if running.done() and not any(info.numRunningTasks for info in tracker.getExecutorInfos()):
            return
