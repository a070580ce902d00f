"""Grade a whole archive: one stream of decisions, whichever engine computes them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from qualitycredit.archive import (
    Archive,
    atomic_path,
    connect,
    fingerprint,
    knowledge_moment,
    read_dossiers,
    require_valid,
)
from qualitycredit.engines.columnar import grade_columnar
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.errors import OutputRefused
from qualitycredit.grading.receipts import Receipt, file_sha256, make_receipt, receipt_path
from qualitycredit.grading.summary import Summary
from qualitycredit.grading.tables import SCHEMA, batches_of, regrouped
from qualitycredit.model.standard import Standard

Engine = Literal["columnar", "scalar"]
FORMATS = (".csv", ".parquet")


@dataclass(slots=True)
class Grading:
    """Decisions about the enterprises of one archive, computed anew each time they are asked for.

    `known_at` is the moment whose knowledge counts; `progress` is told the share of the work that is done.
    """

    archive: Archive
    standard: Standard
    as_of: date
    known_at: datetime | None
    engine: Engine
    enterprises: Sequence[str] | None
    memory_limit: str | None = None
    summary: Summary = field(default_factory=Summary)
    progress: Callable[[float], None] | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield decisions in order of enterprise_id as record batches, counting them into `summary`."""
        self.summary = Summary()
        for batch in regrouped(self._scalar() if self.engine == "scalar" else self._columnar()):
            self.summary.add(batch)
            yield batch

    def _scalar(self) -> Iterator[pa.RecordBatch]:
        dossiers = read_dossiers(self.archive, self.known_at, self.enterprises)
        return batches_of(
            grade_dossier(self.standard, dossier, self.as_of, self.known_at) for dossier in dossiers
        )

    def _columnar(self) -> Iterator[pa.RecordBatch]:
        with connect(self.memory_limit) as connection:
            self.archive.register(connection, enterprise_ids=self.enterprises)
            yield from grade_columnar(connection, self.standard, self.as_of, self.known_at, self.progress)

    def table(self) -> pa.Table:
        """Give all decisions as one Arrow table."""
        return pa.Table.from_batches(self.batches(), schema=SCHEMA)

    def receipt(self) -> Receipt:
        """Give the receipt of this grading; `enterprises` counts the decisions computed so far."""
        return make_receipt(
            self.standard,
            engine=self.engine,
            as_of=self.as_of,
            known_at=self.known_at,
            archive_sha256=fingerprint(self.archive),
            enterprises=self.summary.total,
        )

    def write(self, path: Path) -> Receipt:
        """Write the decisions as CSV or Parquet, and the receipt beside them; neither ever stands half-written."""
        check_output(path)
        if path.resolve() in {file.resolve() for file in self.archive.files()}:
            raise OutputRefused(
                f"{path} 是档案自己的文件，不能写上决定。请换一个文件名。",
                f"{path} is a file of the archive itself: decisions cannot be written over it. Choose another name.",
            )
        with atomic_path(path) as unfinished, atomic_path(receipt_path(path)) as unfinished_receipt:
            if path.suffix == ".csv":
                _write_csv(unfinished, self.batches())
            else:
                with pq.ParquetWriter(unfinished, SCHEMA, compression="zstd") as writer:
                    for batch in self.batches():
                        writer.write_batch(batch)
            receipt = replace(self.receipt(), decisions_sha256=file_sha256(unfinished))
            unfinished_receipt.write_text(receipt.to_json(), encoding="utf-8")
        return receipt


def check_output(path: Path) -> None:
    """Refuse an output whose format is unknown or whose folder does not exist, before any work is done."""
    if path.suffix not in FORMATS:
        raise OutputRefused(
            f"不知道怎样写“{path.name}”：请用 .csv 或 .parquet 作后缀。",
            f"cannot tell how to write “{path.name}”: end its name in .csv or .parquet.",
        )
    if not path.parent.is_dir():
        raise OutputRefused(
            f"文件夹“{path.parent}”不存在，请先建立。",
            f"the folder “{path.parent}” does not exist: make it first.",
        )


def _write_csv(path: Path, batches: Iterator[pa.RecordBatch]) -> None:
    flat = pa.schema([pa.field(f.name, pa.string() if pa.types.is_list(f.type) else f.type) for f in SCHEMA])
    options = pa.csv.WriteOptions(quoting_style="needed")
    with pa.csv.CSVWriter(path, flat, write_options=options) as writer:
        for batch in batches:
            columns = [
                pc.binary_join(column, " ") if pa.types.is_list(column.type) else column
                for column in batch.columns
            ]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=flat))


def grade(  # noqa: PLR0913 - each is a question that a user may ask
    archive: Archive,
    *,
    as_of: date,
    standard: Standard,
    known_at: datetime | None = None,
    engine: Engine = "columnar",
    enterprises: Sequence[str] | None = None,
    memory_limit: str | None = None,
    validated: bool = False,
) -> Grading:
    """Grade the enterprises of an archive as of a day.

    `known_at` (UTC) limits the record versions to those that existed then; without it, all that the archive knows
    counts. `enterprises` limits the decisions to these identifiers (EnterpriseNotFound where one is not there).
    Raises ArchiveFaulty where the archive contradicts its schema, unless it was `validated` before.
    """
    if not validated:
        require_valid(archive, standard.kinds)
    moment = knowledge_moment(archive, known_at)
    return Grading(archive, standard, as_of, moment, engine, enterprises, memory_limit)
