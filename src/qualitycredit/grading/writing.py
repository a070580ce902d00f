"""Decisions as a file, CSV or Parquet, or as a folder of parts: what may be written where, and how."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from qualitycredit.errors import OutputRefused
from qualitycredit.grading.receipts import file_sha256
from qualitycredit.grading.tables import SCHEMA

FORMATS: Final = (".csv", ".parquet")
# The file that says that a folder of decisions is whole; it holds nothing.
COMPLETE: Final = "_SUCCESS"
_PARTS: Final = "region=*"
# What repeats from row to row; an enterprise_id does not.
_REPEATED: Final = [
    "grade",
    "best",
    "worst",
    "reason",
    "met.list.element",
    "unknown.list.element",
    "next_change_on",
]


def is_lake(path: Path) -> bool:
    """Tell whether a path is the name of a folder of decisions: it has no ending."""
    return not path.suffix


def check_output(path: Path, *, lake: bool = False) -> None:
    """Refuse an output whose format is unknown or whose folder does not exist, before any work is done.

    A folder of decisions may be asked for where `lake`; it takes the place of another such folder, of nothing else.
    """
    if not (path.suffix in FORMATS or (lake and is_lake(path))):
        raise OutputRefused(
            f"不知道怎样写“{path.name}”：请用 .csv 或 .parquet 作后缀"
            + ("，或者不用后缀。" if lake else "。"),
            f"cannot tell how to write “{path.name}”: end its name in .csv or .parquet"
            + (", or give a folder a name without an ending." if lake else "."),
        )
    if not path.parent.is_dir():
        raise OutputRefused(
            f"文件夹“{path.parent}”不存在，请先建立。",
            f"the folder “{path.parent}” does not exist: make it first.",
        )
    if is_lake(path) and path.exists() and not _gives_way(path):
        raise OutputRefused(
            f"{path} 已经存在，不是以前写的决定。请换一个名称。",
            f"{path} is there, and is no folder of decisions. Choose another name.",
        )


def _gives_way(path: Path) -> bool:
    if not path.is_dir():
        return False
    names = {held.name for held in path.iterdir()}
    return not names or names == {COMPLETE, *(part.name for part in path.glob(_PARTS))}


def write_decisions(path: Path, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> None:
    """Write decisions of a `coded_schema`, in the order in which they come, as the ending of `path` says."""
    if path.suffix == ".csv":
        _write_csv(path, batches)
        return
    with pq.ParquetWriter(
        path, schema, compression="zstd", use_dictionary=_REPEATED, store_schema=False
    ) as writer:
        _behind(writer.write_batch, batches)


def _write_csv(path: Path, batches: Iterable[pa.RecordBatch]) -> None:
    flat = pa.schema([pa.field(f.name, pa.string() if pa.types.is_list(f.type) else f.type) for f in SCHEMA])
    options = pa.csv.WriteOptions(quoting_style="needed")
    with pa.csv.CSVWriter(path, flat, write_options=options) as writer:
        _behind(lambda batch: writer.write_batch(_flat(batch.cast(SCHEMA), flat)), batches)


def _flat(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    columns = [
        pc.binary_join(column, " ") if pa.types.is_list(column.type) else column for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _behind(write: Callable[[pa.RecordBatch], None], batches: Iterable[pa.RecordBatch]) -> None:
    """Write each batch while the next is computed."""
    with ThreadPoolExecutor(1) as writing:
        before: Future[None] | None = None
        for batch in batches:
            if before is not None:
                before.result()
            before = writing.submit(write, batch)
        if before is not None:
            before.result()


@contextmanager
def workplace(path: Path) -> Iterator[Path]:
    """Give a new folder beside `path`, which is gone at the end with all that is left in it.

    Raises OutputRefused where the system does not let it be made or written to.
    """
    folder = path.with_name(f".{path.stem}-{uuid4().hex}")
    try:
        folder.mkdir()
        try:
            yield folder
        finally:
            rmtree(folder, ignore_errors=True)
    except OSError as error:
        zh = f"{path}：写不进去（{error}）。请检查文件夹是否存在、是否可写、磁盘是否已满。"
        en = f"{path}: this cannot be written ({error}). Check that the folder exists, may be written to and has room."
        raise OutputRefused(zh, en) from error


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """Give the path of a folder to make, which takes the place of `path` at the end, or is removed after an error."""
    with workplace(path) as place:
        made = place / "made"
        yield made
        made.joinpath(COMPLETE).touch()
        if path.exists():
            path.rename(place / "replaced")
        made.rename(path)


def folder_sha256(folder: Path) -> str:
    """Give the SHA-256, in hexadecimal, over the name and hash of each part of a folder of decisions."""
    digest = sha256()
    for part in sorted(folder.glob(f"{_PARTS}/*.parquet")):
        digest.update(f"{part.relative_to(folder).as_posix()}\0{file_sha256(part)}\n".encode())
    return digest.hexdigest()
