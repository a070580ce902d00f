"""A cluster of Spark on loopback: a master and workers as processes of their own, which can be lost like machines."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyspark

HOME: Final = Path(pyspark.__file__).parent
# How long a process may take to say that it is there, in seconds, on a machine that is busy with other things.
PATIENCE: Final = 120
# Short programs: compiling much of them well would take longer than they do.
JAVA: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@dataclass(slots=True)
class Machine:
    """A process with all that it starts, and the file in which it says what happens."""

    process: subprocess.Popen[bytes]
    log: Path

    def says(self, pattern: str) -> re.Match[str]:
        """Wait until it says this."""
        text = ""
        for _ in range(PATIENCE * 10):
            text = self.log.read_text(errors="replace")
            if found := re.search(pattern, text):
                return found
            assert self.process.poll() is None, text
            time.sleep(0.1)
        message = f"nothing like {pattern!r} in {PATIENCE} seconds:\n{text}"
        raise TimeoutError(message)

    def kill(self) -> None:
        """Let it be gone at once, executors and all, as by a power cut."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(slots=True)
class Cluster:
    """A master, and the workers that it has had."""

    folder: Path
    master: Machine = field(init=False)
    url: str = field(init=False)
    workers: list[Machine] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start the master."""
        self.master = self._start("master.Master", "--port", "0")
        self.url = self.master.says(r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")[1]

    def add_worker(self) -> Machine:
        """Start a worker of one core, and wait until it has been taken on."""
        folder = str(self.folder / f"work-{len(self.workers)}")
        worker = self._start(
            "worker.Worker", "--cores", "1", "--memory", "1g", "--work-dir", folder, self.url
        )
        worker.says("Successfully registered with master")
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        """Let all of them be gone."""
        for machine in (*self.workers, self.master):
            if machine.process.poll() is None:
                machine.kill()

    def _start(self, role: str, *words: str) -> Machine:
        log = self.folder / f"{role}-{len(self.workers)}.log"
        command = [
            str(HOME / "bin" / "spark-class"),
            f"org.apache.spark.deploy.{role}",
            *("--host", "127.0.0.1", "--webui-port", "0"),
            *words,
        ]
        with log.open("wb") as said:
            process = subprocess.Popen(
                command,
                stdout=said,
                stderr=said,
                cwd=self.folder,
                env={**os.environ, **environment(self.folder)},
                start_new_session=True,
            )
        return Machine(process, log)


def environment(folder: Path) -> Mapping[str, str]:
    """Give what the programs of a cluster read from their environment."""
    return {
        "JAVA_TOOL_OPTIONS": JAVA,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_HOME": str(HOME),
    }
