"""The gradings that a lake keeps: for a standard with its readings, one state after the other, each a file."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from qualitycredit.errors import ArchiveUnreadable
from qualitycredit.grading.receipts import Receipt
from qualitycredit.grading.summary import Summary
from qualitycredit.lake.writing import write_new
from qualitycredit.model.standard import Standard

GRADINGS: Final = "gradings"


@dataclass(frozen=True, slots=True)
class State:
    """A grading that is kept: for which version and day, on what was known when, in which layers, base first.

    `epoch` is that of the index whose numbers the layers use. `waiting` says that the lake had learned of moments after
    `known_at`, whose time had not come.
    """

    number: int
    version: int
    epoch: int
    waiting: bool
    layers: tuple[str, ...]
    counts: tuple[tuple[str, str | None, int], ...]
    receipt: Receipt

    @property
    def as_of(self) -> date:
        """The day that the decisions are for."""
        return date.fromisoformat(self.receipt.as_of)

    @property
    def known_at(self) -> datetime | None:
        """The moment whose knowledge counts."""
        known_at = self.receipt.known_at
        return None if known_at is None else datetime.fromisoformat(known_at)

    @property
    def summary(self) -> Summary:
        """How many enterprises have each grade, and for which reason none."""
        return Summary(Counter({(grade, reason): count for grade, reason, count in self.counts}))

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read a state; raises ArchiveUnreadable."""
        try:
            held = json.loads(file.read_text(encoding="utf-8"))
            held["layers"] = tuple(held["layers"])
            held["counts"] = tuple((grade, reason, count) for grade, reason, count in held["counts"])
            held["receipt"] = Receipt(**held["receipt"])
            return cls(**held)
        except (OSError, KeyError, TypeError, ValueError) as error:
            zh = f"{file}：保存的定级读不出来（{error}）。删去文件夹 {file.parent.name} 后会全部重定。"
            en = f"{file}: the kept grading cannot be read ({error}). Remove the folder {file.parent.name} to grade all anew."
            raise ArchiveUnreadable(zh, en) from error


def counts_of(summary: Summary) -> tuple[tuple[str, str | None, int], ...]:
    """Give the counts of a summary as a state keeps them: grade, reason and count, in a fixed order."""
    found = ((grade, reason, count) for (grade, reason), count in summary.counts.items() if count)
    return tuple(sorted(found, key=lambda each: (each[0], each[1] or "")))


def grading_folder(lake: Path, standard: Standard) -> Path:
    """Give the folder for the gradings by a standard with its readings: another rule, another folder."""
    chosen = json.dumps(dict(standard.chosen), sort_keys=True, ensure_ascii=False)
    text = f"{standard.text_hash} {standard.rules_hash} {chosen}"
    key = sha256(text.encode()).hexdigest()[:12]
    return lake / GRADINGS / f"{standard.name}-{key}"


def kept_states(folder: Path) -> list[State]:
    """Give the states that are kept, the newest last."""
    return [State.read(file) for file in sorted(folder.glob("*.json"))]


def kept_gradings(lake: Path) -> list[State]:
    """Give the states of all gradings that a lake keeps, by standard, the newest of each last."""
    folders = sorted((lake / GRADINGS).glob("*"))
    return [state for folder in folders for state in kept_states(folder)]


def keep(folder: Path, state: State) -> None:
    """Keep a state, and remove those before the last base and the files that no state uses."""
    write_new(
        folder / f"{state.number:06}.json", json.dumps(asdict(state), ensure_ascii=False, indent=1) + "\n"
    )
    states = kept_states(folder)
    kept = [other for other in states if other.layers[0] == state.layers[0]]
    for other in states:
        if other not in kept:
            (folder / f"{other.number:06}.json").unlink()
    used = {layer for other in kept for layer in other.layers}
    for file in folder.iterdir():
        if file.suffix != ".json" and file.name.partition(".")[0] not in used:
            file.unlink()
