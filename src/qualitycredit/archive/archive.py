"""An archive that has been opened: three tables, ready to be registered in a DuckDB connection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Self

import duckdb
import pyarrow as pa
from sqlglot import exp

from qualitycredit.archive.copies import Copies
from qualitycredit.archive.encoding import LONGEST
from qualitycredit.archive.queries import created, run, tree
from qualitycredit.archive.schema import TABLES, Column, ColumnType, TableName
from qualitycredit.archive.sources import CsvSource, Source, arrow_source, origin, typed
from qualitycredit.errors import ArchiveFaulty, EnterpriseNotFound

IdentifierKind = Literal["uscc", "local"]
_CHOSEN: Final = "chosen"
_LISTED: Final = "SELECT DISTINCT unnest($ids) AS id"
_AMONG_CHOSEN: Final = "enterprise_id IN (SELECT id FROM chosen)"
_UNKNOWN: Final = "SELECT min(id) FROM chosen WHERE id NOT IN (SELECT enterprise_id FROM enterprises)"
IDENTIFIERS: Final[tuple[IdentifierKind, ...]] = ("uscc", "local")


@dataclass(frozen=True)
class Archive:
    """The sources of the three tables, and what identifies an enterprise.

    `folder` is None for tables in memory. `sha256` is the fingerprint, where it is known without reading. Copies of CSV
    files that are not UTF-8 live as long as the archive.
    """

    sources: Mapping[TableName, Source]
    identifier: IdentifierKind = "uscc"
    folder: Path | None = None
    manifest: Path | None = None
    copies: Copies | None = field(default=None, repr=False, compare=False)
    sha256: str | None = None

    @classmethod
    def from_tables(
        cls,
        enterprises: pa.Table,
        products: pa.Table,
        records: pa.Table,
        *,
        identifier: IdentifierKind = "uscc",
    ) -> Self:
        """Take three Arrow tables; columns that may be null may be left out.

        Raises ArchiveUnreadable for missing or unknown columns and for types that do not fit the schema.
        """
        given = zip(TABLES.values(), (enterprises, products, records), strict=True)
        return cls({table.name: arrow_source(table, data) for table, data in given}, identifier)

    def register(
        self,
        connection: duckdb.DuckDBPyConnection,
        tables: Iterable[TableName] = tuple(TABLES),
        enterprise_ids: Sequence[str] | None = None,
    ) -> None:
        """Create the views `enterprises`, `products` and `records`, typed by the schema, `contested` never null.

        Parquet and Arrow are read when a query reads the view, and nothing is copied; Arrow is seen by this very
        connection, not by cursors of it. CSV is read once, into a table behind the view. Values are not checked
        beyond their types: see `validate`. With `enterprise_ids`, the views show these enterprises only. Raises
        ArchiveFaulty for a CSV value or line that cannot be taken, and EnterpriseNotFound.
        """
        if enterprise_ids is not None:
            run(
                connection,
                created(
                    "TABLE", _CHOSEN, tree(_LISTED, ids=exp.array(*map(exp.Literal.string, enterprise_ids)))
                ),
            )
        for name in tables:
            source = self.sources[name]
            columns = [_named(column, source) for column in TABLES[name].columns]
            query = exp.select(*columns).from_(origin(connection, name, source).subquery())
            if isinstance(source, CsvSource):
                _load(connection, f"csv_{name}", source, query)
                query = exp.select("*").from_(f"csv_{name}")
            if enterprise_ids is not None:
                query = query.where(tree(_AMONG_CHOSEN))
            run(connection, created("VIEW", name, query))
            if enterprise_ids is not None and name == "enterprises":
                _require_known(connection)

    def files(self) -> tuple[Path, ...]:
        """Give the files that the archive is made of, in a fixed order; none for tables in memory."""
        files = [file for name in TABLES for file in self.sources[name].files]
        return tuple(files if self.manifest is None else [self.manifest, *files])


def _named(column: Column, source: Source) -> exp.Expr:
    value = typed(column, source)
    if isinstance(source, CsvSource) and column.name in source.header and column.type is not ColumnType.TEXT:
        text = "CASE WHEN $text IS NULL OR $value IS NOT NULL THEN $value ELSE error($place) END"
        value = tree(text, text=exp.column(column.name), value=value, place=column.name)
    if column.null_is_false:
        value = tree("coalesce($value, false)", value=value)
    return exp.alias_(value, column.name)


def _load(connection: duckdb.DuckDBPyConnection, name: str, source: CsvSource, query: exp.Expr) -> None:
    # DuckDB would lose such a line without a word where it is the last one.
    if source.text.overlong:
        raise _unfit(source, f"> {LONGEST:,} bytes")
    try:
        run(connection, created("TABLE", name, query))
    except duckdb.InvalidInputException as error:
        raise _unfit(source, str(error).partition("\n")[0]) from error


def _unfit(source: CsvSource, detail: str) -> ArchiveFaulty:
    file = source.text.file
    zh = f"{file}：有不符合表结构的值或者行（{detail}）。请先检查档案，逐条列出。"
    en = f"{file}: a value or a line does not fit the schema ({detail}). Validate the archive to list each."
    return ArchiveFaulty(zh, en, 1)


def _require_known(connection: duckdb.DuckDBPyConnection) -> None:
    (unknown,) = run(connection, tree(_UNKNOWN)).fetchall()[0]
    if unknown is not None:
        zh = f"档案里没有企业 {unknown}。请核对代码。"
        raise EnterpriseNotFound(zh, f"The archive has no enterprise {unknown}. Check the code.")
