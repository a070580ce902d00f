"""An archive in chunks gives what it gives as a whole, and a run that was cut short is taken up again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pyarrow as pa
import pytest

from qualitycredit.archive import connect as open_database
from qualitycredit.engines.columnar import Chunked, grade_columnar, grade_in_chunks, running
from qualitycredit.engines.columnar.chunks import Cut
from qualitycredit.model.facts import Dossier
from qualitycredit.reading import load_standard
from tests.generative.archives import connect
from tests.generative.drawing import AS_OF, KNOWN_AT
from tests.generative.shapes import SHAPES
from tests.generative.shuffling import shuffled_dossiers
from tests.unit.columnar.standards import dossier

STANDARDS = [load_standard(), *SHAPES]
TODAY = AS_OF[4]


def decided(batches: object) -> list[dict[str, object]]:
    assert hasattr(batches, "__iter__")
    return [row for batch in batches for row in batch.to_pylist()]


def in_chunks(
    position: int,
    facts: list[Dossier],
    folder: Path,
    size: int,
    progress: Callable[[float], None] | None = None,
) -> list[dict[str, object]]:
    chunked = Chunked(size, folder, open_database)
    with connect(facts) as connection:
        return decided(grade_in_chunks(connection, chunked, STANDARDS[position], TODAY, KNOWN_AT, progress))


def as_a_whole(position: int, facts: list[Dossier]) -> list[dict[str, object]]:
    with connect(facts) as connection:
        return decided(grade_columnar(connection, STANDARDS[position], TODAY, KNOWN_AT))


@pytest.mark.parametrize("position", range(len(STANDARDS)), ids=lambda position: STANDARDS[position].name)
@pytest.mark.parametrize("size", [1_000, 40, 7])
def test_chunks_make_the_whole(tmp_path: Path, position: int, size: int) -> None:
    facts = shuffled_dossiers(STANDARDS[position], TODAY, Random(f"{position} {size}"), 60)
    assert in_chunks(position, facts, tmp_path, size) == as_a_whole(position, facts)


def test_enterprises_without_products_and_records(tmp_path: Path) -> None:
    facts = [dossier(enterprise_id=f"E{number}") for number in range(9)]
    assert in_chunks(0, facts, tmp_path, 3) == as_a_whole(0, facts)


def test_no_enterprise_at_all(tmp_path: Path) -> None:
    assert in_chunks(0, [], tmp_path, 3) == []


def test_what_is_decided_is_not_decided_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = shuffled_dossiers(STANDARDS[0], TODAY, Random(5), 40)
    expected, shown = as_a_whole(0, facts), list[int]()
    show = Cut.show

    def stopped(cut: Cut, connection: duckdb.DuckDBPyConnection, number: int) -> None:
        shown.append(number)
        if len(shown) == 3:
            raise MemoryError
        show(cut, connection, number)

    monkeypatch.setattr(Cut, "show", stopped)
    with pytest.raises(MemoryError):
        in_chunks(0, facts, tmp_path, 10)
    assert len(list(tmp_path.glob("decided-*.arrow"))) == 2
    # What was cut is not cut again either: the archive need not even be there.
    assert in_chunks(0, [dossier(enterprise_id="other")], tmp_path, 10) == expected
    assert shown == [0, 1, 2, 2, 3]


def test_progress_only_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_SECONDS", 0.001)
    told: list[float] = []
    in_chunks(0, shuffled_dossiers(STANDARDS[0], TODAY, Random(6), 40), tmp_path, 10, told.append)
    steps = [share for share in told if share in {0.4, 0.55, 0.7, 0.85}]
    assert steps == sorted(steps)
    assert steps
    assert all(0 <= share <= 1 for share in told)


def test_a_border_is_an_enterprise(tmp_path: Path) -> None:
    facts = [dossier(enterprise_id=name) for name in ("é", "B", "a", "A", "企", "'quoted'")]
    rows = in_chunks(0, facts, tmp_path, 1)
    assert [row["enterprise_id"] for row in rows] == ["'quoted'", "A", "B", "a", "é", "企"]


def test_the_day_is_that_of_the_grading(tmp_path: Path) -> None:
    facts = [dossier(enterprise_id="E")]
    chunked = Chunked(1, tmp_path, open_database)
    with connect(facts) as connection:
        early = pa.Table.from_batches(
            grade_in_chunks(connection, chunked, STANDARDS[0], date(1990, 1, 1), KNOWN_AT)
        )
    assert early["grade"].to_pylist() == ["U"]
