"""Spark decides as the columnar engine does, to the byte, by every standard and at every edge of its shapes."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from qualitycredit import Archive, Grading, grade, load_standard, open_archive
from qualitycredit.grading import Engine
from qualitycredit.model.standard import Standard
from tests.cluster.archives import NAMES, in_layers, write_shuffled
from tests.generative.drawing import KNOWN_AT
from tests.generative.shapes import SHAPES

READINGS = (
    ({"current_year": "rolling", "considerable_harm": "d"}, date(2026, 1, 1)),
    (
        {
            "rate_evidence": "presumed",
            "factory_rate": "none",
            "consecutive": "product",
            "d4_join": "and",
        },
        date(2024, 2, 29),
    ),
)
OTHERS = (
    (SHAPES[0], date(2025, 3, 1)),
    (SHAPES[1], date(2025, 12, 31)),
    (load_standard("nyc-letter-grade"), date(2025, 2, 28)),
)


def graded(
    folder: Path | Archive, standard: Standard, as_of: date, master: str, engine: Engine = "columnar"
) -> Grading:
    return grade(
        folder if isinstance(folder, Archive) else open_archive(folder),
        as_of=as_of,
        standard=standard,
        known_at=KNOWN_AT,
        engine=engine,
        master=master,
        validated=True,
    )


@pytest.mark.parametrize(("readings", "as_of"), READINGS, ids=("rolling", "leap day"))
def test_every_decision_is_the_same_byte_by_byte(
    readings: dict[str, str], as_of: date, master: str, tmp_path: Path
) -> None:
    standard = load_standard(readings=readings)
    folder = write_shuffled(tmp_path / "shuffled", standard, as_of, 400)
    suffix = ".csv" if as_of.day == 29 else ".parquet"
    for engine in ("columnar", "spark"):
        receipt = graded(folder, standard, as_of, master, engine).write(tmp_path / f"{engine}{suffix}")
        assert (receipt.engine, receipt.enterprises) == (engine, 400)
    assert (tmp_path / f"spark{suffix}").read_bytes() == (tmp_path / f"columnar{suffix}").read_bytes()
    held = [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert held == []


@pytest.mark.parametrize(
    ("standard", "as_of"), OTHERS, ids=lambda value: value.name if isinstance(value, Standard) else ""
)
def test_other_standards_and_types_decide_alike(
    standard: Standard, as_of: date, master: str, tmp_path: Path
) -> None:
    folder = write_shuffled(tmp_path / "a [1] {b} 100%?*", standard, as_of, 300, odd=True)
    columnar = graded(folder, standard, as_of, master).table()
    found = graded(folder, standard, as_of, master, "spark")
    assert found.table() == columnar
    assert columnar["enterprise_id"].to_pylist()[0] == NAMES[0]
    assert found.summary.total == 300


def test_a_lake_with_replaced_rows_decides_alike(master: str, tmp_path: Path) -> None:
    standard, as_of = OTHERS[0]
    layered = in_layers(write_shuffled(tmp_path / "layers", standard, as_of, 300))
    columnar = graded(layered, standard, as_of, master).table()
    assert columnar != graded(tmp_path / "layers", standard, as_of, master).table()
    assert graded(layered, standard, as_of, master, "spark").table() == columnar
    graded(layered, standard, as_of, master, "spark").write(tmp_path / "decisions")
    assert pq.read_table(tmp_path / "decisions").num_rows == 300


def test_counting_alone_counts_the_same(master: str, tmp_path: Path) -> None:
    standard, as_of = OTHERS[0]
    folder = write_shuffled(tmp_path / "shuffled", standard, as_of, 300)
    told: list[float] = []
    asked = graded(folder, standard, as_of, master, "spark")
    asked.progress = told.append
    counted = asked.tally().counts
    assert counted == graded(folder, standard, as_of, master).tally().counts
    assert counted.total() == 300
    assert told == sorted(told)
    assert all(0 <= share < 1 for share in told)
