"""One part of an archive: the enterprises of a span of serial numbers, with their products and records."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
from sqlglot import exp

from qualitycredit.archive.connections import connect
from qualitycredit.archive.identifiers import made_code_sql
from qualitycredit.archive.queries import created, run, tree
from qualitycredit.archive.schema import TABLES
from qualitycredit.archive.synthesis import happening, population
from qualitycredit.archive.writing import FileFormat

# Enterprises in a part: it bounds the memory, and the same enterprises in other parts would be other bytes.
PART: Final = 100_000
_ROW_GROUP: Final = 122_880


@dataclass(frozen=True, slots=True)
class Part:
    """Serial numbers from `first` to before `last`."""

    number: int
    first: int
    last: int

    def file(self, file_format: FileFormat) -> str:
        """Give the name of the part's file; names in order are parts in order."""
        return f"part-{self.number:04d}.{file_format}"


def cut(enterprises: int) -> list[Part]:
    """Cut the serial numbers into parts of at most `PART`."""
    starts = range(0, enterprises, PART)
    return [Part(number, start, min(start + PART, enterprises)) for number, start in enumerate(starts)]


class Maker:
    """A database of its own on one thread, so that the bytes of a part depend on nothing but the part."""

    def __init__(self, grounds: Mapping[str, pa.Table], seed: int) -> None:
        self.seed = seed % 2**64
        self.connection = connect(memory_limit="1GB", threads=1)
        for name, ground in grounds.items():
            self.connection.register(f"ground_{name}", ground)
            run(
                self.connection,
                created("TABLE", name, tree("FROM $table", table=exp.to_table(f"ground_{name}"))),
            )
        for statement in population.BEFORE:
            self.connection.execute(statement)
        code = made_code_sql(exp.column("region"), exp.column("code_serial"))
        self.making = created("TABLE", "made", tree(population.MADE, code=code))
        self.take(Part(0, 0, 0))
        for statement in (*population.AFTER, *happening.VIEWS):
            self.connection.execute(statement)

    def take(self, part: Part) -> None:
        """Make the enterprises of a part."""
        self.connection.execute("DELETE FROM task")
        self.connection.execute("INSERT INTO task VALUES (?, ?, ?)", [self.seed, part.first, part.last])
        run(self.connection, self.making)

    def write(self, part: Part, folder: Path, file_format: FileFormat) -> None:
        """Write the file of the part into the folder of each table; the first part of a CSV has the header."""
        self.take(part)
        for name in TABLES:
            file, rows = str(folder / name / part.file(file_format)), self.connection.view(name)
            if file_format == "parquet":
                rows.write_parquet(file, compression="zstd", row_group_size=_ROW_GROUP)
            else:
                rows.write_csv(file, header=part.number == 0, timestamp_format="%Y-%m-%dT%H:%M:%SZ")

    def interrupt(self) -> None:
        """Stop what is being written, if anything is."""
        self.connection.interrupt()

    def close(self) -> None:
        """Let the database go."""
        self.connection.close()
