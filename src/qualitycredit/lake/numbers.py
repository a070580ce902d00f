"""The numbers of enterprises, and files of them."""

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.archive import atomic_path
from qualitycredit.lake.dossiers import ID, NUMBER

NUMBERS: Final = pa.schema([(ID, pa.string()), (NUMBER, pa.int32())])


def no_numbers() -> pa.Array:
    """Give no number at all."""
    return pa.array([], pa.int32())


def unlike(values: pa.Array, others: pa.Array) -> pa.Array:
    """Give the values that are not among the others."""
    return values.filter(pc.invert(pc.is_in(values, value_set=others)))


def write_table(path: Path, table: pa.Table) -> None:
    """Write an Arrow file of one batch, as a whole or not at all."""
    with (
        atomic_path(path) as unfinished,
        pa.OSFile(str(unfinished), "wb") as file,
        pa.ipc.new_file(file, table.schema) as writer,
    ):
        writer.write_table(table.combine_chunks())


def read_table(path: Path) -> pa.Table:
    """Map an Arrow file into memory."""
    with pa.memory_map(str(path)) as mapped, pa.ipc.open_file(mapped) as reader:
        return reader.read_all()


def is_whole(path: Path) -> bool:
    """Tell whether an Arrow file is there to its end, which is written last."""
    try:
        with pa.memory_map(str(path)) as mapped, pa.ipc.open_file(mapped):
            return True
    except (OSError, pa.ArrowException):
        return False


def write_numbers(path: Path, numbers: pa.Array) -> None:
    """Write a file of numbers."""
    write_table(path, pa.table({NUMBER: numbers.cast(pa.int32())}))


def read_numbers(path: Path) -> pa.Array:
    """Read a file of numbers."""
    return read_table(path)[NUMBER].combine_chunks()
