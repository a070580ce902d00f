"""How much of a standard's text is computed, left to an official's finding, or not judged."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from qualitycredit.errors import Place
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Claim, Standard
from qualitycredit.reading.documents import Text, read_document
from qualitycredit.reading.expressions import parse
from qualitycredit.reading.records import construct

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
    remark: str
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
            f"{'；'.join(zh)}。可以作两种理解的 {len(self.readings)} 处。",
            f"{'; '.join(en)}. {len(self.readings)} places can be read in two ways.",
        )


def cover_text(standard: Standard) -> TextCoverage:
    """Count and list the claimed words of a standard, remarks on its procedure included."""
    phrases = [
        ClaimedWords(clause.id, phrase.quote, phrase.claim, phrase.remark, phrase.place)
        for clause in standard.clauses
        for phrase in clause.phrases
    ]
    phrases += _remarks(standard)
    phrases.sort(key=lambda phrase: (phrase.place.file, phrase.place.line))
    return TextCoverage(tuple(phrases), tuple(reading.name for reading in standard.readings))


def _remarks(standard: Standard) -> Iterator[ClaimedWords]:
    for box in read_document(standard.clauses[0].place.file).boxes:
        if box.head[1:] != ("remark",):
            continue
        for words, rule in box.data.items():
            place = box.value(words, rule, box.head[0])
            tree = parse(Text(rule, place)).tree
            said = tree.args if isinstance(tree, ast.Call) else []
            remark = " · ".join(str(part.value) for part in said if isinstance(part, ast.Constant))
            name = construct(tree)
            claim: Claim = next((claim for claim in CLAIMS if claim == name), "rule")
            yield ClaimedWords(box.head[0], words, claim, remark, place)
