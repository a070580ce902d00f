"""One measurement: a process of its own, its wall time, the peak memory of its tree, and the phases that it names."""

import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median_low
from tempfile import TemporaryFile

import psutil

SECONDS_BETWEEN = 0.1
ENOUGH = 60
MEGABYTE = 1 << 20
SERVER = "server"


@dataclass(frozen=True, slots=True)
class Run:
    """Wall seconds from start to end of a process, its peak memory in MB, and the seconds of its phases."""

    seconds: float
    megabytes: float
    phases: dict[str, float] = field(default_factory=dict)


class CommandFailed(RuntimeError):
    """A command that was to be measured did not end well."""


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Tell the process that measures how long a part took; for use in the process that is measured."""
    start = time.perf_counter()
    yield
    tell(name, time.perf_counter() - start)


def tell(name: str, seconds: float) -> None:
    """Tell the process that measures what something took."""
    print(json.dumps({name: seconds}), flush=True)


def tell_server(pid: int) -> None:
    """Name a server that works for this process without being its child, so that its memory counts."""
    print(json.dumps({SERVER: pid}), flush=True)


def measured(command: Sequence[str], repeats: int = 1) -> Run:
    """Run a command several times, no more than a minute in all, and give the run whose time is in the middle."""
    runs: list[Run] = []
    while len(runs) < repeats and sum(run.seconds for run in runs) < ENOUGH:
        runs.append(_run(command))
    middle = median_low(run.seconds for run in runs)
    return next(run for run in runs if run.seconds == middle)


def _run(command: Sequence[str]) -> Run:
    phases: dict[str, float] = {}
    start = time.perf_counter()
    with (
        TemporaryFile("w+") as said,
        subprocess.Popen(  # noqa: S603 - our own commands
            command, stdout=subprocess.PIPE, stderr=said, text=True
        ) as process,
    ):
        watch = _Watch(process.pid)
        for line in process.stdout or ():
            with suppress(ValueError, AttributeError):
                phases |= json.loads(line).items()
            watch.server = phases.pop(SERVER, watch.server)
        process.wait()
        seconds = time.perf_counter() - start
        highest = watch.stop()
        if process.returncode:
            said.seek(0)
            raise CommandFailed(f"{' '.join(command)}: exit code {process.returncode}\n{said.read()[-3000:]}")
    return Run(seconds, highest / MEGABYTE, phases)


def high_water(pid: int) -> int:
    """Give the most memory that a process ever had, in bytes, as Linux remembers it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="ignore")
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


class _Watch:
    """Looks at the memory of a tree of processes ten times a second, in a thread of its own."""

    def __init__(self, pid: int) -> None:
        self.server: float | None = None
        self._root = psutil.Process(pid)
        self._highest = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._highest

    def _look(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN):
            with suppress(psutil.Error, OSError):
                # One process remembers its own highest; of several it is the sum that counts, as often as one looks.
                self._highest = max(self._highest, high_water(self._root.pid), self._bytes())

    def _bytes(self) -> int:
        roots = [self._root]
        if self.server is not None:
            roots.append(psutil.Process(int(self.server)))
        used = []
        for root in roots:
            for process in (root, *root.children(recursive=True)):
                with suppress(psutil.Error):
                    used.append(process.memory_info())
        # What processes share, such as the buffers of a server, counts once.
        return sum(memory.rss - memory.shared for memory in used) + max(memory.shared for memory in used)
