"""An archive in SQLite: the tables of the schema, read dossier by dossier as the archive itself is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from qualitycredit.archive import (
    TABLES,
    Archive,
    Table,
    open_archive,
    read_dossiers,
    read_sqlite,
    tables_of,
    write_sqlite,
)
from qualitycredit.errors import ArchiveFaulty, ArchiveUnreadable, EnterpriseNotFound, OutputRefused
from qualitycredit.model.facts import Dossier, Enterprise, Record
from qualitycredit.reading import load_standard
from tests.cast import ALI, AS_OF
from tests.generative.drawing import KNOWN_AT
from tests.generative.shuffling import shuffled_dossiers
from tests.unit.archive.small import CODE, text_of, write_small

LATER = datetime(2030, 1, 1)
HAND_MADE = """
CREATE TABLE enterprises (name, enterprise_id, exporter, established_on, deregistered_on, region, industry, since);
CREATE TABLE products (enterprise_id, product, name, permit_required, statutory_inspection);
CREATE TABLE records (source, document, record_id, enterprise_id, kind, outcome, occurred_on, due_on, closed_on,
    inspected, passed, score, recorded_at, superseded_at, contested, subject);
INSERT INTO enterprises VALUES ('甲', 'E', 1, '2020-02-29', NULL, '110000', NULL, 7);
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    write_sqlite(open_archive(write_small(tmp_path)), tmp_path / "small.sqlite")
    with closing(sqlite3.connect(tmp_path / "small.sqlite")) as connection:
        yield connection


@pytest.fixture
def by_hand() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(HAND_MADE)
        yield connection


def insert(connection: sqlite3.Connection, **columns: object) -> None:
    base = {
        "record_id": "1",
        "enterprise_id": "E",
        "source": "S",
        "kind": "accident",
        "occurred_on": "2026-01-02",
    }
    row = {**base, "recorded_at": "2026-01-03 09:00:00", **columns}
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO records ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608 - its own columns
    connection.commit()


def records_of(connection: sqlite3.Connection, known_at: datetime | None = None) -> list[Record]:
    return list(read_sqlite(connection, "E", known_at).records)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    drawn = shuffled_dossiers(load_standard(), AS_OF, Random(3), 60)
    named = [Dossier(d.enterprise, d.products, tuple(owned(d))) for d in drawn]
    archive = Archive.from_tables(*tables_of(reversed(named)), identifier="local")
    write_sqlite(archive, tmp_path / "archive.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["archive.sqlite"]
    with closing(sqlite3.connect(tmp_path / "archive.sqlite")) as connection:
        for moment in (None, KNOWN_AT, KNOWN_AT + timedelta(days=1), datetime(2024, 1, 1)):
            expected = list(read_dossiers(archive, moment))
            assert len(expected) == len(drawn)
            for dossier in expected:
                assert read_sqlite(connection, dossier.enterprise.enterprise_id, moment) == dossier
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def owned(dossier: Dossier) -> Iterator[Record]:
    for record in dossier.records:
        columns = {name: getattr(record, name) for name in TABLES["records"].names}
        yield Record(**{**columns, "enterprise_id": dossier.enterprise.enterprise_id})


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: str(table.name))
def test_the_tables_are_those_of_the_schema(database: sqlite3.Connection, table: Table) -> None:
    found = database.execute('SELECT name, "notnull" FROM pragma_table_info(?)', [table.name]).fetchall()
    assert [name for name, _ in found] == list(table.names)
    assert {name for name, required in found if required} == {c.name for c in table.columns if c.required}


def test_a_dossier_is_found_by_indices_and_needs_no_sorting(database: sqlite3.Connection) -> None:
    said: list[str] = []
    database.set_trace_callback(said.append)
    read_sqlite(database, CODE, LATER)
    database.set_trace_callback(None)
    assert (said[0], said[-1], len(said)) == ("BEGIN", "COMMIT", 5)
    for query in said[1:-1]:
        plan = [step for *_, step in database.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert [step.partition(" ")[0] for step in plan] == ["SEARCH"], plan


def test_a_transaction_of_the_caller_stays_open(database: sqlite3.Connection) -> None:
    database.execute("BEGIN")
    read_sqlite(database, CODE, None)
    assert database.in_transaction
    database.execute("ROLLBACK")
    read_sqlite(database, CODE, None)
    assert not database.in_transaction


def test_foreign_keys_keep_strangers_out(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute("UPDATE records SET enterprise_id = 'nobody'")


def test_a_database_of_ones_own(by_hand: sqlite3.Connection) -> None:
    by_hand.row_factory = sqlite3.Row
    insert(by_hand, score=1.5, inspected=3, passed=2, contested=0, due_on="2026-02-01", document="号")
    insert(by_hand, record_id="2", score="2.25", contested=1, closed_on="2026-02-02")
    dossier = read_sqlite(by_hand, "E", None)
    assert dossier.enterprise == Enterprise("E", "甲", date(2020, 2, 29), region="110000", exporter=True)
    first, second = dossier.records
    assert (first.score, first.inspected, first.passed, first.contested) == (Decimal("1.5"), 3, 2, False)
    assert (first.due_on, first.document, first.recorded_at) == (
        date(2026, 2, 1),
        "号",
        datetime(2026, 1, 3, 9),
    )
    assert (second.score, second.contested, second.closed_on) == (Decimal("2.25"), True, date(2026, 2, 2))


def test_moments_with_and_without_a_zone_are_the_same_moment(by_hand: sqlite3.Connection) -> None:
    moment = datetime(2026, 1, 3, 1)
    for number, text in enumerate(
        ("2026-01-03 01:00:00", "2026-01-03T01:00:00.000000Z", "2026-01-03T09:00+08:00")
    ):
        insert(by_hand, record_id=str(number), recorded_at=text, superseded_at="2026-02-01T08:00:00+08:00")
    assert {record.recorded_at for record in records_of(by_hand)} == {moment}
    east = timezone(timedelta(hours=8))
    for known_at, count in [
        (moment - timedelta(microseconds=1), 0),
        (moment, 3),
        (moment.replace(tzinfo=UTC).astimezone(east), 3),
        (datetime(2026, 2, 1) - timedelta(microseconds=1), 3),
        (datetime(2026, 2, 1), 0),
        (datetime(2026, 2, 1, 7, 59, tzinfo=east), 3),
    ]:
        assert len(records_of(by_hand, known_at)) == count, known_at


def test_an_enterprise_that_is_not_there(database: sqlite3.Connection) -> None:
    with pytest.raises(EnterpriseNotFound, match="no enterprise nobody"):
        read_sqlite(database, "nobody", None)
    assert not database.in_transaction


@pytest.mark.parametrize(
    "columns",
    [
        {"occurred_on": "yesterday"},
        {"occurred_on": 20260102},
        {"recorded_at": None},
        {"score": "a lot"},
        {"contested": "false"},
    ],
    ids=str,
)
def test_a_value_that_is_not_of_its_type(by_hand: sqlite3.Connection, columns: dict[str, object]) -> None:
    insert(by_hand, **columns)
    with pytest.raises(ArchiveUnreadable, match="enterprise E cannot be read"):
        read_sqlite(by_hand, "E", None)


def test_a_database_without_the_tables() -> None:
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(ArchiveUnreadable, match="no such table"),
    ):
        read_sqlite(connection, "E", None)


@pytest.mark.parametrize("name", ["folder", "file.sqlite"])
def test_what_is_there_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.sqlite").write_text("mine")
    archive = Archive.from_tables(*tables_of([ALI]))
    with pytest.raises(OutputRefused, match="is there already and was left alone"):
        write_sqlite(archive, tmp_path / name)
    assert (tmp_path / "file.sqlite").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="cannot be written"):
        write_sqlite(Archive.from_tables(*tables_of([ALI])), tmp_path / "none" / "archive.sqlite")


@pytest.mark.parametrize(
    "rows",
    [{"records": text_of("records", {"enterprise_id": "0"})}, {"products": text_of("products", {}, {})}],
)
def test_rows_that_contradict_the_schema(tmp_path: Path, rows: dict[str, str]) -> None:
    archive = open_archive(write_small(tmp_path, **rows))
    with pytest.raises(ArchiveFaulty, match="contradicts its schema"):
        write_sqlite(archive, tmp_path / "archive.sqlite")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv"] * 3
