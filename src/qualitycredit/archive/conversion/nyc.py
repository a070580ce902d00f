"""New York City's restaurant inspections, one JSON object a line, to an archive for the letter grades.

The city's letter never becomes a fact. Of the code that stands beside each score only this is taken: whether the
result was still pending on that day.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, Final
from zipfile import BadZipFile, ZipFile, is_zipfile

from qualitycredit.archive.conversion.reports import Conversion, Remarks, Spot
from qualitycredit.archive.conversion.vintages import end_of_day
from qualitycredit.archive.dossiers import tables_of
from qualitycredit.archive.writing import write_archive
from qualitycredit.errors import ArchiveUnreadable
from qualitycredit.language import Bilingual
from qualitycredit.model.facts import Dossier, Enterprise, Record

# The city's list has no division code of GB/T 2260; six zeros say so.
_REGION: Final = "000000"
_SOURCE: Final = "nyc-dohmh"
_OUTCOMES: Final = {
    "A": "scored",
    "B": "scored",
    "C": "scored",
    "Z": "pending",
    "P": "pending",
    "Not Yet Graded": "pending",
}
_EPOCH: Final = date(1970, 1, 1)
_MILLISECONDS: Final = timedelta(milliseconds=1)
_ENDLESS: Final = 1_000_000
_EXPECTED: Final[Mapping[str, tuple[tuple[type, ...], Bilingual]]] = {
    "restaurant_id": ((str,), Bilingual("文字", "text")),
    "name": ((str,), Bilingual("文字", "text")),
    "grades": ((list,), Bilingual("列表", "a list")),
    "date": (
        (dict,),
        Bilingual(
            "{$date: 毫秒}，每次检查各在一天", "{$date: milliseconds}, another day for each inspection"
        ),
    ),
    "$date": ((int,), Bilingual("整数毫秒", "whole milliseconds")),
    "grade": ((str,), Bilingual("、".join(_OUTCOMES), ", ".join(_OUTCOMES))),
    "score": (
        (int, NoneType),
        Bilingual("6 位以内的整数或者 null", "a whole number of at most 6 digits or null"),
    ),
}


class _Unfit(Exception):
    """A value of a restaurant that is not what it should be."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(name, value)
        self.name, self.value = name, value


def convert_nyc(source: Path, folder: Path) -> Conversion:
    """Write restaurants.zip, or the JSON lines in it, as an archive for the standard nyc-letter-grade.

    The list is one snapshot without a date, so that everything in it was learned by the end of the last day that it
    tells of. A restaurant is established on its first inspection, the earliest day on which the list shows it, and one
    that was never inspected on that last day; the standard does not ask. Raises ArchiveUnreadable for a file that
    cannot be read, and ArchiveFaulty for lines that cannot be taken; nothing is written then.
    """
    remarks = Remarks()
    dossiers = list(_dossiers(source, remarks))
    remarks.refuse_faults()
    days = [record.occurred_on for dossier in dossiers for record in dossier.records]
    if not days:
        raise ArchiveUnreadable(
            f"{source}：一次检查也没有。请核对文件。",
            f"{source}: there is not one inspection. Check the file.",
        )
    last = max(days)
    settled = [_settled(dossier, last) for dossier in dossiers]
    write_archive(folder, *tables_of(settled), file_format="csv", identifier="local")
    return Conversion(len(settled), len(days), len(days), 0, {}, {})


def _settled(dossier: Dossier, last: date) -> Dossier:
    """Say when the restaurant was established and when its records were learned, which only the whole list shows."""
    established_on = min((record.occurred_on for record in dossier.records), default=last)
    enterprise = replace(dossier.enterprise, established_on=established_on)
    records = tuple(replace(record, recorded_at=end_of_day(last)) for record in dossier.records)
    return Dossier(enterprise, (), records)


def _dossiers(source: Path, remarks: Remarks) -> Iterator[Dossier]:
    seen: dict[str, int] = {}
    for line, text in enumerate(_text(source).split("\n"), start=1):
        if not text.strip():
            continue
        spot = Spot(source, line)
        try:
            dossier = _dossier(json.loads(text))
        except json.JSONDecodeError as error:
            remarks.fault(
                spot,
                f"不是完整的 JSON（{error}）。请改正。",
                f"this is no complete JSON ({error}). Correct it.",
            )
        except _Unfit as unfit:
            _explain(remarks, spot, unfit)
        else:
            first = seen.setdefault(dossier.enterprise.enterprise_id, line)
            if first != line:
                remarks.fault(
                    spot,
                    f"与第 {first} 行是同一家。请删去一行。",
                    f"the same restaurant as line {first}. Remove one.",
                )
            yield dossier


def _text(source: Path) -> str:
    try:
        if not is_zipfile(source):
            return source.read_text(encoding="utf-8-sig")
        with ZipFile(source) as packed:
            (name,) = packed.namelist()
            return packed.read(name).decode("utf-8-sig")
    except (OSError, ValueError, BadZipFile) as error:
        raise ArchiveUnreadable(
            f"{source}：不是 UTF-8 编码的 JSON 行，也不是只装这样一个文件的 ZIP（{error}）。请重新取得。",
            f"{source}: neither JSON lines in UTF-8 nor a ZIP of one such file ({error}). Fetch it again.",
        ) from error


def _dossier(restaurant: object) -> Dossier:
    number = _value(restaurant, "restaurant_id")
    grades = _value(restaurant, "grades")
    records: dict[str, Record] = {}
    for place, grade in enumerate(grades):
        record = _record(number, grade, f"grades[{place}].")
        if records.setdefault(record.record_id, record) is not record:
            raise _Unfit(f"grades[{place}].date", str(record.occurred_on))
    enterprise = Enterprise(number, _value(restaurant, "name") or number, _EPOCH, region=_REGION)
    return Dossier(enterprise, (), tuple(records.values()))


def _record(number: str, grade: object, place: str) -> Record:
    milliseconds = _value(_value(grade, "date", place), "$date", f"{place}date.")
    try:
        day = _EPOCH + milliseconds * _MILLISECONDS
    except OverflowError as error:
        raise _Unfit(f"{place}date.$date", milliseconds) from error
    code, score = _value(grade, "grade", place), _value(grade, "score", place)
    if code not in _OUTCOMES:
        raise _Unfit(f"{place}grade", code)
    if score is not None and abs(score) >= _ENDLESS:
        raise _Unfit(f"{place}score", score)
    return Record(
        record_id=f"{number}-{day:%Y%m%d}",
        enterprise_id=number,
        kind="inspection",
        outcome=_OUTCOMES[code],
        occurred_on=day,
        recorded_at=end_of_day(day),
        source=_SOURCE,
        score=None if score is None else Decimal(score),
    )


def _value(entry: object, name: str, place: str = "") -> Any:  # noqa: ANN401 - of the type that is expected
    types, _ = _EXPECTED[name]
    value = entry.get(name) if isinstance(entry, dict) else None
    if type(value) not in types:
        raise _Unfit(f"{place}{name}", value)
    return value


def _explain(remarks: Remarks, spot: Spot, unfit: _Unfit) -> None:
    _, expected = _EXPECTED[unfit.name.rpartition(".")[2]]
    remarks.fault(
        spot,
        f"{unfit.name} 是 {unfit.value!r}，应当是{expected.zh}。请改正。",
        f"{unfit.name} is {unfit.value!r}, and should be {expected.en}. Correct it.",
    )
