"""Grade a whole archive: one stream of decisions, whichever engine computes them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pyarrow as pa

from qualitycredit.archive import (
    Archive,
    atomic_path,
    connect,
    fingerprint,
    knowledge_moment,
    latest_moment,
    read_dossiers,
    require_valid,
)
from qualitycredit.engines.columnar import Chunked, grade_columnar, grade_in_chunks
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.engines.spark import (
    LOCAL,
    Work,
    collected,
    counted,
    require_parquet,
    require_spark,
    spark_session,
    staged,
    written,
)
from qualitycredit.errors import OutputRefused
from qualitycredit.grading.receipts import Receipt, file_sha256, make_receipt, receipt_path
from qualitycredit.grading.summary import Summary
from qualitycredit.grading.tables import SCHEMA, batches_of, coded, coded_schema, regrouped
from qualitycredit.grading.unfinished import resumable_work
from qualitycredit.grading.writing import (
    atomic_folder,
    check_output,
    folder_sha256,
    is_lake,
    workplace,
    write_decisions,
)
from qualitycredit.model.standard import Standard
from qualitycredit.model.words import Words

# With what Python and Arrow need beside it, this stays under 3 GB of resident memory.
_MEMORY = "2400MB"
Engine = Literal["columnar", "scalar", "spark"]


@dataclass(slots=True)
class Grading:
    """Decisions about the enterprises of one archive, computed anew each time they are asked for.

    `known_at` is the moment whose knowledge counts; `progress` is told the share of the work that is done. `master` is
    where the engine spark computes; `chunk` is how many enterprises the engine columnar grades at a time, all where
    that is None.
    """

    archive: Archive
    standard: Standard
    as_of: date
    known_at: datetime | None
    engine: Engine
    enterprises: Sequence[str] | None
    memory_limit: str | None = None
    master: str = LOCAL
    chunk: int | None = None
    summary: Summary = field(default_factory=Summary)
    progress: Callable[[float], None] | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield decisions in order of enterprise_id as record batches, counting them into `summary`.

        The engine spark brings them all into memory here: `tally` and `write` do without.
        """
        for batch in self._counted(self._decisions()):
            yield batch.cast(SCHEMA)

    def tally(self) -> Summary:
        """Count the decisions into `summary`, and give it."""
        if self.engine == "spark":
            with spark_session(self.master, self.memory_limit) as session:
                self.summary = Summary(counted(session, self._work()))
        else:
            for _ in self._counted(self._decisions()):
                pass
        return self.summary

    def _counted(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        self.summary, words = Summary(), Words.of(self.standard)
        for batch in regrouped((coded(batch, words) for batch in batches), coded_schema(words)):
            self.summary.add(batch)
            yield batch

    def _decisions(self, work: Path | None = None) -> Iterator[pa.RecordBatch]:
        if self.engine == "columnar":
            yield from self._columnar(work)
        elif self.engine == "scalar":
            dossiers = read_dossiers(self.archive, self.known_at, self.enterprises)
            yield from batches_of(
                grade_dossier(self.standard, dossier, self.as_of, self.known_at) for dossier in dossiers
            )
        else:
            with spark_session(self.master, self.memory_limit) as session:
                yield from collected(session, self._work())

    def _columnar(self, work: Path | None) -> Iterator[pa.RecordBatch]:
        asked = self.standard, self.as_of, self._moment(), self.progress
        memory = self.memory_limit or _MEMORY
        with connect(memory) as connection, TemporaryDirectory(prefix="qualitycredit-") as folder:
            self.archive.register(connection, enterprise_ids=self.enterprises)
            if self.chunk is None:
                yield from grade_columnar(connection, *asked)
            else:
                chunked = Chunked(self.chunk, work or Path(folder), partial(connect, memory))
                yield from grade_in_chunks(connection, chunked, *asked)

    def _work(self) -> Work:
        return Work(self.archive, self.standard, self.as_of, self._moment(), self.enterprises, self.progress)

    def _moment(self) -> datetime | None:
        # Where nothing in the archive is newer than `known_at`, no version's moments need be read.
        return None if latest_moment(self.archive) == self.known_at else self.known_at

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
        """Write the decisions as CSV or Parquet, and the receipt beside them; neither ever stands half-written.

        The engine spark also writes a folder of Parquet parts, one folder a province, where `path` has no ending.
        """
        check_output(path, lake=self.engine == "spark")
        if any(file.resolve().is_relative_to(path.resolve()) for file in self.archive.files()):
            raise OutputRefused(
                f"{path} 是档案自己的文件，不能写上决定。请换一个文件名。",
                f"{path} is a file of the archive itself: decisions cannot be written over it. Choose another name.",
            )
        receipt = self.receipt()
        chunked = self.engine == "columnar" and self.chunk is not None
        waiting = resumable_work(path, receipt, str(self.chunk)) if chunked else nullcontext()
        with (
            waiting as work,
            atomic_folder(path) if is_lake(path) else atomic_path(path, work) as unfinished,
            atomic_path(receipt_path(path), work) as unfinished_receipt,
        ):
            sha256 = self._write_parts(unfinished) if is_lake(path) else self._write_file(unfinished, work)
            receipt = replace(receipt, enterprises=self.summary.total, decisions_sha256=sha256)
            unfinished_receipt.write_text(receipt.to_json(), encoding="utf-8")
        return receipt

    def _write_file(self, path: Path, work: Path | None) -> str:
        schema = coded_schema(Words.of(self.standard))
        if self.engine == "spark":
            with workplace(path) as parts, spark_session(self.master, self.memory_limit) as session:
                decisions = staged(session, self._work(), parts / "decisions")
                write_decisions(path, self._counted(decisions), schema)
        else:
            write_decisions(path, self._counted(self._decisions(work)), schema)
        return file_sha256(path)

    def _write_parts(self, folder: Path) -> str:
        with spark_session(self.master, self.memory_limit) as session:
            self.summary = Summary(written(session, self._work(), folder))
        return folder_sha256(folder)


def grade(  # noqa: PLR0913 - each is a question that a user may ask
    archive: Archive,
    *,
    as_of: date,
    standard: Standard,
    known_at: datetime | None = None,
    engine: Engine = "columnar",
    enterprises: Sequence[str] | None = None,
    memory_limit: str | None = None,
    master: str = LOCAL,
    chunk: int | None = None,
    validated: bool = False,
) -> Grading:
    """Grade the enterprises of an archive as of a day.

    `known_at` (UTC) limits the record versions to those that existed then; without it, all that the archive knows
    counts. `enterprises` limits the decisions to these identifiers (EnterpriseNotFound where one is not there).
    With `chunk`, the engine columnar grades about so many enterprises at a time, in little memory, and `write` goes on
    where a run that was killed had stopped. The engine spark computes on `master`; `memory_limit` is then that of the
    process here, or of each executor there.
    Raises ArchiveFaulty where the archive contradicts its schema, unless it was `validated` before.
    """
    if engine == "spark":
        require_spark(master)
        require_parquet(archive)
    if not validated:
        require_valid(archive, standard.kinds)
    moment = knowledge_moment(archive, known_at)
    return Grading(archive, standard, as_of, moment, engine, enterprises, memory_limit, master, chunk)
