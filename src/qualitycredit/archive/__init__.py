"""Archives of facts: three tables in CSV, Parquet or Arrow, opened, validated, read as of a moment, and written.

`open_archive` or `Archive.from_tables` gives an `Archive`; `validate` finds its faults; `Archive.register` shows it to
a DuckDB connection, and `read_dossiers` to Python, one enterprise after the other. `write_sqlite` copies it into an
SQLite database, from which `read_sqlite` gives one enterprise in a moment.
"""

from qualitycredit.archive.archive import IDENTIFIERS, Archive, IdentifierKind
from qualitycredit.archive.connections import connect
from qualitycredit.archive.dossiers import (
    knowledge_moment,
    latest_moment,
    read_dossiers,
    read_versions,
    tables_of,
)
from qualitycredit.archive.faults import Fault, FaultCount, FaultReport
from qualitycredit.archive.fingerprint import fingerprint
from qualitycredit.archive.identifiers import (
    code_fault,
    code_holds_sql,
    made_code,
    made_code_sql,
    organisation_check,
    organisation_holds_sql,
    well_formed_sql,
)
from qualitycredit.archive.lakes import write_lake
from qualitycredit.archive.opening import open_archive
from qualitycredit.archive.schema import (
    ENTERPRISES,
    PRODUCTS,
    RECORDS,
    TABLES,
    Column,
    ColumnType,
    Table,
    TableName,
)
from qualitycredit.archive.sqlite import read_sqlite, write_sqlite
from qualitycredit.archive.validating import require_enterprises, require_valid, validate
from qualitycredit.archive.writing import FileFormat, atomic_path, keep_apart, write_archive

__all__ = [
    "ENTERPRISES",
    "IDENTIFIERS",
    "PRODUCTS",
    "RECORDS",
    "TABLES",
    "Archive",
    "Column",
    "ColumnType",
    "Fault",
    "FaultCount",
    "FaultReport",
    "FileFormat",
    "IdentifierKind",
    "Table",
    "TableName",
    "atomic_path",
    "code_fault",
    "code_holds_sql",
    "connect",
    "fingerprint",
    "keep_apart",
    "knowledge_moment",
    "latest_moment",
    "made_code",
    "made_code_sql",
    "open_archive",
    "organisation_check",
    "organisation_holds_sql",
    "read_dossiers",
    "read_sqlite",
    "read_versions",
    "require_enterprises",
    "require_valid",
    "tables_of",
    "validate",
    "well_formed_sql",
    "write_archive",
    "write_lake",
    "write_sqlite",
]
