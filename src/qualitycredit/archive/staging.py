"""A table laid out for checking: where each row stands, and each value as its type and as its text.

The view `staged_<table>` has `part` (name of the file, with the folders that tell parts apart), `row` (from 1), `line`
(in a CSV file, null where unknown), and for each column of the schema `<column>`, null where the text does not fit, and
`<column>_text`.
"""

from collections.abc import Sequence
from os.path import commonpath, sep
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb
from sqlglot import exp

from qualitycredit.archive.encoding import LONGEST
from qualitycredit.archive.queries import created, rows, run, tree
from qualitycredit.archive.schema import TABLES, Table
from qualitycredit.archive.sifting import MALFORMED, sift
from qualitycredit.archive.sources import ArrowSource, CsvSource, Source, csv_text, origin, typed

PLACE: Final = ("part", "row", "line")

_COUNTED: Final = 'SELECT row_number() OVER () AS "row", * FROM ($rows)'
_MALFORMED: Final = """
INSERT INTO faults
SELECT $table_at, $table, $part, CAST("row" AS BIGINT), CAST(line AS BIGINT), -1, "column", value, code, hint, NULL
FROM ($malformed)
"""


def stage(connection: duckdb.DuckDBPyConnection, table: Table, source: Source) -> None:
    """Create the view `staged_<table>`; CSV is read into a table behind it, its malformed lines into `faults`."""
    if isinstance(source, CsvSource):
        names = source.header
        place = [exp.convert(source.text.file.name), exp.column("row"), exp.column("line")]
        _read_lines(connection, table, source)
        held = rows("FROM $lines", lines=exp.to_table(f"lines_{table.name}"))
    else:
        names = source.schema.names
        file = exp.convert(table.name) if isinstance(source, ArrowSource) else _part(source.files)
        place = [file, tree("file_row_number + 1"), tree("CAST(NULL AS BIGINT)")]
        held = origin(connection, table.name, source, numbered=True)
    named = [exp.alias_(value, name) for value, name in zip(place, PLACE, strict=True)]
    for column in table.columns:
        text = tree("nullif(CAST($column AS VARCHAR), '')", column=exp.column(column.name))
        named.append(exp.alias_(typed(column, source), column.name))
        named.append(exp.alias_(text if column.name in names else exp.null(), f"{column.name}_text"))
    run(connection, created("VIEW", f"staged_{table.name}", exp.select(*named).from_(held.subquery())))


def _part(files: Sequence[Path]) -> exp.Expr:
    """Give the path of a part from the folder that all parts have in common."""
    root = commonpath([file.parent for file in files])
    return tree("substr(filename, $start)", start=len(root) + len(sep) + 1)


def _read_lines(connection: duckdb.DuckDBPyConnection, table: Table, source: CsvSource) -> None:
    """Put the text of a CSV file into `lines_<table>` with the number of each row, and of its line where known."""
    name = f"lines_{table.name}"
    if source.text.overlong:
        # DuckDB would refuse the line, or lose it without a word where it is the last one.
        _read_sifted(connection, table, source, "")
        return
    numbered = tree(_COUNTED, rows=csv_text(source.text.readable, source.header))
    try:
        connection.execute("SET preserve_insertion_order = true")
        run(connection, created("TABLE", f"rows_{table.name}", numbered))
    except duckdb.InvalidInputException as error:
        _read_sifted(connection, table, source, str(error).partition("\n")[0])
        return
    finally:
        connection.execute("SET preserve_insertion_order = false")
    (count,) = run(connection, exp.select("count(*)").from_(f"rows_{table.name}")).fetchall()[0]
    # Where each row takes one line, its line is known; a line break inside a value, or a blank line, hides it.
    line = tree('"row" + 1') if count + 1 == source.text.lines else exp.null()
    placed = exp.select("*", exp.alias_(line, "line")).from_(f"rows_{table.name}")
    run(connection, created("VIEW", name, placed))


def _read_sifted(connection: duckdb.DuckDBPyConnection, table: Table, source: CsvSource, reason: str) -> None:
    """Read a file with malformed lines line by line, into `lines_<table>` and `faults`."""
    with TemporaryDirectory(prefix="qualitycredit-") as folder:
        kept, malformed = Path(folder, "kept.csv"), Path(folder, "malformed.csv")
        sift(source.text.readable, source.header, kept, malformed, reason)
        # A row of the copy is longer than it was: it has its numbers before it, and every quote twice.
        held = csv_text(kept, ("row", "line", *source.header), longest=3 * LONGEST)
        run(connection, created("TABLE", f"lines_{table.name}", held))
        found = tree(
            _MALFORMED,
            table_at=list(TABLES).index(table.name),
            table=table.name,
            part=source.text.file.name,
            malformed=csv_text(malformed, MALFORMED),
        )
        run(connection, found)
