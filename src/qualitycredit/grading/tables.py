"""Decisions as Arrow: one schema for both engines, so that equal decisions are equal bytes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.model.decision import Decision
from qualitycredit.model.words import Words

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
_LISTS: Final = ("met", "unknown")


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


def coded_schema(words: Words) -> pa.Schema:
    """Give SCHEMA with its words as dictionaries in their order: each is held and hashed once, not once a row."""
    texts = pa.dictionary(pa.int16(), pa.string())
    types = dict.fromkeys(_lexicon(words), texts) | dict.fromkeys(_LISTS, pa.list_(texts))
    return pa.schema([field.with_type(types.get(field.name, field.type)) for field in SCHEMA])


def coded(batch: pa.RecordBatch, words: Words) -> pa.RecordBatch:
    """Give a batch of SCHEMA by `coded_schema`; what the columnar engine gives is so already.

    The same decisions come out as the same arrays, whichever engine computed them.
    """
    columns = {name: batch[name] for name in SCHEMA.names}
    for name, texts in _lexicon(words).items():
        if not pa.types.is_dictionary(columns[name].type):
            columns[name] = _encoded(columns[name], texts)
    for name in _LISTS:
        column = columns[name]
        if not pa.types.is_dictionary(column.type.value_type):
            ends = pa.concat_arrays(
                [pa.array([0]), pc.cumulative_sum(column.value_lengths().cast(pa.int64()))]
            )
            flat = _encoded(column.flatten(), words.clauses)
            columns[name] = pa.ListArray.from_arrays(ends.cast(pa.int32()), flat)
    return pa.RecordBatch.from_arrays(list(columns.values()), schema=coded_schema(words))


def _lexicon(words: Words) -> dict[str, tuple[str, ...]]:
    return {"grade": words.grades, "best": words.grades, "worst": words.grades, "reason": words.reasons}


def _encoded(column: pa.Array, texts: tuple[str, ...]) -> pa.Array:
    values = pa.array(texts, pa.string())
    return pa.DictionaryArray.from_arrays(pc.index_in(column, value_set=values).cast(pa.int16()), values)


def regrouped(batches: Iterable[pa.RecordBatch], schema: pa.Schema = SCHEMA) -> Iterator[pa.RecordBatch]:
    """Give the same rows in batches of BATCH_ROWS, the last one shorter: files are cut alike, however rows come."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch.cast(schema))
        while sum(part.num_rows for part in waiting) >= BATCH_ROWS:
            together = pa.Table.from_batches(waiting, schema).combine_chunks()
            yield together.slice(0, BATCH_ROWS).to_batches()[0]
            waiting = together.slice(BATCH_ROWS).to_batches()
    yield from pa.Table.from_batches(waiting, schema).combine_chunks().to_batches()
