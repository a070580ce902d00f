"""The faults of an archive: gathered in a table, counted, listed in order, and written to a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import duckdb
from sqlglot import exp

from qualitycredit.archive.queries import rows, run
from qualitycredit.archive.wordings import DID_YOU_MEAN, WORDINGS
from qualitycredit.archive.writing import atomic_path
from qualitycredit.errors import OutputRefused
from qualitycredit.language import Bilingual, Language

_BATCH: Final = 1_000
_SAID: Final = """
SELECT table_name AS "table", part AS file, "row", line, column_name AS "column", value, code,
  replace(replace(zh, '{value}', coalesce(value, '')), '{hint}', coalesce(hint, ''))
    || coalesce(replace($near_zh, '{near}', near), '') AS zh,
  replace(replace(en, '{value}', coalesce(value, '')), '{hint}', coalesce(hint, ''))
    || coalesce(replace($near_en, '{near}', near), '') AS en
FROM faults JOIN wordings USING (code)
ORDER BY table_at, part, "row" NULLS FIRST, column_at, code
"""


class FaultCount(NamedTuple):
    """What is counted together."""

    table: str
    column: str | None
    code: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `row` counts from 1 without the header, `line` from 1 with it; either is None where unknown."""

    table: str
    file: str
    row: int | None
    line: int | None
    column: str | None
    value: str | None
    code: str
    message: Bilingual

    def say(self, language: Language) -> str:
        """Give the fault as a sentence with its place."""
        zh = language == "zh"
        place = [self.file]
        if self.row is not None:
            place.append(f"第 {self.row} 条" if zh else f"row {self.row}")
        if self.line is not None:
            place.append(f"第 {self.line} 行" if zh else f"line {self.line}")
        if self.column is not None:
            place.append(f"列 {self.column}" if zh else f"column {self.column}")
        message = self.message.say(language)
        return f"{'，'.join(place)}：{message}" if zh else f"{', '.join(place)}: {message}"


class FaultReport:
    """All faults of one archive. They lie in a database in memory, which `close` gives back."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        rows = connection.execute(
            "SELECT table_name, column_name, code, count(*) FROM faults"
            " GROUP BY table_at, table_name, column_at, column_name, code ORDER BY table_at, column_at, code"
        ).fetchall()
        self.counts: Mapping[FaultCount, int] = MappingProxyType(
            {FaultCount(*row[:3]): row[3] for row in rows}
        )

    @property
    def total(self) -> int:
        """How many faults there are."""
        return sum(self.counts.values())

    def faults(self, limit: int | None = None) -> Iterator[Fault]:
        """Give the faults by table, file, row and column, at most `limit` of them."""
        if not self.total:
            return
        query = _said()
        rows = run(self._connection.cursor(), query if limit is None else query.limit(limit))
        while batch := rows.fetchmany(_BATCH):
            for table, file, row, line, column, value, code, zh, en in batch:
                yield Fault(table, file, row, line, column, value, code, Bilingual(zh, en))

    def write(self, path: Path) -> None:
        """Write all faults as CSV or Parquet, by the ending of `path`; raises OutputRefused."""
        if path.suffix not in {".csv", ".parquet"}:
            zh = f"{path}：只能写成 .csv 或者 .parquet 文件。"
            raise OutputRefused(
                zh, f"{path}: faults are written as .csv or .parquet. Give the file such a name."
            )
        found = self._connection.cursor().sql(_said().sql("duckdb"))
        with atomic_path(path) as unfinished:
            if path.suffix == ".csv":
                found.write_csv(str(unfinished), header=True)
            else:
                found.write_parquet(str(unfinished), compression="zstd")

    def close(self) -> None:
        """Give back the memory; the counts stay."""
        self._connection.close()


def _said() -> exp.Select:
    return rows(_SAID, near_zh=DID_YOU_MEAN.zh, near_en=DID_YOU_MEAN.en)


def make_room(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty table `faults`, and `wordings`."""
    connection.execute(
        "CREATE TABLE faults (table_at INTEGER, table_name VARCHAR, part VARCHAR, row BIGINT, line BIGINT,"
        " column_at INTEGER, column_name VARCHAR, value VARCHAR, code VARCHAR, hint VARCHAR, near VARCHAR)"
    )
    connection.execute("CREATE TABLE wordings (code VARCHAR, zh VARCHAR, en VARCHAR)")
    connection.executemany(
        "INSERT INTO wordings VALUES (?, ?, ?)", [(code, said.zh, said.en) for code, said in WORDINGS.items()]
    )
