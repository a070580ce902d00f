"""The figures of one run: what was measured, kept as JSON, so that tables and pictures come from nothing else."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

KEPT = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """One time: of whom, at which size, what of it; and what the whole process took in seconds and in MB."""

    size: int
    name: str
    what: str
    seconds: float
    whole_seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who was not measured at a size, and why."""

    size: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Results:
    """All figures of one run. `records` counts those of each archive; `one` has seconds an enterprise, by step."""

    machine: dict[str, str] = field(default_factory=dict)
    records: dict[int, int] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    one: dict[str, float] = field(default_factory=dict)
    day: dict[str, float] = field(default_factory=dict)

    @property
    def sizes(self) -> list[int]:
        """The sizes of the archives, from small to large."""
        return sorted(self.records)

    def of(self, size: int, name: str) -> list[Figure]:
        """Give the figures of one at a size, in the order in which they are told."""
        return [figure for figure in self.figures if (figure.size, figure.name) == (size, name)]

    def write(self, path: Path = KEPT) -> None:
        """Keep the figures."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_results(path: Path = KEPT) -> Results:
    """Read the figures that were kept last; none where there are none."""
    if not path.exists():
        return Results()
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        machine=kept["machine"],
        records={int(size): count for size, count in kept["records"].items()},
        figures=[Figure(**figure) for figure in kept["figures"]],
        left_out=[LeftOut(**each) for each in kept["left_out"]],
        one=kept["one"],
        day=kept["day"],
    )
