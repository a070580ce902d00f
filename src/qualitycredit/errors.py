"""Every way in which the library refuses, each with its exit code.

QualityCreditError
├── StandardError           10   a standard cannot be read
│   ├── TextNotCovered           words of the law without a rule
│   ├── QuoteNotInText           a key that its clause does not contain, in this order
│   ├── UnknownTerm              a word outside the vocabulary; did you mean …?
│   └── NotInLanguage            an expression outside the grammar, with its column
├── StandardNotFound        11   no standard of this name, or no such reading
├── ArchiveError            12   an archive cannot be used
│   ├── ArchiveUnreadable        a file is missing, cut short, or not what its name says
│   └── ArchiveFaulty            the archive can be read, and contradicts its schema
├── EnterpriseNotFound      13   the archive has no such enterprise
├── CaseFailed              14   a worked example does not come out as written
├── EnginesDisagree         15   never ignored; names the smallest difference
├── OutputRefused           16   the result cannot be written where it should go
├── EngineUnavailable       17   what an engine needs is missing, cannot be reached, or was lost on the way
└── LedgerError             18   what a log is said to hold cannot be believed
    ├── LedgerUnreadable    18   a file of a log is missing, cut short, or not in its format
    ├── SignatureRefused    19   a checkpoint is not signed by the key that is trusted
    ├── ProofRefuted        20   a proof does not lead where it should: the log or the entry was changed
    └── PocketDiffers       21   a decision is not what its own facts give, or what is in the log

Exit code 2 is kept for a command line that cannot be understood, 130 for an interruption.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from qualitycredit.language import Bilingual, Language


class QualityCreditError(Exception):
    """A refusal, said in both languages: what is wrong, where, and what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.saying = Bilingual(zh, en)

    def say(self, language: Language) -> str:
        """Give the message in `language`."""
        return self.saying.say(language)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file of a standard; lines and columns count from 1, columns in characters."""

    file: Path
    line: int
    column: int = 1
    clause: str | None = None

    def say(self, language: Language) -> str:
        """Give the place as the start of a message."""
        if language == "zh":
            clause = f"，条款 {self.clause}" if self.clause else ""
            return f"{self.file}{clause}，第 {self.line} 行，第 {self.column} 列"
        clause = f", clause {self.clause}" if self.clause else ""
        return f"{self.file}{clause}, line {self.line}, column {self.column}"


class StandardError(QualityCreditError):
    """A standard cannot be read; the place is in its own file."""

    exit_code = 10

    def __init__(self, place: Place, zh: str, en: str) -> None:
        super().__init__(f"{place.say('zh')}：{zh}", f"{place.say('en')}: {en}")
        self.place = place


class TextNotCovered(StandardError):
    """Words of the law stand without a rule."""


class QuoteNotInText(StandardError):
    """A key of a rule box does not occur in its clause, in this order."""


class UnknownTerm(StandardError):
    """A word is outside the closed vocabulary."""


class NotInLanguage(StandardError):
    """An expression is outside the grammar, or of the wrong sort for its place."""


class StandardNotFound(QualityCreditError):
    """No standard, reading or value of this name."""

    exit_code = 11


class ArchiveError(QualityCreditError):
    """An archive cannot be used."""

    exit_code = 12


class ArchiveUnreadable(ArchiveError):
    """A file is missing, cut short, or not what its name says."""


class ArchiveFaulty(ArchiveError):
    """The archive can be read, but contradicts its schema; `faults` counts every fault found."""

    def __init__(self, zh: str, en: str, faults: int) -> None:
        super().__init__(zh, en)
        self.faults = faults


class EnterpriseNotFound(QualityCreditError):
    """The archive holds no enterprise of this identifier."""

    exit_code = 13


class CaseFailed(QualityCreditError):
    """A worked example of a standard does not come out as written."""

    exit_code = 14


class EnginesDisagree(QualityCreditError):
    """Two engines give different results; carries the smallest difference found."""

    exit_code = 15


class OutputRefused(QualityCreditError):
    """The result cannot be written where it should go."""

    exit_code = 16


class EngineUnavailable(QualityCreditError):
    """An engine lacks what it needs, cannot reach it, or has lost it on the way."""

    exit_code = 17


class LedgerError(QualityCreditError):
    """What a log is said to hold cannot be believed."""

    exit_code = 18


class LedgerUnreadable(LedgerError):
    """A file of a log is missing, cut short, or not in its format."""


class SignatureRefused(LedgerError):
    """A checkpoint is not signed by the key that is trusted."""

    exit_code = 19


class ProofRefuted(LedgerError):
    """A proof does not lead from what it starts with to what is signed."""

    exit_code = 20


class PocketDiffers(LedgerError):
    """What is said of a decision is not what its facts give, or not what the log holds."""

    exit_code = 21
