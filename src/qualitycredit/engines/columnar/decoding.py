"""Coded decisions, as they come from the database, in words: Arrow arrays that hold each word once."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.engines.columnar.codes import BEST, GRADE, MASK_BITS, REASON, WORST, masks_for
from qualitycredit.model.words import Words

_PLACES = pa.int16()  # a standard of more than 32,767 clauses is none that anybody reads


def decoded(batch: pa.RecordBatch, words: Words) -> pa.RecordBatch:
    """Give the decisions of a batch of `coded_query`: words as dictionaries, `met` and `unknown` as lists of them.

    Columns: enterprise_id, grade, best, worst, reason, met, unknown, next_change_on.
    """
    coded = (
        ("grade", GRADE, words.grades),
        ("best", BEST, words.grades),
        ("worst", WORST, words.grades),
        ("reason", REASON, words.reasons),
    )
    columns = {"enterprise_id": batch["enterprise_id"]}
    for name, code, texts in coded:
        columns[name] = _words(batch[code].cast(_PLACES), texts)
    for name in ("met", "unknown"):
        masks = [batch[f"{name}_{number}"] for number in masks_for(words)]
        columns[name] = _lists(masks, batch.num_rows, words.clauses)
    columns["next_change_on"] = batch["next_change_on"]
    return pa.RecordBatch.from_pydict(columns)


def _words(places: pa.Array, texts: Iterable[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(places, pa.array(texts, pa.string()))


def _lists(masks: Sequence[pa.Array], rows: int, clauses: Sequence[str]) -> pa.Array:
    """Give a list for each row: few combinations of clauses occur, and each is spelled out once."""
    if len(masks) == 1:
        keys = masks[0].dictionary_encode()
        combinations: list[tuple[int, ...]] = [(mask,) for mask in keys.dictionary.to_pylist()]
    else:
        texts = [mask.cast(pa.string()) for mask in masks] or [pa.array([""] * rows)]
        keys = pc.binary_join_element_wise(*texts, " ").dictionary_encode()
        combinations = [tuple(map(int, key.split())) for key in keys.dictionary.to_pylist()]
    places = [
        [place for place in range(len(clauses)) if _holds(combination, place)] for combination in combinations
    ]
    ends = list(accumulate(map(len, places), initial=0))
    flat = _words(pa.array(chain.from_iterable(places), _PLACES), clauses)
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), flat).take(keys.indices)


def _holds(masks: Sequence[int], place: int) -> bool:
    number, bit = divmod(place, MASK_BITS)
    return bool(masks[number] >> bit & 1)
