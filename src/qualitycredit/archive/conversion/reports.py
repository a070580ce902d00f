"""What a conversion did, what it set aside, and the faults for which it refuses."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from qualitycredit.archive.counting import counted
from qualitycredit.errors import ArchiveFaulty
from qualitycredit.language import Bilingual

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of a conversion; `retracted` are facts that a later vintage took back.

    `set_aside` counts rows by the fault for which they were left out, `ignored` those of which the mapping says that
    they make no record.
    """

    enterprises: int
    facts: int
    versions: int
    retracted: int
    set_aside: Mapping[str, int]
    ignored: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a file, counted in lines from 1, and its column."""

    file: Path
    line: int
    column: str | None = None

    def says(self, zh: str, en: str) -> Bilingual:
        """Put the place before a message."""
        if self.column is None:
            return Bilingual(f"{self.file}，第 {self.line} 行：{zh}", f"{self.file}, line {self.line}: {en}")
        return Bilingual(
            f"{self.file}，第 {self.line} 行，列 {self.column}：{zh}",
            f"{self.file}, line {self.line}, column {self.column}: {en}",
        )


@dataclass(slots=True)
class Remarks:
    """What is noticed while rows are read; the faults in `tolerated` are counted, all others refuse."""

    tolerated: Collection[str] = ()
    set_aside: Counter[str] = field(default_factory=Counter)
    faults: list[Bilingual] = field(default_factory=list)

    def fault(self, spot: Spot, zh: str, en: str) -> None:
        """Note a fault that nothing excuses."""
        self.faults.append(spot.says(zh, en))

    def set_row_aside(self, fault: str, spot: Spot, zh: str, en: str) -> None:
        """Note a row that states nothing: counted where the mapping tolerates it, a fault otherwise."""
        if fault in self.tolerated:
            self.set_aside[fault] += 1
        else:
            self.fault(
                spot,
                f"{zh}请改正，或者在映射的 [set_aside] 中写明 {fault} 及其理由。",
                f"{en} Correct it, or name {fault} with its reason under [set_aside] in the mapping.",
            )

    def refuse_faults(self) -> None:
        """Raise ArchiveFaulty where a fault was noted, with the first few of them."""
        if not self.faults:
            return
        count, shown = len(self.faults), self.faults[:_SHOWN]
        zh = "\n".join(fault.zh for fault in shown)
        en = "\n".join(fault.en for fault in shown)
        if count > _SHOWN:
            zh, en = f"{zh}\n另有 {count - _SHOWN:,} 处。", f"{en}\nand {count - _SHOWN:,} more."
        raise ArchiveFaulty(
            f"共 {count:,} 处错误，没有写出档案：\n{zh}",
            f"{counted(count, 'fault')}, and no archive was written:\n{en}",
            count,
        )
