"""Rows as records: each cell read, rows of one number joined, and every fault by its row and column."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau.archives.facts import Facts
from bureau.archives.policies import faults_of
from bureau.archives.sheets.columns import ENTERPRISE, NUMBER, REMARK, Column, columns_of, headings_of
from bureau.archives.sheets.reading import Rows, day_of, decimal_of, text_of, whole_of
from qualitycredit.model.standard import Kind

# What a remark says when the producer named on the goods denies that they are his.
DENIED = re.compile("不认可|否认|不承认|非(本|我)(企业|公司|厂)|真伪|假冒.*产品")
Known = Callable[[set[str]], set[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which row (as Excel counts them) and column."""

    row: int
    column: int
    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that rows of the sheet make."""

    rows: tuple[int, ...]
    code: str
    number: str
    facts: Facts


@dataclass(slots=True)
class Sheet:
    """A sheet that was read: what it would enter, and what is wrong in it."""

    rows: int = 0
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    there: int = 0


class _Reader:
    """Reads the rows of one kind of record."""

    def __init__(self, kind: Kind, headings: list[object], day: date) -> None:
        self.kind, self.day = kind, day
        self.columns = columns_of(kind)
        written = [text_of(cell) for cell in headings]
        accepted = headings_of(kind)
        self.places = {
            name: next((at for at, text in enumerate(written) if text in names), None)
            for name, names in accepted.items()
        }
        missing = [one.heading for one in self.columns if one.required and self.places[one.field] is None]
        if missing:
            raise ValidationError(_("缺少栏目：%(names)s。请用模板。") % {"names": "、".join(missing)})
        self.outcomes: dict[str, str] = {}
        for outcome in kind.outcomes:
            self.outcomes |= dict.fromkeys((outcome.name, outcome.label.zh, outcome.label.en), outcome.name)
        self.heading = {column.field: column.heading for column in self.columns}

    def fault(self, row: int, name: str, sentence: str) -> Fault:
        """Give a fault at a field of a row; at the first column where the sheet has no such column."""
        return Fault(row, self.places.get(name) or 0, self.heading.get(name, name), sentence)

    def read(self, row: int, cells: list[object]) -> tuple[Entry | None, list[Fault]]:
        """Give what a row says, or what is wrong in it."""
        values: dict[str, object] = {}
        faults: list[Fault] = []
        for column in self.columns:
            place = self.places[column.field]
            cell = cells[place] if place is not None and place < len(cells) else None
            try:
                values[column.field] = self._value(column, cell)
            except ValueError:
                faults.append(self.fault(row, column.field, self._refusal(column, cell)))
        if faults:
            return None, faults
        code, number, remark = (str(values.pop(name)) for name in (ENTERPRISE, NUMBER, REMARK))
        facts = Facts(kind=self.kind.name, **values)  # type: ignore[arg-type] # as the columns say
        outcome = self.kind.outcome(facts.outcome)
        if outcome and outcome.contestable and DENIED.search(remark):
            facts = replace(facts, contested=True)
        wrong = [self.fault(row, name, why) for name, why in faults_of(facts, day=self.day).items()]
        return Entry((row,), code.upper(), number or _number_of(code, facts), facts), wrong

    def _value(self, column: Column, cell: object) -> object:
        text = text_of(cell)
        if not text:
            if column.required:
                raise ValueError
            return None if column.field in {"due_on", "closed_on", "score"} else ""
        match column.field:
            case "occurred_on" | "due_on" | "closed_on":
                return day_of(cell)
            case "inspected" | "passed":
                return whole_of(cell)
            case "score":
                return decimal_of(cell)
            case "outcome":
                if text not in self.outcomes:
                    raise ValueError(text)
                return self.outcomes[text]
        return text

    def _refusal(self, column: Column, cell: object) -> str:
        text = text_of(cell)
        if not text:
            return _("这一栏必须填写。")
        if column.field == "outcome":
            choices = "、".join(outcome.label.zh for outcome in self.kind.outcomes)
            return _("没有结果“%(value)s”，应为：%(choices)s。") % {"value": text, "choices": choices}
        if column.field in {"inspected", "passed", "score"}:
            return _("“%(value)s”不是数。") % {"value": text}
        return _("“%(value)s”不是日期，写成 2026-03-03。") % {"value": text}


def _number_of(code: str, facts: Facts) -> str:
    # The same row gives the same number, so that a sheet that comes twice enters nothing twice.
    return hashlib.sha256(f"{code} {facts!r}".encode()).hexdigest()[:20]


def read_sheet(
    kind: Kind, rows: Rows, *, day: date, known: Known, there: Callable[[list[str]], Mapping[str, Facts]]
) -> Sheet:
    """Read a sheet; `known` picks codes within scope, `there` gives what the source has under some numbers."""
    reader, sheet = _Reader(kind, rows[0], day), Sheet()
    read: list[Entry] = []
    for row, cells in enumerate(rows[1:], start=2):
        if any(text_of(cell) for cell in cells):
            sheet.rows += 1
            entry, faults = reader.read(row, cells)
            sheet.faults += faults
            if entry is not None and not faults:
                read.append(entry)
    codes = known({entry.code for entry in read})
    strange = [entry for entry in read if entry.code not in codes]
    sentence = _("管辖范围内没有登记这个代码的企业。")
    sheet.faults += [reader.fault(entry.rows[0], ENTERPRISE, sentence) for entry in strange]
    bad = {fault.row for fault in sheet.faults}
    joined = _join(reader, (entry for entry in read if entry.rows[0] not in bad), sheet.faults)
    _sort_out(reader, joined, there([entry.number for entry in joined]), sheet)
    sheet.faults.sort(key=lambda fault: (fault.row, fault.column))
    return sheet


def _join(reader: _Reader, entries: Iterable[Entry], faults: list[Fault]) -> list[Entry]:
    joined: dict[str, Entry] = {}
    for entry in entries:
        first = joined.setdefault(entry.number, entry)
        if first is entry:
            continue
        outcome, contested = _worse(reader.kind, first.facts, entry.facts)
        same = replace(entry.facts, outcome=first.facts.outcome, contested=first.facts.contested)
        if first.code != entry.code or same != first.facts or outcome is None:
            why = _("与第 %(row)s 行编号相同，内容不同。同一样品的各行，除结果外应当一致。") % {
                "row": first.rows[0]
            }
            faults.append(reader.fault(entry.rows[0], NUMBER, why))
            continue
        facts = replace(first.facts, outcome=outcome, contested=contested)
        joined[entry.number] = replace(first, rows=(*first.rows, *entry.rows), facts=facts)
    return list(joined.values())


def _worse(kind: Kind, one: Facts, other: Facts) -> tuple[str | None, bool]:
    """Give the outcome of a sample by two of its rows: the adverse one, where only one is."""
    contested = one.contested or other.contested
    if one.outcome == other.outcome:
        return one.outcome, contested
    adverse = [facts.outcome for facts in (one, other) if kind.contestable((facts.outcome,))]
    return (adverse[0] if len(adverse) == 1 else None), contested


def _sort_out(reader: _Reader, joined: list[Entry], there: Mapping[str, Facts], sheet: Sheet) -> None:
    for entry in joined:
        stored = there.get(entry.number)
        if stored is None:
            sheet.entries.append(entry)
        elif stored == entry.facts:
            sheet.there += 1
        else:
            why = _("编号“%(number)s”已经录入，内容不同。要改的，请更正那条记录。") % {"number": entry.number}
            sheet.faults.append(reader.fault(entry.rows[0], NUMBER, why))
