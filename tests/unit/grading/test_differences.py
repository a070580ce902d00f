"""Two gradings compared: the matrix counts every enterprise, and those that move are named."""

from datetime import date
from pathlib import Path

from qualitycredit import compare, grade, load_standard, open_archive
from tests.cast import AS_OF, BOWEN, CAST, firm, record, write_cast


def test_readings_move_enterprises(tmp_path: Path) -> None:
    mover = firm(8, "早年事故有限公司", record(803, "accident", "considerable", date(2025, 9, 9)))
    archive = open_archive(write_cast(tmp_path / "cast", cast=(*CAST, mover)))
    first, second = (
        grade(archive, as_of=AS_OF, standard=load_standard(readings=readings))
        for readings in ({}, {"current_year": "rolling", "considerable_harm": "d"})
    )
    found = compare(first, second)
    assert found.transitions.total() == len(CAST) + 1
    assert found.transitions["A", "D"] == 1
    assert found.transitions["B", "B"] == 1
    assert found.moved.to_pylist() == [
        {
            "enterprise_id": mover.enterprise.enterprise_id,
            "before": "A",
            "after": "D",
            "reason_before": None,
            "reason_after": None,
        }
    ]


def test_nothing_moves_between_the_same(tmp_path: Path) -> None:
    archive = open_archive(write_cast(tmp_path / "cast", cast=(BOWEN,)))
    standard = load_standard()
    found = compare(*(grade(archive, as_of=AS_OF, standard=standard) for _ in range(2)))
    assert found.transitions == {("B", "B"): 1}
    assert found.moved.num_rows == 0
