"""A made-up LIVES feed, file by file."""

from collections.abc import Sequence
from pathlib import Path

from qualitycredit.archive import open_archive, read_versions
from qualitycredit.model.facts import Dossier

MAPPING = Path(__file__).parents[3] / "standards" / "aqsiq-2006" / "lives.toml"
BUSINESSES = "business_id,name,application_date"
INSPECTIONS = "business_id,Score,date,type"
VIOLATIONS = "business_id,date,ViolationTypeID,risk_category"


def write_feed(
    folder: Path,
    *,
    businesses: Sequence[str] = ("1,Wok,5/20/2010",),
    inspections: Sequence[str] = ("1,96,20140310,Routine - Unscheduled",),
    violations: Sequence[str] = (),
    prefix: str = "",
) -> Path:
    """Write the three files of one vintage from their rows."""
    folder.mkdir(exist_ok=True)
    tables = {
        "businesses": (BUSINESSES, businesses),
        "inspections": (INSPECTIONS, inspections),
        "violations": (VIOLATIONS, violations),
    }
    for name, (header, rows) in tables.items():
        (folder / f"{prefix}{name}.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return folder


def dossier(archive: Path, business: str = "1") -> Dossier:
    """Read one business back, with every version of its records."""
    return read_versions(open_archive(archive), business)
