"""The firms that tests meet again and again, each with a grade as of 2026-06-30 and the facts that give it."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from qualitycredit.archive import FileFormat, made_code, tables_of, write_archive
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record

AS_OF: Final = date(2026, 6, 30)
KNOWN_AT: Final = datetime(2026, 7, 1)


def record(number: int, kind: str, outcome: str, day: date, **columns: object) -> Record:
    """Make a record of the cast, known the day after it happened."""
    known = datetime(day.year, day.month, day.day, 9)
    base = Record(
        f"R{number:03}", "", kind, outcome, day, known, "TSB31", document=f"文〔{day.year}〕{number}号"
    )
    return replace(base, **columns)  # type: ignore[arg-type]  # columns of Record, by name


def firm(
    serial: int, name: str, *records: Record, established_on: date = date(2010, 5, 20), **columns: object
) -> Dossier:
    """Make a firm of the cast that makes one product under permit, which it has, with a full ex-factory inspection."""
    code = made_code("310000", serial)
    enterprise = Enterprise(code, name, established_on, region="310000", industry="C13")
    product = Product(code, "P1", "酱油", permit_required=True, statutory_inspection=False)
    usual = (
        record(
            serial * 100 + 1, "permit", "granted", date(2022, 1, 1), subject="P1", due_on=date(2030, 12, 31)
        ),
        record(
            serial * 100 + 2,
            "factory_inspection",
            "done",
            date(2026, 3, 1),
            subject="P1",
            inspected=20,
            passed=20,
        ),
    )
    owned = tuple(replace(entry, enterprise_id=code) for entry in (*usual, *records))
    return Dossier(replace(enterprise, **columns), (product,), owned)  # type: ignore[arg-type]  # columns by name


ALI = firm(1, "阿丽食品有限公司")
BOWEN = firm(2, "博文机械有限公司", record(203, "supervisory_inspection", "fail", date(2025, 3, 3)))
CHEN = firm(3, "陈记酱园有限公司", record(303, "quality_spot_check", "fail", date(2026, 2, 2), subject="P1"))
DING = firm(
    4, "丁氏化工有限公司", record(403, "counterfeiting", "intentional", date(2026, 4, 4), subject="P1")
)
WU = firm(5, "吴家电器有限公司", record(503, "accident", "general", date(2026, 5, 5), contested=True))
XIN = firm(6, "新办玩具有限公司", established_on=date(2025, 8, 1))
ZHOU = firm(7, "周末纸业有限公司", deregistered_on=date(2026, 1, 31))

CAST: Final = (ALI, BOWEN, CHEN, DING, WU, XIN, ZHOU)
GRADES: Final = {
    ALI: ("A", None),
    BOWEN: ("B", None),
    CHEN: ("C", None),
    DING: ("D", None),
    WU: ("U", "unsettled"),
    XIN: ("U", "too_young"),
    ZHOU: ("U", "deregistered"),
}


def write_cast(folder: Path, file_format: FileFormat = "csv", cast: tuple[Dossier, ...] = CAST) -> Path:
    """Write the cast as an archive folder."""
    write_archive(folder, *tables_of(cast), file_format=file_format)
    return folder
