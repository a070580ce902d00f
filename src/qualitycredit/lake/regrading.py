"""Only what changed: decisions about the enterprises that were touched and those that are due; all others stay."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.archive import knowledge_moment
from qualitycredit.archive.versions import Version, lake_archive, lake_sha256
from qualitycredit.errors import ArchiveError
from qualitycredit.grading.receipts import make_receipt
from qualitycredit.grading.summary import Summary
from qualitycredit.lake.following import index_at
from qualitycredit.lake.grading import Work
from qualitycredit.lake.index import Index
from qualitycredit.lake.layers import Layer, graded, overlaid
from qualitycredit.lake.numbers import no_numbers
from qualitycredit.lake.states import State, counts_of, grading_folder, keep, kept_states
from qualitycredit.lake.writing import writing
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Standard
from qualitycredit.model.words import Words

_OVERLAYS: Final = 16
# Beyond this share of all enterprises, grading all of them is quicker.
_MOST: Final = 0.3
_FIRST: Final = Bilingual(
    "湖里还没有按这个标准和读法的定级", "the lake keeps no grading by this standard and these readings"
)
_PROGRAM: Final = Bilingual(
    "保存的定级出自另一版本的程序", "what is kept was made by another version of this program"
)
_LOST: Final = Bilingual("保存的定级有文件缺失或者损坏", "a file of the kept grading is missing or damaged")
_INDEX: Final = Bilingual("索引重新建立过", "the index was made anew")
_BACK: Final = Bilingual(
    "当日早于保存的定级；日子只往前走", "the day is before that of the kept grading; days only pass forward"
)
_KNOWN: Final = Bilingual(
    "所知截至的时刻变了，有的记录因此出现或者消失",
    "by another moment of knowledge, records appear or vanish that no version brought",
)
_MANY: Final = Bilingual("变动太多，全部重定更快", "so many are touched or due that grading all is quicker")


@dataclass(frozen=True, slots=True)
class Regrading:
    """The grading that is now kept; how many enterprises were touched, due and decided on; why all, where all were."""

    lake: Path
    standard: Standard
    index: Index
    state: State
    touched: int = 0
    due: int = 0
    decided: int = 0
    why_all: Bilingual | None = None


def regrade(
    lake: Path,
    *,
    as_of: date,
    standard: Standard,
    known_at: datetime | None = None,
    since: int | None = None,
    memory_limit: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> Regrading:
    """Bring the grading that a lake keeps up to its newest version and to a day, and keep it.

    It starts from the newest one kept by this standard with its readings, or from that of the version `since`
    (ArchiveError where there is none). Decisions are made about the enterprises that later versions touched and those
    whose day has come; the result is that of grading all. Where that cannot be known, all are graded, and it is said
    why. `known_at` (UTC) limits what counts, as for a grading. Raises OutputRefused where another writer is at work.
    """
    with writing(lake) as versions:
        index = index_at(lake, versions)
        folder = grading_folder(lake, standard)
        folder.mkdir(parents=True, exist_ok=True)
        states = kept_states(folder)
        before = _starting(states, since)
        moment, waiting = _moment(lake, versions, known_at)
        why, touched, due = _chosen(before, folder, index, as_of, moment)
        same = (
            before is not None
            and before.version == versions[-1].number
            and not waiting
            and not before.waiting
        )
        if before is not None and why is None and same and before.as_of == as_of and not len(touched):
            return Regrading(lake, standard, index, before)
        number, words = (states[-1].number if states else 0) + 1, Words.of(standard)
        summary = Summary()
        work = Work(
            lake,
            versions,
            index,
            standard,
            as_of,
            moment if waiting else None,
            memory_limit,
            progress,
            summary,
        )
        if before is None or why is not None:
            layers = [Layer.write(folder, f"{number:06}", work.all(), words)]
            decided, total = summary.total, summary
        else:
            numbers = pc.unique(pa.concat_arrays([touched, due]))
            older = [Layer(folder, name) for name in before.layers]
            made = Layer.write(folder, f"{number:06}", work.some(numbers), words)
            layers, decided = [*older, made], summary.total
            total = _moved(before.summary, graded(older, numbers), summary)
            if len(layers) > _OVERLAYS:
                layers = [layers[0], _joined(layers[1:], f"{number:06}-joined", words)]
        receipt = make_receipt(
            standard,
            engine="columnar",
            as_of=as_of,
            known_at=moment,
            archive_sha256=lake_sha256(lake, versions),
            enterprises=total.total,
        )
        names = tuple(layer.name for layer in layers)
        epoch, newest = index.state.epoch, versions[-1].number
        state = State(number, newest, epoch, waiting, names, counts_of(total), receipt)
        keep(folder, state)
    return Regrading(lake, standard, index, state, len(touched), len(due), decided, why)


def _starting(states: Sequence[State], since: int | None) -> State | None:
    found = [state for state in states if since is None or state.version == since]
    if since is not None and not found:
        zh = f"湖里没有第 {since} 版的定级。保存有：{'、'.join(str(s.version) for s in states) or '无'}。"
        en = f"The lake keeps no grading of version {since}. It keeps: {', '.join(str(s.version) for s in states) or 'none'}."
        raise ArchiveError(zh, en)
    return found[-1] if found else None


def _moment(
    lake: Path, versions: Sequence[Version], known_at: datetime | None
) -> tuple[datetime | None, bool]:
    """Give the moment that stands for `known_at`, and whether the lake has learned of later ones."""
    latest = versions[-1].latest
    if latest is None or known_at is None or latest <= known_at:
        return latest, False
    return knowledge_moment(lake_archive(lake, versions), known_at), True


def _chosen(
    before: State | None, folder: Path, index: Index, as_of: date, moment: datetime | None
) -> tuple[Bilingual | None, pa.Array, pa.Array]:
    """Say why all have to be graded, or give the numbers of those touched and of those due."""
    nobody = no_numbers()
    if before is None:
        return _FIRST, nobody, nobody
    if before.receipt.version != version_of("qualitycredit"):
        return _PROGRAM, nobody, nobody
    if not all(Layer(folder, name).is_whole() for name in before.layers):
        return _LOST, nobody, nobody
    touched = index.touched_since(before.version) if before.epoch == index.state.epoch else None
    if touched is None:
        return _INDEX, nobody, nobody
    if as_of < before.as_of:
        return _BACK, nobody, nobody
    if _knows_otherwise(before, moment):
        return _KNOWN, nobody, nobody
    due = [Layer(folder, name).due(before.as_of, as_of) for name in before.layers]
    due_numbers = pc.unique(pa.concat_arrays(due))
    if len(touched) + len(due_numbers) > _MOST * index.state.enterprises:
        return _MANY, touched, due_numbers
    return None, touched, due_numbers


def _knows_otherwise(before: State, moment: datetime | None) -> bool:
    """Tell whether records appear or vanish that no version brought."""
    if before.known_at is None or moment is None:
        return False
    return moment < before.known_at or (before.waiting and moment != before.known_at)


def _moved(before: Summary, replaced: pa.Table, made: Summary) -> Summary:
    """Count what stays of earlier decisions, and the new ones."""
    gone = Summary()
    for batch in replaced.to_batches():
        gone.add(batch)
    counts = before.counts.copy()
    counts.subtract(gone.counts)
    counts.update(made.counts)
    return Summary(counts)


def _joined(layers: Sequence[Layer], name: str, words: Words) -> Layer:
    """Write one overlay in place of several."""
    return Layer.write(layers[0].folder, name, overlaid(layers, words).combine_chunks().to_batches(), words)
