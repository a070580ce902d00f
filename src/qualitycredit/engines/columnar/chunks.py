"""A large archive cut into chunks of enterprises, each graded by itself, so that memory does not grow with the archive.

The three tables are read once and written to Parquet files, a folder a chunk; of the records only those that the
standard looks at. A chunk is a range of enterprise_id, so that decisions come in order when chunks do.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

import duckdb
from sqlglot import exp, select

from qualitycredit.engines.columnar.statements import facts_query
from qualitycredit.engines.columnar.tables import ENTERPRISE
from qualitycredit.model.standard import Standard

# The tables, and how much of the work of cutting each of them is.
TABLES: Final = {"enterprises": 0.1, "products": 0.1, "records": 0.8}
_FINISHED: Final = "borders.json"
_CHUNK: Final = "chunk"
_SAMPLE: Final = 20_000
_BUFFERED_ROWS: Final = 50_000


@dataclass(frozen=True, slots=True)
class Cut:
    """An archive in pieces: the folder of the pieces, and the first enterprise_id of every chunk but the first.

    The borders are written last: where they are there, the pieces are whole, and a run that was killed goes on with them.
    """

    folder: Path
    borders: tuple[str, ...]

    @property
    def chunks(self) -> range:
        """The numbers of the chunks."""
        return range(len(self.borders) + 1)

    def decided(self, number: int) -> Path:
        """Give the file for the decisions on a chunk."""
        return self.folder / f"decided-{number:05}.arrow"

    def show(self, connection: duckdb.DuckDBPyConnection, number: int) -> None:
        """Let the names of the tables mean one chunk on a connection that has no tables of its own."""
        for name in TABLES:
            piece = self.folder / name / f"{_CHUNK}={number}"
            # A chunk without products or records has no folder; the file without rows has the columns.
            files = piece / "*.parquet" if piece.exists() else self.folder / f"{name}.parquet"
            query = select("*").from_(_read(files))
            view = exp.Create(this=exp.to_table(name), kind="VIEW", replace=True, expression=query)
            connection.execute(view.sql("duckdb"))


def cut_before(folder: Path) -> Cut | None:
    """Find an archive that was cut before."""
    finished = folder / _FINISHED
    return Cut(folder, tuple(json.loads(finished.read_text(encoding="utf-8")))) if finished.exists() else None


def finish(folder: Path, borders: Sequence[str]) -> Cut:
    """Say that all pieces are there."""
    (folder / _FINISHED).write_text(json.dumps(borders), encoding="utf-8")
    return Cut(folder, tuple(borders))


def write_pieces(
    connection: duckdb.DuckDBPyConnection, name: str, part: exp.Select, folder: Path, borders: Sequence[str]
) -> None:
    """Write the rows of one table, a folder a chunk, and a file of its columns without rows."""
    connection.execute("SET partitioned_write_flush_threshold = ?", [_BUFFERED_ROWS])
    numbered = part.select(_number(borders, 0, len(borders)).as_(_CHUNK))
    relation = connection.sql(numbered.sql("duckdb"))
    relation.limit(0).to_parquet(str(folder / f"{name}.parquet"))
    relation.to_parquet(str(folder / name), partition_by=[_CHUNK], compression="lz4", overwrite=True)


def parts(standard: Standard, as_of: date, known_at: datetime | None) -> dict[str, exp.Select]:
    """Give the queries of what is cut into chunks, by the names of the tables."""
    whole = {name: select("*").from_(name) for name in ("enterprises", "products")}
    return {**whole, "records": facts_query(standard, as_of, known_at)}


def choose_borders(connection: duckdb.DuckDBPyConnection, chunk: int) -> list[str]:
    """Choose borders from a sample: the chunks come out nearly alike, and the decisions do not depend on them."""
    counted = select(exp.Count(this=exp.Star())).from_("enterprises")
    ((count,),) = connection.execute(counted.sql("duckdb")).fetchall()
    sample = select(ENTERPRISE).from_("enterprises")
    sample.set("sample", exp.TableSample(size=exp.Literal.number(_SAMPLE), method=exp.var("RESERVOIR")))
    found = sorted(row[0] for row in connection.execute(sample.sql("duckdb")).fetchall())
    chunks = -(-count // chunk)
    return sorted({found[number * len(found) // chunks] for number in range(1, chunks)} - set(found[:1]))


def _number(borders: Sequence[str], low: int, high: int) -> exp.Expr:
    """Give the number of a row's chunk, found by halving."""
    if low == high:
        return exp.Literal.number(low)
    middle = (low + high) // 2
    before = exp.column(ENTERPRISE) < exp.Literal.string(borders[middle])
    return exp.case().when(before, _number(borders, low, middle)).else_(_number(borders, middle + 1, high))


def _read(files: Path) -> exp.Expr:
    return exp.Table(this=exp.Anonymous(this="read_parquet", expressions=[exp.Literal.string(str(files))]))
