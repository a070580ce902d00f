"""A grading that a lake keeps as a file: the bytes that grading all would write."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.archive import atomic_path
from qualitycredit.errors import OutputRefused
from qualitycredit.grading.receipts import Receipt, file_sha256, receipt_path
from qualitycredit.grading.tables import coded_schema, regrouped
from qualitycredit.grading.writing import check_output, write_decisions
from qualitycredit.lake.dossiers import ID, NUMBER
from qualitycredit.lake.layers import Layer, overlaid
from qualitycredit.lake.regrading import Regrading
from qualitycredit.lake.states import grading_folder
from qualitycredit.model.words import Words


def check_outside(lake: Path, path: Path) -> None:
    """Refuse a path inside a lake, which holds its own files only."""
    if path.resolve().is_relative_to(lake.resolve()):
        zh = f"{path} 在湖里面，那里不能写决定。请换一个位置。"
        raise OutputRefused(
            zh, f"{path} is inside the lake: decisions cannot be written there. Choose another place."
        )


def write_regrading(
    regrading: Regrading, path: Path, progress: Callable[[float], None] | None = None
) -> Receipt:
    """Write the decisions as CSV or Parquet, and the receipt beside them, as a grading of the lake would."""
    check_output(path)
    check_outside(regrading.lake, path)
    kept = _told(decisions(regrading), regrading.state.summary.total, progress or (lambda _: None))
    schema = coded_schema(Words.of(regrading.standard))
    with atomic_path(path) as unfinished, atomic_path(receipt_path(path)) as unfinished_receipt:
        write_decisions(unfinished, regrouped(kept, schema), schema)
        receipt = replace(regrading.state.receipt, decisions_sha256=file_sha256(unfinished))
        unfinished_receipt.write_text(receipt.to_json(), encoding="utf-8")
    return receipt


def decisions(regrading: Regrading) -> Iterator[pa.RecordBatch]:
    """Give the decisions that are kept, in order of enterprise_id."""
    folder, words = grading_folder(regrading.lake, regrading.standard), Words.of(regrading.standard)
    base, *overlays = (Layer(folder, name) for name in regrading.state.layers)
    rows = regrading.index.state.rows
    newer = overlaid(overlays, words)
    known = newer[NUMBER].combine_chunks()
    later = [newer]
    for batch in base.batches():
        added = batch.filter(pc.and_(pc.greater_equal(batch[NUMBER], rows), _not_in(batch, known)))
        later.append(pa.Table.from_batches([added]))
    waiting = pa.concat_tables(later).sort_by(ID).combine_chunks()
    for batch in base.batches():
        kept = batch.filter(pc.and_(pc.less(batch[NUMBER], rows), _not_in(batch, known)))
        if kept.num_rows:
            count = pc.sum(pc.less(waiting[ID], kept[ID][-1])).as_py() or 0
            yield from _sorted([waiting.slice(0, count), pa.Table.from_batches([kept])], words)
            waiting = waiting.slice(count)
    yield from _sorted([waiting], words)


def _told(
    batches: Iterator[pa.RecordBatch], total: int, told: Callable[[float], None]
) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in batches:
        yield batch
        done += batch.num_rows
        told(done / total)


def _not_in(batch: pa.RecordBatch, numbers: pa.Array) -> pa.Array:
    return pc.invert(pc.is_in(batch[NUMBER], value_set=numbers))


def _sorted(tables: list[pa.Table], words: Words) -> Iterator[pa.RecordBatch]:
    together = pa.concat_tables(tables).sort_by(ID).select(coded_schema(words).names)
    yield from together.combine_chunks().to_batches()
