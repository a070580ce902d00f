"""A file of worked examples becomes cases: every row one enterprise, its empty cells filled from the base."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from qualitycredit.assuring.case_notation import read_day, read_products, read_records, refuse
from qualitycredit.assuring.case_rows import Row, read_rows
from qualitycredit.assuring.examples import (
    ABSENT,
    VERDICTS,
    Case,
    ClauseVerdict,
    Expected,
    Grading,
    NeverUnknown,
)
from qualitycredit.errors import Place
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from qualitycredit.model.standard import Standard
from qualitycredit.reading.documents import Document, Text
from qualitycredit.reading.expressions import did_you_mean
from qualitycredit.reading.lexicon import Lexicon

_YES_OR_NO: Final = {"是": True, "yes": True, "否": False, "no": False}
_NONE: Final = frozenset({"无", "none"})
_ONLY: Final = re.compile(r"(只有|only)\s+")
_NEVER_UNKNOWN: Final = re.compile(r"(未知不会出现|unknown cannot occur)[^:：]*[:：]")


@dataclass(frozen=True, slots=True)
class Base:
    """The enterprise that stands in for every cell left empty."""

    enterprise: Enterprise | None = None
    products: tuple[Product, ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseReader:
    """Reads the case files of one standard in its own vocabulary."""

    standard: Standard
    lexicon: Lexicon
    base: Base = field(default_factory=Base)

    def read_base(self, document: Document) -> Base:
        """Read the base enterprise from the first table of the README.md; an empty one where none is there."""
        rows = read_rows(document, self.standard.readings)
        return next((self._facts(row, "base") for row in rows if "base" in row.cells), Base())

    def read_cases(self, document: Document) -> Iterator[Case]:
        """Read the examples of one file, in order."""
        names: set[str] = set()
        line = 0
        for row in read_rows(document, self.standard.readings):
            if row.place.line != line + 1:
                names = set()
            line = row.place.line
            name = row.cells["case"].words if "case" in row.cells else ""
            if not name or name in names:
                refuse(
                    row.place,
                    "每一例在“例 case”一栏要有自己的名称，同一张表里不能相同。",
                    "each example has a name in the column “例 case”, which no other of the table has.",
                )
            names.add(name)
            yield self._case(name, row)
        if line == 0:
            refuse(
                Place(document.path, 1),
                "这个文件没有一个例子。请写一张表。",
                "this file holds no example. Write a table.",
            )

    def read_claims(self, document: Document) -> Iterator[NeverUnknown]:
        """Read the claims that the clause of the file is never unknown."""
        for number, line in enumerate(document.lines, 1):
            if _NEVER_UNKNOWN.match(line):
                place = Place(document.path, number)
                yield NeverUnknown(place, self._clause(place))

    def _case(self, name: str, row: Row) -> Case:
        as_of = read_day(row.cells["as_of"]) if "as_of" in row.cells else row.as_of
        if as_of is None:
            refuse(
                row.place,
                "没有写当日。请在表的前面写一行“当日 as of: 2026-06-30”。",
                "there is no as-of day. Write a line “as of: 2026-06-30” before the table.",
            )
        facts = self._facts(row, f"{row.place.file.stem}-{row.place.line}")
        if facts.enterprise is None:
            refuse(
                row.place,
                "没有写设立的日子，cases/README.md 也没有基础企业。请填“设立 established”一栏。",
                "no day of establishment, and no base in cases/README.md. Fill the column “established”.",
            )
        dossier = Dossier(facts.enterprise, facts.products, facts.records)
        return Case(row.place, name, as_of, row.readings, dossier, self._expected(row))

    def _facts(self, row: Row, enterprise_id: str) -> Base:
        cells = row.cells
        enterprise = self.base.enterprise
        if "established" in cells:
            day = read_day(cells["established"])
            enterprise = replace(enterprise or Enterprise("", "", day), established_on=day)
        stated: dict[str, Any] = {"enterprise_id": enterprise_id, "name": enterprise_id}
        if "deregistered" in cells:
            stated["deregistered_on"] = read_day(cells["deregistered"])
        if "exporter" in cells:
            stated["exporter"] = row.choice("exporter", _YES_OR_NO)
        return Base(
            replace(enterprise, **stated) if enterprise else None,
            self._products(cells.get("products"), enterprise_id),
            self._records(cells.get("records"), enterprise_id),
        )

    def _products(self, cell: Text | None, enterprise_id: str) -> tuple[Product, ...]:
        if cell is None:
            return tuple(replace(product, enterprise_id=enterprise_id) for product in self.base.products)
        return () if _nothing(cell) else read_products(self.lexicon, cell, enterprise_id)

    def _records(self, cell: Text | None, enterprise_id: str) -> tuple[Record, ...]:
        usual = tuple(replace(r, enterprise_id=enterprise_id, source="base") for r in self.base.records)
        if cell is None:
            return usual
        if _nothing(cell):
            return ()
        if only := _ONLY.match(cell.words):
            cell = Text(cell.words[only.end() :], cell.at(only.end()))
            return read_records(self.lexicon, cell, enterprise_id)
        return (*usual, *read_records(self.lexicon, cell, enterprise_id))

    def _expected(self, row: Row) -> Expected:
        if "verdict" in row.cells:
            verdicts = {word: verdict for verdict, said in VERDICTS.items() for word in (said.zh, said.en)}
            return ClauseVerdict(self._clause(row.place), row.choice("verdict", verdicts))
        missing = {"grade", "best", "worst", "reason"} - row.cells.keys()
        if missing:
            refuse(
                row.place,
                "没有写全结果。条款的例写“结果”，定级的例写“等级”“最好”“最差”“理由”，没有的写 —。",
                "the outcome is incomplete. State a verdict, or grade, best, worst and reason, — for none.",
            )
        table = self.standard.decision
        grades = {grade: grade for grade in (*table.grades, table.unrated)}
        worlds: dict[str, str | None] = {**grades, ABSENT: None}
        reasons: dict[str, str | None] = {ABSENT: None}
        reasons |= {reason.result: reason.result for reason in (*table.excluded, *table.reasons)}
        return Grading(
            row.choice("grade", grades),
            row.choice("best", worlds),
            row.choice("worst", worlds),
            row.choice("reason", reasons),
        )

    def _clause(self, place: Place) -> str:
        name = place.file.stem
        known = [clause.id for clause in self.standard.clauses]
        if name not in known:
            zh, en = did_you_mean(name, known)
            refuse(
                Place(place.file, place.line),
                f"没有条款 {name}。文件要以条款号命名。{zh}",
                f"there is no clause {name}. Name the file after its clause. {en}",
            )
        return name


def _nothing(cell: Text) -> bool:
    return set(cell.words.split()) <= _NONE
