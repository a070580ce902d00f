"""Rows that share a key: duplicates, and versions of one record that contradict each other."""

from pathlib import Path

import pytest

from tests.unit.archive.small import CODE, OTHER, faults_of, text_of, write_small


def test_duplicate_enterprises_and_products(tmp_path: Path) -> None:
    write_small(
        tmp_path,
        enterprises=text_of("enterprises", {}, {"enterprise_id": OTHER}, {"name": "again"}),
        products=text_of("products", {}, {"enterprise_id": OTHER}, {}, {"name": "again"}),
    )
    assert [fault.say("en").partition(". Keep")[0] for fault in faults_of(tmp_path)] == [
        f"enterprises.csv, row 3, line 4, column enterprise_id: “{CODE}” is a duplicate of row 1",
        f"products.csv, row 3, line 4, column product: “{CODE} P0” is a duplicate of row 1",
        f"products.csv, row 4, line 5, column product: “{CODE} P0” is a duplicate of row 1",
    ]


FIRST = {"superseded_at": "2025-04-01T00:00:00Z"}
SECOND = {"recorded_at": "2025-04-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([FIRST, SECOND], []),
        ([SECOND, FIRST], []),
        ([FIRST, {**FIRST, "source": "TSB2"}], []),
        ([FIRST, FIRST], [(2, "record_id", "duplicate_row", "row 1")]),
        ([SECOND, {}], [(1, "record_id", "duplicate_key", "row 2")]),
        ([{}, {"recorded_at": "2025-05-01T00:00:00Z", "superseded_at": "2025-06-01T00:00:00Z"}], [
            (2, "recorded_at", "overlapping_versions", "row 1"),
        ]),
        ([{"superseded_at": "2025-05-01T00:00:00Z"}, SECOND], [(2, "recorded_at", "overlapping_versions", "row 1")]),
        ([FIRST, {**SECOND, "enterprise_id": OTHER}], [(2, "enterprise_id", "enterprise_changed", "row 1")]),
        (
            [{"superseded_at": "2026-01-01T00:00:00Z"}, {"recorded_at": "2025-03-03T00:00:00Z", **FIRST}, SECOND],
            [
                (2, "recorded_at", "overlapping_versions", "row 1"),
                (3, "recorded_at", "overlapping_versions", "row 1"),
            ],
        ),
        ([{"recorded_at": ""}, {}], [(1, "recorded_at", "missing", "")]),
    ],
)  # fmt: skip
def test_versions_of_one_record(
    tmp_path: Path, rows: list[dict[str, str]], found: list[tuple[int, str, str, str]]
) -> None:
    write_small(
        tmp_path,
        enterprises=text_of("enterprises", {}, {"enterprise_id": OTHER}),
        records=text_of("records", *rows),
    )
    faults = faults_of(tmp_path)
    assert [(fault.row, fault.column, fault.code) for fault in faults] == [
        (row, column, code) for row, column, code, _ in found
    ]
    assert all(other in fault.message.en for fault, (*_, other) in zip(faults, found, strict=True))
