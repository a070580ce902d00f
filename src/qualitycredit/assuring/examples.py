"""What a worked example is: facts on a day, under readings, and what the law makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from qualitycredit.errors import Place
from qualitycredit.language import Bilingual
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier

VERDICTS: Final = {
    Verdict.MET: Bilingual("满足", "met"),
    Verdict.UNMET: Bilingual("不满足", "unmet"),
    Verdict.UNKNOWN: Bilingual("未知", "unknown"),
}
ABSENT: Final = "—"


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """A clause and its verdict; None where the enterprise is excluded from grading."""

    clause: str
    verdict: Verdict | None

    def in_decision(self, decision: Decision) -> "ClauseVerdict":
        """Give what a decision says of the same clause."""
        return ClauseVerdict(self.clause, decision.clauses.get(self.clause))

    def say(self) -> Bilingual:
        """Say it as case files do."""
        if self.verdict is None:
            return Bilingual(f"{self.clause} 不参加定级", f"{self.clause} excluded from grading")
        said = VERDICTS[self.verdict]
        return Bilingual(f"{self.clause} {said.zh}", f"{self.clause} {said.en}")


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade, those of the two worlds, and the reason where there is none."""

    grade: str
    best: str | None
    worst: str | None
    reason: str | None

    def in_decision(self, decision: Decision) -> "Grading":
        """Give what a decision says of the same."""
        return Grading(decision.grade, decision.best, decision.worst, decision.reason)

    def say(self) -> Bilingual:
        """Say it in the order in which case files write it."""
        best, worst, reason = (value or ABSENT for value in (self.best, self.worst, self.reason))
        return Bilingual(
            f"{self.grade}（最好 {best}，最差 {worst}，理由 {reason}）",
            f"{self.grade} (best {best}, worst {worst}, reason {reason})",
        )


Expected = ClauseVerdict | Grading


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example; `name` is unique within its table."""

    place: Place
    name: str
    as_of: date
    readings: Mapping[str, str]
    dossier: Dossier
    expected: Expected

    @property
    def label(self) -> str:
        """Name the example by its file, line and name."""
        return f"{self.place.file.stem}:{self.place.line} {self.name}"


@dataclass(frozen=True, slots=True)
class NeverUnknown:
    """The claim of a file that its clause cannot be unknown."""

    place: Place
    clause: str
