"""Validating an archive: every rule as SQL, a wide count first, and rows only for the rules that were broken."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

import duckdb
from sqlglot import exp

from qualitycredit.archive.archive import Archive
from qualitycredit.archive.checks import Check, row_checks
from qualitycredit.archive.connections import connect
from qualitycredit.archive.counting import counted
from qualitycredit.archive.faults import Fault, FaultReport, make_room
from qualitycredit.archive.queries import created, run, tree
from qualitycredit.archive.repeats import find_repeats
from qualitycredit.archive.schema import TABLES, Table
from qualitycredit.archive.sources import CsvSource, origin
from qualitycredit.archive.staging import stage
from qualitycredit.archive.vocabulary import state_kinds, suggest_words
from qualitycredit.archive.wordings import WORDINGS
from qualitycredit.errors import ArchiveFaulty, ArchiveUnreadable
from qualitycredit.model.standard import Kind

_SHOWN: Final = 5

_CHECKED: Final = {
    "enterprises": "SELECT * FROM staged_enterprises",
    "products": """
SELECT staged.*, known.enterprise_id IS NOT NULL AS known_enterprise
FROM staged_products AS staged LEFT JOIN known_enterprises AS known ON staged.enterprise_id = known.enterprise_id
""",
    "records": """
SELECT staged.*, known.enterprise_id IS NOT NULL AS known_enterprise, kinds.kind IS NOT NULL AS known_kind,
  kinds.has_outcomes, kinds.outcomes, outcomes.outcome IS NOT NULL AS known_outcome, outcomes.contestable
FROM staged_records AS staged
LEFT JOIN known_enterprises AS known ON staged.enterprise_id = known.enterprise_id
LEFT JOIN kinds ON staged.kind = kinds.kind
LEFT JOIN outcomes ON staged.kind = outcomes.kind AND staged.outcome = outcomes.outcome
""",
}
_KNOWN: Final = "SELECT DISTINCT enterprise_id FROM staged_enterprises WHERE enterprise_id IS NOT NULL"
_FOUND: Final = """
INSERT INTO faults
SELECT $table_at, $table, part, "row", line, $column_at, $column, left($text, 200), $code, $hint, NULL
FROM $checked WHERE $condition
"""


def validate(
    archive: Archive,
    kinds: Mapping[str, Kind],
    *,
    memory_limit: str | None = None,
    threads: int | None = None,
) -> FaultReport:
    """Find every fault of an archive whose records are of these kinds; limits are those of `connect`.

    Raises ArchiveUnreadable where a file breaks off in the middle.
    """
    connection = connect(memory_limit, threads)
    make_room(connection)
    state_kinds(connection, kinds)
    for table in TABLES.values():
        try:
            _validate_table(connection, archive, table)
        except duckdb.Error as error:
            connection.close()
            place, detail = f"{archive.folder}, {table.name}", str(error).partition("\n")[0]
            zh = f"{place}：读到中途失败（{detail}）。文件可能已损坏，请重新导出。"
            en = f"{place}: reading failed midway ({detail}). The file may be damaged. Export it again."
            raise ArchiveUnreadable(zh, en) from error
    suggest_words(connection, kinds)
    return FaultReport(connection)


def require_valid(archive: Archive, kinds: Mapping[str, Kind]) -> None:
    """Raise ArchiveFaulty, with the number of faults and the first few, unless there are none."""
    report = validate(archive, kinds)
    if not report.total:
        return
    shown = list(report.faults(_SHOWN))
    report.close()
    raise _faulty(report.total, shown)


def require_enterprises(archive: Archive) -> None:
    """Raise ArchiveFaulty, as `require_valid` does, for an archive without any enterprise; looks at one row alone."""
    # A file that cannot be read is refused by what reads it whole.
    with connect() as connection, suppress(duckdb.Error):
        first = origin(connection, "enterprises", archive.sources["enterprises"]).limit(1)
        if not run(connection, first).fetchall():
            file, said = "enterprises", WORDINGS["empty_archive"]
            raise _faulty(1, [Fault(file, file, None, None, None, None, "empty_archive", said)])


def _faulty(total: int, shown: Sequence[Fault]) -> ArchiveFaulty:
    zh = "\n".join([f"档案有 {total:,} 处错误：", *(fault.say("zh") for fault in shown)])
    en = "\n".join([f"The archive has {counted(total, 'fault')}:", *(fault.say("en") for fault in shown)])
    return ArchiveFaulty(zh, en, total)


def _validate_table(connection: duckdb.DuckDBPyConnection, archive: Archive, table: Table) -> None:
    source = archive.sources[table.name]
    stage(connection, table, source)
    if table.name == "enterprises":
        run(connection, created("TABLE", "known_enterprises", tree(_KNOWN)))
        connection.execute(
            "INSERT INTO faults SELECT 0, 'enterprises', 'enterprises', NULL, NULL, -1, NULL, NULL, 'empty_archive',"
            " NULL, NULL WHERE NOT EXISTS (FROM staged_enterprises)"
        )
    run(connection, created("VIEW", f"checked_{table.name}", tree(_CHECKED[table.name])))
    checks = row_checks(table, archive.identifier, textual=isinstance(source, CsvSource))
    for check in _broken(connection, table, checks):
        _list(connection, table, check)
    find_repeats(connection, table)


def _broken(
    connection: duckdb.DuckDBPyConnection, table: Table, checks: tuple[Check, ...]
) -> Iterator[Check]:
    """Count all checks of a table in one scan; give those that some row does not pass."""
    counts = [tree("count(*) FILTER (WHERE $condition)", condition=check.condition) for check in checks]
    found = run(connection, exp.select(*counts).from_(f"checked_{table.name}")).fetchall()[0]
    yield from (check for check, count in zip(checks, found, strict=True) if count)


def _list(connection: duckdb.DuckDBPyConnection, table: Table, check: Check) -> None:
    query = tree(
        _FOUND,
        table_at=list(TABLES).index(table.name),
        table=table.name,
        column_at=table.names.index(check.column),
        column=check.column,
        text=exp.column(f"{check.column}_text"),
        code=check.code,
        hint=check.hint,
        checked=exp.to_table(f"checked_{table.name}"),
        condition=check.condition,
    )
    run(connection, query)
