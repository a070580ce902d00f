"""Decisions as Arrow: one schema for both engines, so that equal decisions are equal bytes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import pyarrow as pa

from qualitycredit.model.decision import Decision

SCHEMA: Final = pa.schema(
    [
        pa.field("enterprise_id", pa.string(), nullable=False),
        pa.field("grade", pa.string(), nullable=False),
        pa.field("best", pa.string()),
        pa.field("worst", pa.string()),
        pa.field("reason", pa.string()),
        pa.field("met", pa.list_(pa.string()), nullable=False),
        pa.field("unknown", pa.list_(pa.string()), nullable=False),
        pa.field("next_change_on", pa.date32()),
    ]
)
BATCH_ROWS: Final = 65_536


def batches_of(decisions: Iterable[Decision]) -> Iterator[pa.RecordBatch]:
    """Turn decisions into record batches of SCHEMA."""
    stream = iter(decisions)
    while chunk := list(islice(stream, BATCH_ROWS)):
        yield pa.RecordBatch.from_pylist(
            [
                {
                    "enterprise_id": decision.enterprise_id,
                    "grade": decision.grade,
                    "best": decision.best,
                    "worst": decision.worst,
                    "reason": decision.reason,
                    "met": decision.met,
                    "unknown": decision.unknown,
                    "next_change_on": decision.next_change_on,
                }
                for decision in chunk
            ],
            schema=SCHEMA,
        )


def regrouped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Give the same rows in batches of BATCH_ROWS, the last one shorter: files are cut alike, however rows come."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch.cast(SCHEMA))
        while sum(part.num_rows for part in waiting) >= BATCH_ROWS:
            together = pa.Table.from_batches(waiting, SCHEMA).combine_chunks()
            yield together.slice(0, BATCH_ROWS).to_batches()[0]
            waiting = together.slice(BATCH_ROWS).to_batches()
    yield from pa.Table.from_batches(waiting, SCHEMA).combine_chunks().to_batches()
