"""How much of a standard's text is computed, left to an official's finding, or not judged."""

from dataclasses import dataclass
from typing import Final

from qualitycredit.errors import Place
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Claim, Standard

CLAIMS: Final[dict[Claim, Bilingual]] = {
    "rule": Bilingual("由规则判断", "judged by rules"),
    "finding": Bilingual("由官员判定", "left to an official's finding"),
    "not_judged": Bilingual("不判断", "not judged"),
}


@dataclass(frozen=True, slots=True)
class ClaimedWords:
    """Words of the text with how they are claimed; `remark` says why no rule computes them."""

    clause: str
    words: str
    claim: Claim
    remark: Bilingual | None
    place: Place


@dataclass(frozen=True, slots=True)
class TextCoverage:
    """Every claimed phrase of a standard in the order of the text, and its open questions by name."""

    phrases: tuple[ClaimedWords, ...]
    readings: tuple[str, ...]

    def claimed(self, claim: Claim) -> tuple[ClaimedWords, ...]:
        """Give the phrases that are claimed in one way."""
        return tuple(phrase for phrase in self.phrases if phrase.claim == claim)

    def say(self) -> Bilingual:
        """Say the counts, and how many characters of text they are."""
        zh, en = [], []
        for claim, label in CLAIMS.items():
            found = self.claimed(claim)
            characters = sum(len(phrase.words) for phrase in found)
            zh.append(f"{label.zh} {len(found)} 处，{characters} 字")
            en.append(f"{len(found)} phrases ({characters} characters) {label.en}")
        return Bilingual(
            f"{'；'.join(zh)}。可以有不同读法的 {len(self.readings)} 处。",
            f"{'; '.join(en)}. {len(self.readings)} open to more than one reading.",
        )


def cover_text(standard: Standard) -> TextCoverage:
    """Count and list the claimed words of a standard, remarks on its procedure included."""
    found = [(clause.id, phrase) for clause in standard.clauses for phrase in clause.phrases]
    found += [(number, phrase) for number, phrases in standard.remarks.items() for phrase in phrases]
    found.sort(key=lambda pair: (pair[1].place.file, pair[1].place.line))
    phrases = (
        ClaimedWords(clause, phrase.quote, phrase.claim, phrase.remark, phrase.place)
        for clause, phrase in found
    )
    return TextCoverage(tuple(phrases), tuple(reading.name for reading in standard.readings))
